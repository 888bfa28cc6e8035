"""The effort of a ride in shares of critical power, by logarithm, and its sums over stretches.

Seconds in which the pedals stand still count little: a light that turned red says nothing of the
step around. Standing still for longer than a light takes is told apart: downhill nobody pedals.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Stretch = tuple[int, int]
"""First second or bin of a part of a ride, and the one after its last."""

STILL = 0.05
"""Share of critical power: less is standing still."""

_FLOOR = 0.2  # of critical power, added before the logarithm is taken
_STILL_WEIGHT = 0.003  # of a second that stands still, where others weigh 1
_LONGEST_LIGHT_S = 60  # standing still for longer is coasting downhill
_LEAST_TURNED = 0.5  # of a stretch, for its effort to say how the rider follows


def level_of(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logarithms of efforts in shares of critical power."""
    levels: NDArray[np.float64] = np.log(shares + _FLOOR)
    return levels


def share_at(level: float) -> float:
    """The share of critical power of a level, at least one that is no standing still."""
    return max(STILL, math.exp(level) - _FLOOR)


@dataclass(frozen=True, kw_only=True, eq=False)
class EffortSums:
    """Running sums of effort over bins, each of shape (bins + 1,), from 0.

    Attributes:
        weight: seconds, those that stand still counting little.
        level: weighted logarithm of effort.
        square: its weighted square.
        moment: its weighted product with the moment [s].
        work: effort over time [s of critical power].
        still: seconds that stand still.
        coasted: those of them that do so for longer than at a light.
        bin_s: length of a bin.
    """

    weight: NDArray[np.float64]
    level: NDArray[np.float64]
    square: NDArray[np.float64]
    moment: NDArray[np.float64]
    work: NDArray[np.float64]
    still: NDArray[np.float64]
    coasted: NDArray[np.float64]
    bin_s: int

    @classmethod
    def of(cls, shares: NDArray[np.float64], bin_s: int) -> EffortSums:
        """The sums of a ride's effort in shares of critical power, one a second."""
        levels = level_of(np.maximum(shares, 0.0))
        stands = shares < STILL
        weights = np.where(stands, _STILL_WEIGHT, 1.0)
        ends = slice(0, len(shares) + 1, bin_s)

        def run_up(values: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.concatenate(([0.0], np.cumsum(values)))[ends]

        return cls(
            weight=run_up(weights),
            level=run_up(weights * levels),
            square=run_up(weights * levels**2),
            moment=run_up(weights * levels * (np.arange(len(shares)) + 0.5)),
            work=run_up(shares),
            still=run_up(stands.astype(np.float64)),
            coasted=run_up(_find_long(stands).astype(np.float64)),
            bin_s=bin_s,
        )

    def uneven(self, start: NDArray[np.intp], end: NDArray[np.intp]) -> NDArray[np.float64]:
        """Weighted squares of stretches about their own mean."""
        weight = np.maximum(self.weight[end] - self.weight[start], 1e-9)
        level = self.level[end] - self.level[start]
        squares: NDArray[np.float64] = self.square[end] - self.square[start] - level**2 / weight
        return squares

    def mean_level(self, stretch: Stretch) -> float:
        """Mean logarithm of effort of a stretch."""
        start, end = stretch
        weight = self.weight[end] - self.weight[start]
        return float((self.level[end] - self.level[start]) / weight)

    def spread(self, stretch: Stretch) -> float:
        """Standard deviation of the logarithm of effort within a stretch."""
        start, end = stretch
        weight = self.weight[end] - self.weight[start]
        square = (self.square[end] - self.square[start]) / weight
        return math.sqrt(max(0.0, float(square) - self.mean_level(stretch) ** 2))

    def turned(self, stretch: Stretch) -> bool:
        """Whether the pedals turned for most of a stretch."""
        start, end = stretch
        return float(self.still[end] - self.still[start]) < (1.0 - _LEAST_TURNED) * (end - start)

    def mean_share(self, stretch: Stretch) -> float:
        """Mean effort of a stretch, standing still included."""
        return float(self.work[stretch[1]] - self.work[stretch[0]]) / (stretch[1] - stretch[0])


def list_runs(flags: NDArray[np.bool_]) -> list[Stretch]:
    """First second and the one after the last of each run of what holds."""
    edges = np.flatnonzero(np.diff(flags, prepend=False, append=False)).reshape(-1, 2)
    return [(first, after) for first, after in edges.tolist()]


def _find_long(stands: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which seconds stand still in a row longer than a light is red."""
    found = np.zeros(len(stands), dtype=np.bool_)
    for first, after in list_runs(stands):
        found[first:after] = after - first > _LONGEST_LIGHT_S
    return found
