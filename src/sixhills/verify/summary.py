"""The summary of a ride: what a person wants to see first, None wherever nothing measured it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from sixhills.power import weighted_power_w
from sixhills.ride.recording import Channel
from sixhills.verify.ascent import measure_ascent_m
from sixhills.verify.mean_max import mean_max_power_w
from sixhills.verify.posture import measure_standing_s
from sixhills.verify.recorded import held_s, mean_each_second, recorded_s, timer_s

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.ride.recording import Ride

MEAN_MAX_S = (5, 60, 300, 1200)
"""Durations [s] whose mean-maximal power a summary tells: sprint, minute, five and twenty."""


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What a ride was, in a few numbers; None where the channel is missing.

    Field names are those of `sixhills report --json`: scripts rely on them.

    Attributes:
        start: moment of the first record, in UTC.
        recorded_s: seconds in which the device's timer ran, see `timer_s` in recorded.py.
        elapsed_s: from the first record to the last.
        records: how many there are.
        distance_m: as the last record that has one says.
        ascent_m: sum of climbs, by turning points at least 3 m apart.
        mean_power_w: plain mean of the records that have one; zeros count.
        max_power_w: the highest record.
        mean_heart_rate_bpm: plain mean of the records that have one.
        standing_s: recorded seconds known to be standing; None where nobody and nothing saw it.
        mean_cadence_rpm: mean of the records in which the pedals turned.
        work_kj: mechanical work in recorded time.
        weighted_power_w: of recorded time, see `sixhills.power`.
        device_ascent_m: what the device itself says, by a rule of its own.
        device_standing_s: likewise.
        sampled_s: seconds that the records stand for; means, work and load are of them. Far from
            `recorded_s` where a program counted the ride's time by a rule of its own.
        mean_max_power_w: highest mean power by seconds ("5", "60", "300", "1200"), in recorded
            time; None where the ride is shorter or its power missing.
    """

    start: datetime
    recorded_s: float
    elapsed_s: float
    records: int
    distance_m: float | None
    ascent_m: float | None
    mean_power_w: float | None
    max_power_w: float | None
    mean_heart_rate_bpm: float | None
    standing_s: float | None
    mean_cadence_rpm: float | None
    work_kj: float | None
    weighted_power_w: float | None
    device_ascent_m: float | None = None
    device_standing_s: float | None = None
    sampled_s: float | None = None
    mean_max_power_w: dict[str, float | None] = field(default_factory=dict)


def summarize(ride: Ride) -> Summary:
    """The summary of a recorded or imported ride."""
    held = held_s(ride)
    power = _present(ride, Channel.POWER_W)
    heart_rate = _present(ride, Channel.HEART_RATE_BPM)
    cadence = _present(ride, Channel.CADENCE_RPM)
    distance = _present(ride, Channel.DISTANCE_M)
    altitude = _present(ride, Channel.ALTITUDE_M)
    return Summary(
        start=ride.start,
        recorded_s=timer_s(ride, held),
        elapsed_s=float(ride.elapsed_s[-1] - ride.elapsed_s[0]),
        records=len(ride.elapsed_s),
        distance_m=float(distance[-1]) if len(distance) else None,
        ascent_m=measure_ascent_m(altitude) if len(altitude) else None,
        mean_power_w=_mean(power),
        max_power_w=float(power.max()) if len(power) else None,
        mean_heart_rate_bpm=_mean(heart_rate),
        standing_s=measure_standing_s(ride, held),
        mean_cadence_rpm=_mean(cadence[cadence > 0]),
        work_kj=_work_kj(ride, held) if len(power) else None,
        weighted_power_w=measure_weighted_power_w(ride, held),
        device_ascent_m=ride.device.ascent_m if ride.device else None,
        device_standing_s=ride.device.standing_s if ride.device else None,
        sampled_s=recorded_s(held),
        mean_max_power_w={str(s): mean for s, mean in mean_max_power_w(ride, MEAN_MAX_S).items()},
    )


def measure_weighted_power_w(ride: Ride, held: NDArray[np.float64]) -> float | None:
    """Weighted power [W] of the seconds with power, None without power or below 30 s."""
    power = ride.channel(Channel.POWER_W)
    if power is None or np.isnan(power).all():
        return None
    seconds: list[float] = mean_each_second(power, held).tolist()
    return weighted_power_w(seconds)


def _present(ride: Ride, name: Channel) -> NDArray[np.float64]:
    values = ride.channel(name)
    if values is None:
        return np.empty(0)
    return values[~np.isnan(values)]


def _mean(values: NDArray[np.float64]) -> float | None:
    return float(values.mean()) if len(values) else None


def _work_kj(ride: Ride, held: NDArray[np.float64]) -> float:
    return float(np.nansum(ride.channels[Channel.POWER_W] * held)) / 1000.0
