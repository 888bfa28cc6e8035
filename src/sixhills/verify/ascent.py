"""Ascent: what a ride climbed in all, by turning points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

TURN_M = 3.0
"""A rise or fall below this [m] is taken for noise of the altimeter."""


def measure_ascent_m(altitude_m: NDArray[np.float64]) -> float:
    """Sum of climbs [m] of an altitude channel without missing values.

    A climb counts from a low to a high point once the altitude has turned by 3 m at both: of
    three common thresholds the one nearest to what head units show (notes on formats, section 1).
    Each device has a rule of its own, so figures differ, by 14 % on flat rides.
    """
    low = high = float(altitude_m[0])
    total, climbing = 0.0, False
    for altitude in _turning_points(altitude_m):
        if climbing:
            high = max(high, altitude)
            if high - altitude >= TURN_M:
                total, low, climbing = total + high - low, altitude, False
        else:
            low = min(low, altitude)
            if altitude - low >= TURN_M:
                high, climbing = altitude, True
    return total + (high - low if climbing else 0.0)


def _turning_points(values: NDArray[np.float64]) -> list[float]:
    """The first, the last, and each value at which the channel changes direction."""
    moved = np.concatenate(([True], np.diff(values) != 0))
    path = values[moved]
    direction = np.sign(np.diff(path))
    turns = np.concatenate(([True], direction[1:] != direction[:-1], [True]))
    points: list[float] = (path[turns] if len(path) > 1 else path).tolist()
    return points
