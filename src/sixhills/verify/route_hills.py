"""Which hills of a route a ride rode, and when: by their roads, not by their heights.

A hill is a line of positions. A ride rode it where it came by its foot, then by its places in
order, and left it at the top. The same hill may come several times, on the route and on the ride;
hills are met in the order of the route, each as early as possible, so a hill that was left out does
not take the place of one that was not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.ride.recording import Channel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sixhills.ride.recording import Ride

NEAR_M = 40.0
"""How far a ride may be from the line of a hill: what GPS and a wide road make."""

SLOWEST = 3.0
"""Who takes more than so many times the predicted time has not ridden it in one go."""

_PLACES = 12  # of a hill that are looked at
_METRES_PER_DEGREE = 111_195.0


@dataclass(frozen=True, kw_only=True, eq=False)
class HillLine:
    """A hill of a route.

    Attributes:
        index: counted from 0.
        lat_deg, lon_deg: from foot to top, shape (n,).
        expected_s: predicted time.
    """

    index: int
    lat_deg: NDArray[np.float64]
    lon_deg: NDArray[np.float64]
    expected_s: float


@dataclass(frozen=True, kw_only=True)
class HillPass:
    """A hill of a route as it was ridden.

    Attributes:
        hill: its index.
        expected_s: predicted time.
        start_s: when its foot was passed, from the start of the ride; None where it was not ridden.
        duration_s: from there to its top, or None.
        mean_power_w: of the records between, None where it was not measured.
    """

    hill: int
    expected_s: float
    start_s: float | None = None
    duration_s: float | None = None
    mean_power_w: float | None = None

    @property
    def is_ridden(self) -> bool:
        """Whether it was ridden."""
        return self.start_s is not None


def match_hills(ride: Ride, hills: Sequence[HillLine]) -> tuple[HillPass, ...]:
    """Each hill of a route as a ride rode it, in order; none is ridden without positions."""
    lat, lon = ride.channel(Channel.LATITUDE_DEG), ride.channel(Channel.LONGITUDE_DEG)
    found: list[HillPass] = []
    after = 0
    for hill in hills:
        span = None
        if lat is not None and lon is not None:
            span = _find_pass(ride.elapsed_s, _away(hill, lat, lon), hill.expected_s, after)
        if span is None:
            found.append(HillPass(hill=hill.index, expected_s=hill.expected_s))
            continue
        first, last = span
        after = last
        found.append(
            HillPass(
                hill=hill.index,
                expected_s=hill.expected_s,
                start_s=float(ride.elapsed_s[first]),
                duration_s=float(ride.elapsed_s[last] - ride.elapsed_s[first]),
                mean_power_w=_mean_power(ride, first, last),
            )
        )
    return tuple(found)


def _away(
    hill: HillLine, lat: NDArray[np.float64], lon: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How far each record is from some places of a hill [m], shape (places, n)."""
    east = _METRES_PER_DEGREE * np.cos(np.radians(hill.lat_deg[0]))
    north_m = (hill.lat_deg - hill.lat_deg[0]) * _METRES_PER_DEGREE
    east_m = (hill.lon_deg - hill.lon_deg[0]) * east
    along = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(north_m), np.diff(east_m)))))
    even = np.linspace(0.0, along[-1], _PLACES)
    y, x = np.interp(even, along, north_m), np.interp(even, along, east_m)
    ride_y = (lat - hill.lat_deg[0]) * _METRES_PER_DEGREE
    ride_x = (lon - hill.lon_deg[0]) * east
    away = np.hypot(ride_y[None] - y[:, None], ride_x[None] - x[:, None])
    return np.where(np.isfinite(away), away, np.inf)


def _find_pass(
    elapsed_s: NDArray[np.float64], away: NDArray[np.float64], expected_s: float, after: int
) -> tuple[int, int] | None:
    """First and last record of the earliest pass over the places of a hill in order, or None."""
    at_foot = np.flatnonzero(away[0] <= NEAR_M)
    for foot in _visits(at_foot[at_foot >= after]):
        first = int(foot[np.argmin(away[0][foot])])
        place = first
        for near in away[1:]:
            onward = np.flatnonzero(near[place:] <= NEAR_M)
            if not len(onward):
                break
            visit = next(iter(_visits(onward + place)))
            place = int(visit[np.argmin(near[visit])])
        else:
            if elapsed_s[place] - elapsed_s[first] <= SLOWEST * expected_s:
                return first, place
    return None


def _visits(records: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Records in runs without a gap."""
    if not len(records):
        return []
    return np.split(records, np.flatnonzero(np.diff(records) > 1) + 1)


def _mean_power(ride: Ride, first: int, last: int) -> float | None:
    power = ride.channel(Channel.POWER_W)
    if power is None or not np.isfinite(power[first : last + 1]).any():
        return None
    return float(np.nanmean(power[first : last + 1]))
