"""Which kind of workout comes next, and why.

Hard rides wait for pain, a bad day and each other; hills come four times for each time of intervals
until the six hills are reached, then in turn; easy ones fill the days between.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.care.pain import Light
from sixhills.progress import reasons
from sixhills.progress.rails import wait_for_pain
from sixhills.workout.model import Kind

if TYPE_CHECKING:
    from datetime import date

    from sixhills.progress.choice import Choice

HARD_KINDS = (Kind.HILLS, Kind.INTERVALS)
EASY_KINDS = (Kind.TECHNIQUE, Kind.RECOVERY)
HILLS_A_TIME = 4
"""Until the full six hills are reached, so many rides of hills come for one of intervals."""

_TIRED = 4.0  # who feels no fitter than this today gets an easy ride (our convention)


@dataclass(frozen=True, kw_only=True)
class KindOrder:
    """In which order the kinds come into question today.

    Attributes:
        kinds: the likeliest first; without the hard ones where they have to wait.
        hard: hills and intervals, the one whose turn it is first.
        easy: technique and recovery likewise.
        wait: why no hard ride comes today, None where one may.
    """

    kinds: tuple[Kind, ...]
    hard: tuple[Kind, Kind]
    easy: tuple[Kind, Kind]
    wait: str | None


def order_kinds(choice: Choice, due: date, feels: float | None) -> KindOrder:
    """Which kinds come into question.

    Args:
        choice: what it depends on.
        due: the first day on which a hard ride may come.
        feels: how fit the rider feels today, 0 to 10, or None.
    """
    hard, easy = _order_hard(choice), _take_turns(choice, EASY_KINDS)
    spared = _spare(choice, feels)
    if spared:
        easiest = (Kind.RECOVERY, Kind.TECHNIQUE)
        return KindOrder(kinds=easiest, hard=hard, easy=easy, wait=spared)
    if due > choice.today:
        wait = reasons.say_hard_due(due, choice.rider.experience)
        return KindOrder(kinds=easy, hard=hard, easy=easy, wait=wait)
    # where nothing hard fits, what leads back to it
    return KindOrder(kinds=(*hard, *EASY_KINDS), hard=hard, easy=easy, wait=None)


def why_kind(choice: Choice, kind: Kind, hard: tuple[Kind, Kind]) -> str:
    """Why a kind was chosen; `hard`: hills and intervals in today's order."""
    if kind not in HARD_KINDS:
        return f"Today is for {reasons.KIND_WORDS[kind]}."
    due, other = hard
    last = choice.last(*HARD_KINDS)
    if kind is due and _is_put_off(choice, other, due):
        return reasons.say_enjoyment(kind, other)
    if kind is due and last is not None and last.kind is kind and _grows(choice):
        return reasons.SAY_GROWING
    if kind is due:
        return reasons.say_alternation(kind, choice.last(*HARD_KINDS))
    return f"Of the hard rides only {reasons.KIND_WORDS[kind]} fit today."


def why_not_kind(choice: Choice, kind: Kind, chosen: Kind | None) -> str:
    """Why a kind was not chosen that might have been; `chosen`: None where it is rest."""
    if chosen in HARD_KINDS and kind in HARD_KINDS:
        last = choice.last(kind)
        words = reasons.KIND_WORDS[kind]
        when = f"You rode {words} on {reasons.say_day(last.day)}; they" if last else "They"
        return f"{when} come next time, for variety."
    if chosen in HARD_KINDS:
        return "Today you are fresh enough for a hard ride."
    return "It comes next time, for variety."


def _spare(choice: Choice, feels: float | None) -> str | None:
    """Why only an easy ride comes today whatever is due, None where that is not so."""
    light = wait_for_pain(choice.past, choice.today)
    if light is Light.RED:
        return reasons.SAY_RED
    if light is Light.AMBER:
        return reasons.SAY_AMBER
    return reasons.SAY_TIRED if feels is not None and feels <= _TIRED else None


def _order_hard(choice: Choice) -> tuple[Kind, Kind]:
    """Hills and intervals: below the full six hills four rides of hills for one of intervals."""
    due, other = _take_turns(choice, HARD_KINDS)
    if due is Kind.HILLS or not _grows(choice):
        return due, other
    recent = [outcome.kind for outcome in choice.past if outcome.kind in HARD_KINDS]
    enough = recent[-HILLS_A_TIME:] == [Kind.HILLS] * HILLS_A_TIME
    return (due, other) if enough else (other, due)


def _grows(choice: Choice) -> bool:
    """Whether the rider has not reached the full six hills yet."""
    ladder = choice.ladder(Kind.HILLS)
    return ladder is not None and choice.stand(ladder).rung < ladder.full


def _take_turns(choice: Choice, kinds: tuple[Kind, Kind]) -> tuple[Kind, Kind]:
    """The kind whose turn it is, then the other."""
    due, other = sorted(kinds, key=lambda kind: (_last_index(choice, kind), kinds.index(kind)))
    return (other, due) if _is_put_off(choice, due, other) else (due, other)


def _last_index(choice: Choice, kind: Kind) -> int:
    """Position of a kind's last ride in the past, -1 without one."""
    return max((i for i, outcome in enumerate(choice.past) if outcome.kind is kind), default=-1)


def _is_put_off(choice: Choice, due: Kind, other: Kind) -> bool:
    """Whether a kind that was twice not enjoyed lets an enjoyed one come a second time."""
    recent = [outcome.kind for outcome in choice.past if outcome.kind in {due, other}][-2:]
    return (
        recent != [other, other]
        and _enjoyed(choice, due)[-2:] == [False, False]
        and _enjoyed(choice, other)[-1:] == [True]
    )


def _enjoyed(choice: Choice, kind: Kind) -> list[bool]:
    return [o.enjoyed for o in choice.past if o.kind is kind and o.enjoyed is not None]
