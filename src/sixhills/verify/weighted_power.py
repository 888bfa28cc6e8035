"""Weighted power as other software works it out, for whoever compares.

All take the fourth root of the mean fourth power of smoothed power, and differ in how the first
half minute is smoothed, by up to a per cent on short rides. Ours, from the first full window on, is
in power.py. The names under which others sell theirs are trade marks.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import require

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WINDOW_S = 30
_SLOW_S = 25.0


class Smoothing(StrEnum):
    """How power is smoothed before it is weighted."""

    FULL_WINDOWS = "30 s mean, from the first full window on"  # ours
    FIXED_WINDOWS = "30 s mean, what lies before the ride as 0 W"
    GROWING_WINDOWS = "30 s mean, shorter windows at the start"
    EXPONENTIAL = "exponential mean of 25 s, from 0 W"


def weigh_power_w(power_w: NDArray[np.float64], smoothing: Smoothing) -> float:
    """Weighted power [W] of a channel of a value each second, without gaps.

    Raises:
        InvalidValueError: the ride is shorter than a window.
    """
    require(len(power_w) >= _WINDOW_S, "power_w", f"{_WINDOW_S} s at least", len(power_w))
    smooth = _smooth(power_w, smoothing)
    return float(np.mean(smooth**4) ** 0.25)


def _smooth(power_w: NDArray[np.float64], smoothing: Smoothing) -> NDArray[np.float64]:
    if smoothing is Smoothing.EXPONENTIAL:
        return _smooth_exponentially(power_w)
    sums = np.cumsum(np.concatenate((np.zeros(_WINDOW_S), power_w)))
    windows = sums[_WINDOW_S:] - sums[:-_WINDOW_S]  # one ends at each second
    if smoothing is Smoothing.FULL_WINDOWS:
        return windows[_WINDOW_S - 1 :] / _WINDOW_S
    if smoothing is Smoothing.FIXED_WINDOWS:
        return windows / _WINDOW_S
    return windows / np.minimum(np.arange(1, len(power_w) + 1), _WINDOW_S)


def _smooth_exponentially(power_w: NDArray[np.float64]) -> NDArray[np.float64]:
    kept = _SLOW_S / (_SLOW_S + 1.0)
    smooth = np.empty(len(power_w))
    value = 0.0
    for second, power in enumerate(power_w.tolist()):
        value = kept * value + (1.0 - kept) * power
        smooth[second] = value
    return smooth
