"""Fitness Machine Service: features, ranges, control point, status (FTMS 1.0, sections 4.3-4.17).

The commands that a trainer is given are values of their own; each knows its bytes. How a
resistance level is written differs between devices (see `ResistanceForm`), so that is an argument.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, IntFlag, StrEnum

from sixhills.devices.codecs.fields import S16, U8, U16, U32, Fields, Number
from sixhills.errors import FrameError, require

_TENTH = Number(size=2, signed=True, unit=0.1)
_SPEED = Number(size=2, unit=0.01 / 3.6)
_WIND = Number(size=2, signed=True, unit=0.001)
_GRADE = Number(size=2, signed=True, unit=0.0001)
_ROLLING = Number(size=1, unit=0.0001)
_AIR = Number(size=1, unit=0.01)


class MachineFeature(IntFlag):
    """What a machine measures (first half of 0x2ACC)."""

    AVERAGE_SPEED = 1 << 0
    CADENCE = 1 << 1
    TOTAL_DISTANCE = 1 << 2
    INCLINATION = 1 << 3
    ELEVATION_GAIN = 1 << 4
    PACE = 1 << 5
    STEP_COUNT = 1 << 6
    RESISTANCE = 1 << 7
    STRIDE_COUNT = 1 << 8
    EXPENDED_ENERGY = 1 << 9
    HEART_RATE = 1 << 10
    METABOLIC_EQUIVALENT = 1 << 11
    ELAPSED_TIME = 1 << 12
    REMAINING_TIME = 1 << 13
    POWER = 1 << 14
    FORCE_ON_BELT = 1 << 15
    USER_DATA = 1 << 16


class TargetFeature(IntFlag):
    """What a machine can be asked for (second half of 0x2ACC)."""

    SPEED = 1 << 0
    INCLINATION = 1 << 1
    RESISTANCE = 1 << 2
    POWER = 1 << 3
    HEART_RATE = 1 << 4
    EXPENDED_ENERGY = 1 << 5
    STEPS = 1 << 6
    STRIDES = 1 << 7
    DISTANCE = 1 << 8
    TIME = 1 << 9
    TIME_IN_2_ZONES = 1 << 10
    TIME_IN_3_ZONES = 1 << 11
    TIME_IN_5_ZONES = 1 << 12
    SIMULATION = 1 << 13
    WHEEL_CIRCUMFERENCE = 1 << 14
    SPIN_DOWN = 1 << 15
    CADENCE = 1 << 16


@dataclass(frozen=True, kw_only=True)
class Features:
    """What a machine measures and can be asked for."""

    machine: MachineFeature
    target: TargetFeature


def decode_features(frame: bytes) -> Features:
    """The value of 0x2ACC.

    Raises:
        FrameError: it is cut short.
    """
    reader = Fields(frame, "fitness machine feature")
    machine = reader.raw(U32, "what it measures")
    target = reader.raw(U32, "what it can be asked for")
    return Features(machine=MachineFeature(machine), target=TargetFeature(target))


def encode_features(features: Features) -> bytes:
    """The value of 0x2ACC."""
    return U32.encode(features.machine) + U32.encode(features.target)


@dataclass(frozen=True, kw_only=True)
class Range:
    """What a target may be, both ends allowed, in steps."""

    low: float
    high: float
    step: float

    def __post_init__(self) -> None:
        require(self.low <= self.high, "low", f"at most {self.high:g}", self.low)

    def clip(self, value: float) -> float:
        """The nearest value that lies within."""
        return min(self.high, max(self.low, value))


class RangeKind(StrEnum):
    """Which target a range is for."""

    SPEED_MPS = "speed"
    GRADE = "grade"
    RESISTANCE = "resistance"
    HEART_RATE_BPM = "heart rate"
    POWER_W = "power"


_RANGE_NUMBERS = {
    RangeKind.SPEED_MPS: (_SPEED, _SPEED),
    RangeKind.GRADE: (
        Number(size=2, signed=True, unit=0.001),
        Number(size=2, unit=0.001),
    ),
    RangeKind.RESISTANCE: (_TENTH, Number(size=2, unit=0.1)),
    RangeKind.HEART_RATE_BPM: (U8, U8),
    RangeKind.POWER_W: (S16, U16),
}


def decode_range(kind: RangeKind, frame: bytes) -> Range:
    """The value of one of 0x2AD4 to 0x2AD8; a grade as rise over run.

    Raises:
        FrameError: it is cut short, or its ends are the wrong way round.
    """
    reader = Fields(frame, f"range of {kind}")
    bound, step = _RANGE_NUMBERS[kind]
    low = reader.raw(bound, "its low end") * bound.unit
    high = reader.raw(bound, "its high end") * bound.unit
    by = reader.raw(step, "its step") * step.unit
    if low > high:
        raise reader.fault("ends before it begins")
    return Range(low=low, high=high, step=by)


def encode_range(kind: RangeKind, span: Range) -> bytes:
    """The value of one of 0x2AD4 to 0x2AD8."""
    bound, step = _RANGE_NUMBERS[kind]
    return bound.encode(span.low) + bound.encode(span.high) + step.encode(span.step)


# -- control point -------------------------------------------------------------------------


class Op(IntEnum):
    """What is written to the control point (0x2AD9)."""

    REQUEST_CONTROL = 0x00
    RESET = 0x01
    SET_SPEED = 0x02
    SET_INCLINATION = 0x03
    SET_RESISTANCE = 0x04
    SET_POWER = 0x05
    SET_HEART_RATE = 0x06
    START = 0x07
    STOP = 0x08
    SET_SIMULATION = 0x11
    SET_WHEEL_CIRCUMFERENCE = 0x12
    SPIN_DOWN = 0x13
    SET_CADENCE = 0x14
    RESPONSE = 0x80


class Result(IntEnum):
    """What a control point answers."""

    SUCCESS = 0x01
    NOT_SUPPORTED = 0x02
    INVALID_PARAMETER = 0x03
    FAILED = 0x04
    NOT_PERMITTED = 0x05


class ResistanceForm(StrEnum):
    """How a device wants a resistance level to be written: the specification says both.

    Section 4.16.2.5 has one byte in its table and a signed 16-bit field in its text; devices that
    take one of them refuse the other.
    """

    TWO_BYTES = "two bytes"
    ONE_BYTE = "one byte"


def request_control() -> bytes:
    """Ask to be the one who gives commands."""
    return bytes([Op.REQUEST_CONTROL])


def reset() -> bytes:
    """Forget all targets."""
    return bytes([Op.RESET])


def start() -> bytes:
    """Begin, or go on; some trainers send nothing before."""
    return bytes([Op.START])


def stop(*, pause: bool = False) -> bytes:
    """Stop, or pause."""
    return bytes([Op.STOP, 2 if pause else 1])


def set_power(power_w: float) -> bytes:
    """Hold a power [W] at any cadence."""
    return bytes([Op.SET_POWER]) + S16.encode(power_w)


def set_resistance(level: float, form: ResistanceForm = ResistanceForm.TWO_BYTES) -> bytes:
    """Take a resistance level, in the steps of its range (0.1)."""
    number = _TENTH if form is ResistanceForm.TWO_BYTES else Number(size=1, unit=0.1)
    return bytes([Op.SET_RESISTANCE]) + number.encode(level)


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """A road that a trainer is to feel like.

    Attributes:
        grade: rise over run.
        wind_mps: against the rider.
        rolling_resistance: coefficient.
        wind_kgpm: drag area times half the density of air: its force over speed squared.
    """

    grade: float
    wind_mps: float = 0.0
    rolling_resistance: float = 0.004
    wind_kgpm: float = 0.22


def set_simulation(road: Simulation) -> bytes:
    """Feel like a road."""
    return (
        bytes([Op.SET_SIMULATION])
        + _WIND.encode(road.wind_mps)
        + _GRADE.encode(road.grade)
        + _ROLLING.encode(road.rolling_resistance)
        + _AIR.encode(road.wind_kgpm)
    )


def decode_simulation(frame: bytes) -> Simulation:
    """The road in a command 0x11 or a status 0x12, without its first byte.

    Raises:
        FrameError: it is cut short.
    """
    reader = Fields(frame, "simulated road")
    wind = reader.raw(_WIND, "its wind") * _WIND.unit
    grade = reader.raw(_GRADE, "its grade") * _GRADE.unit
    rolling = reader.raw(_ROLLING, "its rolling resistance") * _ROLLING.unit
    air = reader.raw(_AIR, "its wind resistance") * _AIR.unit
    return Simulation(grade=grade, wind_mps=wind, rolling_resistance=rolling, wind_kgpm=air)


def set_wheel_circumference(metres: float) -> bytes:
    """Take a distance [m] of one turn of the wheel."""
    return bytes([Op.SET_WHEEL_CIRCUMFERENCE]) + Number(size=2, unit=0.0001).encode(metres)


def spin_down(*, begin: bool) -> bytes:
    """Begin a spin-down, or let one be."""
    return bytes([Op.SPIN_DOWN, 1 if begin else 2])


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a control point answers to a command.

    Attributes:
        op: of the command; a number that is not in `Op` stays a number.
        result: success or why not; a number that is not in `Result` stays a number.
        extra: what follows, such as the speeds of a spin-down.
    """

    op: int
    result: int
    extra: bytes = b""

    @property
    def done(self) -> bool:
        """Whether the command was carried out."""
        return self.result == Result.SUCCESS

    @property
    def spin_down_speeds_mps(self) -> tuple[float, float] | None:
        """Between which speeds the wheel is to run down, where a spin-down was begun."""
        if self.op != Op.SPIN_DOWN or len(self.extra) < 4:
            return None
        reader = Fields(self.extra, "spin-down")
        low = reader.raw(U16, "low speed") * _SPEED.unit
        return low, reader.raw(U16, "high speed") * _SPEED.unit


