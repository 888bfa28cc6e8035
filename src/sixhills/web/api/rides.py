"""Stored rides: GET /api/rides, GET and DELETE /api/rides/{ride}, its file, bringing it back."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI

from sixhills.errors import SixhillsError
from sixhills.usecases import deleting, hill_search, listing, shown_ride
from sixhills.usecases.hill_search import HillsOfRide
from sixhills.usecases.listing import RideRow
from sixhills.usecases.riding import now_utc
from sixhills.usecases.shown_ride import ShownRide
from sixhills.web.api.moments import TodayOf
from sixhills.web.context import Context, ContextOf
from sixhills.web.sending import FileResponse, name_download

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

_log = logging.getLogger(__name__)


@asynccontextmanager
async def purge_at_start(app: FastAPI) -> AsyncIterator[None]:
    """Remove for good what was deleted long ago, without anybody waiting for it."""
    context = app.state.context
    assert isinstance(context, Context)  # noqa: S101 - make_app puts it there
    purging = asyncio.create_task(asyncio.to_thread(_purge, context.home))
    try:
        yield
    finally:
        await purging


def _purge(home: Path) -> None:
    try:
        deleting.purge_deleted(home, now=now_utc())
    except SixhillsError as error:  # the next start tries again
        _log.warning("deleted rides are not purged: %s", error)


router = APIRouter(tags=["rides"], lifespan=purge_at_start)


@router.get("/rides")
def list_rides(context: ContextOf) -> tuple[RideRow, ...]:
    """All stored rides, the latest first."""
    return listing.list_rides(context.home)


@router.get("/rides/{ride}")
def show_ride(context: ContextOf, ride: str, day: TodayOf) -> ShownRide:
    """A ride: what was asked for, what was done, what was measured, what comes next."""
    return shown_ride.show_ride(context.home, ride, today=day)


@router.get("/rides/{ride}/hills")
def list_hills(context: ContextOf, ride: str) -> HillsOfRide:
    """The hills of a ride, each with all the times that it was ridden on this and other rides.

    Rides that were stored before hills were looked for are looked through some at a time: asked
    again, the answer holds more, until none is left.
    """
    return hill_search.list_hills_so_far(context.home, ride)


@router.get("/rides/{ride}/file", response_class=FileResponse)
def download_ride(context: ContextOf, ride: str) -> FileResponse:
    """The file that a ride came from, byte for byte."""
    file = shown_ride.download_ride(context.home, ride)
    return FileResponse(file.data, headers=name_download(file.file_name))


@router.delete("/rides/{ride}", status_code=HTTPStatus.NO_CONTENT)
def delete_ride(context: ContextOf, ride: str) -> None:
    """Take a ride out of everything; for 30 days it can be brought back."""
    deleting.delete_ride(context.home, ride)


@router.post("/rides/{ride}/undelete", status_code=HTTPStatus.NO_CONTENT)
def undelete_ride(context: ContextOf, ride: str) -> None:
    """Bring a deleted ride back."""
    deleting.undelete_ride(context.home, ride)
