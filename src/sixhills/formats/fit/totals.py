"""Totals of a stretch of a ride, for laps and for the whole, by FIT field name.

Standing counts only where a device saw it or the rider confirmed it, and only while the timer
ran. A record's power holds until the next record, over holes of the recording for one second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sixhills.formats.fit.standing import total_standing
from sixhills.formats.fit.stretch import Stretch, join_pauses, timer_s
from sixhills.ride.recording import Channel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sixhills.ride.recording import Pause, Ride

_LONGEST_STEP_S = 15.0  # smart recording; a longer step is a hole


def make_totals(ride: Ride, stretch: Stretch) -> dict[str, float | None]:
    """Totals of a stretch, None where nothing measured them.

    The names are those that lap and session share.
    """
    pauses = join_pauses(ride.pauses)
    inside = _inside(ride, stretch)
    power = _present(ride, Channel.POWER_W, inside)
    heart_rate = _present(ride, Channel.HEART_RATE_BPM, inside)
    cadence = _present(ride, Channel.CADENCE_RPM, inside)
    standing_s, stands = total_standing(ride, stretch, pauses)
    return {
        "total_elapsed_time": stretch.duration_s,
        "total_timer_time": timer_s(stretch, pauses),
        "total_distance": _distance_m(ride, stretch),
        "avg_heart_rate": _mean(heart_rate),
        "max_heart_rate": _highest(heart_rate),
        "avg_cadence": _mean(cadence[cadence > 0]),
        "max_cadence": _highest(cadence),
        "avg_power": _mean(power),
        "max_power": _highest(power),
        "total_work": _work_j(ride, inside, pauses) if len(power) else None,
        "time_standing": standing_s,
        "stand_count": stands,
    }


def _inside(ride: Ride, stretch: Stretch) -> NDArray[np.bool_]:
    """Which records lie in a stretch; its last moment belongs to the next, but for the last."""
    times = ride.elapsed_s
    before_end = times < stretch.end_s
    if stretch.end_s >= times[-1]:
        before_end = times <= stretch.end_s
    return np.asarray((times >= stretch.start_s) & before_end)


def _present(ride: Ride, name: Channel, inside: NDArray[np.bool_]) -> NDArray[np.float64]:
    values = ride.channel(name)
    if values is None:
        return np.empty(0)
    return values[inside & np.isfinite(values)]


def _mean(values: NDArray[np.float64]) -> float | None:
    return float(values.mean()) if len(values) else None


def _highest(values: NDArray[np.float64]) -> float | None:
    return float(values.max()) if len(values) else None


def _distance_m(ride: Ride, stretch: Stretch) -> float | None:
    """Distance from the last record before the stretch (or 0) to its last record."""
    inside = _present(ride, Channel.DISTANCE_M, _inside(ride, stretch))
    before = _present(ride, Channel.DISTANCE_M, ride.elapsed_s < stretch.start_s)
    if not len(inside):
        return None
    return float(inside[-1] - (before[-1] if len(before) else 0.0))


def _work_j(ride: Ride, inside: NDArray[np.bool_], pauses: Sequence[Pause]) -> float:
    paused_s = sum(
        (np.clip(ride.elapsed_s, p.start_s, p.end_s) - p.start_s for p in pauses),
        start=np.zeros(len(ride.elapsed_s)),
    )
    steps = np.append(np.diff(ride.elapsed_s - paused_s), 1.0)
    held_s = np.where(steps > _LONGEST_STEP_S, 1.0, steps)
    power = ride.channels[Channel.POWER_W]
    return float(np.nansum(np.where(inside, power * held_s, 0.0)))
