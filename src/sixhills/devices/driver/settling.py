"""How soon a trainer reaches a new power, learnt from the steps of its rides.

What is timed is all that a rider feels between the command and the power: the link, the trainer's
own loop, the flywheel and the legs.
"""

from __future__ import annotations

from collections import deque
from statistics import median

_STEP_W = 25.0  # a smaller change is no step
_REACHED_SHARE, _REACHED_W = 0.05, 8.0  # of the target
_GIVEN_UP_S = 20.0  # who has stopped pedalling reaches nothing
_STEPS = 15  # that count: the last ones
_ENOUGH = 5


class Settling:
    """Times a trainer's steps of power.

    Args:
        known_s: what was found before, or None.
    """

    def __init__(self, known_s: float | None = None):
        self._times: deque[float] = deque([known_s] * _ENOUGH if known_s else (), maxlen=_STEPS)
        self._held_w: float | None = None
        self._begun_s: float | None = None

    @property
    def settle_s(self) -> float | None:
        """Seconds until a new power is reached, the median; None before some steps were seen."""
        return round(median(self._times), 1) if len(self._times) >= _ENOUGH else None

    def ask(self, power_w: float | None, now_s: float) -> None:
        """Note that a power is asked for; None where it is no power any more."""
        held_w, self._held_w = self._held_w, power_w
        if power_w is None or held_w is None:
            self._begun_s = None
        elif abs(power_w - held_w) >= _STEP_W:
            self._begun_s = now_s

    def feel(self, power_w: float, now_s: float) -> None:
        """Take in what the trainer measures."""
        if self._begun_s is None or self._held_w is None:
            return
        passed_s = now_s - self._begun_s
        if passed_s > _GIVEN_UP_S:
            self._begun_s = None
        elif abs(power_w - self._held_w) <= max(_REACHED_W, _REACHED_SHARE * self._held_w):
            self._times.append(passed_s)
            self._begun_s = None
