"""What one ladder offers today: the rung that the rider stands on, lowered until it fits.

What may lower it: the load of one ride and of the week, the week of the glutes, the time that the
rider has, variety, and what cannot be prescribed for this rider on this bike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.progress import reasons
from sixhills.progress.kinds import HARD_KINDS
from sixhills.progress.ladder import Ladder, Standing, rungs_lost, start_rung
from sixhills.progress.rails import LOAD_RISE
from sixhills.workout.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sixhills.progress.choice import Choice
    from sixhills.workout.model import Workout


@dataclass(frozen=True, kw_only=True)
class Rejection:
    """A workout that a person might have expected, and why it was not chosen.

    Attributes:
        workout: its key.
        because: one plain sentence.
    """

    workout: str
    because: str


@dataclass(frozen=True, kw_only=True)
class Limit:
    """The most that a ride may cost today.

    Attributes:
        allowed: training load.
        told: what is told of it; less than what is allowed where only the easiest ride is left.
        say: says of a load and of `told` why it is too much.
    """

    allowed: float
    told: float
    say: Callable[[float, float], str]


@dataclass(frozen=True, kw_only=True)
class Pick:
    """What one ladder offers today.

    Attributes:
        workout: the workout that fits, or None.
        why: why this rung.
        refused: the workout that the rung would give, where rails lowered it.
        above: what stands further up, and why it has to wait.
    """

    workout: Workout | None
    why: tuple[str, ...]
    refused: tuple[Rejection, ...]
    above: tuple[Rejection, ...]


def pick(choice: Choice, kind: Kind) -> Pick | None:
    """What a kind offers today, None where there is no workout of it."""
    ladder = choice.ladder(kind)
    if ladder is None:
        return None
    standing = choice.stand(ladder)
    limit = _find_limit(choice, ladder, standing)
    above = tuple(_above(ladder, standing))
    refused: tuple[Rejection, ...] = ()
    for workout in _downwards(choice, ladder, standing.rung):
        because = _misfit(choice, workout, limit)
        if because is None and choice.vector_of(workout) in choice.last_vectors:
            continue  # its variations, or the rung below, bring what is new
        because = because or _misfit_exactly(choice, workout, limit)
        if because is None:
            why = tuple(_why_rung(choice, ladder, standing, refused))
            return Pick(workout=workout, why=why, refused=refused, above=above)
        refused = refused or (Rejection(workout=workout.key, because=because),)
    return Pick(workout=None, why=(), refused=refused, above=above)


def _downwards(choice: Choice, ladder: Ladder, rung: int) -> Iterator[Workout]:
    """The workouts of a rung and of those below, on each the least recently ridden first."""
    last = {outcome.workout: index for index, outcome in enumerate(choice.past)}
    for workouts in reversed(ladder.rungs[: rung + 1]):
        yield from sorted(workouts, key=lambda workout: (last.get(workout.key, -1), workout.key))


def _find_limit(choice: Choice, ladder: Ladder, standing: Standing) -> Limit:
    """The highest load on a ladder today.

    At a start, and after thirty days without a ride, it is where this rider would start, or lower
    where the ladder says so: an easy ride to try things must not hold anybody lower than none. Who
    broke off a ride that was hardly begun starts on the lowest rung: it may have been too hard.
    Else 115 % of the hardest of these days, or what is left of the week. The easiest of all rides
    is always allowed: nobody has to rest because they rode little.
    """
    if choice.hardest is None or choice.is_start:
        start = 0 if choice.broke_off else start_rung(ladder, choice.rider.experience)
        begins = min(standing.rung, start)
        first = min(choice.load_of(workout) for workout in ladder.rungs[begins])
        first = max(first, LOAD_RISE * (choice.hardest or 0.0))
        return Limit(allowed=first, told=first, say=reasons.say_first_load)
    week, told, say = choice.week, LOAD_RISE * choice.hardest, reasons.say_load
    if week.left is not None and week.left < told:
        told = max(0.0, week.left)
        say = reasons.say_easy_week if week.easy else reasons.say_week
    return Limit(allowed=max(choice.least_load, told), told=told, say=say)


def _misfit(choice: Choice, workout: Workout, limit: Limit) -> str | None:
    """Why a workout of the right rung cannot be ridden today, None where it can."""
    if choice.minutes is not None:
        takes = workout.minutes
        if takes is None or takes > choice.minutes:
            return reasons.say_too_long(takes, choice.minutes)
    load = choice.load_of(workout)
    if load > limit.allowed:
        return limit.say(load, limit.told)
    return choice.glutes.refuse(workout) if choice.glutes else None


def _misfit_exactly(choice: Choice, workout: Workout, limit: Limit) -> str | None:
    """Why a workout that seems to fit cannot be ridden after all, reckoned as it will be ridden."""
    refused = choice.refuse(workout)
    if refused is not None:
        return refused
    load = choice.predict(workout)
    return limit.say(load, limit.told) if load > limit.allowed else None


def _above(ladder: Ladder, standing: Standing) -> Iterator[Rejection]:
    """The next rung up and the article's full workout, where the rider is below them."""
    if ladder.kind not in HARD_KINDS:
        return
    rung = standing.rung
    if rung < ladder.top:
        yield Rejection(workout=ladder.rungs[rung + 1][0].key, because=reasons.say_not_up(standing))
    if ladder.full > rung + 1:
        because = reasons.say_rungs_above(ladder.full - rung)
        yield Rejection(workout=ladder.full_workout.key, because=because)


def _why_rung(
    choice: Choice, ladder: Ladder, standing: Standing, refused: Sequence[Rejection]
) -> Iterator[str]:
    if ladder.kind is not Kind.RECOVERY:
        if standing.last is None:
            yield reasons.say_start(ladder, standing, choice.rider.experience)
        else:
            yield reasons.say_standing(ladder, standing, standing.last)
        if rungs_lost(standing.days_off):
            yield reasons.say_gap(standing.days_off)
    for rejection in refused:
        title = choice.workouts[rejection.workout].title
        yield reasons.say_lowered(title, rejection.because)
