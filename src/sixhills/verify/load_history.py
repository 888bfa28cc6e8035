"""Training load over days: slow and fast means of what was done, and what rest follows from.

The slow mean (42 days) stands for what a rider is used to, the fast one (7 days) for how tired; the
difference of yesterday's says how rested. They are means of a habit and predict no performance:
where models of fitness and fatigue were fitted to riders, the fatigue term added nothing (Marchal
et al. 2025, Scientific Reports 15). So the impulse-response model stands here with constants that
are given, and nothing fits it to a rider.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
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


@dataclass(frozen=True, kw_only=True)
class ImpulseResponse:
    """What a day's load is said to do later: it builds up slowly, and tires for a while.

    p(t) = p0 + k1 sum w exp(-(t - i) / t1) - k2 sum w exp(-(t - i) / t2) (Banister et al. 1975).

    Attributes:
        gains: k1 of building up, k2 of tiring, per unit of load.
        days: t1 and t2, after which either has fallen to 37 %.
    """

    gains: tuple[float, float] = (1.0, 2.0)
    days: tuple[float, float] = (45.0, 15.0)

    def __post_init__(self) -> None:
        (built, tired), (slow, fast) = self.gains, self.days
        require(0 < built < tired, "gains", "above 0, tiring more than building up", self.gains)
        require(0 < fast < slow, "days", "above 0, building up the longer", self.days)

    def after(self, loads: Iterable[float]) -> float:
        """What daily loads have changed on the day of the last one."""
        (built, tired), (slow, fast) = self.gains, self.days
        total = 0.0
        days = list(loads)
        for ago, load in enumerate(reversed(days)):
            total += load * (built * math.exp(-ago / slow) - tired * math.exp(-ago / fast))
        return total

    def days_of_harm(self) -> float:
        """Days before something for which a load does more harm than good: t_n."""
        return self._delay_days() * math.log(self.gains[1] / self.gains[0])

    def days_to_best(self) -> float:
        """Days after which a load does the most good: t_g."""
        (built, tired), (slow, fast) = self.gains, self.days
        return self._delay_days() * math.log(tired * slow / (built * fast))

    def _delay_days(self) -> float:
        slow, fast = self.days
        return slow * fast / (slow - fast)
