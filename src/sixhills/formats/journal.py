"""The journal of a live ride: append-only lines, each with its checksum.

A line is eight hexadecimal digits (CRC-32 of the rest), a space, a JSON object, a line feed.
The first line begins the ride: format version, ride, start, prescription. Every other line is an
input to the player: a sample or a key. Reading stops at the first line that is not whole, so a
journal cut anywhere is a shorter ride, never a wrong one.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass
from datetime import datetime

from sixhills.errors import FormatError
from sixhills.ride.frame import Key
from sixhills.ride.recorder import Input, Press, Tick
from sixhills.ride.recording import Sample

VERSION = 1

Plain = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """What a journal starts with.

    Attributes:
        ride: id of the ride.
        start: moment of its start, with a time zone.
        prescription: as plain JSON (sixhills.plain).
    """

    ride: str
    start: datetime
    prescription: Plain


@dataclass(frozen=True, kw_only=True)
class Journal:
    """A journal as read.

    Attributes:
        beginning: its first line.
        inputs: all whole lines after it.
        intact_bytes: how many bytes they take; beyond is a torn tail or nothing.
        torn: whether bytes were left out at the end.
    """

    beginning: Beginning
    inputs: tuple[Input, ...]
    intact_bytes: int
    torn: bool


def encode_beginning(beginning: Beginning) -> bytes:
    """The first line of a journal."""
    return _encode(
        {
            "version": VERSION,
            "ride": beginning.ride,
            "start": beginning.start.isoformat(),
            "prescription": beginning.prescription,
        }
    )


def encode_input(given: Input) -> bytes:
    """The line of one input."""
    if isinstance(given, Press):
        return _encode({"key": given.key.value, "elapsed_s": given.elapsed_s})
    sample = asdict(given.sample)
    return _encode({"sample": {k: v for k, v in sample.items() if v is not None}})


def decode_journal(data: bytes) -> Journal:
    """Read the journal of a ride.

    Raises:
        FormatError: not even its first line is whole, or it is of a newer version.
    """
    lines, intact_bytes = _whole_lines(data)
    if not lines:
        raise FormatError(
            "the journal has no whole first line", remedy="nothing of this ride can be restored"
        )
    inputs = tuple(_input(line) for line in lines[1:])
    return Journal(
        beginning=_beginning(lines[0]),
        inputs=inputs,
        intact_bytes=intact_bytes,
        torn=intact_bytes < len(data),
    )


def _encode(entry: Plain) -> bytes:
    body = json.dumps(entry, separators=(",", ":"), allow_nan=False).encode()
    return b"%08x %b\n" % (zlib.crc32(body), body)


def _whole_lines(data: bytes) -> tuple[list[Plain], int]:
    entries: list[Plain] = []
    intact_bytes = 0
    for line in data.splitlines(keepends=True):
        body = line[9:-1]
        whole = line.endswith(b"\n") and line[:9] == b"%08x " % zlib.crc32(body)
        if not whole:
            break
        entries.append(json.loads(body))
        intact_bytes += len(line)
    return entries, intact_bytes


def _beginning(entry: Plain) -> Beginning:
    version = entry.get("version")
    if version != VERSION:
        raise FormatError(
            f"the journal has version {version!r}, not {VERSION}",
            remedy="finish this ride with the version of sixhills that began it",
        )
    prescription = entry["prescription"]
    if not isinstance(prescription, dict):
        raise FormatError("the journal's prescription is not an object")
    return Beginning(
        ride=str(entry["ride"]),
        start=datetime.fromisoformat(str(entry["start"])),
        prescription=prescription,
    )


def _input(entry: Plain) -> Input:
    match entry:
        case {"key": str(key), "elapsed_s": float() | int() as elapsed_s}:
            return Press(key=Key(key), elapsed_s=float(elapsed_s))
        case {"sample": dict(sample)}:
            return Tick(sample=Sample(**sample))
        case _:
            raise FormatError(f"the journal holds a line of an unknown kind: {sorted(entry)}")
