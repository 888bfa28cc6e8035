"""A route that the rider took along, as the store keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sixhills.errors import require


@dataclass(frozen=True, kw_only=True)
class StoredRoute:
    """A route in a list.

    Attributes:
        key: the same for the same line.
        saved_at: when it was kept.
        region: in which it was found.
        title: of its workout.
        hills: how many.
        distance_m, duration_s: of the whole, the time as predicted.
    """

    key: str
    saved_at: datetime
    region: str
    title: str
    hills: int
    distance_m: float
    duration_s: float


@dataclass(frozen=True, kw_only=True)
class RouteToKeep:
    """A route that is to be kept.

    Attributes:
        key, region, title, hills, distance_m, duration_s: as of `StoredRoute`.
        workout: its workout with the times of the route, in text form.
        course: its FIT file.
    """

    key: str
    region: str
    title: str
    hills: int
    distance_m: float
    duration_s: float
    workout: str
    course: bytes

    def __post_init__(self) -> None:
        require(0 < len(self.key) <= 32, "key", "1 to 32 letters", self.key)


@dataclass(frozen=True, kw_only=True)
class RouteFiles:
    """What can be done with a kept route: `workout` and `course` as of `RouteToKeep`."""

    workout: str
    course: bytes
