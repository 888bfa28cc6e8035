"""Indoor Bike Data (0x2AD2): what a trainer measures, several times a second.

Fitness Machine Service 1.0, section 4.9. Two bytes of flags say which fields follow, in the order
of the table below. The first flag is the other way round: 0 means that speed is there, 1 that more
data follows in another frame.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from sixhills.devices.codecs.fields import U16, Fields, Number

_KMH = 1.0 / 3.6
_MORE_DATA = 0x0001


@dataclass(frozen=True, kw_only=True)
class IndoorBikeData:
    """What one frame says; None where it says nothing.

    Attributes:
        speed_mps: of the wheel.
        mean_speed_mps: since the start.
        cadence_rpm: of the crank.
        mean_cadence_rpm: since the start.
        distance_m: since the start.
        resistance: level as the device counts it; most send it without its decimal.
        power_w: now.
        mean_power_w: since the start.
        energy_kcal: since the start.
        energy_kcal_per_hour: at this rate.
        energy_kcal_per_minute: at this rate.
        heart_rate_bpm: from a strap that the trainer hears; 0 is none.
        metabolic_equivalent: of rest.
        elapsed_s: since the start.
        remaining_s: of a program of the machine's own.
        more: whether the rest of this moment follows in another frame.
    """

    speed_mps: float | None = None
    mean_speed_mps: float | None = None
    cadence_rpm: float | None = None
    mean_cadence_rpm: float | None = None
    distance_m: float | None = None
    resistance: float | None = None
    power_w: float | None = None
    mean_power_w: float | None = None
    energy_kcal: float | None = None
    energy_kcal_per_hour: float | None = None
    energy_kcal_per_minute: float | None = None
    heart_rate_bpm: float | None = None
    metabolic_equivalent: float | None = None
    elapsed_s: float | None = None
    remaining_s: float | None = None
    more: bool = False


_LAYOUT: tuple[tuple[int, tuple[tuple[str, Number], ...]], ...] = (
    (0x0001, (("speed_mps", Number(size=2, unit=0.01 * _KMH)),)),
    (0x0002, (("mean_speed_mps", Number(size=2, unit=0.01 * _KMH)),)),
    (0x0004, (("cadence_rpm", Number(size=2, unit=0.5)),)),
    (0x0008, (("mean_cadence_rpm", Number(size=2, unit=0.5)),)),
    (0x0010, (("distance_m", Number(size=3)),)),
    (0x0020, (("resistance", Number(size=2, signed=True)),)),
    (0x0040, (("power_w", Number(size=2, signed=True)),)),
    (0x0080, (("mean_power_w", Number(size=2, signed=True)),)),
    (
        0x0100,
        (
            ("energy_kcal", Number(size=2, none=0xFFFF)),
            ("energy_kcal_per_hour", Number(size=2, none=0xFFFF)),
            ("energy_kcal_per_minute", Number(size=1, none=0xFF)),
        ),
    ),
    (0x0200, (("heart_rate_bpm", Number(size=1, none=0)),)),
    (0x0400, (("metabolic_equivalent", Number(size=1, unit=0.1)),)),
    (0x0800, (("elapsed_s", Number(size=2)),)),
    (0x1000, (("remaining_s", Number(size=2)),)),
)


def decode_indoor_bike_data(frame: bytes) -> IndoorBikeData:
    """What a frame says.

    Raises:
        FrameError: it is shorter than its flags say.
    """
    reader = Fields(frame, "indoor bike data")
    flags = reader.raw(U16, "its flags")
    present = flags ^ _MORE_DATA
    values = {
        name: reader.number(kind, name)
        for flag, group in _LAYOUT
        if present & flag
        for name, kind in group
    }
    return IndoorBikeData(more=bool(flags & _MORE_DATA), **values)


def encode_indoor_bike_data(data: IndoorBikeData) -> bytes:
    """The frame of what is measured: a group of fields goes in where its first value is known.

    Raises:
        ValueError: a value does not fit its field, or a group is known in part only.
    """
    flags, body = _MORE_DATA, b""
    for flag, group in _LAYOUT:
        if getattr(data, group[0][0]) is None:
            continue
        flags ^= flag
        body += b"".join(kind.encode(getattr(data, name)) for name, kind in group)
    if bool(flags & _MORE_DATA) != data.more:
        raise ValueError("a frame has either its speed or more data to follow")
    return flags.to_bytes(2, "little") + body


def join_frames(first: IndoorBikeData, second: IndoorBikeData) -> IndoorBikeData:
    """One moment that was sent in two frames; what the second says counts."""
    said = {
        field.name: value
        for field in fields(second)
        if (value := getattr(second, field.name)) is not None
    }
    return replace(first, **said)
