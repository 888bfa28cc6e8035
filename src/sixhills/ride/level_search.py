"""The first warm-up on a bike that nobody knows: up one setting at a time, asking how it feels.

It starts well below a gentle pace on any likely bike, goes up only on an answer, and ends where
talking gets hard, where the workout needs no more, or where the rider does not answer. Then, where
the workout has hills, the first of them is tried for a moment: is it as hard as it is meant?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.ride.questions import TALKING_RPE

if TYPE_CHECKING:
    from sixhills.equipment.level_belief import LevelBelief
    from sixhills.ride.frame import Answer

SEARCH_RPM = (70.0, 80.0)
"""Cadence to hold while settings are compared."""

SETTLE_S = 25.0
"""How long a setting is ridden until it can be felt."""

_START_SHARE = 0.38  # of critical power, by the belief before any answer
_RISE = 1.12  # in power from one setting asked about to the next, or one setting if that is more
_PATIENCE = 2  # questions in a row without an answer
_TRIALS = 3  # of the first hill, at most
_AIM_RPM = 0.5 * (SEARCH_RPM[0] + SEARCH_RPM[1])


class LevelSearch:
    """Up from an easy setting.

    Args:
        belief: before any answer.
        top_share: the most that the workout asks for in minutes, a share of critical power.
        top_rpe: the hardest rating that the rider's limits allow.

    Attributes:
        settled_s: how long the present setting has been ridden.
        over: whether the search has ended.
    """

    def __init__(self, belief: LevelBelief, top_share: float, top_rpe: float = 10.0):
        self._settings = belief.settings
        self._top_share = top_share
        self._top_rpe = min(TALKING_RPE, top_rpe)
        self._rank = self._highest(belief, _START_SHARE)
        self._unanswered = 0
        self.settled_s = 0.0
        self.over = False

    @property
    def setting(self) -> float:
        """The setting to ride now."""
        return self._settings[self._rank]

    @property
    def ignored(self) -> bool:
        """Whether the rider does not answer."""
        return self._unanswered >= _PATIENCE

    def take(self, answer: Answer, belief: LevelBelief) -> None:
        """Go on after an answer, which the belief holds already."""
        self._unanswered = 0
        self.settled_s = 0.0
        share = self._share(belief, self._rank)
        last = self._rank + 1 == len(self._settings)
        self.over = answer.rpe_high > self._top_rpe or last or share >= self._top_share
        if not self.over:
            self._rank = max(self._rank + 1, self._highest(belief, _RISE * share))

    def miss(self) -> None:
        """A question went without an answer."""
        self._unanswered += 1
        self.settled_s = 0.0
        self.over = self.ignored

    def _highest(self, belief: LevelBelief, share: float) -> int:
        """The hardest setting that takes no more than a share, at least the easiest."""
        ranks = range(len(self._settings))
        return max((r for r in ranks if self._share(belief, r) <= share), default=0)

    def _share(self, belief: LevelBelief, rank: int) -> float:
        return belief.share(self._settings[rank], _AIM_RPM)[0]


class HillTrial:
    """The first hill for a moment, again after each correction.

    Attributes:
        settled_s: how long the present setting has been ridden.
        over: whether the hill fits, or was tried often enough.
    """

    def __init__(self) -> None:
        self._left = _TRIALS
        self.settled_s = 0.0
        self.over = False

    def take(self, answer: Answer, meant_rpe: float) -> None:
        """Go on after an answer."""
        self._left -= 1
        self.settled_s = 0.0
        self.over = self._left == 0 or answer.rpe_low <= meant_rpe <= answer.rpe_high

    def miss(self) -> None:
        """A question went without an answer."""
        self.over = True
