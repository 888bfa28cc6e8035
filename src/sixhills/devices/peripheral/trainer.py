"""A trainer as a peripheral: FTMS, power, heart rate, battery, with a simulated bike behind it.

It keeps to the protocol as a real one does: nobody gets a target through without having asked for
control, a second client is refused it, answers are indicated, targets are named in the status. What
real ones do wrong can be switched on (`Quirks`), for tests and for whoever writes another app.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from sixhills.devices.codecs import cycling_power, heart_rate, indoor_bike, uuids
from sixhills.devices.codecs import fitness_machine as ftms
from sixhills.devices.codecs.fitness_machine import Answer, Op, Range, Result, Status, StatusKind
from sixhills.devices.codecs.revolutions import Turns
from sixhills.devices.peripheral.gatt import Characteristic, Peripheral, Service
from sixhills.errors import FrameError
from sixhills.prescribe.prescription import Command, Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from sixhills.devices.peripheral.gatt import Client
    from sixhills.devices.simulation.sensors import Moment

NOTIFY_EVERY_S = 0.25

_RESISTANCE = Range(low=0.0, high=100.0, step=1.0)
_SMALL_RESISTANCE = Range(low=0.0, high=20.0, step=1.0)  # as one byte can say
_POWER = Range(low=0.0, high=2000.0, step=1.0)
_SPIN_DOWN_MPS = (25 / 3.6, 40 / 3.6)
_SPIN_DOWN_S = 4.0
_MEASURES = (
    ftms.MachineFeature.CADENCE
    | ftms.MachineFeature.RESISTANCE
    | ftms.MachineFeature.HEART_RATE
    | ftms.MachineFeature.POWER
    | ftms.MachineFeature.TOTAL_DISTANCE
)
_TAKES = (
    ftms.TargetFeature.RESISTANCE
    | ftms.TargetFeature.POWER
    | ftms.TargetFeature.SIMULATION
    | ftms.TargetFeature.SPIN_DOWN
)


class Bike(Protocol):
    """What is behind the services."""

    def obey(self, command: Command) -> None:
        """Take a new target."""

    def advance(self, seconds: float) -> Moment:
        """Let time pass; what there is to be measured then."""


@dataclass(frozen=True, kw_only=True)
class Quirks:
    """What real trainers do otherwise.

    Attributes:
        one_byte_level: a level is taken in one byte only; two are an invalid parameter.
        ignores_targets: targets are answered with success, and nothing happens.
        answers_nothing: the control point does not answer.
        split_frames: each moment comes in two frames.
        silent_until_started: nothing is sent before a start.
        no_status: targets are not named in the status.
        short_answers: the answer of the control point lacks its last byte.
    """

    one_byte_level: bool = False
    ignores_targets: bool = False
    answers_nothing: bool = False
    split_frames: bool = False
    silent_until_started: bool = False
    no_status: bool = False
    short_answers: bool = False


class ServedTrainer:
    """A trainer that clients connect to.

    Args:
        bike: what is ridden.
        name: of the device.
        quirks: what it does otherwise than the specification says.
        battery: charge, 0 to 1, or None where it has none.
    """

    def __init__(
        self,
        bike: Bike,
        *,
        name: str = "sixhills trainer",
        quirks: Quirks | None = None,
        battery: float | None = None,
    ):
        self._bike = bike
        self.quirks = quirks or Quirks()
        self._holder: Client | None = None
        self._started = False
        self._crank = 0.0
        self._crank_ticks = 0.0
        self._since_s = 0.0
        self._spinning_s: float | None = None
        self.targets: list[Command] = []
        self.peripheral = Peripheral(name, self._services(battery))

    @property
    def resistance(self) -> Range:
        """Its levels."""
        return _SMALL_RESISTANCE if self.quirks.one_byte_level else _RESISTANCE

    # -- time ------------------------------------------------------------------------------

    def pass_time(self, seconds: float) -> None:
        """Let time pass, and tell those who have subscribed what is measured."""
        moment = self._bike.advance(seconds)
        self._since_s += seconds
        self._crank += moment.cadence_rpm / 60.0 * seconds
        if moment.cadence_rpm > 0:  # the time of the last whole turn
            whole_ago_s = (self._crank % 1.0) * 60.0 / moment.cadence_rpm
            self._crank_ticks = (self._since_s - whole_ago_s) * 1024.0
        if self.quirks.silent_until_started and not self._started:
            return
        self._tell(moment)
        self._spin_down(seconds)

    def _tell(self, moment: Moment) -> None:
        data = indoor_bike.IndoorBikeData(
            speed_mps=moment.speed_mps,
            cadence_rpm=moment.cadence_rpm,
            distance_m=moment.distance_m,
            power_w=round(moment.power_w),
            heart_rate_bpm=min(250, round(moment.heart_rate_bpm)),
        )
        for part in self._parts(data):
            frame = indoor_bike.encode_indoor_bike_data(part)
            self.peripheral.notify(uuids.INDOOR_BIKE_DATA, frame)
        power = cycling_power.PowerMeasurement(
            power_w=round(moment.power_w),
            crank=Turns(
                count=int(self._crank) & 0xFFFF, last_ticks=int(self._crank_ticks) & 0xFFFF
            ),
        )
        frame = cycling_power.encode_power_measurement(power)
        self.peripheral.notify(uuids.POWER_MEASUREMENT, frame)
        beat = heart_rate.HeartRate(heart_rate_bpm=round(moment.heart_rate_bpm), contact=True)
        frame = heart_rate.encode_heart_rate(beat)
        self.peripheral.notify(uuids.HEART_RATE_MEASUREMENT, frame)

    def _parts(self, data: indoor_bike.IndoorBikeData) -> tuple[indoor_bike.IndoorBikeData, ...]:
        if not self.quirks.split_frames:
            return (data,)
        first = replace(data, speed_mps=None, distance_m=None, more=True)
        second = indoor_bike.IndoorBikeData(speed_mps=data.speed_mps, distance_m=data.distance_m)
        return first, second

    def _spin_down(self, seconds: float) -> None:
        if self._spinning_s is None:
            return
        self._spinning_s += seconds
        if self._spinning_s >= _SPIN_DOWN_S:
            self._spinning_s = None
            self._say(Status(kind=StatusKind.SPIN_DOWN, spin_down=ftms.SpinDown.SUCCESS))

    # -- the control point -----------------------------------------------------------------

    def take_control_away(self) -> None:
        """As if the holder had been sent away by somebody at the trainer."""
        self._holder = None
        self._say(Status(kind=StatusKind.CONTROL_LOST))

    def lock(self) -> None:
        """As if another app held control, over a link of its own."""
        self._holder = _SOMEBODY_ELSE

    def unlock(self) -> None:
        """That app has been closed."""
        self._holder = None

    def _obey(self, client: Client, frame: bytes) -> None:
        op = frame[0] if frame else Op.RESPONSE
        result, extra = self._carry_out(client, op, frame[1:])
        if self.quirks.answers_nothing:
            return
        answer = ftms.encode_answer(Answer(op=op, result=result, extra=extra))
        if self.quirks.short_answers:
            answer = answer[:-1]
        self.peripheral.tell(client, uuids.MACHINE_CONTROL_POINT, answer)

    def _carry_out(self, client: Client, op: int, body: bytes) -> tuple[Result, bytes]:
        if self._holder is not None and self._holder not in self.peripheral.clients:
            self._holder = self._holder if self._holder is _SOMEBODY_ELSE else None
        if op == Op.REQUEST_CONTROL:
            if self._holder not in {None, client}:
                return Result.NOT_PERMITTED, b""
            self._holder = client
            return Result.SUCCESS, b""
        if self._holder is not client:
            return Result.NOT_PERMITTED, b""
        handler = self._HANDLERS.get(op)
        if handler is None:
            return Result.NOT_SUPPORTED, b""
        try:
            return handler(self, body)
        except FrameError:
            return Result.INVALID_PARAMETER, b""

    def _reset(self, body: bytes) -> tuple[Result, bytes]:  # noqa: ARG002 - as all handlers
        self._holder = None
        self._set(Command(mode=Mode.SLOPE, value=0.0), Status(kind=StatusKind.RESET))
        return Result.SUCCESS, b""

    def _start(self, body: bytes) -> tuple[Result, bytes]:  # noqa: ARG002
        self._started = True
        self._say(Status(kind=StatusKind.STARTED_BY_USER))
        return Result.SUCCESS, b""

    def _stop(self, body: bytes) -> tuple[Result, bytes]:  # noqa: ARG002
        self._started = False
        self._set(Command(mode=Mode.SLOPE, value=0.0), None)
        return Result.SUCCESS, b""

    def _set_power(self, body: bytes) -> tuple[Result, bytes]:
        status = ftms.decode_status(bytes([StatusKind.POWER]) + body)
        power_w = status.power_w
        if power_w is None or not _POWER.low <= power_w <= _POWER.high:
            return Result.INVALID_PARAMETER, b""
        self._set(Command(mode=Mode.ERG, value=power_w), status)
        return Result.SUCCESS, b""

    def _set_resistance(self, body: bytes) -> tuple[Result, bytes]:
        if len(body) != (1 if self.quirks.one_byte_level else 2):
            return Result.INVALID_PARAMETER, b""
        span = self.resistance
        level = int.from_bytes(body, "little", signed=len(body) == 2) * 0.1
        if not span.low <= level <= span.high:
            return Result.INVALID_PARAMETER, b""
        share = (level - span.low) / (span.high - span.low)
        status = Status(kind=StatusKind.RESISTANCE, resistance=level)
        self._set(Command(mode=Mode.RESISTANCE, value=100.0 * share), status)
        return Result.SUCCESS, b""

    def _set_simulation(self, body: bytes) -> tuple[Result, bytes]:
        road = ftms.decode_simulation(body)
        command = Command(mode=Mode.SLOPE, value=road.grade)
        self._set(command, Status(kind=StatusKind.SIMULATION, road=road))
        return Result.SUCCESS, b""

    def _begin_spin_down(self, body: bytes) -> tuple[Result, bytes]:
        if body[:1] != b"\x01":
            self._spinning_s = None
            return Result.SUCCESS, b""
        self._spinning_s = 0.0
        low, high = (round(speed * 360.0) for speed in _SPIN_DOWN_MPS)
        return Result.SUCCESS, low.to_bytes(2, "little") + high.to_bytes(2, "little")

    def _set(self, command: Command, status: Status | None) -> None:
        if not self.quirks.ignores_targets:
            self._bike.obey(command)
        self.targets.append(command)
        if status is not None and not self.quirks.no_status:
            self._say(status)

    def _say(self, status: Status) -> None:
        self.peripheral.notify(uuids.MACHINE_STATUS, ftms.encode_status(status))

    _HANDLERS: dict[int, Callable[[ServedTrainer, bytes], tuple[Result, bytes]]] = {  # noqa: RUF012
        Op.RESET: _reset,
        Op.START: _start,
        Op.STOP: _stop,
        Op.SET_POWER: _set_power,
        Op.SET_RESISTANCE: _set_resistance,
        Op.SET_SIMULATION: _set_simulation,
        Op.SPIN_DOWN: _begin_spin_down,
    }

    # -- services --------------------------------------------------------------------------

    def _services(self, battery: float | None) -> tuple[Service, ...]:
        features = ftms.encode_features(ftms.Features(machine=_MEASURES, target=_TAKES))
        kinds = ftms.RangeKind
        machine = Service(
            uuid=uuids.FITNESS_MACHINE,
            characteristics=(
                Characteristic(uuid=uuids.MACHINE_FEATURE, value=features, readable=True),
                Characteristic(uuid=uuids.INDOOR_BIKE_DATA, notifies=True),
                Characteristic(
                    uuid=uuids.TRAINING_STATUS, value=b"\x00\x0d", readable=True, notifies=True
                ),
                Characteristic(
                    uuid=uuids.RESISTANCE_RANGE,
                    value=ftms.encode_range(kinds.RESISTANCE, self.resistance),
                    readable=True,
                ),
                Characteristic(
                    uuid=uuids.POWER_RANGE,
                    value=ftms.encode_range(kinds.POWER_W, _POWER),
                    readable=True,
                ),
                Characteristic(
                    uuid=uuids.MACHINE_CONTROL_POINT, indicates=True, on_write=self._obey
                ),
                Characteristic(uuid=uuids.MACHINE_STATUS, notifies=True),
            ),
        )
        power = Service(
            uuid=uuids.CYCLING_POWER,
            characteristics=(
                Characteristic(uuid=uuids.POWER_MEASUREMENT, notifies=True),
                Characteristic(uuid=uuids.POWER_FEATURE, value=b"\x08\x00\x00\x00", readable=True),
                Characteristic(uuid=uuids.SENSOR_LOCATION, value=b"\x0c", readable=True),
            ),
        )
        heart = Service(
            uuid=uuids.HEART_RATE,
            characteristics=(Characteristic(uuid=uuids.HEART_RATE_MEASUREMENT, notifies=True),),
        )
        return (machine, power, heart, *_battery(battery), _about())


def _battery(charge: float | None) -> tuple[Service, ...]:
    if charge is None:
        return ()
    value = bytes([round(100 * charge)])
    level = Characteristic(uuid=uuids.BATTERY_LEVEL, value=value, readable=True, notifies=True)
    return (Service(uuid=uuids.BATTERY, characteristics=(level,)),)


def _about() -> Service:
    told = {
        uuids.MANUFACTURER_NAME: b"sixhills",
        uuids.MODEL_NUMBER: b"simulated trainer",
        uuids.FIRMWARE_REVISION: b"1",
    }
    return Service(
        uuid=uuids.DEVICE_INFORMATION,
        characteristics=tuple(
            Characteristic(uuid=uuid, value=value, readable=True) for uuid, value in told.items()
        ),
    )


def _ignore(_uuid: str, _value: bytes) -> None:
    """Nobody listens."""


def _make_somebody_else() -> Client:
    from sixhills.devices.peripheral.gatt import Client

    return Client(send=_ignore)


_SOMEBODY_ELSE = _make_somebody_else()
