"""A file to what is stored of it: the part of an import that processes do beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sixhills.errors import FormatError, NotARideError
from sixhills.usecases.ride_files import RideFile, read_ride

if TYPE_CHECKING:
    from sixhills.formats.sniffing import FileKind
    from sixhills.ride.recording import Ride
    from sixhills.rider import Rider


@dataclass(frozen=True, kw_only=True)
class FileRef:
    """A file to be prepared.

    Attributes:
        key: its number in the import.
        name: of the file.
        kind: what it is.
        data: its bytes, unpacked.
        rider: who rode.
    """

    key: str
    name: str
    kind: FileKind | None
    data: bytes
    rider: Rider


@dataclass(frozen=True, kw_only=True, eq=False)
class Prepared:
    """A ride ready to be stored.

    Attributes:
        ride: what was recorded.
        summary: numbers of its report.
        channels: its arrays by name, as the store keeps them.
    """

    ride: Ride
    summary: dict[str, float | str | None]
    channels: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, kw_only=True)
class Refused:
    """Why there is no ride in a file, as plain values that pass between processes."""

    problem: str
    place: str | None = None
    remedy: str | None = None
    is_other: bool = False  # it is whole, but no ride

    def make_error(self, path: str) -> FormatError:
        """The same as an error of a file."""
        kind = NotARideError if self.is_other else FormatError
        return kind(self.problem, place=self.place or path, remedy=self.remedy)


def prepare_file(ref: FileRef) -> Prepared | Refused:
    """The ride in a file with its numbers, or why there is none."""
    from sixhills.store.ride_rows import encode_arrays
    from sixhills.usecases.reporting import summary_of
    from sixhills.verify.report import make_report

    try:
        ride = read_ride(RideFile(path=Path(ref.name), kind=ref.kind, data=ref.data))
    except FormatError as error:
        place = None if error.place == ref.name else error.place
        is_other = isinstance(error, NotARideError)
        return Refused(problem=error.problem, place=place, remedy=error.remedy, is_other=is_other)
    summary = summary_of(make_report(ride, rider=ref.rider))
    return Prepared(ride=ride, summary=summary, channels=encode_arrays(ride))
