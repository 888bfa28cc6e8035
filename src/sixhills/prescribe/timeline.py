"""From workout to prescription: targets, settings, segments, forecast.

A step becomes one segment, or several where its posture changes or its effort ramps (at most a
minute each). Which machine it is ridden on is decided once, by `_set_up`; all else is the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from sixhills.equipment import Equipment, ExerciseBike, SmartTrainer
from sixhills.prescribe.cues import place_cues
from sixhills.prescribe.effort import describe_effort, find_heart_rate, find_rpe
from sixhills.prescribe.exercise_bike import ExerciseBikeMachine
from sixhills.prescribe.forecast import Effort, forecast_load, forecast_ride
from sixhills.prescribe.prescription import Prescription, Segment
from sixhills.prescribe.rails import warn_about
from sixhills.prescribe.refusal import refuse_beyond_limits
from sixhills.prescribe.road_bike import RoadBikeMachine
from sixhills.prescribe.smart_trainer import SmartTrainerMachine
from sixhills.prescribe.targeting import set_targets
from sixhills.prescribe.why import explain_step
from sixhills.workout.text import format_workout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sixhills.prescribe.prescription import Cue
    from sixhills.prescribe.setting import Machine, Setting, Stretch
    from sixhills.prescribe.target import Target
    from sixhills.rider import Rider
    from sixhills.terrain.hilly_way import HillyWay
    from sixhills.terrain.known_hill import KnownHill
    from sixhills.workout.model import Word, Workout

LONGEST_RAMP_SEGMENT_S = 60.0


def prescribe_workout(
    workout: Workout,
    rider: Rider,
    equipment: Equipment,
    *,
    hill: KnownHill | HillyWay | None = None,
    day: date | None = None,
) -> Prescription:
    """What one rider does on one bike to ride a workout.

    Args:
        workout: what to ride.
        rider: for whom.
        equipment: on what.
        hill: for a road bike, the hill to ride, or the hills of a route; without one a hill that
            suits is assumed.
        day: of the ride, since what is known of an exercise bike ages; None: it does not.

    Raises:
        InvalidValueError: the workout asks for something that is not known of the rider, or the
            rider's limits allow none of what this bike or hill can be set to.
    """
    targets = set_targets(workout, rider, equipment)
    machine = _set_up(rider, equipment, targets, hill, day)
    parts = _cut_ride(targets, machine)
    cues = place_cues(targets, [machine.measure(target) for target in targets], equipment)
    segments = [
        _make_segment(index, part, machine, rider, cues[part.target.index])
        for index, part in enumerate(parts)
    ]
    refuse_beyond_limits(segments, rider, machine.too_heavy)
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
        plan=format_workout(workout),
        day=day,
        setup=machine.setup,
        warnings=(
            *warn_about(targets, forecast, rider, equipment),
            *machine.warnings,
        ),
    )


def predict_load(
    workout: Workout, rider: Rider, equipment: Equipment, *, day: date | None = None
) -> float:
    """Training load of a workout as `prescribe_workout` predicts it, without all the rest of it.

    Args:
        workout: what would be ridden.
        rider: by whom.
        equipment: on what.
        day: of the ride, as for `prescribe_workout`.

    Raises:
        InvalidValueError: the workout asks for something that is not known of the rider.
    """
    targets = set_targets(workout, rider, equipment)
    machine = _set_up(rider, equipment, targets, None, day)
    parts = _cut_ride(targets, machine)
    efforts = [
        Effort(
            part.target.index,
            part.target.step.role,
            round(machine.set(part.target, part.share_of_cp).share_of_cp, 4),
            part.end_s - part.begin_s,
        )
        for part in parts
    ]
    return forecast_load(efforts, rider)


def set_anew(
    segments: Sequence[Segment],
    targets: Sequence[Target],
    rider: Rider,
    bike: ExerciseBike,
    *,
    ridden: Mapping[Word, float],
) -> tuple[Segment, ...]:
    """The segments of a ride on an exercise bike, set by what is known of the bike by now.

    Args:
        segments: as prescribed before; steps, times and cues stay.
        targets: that they come from (`set_targets`).
        rider: for whom.
        bike: with what is known of it.
        ridden: the settings on which hills were ridden: what follows rises from there.
    """
    machine = ExerciseBikeMachine(rider, bike, targets, ridden)
    return tuple(
        _set_segment(before, part, machine.set(part.target, part.share_of_cp), rider)
        for before, part in zip(segments, _cut_ride(targets, machine), strict=True)
    )


def _set_up(
    rider: Rider,
    equipment: Equipment,
    targets: Sequence[Target],
    hill: KnownHill | HillyWay | None,
    day: date | None,
) -> Machine:
    if isinstance(equipment, ExerciseBike):
        return ExerciseBikeMachine(rider, equipment, targets, day=day)
    if isinstance(equipment, SmartTrainer):
        return SmartTrainerMachine(rider, equipment, targets)
    return RoadBikeMachine(rider, equipment, targets, hill)


@dataclass(frozen=True, kw_only=True)
class _Part:
    """A stretch of one step that becomes one segment.

    Attributes:
        target: of the step.
        stretch: how long the whole step lasts.
        step_start_s: when the step starts, seconds from the start of the ride.
        begin: where in the step the part begins, as a fraction of it.
        end: where it ends.
    """

    target: Target
    stretch: Stretch
    step_start_s: float
    begin: float
    end: float

    @property
    def begin_s(self) -> float:
        """Seconds from the start of the step."""
        return self.begin * self.stretch.duration_s

    @property
    def end_s(self) -> float:
        """Seconds from the start of the step."""
        return self.end * self.stretch.duration_s

    @property
    def distance_m(self) -> float | None:
        """Where distance ends the step, that of the part."""
        whole_m = self.stretch.distance_m
        return None if whole_m is None else (self.end - self.begin) * whole_m

    @property
    def share_of_cp(self) -> float:
        """What is asked in the middle of the part."""
        return self.target.intensity.share_at(0.5 * (self.begin + self.end))


def _cut_ride(targets: Sequence[Target], machine: Machine) -> list[_Part]:
    parts: list[_Part] = []
    start_s = 0.0
    for target in targets:
        stretch = machine.measure(target)
        parts += [
            _Part(target=target, stretch=stretch, step_start_s=start_s, begin=begin, end=end)
            for begin, end in pairwise(_find_cuts(target, stretch))
        ]
        start_s += stretch.duration_s
    return parts


def _find_cuts(target: Target, stretch: Stretch) -> list[float]:
    """Where a step is cut, as fractions of it, 0 and 1 included."""
    cuts = {change.at for change in target.postures} | {0.0, 1.0}
    if target.intensity.rises:
        pieces = math.ceil(stretch.duration_s / LONGEST_RAMP_SEGMENT_S)
        cuts |= {number / pieces for number in range(1, pieces)}
    return sorted(cuts)


def _make_segment(
    index: int, part: _Part, machine: Machine, rider: Rider, cues: Sequence[Cue]
) -> Segment:
    target, stretch = part.target, part.stretch
    setting = machine.set(target, part.share_of_cp)
    rpe = find_rpe(setting.share_of_cp, stretch.duration_s, rider)
    return Segment(
        index=index,
        step=target.index,
        role=target.step.role,
        hill=target.step.hill,
        start_s=part.step_start_s + part.begin_s,
        duration_s=part.end_s - part.begin_s,
        distance_m=part.distance_m,
        grade=stretch.grade,
        posture=target.posture_at(part.begin),
        share_of_cp=round(setting.share_of_cp, 4),
        effort=describe_effort(rpe),
        heart_rate_bpm=find_heart_rate(rpe, stretch.duration_s, rider),
        power_w=setting.power_w,
        cadence_rpm=setting.cadence_rpm,
        resistance_felt=round(setting.resistance_felt, 4),
        command=setting.command,
        cues=_cues_between(cues, part.begin_s, part.end_s),
        why=explain_step(target),
    )


def _set_segment(before: Segment, part: _Part, setting: Setting, rider: Rider) -> Segment:
    """A segment at another setting; the same one where nothing has changed."""
    share, torque = round(setting.share_of_cp, 4), round(setting.resistance_felt, 4)
    told = (before.command, before.cadence_rpm, before.power_w)
    same = told == (setting.command, setting.cadence_rpm, setting.power_w)
    if same and (before.share_of_cp, before.resistance_felt) == (share, torque):
        return before
    rpe = find_rpe(setting.share_of_cp, part.stretch.duration_s, rider)
    return replace(
        before,
        share_of_cp=share,
        effort=describe_effort(rpe),
        heart_rate_bpm=find_heart_rate(rpe, part.stretch.duration_s, rider),
        power_w=setting.power_w,
        cadence_rpm=setting.cadence_rpm,
        resistance_felt=torque,
        command=setting.command,
    )


def _cues_between(cues: Sequence[Cue], begin_s: float, end_s: float) -> tuple[Cue, ...]:
    return tuple(replace(c, at_s=c.at_s - begin_s) for c in cues if begin_s <= c.at_s < end_s)
