"""WS /api/live: what the ride shows goes out, keys come in."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from sixhills.ride.frame import Key
from sixhills.web.context import ContextOf

if TYPE_CHECKING:
    from sixhills.web.live.host import RideHost
    from sixhills.web.live.screens import Screen

router = APIRouter()

_LONGEST_MESSAGE = 200  # characters; a key is far shorter


@router.websocket("/live")
async def follow_ride(
    socket: WebSocket, context: ContextOf, since: int = -1, ride: str | None = None
) -> None:
    """Follow the ride that runs, whichever it is, until the screen goes.

    Args:
        socket: the screen.
        context: of the server.
        since: number of the last point that the screen knows.
        ride: of which ride that is; of the one that runs where it is left out.
    """
    await socket.accept()
    with context.rides.followed(since, ride) as screen:
        sending = asyncio.create_task(_send_all(socket, screen))
        try:
            await _take_keys(socket, context.rides)
        finally:
            sending.cancel()


async def _send_all(socket: WebSocket, screen: Screen) -> None:
    with suppress(WebSocketDisconnect, RuntimeError):  # it has gone: the reader ends the rest
        while True:
            await socket.send_text(await screen.next())


async def _take_keys(socket: WebSocket, rides: RideHost) -> None:
    while (message := await socket.receive())["type"] != "websocket.disconnect":
        key = read_key(message.get("text"))
        if key is not None:
            rides.press(key)


def read_key(text: str | None) -> Key | None:
    """The key that a message asks for; None for anything else."""
    if text is None or len(text) > _LONGEST_MESSAGE:
        return None
    try:
        return Key(json.loads(text)["key"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
