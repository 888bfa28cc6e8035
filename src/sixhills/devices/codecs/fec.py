"""Pages of ANT+ Fitness Equipment (FE-C), over an ANT+ stick or in Tacx's Bluetooth service.

ANT+ Device Profile: Fitness Equipment, revision 4. A page has eight bytes, the first its number.
Tacx's service wraps each in an ANT message: A4, length 9, 4E or 4F, channel 5, page, and the
exclusive or of all of it as checksum.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, IntFlag

from sixhills.devices.codecs.fields import U8, U16, Fields, Number
from sixhills.errors import FrameError, require

PAGE_SIZE = 8
_SYNC, _LENGTH, _BROADCAST, _ACKNOWLEDGED, _CHANNEL = 0xA4, 0x09, 0x4E, 0x4F, 0x05
_NO_POWER = 0xFFF
_NO_CADENCE = 0xFF
_GRADE_OFFSET = 2.0
_WIND_OFFSET_KMH = 127
_NONE = 0xFF


class Page(IntEnum):
    """Numbers of pages."""

    CALIBRATION = 0x01
    GENERAL = 0x10
    SETTINGS = 0x11
    TRAINER = 0x19
    RESISTANCE = 0x30
    POWER = 0x31
    WIND = 0x32
    TRACK = 0x33
    CAPABILITIES = 0x36
    USER = 0x37
    REQUEST = 0x46
    COMMAND_STATUS = 0x47


class Capability(IntFlag):
    """Modes that a trainer has (page 54)."""

    RESISTANCE = 1
    POWER = 2
    SIMULATION = 4


class CommandResult(IntEnum):
    """What became of a command (page 71)."""

    PASS = 0
    FAIL = 1
    NOT_SUPPORTED = 2
    REJECTED = 3
    PENDING = 4
    UNINITIALIZED = 255


# -- to the trainer ------------------------------------------------------------------------


def resistance_page(share: float) -> bytes:
    """Page 48: a share of the brake, 0 to 1, in steps of half a per cent."""
    return bytes([Page.RESISTANCE]) + bytes([_NONE] * 6) + Number(size=1, unit=0.005).encode(share)


def power_page(power_w: float) -> bytes:
    """Page 49: a power [W] to hold, in quarter watts."""
    watts = Number(size=2, unit=0.25).encode(power_w)
    return bytes([Page.POWER]) + bytes([_NONE] * 5) + watts


def wind_page(*, wind_kgpm: float, wind_mps: float = 0.0, drafting: float = 1.0) -> bytes:
    """Page 50: air against the rider.

    Args:
        wind_kgpm: force over speed squared, to .01.
        wind_mps: speed of the wind against the rider.
        drafting: share of the air that is felt, 0 to 1.
    """
    return (
        bytes([Page.WIND])
        + bytes([_NONE] * 4)
        + Number(size=1, unit=0.01).encode(wind_kgpm)
        + U8.encode(wind_mps * 3.6 + _WIND_OFFSET_KMH)
        + Number(size=1, unit=0.01).encode(drafting)
    )


def track_page(*, grade: float, rolling_resistance: float) -> bytes:
    """Page 51: the slope of the road, rise over run, to .01 per cent, and its roughness."""
    return (
        bytes([Page.TRACK])
        + bytes([_NONE] * 4)
        + Number(size=2, unit=0.0001).encode(grade + _GRADE_OFFSET)
        + Number(size=1, unit=5e-5).encode(rolling_resistance)
    )


def user_page(
    *, rider_kg: float, bike_kg: float, wheel_m: float = 0.668, gear_ratio: float | None = None
) -> bytes:
    """Page 55: who rides what.

    Args:
        rider_kg: mass of the rider, to 10 g.
        bike_kg: mass of the bike, to 50 g, 12 bits.
        wheel_m: diameter of the wheel, to the millimetre.
        gear_ratio: front over back, to .03; None where unknown.
    """
    require(0 <= bike_kg <= 50, "bike_kg", "0 to 50", bike_kg)
    bike = round(bike_kg / 0.05)
    hundredths, millimetres = divmod(round(wheel_m * 1000), 10)
    gear = 0 if gear_ratio is None else round(gear_ratio / 0.03)
    return (
        bytes([Page.USER])
        + Number(size=2, unit=0.01).encode(rider_kg)
        + bytes([_NONE, millimetres | (bike & 0xF) << 4, bike >> 4, hundredths, gear])
    )


def request_page(page: Page) -> bytes:
    """Page 70: ask for a page, once."""
    return bytes([Page.REQUEST, _NONE, _NONE, _NONE, _NONE, 0x01, page, 0x01])


def calibration_page() -> bytes:
    """Page 1: ask for a spin-down."""
    return bytes([Page.CALIBRATION, 0x80, 0, _NONE, _NONE, _NONE, _NONE, _NONE])


# -- from the trainer ----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class TrainerPage:
    """Page 25.

    Attributes:
        events: counter of measurements, modulo 256.
        cadence_rpm: None where it is not measured.
        work_counter: accumulated power, modulo 65536; a watt for each event.
        power_w: None where it is not valid.
        needs_calibration: whether a spin-down, a zero or the user's data is wanted.
    """

    events: int
    cadence_rpm: float | None
    work_counter: int
    power_w: float | None
    needs_calibration: bool


@dataclass(frozen=True, kw_only=True)
class GeneralPage:
    """Page 16; None where it is not measured."""

    speed_mps: float | None
    heart_rate_bpm: float | None


@dataclass(frozen=True, kw_only=True)
class CapabilitiesPage:
    """Page 54."""

    most_newton: float | None
    modes: Capability


@dataclass(frozen=True, kw_only=True)
class CommandStatusPage:
    """Page 71.

    Attributes:
        command: page of the last command; 255 where there was none.
        sequence: of it.
        result: what became of it.
        data: what it came to: the last bytes of the command as the trainer took it.
    """

    command: int
    sequence: int
    result: int
    data: bytes


@dataclass(frozen=True, kw_only=True)
class OtherPage:
    """A page of another number."""

    number: int


FecPage = TrainerPage | GeneralPage | CapabilitiesPage | CommandStatusPage | OtherPage


def decode_page(page: bytes) -> FecPage:
    """What a trainer's page says.

    Raises:
        FrameError: it has not eight bytes.
    """
    if len(page) != PAGE_SIZE:
        raise FrameError("an FE-C page has eight bytes", page)
    reader = Fields(page, "FE-C page")
    number = reader.raw(U8, "its number")
    match number:
        case Page.TRAINER:
            return _decode_trainer(page)
        case Page.GENERAL:
            return _decode_general(page)
        case Page.CAPABILITIES:
            most = int.from_bytes(page[5:7], "little")
            modes = Capability(page[7] & 0x07)
            return CapabilitiesPage(most_newton=None if most == 0xFFFF else most, modes=modes)
        case Page.COMMAND_STATUS:
            return CommandStatusPage(
                command=page[1], sequence=page[2], result=page[3], data=page[4:]
            )
        case _:
            return OtherPage(number=number)


def _decode_trainer(page: bytes) -> TrainerPage:
    power = page[5] | (page[6] & 0x0F) << 8
    return TrainerPage(
        events=page[1],
        cadence_rpm=None if page[2] == _NO_CADENCE else float(page[2]),
        work_counter=int.from_bytes(page[3:5], "little"),
        power_w=None if power == _NO_POWER else float(power),
        needs_calibration=bool(page[6] & 0x70),
    )


def _decode_general(page: bytes) -> GeneralPage:
    speed = int.from_bytes(page[4:6], "little")
    heart = page[6]
    return GeneralPage(
        speed_mps=None if speed == 0xFFFF else speed / 1000.0,
        heart_rate_bpm=None if heart in {0, 0xFF} else float(heart),
    )


def encode_trainer_page(measured: TrainerPage) -> bytes:
    """Page 25, for a simulated trainer."""
    power = _NO_POWER if measured.power_w is None else min(4094, max(0, round(measured.power_w)))
    cadence = _NO_CADENCE if measured.cadence_rpm is None else round(measured.cadence_rpm)
    wants = 0x10 if measured.needs_calibration else 0
    return (
        bytes([Page.TRAINER, measured.events & 0xFF, cadence])
        + U16.encode(measured.work_counter & 0xFFFF)
        + bytes([power & 0xFF, power >> 8 | wants, 0x30])  # in use
    )


def encode_general_page(measured: GeneralPage) -> bytes:
    """Page 16, for a simulated trainer."""
    speed = 0xFFFF if measured.speed_mps is None else round(measured.speed_mps * 1000)
    heart = 0xFF if measured.heart_rate_bpm is None else round(measured.heart_rate_bpm)
    return bytes([Page.GENERAL, 25, 0, 0]) + U16.encode(speed) + bytes([heart, 0x30])


# -- Tacx's wrapping -----------------------------------------------------------------------


def wrap_page(page: bytes) -> bytes:
    """An ANT message of a page, as Tacx's Bluetooth service takes it."""
    body = bytes([_SYNC, _LENGTH, _ACKNOWLEDGED, _CHANNEL]) + page
    return body + bytes([_checksum(body)])


def unwrap_page(message: bytes) -> bytes:
    """The page in an ANT message of Tacx's Bluetooth service.

    Raises:
        FrameError: it is cut short, no such message, or its checksum is wrong.
    """
    if len(message) < PAGE_SIZE + 5:
        raise FrameError("ANT message is cut short", message)
    body, checksum = message[: PAGE_SIZE + 4], message[PAGE_SIZE + 4]
    if body[:2] != bytes([_SYNC, _LENGTH]) or body[2] not in {_BROADCAST, _ACKNOWLEDGED}:
        raise FrameError("ANT message does not begin as one", message)
    if _checksum(body) != checksum:
        raise FrameError("ANT message has a wrong checksum", message)
    return body[4:]


def _checksum(body: bytes) -> int:
    checksum = 0
    for byte in body:
        checksum ^= byte
    return checksum
