"""From the seconds of a ride to what each step was: meant beside felt."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING, TypeVar

from population.records import MODERATE_RPE, Plan, StepRecord, Vector
from sixhills.power import training_load, weighted_power_w
from sixhills.prescribe.effort import find_share
from sixhills.prescribe.target import nominal_duration_s
from sixhills.prescribe.targeting import set_targets
from sixhills.ride.questions import middle_rpe
from sixhills.workout.model import Posture, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from population.person import Person
    from population.records import Second
    from population.riding import Ridden, Today
    from sixhills.prescribe.prescription import Prescription, Segment
    from sixhills.prescribe.target import Target
    from sixhills.workout.model import Workout

_T = TypeVar("_T")

_MEAN_S = 5
_FREE_RPM = (65.0, 95.0)
_BEYOND_RPM = 10.0  # how far a cadence may leave the band asked for
_POINT = 1.0  # of rating by which a bike may miss what is meant


def judge_steps(
    prescription: Prescription, ridden: Ridden, person: Person, today: Today
) -> tuple[StepRecord, ...]:
    """A record for each step that was ridden, in order."""
    step_of_segment = [segment.step for segment in prescription.segments]
    rows: dict[int, list[Second]] = {}
    for second in ridden.seconds:
        rows.setdefault(step_of_segment[second.segment], []).append(second)
    segments = {step[0].step: step for step in prescription.steps()}
    return tuple(
        _judge_step(segments[index], seconds, person, today)
        for index, seconds in sorted(rows.items())
    )


def true_load(ridden: Ridden, today: Today) -> float:
    """Training load by true power and true critical power: 100 is an hour at .96 of it."""
    powers = [second.power_w for second in ridden.seconds]
    weighted = weighted_power_w(powers) or (fmean(powers) if powers else 0.0)
    critical_w = today.rider.fitness.critical_power_w.value
    return training_load(weighted, len(powers), critical_power_w=critical_w)


def describe_plan(workout: Workout, prescription: Prescription) -> Plan:
    """What a prescription asks for."""
    return Plan(
        workout=workout.key,
        kind=workout.kind,
        duration_s=prescription.duration_s,
        load=prescription.training_load,
        meant=_find_meant(workout, prescription),
        set=_find_set(prescription),
    )


def _find_meant(workout: Workout, prescription: Prescription) -> Vector:
    """The vector of a workout for its rider, by what each step asks before any machine."""
    targets = set_targets(workout, prescription.rider, prescription.equipment)
    work = _pick_work(targets, [target.step.role for target in targets])
    times_s = [nominal_duration_s(target.step) for target in work]
    return Vector(
        torque=_mean([target.relative_torque for target in work], times_s),
        cadence_rpm=_mean([target.aim_rpm for target in work], times_s),
        standing=_mean([_standing_share(target) for target in work], times_s),
    )


def _find_set(prescription: Prescription) -> Vector:
    """The vector of a prescription as this bike can be set."""
    segments = prescription.segments
    work = _pick_work(segments, [segment.role for segment in segments])
    times_s = [segment.duration_s for segment in work]
    return Vector(
        torque=_mean([segment.resistance_felt for segment in work], times_s),
        cadence_rpm=_mean([_middle_rpm(segment) for segment in work], times_s),
        standing=_mean([s.posture is Posture.STANDING for s in work], times_s),
    )


def _pick_work(items: Sequence[_T], roles: Sequence[Role]) -> list[_T]:
    """The work; where there is none, what is steady, or all."""
    pairs = list(zip(items, roles, strict=True))
    work = [item for item, role in pairs if role.is_work]
    return work or [item for item, role in pairs if role is Role.STEADY] or list(items)


def _standing_share(target: Target) -> float:
    marks = [*(change.at for change in target.postures), 1.0]
    spans = zip(target.postures, marks[1:], strict=True)
    return sum(end - c.at for c, end in spans if c.posture is Posture.STANDING)


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    return sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)


def _middle_rpm(segment: Segment) -> float:
    band = segment.cadence_rpm
    return 80.0 if band is None else 0.5 * (band.low + band.high)


def _judge_step(
    segments: Sequence[Segment], seconds: list[Second], person: Person, today: Today
) -> StepRecord:
    first, half = segments[0], seconds[len(seconds) // 2 :]
    critical_w = today.rider.fitness.critical_power_w.value
    asked_s = sum(segment.duration_s for segment in segments)
    meant = sum(middle_rpe(s.effort) * s.duration_s for s in segments) / asked_s
    power_w = fmean(second.power_w for second in seconds)
    return StepRecord(
        index=first.step,
        role=first.role,
        hill=first.hill,
        meant=meant,
        felt=fmean(second.rpe for second in half),
        physical=fmean(second.physical_rpe for second in half),
        asked_s=asked_s,
        ridden_s=float(len(seconds)),
        power_w=power_w,
        share=power_w / critical_w,
        ceiling_w=seconds[0].ceiling_w,
        above_s=_count_above(seconds, critical_w),
        moderate_above_s=_count_above(
            [second for second in seconds if second.asked_rpe <= MODERATE_RPE], critical_w
        ),
        told_above_s=float(sum(second.told_w > critical_w for second in seconds)),
        told_w=fmean(second.told_w for second in seconds),
        reachable=_is_reachable(first, meant, asked_s, person, today),
        setting=seconds[len(seconds) // 2].setting,
        as_told=fmean(second.as_told for second in seconds),
        cadence_rpm=fmean(second.cadence_rpm for second in seconds),
        standing_s=float(sum(second.standing for second in seconds)),
    )


def _count_above(seconds: Sequence[Second], critical_w: float) -> float:
    """Seconds of whole five-second means above critical power."""
    powers = [second.power_w for second in seconds]
    means = (
        fmean(powers[at : at + _MEAN_S]) for at in range(0, len(powers) - _MEAN_S + 1, _MEAN_S)
    )
    return float(_MEAN_S * sum(mean > critical_w for mean in means))


def _is_reachable(
    segment: Segment, meant: float, asked_s: float, person: Person, today: Today
) -> bool:
    """Whether the bike can be as hard as meant, within a point, about the cadence asked for."""
    band = segment.cadence_rpm
    low_rpm, high_rpm = (band.low, band.high) if band else _FREE_RPM
    slowest_rpm, fastest_rpm = low_rpm - _BEYOND_RPM, high_rpm + _BEYOND_RPM
    lowest_w = person.bike.power_w(person.bike.settings[0], slowest_rpm, today.drift)
    highest_w = person.bike.power_w(person.bike.settings[-1], fastest_rpm, today.drift)
    critical_w = today.rider.fitness.critical_power_w.value
    scale = critical_w / person.feeling.stretch
    own = meant - person.feeling.bias
    easiest_w = scale * find_share(max(0.5, own - _POINT), asked_s, today.rider)
    hardest_w = scale * find_share(min(9.9, own + _POINT), asked_s, today.rider)
    return lowest_w <= hardest_w and highest_w >= easiest_w
