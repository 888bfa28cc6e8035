"""Heart Rate Measurement (0x2A37) and Battery Level (0x2A19).

Heart Rate Service 1.0, section 3.1; Battery Service 1.1, section 3.1.
"""

from __future__ import annotations

from dataclasses import dataclass

from sixhills.devices.codecs.fields import U8, U16, Fields

_WIDE = 0x01
_CONTACT = 0x02
_KNOWS_CONTACT = 0x04
_ENERGY = 0x08
_BEATS = 0x10
_TICKS_PER_S = 1024


@dataclass(frozen=True, kw_only=True)
class HeartRate:
    """What one frame says; None where it says nothing.

    Attributes:
        heart_rate_bpm: None where the strap sends 0, or says that it does not touch the skin.
        contact: whether it touches the skin; None where it cannot tell.
        energy_kj: accumulated.
        beats_s: times between beats (R-R), the oldest first.
    """

    heart_rate_bpm: float | None
    contact: bool | None = None
    energy_kj: float | None = None
    beats_s: tuple[float, ...] = ()


def decode_heart_rate(frame: bytes) -> HeartRate:
    """What a frame says.

    Raises:
        FrameError: it is shorter than its flags say, or ends within a time between beats.
    """
    reader = Fields(frame, "heart rate measurement")
    flags = reader.raw(U8, "its flags")
    bpm = float(reader.raw(U16 if flags & _WIDE else U8, "the heart rate"))
    contact = bool(flags & _CONTACT) if flags & _KNOWS_CONTACT else None
    energy = float(reader.raw(U16, "the energy")) if flags & _ENERGY else None
    beats: list[float] = []
    while flags & _BEATS and reader.rest:
        beats.append(reader.raw(U16, "a time between beats") / _TICKS_PER_S)
    return HeartRate(
        heart_rate_bpm=None if bpm == 0 or contact is False else bpm,
        contact=contact,
        energy_kj=energy,
        beats_s=tuple(beats),
    )


def encode_heart_rate(measured: HeartRate) -> bytes:
    """The frame of what is measured."""
    bpm = round(measured.heart_rate_bpm or 0)
    flags = _WIDE if bpm > 0xFF else 0
    if measured.contact is not None:
        flags |= _KNOWS_CONTACT | (_CONTACT if measured.contact else 0)
    body = (U16 if bpm > 0xFF else U8).encode(bpm)
    if measured.energy_kj is not None:
        flags |= _ENERGY
        body += U16.encode(measured.energy_kj)
    if measured.beats_s:
        flags |= _BEATS
        body += b"".join(U16.encode(beat * _TICKS_PER_S) for beat in measured.beats_s)
    return U8.encode(flags) + body


def decode_battery(frame: bytes) -> float:
    """Charge of a battery, 0 to 1.

    Raises:
        FrameError: it is empty, or above a hundred per cent.
    """
    reader = Fields(frame, "battery level")
    per_cent = reader.raw(U8, "the charge")
    if per_cent > 100:
        raise reader.fault("is above a hundred per cent")
    return per_cent / 100.0
