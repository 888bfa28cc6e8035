"""Wahoo's own control point (A026E005), in the Cycling Power service of trainers before FTMS.

Not published by its maker; commands and forms as public programs agree on them (GoldenCheetah
`BT40Device.cpp`, incyclist `ble/wahoo`, kinetic-fit `sensors-swift-trainers`). An answer is
`01 COMMAND ...` for done, another first byte for not done.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from sixhills.devices.codecs.fields import U8, U16, Fields, Number
from sixhills.errors import require

_DONE = 0x01
_UNLOCK = bytes((0xEE, 0xFC))
_FULL_BRAKE = 16383


class WahooOp(IntEnum):
    """Commands."""

    UNLOCK = 0x20
    RESISTANCE = 0x40
    LEVEL = 0x41
    ERG = 0x42
    ROAD = 0x43
    GRADE = 0x46
    WIND = 0x47
    WHEEL_CIRCUMFERENCE = 0x48


def unlock() -> bytes:
    """Ask for control; the first command after connecting."""
    return bytes([WahooOp.UNLOCK]) + _UNLOCK


def set_power(power_w: float) -> bytes:
    """Hold a power [W]."""
    return bytes([WahooOp.ERG]) + U16.encode(max(0.0, power_w))


def set_brake(share: float) -> bytes:
    """Take a share of the brake, 0 to 1; on the wire it counts downwards."""
    require(0 <= share <= 1, "share", "0 to 1", share)
    return bytes([WahooOp.RESISTANCE]) + U16.encode((1 - share) * _FULL_BRAKE)


def set_level(level: int) -> bytes:
    """Take a level of the standard mode, 0 to 9."""
    require(0 <= level <= 9, "level", "0 to 9", level)
    return bytes([WahooOp.LEVEL, level])


def set_road(*, mass_kg: float, rolling_resistance: float, wind_kgpm: float) -> bytes:
    """Feel like a road from here on: who rides, tyres, air."""
    return (
        bytes([WahooOp.ROAD])
        + Number(size=2, unit=0.01).encode(mass_kg)
        + Number(size=2, unit=0.0001).encode(rolling_resistance)
        + Number(size=2, unit=0.001).encode(wind_kgpm)
    )


def set_grade(grade: float) -> bytes:
    """Tilt the road; rise over run, -1 to 1 on the wire as 0 to 65535."""
    clipped = min(1.0, max(-1.0, grade))
    return bytes([WahooOp.GRADE]) + U16.encode((clipped + 1.0) * 0xFFFF / 2)


@dataclass(frozen=True, kw_only=True)
class WahooAnswer:
    """What the control point answers."""

    op: int
    done: bool


def decode_wahoo_answer(frame: bytes) -> WahooAnswer:
    """An indication of the control point.

    Raises:
        FrameError: it is cut short.
    """
    reader = Fields(frame, "answer of a Wahoo trainer")
    result = reader.raw(U8, "the result")
    return WahooAnswer(op=reader.raw(U8, "the command"), done=result == _DONE)
