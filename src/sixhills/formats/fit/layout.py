"""Definition messages: which fields a message has, where, and how each is stored.

Head units define the same layout again and again (an ELEMNT over 800 times in a ride), so layouts
are pooled: one `Layout` for all definitions that say the same. A layout reads its messages at once,
as a numpy array of records.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

TIMESTAMP = 253
"""Number of the field that says when, in every message that has one."""

_TEXT, _BYTE = 0x07, 0x0D
_SMALL_ENDIAN, _BIG_ENDIAN = 0, 1


@dataclass(frozen=True, kw_only=True)
class Storage:
    """How a base type is stored.

    Attributes:
        letter: of numpy's type, without its order of bytes.
        size: bytes of one value.
        invalid: the stored number that says "missing", or None.
    """

    letter: str
    size: int
    invalid: int | None


def _storage(letter: str, size: int, invalid: int | None) -> Storage:
    return Storage(letter=letter, size=size, invalid=invalid)


STORAGE = {
    0x00: _storage("u1", 1, 0xFF),  # enum
    0x01: _storage("i1", 1, 0x7F),
    0x02: _storage("u1", 1, 0xFF),
    0x07: _storage("u1", 1, None),  # text
    0x0A: _storage("u1", 1, 0),
    0x0D: _storage("u1", 1, 0xFF),  # bytes
    0x83: _storage("i2", 2, 0x7FFF),
    0x84: _storage("u2", 2, 0xFFFF),
    0x85: _storage("i4", 4, 0x7FFFFFFF),
    0x86: _storage("u4", 4, 0xFFFFFFFF),
    0x88: _storage("f4", 4, None),  # "missing" is not a number anyway
    0x89: _storage("f8", 8, None),
    0x8B: _storage("u2", 2, 0),
    0x8C: _storage("u4", 4, 0),
    0x8E: _storage("i8", 8, 2**63 - 1),
    0x8F: _storage("u8", 8, 2**64 - 1),
    0x90: _storage("u8", 8, 0),
}
"""How each base type of FIT is stored, by its code."""


@dataclass(frozen=True, kw_only=True)
class DeveloperField:
    """A field that is described in the file itself.

    Attributes:
        index: of the developer within the file.
        number: of the field, of this developer.
        base: code of its base type.
        name: what the file calls it.
        units: likewise.
        application: identifies the developer's program, 16 bytes, or None.
        native: number of the field of the profile that it stands for, or None.
    """

    index: int
    number: int
    base: int = _BYTE
    name: str = ""
    units: str = ""
    application: bytes | None = None
    native: int | None = None


FieldKey = int | DeveloperField
"""Number of a field of the profile, or a developer's field."""

Descriptions = dict[tuple[int, int], DeveloperField]
"""Developer fields by index and number."""


