"""FIT bytes to messages: files end to end, their check sums, and what had to be repaired.

An intact file is walked through once, and its check sum says that it is intact. Only where it is
not, a slower walk looks at every message, skips what makes no sense and goes on where the file does
(salvage.py). Damage never raises here: what can be read is kept, and what was done is told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sixhills.formats.fit.checksum import crc16
from sixhills.formats.fit.layout import STORAGE, TIMESTAMP
from sixhills.formats.fit.salvage import NEAR_S, SalvageWalker, find_header, may_be_timed
from sixhills.formats.fit.tables import Part, Table, join_tables
from sixhills.formats.fit.walk import Walker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sixhills.formats.fit.salvage import Skipped
    from sixhills.formats.fit.walk import Places

MAGIC = b".FIT"
SHORTEST_HEADER = 12

_CRC_SIZE = 2
_LONGEST_UNTIMED = 1024  # bytes without a time that are believed without a second look
_TIME_BITS = 0x1F
_FILE_ID, _KIND_FIELD = 0, 0


@dataclass(kw_only=True)
class FitFile:
    """One of the files in a file; nearly always there is one.

    Attributes:
        begin: first byte of its header.
        end: first byte behind it.
        tables: its messages by the number of their kind.
        skipped: damaged stretches that were left out.
        is_cut: whether it ends before it should.
        is_open: whether it was never closed by what recorded it.
        is_wrong: whether its check sum is wrong.
    """

    begin: int
    end: int
    tables: dict[int, Table] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()
    is_cut: bool = False
    is_open: bool = False
    is_wrong: bool = False

    @property
    def kind(self) -> int | None:
        """What it holds (FIT profile, type file), or None where it does not say."""
        if _FILE_ID not in self.tables:
            return None
        kinds = self.tables[_FILE_ID].numbers(_KIND_FIELD)
        known = kinds[~np.isnan(kinds)]
        return int(known[0]) if len(known) else None


@dataclass(kw_only=True)
class FitContents:
    """Everything that FIT bytes hold.

    Attributes:
        files: one or more, in order.
        trailing: bytes behind the last file that are none.
        size: of all.
    """

    files: list[FitFile]
    trailing: int = 0
    size: int = 0

    def table(self, number: int) -> Table:
        """All messages of a kind, of all files."""
        return join_tables([f.tables[number] for f in self.files if number in f.tables], number)


def is_fit(data: bytes) -> bool:
    """Whether bytes begin like a FIT file."""
    return _is_header(data, 0)


def _is_header(data: bytes, at: int) -> bool:
    return len(data) - at >= SHORTEST_HEADER and data[at + 8 : at + 12] == MAGIC


def decode_fit(data: bytes) -> FitContents:
    """All messages of FIT bytes, as far as they make sense; nothing is raised for damage."""
    buffer = np.frombuffer(data, dtype=np.uint8)
    files: list[FitFile] = []
    at = 0
    while _is_header(data, at) and data[at] >= SHORTEST_HEADER:
        file = _read_file(data, buffer, at)
        files.append(file)
        at = file.end
        if file.end < len(data) and not _is_header(data, at):
            at = _find_next(data, file)
    return FitContents(files=files, trailing=len(data) - at, size=len(data))


def _find_next(data: bytes, file: FitFile) -> int:
    """Where the next file begins, if this one's size was wrong; else where this one ends."""
    found = find_header(data, file.begin + SHORTEST_HEADER)
    return file.end if found is None else found


def _read_file(data: bytes, buffer: NDArray[np.uint8], begin: int) -> FitFile:
    header = data[begin]
    size = int.from_bytes(data[begin + 4 : begin + 8], "little")
    body, whole = begin + header, begin + header + size
    file = FitFile(begin=begin, end=whole + _CRC_SIZE)
    file.is_open = size == 0 and len(data) - body > _CRC_SIZE
    is_closed = not file.is_open and file.end <= len(data)
    file.is_cut = not is_closed and not file.is_open
    if is_closed:
        stored = int.from_bytes(data[whole : file.end], "little")
        file.is_wrong = crc16(memoryview(data)[begin:whole]) != stored
    if is_closed and not file.is_wrong:
        return _read_intact(data, buffer, body, whole, file)
    next_file = find_header(data, body)
    end = min(whole if is_closed else len(data), len(data) if next_file is None else next_file)
    file.end = min(file.end, len(data)) if is_closed and end == whole else end
    return _read_damaged(data, buffer, body, end, file)


