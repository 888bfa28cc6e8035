"""The journal of a live ride: append-only lines, each with its checksum.

The first line begins the ride: format version, ride, start, prescription. Every other line is an
input to the player: a sample or a key. A journal cut anywhere is a shorter ride, never a wrong one
(formats/checked_lines.py).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import datetime

from sixhills.errors import FormatError
from sixhills.formats.checked_lines import Plain, decode_lines, encode_line
from sixhills.ride.frame import Key
from sixhills.ride.recorder import Input, Press, Tick
from sixhills.ride.recording import Sample

VERSION = 1

_KEYS = frozenset(Key)
_CHANNELS = tuple(field.name for field in fields(Sample))


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
    return encode_line(
        {
            "version": VERSION,
            "ride": beginning.ride,
            "start": beginning.start.isoformat(),
            "prescription": beginning.prescription,
        }
    )


def encode_input(given: Input) -> bytes:
    """The line of one input.

    Raises:
        ValueError: a number is not finite. What is missing is None; a journal holds no NaN.
    """
    if isinstance(given, Press):
        return encode_line({"key": given.key.value, "elapsed_s": given.elapsed_s})
    values = ((name, getattr(given.sample, name)) for name in _CHANNELS)
    return encode_line({"sample": {name: value for name, value in values if value is not None}})


def decode_journal(data: bytes) -> Journal:
    """Read the journal of a ride.

    Raises:
        FormatError: not even its first line is whole, or a whole line is of a version or kind
            that is not known here.
    """
    lines, intact_bytes = decode_lines(data, "journal")
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


def _beginning(entry: Plain) -> Beginning:
    version = entry.get("version")
    if version != VERSION:
        raise FormatError(
            f"the journal has version {version!r}, not {VERSION}",
            remedy="finish this ride with the version of sixhills that began it",
        )
    match entry:
        case {"ride": str(ride), "start": str(start), "prescription": dict(prescription)}:
            return Beginning(ride=ride, start=_moment(start), prescription=prescription)
        case _:
            raise FormatError("the journal does not begin with ride, start and prescription")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise FormatError(f"the journal's start is no time: {text!r}") from error
    if moment.tzinfo is None:
        raise FormatError(f"the journal's start has no time zone: {text!r}")
    return moment


def _input(entry: Plain) -> Input:
    match entry:
        case {"key": str(key), "elapsed_s": float() | int() as elapsed_s} if key in _KEYS:
            return Press(key=Key(key), elapsed_s=float(elapsed_s))
        case {"sample": dict(sample)} if _are_channels(sample):
            return Tick(sample=Sample(**sample))
        case _:
            line = json.dumps(entry)
            raise FormatError(f"the journal holds a line of an unknown kind: {line[:80]}")


def _are_channels(sample: Plain) -> bool:
    return "elapsed_s" in sample and all(
        k in _CHANNELS and isinstance(v, float | int) for k, v in sample.items()
    )
