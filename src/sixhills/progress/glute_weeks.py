"""What the glutes did in seven days beside what is usual for them, and what that allows.

Judged against the rider's own weeks only: most of what is not known of a rider's muscles is the
same in every ride and falls out of a comparison. What is left is the least difference that counts:
two rides of one rider keep their order in nine of ten draws of the model where gluteus maximus
differs by 15 % (benchmarks/bench_muscles.py). Medius and minimus depend on sway, which nobody
measures, so theirs has to double.

It steers in one place: a hard ride with which seven days would ask clearly more of a muscle than
the rise allows waits, and a lower rung comes instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sixhills.workout.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from sixhills.progress.outcome import GluteLoad, RideOutcome
    from sixhills.workout.model import Workout

RISE = 1.3
"""Seven days may ask of a muscle this much of what is usual (our convention)."""

LEAST_DIFFERENCE: Mapping[str, float] = {
    "gluteus_maximus": 0.15,
    "gluteus_medius": 1.0,
    "gluteus_minimus": 1.0,
}
"""By how much, relative, two loads of one rider have to differ before the difference counts."""

USUAL_WEEKS = 4
_LEAST_WEEKS = 3  # with rides, for anything to be usual
_WEEK = timedelta(days=7)
_HARD = frozenset({Kind.HILLS, Kind.INTERVALS, Kind.TEST})
_WORDS = {
    "gluteus_maximus": "gluteus maximus",
    "gluteus_medius": "gluteus medius",
    "gluteus_minimus": "gluteus minimus",
}


@dataclass(frozen=True, kw_only=True)
class GluteWeek:
    """Seven days of one muscle, today included.

    Attributes:
        muscle: its name.
        done: what it did.
        usual: mean of the four weeks before, as far as the rider rode at all.
        hardest: the most of those weeks.
    """

    muscle: str
    done: float
    usual: float
    hardest: float = 0.0

    @property
    def ratio(self) -> float:
        """What was done over what is usual."""
        return self.done / self.usual

    def exceeds(self, more: float) -> bool:
        """Whether, with so much more, the week would clearly ask more than may rise.

        A week is no steeper than the hardest of the four before allows: who missed days is not
        held down by the mean of what was left, or few would grow to the six hills.
        """
        allowed = RISE * max(self.usual, self.hardest)
        return self.done + more > (1.0 + LEAST_DIFFERENCE[self.muscle]) * allowed


def find_glute_weeks(history: Sequence[RideOutcome], today: date) -> tuple[GluteWeek, ...]:
    """The week of each muscle; none where too little was ridden, or some load is not known."""
    recent = _between(history, today - _WEEK, today)
    before = [
        _between(history, today - (week + 1) * _WEEK, today - week * _WEEK)
        for week in range(1, USUAL_WEEKS + 1)
    ]
    ridden = [rides for rides in before if rides]
    if len(ridden) < _LEAST_WEEKS:
        return ()
    if any(ride.glutes is None for rides in (recent, *ridden) for ride in rides):
        return ()
    found = []
    for muscle in LEAST_DIFFERENCE:
        sums = [_sum(rides, muscle) for rides in ridden]
        usual, done = sum(sums) / len(sums), _sum(recent, muscle)
        if usual > 0:
            found.append(GluteWeek(muscle=muscle, done=done, usual=usual, hardest=max(sums)))
    return tuple(found)


@dataclass(frozen=True, kw_only=True, eq=False)
class GluteRail:
    """What the glutes' week says of a workout.

    Attributes:
        weeks: of the muscles that have something usual.
        predict: what a workout would ask of them; None where that is not known.
    """

    weeks: tuple[GluteWeek, ...]
    predict: Callable[[Workout], GluteLoad | None]

    def refuse(self, workout: Workout) -> str | None:
        """Why a workout has to wait for the glutes, None where it has not."""
        if workout.kind not in _HARD or not self.weeks:
            return None
        load = self.predict(workout)
        if load is None:
            return None
        over = [week for week in self.weeks if week.exceeds(load[week.muscle])]
        return say_glutes_wait(over[0], load[over[0].muscle]) if over else None

    def tell(self) -> str | None:
        """How the week of gluteus maximus lies beside the usual, where it clearly differs."""
        return next((say for week in self.weeks[:1] if (say := say_glute_week(week))), None)


def say_glutes_wait(week: GluteWeek, more: float) -> str:
    """Why a ride waits."""
    times = (week.done + more) / week.usual
    return (
        f"With it your {_WORDS[week.muscle]} would do {times:.1f} times its usual week, "
        f"and more than {RISE:.1f} times is a steep rise."
    )


def say_glute_week(week: GluteWeek) -> str | None:
    """A week that clearly differs from the usual one, in a sentence; else None."""
    least = 1.0 + LEAST_DIFFERENCE[week.muscle]
    if 1.0 / least <= week.ratio <= least:
        return None
    return (
        f"In the last seven days your {_WORDS[week.muscle]} did {100 * week.ratio:.0f} % of its "
        "usual week."
    )


def _between(history: Sequence[RideOutcome], after: date, until: date) -> list[RideOutcome]:
    return [outcome for outcome in history if after < outcome.day <= until]


def _sum(rides: Sequence[RideOutcome], muscle: str) -> float:
    return sum(ride.glutes[muscle] for ride in rides if ride.glutes is not None)
