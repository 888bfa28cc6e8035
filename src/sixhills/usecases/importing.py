"""Import rides from files and folders; one bad file never stops the others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sixhills.errors import InputError
from sixhills.usecases.reporting import summary_of
from sixhills.usecases.ride_files import read_ride_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
    """

    path: Path
    stored: StoredRide | None = None
    new: bool = False
    error: InputError | None = None


def import_rides(store: Store, paths: Sequence[Path], rider: Rider) -> Iterator[Imported]:
    """Read and store files one by one, saying what became of each."""
    for path in paths:
        try:
            yield _import_ride(store, path, rider)
        except InputError as error:
            yield Imported(path=path, error=error)


def _import_ride(store: Store, path: Path, rider: Rider) -> Imported:
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
    return Imported(path=path, stored=stored, new=stored.new)
