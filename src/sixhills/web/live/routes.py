"""GET /api/live, and rides that are begun, resumed and finished."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI, Response

from sixhills.usecases.serving_rides import RideWish
from sixhills.web.context import Context, ContextOf
from sixhills.web.live import socket
from sixhills.web.live.shown import Finished, Live, encode

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@asynccontextmanager
async def keep_riding(app: FastAPI) -> AsyncIterator[None]:
    """While the server runs, its ride does; when it stops, the ride is set aside."""
    context = app.state.context
    assert isinstance(context, Context)  # noqa: S101 - make_app puts it there
    await context.rides.start()
    try:
        yield
    finally:
        await context.rides.close()


router = APIRouter(tags=["live"], lifespan=keep_riding)
router.include_router(socket.router)


@dataclass(frozen=True, kw_only=True)
class BegunRide:
    """The id of a ride that runs now."""

    ride: str


@router.get("/live", response_model=Live | None)
async def show_live(context: ContextOf, since: int = -1) -> Response:
    """The ride that runs, with its points after number `since`; null where none does."""
    live = context.rides.tell(since)
    text = "null" if live is None else encode(live)
    return Response(text, media_type="application/json")


@router.post("/rides")
async def begin_ride(context: ContextOf, wish: RideWish) -> BegunRide:
    """Begin a ride; it waits for the start key (a simulated rider presses it at once)."""
    return BegunRide(ride=await context.rides.begin(wish))


@router.post("/rides/{ride}/resume")
async def resume_ride(context: ContextOf, ride: str) -> BegunRide:
    """Go on with a ride that was cut off."""
    return BegunRide(ride=await context.rides.resume(ride))


@router.post("/rides/{ride}/finish")
async def finish_ride(context: ContextOf, ride: str) -> Finished:
    """Store what was ridden of a ride that was cut off."""
    return await context.rides.finish(ride)
