"""Cycling Power Measurement (0x2A63): power meters, and trainers besides their own service.

Cycling Power Service 1.1, section 3.2. Two bytes of flags, the power, then the fields of the table.
"""

from __future__ import annotations

from dataclasses import dataclass

from sixhills.devices.codecs.fields import S16, U8, U16, U24, U32, Fields, Number
from sixhills.devices.codecs.revolutions import Turns

_BALANCE = 0x0001
_BALANCE_IS_LEFT = 0x0002
_TORQUE = 0x0004
_WHEEL = 0x0010
_CRANK = 0x0020
_FORCES = 0x0040
_TORQUES = 0x0080
_ANGLES = 0x0100
_TOP = 0x0200
_BOTTOM = 0x0400
_ENERGY = 0x0800


@dataclass(frozen=True, kw_only=True)
class PowerMeasurement:
    """What one frame says; None where it says nothing.

    Attributes:
        power_w: now.
        left_share: of the power, 0 to 1, where the meter says that its figure is the left leg's.
        torque_nm: accumulated, modulo 2048.
        wheel: turns of the wheel, 2048 ticks a second.
        crank: turns of the crank, 1024 ticks a second.
        energy_kj: accumulated.
    """

    power_w: float
    left_share: float | None = None
    torque_nm: float | None = None
    wheel: Turns | None = None
    crank: Turns | None = None
    energy_kj: float | None = None


def decode_power_measurement(frame: bytes) -> PowerMeasurement:
    """What a frame says.

    Raises:
        FrameError: it is shorter than its flags say.
    """
    reader = Fields(frame, "cycling power measurement")
    flags = reader.raw(U16, "its flags")
    power_w = float(reader.raw(S16, "the power"))
    balance = reader.raw(U8, "the balance") if flags & _BALANCE else None
    torque = reader.number(Number(size=2, unit=1 / 32), "the torque") if flags & _TORQUE else None
    wheel = _turns(reader, U32, "the wheel") if flags & _WHEEL else None
    crank = _turns(reader, U16, "the crank") if flags & _CRANK else None
    for flag, size, name in (
        (_FORCES, 4, "the forces"),
        (_TORQUES, 4, "the torques"),
        (_ANGLES, U24.size, "the angles"),
        (_TOP, 2, "the top dead spot"),
        (_BOTTOM, 2, "the bottom dead spot"),
    ):
        if flags & flag:
            reader.take(size, name)
    energy = float(reader.raw(U16, "the energy")) if flags & _ENERGY else None
    is_left = balance is not None and flags & _BALANCE_IS_LEFT and balance <= 200
    return PowerMeasurement(
        power_w=power_w,
        left_share=balance / 200.0 if balance is not None and is_left else None,
        torque_nm=torque,
        wheel=wheel,
        crank=crank,
        energy_kj=energy,
    )


def encode_power_measurement(measured: PowerMeasurement) -> bytes:
    """The frame of what is measured: power, with turns of wheel and crank where known."""
    flags, body = 0, S16.encode(measured.power_w)
    if measured.wheel is not None:
        flags |= _WHEEL
        body += U32.encode(measured.wheel.count) + U16.encode(measured.wheel.last_ticks)
    if measured.crank is not None:
        flags |= _CRANK
        body += U16.encode(measured.crank.count) + U16.encode(measured.crank.last_ticks)
    return U16.encode(flags) + body


def _turns(reader: Fields, count: Number, name: str) -> Turns:
    turned = reader.raw(count, f"the turns of {name}")
    return Turns(count=turned, last_ticks=reader.raw(U16, f"the time of {name}"))
