"""Delete: a ride, which can be brought back for a while, or everything, which cannot."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

from sixhills.errors import ConflictError, StoreError
from sixhills.live import JournalFile
from sixhills.store.home import data_folders, has_database, recordings_dir
from sixhills.usecases.riding import JOURNAL_NAME
from sixhills.usecases.serving_rides import demo_home

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

KEPT_DAYS = 30
"""For so long a deleted ride can be brought back."""


def delete_ride(home: Path, ride_id: str) -> None:
    """Take a ride out of all lists and out of what comes next; `undelete_ride` brings it back.

    Raises:
        NotFoundError: there is no such ride.
    """
    from sixhills.usecases.shown_ride import open_store

    with open_store(home, ride_id) as store:
        store.rides.get(ride_id)
        store.rides.delete(ride_id)


def undelete_ride(home: Path, ride_id: str) -> None:
    """Bring a deleted ride back.

    Raises:
        NotFoundError: there is no such ride, or no more.
    """
    from sixhills.usecases.shown_ride import open_store

    with open_store(home, ride_id) as store:
        store.rides.restore(ride_id)


def purge_deleted(home: Path, *, now: datetime) -> int:
    """Remove for good what was deleted long ago; return how many rides."""
    if not has_database(home):
        return 0
    from sixhills.store.store import Store

    before = now - timedelta(days=KEPT_DAYS)
    with Store.open(home) as store:
        store.workouts.purge(before=before)
        store.routes.purge(before=before)
        return store.rides.purge(before=before)


def delete_everything(home: Path) -> None:
    """Delete all that is stored: rides, files, bikes, rider, answers, and what was put aside.

    Raises:
        ConflictError: a ride is being ridden.
        StoreError: something cannot be deleted; it can be done again.
    """
    from sixhills.store.snapshot import remove_database

    require_nobody_rides(home)
    for folder in (*data_folders(home), demo_home(home)):
        _remove(folder)
    remove_database(home)  # last: until it is gone, what is left can be seen


def require_nobody_rides(home: Path) -> None:
    """Refuse while a ride is being ridden, here or in another sixhills.

    Raises:
        ConflictError: one is.
    """
    for place in (home, demo_home(home)):
        for journal in recordings_dir(place).glob(f"*/{JOURNAL_NAME}"):
            try:
                JournalFile(journal).close()
            except StoreError as error:
                raise ConflictError(
                    "a ride is being ridden", place=journal.parent.name, remedy="end it first"
                ) from error


def _remove(folder: Path) -> None:
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        raise StoreError(
            f"a folder cannot be deleted: {error.strerror}", place=str(folder)
        ) from error