def decode_answer(frame: bytes) -> Answer:
    """An indication of the control point.

    Raises:
        FrameError: it is cut short, or no answer.
    """
    reader = Fields(frame, "answer of the control point")
    if reader.raw(U8, "its first byte") != Op.RESPONSE:
        raise reader.fault("does not begin as one")
    op = reader.raw(U8, "the command")
    result = reader.raw(U8, "the result")
    return Answer(op=op, result=result, extra=reader.rest)


def encode_answer(answer: Answer) -> bytes:
    """An indication of the control point."""
    return bytes([Op.RESPONSE, answer.op, answer.result]) + answer.extra


# -- status --------------------------------------------------------------------------------


class StatusKind(IntEnum):
    """What a machine says of itself (0x2ADA)."""

    RESET = 0x01
    STOPPED_BY_USER = 0x02
    STOPPED_BY_SAFETY_KEY = 0x03
    STARTED_BY_USER = 0x04
    SPEED = 0x05
    INCLINATION = 0x06
    RESISTANCE = 0x07
    POWER = 0x08
    HEART_RATE = 0x09
    SIMULATION = 0x12
    WHEEL_CIRCUMFERENCE = 0x13
    SPIN_DOWN = 0x14
    CADENCE = 0x15
    CONTROL_LOST = 0xFF


