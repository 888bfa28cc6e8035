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
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from sixhills.batch.mapping import map_rides
from sixhills.errors import FormatError, InputError, NotARideError
from sixhills.usecases.preparing import FileRef, Prepared, Refused, prepare_file
from sixhills.usecases.ride_files import open_ride_files
from sixhills.usecases.riding import now_utc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sixhills.ride.recording import Ride
    from sixhills.rider import Rider
    from sixhills.store.store import Store
    from sixhills.store.stored_ride import StoredRide
    from sixhills.usecases.ride_files import RideFile

SAME_SHARE = 0.8
"""Of the time from the first start to the last end, in which two recordings of one ride overlap."""

IN_PROCESS = 8
"""Files that are read before processes are started for the others."""

LARGEST_BATCH = 8
"""Files that a process gets at once, at most: they are sent as bytes."""

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
    workers: int | None = None,
) -> Iterator[Imported]:
    """Read and store files one by one, saying what became of each.

    A few files are read here; of many, processes read them beside each other, and what they made of
    them is stored in the order of the files, so that the result is the same. Files that are known
    by their hash are told and not read again: an import that was cut off goes on where it was.

    Args:
        store: where to.
        paths: of files and archives.
        rider: whose rides they are.
        everything: also a second recording of a ride, and what was no ride on a bike.
        now: the present moment, unless that of the clock.
        workers: how many processes; as many as there are processors.
    """
    files = (file for path in paths for file in open_ride_files(path))
    shelf = _Shelf(store, rider, now or now_utc(), everything=everything)
    yield from shelf.import_few(islice(files, IN_PROCESS))
    yield from shelf.import_many(files, workers)


class _Shelf:
    """Takes in files: what is known is told, what is new is prepared and stored."""

    def __init__(self, store: Store, rider: Rider, now: datetime, *, everything: bool) -> None:
        self._store = store
        self._rider = rider
        self._now = now
        self._everything = everything
        self._waiting: dict[str, RideFile] = {}
        self._told: dict[str, Imported] = {}
        self._prepared: dict[str, Prepared | Refused] = {}
        self._next = 0

    def import_few(self, files: Iterable[RideFile]) -> Iterator[Imported]:
        """Files one after the other, in this process."""
        for file in files:
            known = self._recall(file)
            yield known or self._store_file(file, prepare_file(self._refer(file, "0")))

    def import_many(self, files: Iterator[RideFile], workers: int | None) -> Iterator[Imported]:
        """Files beside each other, told in their order."""
        for file in files:
            known = self._recall(file)
            if known is None:
                files = chain([file], files)
                break
            yield known
        else:
            return
        results = map_rides(
            prepare_file, self._refs(files), workers=workers, largest_batch=LARGEST_BATCH
        )
        for result in results:
            refused = Refused(problem=result.error or "nothing came of it")
            self._prepared[result.key] = result.value or refused
            yield from self._tell_ready()
        yield from self._tell_ready()

    def _refs(self, files: Iterable[RideFile]) -> Iterator[FileRef]:
        for number, file in enumerate(files):
            key = str(number)
            known = self._recall(file)
            if known is not None:
                self._told[key] = known
            else:
                self._waiting[key] = file
                yield self._refer(file, key)

    def _refer(self, file: RideFile, key: str) -> FileRef:
        name = file.path.name
        return FileRef(key=key, name=name, kind=file.kind, data=file.data, rider=self._rider)

    def _tell_ready(self) -> Iterator[Imported]:
        """What can be told without overtaking a file that is still being read."""
        while True:
            key = str(self._next)
            if key in self._told:
                yield self._told.pop(key)
            elif key in self._prepared:
                yield self._store_file(self._waiting.pop(key), self._prepared.pop(key))
            else:
                return
            self._next += 1

    def _recall(self, file: RideFile) -> Imported | None:
        """What is known of a file without reading it: it is stored, or cannot be read."""
        if file.error is not None:
            return _refuse(file, file.error)
        stored = self._store.rides.recall(file.data) if file.data else None
        return None if stored is None else Imported(path=file.path, stored=stored)

    def _store_file(self, file: RideFile, prepared: Prepared | Refused) -> Imported:
        from sixhills.usecases.learning import learn_from_ride

        if isinstance(prepared, Refused):
            return _refuse(file, prepared.make_error(str(file.path)))
        ride = prepared.ride
        if not self._everything:
            passed_over = _pass_over(self._store, file, prepared)
            if passed_over is not None:
                return passed_over
        stored = self._store.rides.add(
            ride=ride,
            original=file.data,
            extension=file.kind.value if file.kind else "",
            file_name=file.path.name[-_LONGEST_NAME:],
            prescription=None,
            summary=prepared.summary,
            channels=prepared.channels,
        )
        learnt: tuple[str, ...] = ()
        if not ride.other_sport:
            learnt = learn_from_ride(self._store, stored.id, ride, None, now=self._now)
        notes = ride.notes
        return Imported(path=file.path, stored=stored, new=stored.new, notes=notes, learnt=learnt)


def _refuse(file: RideFile, error: FormatError) -> Imported:
    if isinstance(error, NotARideError):
        return Imported(path=file.path, skipped=f"{error.problem}: passed over")
    if error.place is None:
        error = FormatError(error.problem, place=str(file.path), remedy=error.remedy)
    return Imported(path=file.path, error=error)


def _pass_over(store: Store, file: RideFile, prepared: Prepared) -> Imported | None:
    """Why a whole file is not taken in, or None where it is."""
    ride = prepared.ride
    if ride.other_sport:
        why = f"this is {ride.other_sport}, not a ride on a bike: passed over"
        return Imported(path=file.path, skipped=why)
    twin = _find_twin(store, ride)
    if twin is None:
        return None
    return Imported(path=file.path, stored=twin, skipped=_say_twin(twin, prepared.summary))


def _find_twin(store: Store, ride: Ride) -> StoredRide | None:
    """The stored ride that this is another recording of, or None."""
    if ride.start < _CLOCK_SET:
        return None
    end = ride.start + timedelta(seconds=float(ride.elapsed_s[-1]))
    near = store.rides.listed(since=ride.start - _LONGEST_RIDE, until=end)
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


def _say_twin(twin: StoredRide, here: Mapping[str, float | str | None]) -> str:
    name = twin.source or "sixhills"
    told = f"this is the ride of {twin.start.astimezone():%Y-%m-%d %H:%M} by {name}, kept once"
    more = [
        word
        for field, word in _MORE.items()
        if here.get(field) is not None and twin.summary.get(field) is None
    ]
    if not more:
        return told
    return f"{told}; this file also has {' and '.join(more)} (to keep both: `--all`)"
