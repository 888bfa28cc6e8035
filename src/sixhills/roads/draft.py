"""A ride as arcs: its parts, its profile, and what the climb detector makes of it.

The judge is the one detector of terrain/climbs.py, on the profile of the whole ride, as it would be
exported. What was planned counts for nothing here.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from sixhills.terrain.climbs import Climb, find_climbs
from sixhills.terrain.profile import make_profile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.roads.network import Network

SAME = 0.7
"""A hill is found again where planned and found overlap by this share of what both cover."""

QUIET_GRADE = 0.04
QUIET_GAIN_M = 30.0
"""In warm-up and the last 35 minutes climbs stay below both."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A ride as walks of arcs.

    Attributes:
        warm_up: from the door to the foot of the first hill.
        hills: arcs of each hill.
        between: from each top to the next foot; one fewer than hills.
        home: from the last top to the door.
    """

    warm_up: tuple[int, ...]
    hills: tuple[tuple[int, ...], ...]
    between: tuple[tuple[int, ...], ...]
    home: tuple[int, ...]

    @property
    def parts(self) -> tuple[tuple[int, ...], ...]:
        """Warm-up, hill, way to the next, hill ... the way home, in order."""
        middle = [part for pair in zip(self.hills, self.between, strict=False) for part in pair]
        return (self.warm_up, *middle, self.hills[-1], self.home)

    @property
    def arcs(self) -> tuple[int, ...]:
        """All arcs in order."""
        return tuple(arc for part in self.parts for arc in part)


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What the detector says of a ride.

    Attributes:
        climbs: all that it finds.
        found: for each planned hill, whether it is one of them.
        extra: climbs from the first foot to the end of the last recovery that are no planned hill.
        loud: climbs in warm-up and the last part that are too high or too steep for it.
        elsewhere: climbs outside the hills that are neither extra nor loud.
    """

    climbs: tuple[Climb, ...]
    found: tuple[bool, ...]
    extra: tuple[Climb, ...]
    loud: tuple[Climb, ...]
    elsewhere: tuple[Climb, ...]

    @property
    def hard(self) -> tuple[Climb, ...]:
        """Of the loud climbs those that are both too high and too steep."""
        return tuple(c for c in self.loud if c.gain_m >= QUIET_GAIN_M and c.grade >= QUIET_GRADE)

    @property
    def is_exact(self) -> bool:
        """Whether all hills are there, and no other between them."""
        return all(self.found) and not self.extra

    @property
    def is_true(self) -> bool:
        """Whether it is exact, and quiet before and after."""
        return self.is_exact and not self.loud


def judge_profile(
    distance_m: NDArray[np.float64],
    altitude_m: NDArray[np.float64],
    hills: list[tuple[float, float]],
    *,
    block_end_m: float,
    quiet_from_m: float,
) -> Shape:
    """The shape of a ride.

    Args:
        distance_m, altitude_m: of its points.
        hills: planned foot and top of each, as distances.
        block_end_m: where the last recovery ends.
        quiet_from_m: where the last part, that climbs nothing, begins.
    """
    profile = make_profile(distance_m, altitude_m)
    climbs = find_climbs(profile) if profile is not None else ()
    matched = [_find_same(hill, climbs) for hill in hills]
    taken = {index for index in matched if index is not None}
    first_m = hills[0][0]
    extra, loud, elsewhere = [], [], []
    for index, climb in enumerate(climbs):
        if index in taken:
            continue
        middle_m = climb.start_m + 0.5 * climb.length_m
        if first_m <= middle_m <= block_end_m:
            extra.append(climb)
        elif (middle_m < first_m or climb.end_m > quiet_from_m) and (
            climb.gain_m >= QUIET_GAIN_M or climb.grade >= QUIET_GRADE
        ):
            loud.append(climb)
        else:
            elsewhere.append(climb)
    return Shape(
        climbs=climbs,
        found=tuple(index is not None for index in matched),
        extra=tuple(extra),
        loud=tuple(loud),
        elsewhere=tuple(elsewhere),
    )


def _find_same(hill: tuple[float, float], climbs: tuple[Climb, ...]) -> int | None:
    for index, climb in enumerate(climbs):
        both = min(hill[1], climb.end_m) - max(hill[0], climb.start_m)
        either = max(hill[1], climb.end_m) - min(hill[0], climb.start_m)
        if both >= SAME * either:
            return index
    return None


def profile_arcs(
    network: Network, arcs: tuple[int, ...]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Distances and heights along a walk, at the samples of its arcs."""
    distance, height = _profile(
        np.asarray(arcs, dtype=np.int64),
        network.sample_first,
        network.sample_m,
        network.length_m,
    )
    return distance, height


@njit(cache=True)
def _profile(arcs, first, sample, length):  # type: ignore[no-untyped-def]
    total = 1
    for arc in arcs:
        total += first[(arc >> 1) + 1] - first[arc >> 1] - 1
    distance = np.empty(total)
    height = np.empty(total)
    at = 0
    done = 0.0
    for n in range(len(arcs)):
        arc = arcs[n]
        piece = arc >> 1
        a, b = first[piece], first[piece + 1]
        step = length[piece] / (b - a - 1)
        for k in range(0 if n == 0 else 1, b - a):
            distance[at] = done + k * step
            height[at] = sample[a + k] if arc & 1 == 0 else sample[b - 1 - k]
            at += 1
        done += length[piece]
    return distance, height


def find_ends_m(network: Network, draft: Draft) -> list[float]:
    """Distance at the end of each part of a draft."""
    lengths = [
        float(network.length_m[np.asarray(p, dtype=np.int64) >> 1].sum()) for p in draft.parts
    ]
    ends: list[float] = np.cumsum(lengths).tolist()
    return ends


def hills_between(ends_m: list[float]) -> list[tuple[float, float]]:
    """Planned foot and top of each hill from the ends of the parts."""
    return list(pairwise(ends_m))[0::2]
