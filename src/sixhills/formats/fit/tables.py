"""All messages of one kind as columns: numbers, texts, arrays, by field.

A kind of message may come in several layouts, in which fields come and go and even change their
type. A column joins them in the order of the file. What is missing is NaN, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from sixhills.formats.fit.layout import TIMESTAMP, FieldKey
from sixhills.formats.fit.profile_table import MESSAGES, PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from sixhills.formats.fit.layout import Layout, StoredField
    from sixhills.formats.fit.profile_table import FieldRow, PartRow

    Numbers = NDArray[np.float64]

_NOTHING: Mapping[int, Any] = {}


@dataclass(frozen=True, kw_only=True)
class Part:
    """Messages of one layout.

    Attributes:
        layout: theirs.
        offsets: of their headers in the file, rising, shape (n,).
        rows: what they hold, as stored, shape (n,).
        stamps: their times from compressed headers, shape (n,), or None.
    """

    layout: Layout
    offsets: NDArray[np.int64]
    rows: NDArray[np.void]
    stamps: NDArray[np.int64] | None = None


class Table:
    """All messages of one kind.

    Attributes:
        number: of the kind.
        parts: the messages by layout.
    """

    def __init__(self, number: int, parts: Sequence[Part]) -> None:
        self.number = number
        self.parts = tuple(part for part in parts if len(part.offsets))

    def __len__(self) -> int:
        return sum(len(part.offsets) for part in self.parts)

    @property
    def name(self) -> str:
        """What the profile calls the kind, or its number."""
        return MESSAGES[self.number][0] if self.number in MESSAGES else f"unknown_{self.number}"

    @cached_property
    def offsets(self) -> NDArray[np.int64]:
        """Byte of each message's header in the file, rising, shape (n,)."""
        if not self.parts:
            return np.empty(0, dtype=np.int64)
        return np.sort(np.concatenate([part.offsets for part in self.parts]))

    @cached_property
    def _places(self) -> tuple[slice | NDArray[np.intp], ...]:
        """Where the messages of each part come in the order of the file."""
        if len(self.parts) == 1:
            return (slice(None),)
        return tuple(np.searchsorted(self.offsets, part.offsets) for part in self.parts)

    @cached_property
    def keys(self) -> tuple[FieldKey, ...]:
        """All fields that any layout has; also the time, where headers carry it."""
        keys: dict[FieldKey, None] = {}
        for part in self.parts:
            if part.stamps is not None:
                keys[TIMESTAMP] = None
            keys.update(dict.fromkeys(field.key for field in part.layout.fields))
        return tuple(keys)

    def numbers(self, key: FieldKey) -> Numbers:
        """A field in the profile's units, shape (n,), NaN where missing; not of texts and arrays.

        Enumerations and times are their codes and seconds. Numbers above 2**53 are rounded.
        """
        column = np.full(len(self), np.nan)
        for part, place in zip(self.parts, self._places, strict=True):
            if key == TIMESTAMP and part.stamps is not None:
                column[place] = part.stamps
                continue
            field = part.layout.by_key.get(key)
            if field is not None and field.count == 1 and not field.is_text:
                column[place] = self._scaled(key, _read_numbers(part, field))
        return column

    def arrays(self, key: FieldKey) -> Numbers:
        """A field of several values, shape (n, most), NaN where one is missing."""
        found = [part.layout.by_key.get(key) for part in self.parts]
        most = max((field.count for field in found if field and not field.is_text), default=0)
        column = np.full((len(self), most), np.nan)
        for part, place, field in zip(self.parts, self._places, found, strict=True):
            if field is not None and not field.is_text:
                values = _read_numbers(part, field).reshape(len(part.rows), -1)
                column[place, : values.shape[1]] = self._scaled(key, values)
        return column

    def texts(self, key: FieldKey) -> list[str]:
        """A field of text, one of each message, empty where missing."""
        texts = np.full(len(self), "", dtype=object)
        for part, place in zip(self.parts, self._places, strict=True):
            field = part.layout.by_key.get(key)
            if field is not None and field.is_text:
                stored = part.layout.column(part.rows, key).reshape(len(part.rows), -1)
                texts[place] = [_decode_text(row) for row in stored]
        return texts.tolist()

    def is_text(self, key: FieldKey) -> bool:
        """Whether a field holds text in any layout."""
        fields = (part.layout.by_key.get(key) for part in self.parts)
        return any(field is not None and field.is_text for field in fields)

    def is_array(self, key: FieldKey) -> bool:
        """Whether a field holds several numbers in any layout."""
        fields = (part.layout.by_key.get(key) for part in self.parts)
        return any(field is not None and field.count > 1 and not field.is_text for field in fields)

    def unpacked(self, number: int) -> Numbers:
        """A field, and where it is missing, what other fields hold of it, packed into them."""
        column = self.numbers(number)
        for key, parts in PARTS.get(self.number, _NOTHING).items():
            for one in parts:
                if one[0] == number and key in self.keys:
                    packed = self._unpack(key, one)
                    column = np.where(np.isnan(column), packed, column)
        return column

    def _unpack(self, key: int, part: PartRow) -> Numbers:
        _, first, bits, scale, offset, adds_up = part
        whole = np.full(len(self), np.nan)
        for one, place in zip(self.parts, self._places, strict=True):
            field = one.layout.by_key.get(key)
            if field is not None and not field.is_text and field.size <= 6:  # exact as floats
                whole[place] = _read_whole(one, field)
        values = np.floor_divide(whole, 2.0**first) % 2.0**bits
        if adds_up:
            values = _add_up(values, 2.0**bits)
        return np.asarray(values / scale - offset)

    def _scaled(self, key: FieldKey, values: Numbers) -> Numbers:
        row = self._row(key)
        if row is None:
            return values
        _, _, scale, offset, _ = row
        if scale != 1:
            values = values / scale
        return values - offset if offset else values

    def _row(self, key: FieldKey) -> FieldRow | None:
        if not isinstance(key, int) or self.number not in MESSAGES:
            return None
        return MESSAGES[self.number][1].get(key)

    def rows(self, keys: Iterable[FieldKey] | None = None) -> Iterator[dict[FieldKey, float]]:
        """Each message as numbers by field; what is missing is left out, like texts and arrays."""
        wanted = [key for key in (self.keys if keys is None else keys) if not self.is_text(key)]
        columns = [self.numbers(key).tolist() for key in wanted]
        for index in range(len(self)):
            values = ((key, column[index]) for key, column in zip(wanted, columns, strict=True))
            yield {key: value for key, value in values if value == value}  # noqa: PLR0124 (not NaN)

    def between(self, begin: int, end: int) -> Table:
        """The messages whose headers stand in some bytes of the file."""
        parts = []
        for part in self.parts:
            inside = (part.offsets >= begin) & (part.offsets < end)
            stamps = None if part.stamps is None else part.stamps[inside]
            parts.append(
                Part(
                    layout=part.layout,
                    offsets=part.offsets[inside],
                    rows=part.rows[inside],
                    stamps=stamps,
                )
            )
        return Table(self.number, parts)


