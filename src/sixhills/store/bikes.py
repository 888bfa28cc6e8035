"""The bikes that the rider saved, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from sixhills.errors import NotFoundError
from sixhills.store.tables import BikeRow
from sixhills.store.texts import read_bike, write_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from sixhills.equipment import Equipment
    from sixhills.store.database import Database


class BikeStore:
    """The bikes in a database.

    Args:
        database: that holds them.
        now: gives the time of saving, as text.
    """

    def __init__(self, database: Database, now: Callable[[], str]):
        self._database = database
        self._now = now

    def listed(self) -> tuple[Equipment, ...]:
        """All bikes saved, by name."""
        with self._database.reading() as session:
            rows = session.scalars(select(BikeRow).order_by(BikeRow.name)).all()
        return tuple(read_bike(row.name, row.bike) for row in rows)

    def load(self, name: str) -> Equipment | None:
        """The bike saved under a name, or None."""
        with self._database.reading() as session:
            row = session.get(BikeRow, name)
        return None if row is None else read_bike(row.name, row.bike)

    def save(self, bike: Equipment) -> None:
        """Save a bike under its name, in place of one of that name."""
        with self._database.writing() as session:
            session.merge(make_bike_row(bike, self._now()))

    def delete(self, name: str) -> None:
        """Forget a bike.

        Raises:
            NotFoundError: there is none of this name.
        """
        with self._database.writing() as session:
            row = session.get(BikeRow, name)
            if row is None:
                raise NotFoundError(
                    f'there is no bike "{name}" of yours', remedy="list them with `sixhills bike`"
                )
            session.delete(row)


def make_bike_row(bike: Equipment, saved_at: str) -> BikeRow:
    """A bike as a row."""
    return BikeRow(name=bike.name, saved_at=saved_at, bike=write_value(bike))
