"""What to ride next, by rules that a rider can check, each decision with its reason.

Which kind: hard rides lie 48 hours apart, hills four times for each time of intervals until the
six hills are reached, then in turn; easy ones (technique and recovery in turn) fill the days
between. Pain and a bad day leave the easy ones only. Which rung: the ladder's rule. Then the rails
of load, of the week, of variety and of the time that the rider has lower the rung until it fits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sixhills.care.pain import Light
from sixhills.errors import require
from sixhills.progress import reasons
from sixhills.progress.cycle import TrainingWeek, find_week
from sixhills.progress.ladder import Ladder, Standing, climb, make_ladder, rungs_lost, start_rung
from sixhills.progress.rails import (
    LOAD_RISE,
    hardest_recent_load,
    measure_load,
    next_hard_day,
    wait_for_pain,
)
from sixhills.progress.strength import suggest_strength
from sixhills.progress.variety import RIDES_APART, Vector, measure_vector
from sixhills.workout.model import Climb, Descent, Kind, Time
from sixhills.workout.variation import split_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from sixhills.equipment import Equipment
    from sixhills.progress.glute_load import GluteRail
    from sixhills.progress.outcome import RideOutcome
    from sixhills.rider import Rider
    from sixhills.workout.model import Workout

HARD_KINDS = (Kind.HILLS, Kind.INTERVALS)
EASY_KINDS = (Kind.TECHNIQUE, Kind.RECOVERY)
HILLS_A_TIME = 4
"""Until the full six hills are reached, so many rides of hills come for one of intervals."""

_TIRED = 4.0  # who feels no fitter than this today gets an easy ride (our convention)


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
class Proposal:
    """What to ride next.

    Attributes:
        workout: key of the workout, or None: rest.
        why: plain sentences.
        rejected: what else was considered, the likeliest first.
        hard_due: when the next hard ride may come, where that is not today; else None.
        vector: what the workout asks of the legs; unlike that of the last three rides.
        strength: a suggestion for off the bike, now and then; else None.
    """

    workout: str | None
    why: tuple[str, ...]
    rejected: tuple[Rejection, ...]
    hard_due: date | None = None
    vector: Vector | None = None
    strength: str | None = None


def next_workout(
    history: Sequence[RideOutcome],
    rider: Rider,
    equipment: Equipment,
    *,
    today: date,
    workouts: Sequence[Workout],
    predict_load: Callable[[Workout], float],
    minutes: float | None = None,
    feels: float | None = None,
    glutes: GluteRail | None = None,
    refuse: Callable[[Workout], str | None] | None = None,
) -> Proposal:
    """Choose the next workout and say why. The same arguments give the same answer.

    Args:
        history: rides in any order; those after `today` are left out.
        rider: who rides.
        equipment: on what.
        today: the day to ride.
        workouts: what there is to choose from, variations included.
        predict_load: training load that a workout would cost this rider on this bike.
        minutes: time that the rider has, or None.
        feels: how fit for it the rider feels today, 0 to 10, or None; it only ever makes the ride
            easier.
        glutes: what the week of the glutes allows, where that is known.
        refuse: why a workout cannot be prescribed for this rider on this bike, None where it can;
            without it, all can.

    Raises:
        InvalidValueError: there is no workout to choose from, or no time.
    """
    require(bool(workouts), "workouts", "at least one", workouts)
    require(minutes is None or minutes > 0, "minutes", "above 0", minutes)
    require(feels is None or 0 <= feels <= 10, "feels", "between 0 and 10", feels)
    past = sorted((o for o in history if o.day <= today), key=lambda outcome: outcome.day)
    due = next_hard_day(past, today, rider.experience)
    choice = _Choice(
        past=past,
        rider=rider,
        equipment=equipment,
        today=today,
        workouts={workout.key: workout for workout in workouts},
        predict=predict_load,
        minutes=minutes,
        glutes=glutes if due <= today else None,  # it is hard rides that have to wait
        refuse=refuse or (lambda _: None),
    )
    proposal = _propose(choice, due, feels)
    chosen = choice.workouts.get(proposal.workout or "")
    can_stand = rider.may_stand and equipment.can_stand
    seated = reasons.say_seated(chosen, can_stand=can_stand) if chosen else None
    return Proposal(
        workout=proposal.workout,
        why=(*proposal.why, *(told for told in (seated, glutes and glutes.tell()) if told)),
        rejected=proposal.rejected,
        hard_due=due if due > today else None,
        vector=choice.vector_of(chosen) if chosen else None,
        strength=suggest_strength(past, today),
    )


def measure_minutes(workout: Workout) -> float | None:
    """Minutes that a workout takes, None where a step goes by distance."""
    total_s = 0.0
    for step in workout.steps():
        if not isinstance(step.extent, Time | Climb | Descent):
            return None
        total_s += step.extent.duration_s
    return total_s / 60.0


# -- the choice ----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, eq=False)
class _Choice:
    """All that a choice depends on."""

    past: Sequence[RideOutcome]
    rider: Rider
    equipment: Equipment
    today: date
    workouts: dict[str, Workout]
    predict: Callable[[Workout], float]
    minutes: float | None
    glutes: GluteRail | None
    refuse: Callable[[Workout], str | None]
    loads: dict[str, float] = field(default_factory=dict)
    vectors: dict[str, Vector] = field(default_factory=dict)

    def load_of(self, workout: Workout) -> float:
        """Predicted load, asked for once only: a prediction prescribes the whole workout.

        A variation costs about what its workout costs: only cadence differs.
        """
        base, _ = split_key(workout.key)
        if base not in self.loads:
            self.loads[base] = self.predict(self.workouts.get(base, workout))
        return self.loads[base]

    def load_done(self, outcome: RideOutcome) -> float | None:
        """Load of a ride that was ridden."""
        return measure_load(outcome, self.workouts, self.load_of)

    def vector_of(self, workout: Workout) -> Vector:
        """What a workout asks of the legs."""
        if workout.key not in self.vectors:
            self.vectors[workout.key] = measure_vector(workout, self.rider, self.equipment)
        return self.vectors[workout.key]

    @cached_property
    def last_vectors(self) -> tuple[Vector, ...]:
        """Those of the last rides, as far as they followed a workout that is known."""
        ridden = (self.workouts.get(o.workout or "") for o in self.past[-RIDES_APART:])
        return tuple(self.vector_of(workout) for workout in ridden if workout)

    @cached_property
    def hardest(self) -> float | None:
        """Load of the hardest ride of the last 30 days."""
        return hardest_recent_load(self.past, self.today, self.load_done)

    @cached_property
    def least_load(self) -> float:
        """Load of the easiest ride that there is."""
        ladder = make_ladder(tuple(self.workouts.values()), Kind.RECOVERY)
        return min(map(self.load_of, ladder.rungs[0] if ladder else self.workouts.values()))

    @cached_property
    def week(self) -> TrainingWeek:
        """The training week of today."""
        return find_week(self.past, self.today, self.rider.experience, self.load_done)

    def last(self, *kinds: Kind) -> RideOutcome | None:
        """The last ride of any of these kinds."""
        return next((o for o in reversed(self.past) if o.kind in kinds), None)


@dataclass(frozen=True, kw_only=True)
class _Limit:
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
class _Pick:
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


def _propose(choice: _Choice, due: date, feels: float | None) -> Proposal:
    hard = _order_hard_kinds(choice)
    easy = _order_kinds(choice, EASY_KINDS)
    spared = _spare(choice, feels)
    wait = spared or (
        reasons.say_hard_due(due, choice.rider.experience) if due > choice.today else None
    )
    order: Sequence[Kind] = easy
    if spared:
        order = sorted(easy, key=lambda kind: kind is not Kind.RECOVERY)
    elif not wait:  # where nothing hard fits, what leads back to it
        order = [*hard, *sorted(easy, key=lambda kind: kind is not Kind.TECHNIQUE)]
    picks = {kind: pick for kind in (*hard, *easy) if (pick := _pick(choice, kind))}
    chosen = next((kind for kind in order if kind in picks and picks[kind].workout), None)
    why: list[str] = [wait] if wait else []
    rejected: list[Rejection] = []
    if chosen is not None:
        why += [_why_kind(choice, chosen, hard), *picks[chosen].why]
        rejected += [*picks[chosen].refused, *picks[chosen].above]
    else:
        why += ["Nothing that there is to ride fits today, so rest.", *_why_nothing(choice)]
    for kind, pick in picks.items():
        if kind is not chosen:
            because = wait if kind in HARD_KINDS else None
            rejected += _reject_kind(pick, because or _why_not_kind(choice, kind, chosen))
    workout = picks[chosen].workout if chosen is not None else None
    key = workout.key if workout else None
    return Proposal(
        workout=key,
        why=tuple(sentence for sentence in why if sentence),
        rejected=tuple(_unique(rejected, but=key)),
    )


def _pick(choice: _Choice, kind: Kind) -> _Pick | None:
    ladder = make_ladder(tuple(choice.workouts.values()), kind)
    if ladder is None:
        return None
    standing = climb(ladder, choice.past, choice.rider.experience, choice.today)
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
            return _Pick(workout=workout, why=why, refused=refused, above=above)
        refused = refused or (Rejection(workout=workout.key, because=because),)
    return _Pick(workout=None, why=(), refused=refused, above=above)


def _downwards(choice: _Choice, ladder: Ladder, rung: int) -> Iterator[Workout]:
    """The workouts of a rung and of those below, on each the least recently ridden first."""
    last = {outcome.workout: index for index, outcome in enumerate(choice.past)}
    for workouts in reversed(ladder.rungs[: rung + 1]):
        yield from sorted(workouts, key=lambda workout: (last.get(workout.key, -1), workout.key))


def _find_limit(choice: _Choice, ladder: Ladder, standing: Standing) -> _Limit:
    """The highest load on a ladder today.

    After thirty days without a ride it is where this rider would start, or lower where the ladder
    says so. Else 115 % of the hardest of these days, or what is left of the week. The easiest of
    all rides is always allowed: nobody has to rest because they rode little.
    """
    if choice.hardest is None:
        begins = min(standing.rung, start_rung(ladder, choice.rider.experience))
        first = min(choice.load_of(workout) for workout in ladder.rungs[begins])
        return _Limit(allowed=first, told=first, say=reasons.say_first_load)
    week, told, say = choice.week, LOAD_RISE * choice.hardest, reasons.say_load
    if week.left is not None and week.left < told:
        told = max(0.0, week.left)
        say = reasons.say_easy_week if week.easy else reasons.say_week
    return _Limit(allowed=max(choice.least_load, told), told=told, say=say)


def _misfit(choice: _Choice, workout: Workout, limit: _Limit) -> str | None:
    """Why a workout of the right rung cannot be ridden today, None where it can."""
    if choice.minutes is not None:
        takes = measure_minutes(workout)
        if takes is None or takes > choice.minutes:
            return reasons.say_too_long(takes, choice.minutes)
    load = choice.load_of(workout)
    if load > limit.allowed:
        return limit.say(load, limit.told)
    return choice.glutes.refuse(workout) if choice.glutes else None


def _misfit_exactly(choice: _Choice, workout: Workout, limit: _Limit) -> str | None:
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


# -- which kind ----------------------------------------------------------------------------


def _spare(choice: _Choice, feels: float | None) -> str | None:
    """Why only an easy ride comes today whatever is due, None where that is not so."""
    light = wait_for_pain(choice.past, choice.today)
    if light is Light.RED:
        return reasons.SAY_RED
    if light is Light.AMBER:
        return reasons.SAY_AMBER
    return reasons.SAY_TIRED if feels is not None and feels <= _TIRED else None


def _order_hard_kinds(choice: _Choice) -> tuple[Kind, Kind]:
    """Hills and intervals: below the full six hills four rides of hills for one of intervals."""
    due, other = _order_kinds(choice, HARD_KINDS)
    if due is Kind.HILLS or not _grows(choice):
        return due, other
    recent = [outcome.kind for outcome in choice.past if outcome.kind in HARD_KINDS]
    enough = recent[-HILLS_A_TIME:] == [Kind.HILLS] * HILLS_A_TIME
    return (due, other) if enough else (other, due)


def _grows(choice: _Choice) -> bool:
    """Whether the rider has not reached the full six hills yet."""
    ladder = make_ladder(tuple(choice.workouts.values()), Kind.HILLS)
    if ladder is None:
        return False
    return climb(ladder, choice.past, choice.rider.experience, choice.today).rung < ladder.full


def _order_kinds(choice: _Choice, kinds: tuple[Kind, Kind]) -> tuple[Kind, Kind]:
    """The kind whose turn it is, then the other."""
    due, other = sorted(kinds, key=lambda kind: (_last_index(choice, kind), kinds.index(kind)))
    return (other, due) if _is_put_off(choice, due, other) else (due, other)


def _last_index(choice: _Choice, kind: Kind) -> int:
    """Position of a kind's last ride in the past, -1 without one."""
    return max((i for i, outcome in enumerate(choice.past) if outcome.kind is kind), default=-1)


