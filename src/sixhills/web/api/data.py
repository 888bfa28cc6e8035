"""/api/data: where the data lies; backup, restore, export, delete everything."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from sixhills.errors import ConflictError
from sixhills.usecases import backing_up, data_facts, deleting, exporting
from sixhills.usecases.backing_up import Restored
from sixhills.usecases.data_facts import DataFacts
from sixhills.usecases.riding import now_utc
from sixhills.web.context import Context, ContextOf
from sixhills.web.receiving import BODY, receive_file
from sixhills.web.sending import ZipResponse, send_made

if TYPE_CHECKING:
    from pathlib import Path

router = APIRouter(prefix="/data", tags=["data"])

MOST_BYTES = 4 * 2**30
"""Of a backup that is sent; larger ones are restored in a terminal."""


@dataclass(frozen=True, kw_only=True)
class DeleteWish:
    """That everything shall be deleted, said in full so that nobody says it by mistake."""

    sure: Literal["delete everything"]


@router.get("")
def describe_data(context: ContextOf, check: bool = False) -> DataFacts:
    """Where the data lies and how much it is; with `check`, whether all of it is well."""
    return data_facts.describe_data(context.home, check=check)


@router.get("/backup", response_class=ZipResponse)
def download_backup(context: ContextOf) -> ZipResponse:
    """A ZIP file of everything stored, with a list of hashes; `restore` takes it back."""
    now = now_utc()
    make = partial(backing_up.back_up, context.home, now=now)
    return send_made(context.home, f"sixhills-backup-{now:%Y-%m-%d}.zip", make)


@router.post("/restore", openapi_extra=BODY)
async def restore_backup(context: ContextOf, request: Request) -> Restored:
    """Put a backup in place of what is stored, once all of it was found whole."""
    _require_no_ride(context)
    async with receive_file(request, context.home, most_bytes=MOST_BYTES) as file:
        return await run_in_threadpool(_restore, context.home, file)


@router.get("/export", response_class=ZipResponse)
def download_export(context: ContextOf) -> ZipResponse:
    """A ZIP file for other programs: original files, JSON and CSV of every ride, the profile."""
    make = partial(exporting.export_to_zip, context.home)
    return send_made(context.home, f"sixhills-export-{now_utc():%Y-%m-%d}.zip", make)


@router.delete("", status_code=HTTPStatus.NO_CONTENT)
def delete_everything(context: ContextOf, wish: DeleteWish) -> None:  # noqa: ARG001 - said, so sure
    """Delete all that is stored. Nothing brings it back but a backup."""
    _require_no_ride(context)
    deleting.delete_everything(context.home)


def _restore(home: Path, path: Path) -> Restored:
    with path.open("rb") as file:
        return backing_up.restore(home, file, now=now_utc())


def _require_no_ride(context: Context) -> None:
    """On systems without file locks only the server knows that a ride runs."""
    if context.rides.ride is not None:
        raise ConflictError("a ride is being ridden", remedy="end it first")
