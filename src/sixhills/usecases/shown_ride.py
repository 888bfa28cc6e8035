"""A stored ride with all that a person may want to see of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.errors import NotFoundError
from sixhills.prescribe.prescription import Prescription
from sixhills.ride.posture_spans import PostureSpan
from sixhills.ride.recording import Feeling
from sixhills.store.home import has_database
from sixhills.store.stored_ride import Rating
from sixhills.usecases.listing import RideRow, show_row
from sixhills.usecases.reporting import report_rated
from sixhills.usecases.today import Brief, propose_brief
from sixhills.verify.analysis import RideAnalysis, analyse_ride, band_ride
from sixhills.verify.posture_report import choose_postures
from sixhills.verify.power_curve import PowerCurve, measure_power_curve
from sixhills.verify.report import Report
from sixhills.verify.told_postures import tell_postures
from sixhills.verify.tracks import Tracks, thin_ride
from sixhills.verify.w_prime import WPrimeTrack, thin_band

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sixhills.ride.recording import Ride
    from sixhills.rider import Rider
    from sixhills.store.store import Store
    from sixhills.store.stored_ride import RideDetails, StoredRide

_FREE_RIDE = "Free ride"


@dataclass(frozen=True, kw_only=True, eq=False)
class KeptRide:
    """All that is kept of a ride.

    Attributes:
        stored: as lists know it.
        details: the rest of that.
        ride: what was recorded, with what the rider told of postures.
        prescription: what was to be ridden, or None.
        report: what was done.
        rider: who rode, as the prescription or the store knows them; None where nobody does.
    """

    stored: StoredRide
    details: RideDetails
    ride: Ride
    prescription: Prescription | None
    report: Report
    rider: Rider | None

    @property
    def title(self) -> str:
        """What to call it."""
        return self.prescription.title if self.prescription else _FREE_RIDE


@dataclass(frozen=True, kw_only=True)
class ShownRide:
    """A ride for a page.

    Attributes:
        row: as the list of rides has it.
        title: of the workout, or "Free ride".
        report: what was done of what was asked for.
        prescription: what was to be ridden, or None.
        rating: how it was, or None where nothing was said.
        feelings: how hard it felt on the way, as the rider said.
        tracks: what was measured over time.
        postures: the posture over time, each with how it is known.
        analysis: zones, quadrants and what else the ride says of a rider whose limits are known.
        power_curve: highest mean power by duration, None without power.
        w_prime: what was left of W′ over the ride, None where it is not known.
        file_name: of the file that the ride came from; None where there is none.
        learnt: what the ride taught about bike and rider, each one plain sentence.
        notes: what was repaired or left out when it was read, likewise.
        next: what comes next, or None: rest.
    """

    row: RideRow
    title: str
    report: Report
    prescription: Prescription | None
    rating: Rating | None
    feelings: tuple[Feeling, ...]
    tracks: Tracks
    postures: tuple[PostureSpan, ...]
    analysis: RideAnalysis
    power_curve: PowerCurve | None
    w_prime: WPrimeTrack | None
    file_name: str | None
    learnt: tuple[str, ...]
    notes: tuple[str, ...]
    next: Brief | None


@dataclass(frozen=True, kw_only=True)
class RideDownload:
    """The file that a ride came from, byte for byte."""

    file_name: str
    data: bytes


def show_ride(home: Path, ride_id: str, *, today: date) -> ShownRide:
    """A stored ride for a page.

    Args:
        home: the data directory.
        ride_id: its whole id.
        today: the day that the next workout is for.

    Raises:
        NotFoundError: there is no such ride.
        StoreError: it is damaged.
    """
    with open_store(home, ride_id) as store:
        kept = keep_ride(store, ride_id)
    band = band_ride(kept.ride, kept.rider)
    return ShownRide(
        row=show_row(kept.stored),
        title=kept.title,
        report=kept.report,
        prescription=kept.prescription,
        rating=kept.stored.rating,
        feelings=kept.ride.feelings,
        tracks=thin_ride(kept.ride),
        postures=choose_postures(kept.ride, kept.prescription),
        analysis=analyse_ride(
            kept.ride,
            kept.rider,
            mean_power_w=kept.report.summary.mean_power_w,
            weighted_power_w=kept.report.summary.weighted_power_w,
        ),
        power_curve=measure_power_curve(kept.ride),
        w_prime=None if band is None else thin_band(band),
        file_name=kept.details.file_name,
        learnt=kept.details.learnt,
        notes=kept.ride.notes,
        next=propose_brief(home, today=today),
    )


def download_ride(home: Path, ride_id: str) -> RideDownload:
    """The file that a ride came from.

    Raises:
        NotFoundError: there is no such ride, or it came from no file.
        StoreError: the file is gone or changed.
    """
    with open_store(home, ride_id) as store:
        store.rides.get(ride_id)
        details, data = store.rides.details(ride_id), store.rides.original(ride_id)
    if data is None:
        raise NotFoundError("this ride came from no file", place=ride_id)
    name = details.file_name or f"{ride_id}{details.extension}"
    return RideDownload(file_name=name, data=data)


def keep_ride(store: Store, ride_id: str) -> KeptRide:
    """All that is kept of a ride; raises as `show_ride`."""
    stored = store.rides.get(ride_id)
    ride, prescription = store.rides.load(ride_id)
    rating = stored.rating
    rider = store.rider.load()
    return KeptRide(
        stored=stored,
        details=store.rides.details(ride_id),
        ride=tell_postures(ride, prescription, rating.postures) if rating else ride,
        prescription=prescription,
        report=report_rated(ride, prescription, rating, rider=rider),
        rider=prescription.rider if prescription else rider,
    )


def open_store(home: Path, ride_id: str) -> Store:
    """The store that holds a ride.

    Raises:
        NotFoundError: nothing is stored at all.
    """
    from sixhills.store.store import Store

    if not has_database(home):
        raise NotFoundError(f'there is no ride "{ride_id}"', remedy="ride one first")
    return Store.open(home)
