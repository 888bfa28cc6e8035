"""A ride's way over the ground: lengths from positions, and distances that began anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sixhills.ride.holes import longest_step_s
from sixhills.ride.recording import Channel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.ride.recording import Ride

EQUATOR_RADIUS_M = 6_378_137.0
"""Semi-major axis of the Earth (WGS 84)."""

FLATTENING_SQUARED = 6.694_379_990_14e-3
"""First eccentricity squared of the Earth (WGS 84)."""

WORKED_OUT = "The distance was worked out from the positions."


def measure_path_m(
    latitude_deg: NDArray[np.float64], longitude_deg: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Length [m] of the way to each position over the ground, shape (n,).

    Each step is taken on the ellipsoid's own radii of curvature at its middle: for steps of a ride
    (below some kilometres) as exact as the geodesic. Climbing is left out, as in what wheels of
    GPS units count. Records without a position repeat the way until then; NaN before the first.
    """
    known = ~(np.isnan(latitude_deg) | np.isnan(longitude_deg))
    way = np.full(len(latitude_deg), np.nan)
    if not known.any():
        return way
    steps = _steps_m(np.radians(latitude_deg[known]), np.radians(longitude_deg[known]))
    way[known] = np.concatenate(([0.0], np.cumsum(steps)))
    last = np.maximum.accumulate(np.where(known, np.arange(len(way)), -1))
    return np.where(last >= 0, way[last], np.nan)


def _steps_m(latitude: NDArray[np.float64], longitude: NDArray[np.float64]) -> NDArray[np.float64]:
    middle = 0.5 * (latitude[1:] + latitude[:-1])
    east = np.diff(longitude)
    east -= 2 * np.pi * np.rint(east / (2 * np.pi))  # the date line is no step round the globe
    bend = 1.0 - FLATTENING_SQUARED * np.sin(middle) ** 2
    prime_vertical_m = EQUATOR_RADIUS_M / np.sqrt(bend)
    meridian_m = prime_vertical_m * (1.0 - FLATTENING_SQUARED) / bend
    return np.hypot(meridian_m * np.diff(latitude), prime_vertical_m * np.cos(middle) * east)


def add_distance(ride: Ride) -> Ride:
    """The ride with a distance from its positions, where it has these and nothing measured one.

    As with a device, what lies between two records does not count where nothing was recorded.
    """
    latitude = ride.channel(Channel.LATITUDE_DEG)
    longitude = ride.channel(Channel.LONGITUDE_DEG)
    if ride.channel(Channel.DISTANCE_M) is not None or latitude is None or longitude is None:
        return ride
    way = measure_path_m(latitude, longitude)
    if np.isnan(way).all():
        return ride
    steps = np.where(_recorded(ride), np.diff(way, prepend=way[:1]), 0.0)
    counted = np.where(np.isnan(way), np.nan, np.nancumsum(steps))
    channels = {**ride.channels, Channel.DISTANCE_M: counted}
    return replace(ride, channels=channels, notes=(*ride.notes, WORKED_OUT))


def _recorded(ride: Ride) -> NDArray[np.bool_]:
    """Whether the ride was recorded on the way to each record, shape (n,)."""
    steps = np.diff(ride.elapsed_s)
    recorded = np.concatenate(([True], steps <= longest_step_s(steps)))
    for pause in ride.pauses:
        recorded[np.searchsorted(ride.elapsed_s, pause.end_s) :][:1] = False
    return recorded
