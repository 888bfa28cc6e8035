"""What is heard on one characteristic, as channels of a ride.

An ear takes frames and the moment at which each came. A frame that is cut short or odd raises
FrameError and changes nothing.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Protocol

from sixhills.devices.codecs import fec, uuids
from sixhills.devices.codecs.cycling_power import decode_power_measurement
from sixhills.devices.codecs.heart_rate import decode_heart_rate
from sixhills.devices.codecs.indoor_bike import decode_indoor_bike_data, join_frames
from sixhills.devices.codecs.revolutions import Revolutions, Turns
from sixhills.devices.codecs.speed_cadence import decode_speed_cadence
from sixhills.ride.recording import Channel

if TYPE_CHECKING:
    from collections.abc import Callable

    from sixhills.devices.codecs.indoor_bike import IndoorBikeData

WHEEL_M = 2.096
_FASTEST_WHEEL_RPM = 900.0  # 113 km/h

Values = dict[Channel, float]


class Rank(IntEnum):
    """Whose word counts more, the first most."""

    CRANK_SENSOR = 0
    POWER_METER = 1
    STRAP = 2
    TRAINER = 3
    TRAINER_POWER = 4  # the same trainer's other service


class Ear(Protocol):
    """Hears one characteristic."""

    def hear(self, frame: bytes, now_s: float) -> Values:
        """The channels in a frame.

        Raises:
            FrameError: it is cut short or odd.
        """


class IndoorBikeEar:
    """Indoor Bike Data; a moment may come in two frames."""

    def __init__(self) -> None:
        self._first: IndoorBikeData | None = None
        self._heard = False

    def hear(self, frame: bytes, now_s: float) -> Values:  # noqa: ARG002
        """The channels of a whole moment."""
        blank = not self._heard and not any(frame)
        data = decode_indoor_bike_data(frame)
        self._heard = True
        if blank:  # sent by some on connecting, before anything is measured
            return {}
        if data.more:
            self._first = data if self._first is None else join_frames(self._first, data)
            # most devices that set the flag never send the rest: what is there counts at once
            return _bike_values(data)
        if self._first is not None:
            data, self._first = join_frames(self._first, data), None
        return _bike_values(data)


def _bike_values(data: IndoorBikeData) -> Values:
    told = {
        Channel.POWER_W: data.power_w,
        Channel.CADENCE_RPM: data.cadence_rpm,
        Channel.SPEED_MPS: data.speed_mps,
        Channel.HEART_RATE_BPM: data.heart_rate_bpm,
        Channel.RESISTANCE_LEVEL: data.resistance,
    }
    return {channel: float(value) for channel, value in told.items() if value is not None}


class PowerEar:
    """Cycling Power: watts, cadence from the crank's turns, speed from the wheel's."""

    def __init__(self) -> None:
        self._crank = Revolutions(ticks_per_s=1024)
        self._wheel = Revolutions(ticks_per_s=2048, count_bits=32, fastest_rpm=_FASTEST_WHEEL_RPM)

    def hear(self, frame: bytes, now_s: float) -> Values:
        """The channels in a frame."""
        measured = decode_power_measurement(frame)
        return {
            Channel.POWER_W: measured.power_w,
            **_turn_values(self._crank, measured.crank, self._wheel, measured.wheel, now_s),
        }


class SpeedCadenceEar:
    """A sensor on crank or wheel."""

    def __init__(self) -> None:
        self._crank = Revolutions(ticks_per_s=1024)
        self._wheel = Revolutions(ticks_per_s=1024, count_bits=32, fastest_rpm=_FASTEST_WHEEL_RPM)

    def hear(self, frame: bytes, now_s: float) -> Values:
        """The channels in a frame."""
        measured = decode_speed_cadence(frame)
        return _turn_values(self._crank, measured.crank, self._wheel, measured.wheel, now_s)


def _turn_values(
    crank: Revolutions, crank_turns: Turns | None, wheel: Revolutions, wheel_turns: Turns | None,
    now_s: float,
) -> Values:  # fmt: skip
    values: Values = {}
    cadence = crank.take(crank_turns, now_s) if crank_turns else None
    if cadence is not None:
        values[Channel.CADENCE_RPM] = cadence
    rolled = wheel.take(wheel_turns, now_s) if wheel_turns else None
    if rolled is not None:
        values[Channel.SPEED_MPS] = rolled / 60.0 * WHEEL_M
    return values


class HeartEar:
    """A heart-rate strap."""

    def hear(self, frame: bytes, now_s: float) -> Values:  # noqa: ARG002
        """The channels in a frame."""
        bpm = decode_heart_rate(frame).heart_rate_bpm
        return {} if bpm is None else {Channel.HEART_RATE_BPM: bpm}


class FecEar:
    """Pages of FE-C.

    Args:
        wrapped: whether they come in ANT messages.
    """

    def __init__(self, *, wrapped: bool = True):
        self._wrapped = wrapped

    def hear(self, frame: bytes, now_s: float) -> Values:  # noqa: ARG002
        """The channels in a page."""
        page = fec.decode_page(fec.unwrap_page(frame) if self._wrapped else frame)
        if isinstance(page, fec.TrainerPage):
            told = {Channel.POWER_W: page.power_w, Channel.CADENCE_RPM: page.cadence_rpm}
        elif isinstance(page, fec.GeneralPage):
            told = {
                Channel.SPEED_MPS: page.speed_mps,
                Channel.HEART_RATE_BPM: page.heart_rate_bpm,
            }
        else:
            return {}
        return {channel: value for channel, value in told.items() if value is not None}


EARS: tuple[tuple[str, str, Callable[[], Ear]], ...] = (
    (uuids.FITNESS_MACHINE, uuids.INDOOR_BIKE_DATA, IndoorBikeEar),
    (uuids.CYCLING_POWER, uuids.POWER_MEASUREMENT, PowerEar),
    (uuids.SPEED_CADENCE, uuids.SPEED_CADENCE_MEASUREMENT, SpeedCadenceEar),
    (uuids.HEART_RATE, uuids.HEART_RATE_MEASUREMENT, HeartEar),
    (uuids.TACX, uuids.TACX_FROM_TRAINER, FecEar),
)
"""What can be heard: service, characteristic, and who hears it."""


def rank_of(characteristic: str, *, controls: bool) -> Rank:
    """Whose word a characteristic is.

    Args:
        characteristic: its UUID.
        controls: whether the device is a trainer.
    """
    if characteristic in {uuids.INDOOR_BIKE_DATA, uuids.TACX_FROM_TRAINER}:
        return Rank.TRAINER
    if characteristic == uuids.POWER_MEASUREMENT:
        return Rank.TRAINER_POWER if controls else Rank.POWER_METER
    if characteristic == uuids.HEART_RATE_MEASUREMENT:
        return Rank.STRAP
    return Rank.TRAINER_POWER if controls else Rank.CRANK_SENSOR
