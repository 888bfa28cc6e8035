"""The same hill on another ride: where a climb lies, and whether two are one.

A hill is recognised by its road: foot, middle and top at the same places and as long. Foot and top
are where the detector found them, which differs by some tens of metres from ride to ride, and by
more on long passes that begin gently; so the bound grows with the length. The middle tells a road
from another between the same places, and foot and top in order tell up from down.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.ride.recording import Channel
from sixhills.ride.track import EQUATOR_RADIUS_M
from sixhills.verify.recorded import held_s
from sixhills.verify.ridden_climbs import RiddenClimb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sixhills.ride.recording import Ride

NEAR_M = 80.0
"""How far foot, middle and top of one hill lie apart on two rides, at most; of long ones more."""

NEAR_SHARE = 0.06
"""The same as share of the length."""

LENGTH_APART = 0.15
"""By which share the lengths may differ."""

_DIGITS = 5  # of a degree: a metre

Position = tuple[float, float]
"""Latitude and longitude in degrees."""


@dataclass(frozen=True, kw_only=True)
class PlacedClimb:
    """A climb as it was ridden, and where on the Earth it lies.

    Attributes:
        climb: as it was ridden.
        foot: position where it begins.
        middle: half-way along it.
        top: where it ends.
        mean_power_w: of the records on it, None where it was not measured.
    """

    climb: RiddenClimb
    foot: Position
    middle: Position
    top: Position
    mean_power_w: float | None


def place_climbs(ride: Ride, climbs: Sequence[RiddenClimb]) -> tuple[PlacedClimb, ...]:
    """The climbs of a ride with their places; none where no position was recorded on them."""
    latitude = ride.channel(Channel.LATITUDE_DEG)
    longitude = ride.channel(Channel.LONGITUDE_DEG)
    distance = ride.channel(Channel.DISTANCE_M)
    if not climbs or latitude is None or longitude is None or distance is None:
        return ()
    known = np.isfinite(latitude) & np.isfinite(longitude) & np.isfinite(distance)
    if not known.any():
        return ()
    way = np.maximum.accumulate(distance[known])
    held = held_s(ride)

    def where(at_m: float) -> Position:
        degrees = (np.interp(at_m, way, values[known]) for values in (latitude, longitude))
        north, east = (round(float(value), _DIGITS) for value in degrees)
        return north, east

    return tuple(
        PlacedClimb(
            climb=climb,
            foot=where(climb.start_m),
            middle=where(climb.start_m + climb.length_m / 2),
            top=where(climb.start_m + climb.length_m),
            mean_power_w=_measure_power_w(ride, climb, held),
        )
        for climb in climbs
    )


def _measure_power_w(ride: Ride, climb: RiddenClimb, held: NDArray[np.float64]) -> float | None:
    """Mean power of the records on a climb; None where none has any."""
    power, distance = ride.channel(Channel.POWER_W), ride.channels[Channel.DISTANCE_M]
    if power is None:
        return None
    on_it = (distance >= climb.start_m) & (distance <= climb.start_m + climb.length_m)
    known = on_it & np.isfinite(power)
    return float(np.average(power[known], weights=held[known])) if known.any() else None


def is_same_hill(one: PlacedClimb, other: PlacedClimb) -> bool:
    """Whether two climbs are the same hill, ridden the same way."""
    longest_m = max(one.climb.length_m, other.climb.length_m)
    if abs(one.climb.length_m - other.climb.length_m) > LENGTH_APART * longest_m:
        return False
    near_m = max(NEAR_M, NEAR_SHARE * longest_m)
    pairs = ((one.foot, other.foot), (one.middle, other.middle), (one.top, other.top))
    return all(measure_apart_m(a, b) <= near_m for a, b in pairs)


def measure_apart_m(one: Position, other: Position) -> float:
    """Metres between two positions that are not far apart."""
    middle = math.radians((one[0] + other[0]) / 2)
    east = (one[1] - other[1] + 180.0) % 360.0 - 180.0  # the date line parts no two places
    return EQUATOR_RADIUS_M * math.radians(math.hypot(one[0] - other[0], east * math.cos(middle)))
