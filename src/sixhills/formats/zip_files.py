"""ZIP files, member by member: exports of thousands of rides without unpacking them to disk.

Nothing that an archive says of itself is believed: sizes are counted as they come, names are only
shown, and a member that is damaged, encrypted or packed in an unknown way costs only itself.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from sixhills.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipInfo

    from sixhills.formats.unpacking import Budget

HEAD_BYTES = 4096
"""So much of a member is read to see what it is."""

_END = struct.Struct("<4s4H2LH")  # end of the central directory: the sixth field is its size
_END_MARK = b"PK\5\6"
_LONGEST_END = _END.size + 2**16 - 1  # with a comment
_WIDE_END = struct.Struct("<4sQ2H2L4Q")  # the same for large archives
_WIDE_PLACE = struct.Struct("<4sLQL")  # says where that is, directly before the end
_WIDE_MARK = b"PK\6\6"
_UNKNOWN_SIZE = 2**32 - 1
_LARGEST_DIRECTORY = 64 * 2**20  # read whole: about half a million members
_LONGEST_NAME = 200


@dataclass(frozen=True, kw_only=True)
class Member:
    """A file in an archive, to be read before the next one is asked for.

    Attributes:
        name: as the archive writes it, made printable.
        head: its first bytes; empty where it cannot be read.
    """

    name: str
    head: bytes
    _info: ZipInfo
    _archive: ZipFile
    _budget: Budget

    def read(self) -> bytes:
        """The whole file.

        Raises:
            FormatError: it is damaged, encrypted, or larger than the limits allow.
        """
        require_known_packing(self._info)
        try:
            with self._archive.open(self._info) as file:
                return self._budget.read(file.read, self._info.compress_size)
        except UNREADABLE as error:
            raise FormatError(
                explain_unreadable(error), remedy="get the archive once more"
            ) from error


UNREADABLE = (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error)
"""What the standard library raises for an archive or a member that it cannot read."""


def walk_zip(file: IO[bytes], budget: Budget) -> Iterator[Member]:
    """The files in a ZIP archive, in order of their names.

    Args:
        file: the archive, which can be searched.
        budget: what may come out of it.

    Raises:
        FormatError: it is no archive that can be read, or holds too many files.
    """
    check_directory(file)
    try:
        archive = ZipFile(file)
    except UNREADABLE as error:
        raise FormatError(
            "the ZIP file cannot be read", remedy="get it once more, or unpack it"
        ) from error
    with archive:
        infos = [info for info in archive.infolist() if not _is_folder(info)]
        budget.count_members(len(infos))
        for info in sorted(infos, key=lambda one: one.filename):
            yield Member(
                name=_printable(info.filename),
                head=_read_head(archive, info),
                _info=info,
                _archive=archive,
                _budget=budget,
            )


def count_members(file: IO[bytes]) -> int:
    """How many files an archive says that it holds; 1 where it cannot be read."""
    try:
        check_directory(file)
        with ZipFile(file) as archive:
            return sum(not _is_folder(info) for info in archive.infolist())
    except (FormatError, *UNREADABLE):
        return 1


def _is_folder(info: ZipInfo) -> bool:
    return info.filename.endswith("/")  # its own method fails on a damaged, empty name


def _read_head(archive: ZipFile, info: ZipInfo) -> bytes:
    try:
        require_known_packing(info)
        with archive.open(info) as file:
            return file.read(HEAD_BYTES)
    except (FormatError, *UNREADABLE):
        return b""  # reading it whole will say why


def require_known_packing(info: ZipInfo) -> None:
    """Refuse what Python unpacks in one go however large it becomes (bzip2, LZMA).

    Raises:
        FormatError: it is packed so.
    """
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise FormatError("it is packed in a way that is not read here", remedy="unpack it")


def check_directory(file: IO[bytes]) -> None:
    """Refuse an archive whose list of members alone would fill the memory.

    Raises:
        FormatError: it is such a one, or no whole archive.
    """
    size = file.seek(0, 2)
    file.seek(max(0, size - _LONGEST_END - _WIDE_PLACE.size))
    tail = file.read()
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) - at < _END.size:
        raise FormatError("the ZIP file is cut short", remedy="get it once more")
    directory_size = _END.unpack_from(tail, at)[5]
    if directory_size == _UNKNOWN_SIZE and at >= _WIDE_PLACE.size:
        directory_size = _read_wide_size(file, tail[at - _WIDE_PLACE.size : at])
    if directory_size > _LARGEST_DIRECTORY:
        raise FormatError("the ZIP file lists more files than any export", remedy="unpack it")


def _read_wide_size(file: IO[bytes], place: bytes) -> int:
    file.seek(_WIDE_PLACE.unpack(place)[2])
    end = file.read(_WIDE_END.size)
    if len(end) < _WIDE_END.size or not end.startswith(_WIDE_MARK):
        raise FormatError("the ZIP file is damaged", remedy="get it once more")
    size: int = _WIDE_END.unpack(end)[8]
    return size


def _printable(name: str) -> str:
    shown = "".join(sign if sign.isprintable() else "?" for sign in name)
    return shown if len(shown) <= _LONGEST_NAME else f"…{shown[-_LONGEST_NAME:]}"


def explain_unreadable(error: Exception) -> str:
    """One of `UNREADABLE` in plain words."""
    if isinstance(error, RuntimeError):
        return "it is encrypted"
    return "it is damaged"
