"""The ride: what was recorded or imported. Missing is missing (NaN or None), never zero."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sixhills.errors import require
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Channel(StrEnum):
    """A measured quantity over time, its unit in the name."""

    POWER_W = "power_w"
    CADENCE_RPM = "cadence_rpm"
    HEART_RATE_BPM = "heart_rate_bpm"
    SPEED_MPS = "speed_mps"
    DISTANCE_M = "distance_m"
    ALTITUDE_M = "altitude_m"
    LATITUDE_DEG = "latitude_deg"
    LONGITUDE_DEG = "longitude_deg"
    TEMPERATURE_C = "temperature_c"
    GRADE = "grade"  # rise over run
    RESISTANCE_LEVEL = "resistance_level"
    LEFT_SHARE = "left_share"  # of power, 0 to 1


class Evidence(StrEnum):
    """How a posture is known, the strongest first."""

    DEVICE = "device"  # pedals or a head unit recorded it
    CONFIRMED = "confirmed"  # the rider said so
    INSTRUCTED = "instructed"  # the rider was told, and nothing more is known
    INFERRED = "inferred"  # worked out from torque and cadence
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What the sensors said at one moment; None where a sensor is missing or silent.

    Attributes:
        elapsed_s: seconds since the start of the ride by a clock that pauses do not stop.
    """

    elapsed_s: float
    power_w: float | None = None
    cadence_rpm: float | None = None
    heart_rate_bpm: float | None = None
    speed_mps: float | None = None
    distance_m: float | None = None
    altitude_m: float | None = None
    resistance_level: float | None = None


@dataclass(frozen=True, kw_only=True)
class PostureEvent:
    """From a moment on the rider was in a posture.

    Attributes:
        elapsed_s: seconds since the start of the ride.
        posture: SEATED, STANDING, or FREE where it was left open.
        evidence: how it is known.
    """

    elapsed_s: float
    posture: Posture
    evidence: Evidence


@dataclass(frozen=True, kw_only=True)
class Feeling:
    """How hard it felt, as the rider said at a moment.

    Attributes:
        elapsed_s: seconds since the start of the ride.
        segment: index of the segment that it is about.
        setting: of the exercise bike, as told.
        cadence_rpm: while it was felt.
        rpe_low: the least effort that the rider's answer stands for, 0 to 10.
        rpe_high: the most.
        lasting_s: how long the effort lasts that it is about: short ones feel easier.
    """

    elapsed_s: float
    segment: int
    setting: float
    cadence_rpm: float
    rpe_low: float
    rpe_high: float
    lasting_s: float

    def __post_init__(self) -> None:
        require(0 <= self.rpe_low <= self.rpe_high <= 10, "rpe", "0 to 10", self.rpe_high)


@dataclass(frozen=True, kw_only=True)
class Lap:
    """A stretch of the ride that device or player marked.

    Attributes:
        start_s: seconds since the start of the ride.
        end_s: likewise.
        step: index of the workout's step, or None.
    """

    start_s: float
    end_s: float
    step: int | None = None


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A stretch in which the ride's timer stood still, in seconds since the start."""

    start_s: float
    end_s: float


@dataclass(frozen=True, kw_only=True)
class DeviceTotals:
    """What the recording device itself says of the whole ride, by rules of its own.

    None where it says nothing.

    Attributes:
        timer_s: seconds in which its timer ran.
        ascent_m: sum of climbs.
        standing_s: seconds standing.
    """

    timer_s: float | None = None
    ascent_m: float | None = None
    standing_s: float | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Ride:
    """What was recorded.

    Attributes:
        start: moment of the first record, in UTC.
        elapsed_s: shape (n,), seconds since `start` of each record, strictly rising.
        channels: each of shape (n,), NaN where missing; a channel never measured is absent.
        laps: in order.
        pauses: in order.
        postures: posture events in order.
        segments: shape (n,), index of the prescription's segment ridden at each record, -1 where
            none; None where the ride followed no prescription that is known.
        told_setting: shape (n,), the setting of an exercise bike that the rider was told to ride
            on, NaN where none; not measured, so no channel. None on any other bike.
        feelings: how hard it felt, as the rider said, in order.
        source: what recorded it ("Garmin edge_530"), or None.
        notes: what a reader repaired or left out, each one plain sentence.
        device: what the device says of the whole ride, or None.
        other_sport: what was done ("running") where the file says that it was no ride on a bike.
    """

    start: datetime
    elapsed_s: NDArray[np.float64]
    channels: Mapping[Channel, NDArray[np.float64]] = field(default_factory=dict)
    laps: tuple[Lap, ...] = ()
    pauses: tuple[Pause, ...] = ()
    postures: tuple[PostureEvent, ...] = ()
    segments: NDArray[np.int32] | None = None
    told_setting: NDArray[np.float64] | None = None
    feelings: tuple[Feeling, ...] = ()
    source: str | None = None
    notes: tuple[str, ...] = ()
    device: DeviceTotals | None = None
    other_sport: str | None = None

    def __post_init__(self) -> None:
        require(self.start.tzinfo is not None, "start", "a time with its zone", self.start)
        count = len(self.elapsed_s)
        require(count > 0, "a ride", "of at least one record", count)
        rising = bool((self.elapsed_s[1:] > self.elapsed_s[:-1]).all())
        require(rising, "elapsed_s", "strictly rising", "a step back")
        if self.segments is not None:
            require(len(self.segments) == count, "segments", f"{count} long", len(self.segments))
        if self.told_setting is not None:
            told = len(self.told_setting)
            require(told == count, "told_setting", f"{count} long", told)
        for name, values in self.channels.items():
            require(len(values) == count, f"channel {name}", f"{count} long", len(values))

    def channel(self, name: Channel) -> NDArray[np.float64] | None:
        """The values of a channel, or None when it was never measured."""
        return self.channels.get(name)
