"""A body: what effort costs it and how hard that feels, which only its owner knows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sixhills.power import w_prime_spent_j
from sixhills.prescribe.effort import LASTING_EFFORT_S, find_rpe

if TYPE_CHECKING:
    from population.person import Feeling
    from sixhills.rider import Rider

_LAG_S = 15.0  # effort is felt as a mean of the last seconds
_BURST_LAG_S = 3.0  # above critical power it is the legs that tell, and they tell at once
_HARD_SHARE = 0.7  # from here on an effort is rated by how long it has lasted,
_BURST_SHARE = 1.25  # and from here on by how long it has been as hard as this
_HARDEST = 10.0


class Body:
    """One body on one day.

    Args:
        rider: with what is true of them today.
        feeling: how their ratings differ from others'.
    """

    def __init__(self, rider: Rider, feeling: Feeling):
        fitness = rider.fitness
        self._rider = rider
        self._feeling = feeling
        self._w_prime_j = fitness.w_prime_j.value
        self._peak_w = fitness.max_power_w.value
        self._spent_j = 0.0
        self._share = 0.0
        self._hard_s = 0.0
        self._burst_s = 0.0
        self.critical_w = fitness.critical_power_w.value

    @property
    def left_share(self) -> float:
        """W′ left as a share of it."""
        return max(0.0, 1.0 - self._spent_j / self._w_prime_j)

    @property
    def limit_w(self) -> float:
        """The most power [W] that can be given now: critical power once W′ is spent."""
        return self.critical_w + (self._peak_w - self.critical_w) * self.left_share

    def ceiling_w(self, duration_s: float) -> float:
        """The highest mean power [W] for a duration that what is left now allows (Morton 1996)."""
        above_w = self.limit_w - self.critical_w
        left_j = self.left_share * self._w_prime_j
        if above_w <= 0 or left_j <= 0:
            return self.critical_w
        return self.critical_w + left_j / (duration_s + left_j / above_w)

    @property
    def physical_rpe(self) -> float:
        """How hard it would feel to the average of their class at the same share of their power."""
        return self._tire(self._rate(self._share))

    @property
    def rpe(self) -> float:
        """How hard it feels to them, 0 to 10."""
        felt = self._rate(self._share * self._feeling.stretch) + self._feeling.bias
        return min(_HARDEST, max(0.0, self._tire(felt)))

    def spend(self, power_w: float, duration_s: float) -> None:
        """Give a power for about a second."""
        spent_j = w_prime_spent_j(
            self._spent_j,
            power_w,
            duration_s,
            critical_power_w=self.critical_w,
            w_prime_j=self._w_prime_j,
        )
        self._spent_j = min(self._w_prime_j, spent_j)
        share = power_w / self.critical_w
        lag_s = _BURST_LAG_S if share > 1.0 and share > self._share else _LAG_S
        self._share += (share - self._share) * -math.expm1(-duration_s / lag_s)
        self._hard_s = self._hard_s + duration_s if share > _HARD_SHARE else 0.0
        self._burst_s = self._burst_s + duration_s if share > _BURST_SHARE else 0.0

    def _rate(self, share: float) -> float:
        lasted_s = self._burst_s or self._hard_s
        duration_s = min(LASTING_EFFORT_S, max(1.0, lasted_s))
        return find_rpe(share, duration_s, self._rider)

    def _tire(self, fresh: float) -> float:
        return fresh + max(0.0, _HARDEST - fresh) * (1.0 - self.left_share) ** 2
