"""Training load over days: slow and fast means of what was done, and what rest follows from.

The slow mean (42 days) stands for what a rider is used to, the fast one (7 days) for how tired; the
difference of yesterday's says how rested. They are means of a habit and predict no performance:
where models of fitness and fatigue were fitted to riders, the fatigue term added nothing (Marchal
et al. 2025, Scientific Reports 15).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sixhills.errors import require

if TYPE_CHECKING:
    from collections.abc import Iterable

SLOW_DAYS = 42.0
FAST_DAYS = 7.0


def smooth_loads(
    loads: Iterable[float], days: float, *, start: float = 0.0, plain: bool = False
) -> list[float]:
    """Exponential mean of daily loads, one value a day.

    Args:
        loads: of each day, days off as 0.
        days: time constant.
        start: mean before the first day.
        plain: with 1/days as the share of each day, as some software has it, instead of the exact
            1 - exp(-1/days).

    Raises:
        InvalidValueError: the time constant is below a day.
    """
    require(days >= 1, "days", "1 or more", days)
    share = 1.0 / days if plain else -math.expm1(-1.0 / days)
    means: list[float] = []
    mean = start
    for load in loads:
        mean += share * (load - mean)
        means.append(mean)
    return means
