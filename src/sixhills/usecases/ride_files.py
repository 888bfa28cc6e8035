"""Ride files on disk: find them, and read each by its kind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sixhills.errors import FormatError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.ride.recording import Ride

_SUFFIXES = {".fit"}


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
