"""What went over the air or the wire, byte for byte: beside a ride's journal, and as a recording.

A recording of a real trainer joins the tests (tests/recordings): its first line says what was
recorded, every other line is a frame. Names are masked, since many hold the last digits of an
address or a serial number; addresses and serial numbers are never written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from sixhills.errors import FormatError
from sixhills.formats.checked_lines import Plain, decode_lines, encode_line

VERSION = 1

_IDENTIFIERS = re.compile(r"\b(?=[0-9A-F]*\d)[0-9A-F]{3,}\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class About:
    """What a recording is of; None where the device does not say.

    Attributes:
        name: that it tells of itself, masked.
        maker: its maker.
        model: its model.
        firmware: its firmware.
        services: UUIDs of its services.
        values: characteristics that were read, and what they held.
    """

    name: str
    maker: str | None = None
    model: str | None = None
    firmware: str | None = None
    services: tuple[str, ...] = ()
    values: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, kw_only=True)
class LoggedFrame:
    """A frame.

    Attributes:
        at_s: seconds since the beginning of the log.
        characteristic: UUID.
        frame: the bytes.
        written: whether we wrote it.
        device: which device, where there are several.
    """

    at_s: float
    characteristic: str
    frame: bytes
    written: bool
    device: str | None = None


def mask_name(name: str) -> str:
    """A name without what may identify one device: `KICKR CORE 5A3F` is `KICKR CORE ####`."""
    return _IDENTIFIERS.sub(lambda found: "#" * len(found.group()), name)


def encode_about(about: About) -> bytes:
    """The first line of a recording."""
    return encode_line(
        {
            "version": VERSION,
            "name": mask_name(about.name),
            "maker": about.maker,
            "model": about.model,
            "firmware": about.firmware,
            "services": list(about.services),
            "values": {uuid: value.hex() for uuid, value in about.values},
        }
    )


def encode_frame(logged: LoggedFrame) -> bytes:
    """The line of a frame."""
    entry: Plain = {
        "at_s": round(logged.at_s, 4),
        "written" if logged.written else "heard": logged.frame.hex(),
        "uuid": logged.characteristic,
    }
    return encode_line({**entry, "device": logged.device} if logged.device else entry)


def decode_frames(data: bytes) -> tuple[LoggedFrame, ...]:
    """The whole frames of a log without a first line.

    Raises:
        FormatError: a whole line is no frame.
    """
    return tuple(_frame(entry) for entry in decode_lines(data, "log")[0])


def decode_recording(data: bytes) -> tuple[About, tuple[LoggedFrame, ...]]:
    """A recording.

    Raises:
        FormatError: it does not begin as one, or holds something else.
    """
    entries, _ = decode_lines(data, "log")
    if not entries or entries[0].get("version") != VERSION:
        raise FormatError("this is no recording of a trainer", remedy="sixhills trainer record")
    return _about(entries[0]), tuple(_frame(entry) for entry in entries[1:])


def _about(entry: Plain) -> About:
    try:
        values = cast("dict[str, str]", entry["values"])
        return About(
            name=str(entry["name"]),
            maker=_text(entry.get("maker")),
            model=_text(entry.get("model")),
            firmware=_text(entry.get("firmware")),
            services=tuple(cast("list[str]", entry["services"])),
            values=tuple((uuid, bytes.fromhex(value)) for uuid, value in values.items()),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FormatError("the recording does not say what it is of") from error


def _frame(entry: Plain) -> LoggedFrame:
    match entry:
        case {"at_s": float() | int() as at_s, "uuid": str(uuid), "heard": str(frame)}:
            written = False
        case {"at_s": float() | int() as at_s, "uuid": str(uuid), "written": str(frame)}:
            written = True
        case _:
            raise FormatError("the log holds a line that is no frame")
    try:
        return LoggedFrame(
            at_s=float(at_s),
            characteristic=uuid,
            frame=bytes.fromhex(frame),
            written=written,
            device=_text(entry.get("device")),
        )
    except ValueError as error:
        raise FormatError("the log holds a frame that is not hexadecimal") from error


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
