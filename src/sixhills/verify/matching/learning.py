"""Gain and manner of a ride, learnt from the steps that are found in it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sixhills.verify.matching.effort import EffortSums, share_at
from sixhills.verify.matching.manner import (
    FREE,
    STRICTEST,
    Manner,
    measure_noise_sd,
    read_manner,
)
from sixhills.verify.matching.path import align

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sixhills.verify.matching.asked import Asked
    from sixhills.verify.matching.effort import Stretch

_GAINS = (1.0, 0.77, 1.3)  # from which the gain is sought
_GAIN_SD = 0.5  # of gains, by logarithm
_MOST_CHANGE = 0.3  # of a gain in one turn, by logarithm
_REFINED = 2  # times
_COARSE_BINS = 400  # of a ride, for paths to learn from


@dataclass(frozen=True, kw_only=True)
class _Tried:
    """A gain and a manner, and what the path by them costs."""

    cost: float
    gain: float
    manner: Manner


def learn(shares: NDArray[np.float64], steps: Sequence[Asked]) -> tuple[float, Manner]:
    """The gain and manner by which the prescription is found at the least cost.

    From a rider who follows by feel on a meter of any gain, and from a trainer that holds watts.

    Args:
        shares: effort of the ride as its meter shows it, in shares of critical power, one a second.
        steps: what is asked, in order.
    """
    noise_sd = max(FREE.noise_sd, measure_noise_sd(shares))
    free, strict = (replace(manner, noise_sd=noise_sd) for manner in (FREE, STRICTEST))
    tried = [_refine(shares, steps, gain, free) for gain in _GAINS]
    tried.append(_refine(shares, steps, 1.0, strict))
    best = min(tried, key=lambda one: one.cost)
    return best.gain, best.manner


def _refine(
    shares: NDArray[np.float64], steps: Sequence[Asked], gain: float, manner: Manner
) -> _Tried:
    """What the steps show, taken for what is usual; a strict manner stays as strict."""
    path = align(shares / gain, steps, manner, _COARSE_BINS)
    for _ in range(_REFINED):
        matched = [(asked, s) for asked, s in zip(steps, path.stretches, strict=True) if s]
        if not matched:
            break
        gain *= _read_gain(EffortSums.of(shares / gain, 1), matched)
        if manner.length_sd > STRICTEST.length_sd:
            manner = read_manner(EffortSums.of(shares / gain, 1), matched, manner.noise_sd)
        path = align(shares / gain, steps, manner, _COARSE_BINS)
    return _Tried(cost=path.cost + (math.log(gain) / _GAIN_SD) ** 2, gain=gain, manner=manner)


def _read_gain(sums: EffortSums, matched: Sequence[tuple[Asked, Stretch]]) -> float:
    """By how much effort is off in the middle of the matched steps."""
    off = [
        math.log(share_at(sums.mean_level(s)) / share_at(asked.level))
        for asked, s in matched
        if sums.turned(s)
    ]
    if not off:
        return 1.0
    return math.exp(min(_MOST_CHANGE, max(-_MOST_CHANGE, float(np.median(off)))))
