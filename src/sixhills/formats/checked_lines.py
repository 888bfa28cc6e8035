"""Lines that can be trusted one by one: each a JSON object behind its checksum.

A line is eight hexadecimal digits (CRC-32 of the rest), a space, a JSON object, a line feed.
Reading stops at the first line that is not whole, so a file cut anywhere is a shorter one, never a
wrong one.
"""

from __future__ import annotations

import json
import zlib

from sixhills.errors import FormatError

Plain = dict[str, object]


def encode_line(entry: Plain) -> bytes:
    """A line.

    Raises:
        ValueError: a number is not finite.
    """
    body = json.dumps(entry, separators=(",", ":"), allow_nan=False).encode()
    return b"%08x %b\n" % (zlib.crc32(body), body)


def decode_lines(data: bytes, what: str) -> tuple[list[Plain], int]:
    """The whole lines, and how many bytes they take.

    Args:
        data: the file.
        what: it is called in an error ("journal").

    Raises:
        FormatError: a whole line holds no JSON object.
    """
    entries: list[Plain] = []
    intact_bytes = 0
    for line in data.splitlines(keepends=True):
        body = line[9:-1]
        whole = body and line.endswith(b"\n") and line[:9] == b"%08x " % zlib.crc32(body)
        if not whole:
            break
        entries.append(_object(body, what, at=intact_bytes))
        intact_bytes += len(line)
    return entries, intact_bytes


def _object(body: bytes, what: str, *, at: int) -> Plain:
    try:
        entry = json.loads(body)
    except ValueError:
        entry = None
    if not isinstance(entry, dict):
        raise FormatError(f"the {what} holds a line that is no JSON object", offset=at)
    return entry
