"""Time in zones: how long a ride was how hard.

Seven zones of power and five of heart rate at bounds that are in common use, power relative to .96
of critical power (what people call threshold); and three by what happens in the body: below the
first threshold, up to critical power, above. Where the first threshold lies differs from rider to
rider, so the three are told by "about".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import require
from sixhills.power import THRESHOLD_SHARE_OF_CP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

POWER_ZONES = tuple(THRESHOLD_SHARE_OF_CP * share for share in (0.55, 0.75, 0.90, 1.05, 1.20, 1.50))
"""Bounds of seven zones, as shares of critical power."""

HEART_ZONES = (0.68, 0.83, 0.94, 1.05)
"""Bounds of five zones, as shares of heart rate at threshold."""

BODY_ZONES = (0.70, 1.0)
"""Bounds of three zones, as shares of critical power; the first is a rule of thumb."""


def time_in_zones_s(
    values: NDArray[np.float64], held: NDArray[np.float64], bounds: Sequence[float]
) -> tuple[float, ...]:
    """Seconds in each zone, one more than there are bounds; what is missing is in none.

    Args:
        values: of a channel, shape (n,), NaN where missing.
        held: seconds that each stands for.
        bounds: between zones, rising; a value at a bound belongs to the zone above.

    Raises:
        InvalidValueError: the bounds do not rise.
    """
    rising = all(np.diff(bounds) > 0)
    require(rising, "bounds", "rising", list(bounds))
    known = ~np.isnan(values)
    zone = np.searchsorted(np.asarray(bounds), values[known], side="right")
    seconds = np.bincount(zone, weights=held[known], minlength=len(bounds) + 1)
    return tuple(seconds.tolist())
