"""Climbs: the hills of a way. One detector, for rides, for routes, and to judge our own routes.

Altitude less what a grade of 2 % would climb is a curve whose rises (rises.py) are climbs. The
price of entering one says how large a dip or flat belongs to a hill; it is small, since our hills
last minutes. So that a pass is one climb and not four, neighbours are joined where the dip between
them is small beside both: what is a hill of its own depends on what stands around it. Last, what is
too low or too flat to be called a hill is left out.

The bounds are ours, and lower than those of other software, which looks for passes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from sixhills.terrain.profile import STEP_M
from sixhills.terrain.rises import find_rises, walk_rises

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sixhills.terrain.profile import Profile

BASE_GRADE = 0.02
"""A grade below it is no climbing."""

PRICE_M = 7.0
"""Metres above the base grade that a hill earns at least, and that a dip between two hills loses.

The least hill of the workouts, 450 m at 3.5 %, earns 7 m; errors of a barometer earn less.
"""

SMALL_DIP = 0.1
"""A dip is part of a climb where it loses less than this share of what either side of it earns."""

LEAST_GAIN_M = 15.0
"""Metres between foot and top of a hill, at least."""

LEAST_GRADE = 0.025
"""Mean grade of a hill, at least."""

MOST_GRADE = 0.30
"""Mean grade of a hill, at most: nobody rides up more, so it was a leap of the altimeter."""

_SCALE_STEP = 1.25


@dataclass(frozen=True, kw_only=True)
class Climb:
    """A hill on a way.

    Attributes:
        start_m: distance at its foot.
        length_m: from foot to top.
        gain_m: altitude of the top less that of the foot.
    """

    start_m: float
    length_m: float
    gain_m: float

    @property
    def end_m(self) -> float:
        """Distance at its top."""
        return self.start_m + self.length_m

    @property
    def grade(self) -> float:
        """Mean rise over run."""
        return self.gain_m / self.length_m


def find_climbs(profile: Profile, *, price_m: float = PRICE_M) -> tuple[Climb, ...]:
    """The climbs of a profile, in order, without overlap.

    Args:
        profile: of the way.
        price_m: see `PRICE_M`; higher for profiles whose noise alone makes hills.
    """
    distance, altitude = profile.distance_m, profile.altitude_m
    curve = altitude - BASE_GRADE * distance
    rises = _join_over_dips(curve, find_rises(curve, price_m))
    climbs = (
        Climb(
            start_m=float(distance[foot]),
            length_m=STEP_M * (top - foot),
            gain_m=float(altitude[top] - altitude[foot]),
        )
        for foot, top in rises
    )
    return tuple(climb for climb in climbs if _is_hill(climb))


def _is_hill(climb: Climb) -> bool:
    return climb.gain_m >= LEAST_GAIN_M and LEAST_GRADE <= climb.grade <= MOST_GRADE


def _join_over_dips(
    curve: NDArray[np.float64], rises: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Rises, those made one between which nothing but small dips lie.

    From the largest scale down: what is one rise at a scale is a climb if its largest dip is small
    beside what lies on either side of it; else it falls apart at the next scale.
    """
    heights = [float(curve[end]) for rise in rises for end in rise]
    joined: list[tuple[int, int]] = []
    taken = [False] * len(rises)
    for scale in _list_scales(heights):
        for foot, top in walk_rises(range(len(heights)), heights, scale):
            first, last = foot // 2, top // 2
            if not taken[first] and _is_one_climb(heights[foot : top + 1]):
                joined.append((rises[first][0], rises[last][1]))
                taken[first : last + 1] = [True] * (last + 1 - first)
    alone = [rise for rise, is_taken in zip(rises, taken, strict=True) if not is_taken]
    return sorted(joined + alone)


def _list_scales(heights: list[float]) -> list[float]:
    """Prices from that at which the whole is one rise at most, down to those of the rises."""
    span = max(heights, default=0.0) - min(heights, default=0.0)
    least = min((abs(b - a) for a, b in pairwise(heights)), default=0.0)
    scales = []
    while span > least > 0:
        scales.append(span)
        span /= _SCALE_STEP
    return scales


def _is_one_climb(heights: list[float]) -> bool:
    """Whether the largest dip between feet and tops is small beside what either side earns."""
    peak = 0
    lost, dip = 0.0, (0, 0)
    for here, height in enumerate(heights):
        if height > heights[peak]:
            peak = here
        elif heights[peak] - height > lost:
            lost, dip = heights[peak] - height, (peak, here)
    before, after = heights[dip[0]] - heights[0], heights[-1] - heights[dip[1]]
    return lost < SMALL_DIP * min(before, after)
