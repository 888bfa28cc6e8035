"""Rides over a made region, as a GPS and a barometer see them."""

from __future__ import annotations

import numpy as np

from made_regions import LANDS, METRES_EAST, METRES_NORTH, SOUTH, WEST
from sixhills.roads.six_hills import Terrain
from sixhills.roads.tracks import Track


def ride_about(terrain: Terrain, seed: int, *, arcs: int = 90) -> list[int]:
    """A walk over the roads that turns round nowhere, and the same way back."""
    rng = np.random.default_rng(seed)
    network = terrain.network
    walk = [int(rng.choice(np.flatnonzero(network.allowed)))]
    while len(walk) < arcs:
        place = network.heads[walk[-1]]
        onward = network.out_arcs[network.out_first[place] : network.out_first[place + 1]]
        onward = onward[onward != walk[-1] ^ 1]
        walk.append(int(rng.choice(onward)))
    return [*walk, *(arc ^ 1 for arc in reversed(walk))]


def record(
    terrain: Terrain,
    walk: list[int],
    land: str,
    seed: int,
    *,
    gps_m: float = 3.0,
    drift_m: float = 5.0,
) -> Track:
    """The track of a walk: positions that wander, a barometer that is wrong as a whole and drifts.

    Args:
        terrain: of which region.
        walk: its arcs.
        land: of `LANDS`, for the altitudes.
        seed: of the errors.
        gps_m: how far positions are off, one standard deviation.
        drift_m: of the barometer, from begin to end.
    """
    rng = np.random.default_rng(seed)
    shapes = [terrain.network.shape_along(arc) for arc in walk]
    north = np.concatenate([(lat - SOUTH) * METRES_NORTH for lat, _, _ in shapes])
    east = np.concatenate([(lon - WEST) * METRES_EAST for _, lon, _ in shapes])
    along = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(north), np.diff(east)))))
    even = np.arange(0.0, along[-1], 7.0)
    there, right = np.interp(even, along, north), np.interp(even, along, east)
    altitude = LANDS[land](right, there) + rng.normal(0, 15) + drift_m * even / even[-1]
    return Track(
        lat_deg=SOUTH + (there + _wander(rng, even, gps_m)) / METRES_NORTH,
        lon_deg=WEST + (right + _wander(rng, even, gps_m)) / METRES_EAST,
        altitude_m=np.round(altitude + rng.normal(0, 0.2, len(even)), 1),
    )


def _wander(rng: np.random.Generator, even: np.ndarray, sd: float) -> np.ndarray:
    """Errors that stay alike for some hundred metres."""
    knots = np.arange(0.0, even[-1] + 300.0, 300.0)
    return np.asarray(np.interp(even, knots, rng.normal(0, sd, len(knots))))
