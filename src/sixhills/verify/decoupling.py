"""Decoupling: by how much the heart beats faster for the same watts towards the end.

Power over heart rate in the first half of a steady stretch against the second. Over at least 20
even minutes it says how well the effort was within what the rider can keep up; over hills and rests
it says nothing, so there it is not told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sixhills.power import weighted_power_w
from sixhills.ride.recording import Channel
from sixhills.verify.recorded import held_s, mean_each_second

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.ride.recording import Ride

LEAST_S = 1200.0
"""Shortest stretch that tells something."""

MOST_UNEVEN = 1.05
"""Weighted over mean power of a stretch that counts as even, at most. Our convention."""


def measure_decoupling(
    power_w: NDArray[np.float64], heart_rate_bpm: NDArray[np.float64]
) -> float | None:
    """Share by which power over heart rate falls from the first half to the second.

    Args:
        power_w: of each second, NaN where missing.
        heart_rate_bpm: likewise; 0 is missing too.

    Returns:
        The share, above 0 where the heart drifts up; None where a half has no values or no power.
    """
    known = ~np.isnan(power_w) & (np.nan_to_num(heart_rate_bpm) > 0)
    middle = len(power_w) // 2
    halves = [
        (power_w[part][known[part]], heart_rate_bpm[part][known[part]])
        for part in (slice(middle), slice(middle, None))
    ]
    if not all(len(power) for power, _ in halves):
        return None
    first, second = (float(power.mean() / heart.mean()) for power, heart in halves)
    return (first - second) / first if first > 0 else None


def decouple_ride(ride: Ride, rows: slice | None = None) -> float | None:
    """Decoupling of a ride or of some rows, None where it is too short or too uneven to tell."""
    part = rows if rows is not None else slice(None)
    power, heart = ride.channel(Channel.POWER_W), ride.channel(Channel.HEART_RATE_BPM)
    held = held_s(ride)[part]
    if power is None or heart is None or float(held.sum()) < LEAST_S:
        return None
    both = np.where(np.isnan(power) | np.isnan(heart), np.nan, power)[part]
    if np.isnan(both).all():
        return None
    even = mean_each_second(both, held)
    weighted, mean = weighted_power_w(even.tolist()), float(even.mean())
    if weighted is None or len(even) < LEAST_S or weighted > MOST_UNEVEN * mean:
        return None
    return measure_decoupling(both, heart[part])
