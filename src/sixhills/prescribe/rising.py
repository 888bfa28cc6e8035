"""Settings for the article's hills, chosen together so that resistance rises along them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from sixhills.prescribe.choice import Option, choose_best, choose_rising
from sixhills.prescribe.target import MAY_STAY_EQUAL, RISING_CHAINS, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sixhills.workout.model import Word


@dataclass(frozen=True, kw_only=True)
class HillChoice:
    """The settings of the article's hills on one machine.

    Attributes:
        by_word: the option of each hill that the workout has.
        too_few: hills for which the machine has too few settings to rise as the article asks.
    """

    by_word: dict[Word, Option] = field(default_factory=dict)
    too_few: tuple[Word, ...] = ()


def choose_hills(
    targets: Sequence[Target], options_of: Callable[[Target], Sequence[Option]]
) -> HillChoice:
    """Choose one setting for each of the article's hills in a workout.

    Args:
        targets: of the whole workout.
        options_of: all settings of the machine weighed for a target, the easiest first.
    """
    hardest: dict[Word, Target] = {}
    for target in targets:
        word = target.hill_word
        if word and (word not in hardest or target.mean_share > hardest[word].mean_share):
            hardest[word] = target
    by_word: dict[Word, Option] = {}
    too_few: list[Word] = []
    for chain in RISING_CHAINS:
        words = [word for word in chain if word in hardest]
        if not words:
            continue
        ladders = [options_of(hardest[word]) for word in words]
        chosen = choose_rising(
            ladders, strictly=[pair != MAY_STAY_EQUAL for pair in pairwise(words)]
        )
        if chosen is None:
            too_few += words
            chosen = [choose_best(ladder) for ladder in ladders]
        by_word.update(zip(words, chosen, strict=True))
    return HillChoice(by_word=by_word, too_few=tuple(too_few))
