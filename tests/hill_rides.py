"""Rides over one hill whose road is known, as a GPS and a barometer see them."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from sixhills.ride.recording import Channel, Ride

START = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
METRE_DEG = 1 / 111_320.0
FLAT_M, HILL_M, GRADE = 1500, 1200, 0.06


def ride_hill(
    seed: int = 1,
    *,
    north_m: float = 0.0,
    bend_m: float = 0.0,
    speed: float = 4.0,
    start: datetime = START,
) -> Ride:
    """A ride east along a flat, up a hill, down again and along a flat.

    Args:
        seed: of the errors.
        north_m: by how much the road lies further north.
        bend_m: by how much it bends north half-way up.
        speed: in metres a second.
        start: when it began.
    """
    rng = np.random.default_rng(seed)
    way = np.arange(0.0, 2 * FLAT_M + 2 * HILL_M, speed)
    rise = np.interp(way, [FLAT_M, FLAT_M + HILL_M, FLAT_M + 2 * HILL_M], [0, GRADE * HILL_M, 0])
    bend = bend_m * np.sin(np.pi * np.clip((way - FLAT_M) / HILL_M, 0, 1))
    drift = np.cumsum(rng.normal(0, 0.3, (2, len(way))), axis=1)
    north, east = np.vstack((north_m + bend, way)) + np.clip(drift, -8, 8)
    return Ride(
        start=start,
        elapsed_s=np.arange(float(len(way))),
        channels={
            Channel.DISTANCE_M: way,
            Channel.ALTITUDE_M: rise + np.round(rng.normal(0, 0.2, len(way)), 1),
            Channel.LATITUDE_DEG: north * METRE_DEG,
            Channel.LONGITUDE_DEG: east * METRE_DEG,
            Channel.POWER_W: np.full(len(way), 250.0),
        },
    )
