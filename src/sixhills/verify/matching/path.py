"""The path of least cost through the steps of a workout in order, by dynamic programming."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.verify.matching.costs import (
    BETWEEN,
    OUTSIDE,
    charge_efforts,
    charge_left_out,
    charge_stretches,
)
from sixhills.verify.matching.effort import EffortSums, Stretch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sixhills.verify.matching.asked import Asked
    from sixhills.verify.matching.manner import Manner

SHORTEST, LONGEST = 0.4, 2.2
"""A step's time over what was asked, at least and at most."""

_BINS_OF_SHORTEST = 6  # the shortest step has so many, so that its edges are not far off
_LENGTHS_TRIED = 40  # for lengths e-fold apart


@dataclass(frozen=True, kw_only=True)
class Path:
    """Where each step lies, in seconds, None where it is left out; and what that costs."""

    stretches: tuple[Stretch | None, ...]
    cost: float


@dataclass(frozen=True, kw_only=True, eq=False)
class _Stage:
    """Least cost until each bin once a step is over, and how that came about.

    Attributes:
        cost: shape (bins + 1,).
        length: bins that the step took, 0 where it was left out.
        begin: where what came before ended, for a step that begins at each bin: time that belongs
            to no step lies between.
    """

    cost: NDArray[np.float64]
    length: NDArray[np.intp]
    begin: NDArray[np.intp]


def align(
    shares: NDArray[np.float64], steps: Sequence[Asked], manner: Manner, most_bins: int
) -> Path:
    """The path of least cost.

    Args:
        shares: effort of the ride after the gain, in shares of critical power, one a second.
        steps: what is asked, in order.
        manner: how the rider follows.
        most_bins: into how many bins the ride is parted at most, unless a step would vanish in one.
    """
    bin_s = _choose_bin_s(len(shares), steps, most_bins)
    sums = EffortSums.of(shares, bin_s)
    places = bin_s * np.arange(len(sums.weight), dtype=np.float64)
    cost = before = OUTSIDE * places
    between = BETWEEN * places + charge_efforts(shares, steps)[::bin_s]
    stages: list[_Stage] = []
    for number, asked in enumerate(steps):
        stages.append(_pass_step(cost, sums, asked, manner, between if number else before))
        cost = stages[-1].cost
    last = cost + OUTSIDE * (places[-1] - places)
    end = int(last.argmin())
    return Path(stretches=tuple(_trace(stages, end, bin_s)), cost=float(last[end]))


def _choose_bin_s(ride_s: int, steps: Sequence[Asked], most_bins: int) -> int:
    shortest_s = min(asked.duration_s for asked in steps)
    fine_s = max(1, int(shortest_s / _BINS_OF_SHORTEST))
    return max(1, min(fine_s, math.ceil(ride_s / most_bins)))


def _pass_step(
    before: NDArray[np.float64],
    sums: EffortSums,
    asked: Asked,
    manner: Manner,
    waiting: NDArray[np.float64],
) -> _Stage:
    """Let one step follow what came before, after some time that belongs to nothing."""
    count = len(before)
    least = np.minimum.accumulate(before - waiting)
    begin = np.maximum.accumulate(np.where(before - waiting <= least, np.arange(count), 0))
    lead = least + waiting
    cost = before + charge_left_out(asked) - 2.0 * manner.rarity
    length = np.zeros(count, dtype=np.intp)
    wanted = asked.duration_s / sums.bin_s
    for bins in _list_lengths(wanted, count - 1):
        off = (math.log(bins / wanted) / manner.length_sd) ** 2 + manner.rarity
        via = lead[:-bins] + charge_stretches(sums, bins, asked, manner) + off
        better = via < cost[bins:]
        cost[bins:][better] = via[better]
        length[bins:][better] = bins
    return _Stage(cost=cost, length=length, begin=begin)


def _list_lengths(wanted: float, most: int) -> list[int]:
    """Lengths in bins to try: all of the short ones, evenly by logarithm of the long ones."""
    low, high = math.log(SHORTEST * wanted), math.log(LONGEST * wanted)
    tries = math.ceil(_LENGTHS_TRIED * (high - low))
    lengths = {round(math.exp(low + (high - low) * n / tries)) for n in range(tries + 1)}
    return sorted(bins for bins in lengths if 1 <= bins <= most)


def _trace(stages: Sequence[_Stage], end: int, bin_s: int) -> list[Stretch | None]:
    """The stretches of the path that ends at a bin, in seconds."""
    stretches: list[Stretch | None] = []
    for stage in reversed(stages):
        length = int(stage.length[end])
        if not length:
            stretches.append(None)
            continue
        start = end - length
        stretches.append((start * bin_s, end * bin_s))
        end = int(stage.begin[start])
    return stretches[::-1]
