"""Import rides from files, folders and archives; one bad file never stops the others.

A ride is kept once. The same file is known by its hash. Two recordings of one ride, by another
device or in another format, are known by their times: nobody rides two rides at once, so where most
of the time is the same, the ride is. The first one stays; the other is told, with what it holds
that the first lacks, and taken in only if everything is asked for. So are rides on foot and in
water; routes and files of other kinds never are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sixhills.errors import InputError, NotARideError
from sixhills.usecases.reporting import summary_of
from sixhills.usecases.ride_files import open_ride_files, read_ride
from sixhills.usecases.riding import now_utc

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sixhills.ride.recording import Ride
    from sixhills.rider import Rider
    from sixhills.store.store import Store, StoredRide
    from sixhills.usecases.ride_files import RideFile
    from sixhills.verify.report import Report

SAME_SHARE = 0.8
"""Of the time from the first start to the last end, in which two recordings of one ride overlap."""

_LONGEST_RIDE = timedelta(days=3)  # how long before a ride one may have begun that is still on
_CLOCK_SET = datetime(2000, 1, 1, tzinfo=UTC)  # before, a clock was not set and tells nothing
_LONGEST_NAME = 255
_MORE = {
    "mean_power_w": "power",
    "mean_heart_rate_bpm": "heart rate",
    "mean_cadence_rpm": "cadence",
    "standing_s": "posture",
}
"""What one recording of a ride may hold and another not, by names of the summary."""


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What became of one file.

    Attributes:
        path: of the file; of one in an archive, the archive's with its name behind.
        stored: the ride, or None when there is none.
        new: False when this ride was stored before.
        error: why the file could not be read, or None.
        skipped: why it was passed over, one plain sentence, or None; with `stored`, that is the
            ride that it is another recording of.
        notes: what was repaired or left out, each one plain sentence.
        learnt: what it taught about the rider, likewise.
    """

    path: Path
    stored: StoredRide | None = None
    new: bool = False
    error: InputError | None = None
    skipped: str | None = None
    notes: tuple[str, ...] = ()
    learnt: tuple[str, ...] = ()


def import_rides(
    store: Store,
    paths: Sequence[Path],
    rider: Rider,
    *,
    everything: bool = False,
    now: datetime | None = None,
) -> Iterator[Imported]:
    """Read and store files one by one, saying what became of each.

    Args:
        store: where to.
        paths: of files and archives.
        rider: whose rides they are.
        everything: also a second recording of a ride, and what was no ride on a bike.
        now: the present moment, unless that of the clock.
    """
    for path in paths:
        for file in open_ride_files(path):
            try:
                yield _import_file(store, file, rider, now or now_utc(), everything=everything)
            except NotARideError as error:
                yield Imported(path=file.path, skipped=f"{error.problem}: passed over")
            except InputError as error:
                yield Imported(path=file.path, error=error)


def _import_file(
    store: Store, file: RideFile, rider: Rider, now: datetime, *, everything: bool
) -> Imported:
    from sixhills.usecases.learning import learn_from_ride
    from sixhills.verify.report import make_report

    known = store.recall_file(file.data) if file.data else None
    if known is not None:
        return Imported(path=file.path, stored=known)
    ride = read_ride(file)
    report = make_report(ride, rider=rider)
    if not everything:
        passed_over = _pass_over(store, file, ride, report)
        if passed_over is not None:
            return passed_over
    stored = store.add_ride(
        ride=ride,
        original=file.data,
        extension=file.kind.value if file.kind else "",
        file_name=file.path.name[-_LONGEST_NAME:],
        prescription=None,
        summary=summary_of(report),
    )
    learnt = () if ride.other_sport else learn_from_ride(store, stored.id, ride, None, now=now)
    return Imported(path=file.path, stored=stored, new=stored.new, notes=ride.notes, learnt=learnt)


def _pass_over(store: Store, file: RideFile, ride: Ride, report: Report) -> Imported | None:
    """Why a whole file is not taken in, or None where it is."""
    if ride.other_sport:
        why = f"this is {ride.other_sport}, not a ride on a bike: passed over"
        return Imported(path=file.path, skipped=why)
    twin = _find_twin(store, ride)
    if twin is None:
        return None
    return Imported(path=file.path, stored=twin, skipped=_say_twin(twin, report))


def _find_twin(store: Store, ride: Ride) -> StoredRide | None:
    """The stored ride that this is another recording of, or None."""
    if ride.start < _CLOCK_SET:
        return None
    end = ride.start + timedelta(seconds=float(ride.elapsed_s[-1]))
    near = store.rides(since=ride.start - _LONGEST_RIDE, until=end)
    shared = {one.id: _shared(ride.start, end, one) for one in near}
    best = max(near, key=lambda one: shared[one.id], default=None)
    return best if best is not None and shared[best.id] >= SAME_SHARE else None


def _shared(start: datetime, end: datetime, other: StoredRide) -> float:
    """Share of the time of two rides together in which both were on, 0 to 1."""
    elapsed_s = other.number("elapsed_s")
    if elapsed_s is None:
        return 0.0
    second = timedelta(seconds=1)  # that of the last record
    other_end = other.start + timedelta(seconds=elapsed_s) + second
    both = min(end + second, other_end) - max(start, other.start)
    either = max(end + second, other_end) - min(start, other.start)
    return max(0.0, both / either)


def _say_twin(twin: StoredRide, report: Report) -> str:
    name = twin.source or "sixhills"
    told = f"this is the ride of {twin.start.astimezone():%Y-%m-%d %H:%M} by {name}, kept once"
    here = summary_of(report)
    more = [
        word
        for field, word in _MORE.items()
        if here.get(field) is not None and twin.summary.get(field) is None
    ]
    if not more:
        return told
    return f"{told}; this file also has {' and '.join(more)} (to keep both: `--all`)"
