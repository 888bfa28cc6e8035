"""When a simulated rider presses which key: answers to posture cues, and complaints."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sixhills.ride.frame import Key
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from random import Random

_ANSWER_AFTER_S = (1.0, 4.0)
_BEARABLE_POINTS = 1.5
_BETWEEN_S = 20.0  # between two complaints: a change has to be felt first


class Answer:
    """The answer to one posture cue: confirmed when it is true, taken back when it no longer is.

    Args:
        chance: dice.
        confirms: share of postures that are answered at all.
    """

    def __init__(self, chance: Random, confirms: float):
        self._chance = chance
        self._confirms = confirms
        self.forget()

    def forget(self) -> None:
        """A new posture is asked for."""
        self._due_s: float | None = None
        self._confirmed = False

    def give(self, asked: Posture, real: Posture, now_s: float) -> Key | None:
        """The key that answers now, or None."""
        if asked is Posture.FREE:
            return None
        if asked is not real:
            return self._take_back()
        if self._due_s is None:
            willing = self._chance.random() < self._confirms
            delay_s = self._chance.uniform(*_ANSWER_AFTER_S)
            self._due_s = now_s + delay_s if willing else math.inf
        if self._confirmed or now_s < self._due_s:
            return None
        self._confirmed = True
        return Key.CONFIRM

    def _take_back(self) -> Key | None:
        """What the rider says who gives up a posture; most do say so."""
        if not self._confirmed:
            return None
        self.forget()
        return Key.DENY if self._chance.random() < self._confirms else None


class Complaint:
    """Harder or easier, after something has not fitted for a while.

    Args:
        patience_s: for how long it is borne.
    """

    def __init__(self, patience_s: float):
        self._patience_s = patience_s
        self._borne_s = 0.0
        self._quiet_s = 0.0

    def weigh(self, points_too_hard: float, passed_s: float) -> Key | None:
        """The key pressed now, or None.

        Args:
            points_too_hard: points of rating by which it is harder than told; negative when easier.
            passed_s: time since the last call.
        """
        self._quiet_s = max(0.0, self._quiet_s - passed_s)
        too_hard = points_too_hard > 0
        if abs(points_too_hard) <= _BEARABLE_POINTS or self._quiet_s > 0:
            self._borne_s = 0.0
            return None
        same_side = (self._borne_s >= 0) == too_hard
        step_s = passed_s if too_hard else -passed_s
        self._borne_s = self._borne_s + step_s if same_side else step_s
        if abs(self._borne_s) < self._patience_s:
            return None
        self._borne_s = 0.0
        self._quiet_s = _BETWEEN_S
        return Key.EASIER if too_hard else Key.HARDER
