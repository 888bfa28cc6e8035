"""Report on a ride: a stored one, or a file from anywhere."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sixhills.errors import NotFoundError
from sixhills.store.home import has_database
from sixhills.verify.report import make_report
from sixhills.verify.told_postures import tell_postures

if TYPE_CHECKING:
    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.recording import Ride
    from sixhills.rider import Rider
    from sixhills.store.stored_ride import Rating, StoredRide
    from sixhills.verify.report import Report


@dataclass(frozen=True, kw_only=True, eq=False)
class RideReport:
    """A report with what it is about.

    Attributes:
        report: the report.
        ride: what was recorded.
        prescription: what was to be ridden, or None.
        stored: the stored ride, or None for a file.
    """

    report: Report
    ride: Ride
    prescription: Prescription | None
    stored: StoredRide | None


def report_ride(home: Path, name: str) -> RideReport:
    """Report on a ride.

    Args:
        home: the data directory.
        name: id of a stored ride, the beginning of one, "last", or the path of a file.

    Raises:
        InputError: there is no such ride or file, or the file cannot be read.
    """
    path = Path(name)
    if path.is_file():
        return _report_file(path)
    if path.suffix:
        raise NotFoundError("there is no such file", place=name)
    if not has_database(home):
        raise NotFoundError(
            "no ride is stored yet", remedy="ride one with `sixhills ride`, or name a file"
        )
    return _report_stored(home, name)


def summary_of(report: Report) -> dict[str, float | str | None]:
    """The summary as plain values, with what the list of rides and the next workout need."""
    plain = {
        key: value.isoformat() if isinstance(value, datetime) else value
        for key, value in asdict(report.summary).items()
    }
    return {
        **plain,
        "training_load": report.training_load,
        "finished": report.finished,
        "rpe_asked": report.rpe_asked,
        "hills_done": report.hills_done,
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


def _report_file(path: Path) -> RideReport:
    from sixhills.usecases.ride_files import read_ride_file

    ride = read_ride_file(path)
    return RideReport(report=make_report(ride), ride=ride, prescription=None, stored=None)


def _report_stored(home: Path, name: str) -> RideReport:
    from sixhills.store.store import Store

    with Store.open(home) as store:
        stored = store.find_ride(name)
        ride, prescription = store.load_ride(stored.id)
        rider = store.load_rider()
    report = report_rated(ride, prescription, stored.rating, rider=rider)
    return RideReport(report=report, ride=ride, prescription=prescription, stored=stored)
