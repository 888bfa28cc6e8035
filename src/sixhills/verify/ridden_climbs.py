"""The climbs of a ride: where on the way, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.ride.recording import Channel
from sixhills.terrain.climbs import Climb, find_climbs
from sixhills.terrain.profile import make_profile
from sixhills.verify.recorded import held_s, recorded_until

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.ride.recording import Ride
    from sixhills.terrain.profile import Profile


@dataclass(frozen=True, kw_only=True)
class RiddenClimb:
    """A climb as it was ridden. Names are those of `sixhills report --json`.

    Attributes:
        start_m: distance at its foot.
        length_m: from foot to top.
        gain_m: altitude of the top less that of the foot.
        grade: mean rise over run.
        start_s: when the foot was left, in seconds since the start of the ride.
        duration_s: recorded seconds from there to the top.
    """

    start_m: float
    length_m: float
    gain_m: float
    grade: float
    start_s: float
    duration_s: float


def profile_ride(ride: Ride) -> Profile | None:
    """The elevation profile of a ride, None where distance or altitude is missing."""
    distance = ride.channel(Channel.DISTANCE_M)
    altitude = ride.channel(Channel.ALTITUDE_M)
    if distance is None or altitude is None:
        return None
    return make_profile(distance, altitude)


def find_ridden_climbs(ride: Ride) -> tuple[RiddenClimb, ...]:
    """The climbs of a ride in order; none where distance or altitude is missing."""
    profile = profile_ride(ride)
    climbs = find_climbs(profile) if profile else ()
    if not climbs:
        return ()
    distance = ride.channels[Channel.DISTANCE_M]
    known = np.isfinite(distance)
    way, time_s = np.maximum.accumulate(distance[known]), ride.elapsed_s[known]
    starts = _when(way, time_s, [climb.start_m for climb in climbs], leaving=True)
    ends = _when(way, time_s, [climb.end_m for climb in climbs], leaving=False)
    held = held_s(ride)
    recorded = recorded_until(ride, held, ends) - recorded_until(ride, held, starts)
    return tuple(
        _ride_climb(climb, start_s, duration_s)
        for climb, start_s, duration_s in zip(climbs, starts, recorded.tolist(), strict=True)
    )


def _ride_climb(climb: Climb, start_s: float, duration_s: float) -> RiddenClimb:
    return RiddenClimb(
        start_m=climb.start_m,
        length_m=climb.length_m,
        gain_m=climb.gain_m,
        grade=climb.grade,
        start_s=start_s,
        duration_s=duration_s,
    )


def _when(
    way_m: NDArray[np.float64],
    time_s: NDArray[np.float64],
    places_m: list[float],
    *,
    leaving: bool,
) -> list[float]:
    """When places were left, or reached: they differ where the rider stood still."""
    after = np.searchsorted(way_m, places_m, side="right" if leaving else "left")
    after = np.clip(after, 1, len(way_m) - 1)
    step_m = way_m[after] - way_m[after - 1]
    share = (np.array(places_m) - way_m[after - 1]) / np.where(step_m > 0, step_m, 1.0)
    share = np.clip(share, 0.0, 1.0)
    times: list[float] = (time_s[after - 1] + share * np.diff(time_s)[after - 1]).tolist()
    return times
