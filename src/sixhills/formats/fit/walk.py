"""The walk from header to header: where each message of a file stands, and in which layout.

Only the first byte of each message is looked at, and where many messages of one kind follow each
other, as records do in most files, not even that: the header bytes of some hundred messages are
compared at once. All values are read afterwards, layout by layout (tables.py).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sixhills.formats.fit.layout import DeveloperField, parse_layout

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.formats.fit.layout import Descriptions, Layout

DEVELOPER_DATA_ID, FIELD_DESCRIPTION = 207, 206

_LOCAL, _COMPRESSED = 0x0F, 0x80
_IS_DEFINITION, _KIND = 0x40, 0xC0
_HAS_OWN, _TIMED_LOCAL = 0x20, 0x60
_CRC_SIZE = 2
_LONGEST_DEFINITION = 7 + 2 * 3 * 255
_OFFSETS = 32  # headers of one local number that carry a time of their own
_BLOCK = 64  # messages of one kind that are compared at once
_PATIENCE = 96  # messages taken one by one after a block that was mixed


def _never(at: int) -> None:
    """What is done at a header that stands for no layout."""
    raise AssertionError(at)


class Places:
    """Where the messages of one layout stand.

    Attributes:
        layout: theirs.
        is_timed: whether the header of each carries five bits of a time.
    """

    def __init__(self, layout: Layout, *, is_timed: bool) -> None:
        self.layout = layout
        self.is_timed = is_timed
        self._single = array("q")
        self._runs: list[tuple[int, int]] = []
        self.take: Callable[[int], None] = self._single.append

    def take_run(self, at: int, count: int) -> None:
        """Note messages that stand end to end."""
        self._runs.append((at, count))

    def drop_last(self) -> None:
        """Forget the message that was noted last, one by one."""
        self._single.pop()

    @property
    def offsets(self) -> NDArray[np.int64]:
        """Their header bytes, rising, shape (n,)."""
        size = self.layout.size
        single = np.array(self._single, dtype=np.int64)
        if not self._runs:
            return single
        runs = [np.arange(at, at + count * size, size) for at, count in self._runs]
        if not len(single):
            return np.concatenate(runs)
        return np.sort(np.concatenate((single, *runs)))


@dataclass(kw_only=True)
class Walker:
    """What is known while a file's messages are walked through.

    Attributes:
        data: all bytes.
        end: where the messages must end.
        places: of all messages so far.
        described: developer fields so far.
        definitions: how many were read.
    """

    data: bytes
    end: int
    places: list[Places] = field(default_factory=list)
    described: Descriptions = field(default_factory=dict)
    definitions: int = 0
    _applications: dict[int, bytes | None] = field(default_factory=dict)
    _pool: dict[bytes, Layout] = field(default_factory=dict)
    _open: dict[tuple[int, bool], Places] = field(default_factory=dict)
    sizes: list[int] = field(default_factory=lambda: [0] * 256)
    _in_force: list[Places | None] = field(default_factory=lambda: [None] * 256)
    _takes: list[Callable[[int], None]] = field(default_factory=lambda: [_never] * 256)
    _timed: set[int] = field(default_factory=set)  # local numbers seen in headers with a time
    _epoch: int = 0  # how often developer fields were described
    _last: int = -1  # header of the last message that was walked over, -1 in a run

    def walk(self, at: int) -> int:
        """Walk on from a header byte to the end, or to the first byte that is no header.

        Returns:
            The byte at which it stopped: `end`, or less.
        """
        while at < self.end:
            stop = self._walk_data(at)
            if stop >= self.end:
                return self._end_at(stop)
            at = self.take_other(stop)
            if at == stop:
                return stop
        return at

    def _walk_data(self, at: int) -> int:
        """Walk through messages of known layouts; returns the first byte of something else."""
        head = -1
        data, end, sizes = self.data, self.end, self.sizes
        takes = self._takes
        patience = 0
        while at < end:
            head = data[at]
            size = sizes[head]
            if not size:
                return at
            if patience:
                patience -= 1
            elif (
                at + _BLOCK * size <= end
                and data[at : at + _BLOCK * size : size] == bytes([head]) * _BLOCK
            ):
                at = self._walk_run(at, head, size)
                continue
            else:
                patience = _PATIENCE
            takes[head](at)
            at += size
        self._last = head
        return at

    def _walk_run(self, at: int, head: int, size: int) -> int:
        """Take as many messages with the same header as follow each other."""
        start, block = at, _BLOCK
        while at + block * size <= self.end:
            if self.data[at : at + block * size : size] != bytes([head]) * block:
                if block == _BLOCK:
                    break
                block = _BLOCK
                continue
            at += block * size
            block = min(4 * block, 2**14)
        places = self._in_force[head]
        if places is not None:
            places.take_run(start, (at - start) // size)
        self._last = -1
        return at

    def _end_at(self, stop: int) -> int:
        """The end, without a last message that reaches beyond it."""
        if stop == self.end or self._last < 0:
            return min(stop, self.end)
        places = self._in_force[self._last]
        if places is not None:
            places.drop_last()
        return stop - self.sizes[self._last]

    def take_other(self, at: int) -> int:
        """Take a definition, or a message that changes how later ones are read.

        Returns:
            The first byte behind it, or `at` where there is none.
        """
        head = self.data[at]
        if head & _KIND == _IS_DEFINITION:
            return self._define(at)
        if head & _COMPRESSED:
            self._put_timed((head & _TIMED_LOCAL) >> 5)
        return self._take_one(at, head)

    def _take_one(self, at: int, head: int) -> int:
        places = self._in_force[head]
        if places is None or at + places.layout.size > self.end:
            return at
        places.take(at)
        self._describe(places.layout, at)
        return at + places.layout.size

    def is_begun(self, at: int) -> bool:
        """Whether the bytes from here on are the beginning of a message, or of a check sum."""
        rest = self.end - at
        if rest <= _CRC_SIZE:
            return True
        if self.data[at] & _KIND == _IS_DEFINITION:
            return rest < _LONGEST_DEFINITION
        layout = self.layout_of(self.data[at])
        return layout is not None and rest < layout.size

    def _define(self, at: int) -> int:
        data = self.data
        if at + 6 > self.end:
            return at
        end = at + 6 + 3 * data[at + 5]
        if data[at] & _HAS_OWN and end < self.end:
            end += 1 + 3 * data[end]
        if end > self.end:
            return at
        self.definitions += 1
        key = data[at + 1 : end] + bytes(
            [data[at] & _HAS_OWN, self._epoch & 0xFF, self._epoch >> 8 & 0xFF]
        )
        layout = self._pool.get(key)
        if layout is None:
            try:
                layout, _ = parse_layout(data, at, self.described)
            except ValueError:
                return at
            self._pool[key] = layout
        self._put_in_force(data[at] & _LOCAL, layout)
        return end

    def _put_in_force(self, local: int, layout: Layout) -> None:
        changes = layout.message in (DEVELOPER_DATA_ID, FIELD_DESCRIPTION)
        self._put(local, self._places_of(layout, is_timed=False), 0 if changes else layout.size)
        if local in self._timed:  # headers with a time, which this layout may never have
            self._timed.discard(local)
            first = _COMPRESSED | local << 5
            self.sizes[first : first + _OFFSETS] = [0] * _OFFSETS

    def _put(self, head: int, places: Places, size: int) -> None:
        self._in_force[head] = places
        self._takes[head] = places.take
        self.sizes[head] = size

    def _put_timed(self, local: int) -> None:
        """Put the layout of a local number in force under its headers that carry a time."""
        places = self._in_force[local]
        if places is None or local in self._timed:
            return
        self._timed.add(local)
        timed = self._places_of(places.layout, is_timed=True)
        first = _COMPRESSED | local << 5
        for head in range(first, first + _OFFSETS):
            self._put(head, timed, self.sizes[local])

    def _places_of(self, layout: Layout, *, is_timed: bool) -> Places:
        key = (id(layout), is_timed)
        if key not in self._open:
            self._open[key] = Places(layout, is_timed=is_timed)
            self.places.append(self._open[key])
        return self._open[key]

    def layout_of(self, head: int) -> Layout | None:
        """The layout in force under a header byte, or None."""
        places = self._in_force[(head & _TIMED_LOCAL) >> 5 if head & _COMPRESSED else head]
        return places.layout if places else None

    def _describe(self, layout: Layout, at: int) -> None:
        """Learn what a developer's fields are."""
        self._epoch += 1
        message = self.data[at : at + layout.size]
        if layout.message == DEVELOPER_DATA_ID:
            index = _number(layout, message, 3)
            if index is not None:
                self._applications[index] = _bytes(layout, message, 1)
            return
        index, number = _number(layout, message, 0), _number(layout, message, 1)
        base = _number(layout, message, 2)
        if index is None or number is None or base is None:
            return
        kind = _number(layout, message, 14)
        native = _number(layout, message, 15)
        self.described[index, number] = DeveloperField(
            index=index,
            number=number,
            base=base,
            name=_text(layout, message, 3),
            units=_text(layout, message, 8),
            application=self._applications.get(index),
            native=native if kind in (None, 20) else None,  # of a record
        )


def _bytes(layout: Layout, message: bytes, number: int) -> bytes | None:
    found = layout.by_key.get(number)
    if found is None:
        return None
    value = message[found.offset : found.offset + found.size]
    return None if value == b"\xff" * found.size else value


def _number(layout: Layout, message: bytes, number: int) -> int | None:
    value = _bytes(layout, message, number)
    return None if value is None else int.from_bytes(value, "big" if layout.is_big else "little")


def _text(layout: Layout, message: bytes, number: int) -> str:
    value = _bytes(layout, message, number) or b""
    return value.partition(b"\0")[0].decode("utf-8", "replace")
