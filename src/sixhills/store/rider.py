"""The rider as saved over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from sixhills.store.tables import RiderRow
from sixhills.store.texts import read_rider, write_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Select

    from sixhills.rider import Rider
    from sixhills.store.database import Database


@dataclass(frozen=True, kw_only=True)
class SavedRider:
    """The rider as told at a moment."""

    saved_at: datetime
    rider: Rider


class RiderStore:
    """The rider in a database.

    Args:
        database: that holds them.
        now: gives the time of saving, as text.
    """

    def __init__(self, database: Database, now: Callable[[], str]):
        self._database = database
        self._now = now

    def load(self) -> Rider | None:
        """The rider as last saved, or None."""
        with self._database.reading() as session:
            text = session.scalar(_newest_text())
        return None if text is None else read_rider(text)

    def save(self, rider: Rider) -> None:
        """Save the rider; what was saved before stays as history. Unchanged, nothing is added."""
        with self._database.writing() as session:
            row = make_rider_row(rider, self._now())
            if session.scalar(_newest_text()) != row.rider:
                session.add(row)

    def history(self) -> tuple[SavedRider, ...]:
        """The rider as saved over time, the latest first."""
        with self._database.reading() as session:
            rows = session.scalars(select(RiderRow).order_by(RiderRow.number.desc())).all()
        return tuple(
            SavedRider(saved_at=datetime.fromisoformat(row.saved_at), rider=read_rider(row.rider))
            for row in rows
        )


def make_rider_row(rider: Rider, saved_at: str) -> RiderRow:
    """The rider as a row."""
    return RiderRow(saved_at=saved_at, rider=write_value(rider))


def _newest_text() -> Select[str]:
    return select(RiderRow.rider).order_by(RiderRow.number.desc()).limit(1)
