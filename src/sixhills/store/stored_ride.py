"""A stored ride without its channels: as lists know it, and what else is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sixhills.errors import require
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from datetime import datetime

ToldPostures = Mapping[int, tuple[Posture, ...]]
"""Postures that the rider told after the ride, in order, by the number of the hill."""

_LONGEST_WHERE = 80  # characters
_MOST_POSTURES = 2  # seated, then standing


@dataclass(frozen=True, kw_only=True)
class Rating:
    """How a ride was for the rider; None where not said.

    Attributes:
        rpe: how hard the work felt, 0 to 10.
        pain: 0 to 10.
        enjoyed: 0 to 10.
        numb: whether anything went numb.
        where: what hurt or went numb, in the rider's words.
        postures: seated, standing, or both in turn, of the hills that the rider told of.
        note: in the rider's words.
    """

    rpe: float | None = None
    pain: float | None = None
    enjoyed: float | None = None
    numb: bool | None = None
    where: str | None = None
    postures: ToldPostures = field(default_factory=dict)
    note: str | None = None

    def __post_init__(self) -> None:
        for name in ("rpe", "pain", "enjoyed"):
            value = getattr(self, name)
            require(value is None or 0 <= value <= 10, name, "between 0 and 10", value)
        place = self.where
        spoken = place is None or 0 < len(place.strip()) <= len(place) <= _LONGEST_WHERE
        require(spoken, "where", f"1 to {_LONGEST_WHERE} characters", place)
        for hill, told in self.postures.items():
            require(hill >= 1, "a hill", "numbered from 1", hill)
            known = 1 <= len(told) <= _MOST_POSTURES and Posture.FREE not in told
            require(known, f"the posture of hill {hill}", "seated, standing, or both", told)


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


@dataclass(frozen=True, kw_only=True)
class RideDetails:
    """What is kept of a ride besides what lists show.

    Attributes:
        file_name: of the file that it came from, or None.
        extension: of that file, with its dot.
        learnt: what the ride taught, each one plain sentence; empty also where nobody noted it.
    """

    file_name: str | None
    extension: str
    learnt: tuple[str, ...]
