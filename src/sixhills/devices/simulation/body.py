"""A simulated body: what effort costs it, how hard it feels, how fast its heart beats."""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING

from sixhills.power import w_prime_spent_j
from sixhills.prescribe.effort import LASTING_EFFORT_S, find_rpe

if TYPE_CHECKING:
    from sixhills.rider import Rider

_FEELING_LAG_S = 15.0  # effort is felt as a mean of the last seconds, not of this one
_HARD_SHARE = 0.7  # from here on an effort counts as one, by how long it lasts
_EXHAUSTED_SHARE = 0.03  # of W′ left
# Heart rate: first order with a delay; the line over power is our convention between the ACSM
# classes (Garber et al. 2011) at rest and at critical power.
_HEART_LAG_S = 28.0
_HEART_DELAY_S = 5.0
_HEART_STEP_S = 1.0  # a longer time is taken in pieces
_RESERVE_AT_ZERO = 0.15
_RESERVE_PER_SHARE = 0.72
_RESERVE_STANDING = 0.04  # standing costs more beats at the same power


class Body:
    """What is left in a rider, and how that feels.

    Args:
        rider: with what is really true of them; heart-rate bounds are needed.
    """

    def __init__(self, rider: Rider):
        if rider.heart_rate is None:
            raise ValueError("a body has bounds of heart rate")
        self._rider = rider
        self._bounds = rider.heart_rate
        self._critical_w = rider.fitness.critical_power_w.value
        self._peak_w = rider.fitness.max_power_w.value
        self._w_prime_j = rider.fitness.w_prime_j.value
        self._spent_j = 0.0
        self._share = 0.0
        self._hard_s = 0.0
        self._exhausted_s = 0.0
        self._heart_bpm = self._bounds.at_reserve(_RESERVE_AT_ZERO)
        self._felt_s = 0.0
        self._wanted_bpm = deque([(0.0, self._heart_bpm)])  # each with when it had been wanted

    @property
    def left_share(self) -> float:
        """W′ left as a share of it; 0 when exhausted."""
        return max(0.0, 1.0 - self._spent_j / self._w_prime_j)

    @property
    def left_j(self) -> float:
        """W′ left [J]."""
        return self.left_share * self._w_prime_j

    @property
    def limit_w(self) -> float:
        """The most power that can be given now: critical power once W′ is spent (Morton 1996)."""
        return self._critical_w + (self._peak_w - self._critical_w) * self.left_share

    @property
    def exhausted_s(self) -> float:
        """For how long nothing has been left but critical power."""
        return self._exhausted_s

    @property
    def heart_rate_bpm(self) -> float:
        """Heart rate [1/min]."""
        return self._heart_bpm

    @property
    def rpe(self) -> float:
        """How hard it is, 0 to 10: by share of own critical power, harder as W′ runs out."""
        duration_s = min(LASTING_EFFORT_S, max(1.0, self._hard_s))
        fresh = find_rpe(self._share, duration_s, self._rider)
        return fresh + (10.0 - fresh) * (1.0 - self.left_share) ** 2

    def spend(self, power_w: float, duration_s: float) -> None:
        """Give a power for a short time."""
        spent_j = w_prime_spent_j(
            self._spent_j,
            power_w,
            duration_s,
            critical_power_w=self._critical_w,
            w_prime_j=self._w_prime_j,
        )
        self._spent_j = min(self._w_prime_j, spent_j)
        exhausted = self.left_share < _EXHAUSTED_SHARE
        self._exhausted_s = self._exhausted_s + duration_s if exhausted else 0.0

    def feel(self, power_w: float, duration_s: float, *, standing: bool) -> None:
        """Take in the mean power of about a second."""
        share = power_w / self._critical_w
        self._share += (share - self._share) * -math.expm1(-duration_s / _FEELING_LAG_S)
        self._hard_s = self._hard_s + duration_s if share > _HARD_SHARE else 0.0
        reserve = _RESERVE_AT_ZERO + _RESERVE_PER_SHARE * share + _RESERVE_STANDING * standing
        wanted_bpm = self._bounds.at_reserve(min(1.0, reserve))
        pieces = max(1, math.ceil(duration_s / _HEART_STEP_S - 1e-9))
        for _ in range(pieces):
            self._beat(wanted_bpm, duration_s / pieces)

    def _beat(self, wanted_bpm: float, duration_s: float) -> None:
        """Let the heart follow what was wanted of it some seconds ago."""
        self._felt_s += duration_s
        self._wanted_bpm.append((self._felt_s, wanted_bpm))
        while self._wanted_bpm[0][0] < self._felt_s - _HEART_DELAY_S - 1e-9:
            self._wanted_bpm.popleft()
        gap = self._wanted_bpm[0][1] - self._heart_bpm
        self._heart_bpm += gap * -math.expm1(-duration_s / _HEART_LAG_S)
