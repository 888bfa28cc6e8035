"""The check sum of FIT files: CRC-16 with the reflected polynomial A001 hex, from 0.

A check sum is linear: that of `a xor b` is that of `a` xor that of `b`. So a file is laid out in
rows of some thousand 16-bit words, and whole rows are folded into one, a row at a time by numpy:
each word of the sum moves on by a row's length (one look-up in a table of all 65,536 words) and
takes in the word below. One row is left, which is folded in the same way into a short one.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

_Words = NDArray[np.uint16]

_ROWS = (4096, 64)  # words: rows of the first and of the second folding
_SHORT_BYTES = 512  # below, byte by byte is faster


def _make_crc_table() -> tuple[int, ...]:
    table = []
    for value in range(256):
        crc = value
        for _ in range(8):
            crc = (crc >> 1) ^ (0xA001 if crc & 1 else 0)
        table.append(crc)
    return tuple(table)


_CRC_TABLE = _make_crc_table()


def crc16(data: bytes | bytearray | memoryview) -> int:
    """The check sum of some bytes; 0 for bytes that end with their own."""
    if len(data) < _SHORT_BYTES:
        return _crc_of_bytes(data, 0)
    even = len(data) & ~1
    words: _Words = np.frombuffer(data, dtype="<u2", count=even // 2)
    for width in _ROWS:
        words = _fold(words, width)
    crc, table = 0, _moved_on(1)
    for word in words.tolist():
        crc = int(table[crc ^ word])
    return _crc_of_bytes(data[even:], crc)


def _crc_of_bytes(data: bytes | bytearray | memoryview, crc: int) -> int:
    table = _CRC_TABLE
    for byte in data:
        crc = (crc >> 8) ^ table[(crc ^ byte) & 0xFF]
    return crc


def _fold(words: _Words, width: int) -> _Words:
    """So many words at most whose check sum is that of all."""
    if len(words) <= width:
        return words
    missing = -len(words) % width  # nulls in front change nothing
    rows = np.concatenate((np.zeros(missing, dtype=np.uint16), words)).reshape(-1, width)
    table, total = _moved_on(width), rows[0]
    for row in rows[1:]:
        total = np.asarray(table[total] ^ row)
    return np.asarray(total)


@cache
def _moved_on(words: int) -> _Words:
    """What each 16-bit sum becomes after so many words of nulls; a power of two."""
    if words > 1:
        half = _moved_on(words // 2)
        twice: _Words = half[half]
        return twice
    once = np.array(_CRC_TABLE, dtype=np.uint16)
    sums: _Words = np.arange(2**16, dtype=np.uint16)
    for _ in range(2):
        sums = np.asarray((sums >> 8) ^ once[sums & 0xFF])
    return sums
