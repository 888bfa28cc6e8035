"""Cycling Speed and Cadence Measurement (0x2A5B): sensors on wheel and crank.

Cycling Speed and Cadence Service 1.0, section 3.1.
"""

from __future__ import annotations

from dataclasses import dataclass

from sixhills.devices.codecs.fields import U8, U16, U32, Fields
from sixhills.devices.codecs.revolutions import Turns

_WHEEL = 0x01
_CRANK = 0x02


@dataclass(frozen=True, kw_only=True)
class SpeedCadence:
    """What one frame says; None where it says nothing; 1024 ticks a second."""

    wheel: Turns | None = None
    crank: Turns | None = None


def decode_speed_cadence(frame: bytes) -> SpeedCadence:
    """What a frame says.

    Raises:
        FrameError: it is shorter than its flags say.
    """
    reader = Fields(frame, "speed and cadence measurement")
    flags = reader.raw(U8, "its flags")
    wheel = crank = None
    if flags & _WHEEL:
        count = reader.raw(U32, "the turns of the wheel")
        wheel = Turns(count=count, last_ticks=reader.raw(U16, "the time of the wheel"))
    if flags & _CRANK:
        count = reader.raw(U16, "the turns of the crank")
        crank = Turns(count=count, last_ticks=reader.raw(U16, "the time of the crank"))
    return SpeedCadence(wheel=wheel, crank=crank)


def encode_speed_cadence(measured: SpeedCadence) -> bytes:
    """The frame of what is measured."""
    flags, body = 0, b""
    if measured.wheel is not None:
        flags |= _WHEEL
        body += U32.encode(measured.wheel.count) + U16.encode(measured.wheel.last_ticks)
    if measured.crank is not None:
        flags |= _CRANK
        body += U16.encode(measured.crank.count) + U16.encode(measured.crank.last_ticks)
    return U8.encode(flags) + body
