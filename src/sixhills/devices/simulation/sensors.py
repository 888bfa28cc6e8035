"""Simulated sensors: gain, noise, smoothing, steps, and silence. What is not measured is None.

The ranges are our choice, in the middle of what trainers and meters are seen to do.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.devices.simulation.chance import draw_clipped
from sixhills.equipment import ExerciseBike, SmartTrainer
from sixhills.errors import DeviceError, require
from sixhills.ride.recording import Channel, Sample

if TYPE_CHECKING:
    from random import Random

    from sixhills.equipment import Equipment

_SECONDS_PER_HOUR = 3600.0
_STILL_S = 2.0  # for so long a cadence sensor keeps its last value
_SPIKE_W = (500.0, 1500.0)
_ALTITUDE_LAG_S = 30.0
_POWER_CHANNELS = frozenset({Channel.POWER_W, Channel.CADENCE_RPM})
_WHEEL_CHANNELS = frozenset({Channel.SPEED_MPS, Channel.DISTANCE_M})
_NOTHING: frozenset[Channel] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Faults:
    """How often sensors fail.

    Attributes:
        drop_outs_per_hour: short silences of one sensor: its values are None.
        drop_out_s: shortest and longest of these.
        spikes_per_hour: single samples of far too many watts.
        silences_per_hour: reads that find the whole device gone (DeviceError).
    """

    drop_outs_per_hour: float = 3.0
    drop_out_s: tuple[float, float] = (2.0, 8.0)
    spikes_per_hour: float = 0.0
    silences_per_hour: float = 0.0

    def __post_init__(self) -> None:
        for name in ("drop_outs_per_hour", "spikes_per_hour", "silences_per_hour"):
            require(getattr(self, name) >= 0, name, "0 or more", getattr(self, name))
        shortest, longest = self.drop_out_s
        require(0 < shortest <= longest, "drop_out_s", "rising, above 0", self.drop_out_s)


NO_FAULTS = Faults(drop_outs_per_hour=0.0)
"""Sensors that never fail."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """What there is to be measured; power and cadence as means of the last second."""

    power_w: float
    cadence_rpm: float
    speed_mps: float
    distance_m: float
    altitude_m: float
    heart_rate_bpm: float


def fit_sensors(
    equipment: Equipment, *, heart_rate_strap: bool | None = None
) -> frozenset[Channel]:
    """What is measured on a bike.

    Args:
        equipment: the bike.
        heart_rate_strap: whether one is worn; None for what is usual: not on an exercise bike.
    """
    usual = not isinstance(equipment, ExerciseBike)
    strap = usual if heart_rate_strap is None else heart_rate_strap
    heart = frozenset({Channel.HEART_RATE_BPM}) if strap else _NOTHING
    if isinstance(equipment, SmartTrainer):
        return _POWER_CHANNELS | _WHEEL_CHANNELS | heart
    power = _POWER_CHANNELS if equipment.measures_power else _NOTHING
    if isinstance(equipment, ExerciseBike):
        return power | heart
    return power | _WHEEL_CHANNELS | {Channel.ALTITUDE_M} | heart


class Sensors:
    """The sensors of one bike.

    Args:
        measured: what they measure.
        faults: how often they fail.
        chance: dice.
    """

    def __init__(self, measured: frozenset[Channel], faults: Faults, chance: Random):
        self._measured = measured
        self._faults = faults
        self._chance = chance
        self._machine = _Silence(faults, chance)
        self._strap = _Silence(faults, chance)
        self._power = _PowerMeter(chance)
        self._cadence = _CadenceSensor()
        self._wheel_gain = draw_clipped(chance, 1.0, 0.004, 0.99, 1.01)
        self._altitude_off_m = 0.0

    def read(self, elapsed_s: float, moment: Moment, passed_s: float) -> Sample:
        """What they say of a moment.

        Raises:
            DeviceError: they have fallen silent altogether.
        """
        values = self._measure(moment, passed_s)
        lost = self._machine.covers(passed_s), self._strap.covers(passed_s)
        if self._chance.random() < self._faults.silences_per_hour * passed_s / _SECONDS_PER_HOUR:
            raise DeviceError("the simulated device is silent", remedy="it comes back by itself")
        heard = {
            name: value
            for name, value in values.items()
            if name in self._measured and not lost[name is Channel.HEART_RATE_BPM]
        }
        return Sample(
            elapsed_s=elapsed_s,
            power_w=heard.get(Channel.POWER_W),
            cadence_rpm=heard.get(Channel.CADENCE_RPM),
            heart_rate_bpm=heard.get(Channel.HEART_RATE_BPM),
            speed_mps=heard.get(Channel.SPEED_MPS),
            distance_m=heard.get(Channel.DISTANCE_M),
            altitude_m=heard.get(Channel.ALTITUDE_M),
        )

    def _measure(self, moment: Moment, passed_s: float) -> dict[Channel, float]:
        """All channels; every die is thrown whatever is fitted."""
        back = min(1.0, passed_s / _ALTITUDE_LAG_S)
        self._altitude_off_m += -back * self._altitude_off_m + self._chance.gauss(0.0, 0.1)
        return {
            Channel.POWER_W: self._power.read(moment.power_w, passed_s, self._faults),
            Channel.CADENCE_RPM: self._cadence.read(moment.cadence_rpm, passed_s),
            Channel.HEART_RATE_BPM: float(round(moment.heart_rate_bpm)),
            Channel.SPEED_MPS: round(self._wheel_gain * moment.speed_mps, 3),
            Channel.DISTANCE_M: round(self._wheel_gain * moment.distance_m, 1),
            Channel.ALTITUDE_M: round(5 * (moment.altitude_m + self._altitude_off_m)) / 5,
        }


class _PowerMeter:
    """Gain, warm-up drift, noise, smoothing, whole watts."""

    def __init__(self, chance: Random):
        self._chance = chance
        self._gain = draw_clipped(chance, 1.0, 0.02, 0.95, 1.05)
        self._drift_per_s = chance.uniform(-0.02, 0.02) / _SECONDS_PER_HOUR
        self._noise = chance.uniform(0.015, 0.03)
        self._lag_s = chance.uniform(0.3, 1.0)
        self._power_w = 0.0

    def read(self, power_w: float, passed_s: float, faults: Faults) -> float:
        self._gain = min(1.06, max(0.94, self._gain + self._drift_per_s * passed_s))
        seen_w = self._gain * power_w
        self._power_w += (seen_w - self._power_w) * -math.expm1(-passed_s / self._lag_s)
        noise_w = self._chance.gauss(0.0, self._noise * self._power_w + (power_w > 0))
        spike = self._chance.random() < faults.spikes_per_hour * passed_s / _SECONDS_PER_HOUR
        spike_w = self._chance.uniform(*_SPIKE_W)
        return float(max(0, round(self._power_w + noise_w + spike * spike_w)))


class _CadenceSensor:
    """Half turns a minute; zero only once the crank has stood still for a while."""

    def __init__(self) -> None:
        self._last_rpm = 0.0
        self._still_s = 0.0

    def read(self, cadence_rpm: float, passed_s: float) -> float:
        rpm = round(2 * cadence_rpm) / 2
        self._still_s = 0.0 if rpm > 0 else self._still_s + passed_s
        if rpm > 0 or self._still_s > _STILL_S:
            self._last_rpm = rpm
        return self._last_rpm


class _Silence:
    """Short silences of one sensor, drawn as it goes."""

    def __init__(self, faults: Faults, chance: Random):
        self._faults = faults
        self._chance = chance
        self._left_s = 0.0

    def covers(self, passed_s: float) -> bool:
        """Whether the sensor is silent at the end of another stretch of time."""
        begins = self._faults.drop_outs_per_hour * passed_s / _SECONDS_PER_HOUR
        fresh = self._chance.random() < begins
        length_s = self._chance.uniform(*self._faults.drop_out_s)
        self._left_s = length_s if fresh else max(0.0, self._left_s - passed_s)
        return self._left_s > 0
