"""What a ride cost by the heart alone, where no power was measured.

Minutes count by x exp(k x), x the share of heart-rate reserve (Morton, Fitz-Clarke and Banister
1990, J Appl Physiol 69, doi:10.1152/jappl.1990.69.3.1171). Published k are 1.92 for men and 1.67
for women; for who does not tell, the middle. An hour at the reserve that goes with
critical power counts 100, as by power. The heart lags: in stop-and-go efforts it knows less than
the rider does, so what a rider said comes first.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sixhills.ride.recording import Channel
from sixhills.rider import Sex
from sixhills.verify.recorded import held_s

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from sixhills.ride.recording import Ride
    from sixhills.rider import HeartRateBounds

STEEPNESS: Mapping[Sex | None, float] = {
    Sex.MALE: 1.92,
    Sex.FEMALE: 1.67,
    None: (1.92 + 1.67) / 2,
}
"""Growth of strain with heart-rate reserve; for who does not tell, the middle (our convention)."""

THRESHOLD_RESERVE = 0.85
"""Share of heart-rate reserve at critical power, as of rating 7 in our line of effort on heart."""

_LEAST_KNOWN = 0.9  # of recorded time


def strain_min(
    reserve: NDArray[np.float64],
    minutes: NDArray[np.float64] | float,
    *,
    steepness: float,
    scale: float = 0.64,
) -> float:
    """Training impulse [min]: the sum of minutes x scale exp(steepness x).

    Args:
        reserve: share of heart-rate reserve, below 0 counts as 0.
        minutes: that each value stands for.
        steepness: 1.92 for men, 1.67 for women.
        scale: .64; .86 is used with 1.67 too.
    """
    x = np.maximum(reserve, 0.0)
    return float(np.sum(minutes * x * scale * np.exp(steepness * x)))


def load_from_heart_rate(
    ride: Ride, bounds: HeartRateBounds, sex: Sex | None = None
) -> float | None:
    """Training load by heart rate; None where it is missing for a tenth of the ride or more."""
    heart = ride.channel(Channel.HEART_RATE_BPM)
    if heart is None:
        return None
    held = held_s(ride)
    known = ~np.isnan(heart)
    known_s, all_s = float(held[known].sum()), float(held.sum())
    if known_s < _LEAST_KNOWN * all_s:
        return None
    reserve = (heart[known] - bounds.rest_bpm) / (bounds.max_bpm - bounds.rest_bpm)
    steepness = STEEPNESS[sex]
    strain = strain_min(reserve, held[known] / 60.0, steepness=steepness, scale=1.0)
    an_hour = 60.0 * THRESHOLD_RESERVE * math.exp(steepness * THRESHOLD_RESERVE)
    return 100.0 * strain / an_hour * all_s / known_s