def _is_put_off(choice: _Choice, due: Kind, other: Kind) -> bool:
    """Whether a kind that was twice not enjoyed lets an enjoyed one come a second time."""
    recent = [outcome.kind for outcome in choice.past if outcome.kind in {due, other}][-2:]
    return (
        recent != [other, other]
        and _enjoyed(choice, due)[-2:] == [False, False]
        and _enjoyed(choice, other)[-1:] == [True]
    )


def _enjoyed(choice: _Choice, kind: Kind) -> list[bool]:
    return [o.enjoyed for o in choice.past if o.kind is kind and o.enjoyed is not None]


# -- reasons -------------------------------------------------------------------------------


def _why_kind(choice: _Choice, kind: Kind, hard: tuple[Kind, Kind]) -> str:
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


def _why_nothing(choice: _Choice) -> list[str]:
    """Why not even what is easiest may be prescribed, where that is so."""
    ladder = make_ladder(tuple(choice.workouts.values()), Kind.RECOVERY)
    refused = choice.refuse(ladder.rungs[0][0]) if ladder else None
    return [refused, reasons.SAY_OTHER_BIKE] if refused else []


def _why_not_kind(choice: _Choice, kind: Kind, chosen: Kind | None) -> str:
    if chosen in HARD_KINDS and kind in HARD_KINDS:
        last = choice.last(kind)
        words = reasons.KIND_WORDS[kind]
        when = f"You rode {words} on {reasons.say_day(last.day)}; they" if last else "They"
        return f"{when} come next time, for variety."
    if chosen in HARD_KINDS:
        return "Today you are fresh enough for a hard ride."
    return "It comes next time, for variety."


def _reject_kind(pick: _Pick, because: str) -> Iterator[Rejection]:
    """The workout that a kind would have given, what it had to refuse, what is above."""
    if pick.workout:
        yield Rejection(workout=pick.workout.key, because=because)
    yield from pick.refused
    yield from pick.above


def _why_rung(
    choice: _Choice, ladder: Ladder, standing: Standing, refused: Sequence[Rejection]
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


def _unique(rejected: Sequence[Rejection], *, but: str | None) -> Iterator[Rejection]:
    """Each workout once, with its first reason, the chosen one left out."""
    seen = {but}
    for rejection in rejected:
        if rejection.workout not in seen:
            seen.add(rejection.workout)
            yield rejection
