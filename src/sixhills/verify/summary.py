"""The summary of a ride: what a person wants to see first, None wherever nothing measured it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.power import weighted_power_w
from sixhills.ride.recording import Channel
from sixhills.verify.posture import measure_standing_s
from sixhills.verify.recorded import held_s, mean_each_second, recorded_s

if TYPE_CHECKING:
    from datetime import datetime

    from numpy.typing import NDArray

    from sixhills.ride.recording import Ride

TURN_M = 3.0
"""A rise or fall below this [m] is taken for noise of the altimeter."""


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What a ride was, in a few numbers; None where the channel is missing.

    Field names are those of `sixhills report --json`: scripts rely on them.

    Attributes:
        start: moment of the first record, in UTC.
        recorded_s: elapsed time less pauses and holes in the recording.
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
        recorded_s=recorded_s(held),
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
    )


def measure_ascent_m(altitude_m: NDArray[np.float64]) -> float:
    """Sum of climbs [m] of an altitude channel without missing values.

    A climb counts from a low to a high point once the altitude has turned by 3 m at both: of
    three common thresholds the one nearest to what head units show (notes on formats, section 1).
    """
    low = high = float(altitude_m[0])
    total, climbing = 0.0, False
    for altitude in _turning_points(altitude_m):
        if climbing:
            high = max(high, altitude)
            if high - altitude >= TURN_M:
                total, low, climbing = total + high - low, altitude, False
        else:
            low = min(low, altitude)
            if altitude - low >= TURN_M:
                high, climbing = altitude, True
    return total + (high - low if climbing else 0.0)


def measure_weighted_power_w(ride: Ride, held: NDArray[np.float64]) -> float | None:
    """Weighted power [W] of the seconds with power, None without power or below 30 s."""
    power = ride.channel(Channel.POWER_W)
    if power is None or np.isnan(power).all():
        return None
    seconds: list[float] = mean_each_second(power, held).tolist()
    return weighted_power_w(seconds)


def _turning_points(values: NDArray[np.float64]) -> list[float]:
    """The first, the last, and each value at which the channel changes direction."""
    moved = np.concatenate(([True], np.diff(values) != 0))
    path = values[moved]
    direction = np.sign(np.diff(path))
    turns = np.concatenate(([True], direction[1:] != direction[:-1], [True]))
    points: list[float] = (path[turns] if len(path) > 1 else path).tolist()
    return points


def _present(ride: Ride, name: Channel) -> NDArray[np.float64]:
    values = ride.channel(name)
    if values is None:
        return np.empty(0)
    return values[~np.isnan(values)]


def _mean(values: NDArray[np.float64]) -> float | None:
    return float(values.mean()) if len(values) else None


def _work_kj(ride: Ride, held: NDArray[np.float64]) -> float:
    return float(np.nansum(ride.channels[Channel.POWER_W] * held)) / 1000.0
