"""The manner in which a rider follows a workout: how strictly, and how unevenly."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.verify.matching.effort import STILL, level_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sixhills.verify.matching.asked import Asked
    from sixhills.verify.matching.effort import EffortSums, Stretch

ALIKE_S = 6.0
"""Seconds in a row are alike: so many say as much as one."""

_LENGTH_SD, _EFFORT_SD = 0.3, 0.15  # of riders who follow by feel; our convention
_OWN_STEPS = 4.0  # so many steps of the ride weigh as much as the manner taken at first
_NOISE_BLOCK_S = 30  # over which noise is measured


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How a workout is followed, as standard deviations of logarithms.

    Attributes:
        length_sd: of a step's time.
        effort_sd: of a step's mean effort.
        noise_sd: of a second's effort about that.
    """

    length_sd: float = _LENGTH_SD
    effort_sd: float = _EFFORT_SD
    noise_sd: float = 0.15

    @property
    def rarity(self) -> float:
        """What a step costs for being placed: the more, the less strictly the rider follows."""
        strict = self.length_sd * self.effort_sd / (_LENGTH_SD * _EFFORT_SD)
        return 2.0 * math.log(strict)

    @property
    def unevenness(self) -> float:
        """By which the squares of a second's effort are divided."""
        return self.noise_sd**2 * ALIKE_S


FREE = Manner()
"""Of a rider who follows by feel."""

STRICTEST = Manner(length_sd=0.05, effort_sd=0.04)
"""Of a trainer that holds watts; its noise is never taken for less than usual."""


def measure_noise_sd(shares: NDArray[np.float64]) -> float:
    """How uneven effort is within most half minutes in which the pedals turned, by logarithm.

    Rather too much than too little: what is more uneven than thought seems to belong to no step.
    """
    levels = level_of(shares[shares >= STILL])
    if len(levels) < _NOISE_BLOCK_S:
        return 0.0
    blocks = levels[: len(levels) // _NOISE_BLOCK_S * _NOISE_BLOCK_S].reshape(-1, _NOISE_BLOCK_S)
    return 1.1 * float(np.percentile(blocks.std(axis=1), 75))


def read_manner(
    sums: EffortSums, matched: Sequence[tuple[Asked, Stretch]], least_noise_sd: float
) -> Manner:
    """How far lengths, efforts and seconds lie off in the matched steps."""
    lengths = [math.log((s[1] - s[0]) / asked.duration_s) for asked, s in matched]
    turned = [(asked, s) for asked, s in matched if sums.turned(s)]
    efforts = [sums.mean_level(s) - asked.level for asked, s in turned]
    noises = [sums.spread(s) for _, s in turned] or [least_noise_sd]
    return Manner(
        length_sd=_weigh(lengths, FREE.length_sd, STRICTEST.length_sd),
        effort_sd=_weigh(efforts, FREE.effort_sd, STRICTEST.effort_sd),
        noise_sd=max(least_noise_sd, float(np.percentile(noises, 80))),
    )


def _weigh(off: Sequence[float], usual_sd: float, least_sd: float) -> float:
    """Root mean square of what is off, drawn towards what is usual where there is little."""
    total = math.fsum(x * x for x in off) + _OWN_STEPS * usual_sd**2
    return max(least_sd, math.sqrt(total / (len(off) + _OWN_STEPS)))