def join_tables(tables: Sequence[Table], number: int) -> Table:
    """Messages of one kind of several files as one."""
    return Table(number, [part for table in tables for part in table.parts])


def _read_numbers(part: Part, field: StoredField) -> Numbers:
    """Stored numbers, shape (n,) or (n, count), NaN where missing."""
    stored = part.layout.column(part.rows, field.key)
    values: Numbers = stored.astype(np.float64)
    invalid = field.storage.invalid
    if invalid is None:
        values[~np.isfinite(values)] = np.nan
        return values
    missing = stored == invalid
    if field.is_bytes and missing.ndim > 1:  # bytes are missing only all together
        missing = np.broadcast_to(missing.all(axis=1, keepdims=True), missing.shape)
    values[missing] = np.nan
    return values


def _read_whole(part: Part, field: StoredField) -> Numbers:
    """A field's bytes as one number, whatever their type; NaN where missing."""
    stored = part.layout.column(part.rows, field.key)
    values = _read_numbers(part, field).reshape(len(part.rows), -1)
    if field.count == 1:
        return values[:, 0]
    missing = np.isnan(values).all(axis=1)
    # several bytes, the lowest first
    weights = 2.0 ** (8 * field.storage.size * np.arange(field.count))
    whole: Numbers = stored.astype(np.float64) @ weights
    whole[missing] = np.nan
    return whole


def _add_up(values: Numbers, rollover: float) -> Numbers:
    """A count that begins anew at some number, counted on."""
    total = values.copy()
    known = np.flatnonzero(~np.isnan(values))
    if len(known):
        steps = np.diff(values[known], prepend=0.0) % rollover
        total[known] = np.cumsum(steps)
    return total


def _decode_text(row: NDArray[np.uint8]) -> str:
    text = row.tobytes().partition(b"\0")[0]
    return "" if text.strip(b"\xff") == b"" else text.decode("utf-8", "replace")