def _read_intact(
    data: bytes, buffer: NDArray[np.uint8], body: int, end: int, file: FitFile
) -> FitFile:
    """Messages of a file whose check sum is right; what is odd in it was written so."""
    walker = Walker(data=data, end=end)
    if walker.walk(body) < end:
        return _salvage(data, buffer, body, end, file)
    file.tables = _make_tables(buffer, walker.places)
    return file


def _read_damaged(
    data: bytes, buffer: NDArray[np.uint8], body: int, end: int, file: FitFile
) -> FitFile:
    """Messages of a file of which something is missing or wrong, perhaps no more than its end."""
    walker = Walker(data=data, end=end)
    if walker.is_begun(walker.walk(body)) and _is_steady(buffer, walker.places):
        file.tables = _make_tables(buffer, walker.places)
        return file
    return _salvage(data, buffer, body, end, file)


def _is_steady(buffer: NDArray[np.uint8], places: Sequence[Places]) -> bool:
    """Whether times follow each other so closely that no message was taken for another."""
    found = sorted(pair for one in places for pair in _whole_times(buffer, one))
    if not found or any(one.is_timed and not may_be_timed(one.layout) for one in places):
        return False
    offsets, stamps = np.array(found, dtype=np.int64).T
    ends = [int(one.offsets[-1]) for one in places if len(one.offsets)]
    near = np.abs(np.diff(stamps)) <= NEAR_S
    dense = np.diff(offsets, append=max(ends)) <= _LONGEST_UNTIMED
    return bool(near.all() and dense.all())


def _salvage(data: bytes, buffer: NDArray[np.uint8], body: int, end: int, file: FitFile) -> FitFile:
    walker = SalvageWalker(data=data, end=end)
    walker.salvage(body)
    file.skipped = tuple(walker.skipped)
    file.tables = _make_tables(buffer, walker.places)
    return file


def _make_tables(buffer: NDArray[np.uint8], places: Sequence[Places]) -> dict[int, Table]:
    parts: dict[int, list[Part]] = {}
    stamps = _unfold_times(buffer, places)
    for one, times in zip(places, stamps, strict=True):
        offsets = one.offsets
        if not len(offsets):
            continue
        rows = one.layout.gather(buffer, offsets)
        part = Part(layout=one.layout, offsets=offsets, rows=rows, stamps=times)
        parts.setdefault(one.layout.message, []).append(part)
    return {number: Table(number, found) for number, found in parts.items()}


def _unfold_times(
    buffer: NDArray[np.uint8], places: Sequence[Places]
) -> list[NDArray[np.int64] | None]:
    """Times of messages whose headers hold the last five bits of theirs; None for all others."""
    times: list[NDArray[np.int64] | None] = [None] * len(places)
    timed = [one for one in places if one.is_timed and len(one.offsets)]
    if not timed:
        return times
    found = dict(_walk_times(buffer, places))
    for index, one in enumerate(places):
        if one.is_timed:
            times[index] = np.array([found[at] for at in one.offsets.tolist()], dtype=np.int64)
    return times


def _walk_times(buffer: NDArray[np.uint8], places: Sequence[Places]) -> Iterator[tuple[int, int]]:
    """Header byte and time of each message with a compressed time."""
    whole = {at: stamp for one in places for at, stamp in _whole_times(buffer, one)}
    timed = {at for one in places if one.is_timed for at in one.offsets.tolist()}
    last = 0
    for at in sorted(timed | whole.keys()):
        if at in whole:
            last = whole[at]
        else:
            last += (int(buffer[at]) - last) & _TIME_BITS
            yield at, last


def _whole_times(buffer: NDArray[np.uint8], places: Places) -> Iterator[tuple[int, int]]:
    """Header byte and time of each message that has a time of its own."""
    offsets = places.offsets
    if places.layout.stamp_at is None or places.is_timed or not len(offsets):
        return
    stamps = places.layout.column(places.layout.gather(buffer, offsets), TIMESTAMP)
    for at, stamp in zip(offsets.tolist(), stamps.tolist(), strict=True):
        if stamp != STORAGE[0x86].invalid:
            yield at, stamp
