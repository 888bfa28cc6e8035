"""A way over several hills: what a prescription needs to know of a route."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.errors import require

if TYPE_CHECKING:
    from sixhills.terrain.known_hill import KnownHill


@dataclass(frozen=True, kw_only=True)
class Descent:
    """The way from a top to the next foot, or where a recovery ends.

    Attributes:
        duration_s: predicted.
        length_m: of the road.
        grade: mean rise over run, negative downhill.
    """

    duration_s: float
    length_m: float
    grade: float


@dataclass(frozen=True, kw_only=True)
class HillyWay:
    """Hills in the order in which they are ridden, and the times around them.

    Attributes:
        hills: each by its length and grade.
        descents: after each hill.
        warm_up_s, steady_s, cool_down_s: predicted times of the other parts.
    """

    hills: tuple[KnownHill, ...]
    descents: tuple[Descent, ...]
    warm_up_s: float
    steady_s: float
    cool_down_s: float

    def __post_init__(self) -> None:
        require(
            len(self.descents) == len(self.hills), "descents", "one for each hill", self.descents
        )
        lengths = all(hill.length_m is not None for hill in self.hills)
        require(lengths and bool(self.hills), "hills", "known by their length", self.hills)
