"""What rides taught: about a bike, about the rider, and that a ride was learnt from at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import delete

from sixhills.store.bikes import make_bike_row
from sixhills.store.rider import make_rider_row
from sixhills.store.tables import RideRow, SettingRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

    from sixhills.equipment import Equipment
    from sixhills.rider import Rider
    from sixhills.store.database import Database


class LearntStore:
    """What rides taught, in a database.

    Args:
        database: that holds it.
        now: gives the time of saving, as text.
    """

    def __init__(self, database: Database, now: Callable[[], str]):
        self._database = database
        self._now = now

    def is_from(self, ride_id: str) -> bool:
        """Whether a ride was learnt from."""
        with self._database.reading() as session:
            return session.get(SettingRow, _make_key(ride_id)) is not None

    def keep(
        self,
        ride_id: str,
        *,
        bike: Equipment | None,
        rider: Rider | None,
        told: Sequence[str] = (),
    ) -> None:
        """Save what a ride taught, and that it was learnt from, in one transaction.

        Args:
            ride_id: of the ride.
            bike: changed, or None where nothing was learnt about one.
            rider: likewise.
            told: the same for a person, each one plain sentence.
        """
        with self._database.writing() as session:
            now = self._now()
            if bike is not None:
                session.merge(make_bike_row(bike, now))
            if rider is not None:
                session.add(make_rider_row(rider, now))
            session.merge(SettingRow(key=_make_key(ride_id), value=now))
            ride = session.get(RideRow, ride_id)
            if ride is not None and told:
                ride.learnt = json.dumps(list(told))


def forget_learnt_from(session: Session, ride_id: str) -> None:
    """Forget that a ride was learnt from; what it taught stays."""
    session.execute(delete(SettingRow).where(SettingRow.key == _make_key(ride_id)))


def _make_key(ride_id: str) -> str:
    return f"learnt from {ride_id}"
