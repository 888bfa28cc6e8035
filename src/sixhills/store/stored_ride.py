"""A ride as lists know it, without its channels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.errors import require

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Rating:
    """How a ride was for the rider; None where not said.

    Attributes:
        rpe: how hard the work felt, 0 to 10.
        pain: 0 to 10.
        enjoyed: 0 to 10.
        note: in the rider's words.
    """

    rpe: float | None = None
    pain: float | None = None
    enjoyed: float | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        for name in ("rpe", "pain", "enjoyed"):
            value = getattr(self, name)
            require(value is None or 0 <= value <= 10, name, "between 0 and 10", value)


@dataclass(frozen=True, kw_only=True)
class StoredRide:
    """A ride as lists know it, without its channels.

    Attributes:
        id: sorts by the time of the ride.
        start: when it began.
        workout: key of the workout, or None for a free ride.
        bike: name of the bike, or None.
        source: what recorded it, or None.
        summary: numbers of the report by name.
        rating: how it was, or None.
        new: False when this very file was stored before.
    """

    id: str
    start: datetime
    workout: str | None
    bike: str | None
    source: str | None
    summary: Mapping[str, float | str | None]
    rating: Rating | None = None
    new: bool = False

    def number(self, name: str) -> float | None:
        """A number of the summary, or None where it is missing."""
        value = self.summary.get(name)
        return float(value) if isinstance(value, int | float) else None
