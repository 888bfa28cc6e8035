"""Unpacking with a bound: what comes out of an archive is counted before it is kept.

A few kilobytes can unpack to gigabytes. So everything that unpacks draws on one budget, nested
archives too, and stops where the budget ends.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Callable

_CHUNK_BYTES = 2**18
_FREE_BYTES = 2**22  # before the ratio counts: a small file of blanks is no attack
_GZIP = 31  # of zlib: a window of 32 KiB, with gzip's header


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What may come out of one archive.

    Attributes:
        members: files in it, in nested archives too.
        file_bytes: size of one.
        all_bytes: of all together.
        ratio: times the packed size, above the first 4 MiB of a file. Ride files reach 60.
        depth: archives within archives.
    """

    members: int = 200_000
    file_bytes: int = 256 * 2**20
    all_bytes: int = 32 * 2**30
    ratio: float = 200.0
    depth: int = 3


DEFAULT_LIMITS = Limits()


class Budget:
    """What is left of the limits."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self.limits = limits
        self._members = limits.members
        self._bytes = limits.all_bytes

    def count_members(self, members: int) -> None:
        """Count files of an archive.

        Raises:
            FormatError: there are too many.
        """
        self._members -= members
        if self._members < 0:
            raise FormatError(
                f"the archive holds more than {self.limits.members} files",
                remedy="unpack it and import its folders one by one",
            )

    def read(self, read_chunk: Callable[[int], bytes], packed_bytes: int) -> bytes:
        """Everything that a packed file gives.

        Args:
            read_chunk: gives up to so many bytes, none at the end.
            packed_bytes: its size before unpacking.

        Raises:
            FormatError: it is larger than the limits allow.
        """
        most = self._most(packed_bytes)
        data = bytearray()
        while chunk := read_chunk(_CHUNK_BYTES):
            data += chunk
            self._bytes -= len(chunk)
            if len(data) > most or self._bytes < 0:
                raise FormatError(
                    "it unpacks to more than any ride file has", remedy="unpack it and look"
                )
        return bytes(data)

    def _most(self, packed_bytes: int) -> float:
        by_ratio = _FREE_BYTES + self.limits.ratio * packed_bytes
        return min(self.limits.file_bytes, by_ratio)


def unpack_gzip(data: bytes, budget: Budget) -> bytes:
    """What a gzip file holds; of one that is cut short or damaged, what came before.

    Raises:
        FormatError: it holds more than the limits allow, or nothing that can be unpacked.
    """
    unpacked = budget.read(_Gunzip(data).read, len(data))
    if not unpacked:
        raise FormatError("the packed file cannot be unpacked", remedy="get it once more")
    return unpacked


class _Gunzip:
    """A gzip file that is read in pieces; several packed pieces end to end are one."""

    def __init__(self, data: bytes) -> None:
        self._rest = data
        self._unpacker = zlib.decompressobj(_GZIP)

    def read(self, most: int) -> bytes:
        try:
            while self._rest:
                chunk = self._unpacker.decompress(self._rest, most)
                self._rest = self._unpacker.unconsumed_tail
                if self._unpacker.eof:
                    self._rest = self._unpacker.unused_data
                    self._unpacker = zlib.decompressobj(_GZIP)
                if chunk:
                    return chunk
        except zlib.error:  # damage, or bytes behind the end
            self._rest = b""
        return b""