@dataclass(frozen=True, kw_only=True)
class StoredField:
    """A field in a layout.

    Attributes:
        key: which field it is.
        base: code of its base type; of one whose size does not fit its type, bytes.
        offset: byte in the message, the header being byte 0.
        size: bytes.
        is_odd: whether its size did not fit its type.
    """

    key: FieldKey
    base: int
    offset: int
    size: int
    is_odd: bool = False

    @property
    def storage(self) -> Storage:
        """How its values are stored."""
        return STORAGE[self.base]

    @property
    def count(self) -> int:
        """How many values it holds."""
        return self.size // self.storage.size

    @property
    def is_text(self) -> bool:
        """Whether it holds text."""
        return self.base == _TEXT

    @property
    def is_bytes(self) -> bool:
        """Whether it holds plain bytes."""
        return self.base == _BYTE


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The fields of a message.

    Attributes:
        message: number of the kind of message.
        fields: in the order in which they are stored, each key once.
        size: bytes of a message, its header byte included.
        is_big: whether the highest byte of a number comes first.
    """

    message: int
    fields: tuple[StoredField, ...]
    size: int
    is_big: bool = False

    @cached_property
    def by_key(self) -> Mapping[FieldKey, StoredField]:
        """The fields by their key."""
        return {field.key: field for field in self.fields}

    @cached_property
    def stamp_at(self) -> int | None:
        """Byte in a message at which its time stands, or None."""
        field = self.by_key.get(TIMESTAMP)
        return field.offset if field and field.storage.size == field.size == 4 else None

    @cached_property
    def _type(self) -> np.dtype[Any]:
        order = ">" if self.is_big else "<"
        formats = []
        for field in self.fields:
            letter = f"{order}{field.storage.letter}"
            formats.append(letter if field.count == 1 else (letter, (field.count,)))
        return np.dtype(
            {
                "names": [str(place) for place in range(len(self.fields))],
                "formats": formats,
                "offsets": [field.offset for field in self.fields],
                "itemsize": self.size,
            }
        )

    @cached_property
    def _places(self) -> Mapping[FieldKey, str]:
        return {field.key: str(place) for place, field in enumerate(self.fields)}

    def gather(self, data: NDArray[np.uint8], offsets: NDArray[np.int64]) -> NDArray[np.void]:
        """The messages at some bytes of a file, as records, shape (n,)."""
        count = len(offsets)
        first = int(offsets[0])
        if count == 1 or int(offsets[-1]) - first == (count - 1) * self.size:
            rows = data[first : first + count * self.size]  # end to end: nothing to copy
        else:
            rows = data[offsets[:, None] + np.arange(self.size)].reshape(-1)
        return rows.view(self._type)

    def column(self, rows: NDArray[np.void], key: FieldKey) -> NDArray[Any]:
        """A field of gathered messages as stored, shape (n,), or (n, count) of several values."""
        return rows[self._places[key]]


def parse_layout(data: bytes, at: int, described: Descriptions) -> tuple[Layout, int]:
    """The layout that a definition message gives.

    Args:
        data: the file.
        at: byte of the definition's header.
        described: developer fields known so far.

    Returns:
        The layout, and the first byte behind the definition.

    Raises:
        ValueError: it is no definition, or cut short.
    """
    has_own = data[at] & 0x20
    if at + 6 > len(data) or data[at + 2] not in (_SMALL_ENDIAN, _BIG_ENDIAN):
        raise ValueError("no definition")
    is_big = data[at + 2] == _BIG_ENDIAN
    message = int.from_bytes(data[at + 3 : at + 5], "big" if is_big else "little")
    triples, end = _read_triples(data, at + 5)
    fields = [(number, size, base) for number, size, base in triples]
    own: list[tuple[DeveloperField, int]] = []
    if has_own:
        triples, end = _read_triples(data, end)
        for number, size, index in triples:
            known = described.get((index, number))
            own.append((known or DeveloperField(index=index, number=number), size))
    return _make_layout(message, fields, own, is_big=is_big), end


def _read_triples(data: bytes, at: int) -> tuple[list[tuple[int, int, int]], int]:
    if at >= len(data):
        raise ValueError("cut short")
    end = at + 1 + 3 * data[at]
    if end > len(data):
        raise ValueError("cut short")
    numbers = data[at + 1 : end]
    return list(zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)), end


def _make_layout(
    message: int,
    fields: list[tuple[int, int, int]],
    own: list[tuple[DeveloperField, int]],
    *,
    is_big: bool,
) -> Layout:
    stored: dict[FieldKey, StoredField] = {}
    offset = 1
    keys: list[tuple[FieldKey, int, int]] = [(number, size, base) for number, size, base in fields]
    keys += [(field, size, field.base) for field, size in own]
    for key, size, base in keys:
        if size:
            stored[key] = _store(key, size, base, offset)
        offset += size
    return Layout(message=message, fields=tuple(stored.values()), size=offset, is_big=is_big)


def _store(key: FieldKey, size: int, base: int, offset: int) -> StoredField:
    """A field; one whose size does not fit its type, or of an unknown type, is bytes."""
    storage = STORAGE.get(base)
    if storage is None or size % storage.size:
        return StoredField(key=key, base=_BYTE, offset=offset, size=size, is_odd=True)
    return StoredField(key=key, base=base, offset=offset, size=size)
