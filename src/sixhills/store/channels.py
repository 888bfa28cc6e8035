"""Channels of a ride as compressed blobs and back, exactly.

What sensors deliver are decimal numbers of few digits. Such a channel is stored as differences of
whole numbers with their scale; where that would not be exact, as the floats themselves.

Layout before compression: kind ("i" or "f"), scale (float64), count (uint32), then for "f" the
float64 values; for "i" the bits that say which values exist, and the differences of those that
do, in the smallest integer type that holds them (its character stands after the count).
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import StoreError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HEAD = struct.Struct("<cdIc")
_SCALES = (1.0, 2.0, 10.0, 100.0, 1000.0, 1e5)
_LARGEST = 2.0**52
_LEVEL = 3
_TYPES = {b"b": "<i1", b"h": "<i2", b"i": "<i4", b"q": "<i8"}


def encode_channel(values: NDArray[np.float64]) -> bytes:
    """A channel as bytes. NaN stays NaN; every other value comes back equal."""
    known = ~np.isnan(values)
    present = values[known]
    for scale in _SCALES:
        whole = _scale_exactly(present, scale)
        if whole is not None:
            return _encode_whole(whole, known, scale)
    head = _HEAD.pack(b"f", 1.0, len(values), b"d")
    return zlib.compress(head + values.astype("<f8").tobytes(), _LEVEL)


def decode_channel(blob: bytes) -> NDArray[np.float64]:
    """The channel that was encoded.

    Raises:
        StoreError: the bytes are damaged.
    """
    try:
        data = zlib.decompress(blob)
        kind, scale, count, code = _HEAD.unpack_from(data)
        body = data[_HEAD.size :]
        if kind == b"f":
            return np.frombuffer(body, "<f8", count).astype(np.float64)
        return _decode_whole(body, count, scale, _TYPES[code])
    except (zlib.error, struct.error, ValueError, KeyError) as error:
        raise StoreError(
            "a stored channel is damaged",
            remedy="run `sixhills doctor`; the original file of the ride is kept",
        ) from error


def _scale_exactly(values: NDArray[np.float64], scale: float) -> NDArray[np.int64] | None:
    """Whole numbers that give the values back when divided by the scale, or None."""
    if np.any(np.abs(values) > _LARGEST / scale):
        return None
    whole = np.rint(values * scale)
    return whole.astype(np.int64) if np.array_equal(whole / scale, values) else None


def _encode_whole(whole: NDArray[np.int64], known: NDArray[np.bool_], scale: float) -> bytes:
    steps = np.diff(whole, prepend=np.int64(0))
    code = next(
        code
        for code, name in _TYPES.items()
        if not len(steps)
        or (steps.min() >= np.iinfo(name).min and steps.max() <= np.iinfo(name).max)
    )
    head = _HEAD.pack(b"i", scale, len(known), code)
    body = np.packbits(known).tobytes() + steps.astype(_TYPES[code]).tobytes()
    return zlib.compress(head + body, _LEVEL)


def _decode_whole(body: bytes, count: int, scale: float, name: str) -> NDArray[np.float64]:
    mask_bytes = (count + 7) // 8
    mask = np.frombuffer(body, np.uint8, mask_bytes)
    known = np.unpackbits(mask, count=count).astype(bool)
    steps = np.frombuffer(body, name, int(known.sum()), mask_bytes)
    values = np.full(count, np.nan)
    values[known] = np.cumsum(steps.astype(np.int64)) / scale
    return values
