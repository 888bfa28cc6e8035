"""Analyse all stored rides anew, on this machine or a cluster."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sixhills.batch.journal import Journal
from sixhills.batch.mapping import map_rides
from sixhills.errors import InputError
from sixhills.store.store import Store
from sixhills.usecases.reporting import report_rated, summary_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.resources.abc import Traversable

    from sixhills.batch.results import Result
    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.recording import Ride
    from sixhills.rider import Rider
    from sixhills.store.stored_ride import Rating, StoredRide

SAVE_EVERY = 50
"""Summaries are saved together, so many at a time."""

_PACKAGES = ("verify", "ride", "terrain", "body", "rider", "prescribe", "power", "physics")
_JOURNAL = "analyse.jsonl"

Summary = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class StoredRef:
    """A ride in the database of this machine.

    Attributes:
        key: its id, and what else matters to its numbers.
        home: the data directory.
        ride_id: of the ride.
        rider: who rode, where no prescription says so.
    """

    key: str
    home: Path
    ride_id: str
    rider: Rider | None


@dataclass(frozen=True, kw_only=True)
class SharedRef:
    """A ride in a shared place, for workers that do not see the database.

    Attributes:
        key: as that of the stored ride.
        place: a folder or an address.
        name: of the file there.
        rider: who rode, where no prescription says so.
        prescription: what was to be ridden, or None.
        rating: what the rider said of it, or None.
    """

    key: str
    place: str
    name: str
    rider: Rider | None
    prescription: Prescription | None
    rating: Rating | None


@dataclass(frozen=True, kw_only=True)
class Analysed:
    """What became of one ride: new numbers, or an error."""

    ride_id: str
    error: str | None = None
    is_recalled: bool = False


def analyse_all(
    home: Path,
    *,
    engine: str = "local",
    scheduler: str | None = None,
    shared: str | None = None,
    workers: int | None = None,
) -> Iterator[Analysed]:
    """Make the summary of every stored ride anew; a run that was cut off goes on where it was.

    Args:
        home: the data directory.
        engine: "local" or "dask".
        scheduler: address of a Dask scheduler; without it Dask makes a cluster here.
        shared: folder or address to which the rides are written for a cluster, once.
        workers: how many processes; as many as there are processors.

    Raises:
        InputError: engine, scheduler or place do not exist, or workers elsewhere would not see the
            rides.
    """
    if scheduler is not None and shared is None:
        raise InputError(
            "workers elsewhere do not see the database of this computer",
            remedy="name a place that they see with --shared: a folder or an s3:// address",
        )
    with Store.open(home) as store:
        rides = store.rides.listed()
        by_key = {_make_key(ride, store.rider.load()): ride.id for ride in rides}
        refs = _make_refs(store, home, rides, shared)
        journal = Journal(home / "batch" / _JOURNAL, metric_version())
        with journal:
            results = map_rides(
                analyse_ride,
                refs,
                engine=engine,
                scheduler=scheduler,
                workers=workers,
                journal=journal,
            )
            yield from _save(store, results, by_key)
            journal.finish()


def count_rides(home: Path) -> int:
    """How many rides there are to analyse."""
    with Store.open(home) as store:
        return len(store.rides.listed())


def analyse_ride(ref: StoredRef | SharedRef) -> Summary:
    """The numbers of a ride, as lists show them."""
    ride, prescription, rating = _load(ref)
    return dict(summary_of(report_rated(ride, prescription, rating, rider=ref.rider)))


def _load(ref: StoredRef | SharedRef) -> tuple[Ride, Prescription | None, Rating | None]:
    if isinstance(ref, SharedRef):
        from sixhills.store.parquet import read_ride_parquet

        return read_ride_parquet(ref.name, ref.place), ref.prescription, ref.rating
    store = _open_store(ref.home)
    ride, prescription = store.rides.load(ref.ride_id)
    return ride, prescription, store.rides.get(ref.ride_id).rating


@cache
def _open_store(home: Path) -> Store:
    """The store of a process that reads many rides; it ends with the process."""
    return Store.open(home)


def _make_refs(
    store: Store, home: Path, rides: Sequence[StoredRide], shared: str | None
) -> Iterator[StoredRef | SharedRef]:
    rider = store.rider.load()
    for stored in rides:
        key = _make_key(stored, rider)
        if shared is None:
            yield StoredRef(key=key, home=home, ride_id=stored.id, rider=rider)
            continue
        from sixhills.store.parquet import write_ride_parquet

        ride, prescription = store.rides.load(stored.id)
        yield SharedRef(
            key=key,
            place=shared,
            name=write_ride_parquet(ride, stored.id, shared),
            rider=rider,
            prescription=prescription,
            rating=stored.rating,
        )


def _make_key(stored: StoredRide, rider: Rider | None) -> str:
    """What a ride's numbers hang on besides the code: the ride, its rating, its rider."""
    told = hashlib.sha256(repr((stored.rating, rider)).encode()).hexdigest()[:12]
    return f"{stored.id}:{told}"


def _save(
    store: Store, results: Iterator[Result[Summary]], ids: dict[str, str]
) -> Iterator[Analysed]:
    waiting: dict[str, Summary] = {}
    for result in results:
        ride_id = ids[result.key]
        if result.value is not None:
            waiting[ride_id] = result.value
        if len(waiting) >= SAVE_EVERY:
            store.rides.save_summaries(waiting)
            waiting = {}
        yield Analysed(ride_id=ride_id, error=result.error, is_recalled=result.is_recalled)
    store.rides.save_summaries(waiting)


@cache
def metric_version() -> str:
    """A fingerprint of the code that the numbers come from: other code, other version."""
    digest = hashlib.sha256()
    root = files("sixhills")
    for name in _PACKAGES:
        found = root / name
        for file in _sources(found if found.is_dir() else root / f"{name}.py"):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _sources(found: Traversable) -> list[Traversable]:
    if found.is_file():
        return [found]
    inner = sorted(found.iterdir(), key=lambda one: one.name)
    return [
        file
        for one in inner
        if one.is_dir() or one.name.endswith((".py", ".toml", ".npz"))
        for file in _sources(one)
    ]
