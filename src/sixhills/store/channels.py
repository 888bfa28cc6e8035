"""Channels of a ride as compressed blobs and back, bit for bit.

What sensors deliver are counts of a small unit: whole watts, hundredths of a metre, 2^-31 of half
a turn of the globe. A channel that is exactly such counts is stored as their differences; any
other as the differences of its floats' bits. Differences are laid out byte plane by byte plane
(all lowest bytes first), which zlib likes: real rides take half of what they take without.

Layout before compression, little-endian:

    kind        "w" whole counts, "d" floats
    count       uint32, length of the channel
    "w": unit   three float64: numerator, denominator, offset
         type   integer type of the differences
         first  int64, the first count
         known  count bits: which values exist
         differences of those that do, byte planes
    "d":        differences of the floats' bits from 0, int64, byte planes
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import StoreError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HEAD = struct.Struct("<cI")
_WHOLE = struct.Struct("<dddcq")
_LARGEST = 2.0**52  # above, neighbouring floats are a whole number apart
_LEVEL = 3
_TYPES = {b"b": "<i1", b"h": "<i2", b"i": "<i4", b"q": "<i8"}
_PROBE = 64  # values that a unit must fit before all are tried


@dataclass(frozen=True)
class _Unit:
    """What a count is worth: count × numerator / denominator − offset."""

    numerator: float = 1.0
    denominator: float = 1.0
    offset: float = 0.0

    def values(self, counts: NDArray[np.int64]) -> NDArray[np.float64]:
        worth = counts.astype(np.float64) * self.numerator / self.denominator - self.offset
        return np.asarray(worth, dtype=np.float64)

    def counts(self, values: NDArray[np.float64]) -> NDArray[np.int64] | None:
        """The counts that give exactly these values, or None."""
        with np.errstate(over="ignore"):
            nearest = np.rint((values + self.offset) * self.denominator / self.numerator)
        if not bool((np.abs(nearest) <= _LARGEST).all()):
            return None
        counts = nearest.astype(np.int64)
        same = np.array_equal(self.values(counts).view(np.int64), values.view(np.int64))
        return counts if same else None


_UNITS = (
    _Unit(),
    _Unit(1, 10),
    _Unit(1, 100),
    _Unit(1, 1000),
    _Unit(1, 5, 500),  # altitude in FIT files
    _Unit(45, 2.0**29),  # latitude and longitude there: 180° / 2^31
    _Unit(1, 1e5),
    _Unit(1, 1e6),
    _Unit(1, 1e7),
)


def encode_channel(values: NDArray[np.float64]) -> bytes:
    """A channel of float64 as bytes. NaN stays NaN; every other value comes back bit for bit."""
    values = np.ascontiguousarray(values, dtype="<f8")
    known = ~np.isnan(values)
    present = values[known]
    for unit in _UNITS:
        if unit.counts(present[:_PROBE]) is None:
            continue
        counts = unit.counts(present)
        if counts is not None:
            return zlib.compress(_pack_whole(counts, known, unit), _LEVEL)
    steps = np.diff(values.view("<i8"), prepend=np.int64(0))  # wraps round, and back when read
    return zlib.compress(_HEAD.pack(b"d", len(values)) + _planes(steps), _LEVEL)


def decode_channel(blob: bytes) -> NDArray[np.float64]:
    """The channel that was encoded.

    Raises:
        StoreError: the bytes are damaged.
    """
    try:
        data = zlib.decompress(blob)
        kind, count = _HEAD.unpack_from(data)
        body = data[_HEAD.size :]
        if kind == b"w":
            return _unpack_whole(body, count)
        if kind == b"d":
            return np.cumsum(_from_planes(body, "<i8", count)).view(np.float64)
        raise ValueError(f"unknown kind {kind!r}")
    except (zlib.error, struct.error, ValueError, KeyError) as error:
        raise StoreError(
            "a stored channel is damaged",
            remedy="run `sixhills doctor`; the original file of the ride is kept",
        ) from error


def _pack_whole(counts: NDArray[np.int64], known: NDArray[np.bool_], unit: _Unit) -> bytes:
    first = int(counts[0]) if len(counts) else 0
    steps = np.diff(counts)
    code = _smallest_type(steps)
    return b"".join(
        (
            _HEAD.pack(b"w", len(known)),
            _WHOLE.pack(unit.numerator, unit.denominator, unit.offset, code, first),
            np.packbits(known).tobytes(),
            _planes(steps.astype(_TYPES[code])),
        )
    )


def _unpack_whole(body: bytes, count: int) -> NDArray[np.float64]:
    *unit, code, first = _WHOLE.unpack_from(body)
    mask_end = _WHOLE.size + (count + 7) // 8
    mask = np.frombuffer(body[_WHOLE.size : mask_end], np.uint8)
    known = np.unpackbits(mask, count=count).astype(bool)
    present = int(known.sum())
    steps = _from_planes(body[mask_end:], _TYPES[code], max(0, present - 1))
    values = np.full(count, np.nan)
    if present:
        counts = np.cumsum(np.concatenate(([first], steps)), dtype=np.int64)
        values[known] = _Unit(*unit).values(counts)
    return values


def _smallest_type(steps: NDArray[np.int64]) -> bytes:
    low, high = (int(steps.min()), int(steps.max())) if len(steps) else (0, 0)
    fits = (np.iinfo(name).min <= low and high <= np.iinfo(name).max for name in _TYPES.values())
    return next(code for code, fit in zip(_TYPES, fits, strict=True) if fit)


def _planes(steps: NDArray[np.signedinteger]) -> bytes:
    return steps.view(np.uint8).reshape(len(steps), steps.itemsize).T.tobytes()


def _from_planes(data: bytes, type_name: str, count: int) -> NDArray[np.int64]:
    size = np.dtype(type_name).itemsize
    planes = np.frombuffer(data, np.uint8).reshape(size, count)
    return np.ascontiguousarray(planes.T).reshape(-1).view(type_name).astype(np.int64)
