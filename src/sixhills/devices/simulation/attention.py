"""How a person follows what they are told: late, not always, and sometimes not at all."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from random import Random

_T = TypeVar("_T")
_NOTICES_LATER = 0.5  # share of what was missed that is noticed on the screen after all
_LATER_S = (20.0, 60.0)


class Order(Generic[_T]):
    """The last thing that was asked for, and when the rider gets round to it.

    Args:
        chance: dice.
        heeded: share of orders that are followed at once.
        after_s: shortest, likeliest and longest time until they are.
    """

    def __init__(self, chance: Random, *, heeded: float, after_s: tuple[float, float, float]):
        self._chance = chance
        self._heeded = heeded
        self._after_s = after_s
        self._due_s = math.inf
        self.asked: _T | None = None

    def hear(self, asked: _T | None, now_s: float) -> bool:
        """Hear what is asked for; True when that is news."""
        if asked is None or asked == self.asked:
            return False
        self.asked = asked
        self._due_s = now_s + self._draw_delay_s()
        return True

    def remind(self, now_s: float) -> None:
        """Look again at what is asked for, and follow it this time."""
        self._due_s = min(self._due_s, now_s + self._after_s[1])

    def put_off(self, until_s: float) -> None:
        """Do what is asked for again, but later."""
        self._due_s = until_s

    def take(self, now_s: float) -> _T | None:
        """What is to be done now, once; None where nothing is."""
        if now_s < self._due_s:
            return None
        self._due_s = math.inf
        return self.asked

    def _draw_delay_s(self) -> float:
        shortest, likeliest, longest = self._after_s
        if self._chance.random() < self._heeded:
            return self._chance.triangular(shortest, longest, likeliest)
        if self._chance.random() < _NOTICES_LATER:
            return self._chance.uniform(*_LATER_S)
        return math.inf
