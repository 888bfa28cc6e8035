"""The server of the app: on this computer only, at an address that it prints."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import uvicorn

from sixhills.errors import InputError
from sixhills.web.app import make_app
from sixhills.web.guard.gate import Gate
from sixhills.web.guard.keys import Keys
from sixhills.web.pages import is_file
from sixhills.web.phone import PhoneDoor

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.types import ASGIApp

LOOPBACK = "127.0.0.1"
PORT = 8420
_PORTS_TRIED = 20
OWN_NAMES = frozenset({LOOPBACK, "localhost", "::1"})


def guard_app(home: Path, keys: Keys, *, phone_address: str | None = None) -> ASGIApp:
    """The app of a data directory behind its gate.

    Args:
        home: the data directory.
        keys: who was let in.
        phone_address: on which the door for phones opens; that of the home network unless given.
    """
    app = make_app(home)
    app.state.phone_door = PhoneDoor(app, keys, phone_address)
    return Gate(app, keys, OWN_NAMES, is_public=is_file)


def find_port(wanted: int | None) -> socket.socket:
    """A socket bound on loopback: at the port wanted, or at the first that is free.

    Raises:
        InputError: the port wanted is taken.
    """
    ports = [wanted] if wanted is not None else range(PORT, PORT + _PORTS_TRIED)
    for port in ports:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
        except OSError:
            listener.close()
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
    )
    server.run(sockets=[listener])


class _Announcing(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]):
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        if not self.should_exit:
            self._ready()
