"""The report: what a ride was, what it did of its prescription, what it cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sixhills.errors import require
from sixhills.verify.heart_load import load_from_heart_rate
from sixhills.verify.load import (
    LoadOrigin,
    load_from_power,
    load_from_rating,
    load_from_steps,
    rate_work,
)
from sixhills.verify.posture_report import PostureReport, report_posture
from sixhills.verify.ridden_climbs import RiddenClimb, find_ridden_climbs
from sixhills.verify.same_hill import PlacedClimb, place_climbs
from sixhills.verify.steps import StepResult, verify_ride
from sixhills.verify.summary import Summary, summarize
from sixhills.workout.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.recording import Ride
    from sixhills.rider import Rider

_LEAST_KNOWN = 0.5  # of the work; with less of it known, how much was done is not known


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a ride was and what it did of its prescription.

    Attributes:
        summary: the ride in a few numbers.
        steps: what was done of each step; empty where that is not known.
        hills_done: hills known to be ridden; None where the steps, or all the hills, are not known.
        hills_asked: hills of the prescription, None without one.
        finished: share of the work (hills, intervals, tests; of everything where there are
            none) that was ridden, 0 to 1; None where less than half of it is known.
        rpe_asked: rating that the prescription asks of its work, None without one.
        load_asked: training load that the prescription predicted, None without one.
        rpe_felt: the rider's rating of the work, or None.
        training_load: 100 is one hour at .96 of critical power; by power with a known rider, else
            by rating, else by heart rate with known bounds; None where nothing gives it.
        load_origin: what gave the training load.
        climbs: the hills that the ride went over, in order.
        posture: how long the rider stood, and how that is known.
        places: where these hills lie, in order; empty where no position was recorded.
    """

    summary: Summary
    steps: tuple[StepResult, ...]
    hills_done: int | None
    hills_asked: int | None
    finished: float | None
    rpe_asked: float | None
    rpe_felt: float | None
    training_load: float | None
    load_origin: LoadOrigin | None
    climbs: tuple[RiddenClimb, ...] = ()
    posture: PostureReport = field(default_factory=PostureReport)
    places: tuple[PlacedClimb, ...] = ()
    load_asked: float | None = None


def make_report(
    ride: Ride,
    prescription: Prescription | None = None,
    *,
    rider: Rider | None = None,
    rpe_felt: float | None = None,
) -> Report:
    """Compare a ride with its prescription and say what it cost.

    Args:
        ride: what was recorded.
        prescription: what was to be ridden, or None for a free ride.
        rider: who rode; the prescription's rider unless given.
        rpe_felt: how hard the work felt (without a prescription, the ride), 0 to 10.

    Raises:
        InvalidValueError: the rating is out of range or the ride follows another prescription.
    """
    require(rpe_felt is None or 0 <= rpe_felt <= 10, "rpe_felt", "between 0 and 10", rpe_felt)
    summary = summarize(ride)
    steps = verify_ride(ride, prescription) if prescription else ()
    who = rider or (prescription.rider if prescription else None)
    load = load_from_power(ride, summary, who) if who else None
    origin = None if load is None else LoadOrigin.POWER
    if load is None and rpe_felt is not None:
        load, origin = _rate_ride(summary, steps, prescription, rpe_felt), LoadOrigin.RATING
    if load is None and who is not None and who.heart_rate is not None:
        load = load_from_heart_rate(ride, who.heart_rate, who.sex)
        origin = None if load is None else LoadOrigin.HEART_RATE
    climbs = find_ridden_climbs(ride)
    return Report(
        summary=summary,
        steps=steps,
        hills_done=_count_hills_done(steps),
        hills_asked=_count_hills_asked(prescription) if prescription else None,
        finished=_measure_finished(steps, prescription) if prescription else None,
        rpe_asked=rate_work(prescription) if prescription else None,
        rpe_felt=rpe_felt,
        training_load=load,
        load_origin=origin,
        climbs=climbs,
        posture=report_posture(ride, summary.standing_s, prescription),
        places=place_climbs(ride, climbs),
        load_asked=prescription.training_load if prescription else None,
    )


def _rate_ride(
    summary: Summary,
    steps: Sequence[StepResult],
    prescription: Prescription | None,
    rpe_felt: float,
) -> float:
    if prescription and steps:
        return load_from_steps(steps, prescription, rpe_felt)
    return load_from_rating(rpe_felt, summary.recorded_s)


def _count_hills_done(steps: Sequence[StepResult]) -> int | None:
    hills = [step.done for step in steps if step.role is Role.HILL]
    if not steps or (hills and all(done is None for done in hills)):
        return None
    return sum(done is True for done in hills)


def _count_hills_asked(prescription: Prescription) -> int:
    return sum(step[0].role is Role.HILL for step in prescription.steps())


def _measure_finished(steps: Sequence[StepResult], prescription: Prescription) -> float | None:
    if not steps:
        return None
    asked_s = {step[0].step: sum(s.duration_s for s in step) for step in prescription.steps()}
    counted = [step for step in steps if step.role.is_work] or list(steps)
    known = [step for step in counted if step.done is not None]
    known_s = sum(asked_s[step.index] for step in known)
    if known_s < _LEAST_KNOWN * sum(asked_s[step.index] for step in counted):
        return None
    return sum(step.finished * asked_s[step.index] for step in known) / known_s
