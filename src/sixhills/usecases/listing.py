"""List the stored rides."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sixhills.store.home import has_database

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sixhills.store.stored_ride import StoredRide


@dataclass(frozen=True, kw_only=True)
class RideRow:
    """One ride in a list; None where a value is not known.

    Attributes:
        ride: its id.
        start: when it began.
        workout: key of the workout, or None for a free ride.
        bike: name of the bike.
        source: what recorded it.
        recorded_s: time ridden.
    """

    ride: str
    start: datetime
    workout: str | None
    bike: str | None
    source: str | None
    recorded_s: float | None
    distance_m: float | None
    mean_power_w: float | None
    mean_heart_rate_bpm: float | None

    def plain(self) -> dict[str, object]:
        """The row as plain values."""
        return {**asdict(self), "start": self.start.isoformat()}


def list_rides(home: Path) -> tuple[RideRow, ...]:
    """All stored rides, the latest first."""
    if not has_database(home):
        return ()
    from sixhills.store.reader import Reader

    with Reader.open(home) as reader:
        return tuple(map(show_row, reader.rides()))


def tell_load(home: Path, today: date) -> tuple[str, ...]:
    """What the stored rides add up to, in sentences; none where too little is known."""
    from sixhills.store.reader import Reader
    from sixhills.usecases.load_trend import read_load_trend

    with Reader.open(home) as reader:
        return read_load_trend(reader.rides(), today)


def show_row(stored: StoredRide) -> RideRow:
    """A stored ride as a row of the list."""
    return RideRow(
        ride=stored.id,
        start=stored.start,
        workout=stored.workout,
        bike=stored.bike,
        source=stored.source,
        recorded_s=stored.number("recorded_s"),
        distance_m=stored.number("distance_m"),
        mean_power_w=stored.number("mean_power_w"),
        mean_heart_rate_bpm=stored.number("mean_heart_rate_bpm"),
    )
