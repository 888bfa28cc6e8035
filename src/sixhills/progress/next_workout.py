"""What to ride next, by rules that a rider can check, each decision with its reason.

Which kind: kinds.py. Which rung of it: the ladder's rule (ladder.py), lowered until it fits
(picking.py). What all this depends on: choice.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.errors import require
from sixhills.progress import reasons
from sixhills.progress.choice import Choice
from sixhills.progress.kinds import HARD_KINDS, order_kinds, why_kind, why_not_kind
from sixhills.progress.picking import Pick, Rejection, pick
from sixhills.progress.rails import next_hard_day
from sixhills.progress.strength import suggest_strength
from sixhills.workout.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from sixhills.equipment import Equipment
    from sixhills.progress.glute_weeks import GluteRail
    from sixhills.progress.outcome import RideOutcome
    from sixhills.progress.variety import Vector
    from sixhills.rider import Rider
    from sixhills.workout.model import Workout


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
    choice = Choice(
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


def _propose(choice: Choice, due: date, feels: float | None) -> Proposal:
    order = order_kinds(choice, due, feels)
    picks = {kind: one for kind in (*order.hard, *order.easy) if (one := pick(choice, kind))}
    chosen = next((kind for kind in order.kinds if kind in picks and picks[kind].workout), None)
    why = [order.wait] if order.wait else []
    rejected: list[Rejection] = []
    if chosen is not None:
        why += [why_kind(choice, chosen, order.hard), *picks[chosen].why]
        rejected += [*picks[chosen].refused, *picks[chosen].above]
    else:
        why += ["Nothing that there is to ride fits today, so rest.", *_why_nothing(choice)]
    for kind, one in picks.items():
        if kind is not chosen:
            because = order.wait if kind in HARD_KINDS else None
            rejected += _reject_kind(one, because or why_not_kind(choice, kind, chosen))
    workout = picks[chosen].workout if chosen is not None else None
    key = workout.key if workout else None
    return Proposal(workout=key, why=tuple(why), rejected=tuple(_unique(rejected, but=key)))


def _why_nothing(choice: Choice) -> list[str]:
    """Why not even what is easiest may be prescribed, where that is so."""
    ladder = choice.ladder(Kind.RECOVERY)
    refused = choice.refuse(ladder.rungs[0][0]) if ladder else None
    return [refused, reasons.SAY_OTHER_BIKE] if refused else []


def _reject_kind(offered: Pick, because: str) -> Iterator[Rejection]:
    """The workout that a kind would have given, what it had to refuse, what is above."""
    if offered.workout:
        yield Rejection(workout=offered.workout.key, because=because)
    yield from offered.refused
    yield from offered.above


def _unique(rejected: Sequence[Rejection], *, but: str | None) -> Iterator[Rejection]:
    """Each workout once, with its first reason, the chosen one left out."""
    seen = {but}
    for rejection in rejected:
        if rejection.workout not in seen:
            seen.add(rejection.workout)
            yield rejection
