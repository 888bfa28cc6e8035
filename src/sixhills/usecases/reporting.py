"""Report on a ride: a stored one, or a file from anywhere."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from sixhills.errors import InputError
from sixhills.rider import Origin
from sixhills.usecases.finding import find_ride
from sixhills.usecases.hill_history import HILLS_KEY, write_hills
from sixhills.verify.analysis import analyse_ride
from sixhills.verify.efforts import find_efforts
from sixhills.verify.power_curve import PowerCurve, measure_power_curve
from sixhills.verify.report import make_report
from sixhills.verify.told_postures import tell_postures

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.recording import Ride
    from sixhills.rider import Rider
    from sixhills.store.stored_ride import Rating, StoredRide
    from sixhills.usecases.finding import FoundRide
    from sixhills.verify.analysis import RideAnalysis
    from sixhills.verify.efforts import Effort
    from sixhills.verify.matching import Matching
    from sixhills.verify.report import Report


@dataclass(frozen=True, kw_only=True, eq=False)
class RideReport:
    """A report with what it is about.

    Attributes:
        report: the report.
        ride: what was recorded.
        prescription: what was to be ridden, or None.
        stored: the stored ride, or None for a file.
        analysis: what the ride says beyond its summary.
        power_curve: highest mean power by duration, None without power.
        matching: where a workout was found that the ride does not know of, or None.
        efforts: what a ride without a prescription contained.
    """

    report: Report
    ride: Ride
    prescription: Prescription | None
    stored: StoredRide | None
    analysis: RideAnalysis
    power_curve: PowerCurve | None
    matching: Matching | None = None
    efforts: tuple[Effort, ...] = ()


def report_ride(home: Path, name: str, *, workout: str | None = None) -> RideReport:
    """Report on a ride.

    Args:
        home: the data directory.
        name: id of a stored ride, the beginning of one, "last", or the path of a file.
        workout: key or file of the workout that it was meant to be, prescribed for the stored rider
            and looked for in the ride; None: as recorded.

    Raises:
        InputError: there is no such ride, file or workout, or it cannot be read or matched.
    """
    found = find_ride(home, name)
    if workout is not None:
        return _report_matched(home, found, workout)
    if found.stored is None:
        report = make_report(found.ride)
    else:
        rating = found.stored.rating
        report = report_rated(found.ride, found.prescription, rating, rider=found.rider)
    return _complete(found, report)


def _report_matched(home: Path, found: FoundRide, name: str) -> RideReport:
    """The report of a ride against a workout that it does not know of."""
    from sixhills.usecases.prescribing import prescribe
    from sixhills.verify.matching import follow_matching, match_ride
    from sixhills.verify.matching.report import report_matching

    prescription = prescribe(home, name).prescription
    matching = match_ride(found.ride, prescription)
    if matching is None:
        raise InputError(
            "no power was recorded, so the workout cannot be looked for in this ride",
            remedy="leave out --workout to see what it was",
        )
    if not matching.is_alike:
        return replace(_complete(found, make_report(found.ride)), matching=matching)
    ride = follow_matching(found.ride, prescription, matching)
    report = report_matching(ride, prescription, matching)
    matched = replace(found, ride=ride, prescription=prescription)
    return replace(_complete(matched, report), matching=matching)


def _complete(found: FoundRide, report: Report) -> RideReport:
    """A report with what else the ride says."""
    rider = found.prescription.rider if found.prescription else found.rider
    fitness = rider.fitness.critical_power_w if rider else None
    known_w = fitness.value if fitness and fitness.origin is not Origin.GUESSED else None
    return RideReport(
        report=report,
        ride=found.ride,
        prescription=found.prescription,
        stored=found.stored,
        analysis=analyse_ride(
            found.ride,
            rider,
            mean_power_w=report.summary.mean_power_w,
            weighted_power_w=report.summary.weighted_power_w,
        ),
        power_curve=measure_power_curve(found.ride),
        efforts=find_efforts(found.ride, known_w) if found.prescription is None else (),
    )


def summary_of(report: Report) -> dict[str, float | str | None]:
    """The summary as plain values, with what the list of rides and the next workout need."""
    summary = asdict(report.summary)
    best = summary.pop("mean_max_power_w")
    plain = {
        key: value.isoformat() if isinstance(value, datetime) else value
        for key, value in summary.items()
    }
    return {
        **plain,
        **{f"mean_max_power_{duration}s_w": mean for duration, mean in best.items()},
        "training_load": report.training_load,
        "finished": report.finished,
        "rpe_asked": report.rpe_asked,
        "load_asked": report.load_asked,
        "hills_done": report.hills_done,
        HILLS_KEY: write_hills(report.places),
    }


def report_rated(
    ride: Ride, prescription: Prescription | None, rating: Rating | None, *, rider: Rider | None
) -> Report:
    """The report of a stored ride with what the rider said of it afterwards.

    Args:
        ride: what was recorded.
        prescription: what was to be ridden, or None.
        rating: what the rider said, or None.
        rider: who rode, where no prescription says so; None where not known.
    """
    told = tell_postures(ride, prescription, rating.postures) if rating else ride
    return make_report(
        told,
        prescription,
        rider=prescription.rider if prescription else rider,
        rpe_felt=rating.rpe if rating else None,
    )
