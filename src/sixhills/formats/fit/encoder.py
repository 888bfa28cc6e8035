"""FIT messages to bytes: definitions, data, header, check sums.

The encoder does no I/O and only ever appends. A message's definition is written when the message
first appears and again only when its fields change; sixteen definitions can be in force at once.
A value that is None, NaN or beyond what its field can hold becomes the field's "missing", never
zero.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.formats.fit.checksum import crc16
from sixhills.formats.fit.profile import BYTES, FLOAT32, TEXT, Field, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

HEADER_SIZE = 14
PROTOCOL_VERSION = 0x20  # 2.0, the first with developer fields
PROFILE_VERSION = 21_218
DEVELOPER_INDEX = 0  # of the one developer whose fields we write: ourselves

_LOCAL_NUMBERS = 16
_IS_DEFINITION = 0x40
_HAS_DEVELOPER_FIELDS = 0x20

Value = float | str | bytes | None
Stored = int | bytes


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Which fields a message has, in order.

    Attributes:
        message: the kind of message.
        fields: of the profile.
        developer: our own.
    """

    message: Message
    fields: tuple[Field, ...]
    developer: tuple[Field, ...] = ()

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """All fields in the order in which they are stored."""
        return self.fields + self.developer


@dataclass(frozen=True, kw_only=True)
class _Definition:
    """A layout in force under a local number."""

    layout: Layout
    local: int
    packer: struct.Struct


class Encoder:
    """Takes messages one by one and gives the file."""

    def __init__(self) -> None:
        self._body = bytearray()
        self._in_force: dict[int, _Definition] = {}

    def write(
        self,
        message: Message,
        values: Mapping[str, Value],
        developer: Mapping[Field, Value] | None = None,
    ) -> None:
        """Append a message of values by field name, and of our own fields."""
        own = developer or {}
        layout = Layout(
            message=message, fields=tuple(message[name] for name in values), developer=tuple(own)
        )
        given = (*values.values(), *own.values())
        self.write_row(
            layout, [store(*pair) for pair in zip(layout.all_fields, given, strict=True)]
        )

    def write_row(self, layout: Layout, row: Iterable[Stored]) -> None:
        """Append a message whose values are already as they are stored."""
        definition = self._define(layout)
        self._body += definition.packer.pack(definition.local, *row)

    def finish(self) -> bytes:
        """The whole file: header, messages, check sum."""
        file = make_header(len(self._body)) + self._body
        return bytes(file + struct.pack("<H", crc16(file)))

    def _define(self, layout: Layout) -> _Definition:
        known = self._in_force.get(layout.message.number)
        if known and (known.layout is layout or known.layout == layout):
            return known
        definition = _Definition(
            layout=layout,
            local=known.local if known else self._free_local(),
            packer=struct.Struct("<B" + "".join(map(_letters, layout.all_fields))),
        )
        self._in_force[layout.message.number] = definition
        self._body += _encode_definition(definition)
        return definition

    def _free_local(self) -> int:
        if len(self._in_force) < _LOCAL_NUMBERS:
            return len(self._in_force)
        oldest = next(iter(self._in_force))
        return self._in_force.pop(oldest).local


def make_header(body_size: int) -> bytes:
    """The 14 bytes before the messages, their check sum included."""
    start = struct.pack(
        "<BBHI4s", HEADER_SIZE, PROTOCOL_VERSION, PROFILE_VERSION, body_size, b".FIT"
    )
    return start + struct.pack("<H", crc16(start))


def store(field: Field, value: Value) -> Stored:
    """A value as its field stores it."""
    if field.base is TEXT:
        return _cut_text(str(value or ""), field.length - 1)
    if field.base is BYTES:
        return bytes(value) if isinstance(value, bytes) else b"\xff" * field.length
    if isinstance(value, (str, bytes)):
        raise TypeError(f"{field.name} is a number, not {value!r}")
    return store_column(field, np.array([value], dtype=np.float64))[0]


def store_column(field: Field, values: NDArray[np.float64]) -> list[int]:
    """Many numbers as their field stores them, shape (n,); NaN and what does not fit as missing."""
    base = field.base
    with np.errstate(over="ignore", invalid="ignore"):
        if base is FLOAT32:
            single = values.astype("<f4")
            stored = np.where(np.isfinite(single), single.view("<u4"), base.invalid)
        else:
            scaled = np.rint((values + field.offset) * field.scale)
            inside = (scaled >= base.lowest) & (scaled <= base.highest)  # NaN is outside
            stored = np.where(inside, scaled, base.invalid)
    return _as_ints(stored.astype(np.int64))


def _as_ints(values: NDArray[np.int64]) -> list[int]:
    ints: list[int] = values.tolist()
    return ints


def _cut_text(text: str, most: int) -> bytes:
    """Text in UTF-8, cut between characters."""
    return text.encode()[:most].decode(errors="ignore").encode()


def _letters(field: Field) -> str:
    return f"{field.length}s" if field.base.letter == "s" else field.base.letter


def _encode_definition(definition: _Definition) -> bytes:
    layout = definition.layout
    flags = _IS_DEFINITION | (_HAS_DEVELOPER_FIELDS if layout.developer else 0)
    own = b""
    if layout.developer:
        own = _encode_triples(
            (field.number, field.size, DEVELOPER_INDEX) for field in layout.developer
        )
    return (
        struct.pack("<BxBH", flags | definition.local, 0, layout.message.number)
        + _encode_triples((field.number, field.size, field.base.code) for field in layout.fields)
        + own
    )


def _encode_triples(triples: Iterable[Sequence[int]]) -> bytes:
    packed = [bytes(triple) for triple in triples]
    return bytes([len(packed)]) + b"".join(packed)
