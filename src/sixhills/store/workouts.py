"""Workouts of the rider's own: their texts by key. Lists of them are read by `Reader`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from sixhills.errors import NotFoundError
from sixhills.store.tables import WorkoutRow
from sixhills.store.texts import write_time

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from sixhills.store.database import Database


class WorkoutStore:
    """The rider's own workouts in a database.

    Args:
        database: that holds them.
        now: gives the time of saving or deleting, as text.
    """

    def __init__(self, database: Database, now: Callable[[], str]):
        self._database = database
        self._now = now

    def save(self, key: str, text: str) -> None:
        """Save the text of a workout under its key, in place of one of that key."""
        with self._database.writing() as session:
            session.merge(WorkoutRow(key=key, saved_at=self._now(), deleted_at=None, text=text))

    def delete(self, key: str) -> None:
        """Take a workout out of all lists; `restore` brings it back until `purge`.

        Raises:
            NotFoundError: there is none of this key.
        """
        with self._database.writing() as session:
            _get_row(session, key).deleted_at = self._now()

    def restore(self, key: str) -> None:
        """Bring a deleted workout back.

        Raises:
            NotFoundError: there is none of this key.
        """
        with self._database.writing() as session:
            _get_row(session, key).deleted_at = None

    def purge(self, *, before: datetime) -> int:
        """Remove for good the workouts that were deleted before a moment; return how many."""
        moment = write_time(before)
        with self._database.writing() as session:
            rows = session.scalars(select(WorkoutRow).where(WorkoutRow.deleted_at < moment)).all()
            for row in rows:
                session.delete(row)
        return len(rows)


def _get_row(session: Session, key: str) -> WorkoutRow:
    row = session.get(WorkoutRow, key)
    if row is None:
        raise NotFoundError(f'there is no workout "{key}" of yours')
    return row
