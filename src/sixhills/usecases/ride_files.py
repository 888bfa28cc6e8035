"""Ride files on disk and in archives: find them, and read each by what it is."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from sixhills.errors import FormatError, NotARideError, NotFoundError
from sixhills.formats.sniffing import RIDE_KINDS, FileKind, sniff_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sixhills.formats.unpacking import Budget
    from sixhills.formats.zip_files import Member
    from sixhills.ride.recording import Ride

HEAD_BYTES = 4096
"""So much of a file is read to see what it is."""

_NO_RIDE_FILE = "this is no ride file"
_KINDS = "a FIT, TCX, GPX or CSV file (.fit, .tcx, .gpx, .csv), also packed (.gz, .zip)"
_RANKS: dict[str, int] = {kind.value: rank for rank, kind in enumerate(RIDE_KINDS)}
_SIDE_FILE = "._"  # how macOS names what it adds to archives


@dataclass(frozen=True, kw_only=True)
class RideFile:
    """A file that may hold a ride.

    Attributes:
        path: of the file; of one in an archive, the archive's with its name behind.
        kind: what it is, or None where it could not be read that far.
        data: its bytes, unpacked; empty where it could not be read.
        error: why it could not be read, or is no ride file; None where it can be tried.
    """

    path: Path
    kind: FileKind | None = None
    data: bytes = b""
    error: FormatError | None = None


def find_ride_files(names: Sequence[str]) -> tuple[Path, ...]:
    """The files named, and all files in folders named.

    In a folder those that tell most of a ride come first (FIT, TCX, GPX, CSV), since of a
    ride that was exported more than once the first is kept.

    Raises:
        NotFoundError: something named does not exist.
    """
    found: list[Path] = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            found += sorted((file for file in path.rglob("*") if file.is_file()), key=_rank)
        elif path.is_file():
            found.append(path)
        else:
            raise NotFoundError("there is no such file or folder", place=name)
    return tuple(found)


def count_files(paths: Sequence[Path]) -> int:
    """How many files there are to look at, those in archives too."""
    return sum(_count_within(path) for path in paths)


def open_ride_files(path: Path) -> Iterator[RideFile]:
    """The ride file at a path, or those in the archive there, one after the other.

    Nothing is raised: what cannot be read is a file with its error.
    """
    from sixhills.formats.unpacking import Budget

    budget = Budget()
    try:
        with path.open("rb") as file:
            kind = _kind_of(path, file.read(HEAD_BYTES))
            if kind is FileKind.ZIP:
                yield from _walk(file, path, budget, depth=1)
            else:
                yield _make_file(path, kind, lambda: _read_whole(file, budget), budget)
    except OSError as error:
        yield RideFile(path=path, error=FormatError(f"cannot read the file: {error.strerror}"))


def read_ride_file(path: Path) -> Ride:
    """The ride in a file, or in an archive of one file; see `read_ride`.

    Raises:
        NotARideError: it holds something else, or several files.
        FormatError: it cannot be read as a ride.
    """
    match list(islice(open_ride_files(path), 2)):
        case [only]:
            return read_ride(only)
        case several:
            raise NotARideError(
                f"the archive holds {'several' if several else 'no'} files",
                place=str(path),
                remedy="take in its rides with `sixhills import`",
            )


def read_ride(file: RideFile) -> Ride:
    """The ride in a file, cleaned of impossible values, with a distance where it has positions.

    Raises:
        NotARideError: it holds something else.
        FormatError: it cannot be read as a ride.
    """
    from sixhills.ride.cleaning import clean_ride
    from sixhills.ride.track import add_distance

    if file.error:
        raise _placed(file.error, file.path)
    try:
        return add_distance(clean_ride(_read(file)))
    except FormatError as error:
        raise _placed(error, file.path) from error


def _read(file: RideFile) -> Ride:
    match file.kind:
        case FileKind.GPX:
            from sixhills.formats.gpx import read_gpx

            return read_gpx(file.data)
        case FileKind.TCX:
            from sixhills.formats.tcx import read_tcx

            return read_tcx(file.data)
        case FileKind.CSV:
            from sixhills.formats.ride_csv.reader import read_csv

            return read_csv(file.data, name=file.path.name)
        case _:
            from sixhills.formats.fit.reader import read_activity

            return read_activity(file.data)


# -- what is in a file ------------------------------------------------------------------------


def _kind_of(path: Path, head: bytes) -> FileKind | None:
    """What a file is by its first bytes, or what it should be by its name."""
    if path.name.startswith(_SIDE_FILE):
        return None
    kind = sniff_kind(head)
    if kind is None and path.suffix.lower() in set(FileKind):
        return FileKind(path.suffix.lower())
    return kind


def _make_file(
    path: Path, kind: FileKind | None, read: Callable[[], bytes], budget: Budget
) -> RideFile:
    """A file, read and unpacked as far as it is of a kind that holds rides."""
    from sixhills.formats.unpacking import unpack_gzip

    if kind is None:
        return RideFile(path=path, error=NotARideError(_NO_RIDE_FILE, remedy=f"give {_KINDS}"))
    try:
        data = read()
        if kind is FileKind.GZIP:
            data = unpack_gzip(data, budget)
            kind = _kind_of(path.with_suffix(""), data[:HEAD_BYTES])
    except FormatError as error:
        return RideFile(path=path, error=error)
    if kind not in RIDE_KINDS:
        return RideFile(path=path, error=NotARideError(_NO_RIDE_FILE, remedy=f"give {_KINDS}"))
    return RideFile(path=path, kind=kind, data=data)


def _read_whole(file: IO[bytes], budget: Budget) -> bytes:
    """A file on disk, unless it is larger than any ride."""
    size = file.seek(0, 2)
    if size > budget.limits.file_bytes:
        raise FormatError(
            f"the file has {size >> 20} MiB, more than any ride", remedy="give the file of one ride"
        )
    file.seek(0)
    return file.read()


def _walk(file: IO[bytes], path: Path, budget: Budget, *, depth: int) -> Iterator[RideFile]:
    """The files in an archive, and in archives within it."""
    from sixhills.formats.zip_files import walk_zip

    try:
        for member in walk_zip(file, budget):
            inside = Path(f"{path}/{member.name}")
            kind = _kind_of(inside, member.head)
            if kind is FileKind.ZIP:
                yield from _walk_within(member, inside, budget, depth=depth + 1)
            else:
                yield _make_file(inside, kind, member.read, budget)
    except FormatError as error:
        yield RideFile(path=path, error=error)


def _walk_within(member: Member, path: Path, budget: Budget, *, depth: int) -> Iterator[RideFile]:
    if depth > budget.limits.depth:
        yield RideFile(path=path, error=FormatError("archives are nested too deeply"))
        return
    try:
        data = member.read()
    except FormatError as error:
        yield RideFile(path=path, error=error)
        return
    yield from _walk(BytesIO(data), path, budget, depth=depth)


def _count_within(path: Path) -> int:
    from sixhills.formats.zip_files import count_members

    if path.suffix.lower() != FileKind.ZIP:
        return 1
    try:
        with path.open("rb") as file:
            return count_members(file)
    except OSError:
        return 1


def _rank(path: Path) -> tuple[int, Path]:
    name = path.with_suffix("") if path.suffix.lower() == FileKind.GZIP else path
    return _RANKS.get(name.suffix.lower(), len(_RANKS)), path


def _placed(error: FormatError, path: Path) -> FormatError:
    """An error that says in which file it is."""
    if error.place:
        return error
    return type(error)(error.problem, place=str(path), remedy=error.remedy)
