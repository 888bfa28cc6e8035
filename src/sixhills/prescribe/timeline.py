"""From workout to prescription: targets, settings, segments, forecast.

A step becomes one segment, or several where its posture changes or its effort ramps (at most a
minute each). Which machine it is ridden on is decided once, by `_set_up`; all else is the same.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from sixhills.equipment import Equipment, ExerciseBike, SmartTrainer
from sixhills.prescribe.cues import place_cues
from sixhills.prescribe.effort import describe_effort, find_heart_rate, find_rpe
from sixhills.prescribe.exercise_bike import ExerciseBikeMachine
from sixhills.prescribe.forecast import forecast_ride
from sixhills.prescribe.prescription import Cue, Prescription, Segment
from sixhills.prescribe.rails import warn_about
from sixhills.prescribe.road_bike import RoadBikeMachine
from sixhills.prescribe.smart_trainer import SmartTrainerMachine
from sixhills.prescribe.target import Target, set_targets
from sixhills.prescribe.why import explain_step
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.prescribe.setting import Machine, Stretch
    from sixhills.rider import Rider
    from sixhills.terrain.known_hill import KnownHill
    from sixhills.workout.model import Workout

LONGEST_RAMP_SEGMENT_S = 60.0


def prescribe_workout(
    workout: Workout, rider: Rider, equipment: Equipment, *, hill: KnownHill | None = None
) -> Prescription:
    """What one rider does on one bike to ride a workout.

    Args:
        workout: what to ride.
        rider: for whom.
        equipment: on what.
        hill: for a road bike, the hill to ride; without one a hill that suits is assumed.

    Raises:
        InvalidValueError: the workout asks for something that is not known of the rider.
    """
    targets = set_targets(workout, rider, equipment)
    machine = _set_up(rider, equipment, targets, hill)
    segments: list[Segment] = []
    for target, cues in zip(targets, _cues(targets, machine, equipment), strict=True):
        segments += _cut_step(target, machine, rider, cues, before=segments)
    forecast = forecast_ride(segments, rider)
    return Prescription(
        workout=workout.key,
        title=workout.title,
        rider=rider,
        equipment=equipment,
        segments=tuple(segments),
        w_prime_min_fraction=forecast.w_prime_min_fraction,
        training_load=forecast.training_load,
        work_kj=forecast.work_kj,
        standing_s=forecast.standing_s,
        setup=machine.setup,
        warnings=(
            *warn_about(targets, forecast, rider, equipment),
            *machine.warnings,
        ),
    )


def _set_up(
    rider: Rider, equipment: Equipment, targets: Sequence[Target], hill: KnownHill | None
) -> Machine:
    if isinstance(equipment, ExerciseBike):
        return ExerciseBikeMachine(rider, equipment, targets)
    if isinstance(equipment, SmartTrainer):
        return SmartTrainerMachine(rider, equipment, targets)
    return RoadBikeMachine(rider, equipment, targets, hill)


def _cues(
    targets: Sequence[Target], machine: Machine, equipment: Equipment
) -> tuple[tuple[Cue, ...], ...]:
    stretches = [machine.measure(target) for target in targets]
    return place_cues(targets, stretches, equipment)


def _cut_step(
    target: Target,
    machine: Machine,
    rider: Rider,
    cues: tuple[Cue, ...],
    *,
    before: Sequence[Segment],
) -> list[Segment]:
    stretch = machine.measure(target)
    start_s = before[-1].end_s if before else 0.0
    cuts = _find_cuts(target, stretch)
    return [
        _make_segment(
            target,
            machine,
            rider,
            stretch,
            span=(begin, end),
            index=len(before) + number,
            step_start_s=start_s,
            cues=_cues_between(cues, begin * stretch.duration_s, end * stretch.duration_s),
        )
        for number, (begin, end) in enumerate(pairwise(cuts))
    ]


def _find_cuts(target: Target, stretch: Stretch) -> list[float]:
    """Where a step is cut, as fractions of it, 0 and 1 included."""
    cuts = {change.at for change in target.postures} | {0.0, 1.0}
    if target.intensity.rises:
        pieces = math.ceil(stretch.duration_s / LONGEST_RAMP_SEGMENT_S)
        cuts |= {number / pieces for number in range(1, pieces)}
    return sorted(cuts)


def _make_segment(
    target: Target,
    machine: Machine,
    rider: Rider,
    stretch: Stretch,
    *,
    span: tuple[float, float],
    index: int,
    step_start_s: float,
    cues: tuple[Cue, ...],
) -> Segment:
    begin, end = span
    asked = target.intensity.share_at(0.5 * (begin + end))
    setting = machine.set(target, asked)
    rpe = find_rpe(setting.share_of_cp, stretch.duration_s, rider)
    posture = [change.posture for change in target.postures if change.at <= begin][-1]
    seated_instead = target.step.stands and posture is not Posture.STANDING
    return Segment(
        index=index,
        step=target.index,
        role=target.step.role,
        hill=target.step.hill,
        start_s=step_start_s + begin * stretch.duration_s,
        duration_s=(end - begin) * stretch.duration_s,
        distance_m=None if stretch.distance_m is None else (end - begin) * stretch.distance_m,
        grade=stretch.grade,
        posture=posture,
        share_of_cp=round(setting.share_of_cp, 4),
        effort=describe_effort(rpe),
        heart_rate_bpm=find_heart_rate(rpe, stretch.duration_s, rider),
        power_w=setting.power_w,
        cadence_rpm=setting.cadence_rpm,
        resistance_felt=round(setting.resistance_felt, 4),
        command=setting.command,
        cues=cues,
        why=explain_step(target, seated_instead=seated_instead and len(target.postures) == 1),
    )


def _cues_between(cues: tuple[Cue, ...], begin_s: float, end_s: float) -> tuple[Cue, ...]:
    return tuple(replace(c, at_s=c.at_s - begin_s) for c in cues if begin_s <= c.at_s < end_s)
