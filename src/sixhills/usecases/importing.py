"""Import rides from files and folders; one bad file never stops the others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sixhills.errors import InputError
from sixhills.usecases.reporting import summary_of
from sixhills.usecases.ride_files import read_ride_file
from sixhills.usecases.riding import now_utc

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sixhills.rider import Rider
    from sixhills.store.store import Store, StoredRide


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What became of one file.

    Attributes:
        path: of the file.
        stored: the ride, or None when it could not be read.
        new: False when the same file was stored before.
        error: why it could not be read, or None.
        learnt: what it taught about the rider, each one plain sentence.
    """

    path: Path
    stored: StoredRide | None = None
    new: bool = False
    error: InputError | None = None
    learnt: tuple[str, ...] = ()


def import_rides(
    store: Store, paths: Sequence[Path], rider: Rider, *, now: datetime | None = None
) -> Iterator[Imported]:
    """Read and store files one by one, saying what became of each.

    Args:
        store: where to.
        paths: of the files.
        rider: whose rides they are.
        now: the present moment, unless that of the clock.
    """
    for path in paths:
        try:
            yield _import_ride(store, path, rider, now or now_utc())
        except InputError as error:
            yield Imported(path=path, error=error)


def _import_ride(store: Store, path: Path, rider: Rider, now: datetime) -> Imported:
    from sixhills.usecases.learning import learn_from_ride
    from sixhills.verify.report import make_report

    ride = read_ride_file(path)
    report = make_report(ride, rider=rider)
    stored = store.add_ride(
        ride=ride,
        original=path.read_bytes(),
        extension=path.suffix.lower(),
        file_name=path.name,
        prescription=None,
        summary=summary_of(report),
    )
    learnt = learn_from_ride(store, stored.id, ride, None, now=now)
    return Imported(path=path, stored=stored, new=stored.new, learnt=learnt)