class SpinDown(IntEnum):
    """How a spin-down goes."""

    REQUESTED = 1
    SUCCESS = 2
    ERROR = 3
    STOP_PEDALLING = 4


@dataclass(frozen=True, kw_only=True)
class Status:
    """What a machine says of itself.

    Attributes:
        kind: what it is about; a number that is not in `StatusKind` stays a number.
        power_w: the target that it took, where it is one of power.
        road: likewise, of a road.
        resistance: likewise, of a level in steps of 0.1; sent as one byte or two.
        spin_down: how a spin-down goes.
    """

    kind: int
    power_w: float | None = None
    road: Simulation | None = None
    resistance: float | None = None
    spin_down: int | None = None


def decode_status(frame: bytes) -> Status:
    """A notification of 0x2ADA.

    Raises:
        FrameError: it is cut short.
    """
    reader = Fields(frame, "machine status")
    kind = reader.raw(U8, "its kind")
    if kind == StatusKind.POWER:
        return Status(kind=kind, power_w=float(reader.raw(S16, "the power")))
    if kind == StatusKind.SIMULATION:
        return Status(kind=kind, road=decode_simulation(reader.rest))
    if kind == StatusKind.RESISTANCE:
        number = _TENTH if len(reader.rest) >= 2 else Number(size=1, unit=0.1)
        return Status(kind=kind, resistance=reader.raw(number, "the level") * number.unit)
    if kind == StatusKind.SPIN_DOWN:
        return Status(kind=kind, spin_down=reader.raw(U8, "how the spin-down goes"))
    return Status(kind=kind)


def encode_status(status: Status) -> bytes:
    """A notification of 0x2ADA."""
    head = bytes([status.kind])
    if status.power_w is not None:
        return head + S16.encode(status.power_w)
    if status.road is not None:
        return head + set_simulation(status.road)[1:]
    if status.resistance is not None:
        return head + _TENTH.encode(status.resistance)
    return head if status.spin_down is None else head + bytes([status.spin_down])


# -- training status -----------------------------------------------------------------------


class Training(IntEnum):
    """What a machine's own program is doing (0x2AD3)."""

    OTHER = 0x00
    IDLE = 0x01
    WARMING_UP = 0x02
    COOL_DOWN = 0x0B
    WATT_CONTROL = 0x0C
    MANUAL = 0x0D
    PRE_WORKOUT = 0x0E
    POST_WORKOUT = 0x0F


@dataclass(frozen=True, kw_only=True)
class TrainingStatus:
    """What a machine's own program is doing; a number that is not in `Training` stays one."""

    status: int
    text: str | None = None


def decode_training_status(frame: bytes) -> TrainingStatus:
    """The value of 0x2AD3.

    Raises:
        FrameError: it is cut short, or its text is no text.
    """
    reader = Fields(frame, "training status")
    flags = reader.raw(U8, "its flags")
    status = reader.raw(U8, "its status")
    if not flags & 1:
        return TrainingStatus(status=status)
    try:
        return TrainingStatus(status=status, text=reader.rest.decode())
    except UnicodeDecodeError as error:
        raise FrameError("training status holds no text", frame) from error
