"""The ladder: rungs of workouts of one kind, and the rule by which a rider climbs them.

The rule is meant to be read by the rider: at least 90 % ridden and no harder than asked (one
point of ten is allowed): one rung up, two where it felt a point easier than asked and the article's
full workout is not reached. Less than 75 % ridden, two points harder, or pain: one rung down. Else
stay. A week or more without a ride costs a rung for every ten days. Thresholds are a
convention of coaches (notes on coaching, section 10), not a measured optimum.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING

from sixhills.care.pain import Light
from sixhills.rider import Experience
from sixhills.workout.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sixhills.progress.outcome import RideOutcome
    from sixhills.workout.model import Workout

FULL_WORKOUTS = {Kind.HILLS: "six-hills", Kind.INTERVALS: "intervals"}
"""The article's own workout on each ladder."""

FIRST_WORKOUTS = {Kind.TECHNIQUE: "pedal-stroke"}
"""Where a ladder begins for who is new to it. Rungs below are for coming back and short days."""

UP_SHARE = 0.90
UP_RATING = 1.0
JUMP_RATING = 1.0
DOWN_SHARE = 0.75
DOWN_RATING = 2.0
GAP_DAYS = 7
_START_SHARES = {
    Experience.BEGINNER: 0.26,
    Experience.IMPROVER: 0.47,
    Experience.TRAINED: 0.73,
    Experience.ADVANCED: 1.0,
}
"""Where riders start: share of the way from the first rung to just below the full workout."""

DAYS_PER_RUNG = 10


class Verdict(Enum):
    """Where a ride leads from the rung that it was on."""

    JUMP = 2
    UP = 1
    HOLD = 0
    DOWN = -1


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """Workouts of one kind, the easiest rung first.

    Attributes:
        kind: of all its workouts.
        rungs: one or more workouts of equal difficulty each.
    """

    kind: Kind
    rungs: tuple[tuple[Workout, ...], ...]

    @property
    def top(self) -> int:
        """Index of the hardest rung."""
        return len(self.rungs) - 1

    @property
    def full_workout(self) -> Workout:
        """The article's full workout, the hardest on a ladder without one."""
        key = FULL_WORKOUTS.get(self.kind)
        full = (workout for rung in self.rungs for workout in rung if workout.key == key)
        return next(full, self.rungs[-1][0])

    @property
    def full(self) -> int:
        """Index of the rung with the full workout."""
        return self.rung_of(self.full_workout.difficulty)

    @property
    def first(self) -> int:
        """Index of the lowest rung on which a rider starts."""
        key = FIRST_WORKOUTS.get(self.kind)
        return next((at for at, rung in enumerate(self.rungs) if rung[0].key == key), 0)

    def rung_of(self, difficulty: int) -> int:
        """Index of the hardest rung that is no harder than a difficulty."""
        difficulties = [rung[0].difficulty for rung in self.rungs]
        return max(0, bisect_right(difficulties, difficulty) - 1)

    def hold_in(self, rung: int) -> int:
        """The rung, or the end of the ladder where it lies beyond."""
        return min(max(rung, 0), self.top)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a rider stands on a ladder, and how that came about.

    Attributes:
        rung: index of today's rung.
        last: the last ride on this ladder, or None.
        before: the rung before that ride.
        after: the rung right after it, before any break that followed.
        days_off: days since the last ride of any kind, 0 without one.
    """

    rung: int
    last: RideOutcome | None
    before: int
    after: int
    days_off: int


def make_ladder(workouts: Sequence[Workout], kind: Kind) -> Ladder | None:
    """The ladder of one kind, None where no workout is of that kind."""
    chosen = sorted(
        (workout for workout in workouts if workout.kind is kind),
        key=lambda workout: (workout.difficulty, workout.key),
    )
    rungs = tuple(tuple(rung) for _, rung in groupby(chosen, key=lambda w: w.difficulty))
    return Ladder(kind=kind, rungs=rungs) if rungs else None


def start_rung(ladder: Ladder, experience: Experience) -> int:
    """The rung without any history: low for a beginner, just below full for an advanced rider.

    Where a beginner starts is our convention: three hills of two minutes, thirty points of load,
    below the forty that coaches would give (notes on coaching, section 6.2).
    """
    way = ladder.full - 1 - ladder.first
    return ladder.hold_in(ladder.first + round(_START_SHARES[experience] * way))


def judge(outcome: RideOutcome) -> Verdict | None:
    """What a ride says about its rung, None where it is not known how much was ridden."""
    if outcome.light in {Light.AMBER, Light.RED}:
        return Verdict.DOWN
    harder = 0.0
    if outcome.rpe_felt is not None and outcome.rpe_asked is not None:
        # people rate in whole points, and the hardest part of a ride stays with them
        harder = outcome.rpe_felt - ceil(outcome.rpe_asked)
    if harder >= DOWN_RATING:
        return Verdict.DOWN
    if outcome.finished is None:
        return None
    if outcome.finished < DOWN_SHARE:
        return Verdict.DOWN
    if outcome.finished < UP_SHARE or harder > UP_RATING:
        return Verdict.HOLD
    return Verdict.JUMP if harder <= -JUMP_RATING else Verdict.UP


def rungs_lost(days_without_ride: int) -> int:
    """Rungs that a break costs: none below a week, then one for every ten days."""
    if days_without_ride < GAP_DAYS:
        return 0
    return max(1, days_without_ride // DAYS_PER_RUNG)


def climb(
    ladder: Ladder, history: Sequence[RideOutcome], experience: Experience, today: date
) -> Standing:
    """Where a rider stands today.

    Args:
        ladder: the ladder. That of recovery rides is not climbed: one that grew would stop
            being one.
        history: all rides up to today, the oldest first; those of other kinds keep a break from
            counting, but do not move the rung.
        experience: gives the rung to start from.
        today: the day of the next ride.
    """
    rung = before = after = start_rung(ladder, experience)
    last, last_day = None, None
    for outcome in history if ladder.kind is not Kind.RECOVERY else ():
        rung = _rest(ladder, rung, last_day, outcome.day)
        if outcome.kind is ladder.kind and outcome.difficulty is not None:
            last, before = outcome, rung
            ridden = ladder.rung_of(outcome.difficulty)
            rung = after = ladder.hold_in(_move(ladder, rung, ridden, judge(outcome)))
        last_day = outcome.day
    return Standing(
        rung=_rest(ladder, rung, last_day, today),
        last=last,
        before=before,
        after=after,
        days_off=(today - last_day).days if last_day else 0,
    )


def _move(ladder: Ladder, rung: int, ridden: int, verdict: Verdict | None) -> int:
    """The rung after a ride that may have been on another rung than proposed."""
    if verdict is Verdict.JUMP:  # below the full workout only: beyond it one by one
        return max(rung, ridden + 1, min(ridden + 2, ladder.full))
    if verdict is Verdict.UP:
        return max(rung, ridden + 1)
    if verdict is Verdict.DOWN:
        return min(rung, ridden - 1)
    return min(rung, ridden) if verdict is Verdict.HOLD else rung


def _rest(ladder: Ladder, rung: int, before: date | None, day: date) -> int:
    return rung if before is None else ladder.hold_in(rung - rungs_lost((day - before).days))
