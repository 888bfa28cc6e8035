"""When a simulated rider presses which key: answers to cues and questions, and complaints."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sixhills.ride.frame import ANSWER_KEYS, Key
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from random import Random

    from sixhills.ride.frame import Question

_ANSWER_AFTER_S = (1.0, 4.0)
_REPLY_AFTER_S = (2.0, 10.0)  # how hard it is wants a moment's thought
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


class Reply:
    """The answer to a question of how hard it is: by a rating of one's own that is never exact.

    Args:
        chance: dice.
        replies: share of questions that are answered at all.
        rating_sd: by how many points one rating of the same effort differs from the next.
    """

    def __init__(self, chance: Random, *, replies: float, rating_sd: float):
        self._chance = chance
        self._replies = replies
        self._rating_sd = rating_sd
        self._question: Question | None = None
        self._due_s = math.inf

    def give(self, question: Question | None, rpe: float, now_s: float) -> Key | None:
        """The key that answers now, or None.

        Args:
            question: what is asked now, or None.
            rpe: how hard it is that the question is about, 0 to 10.
            now_s: seconds since the start of the ride.
        """
        if question is not self._question:
            self._question = question
            self._due_s = now_s + self._draw_delay_s()
        if question is None or now_s < self._due_s:
            return None
        self._due_s = math.inf
        return choose_answer(question, rpe + self._chance.gauss(0.0, self._rating_sd))

    def _draw_delay_s(self) -> float:
        willing = self._chance.random() < self._replies
        delay_s = self._chance.uniform(*_REPLY_AFTER_S)
        return delay_s if willing else math.inf


def choose_answer(question: Question, rpe: float) -> Key:
    """The key of the answer that holds a rating; the nearest end where none does."""
    fitting = (n for n, answer in enumerate(question.answers) if rpe <= answer.rpe_high)
    return ANSWER_KEYS[next(fitting, len(question.answers) - 1)]


class Complaint:
    """Harder or easier, after something has not fitted for a while.

    Args:
        patience_s: for how long it is borne; infinite: for ever.
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
