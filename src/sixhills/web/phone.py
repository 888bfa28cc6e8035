"""The phone beside the bike: a second door, on the home network, for phones only."""

from __future__ import annotations

import asyncio
import socket
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn
from fastapi import APIRouter
from starlette.requests import Request

from sixhills.errors import DeviceError
from sixhills.web.guard.gate import Gate
from sixhills.web.guard.keys import PHONE_TOKEN_S
from sixhills.web.pages import is_file

if TYPE_CHECKING:
    from collections.abc import Generator

    from starlette.types import ASGIApp

    from sixhills.web.guard.keys import Keys

_FAR_AWAY = ("192.0.2.1", 9)  # RFC 5737: never a real machine, and nothing is sent to it


@dataclass(frozen=True, kw_only=True)
class PhoneInvitation:
    """How a phone comes in.

    Attributes:
        url: to be opened on the phone, once.
        qr_svg: the same as a picture for its camera.
        expires_s: how long it is good.
    """

    url: str
    qr_svg: str
    expires_s: float


@dataclass(frozen=True, kw_only=True)
class PhoneState:
    """The door for phones.

    Attributes:
        open: whether it is.
        phones: how many were let in.
        url: its address, None while it is closed.
    """

    open: bool
    phones: int
    url: str | None


class PhoneDoor:
    """The door for phones of one server; closed until the owner opens it.

    Args:
        app: what lies behind the gate.
        keys: who was let in.
        address: on which the door opens; that of the home network unless given.
    """

    def __init__(self, app: ASGIApp, keys: Keys, address: str | None = None):
        self._app = app
        self._keys = keys
        self._address = address
        self._url: str | None = None
        self._server: _SideServer | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def state(self) -> PhoneState:
        """The door now."""
        return PhoneState(open=self._url is not None, phones=self._keys.phones, url=self._url)

    async def invite(self) -> PhoneInvitation:
        """Open the door where it is closed, and make a token for one phone.

        Raises:
            DeviceError: this computer is in no network.
        """
        import segno

        if self._url is None:
            await self._open()
        url = f"{self._url}/p/{self._keys.invite_phone()}"
        picture = segno.make(url, error="m").svg_inline(scale=6, border=3, light="#fff")
        return PhoneInvitation(url=url, qr_svg=picture, expires_s=PHONE_TOKEN_S)

    async def close(self) -> None:
        """Close the door; no phone's cookie opens anything any more."""
        self._keys.drop_phones()
        self._url = None
        if self._server is not None and self._task is not None:
            self._server.should_exit = True
            await self._task
        self._server = self._task = None

    async def _open(self) -> None:
        address = self._address or find_home_address()
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            listener.bind((address, 0))
        except OSError as error:
            listener.close()
            raise DeviceError(
                f"the door for phones cannot be opened: {error.strerror}",
                remedy="connect this computer to the network that the phone is in",
            ) from error
        gate = Gate(
            self._app, self._keys, frozenset({address}), phones_only=True, is_public=is_file
        )
        config = uvicorn.Config(gate, lifespan="off", log_level="warning", server_header=False)
        self._server = _SideServer(config)
        self._task = asyncio.create_task(self._server.serve(sockets=[listener]))
        self._url = f"http://{address}:{listener.getsockname()[1]}"


class _SideServer(uvicorn.Server):
    """A server beside the main one, which leaves Ctrl-C to that."""

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Capture none."""
        yield


def find_home_address() -> str:
    """The address of this computer in its network; nothing is sent to find it.

    Raises:
        DeviceError: it is in no network.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_FAR_AWAY)
            return str(probe.getsockname()[0])
        except OSError as error:
            raise DeviceError(
                "this computer is in no network",
                remedy="connect it to the network that the phone is in",
            ) from error


router = APIRouter(tags=["phone"])


def _door(request: Request) -> PhoneDoor:
    door = request.app.state.phone_door
    assert isinstance(door, PhoneDoor)  # noqa: S101 - guard_app puts it there
    return door


@router.post("/phone")
async def invite_phone(request: Request) -> PhoneInvitation:
    """Open the door for phones, and invite one."""
    return await _door(request).invite()


@router.get("/phone")
async def show_phone(request: Request) -> PhoneState:
    """The door for phones."""
    return _door(request).state


@router.delete("/phone", status_code=204)
async def close_phone(request: Request) -> None:
    """Close the door for phones."""
    await _door(request).close()
