"""Settings for the article's hills, chosen together so that resistance rises along them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from sixhills.prescribe.choice import Option, choose_best, choose_rising, keep_harder
from sixhills.prescribe.target import Target
from sixhills.prescribe.targeting import MAY_STAY_EQUAL, RISING_CHAINS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sixhills.workout.model import Word

_MOST_FORCED = math.log(1.1)
"""How far a rise may pull a hill's power from what was meant (our convention)."""

_LEAST_RPM = 50.0
"""Slower than this a rider is not asked to grind for the sake of a rise (our convention)."""


class Weigh(Protocol):
    """A machine's ladder: its settings weighed for a target, by rank from 0."""

    def __call__(self, target: Target, share_of_cp: float) -> Sequence[Option]:
        """All settings for a part of a step that asks for a share of critical power."""


@dataclass(frozen=True, kw_only=True)
class HillChoice:
    """The settings of the article's hills on one machine.

    Attributes:
        by_word: the option of each hill that the workout has.
        standing: what the same hills would have for who can stand.
        too_few: hills for which the machine has too few settings to rise as the article asks.
    """

    by_word: dict[Word, Option] = field(default_factory=dict)
    standing: dict[Word, Option] = field(default_factory=dict)
    too_few: tuple[Word, ...] = ()


def choose_hills(
    targets: Sequence[Target], weigh: Weigh, ridden: Mapping[Word, int] | None = None
) -> HillChoice:
    """Choose one setting for each of the article's hills in a workout.

    A hill that is ridden seated instead of standing gets a harder setting than standing.

    Args:
        targets: of the whole workout.
        weigh: the machine's ladder.
        ridden: ranks of the settings on which hills were ridden already; those stay, and what
            follows rises from there.
    """
    fixed = ridden or {}
    standing = [target.instead_of or target for target in targets]
    if standing == list(targets):
        return _choose_chains(_hardest_by_word(targets), weigh, {}, fixed)
    choice = _choose_chains(_hardest_by_word(standing), weigh, {}, {})
    return _choose_chains(_hardest_by_word(targets), weigh, choice.by_word, fixed)


def choose_setting(target: Target, share_of_cp: float, weigh: Weigh, hills: HillChoice) -> Option:
    """The setting for a part of a step: that of its hill, or the one that fits best."""
    ladder = weigh(target, share_of_cp)
    if target.hill_word in hills.by_word:
        return ladder[hills.by_word[target.hill_word].rank]
    if target.instead_of is None:
        return choose_best(ladder)
    standing = _find_standing(target, share_of_cp, weigh, hills)
    harder = [option for option in keep_harder(ladder, standing) if not option.breach]
    return choose_best(harder or ladder)


def find_no_heavier(targets: Sequence[Target], weigh: Weigh, hills: HillChoice) -> list[Target]:
    """What is ridden seated instead of standing, yet with no harder setting than standing."""
    return [
        target
        for target in targets
        if target.instead_of
        and not keep_harder(
            [choose_setting(target, target.mean_share, weigh, hills)],
            _find_standing(target, target.mean_share, weigh, hills),
        )
    ]


def _find_standing(target: Target, share_of_cp: float, weigh: Weigh, hills: HillChoice) -> Option:
    """What who can stand would have for a step."""
    if target.hill_word in hills.standing:
        return hills.standing[target.hill_word]
    return choose_best(weigh(target.instead_of or target, share_of_cp))


def _hardest_by_word(targets: Sequence[Target]) -> dict[Word, Target]:
    """The target that asks most of each of the article's hills."""
    hardest: dict[Word, Target] = {}
    for target in targets:
        word = target.hill_word
        if word and (word not in hardest or target.mean_share > hardest[word].mean_share):
            hardest[word] = target
    return hardest


def _choose_chains(
    hills: dict[Word, Target],
    weigh: Weigh,
    standing: dict[Word, Option],
    ridden: Mapping[Word, int],
) -> HillChoice:
    by_word: dict[Word, Option] = {}
    too_few: list[Word] = []
    for chain in RISING_CHAINS:
        ladders = {
            word: _keep_ridden(weigh(hills[word], hills[word].mean_share), ridden.get(word))
            for word in chain
            if word in hills
        }
        chosen = _choose_chain(ladders, hills, standing)
        if chosen is None:
            too_few += ladders
            chosen = _rise_gently(list(ladders.values()))
        by_word.update(zip(ladders, chosen, strict=True))
    return HillChoice(by_word=by_word, standing=standing, too_few=tuple(too_few))


def _keep_ridden(ladder: Sequence[Option], rank: int | None) -> Sequence[Option]:
    """The ladder, or the one setting on which the hill was ridden."""
    return ladder if rank is None else [ladder[rank]]


def _choose_chain(
    ladders: dict[Word, Sequence[Option]],
    hills: dict[Word, Target],
    standing: dict[Word, Option],
) -> list[Option] | None:
    """Options that rise, heavier than standing where the bike has such; None where none rise."""
    near = {word: _keep_near(ladder, hills[word]) for word, ladder in ladders.items()}
    heavier = {
        word: keep_harder(ladder, standing[word]) if hills[word].instead_of else ladder
        for word, ladder in near.items()
    }
    rising = _rise(heavier)
    return _rise(near) if rising is None else rising


def _keep_near(ladder: Sequence[Option], target: Target) -> list[Option]:
    """The options near enough to what a hill asks: nobody is made to grind or to overdo it."""
    least_miss = min((abs(option.power_miss) for option in ladder), default=0.0)
    least_breach = min((option.breach for option in ladder), default=0.0)
    least_rpm = min(_LEAST_RPM, target.cadence.low_rpm) if target.cadence else _LEAST_RPM
    return [
        option
        for option in ladder
        if abs(option.power_miss) <= least_miss + _MOST_FORCED
        and option.cadence_rpm >= least_rpm
        and option.breach <= least_breach
    ]


def _rise(ladders: dict[Word, list[Option]]) -> list[Option] | None:
    """One option for each hill so that each is harder, or None where there are too few."""
    return choose_rising(
        list(ladders.values()), strictly=[pair != MAY_STAY_EQUAL for pair in pairwise(ladders)]
    )


def _rise_gently(ladders: Sequence[Sequence[Option]]) -> list[Option]:
    """One option for each hill, none easier than the last if that can be."""
    chosen = choose_rising(ladders, strictly=[False] * (len(ladders) - 1))
    return chosen or [choose_best(ladder) for ladder in ladders]
