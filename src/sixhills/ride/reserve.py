"""How much of W′ is left while riding, second by second (power.py holds the model)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.power import w_prime_spent_j
from sixhills.rider import Origin

if TYPE_CHECKING:
    from sixhills.ride.recording import Sample
    from sixhills.rider import Fitness

_BRIDGED_S = 10.0  # a meter that is silent for so long is taken to read what it read last


class Reserve:
    """W′ of a rider whose watts are measured.

    Where critical power is only guessed from experience, what is left of W′ is not known: the
    guess is off by a fifth, which is all of W′ within minutes.

    Args:
        fitness: of who rides.
    """

    def __init__(self, fitness: Fitness):
        self._known = fitness.critical_power_w.origin is not Origin.GUESSED
        self._critical_power_w = fitness.critical_power_w.value
        self._w_prime_j = fitness.w_prime_j.value
        self._spent_j = 0.0
        self._power_w: float | None = None
        self._measured_s = 0.0
        self._now_s = 0.0

    @property
    def share(self) -> float | None:
        """What is left of W′, 0 to 1; None where no watts tell."""
        if not self._known or self._power_w is None:
            return None
        return max(0.0, 1.0 - self._spent_j / self._w_prime_j)

    def take(self, sample: Sample) -> None:
        """Ride on to a sample; a moment that is not later than the last one changes nothing.

        A longer time without samples was a pause: the rider rested.
        """
        passed_s = sample.elapsed_s - self._now_s
        if passed_s <= 0:
            return
        self._now_s = sample.elapsed_s
        if sample.power_w is not None:
            self._power_w, self._measured_s = sample.power_w, self._now_s
        elif self._now_s - self._measured_s > _BRIDGED_S:
            self._power_w = None
        if self._power_w is not None:
            power_w = 0.0 if passed_s > _BRIDGED_S else self._power_w
            self._spend(power_w, passed_s)

    def _spend(self, power_w: float, passed_s: float) -> None:
        self._spent_j = w_prime_spent_j(
            self._spent_j,
            power_w,
            passed_s,
            critical_power_w=self._critical_power_w,
            w_prime_j=self._w_prime_j,
        )
