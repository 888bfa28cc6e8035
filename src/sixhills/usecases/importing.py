"""Import rides from files and folders; one bad file never stops the others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sixhills.errors import FormatError, InputError, NotFoundError
from sixhills.usecases.reporting import summary_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sixhills.ride.recording import Ride
    from sixhills.rider import Rider
    from sixhills.store.store import Store, StoredRide

_SUFFIXES = {".fit"}


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


def find_ride_files(names: Sequence[str]) -> tuple[Path, ...]:
    """The ride files named, and those in folders named, in order of their names.

    Raises:
        NotFoundError: something named does not exist.
    """
    found: list[Path] = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            files = (file for file in sorted(path.rglob("*")) if file.is_file())
            found += [file for file in files if file.suffix.lower() in _SUFFIXES]
        elif path.is_file():
            found.append(path)
        else:
            raise NotFoundError("there is no such file or folder", place=name)
    return tuple(found)


def import_rides(store: Store, paths: Sequence[Path], rider: Rider) -> Iterator[Imported]:
    """Read and store files one by one, saying what became of each."""
    for path in paths:
        try:
            yield _import_ride(store, path, rider)
        except InputError as error:
            yield Imported(path=path, error=error)


def read_ride_file(path: Path) -> Ride:
    """The ride in a file, by the kind of file.

    Raises:
        FormatError: the file cannot be read as a ride.
    """
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES:
        raise FormatError(
            f'cannot read "{suffix or path.name}" files',
            place=str(path),
            remedy=f"give a file that ends in {', '.join(sorted(_SUFFIXES))}",
        )
    from sixhills.formats.fit.reader import read_activity

    try:
        return read_activity(path)
    except OSError as error:
        raise FormatError(f"cannot read the file: {error.strerror}", place=str(path)) from error


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
