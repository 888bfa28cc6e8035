"""Reading on where a FIT file is damaged.

A FIT file has no marks between messages: who loses one header loses all that follow. But records
carry their time, and times of a ride go on from each other. So a stretch that makes no sense is
searched for the next byte that is the header of a known layout, whose time continues the ride, and
behind which more messages follow that do the same. By chance that happens in one of a thousand
million places.

A message is believed if its time is near the last one. One whose time is far off, or that carries
none, is believed only if what follows it goes on: then single values were damaged, or the clock was
set, and no header was lost.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sixhills.formats.fit.layout import STORAGE, TIMESTAMP, parse_layout
from sixhills.formats.fit.walk import DEVELOPER_DATA_ID, FIELD_DESCRIPTION, Walker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from sixhills.formats.fit.layout import Layout

NEAR_S = 86_400
"""A ride goes on within a day."""

_BACK_S = 3600  # totals are written with the time at which they began
_AHEAD = 64  # messages that are looked at to see whether a file goes on
_ENOUGH = 2  # of them with a time that continues
_WINDOW = 2**16  # bytes that are searched at once
_SHORTEST_DEFINITION = 9  # bytes
_SHORT = 5  # bytes: a message as short may be all nulls
_MOST_DEVELOPERS = 16
_RECORD, _ONCE = 20, {0, 49}  # file_id and file_creator come once
_TIMED, _DEFINITION, _KIND = 0x80, 0x40, 0xC0
_CRC_SIZE = 2


@dataclass(frozen=True, kw_only=True)
class Skipped:
    """A damaged stretch of a file: from its first byte to the first behind it."""

    begin: int
    end: int

    @property
    def size(self) -> int:
        """Bytes."""
        return self.end - self.begin


def find_header(data: bytes, start: int) -> int | None:
    """Where another FIT file begins within bytes, or None."""
    at = data.find(b".FIT", start + 8)
    while at >= 0:
        begin = at - 8
        if data[begin] in (12, 14) and data[begin + 1] >> 4 <= 4:
            return begin
        at = data.find(b".FIT", at + 1)
    return None


def may_be_timed(layout: Layout) -> bool:
    """Whether headers of a layout may carry a time: records do that have no other."""
    return layout.message == _RECORD and layout.stamp_at is None


@dataclass(kw_only=True)
class SalvageWalker(Walker):
    """A walk that looks at every message and goes on behind damage.

    Attributes:
        skipped: what was left out, in order.
    """

    skipped: list[Skipped] = field(default_factory=list)
    _known: set[bytes] = field(default_factory=set)  # definitions that were believed
    _time: int | None = None  # time of the last message that was believed

    def salvage(self, at: int) -> None:
        """Take all messages from a header byte to the end that make sense."""
        self._buffer = np.frombuffer(self.data, dtype=np.uint8)
        while at < self.end:
            behind = self._believe(at)
            if behind is None:
                found = self._search(at)
                if found is None:
                    self._skip_tail(at)
                    return
                self.skipped.append(Skipped(begin=at, end=found))
                self._last_seen(found)
                behind = self._take(found)
            at = behind

    def _skip_tail(self, at: int) -> None:
        """Leave the rest out; half a message or a check sum at the end is nothing to tell."""
        if not self.is_begun(at):
            self.skipped.append(Skipped(begin=at, end=self.end))

    # -- one message ---------------------------------------------------------------------------

    def _believe(self, at: int) -> int | None:
        """Take the message at a byte if it makes sense: the byte behind it, or None."""
        head = self.data[at]
        if head & _KIND == _DEFINITION:
            behind = self._define(at) if self._is_definition(at) else at
            self._known.add(self.data[at + 1 : behind])
            return behind if behind > at else None
        layout = self.layout_of(head)
        if layout is None or at + layout.size > self.end:
            return None
        behind = at + layout.size
        stamp = self._stamp(layout, at, head)
        if stamp is None:
            if not self._is_sane(layout, at) or not self._goes_on(behind, self._time):
                return None
        elif self._is_near(stamp, self._time) or self._time is None or self._goes_on(behind, stamp):
            self._time = stamp
        elif not self._goes_on(behind, self._time):
            return None
        return self._take(at)

    def _take(self, at: int) -> int:
        head = self.data[at]
        if not self.sizes[head]:
            return max(at + 1, self.take_other(at))
        places = self._in_force[head]
        if places is not None:
            places.take(at)
        return at + self.sizes[head]

    def _last_seen(self, at: int) -> None:
        head = self.data[at]
        layout = self.layout_of(head) if head & _KIND != _DEFINITION else None
        stamp = self._stamp(layout, at, head) if layout else None
        self._time = self._time if stamp is None else stamp

    def _is_sane(self, layout: Layout, at: int) -> bool:
        """Whether a message that carries no time may be one, by what is known of its kind."""
        message = self.data[at : at + layout.size]
        if not any(message[1:]) and layout.size > _SHORT:
            return False
        if message[0] & _TIMED:
            return may_be_timed(layout)
        if layout.message in _ONCE:
            return all(not len(one.offsets) for one in self.places if one.layout is layout)
        if layout.message == DEVELOPER_DATA_ID:
            field = layout.by_key.get(3)
            return field is not None and message[field.offset] < _MOST_DEVELOPERS
        if layout.message == FIELD_DESCRIPTION:
            field = layout.by_key.get(2)
            return field is not None and message[field.offset] in STORAGE
        return True

    def _stamp(self, layout: Layout, at: int, head: int) -> int | None:
        """The time that a message holds, or None; a header's five bits prove nothing."""
        if head & _TIMED:
            return None
        if layout.stamp_at is None:
            return None
        begin = at + layout.stamp_at
        order = "big" if layout.is_big else "little"
        stamp = int.from_bytes(self.data[begin : begin + 4], order)  # type: ignore[arg-type]
        return None if stamp == STORAGE[0x86].invalid else stamp

    @staticmethod
    def _is_near(stamp: int, last: int | None) -> bool:
        return last is not None and -_BACK_S <= stamp - last <= NEAR_S

    def _is_definition(self, at: int) -> bool:
        """Whether a definition stands at a byte, by all that one has in common with others."""
        try:
            layout, end = parse_layout(self.data, at, self.described)
        except ValueError:
            return False
        if end > self.end or not layout.fields:
            return False
        if self.data[at + 1 : end] in self._known:
            return True
        count = self.data[at + 5]
        bases = self.data[at + 8 : at + 6 + 3 * count : 3]
        return self.data[at + 1] == 0 and all(base in STORAGE for base in bases)

    def _goes_on(self, at: int, last: int | None) -> bool:
        """Whether messages follow that continue from a time."""
        near = 0
        for _ in range(_AHEAD):
            if at >= self.end - _CRC_SIZE or near >= _ENOUGH:
                return True
            head = self.data[at]
            if head & _KIND == _DEFINITION:
                is_cut = self.is_begun(at) and at + _SHORTEST_DEFINITION > self.end
                return is_cut or self._is_definition(at)
            layout = self.layout_of(head)
            if layout is None:
                return False
            if at + layout.size > self.end:  # cut off in this message
                return True
            stamp = self._stamp(layout, at, head)
            if not (self._is_sane(layout, at) if stamp is None else self._may_be(stamp, last)):
                return False
            near += stamp is not None and last is not None
            last = last if stamp is None else stamp
            at += layout.size
        return near > 0 or last is None

    def _may_be(self, stamp: int, last: int | None) -> bool:
        return last is None or self._is_near(stamp, last)

    # -- searching -----------------------------------------------------------------------------

    def _search(self, lost: int) -> int | None:
        """The next byte at which the file goes on, or None."""
        for begin in range(lost + 1, self.end, _WINDOW):
            for at, stamp in self._candidates(begin, min(begin + _WINDOW, self.end)):
                if stamp is None:
                    if self._starts_layout(at):
                        return at
                elif self._goes_on(at + self.sizes[self.data[at]], stamp):
                    return at
        return None

    def _candidates(self, begin: int, end: int) -> Iterator[tuple[int, int | None]]:
        """Bytes that may be a header of a record (with its time) or of a definition (None)."""
        found: list[tuple[int, int | None]] = []
        heads = self._buffer[begin:end]
        for head in range(_DEFINITION):
            layout = self.layout_of(head)
            if layout is not None and layout.stamp_at is not None:
                places = begin + np.flatnonzero(heads == head)
                found += self._near_ones(layout, places)
        definitions = begin + np.flatnonzero(heads & _KIND == _DEFINITION)
        definitions = definitions[definitions + 6 < self.end]
        plain = (self._buffer[definitions + 1] == 0) & (self._buffer[definitions + 2] <= 1)
        found += [(at, None) for at in definitions[plain].tolist()]
        return iter(sorted(found, key=lambda pair: pair[0]))

    def _near_ones(self, layout: Layout, places: NDArray[np.int64]) -> list[tuple[int, int | None]]:
        places = places[places + layout.size <= self.end]
        if not len(places) or layout.stamp_at is None:
            return []
        stored = self._buffer[places[:, None] + layout.stamp_at + np.arange(4)]
        kind = ">u4" if layout.is_big else "<u4"
        stamps = stored.view(kind)[:, 0].astype(np.int64)
        if self._time is None:
            near = stamps != STORAGE[0x86].invalid
        else:
            near = (stamps >= self._time) & (stamps - self._time <= NEAR_S)
        return list(zip(places[near].tolist(), stamps[near].tolist(), strict=True))

    def _starts_layout(self, at: int) -> bool:
        """Whether a definition stands at a byte, and a message of it or a definition behind it."""
        if not self._is_definition(at):
            return False
        layout, end = parse_layout(self.data, at, self.described)
        if len(layout.fields) < _ENOUGH or end >= self.end:
            return False
        head = self.data[end]
        if head & _KIND == _DEFINITION:
            return self._is_definition(end)
        if head != self.data[at] & 0x0F:
            return False
        stamp = self._stamp(layout, end, head) if TIMESTAMP in layout.by_key else None
        return stamp is None or self._time is None or self._is_near(stamp, self._time)
