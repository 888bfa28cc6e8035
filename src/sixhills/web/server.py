"""The server of the app: on this computer only, at an address that it prints."""

from __future__ import annotations

import errno
import socket
from typing import TYPE_CHECKING

import uvicorn

from sixhills.errors import InputError
from sixhills.web.app import make_app
from sixhills.web.guard.account_gate import AccountGate
from sixhills.web.guard.accounts import list_accounts, make_ready
from sixhills.web.guard.gate import Gate
from sixhills.web.guard.keys import Keys
from sixhills.web.pages import is_file
from sixhills.web.phone import PhoneDoor

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.types import ASGIApp, Message

LOOPBACK = "127.0.0.1"
PORT = 8420
_PORTS_TRIED = 20
OWN_NAMES = frozenset({LOOPBACK, "localhost", "::1"})


def guard_app(home: Path, keys: Keys, *, phone_address: str | None = None) -> Gate:
    """The app of a data directory behind its gate.

    Args:
        home: the data directory.
        keys: who was let in.
        phone_address: on which the door for phones opens; that of the home network unless given.
    """
    app = make_app(home)
    app.state.phone_door = PhoneDoor(app, keys, phone_address)
    return Gate(app, keys, OWN_NAMES, is_public=is_file)


def guard_accounts(home: Path, hosts: frozenset[str], *, secure: bool) -> AccountGate:
    """The apps of all accounts behind the gate that asks for name and password.

    Args:
        home: the data directory.
        hosts: names and addresses by which the server may be called.
        secure: whether it is reached by HTTPS.

    Raises:
        InputError: there is no account.
    """
    accounts = {one.name: one for one in list_accounts(home)}
    if not accounts:
        raise InputError(
            "others could reach this server, and there is no account",
            remedy="make one first: sixhills account add NAME",
        )
    make_ready()
    apps = {}
    for name, account in accounts.items():
        app = make_app(account.home(home))
        app.state.phone_door = PhoneDoor(app, Keys(home=account.home(home)))
        apps[name] = app
    return AccountGate(apps=apps, accounts=accounts, hosts=hosts, is_public=is_file, secure=secure)


def find_port(wanted: int | None, address: str = LOOPBACK) -> socket.socket:
    """A socket bound at the port wanted, or at the first that is free.

    Args:
        wanted: the port, or None.
        address: of this computer; by default only this computer itself reaches it.

    Raises:
        InputError: the port wanted is taken, or the address is not of this computer.
    """
    ports = [wanted] if wanted is not None else range(PORT, PORT + _PORTS_TRIED)
    for port in ports:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address, port))
        except OSError as error:
            listener.close()
            if error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror):
                raise InputError(
                    f"{address} is no address of this computer", remedy="name one of its own"
                ) from error
            continue
        return listener
    raise InputError(
        f"port {wanted} is taken" if wanted is not None else "no port is free",
        remedy="name another one with --port, or stop what uses it",
    )


def serve(
    home: Path,
    *,
    port: int | None = None,
    phone_address: str | None = None,
    ready: Callable[[str], None],
) -> None:
    """Serve until stopped (Ctrl-C).

    Args:
        home: the data directory.
        port: on which to listen; a free one unless given.
        phone_address: for the door for phones, unless that of the home network.
        ready: is told the address that lets a browser in, once the server listens.

    Raises:
        InputError: the port is taken.
    """
    keys = Keys(home=home)
    listener = find_port(port)
    app = guard_app(home, keys, phone_address=phone_address)
    config = uvicorn.Config(
        app,
        log_level="warning",
        server_header=False,
        ws_max_size=65_536,
        timeout_graceful_shutdown=2,
    )
    server = _Announcing(
        config,
        lambda: ready(f"http://{LOOPBACK}:{listener.getsockname()[1]}/?token={keys.launch_token}"),
        warm=app.behind,
    )
    server.run(sockets=[listener])


def serve_accounts(
    home: Path,
    address: str,
    *,
    names: frozenset[str] = frozenset(),
    port: int | None = None,
    certificate: Path | None = None,
    key: Path | None = None,
    ready: Callable[[str], None],
) -> None:
    """Serve for whoever has an account, on an address that others can reach, until stopped.

    Args:
        home: the data directory.
        address: of this computer, on which to listen.
        names: by which browsers may call it besides.
        port: on which to listen; a free one unless given.
        certificate: for HTTPS, with `key`; without it passwords travel as they are.
        key: of the certificate.
        ready: is told the address, once the server listens.

    Raises:
        InputError: there is no account, the port is taken, a file cannot be read.
    """
    for file in (certificate, key):
        if file is not None and not file.is_file():
            raise InputError("there is no such file", place=str(file), remedy="name another one")
    secure = certificate is not None
    app = guard_accounts(home, names | {address}, secure=secure)
    listener = find_port(port, address)
    config = uvicorn.Config(
        app,
        log_level="warning",
        server_header=False,
        ws_max_size=65_536,
        timeout_graceful_shutdown=2,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )
    shown = f"[{address}]" if ":" in address else address
    url = f"http{'s' if secure else ''}://{shown}:{listener.getsockname()[1]}/"
    _Announcing(config, lambda: ready(url)).run(sockets=[listener])


class _Announcing(uvicorn.Server):
    """A server that says when it listens.

    Args:
        config: of the server.
        ready: is called once it listens.
        warm: is asked for its first page then, while the browser still starts: FastAPI builds its
            routes when it is first asked, in a third of a second that nobody has to wait for.
    """

    def __init__(
        self, config: uvicorn.Config, ready: Callable[[], None], *, warm: ASGIApp | None = None
    ):
        super().__init__(config)
        self._ready = ready
        self._warm = warm

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        if self.should_exit:
            return
        self._ready()
        if self._warm is not None:
            await ask_for_first_page(self._warm)


async def ask_for_first_page(app: ASGIApp) -> int:
    """The status with which an app answers for its first page, asked for in this process."""
    status = 0

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status
        status = message.get("status", status)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": "/",
        "raw_path": b"/",
        "root_path": "",
        "query_string": b"",
        "headers": [],
        "server": (LOOPBACK, PORT),
    }
    await app(scope, receive, send)
    return status
