"""A ride on a route of a made region, as a data directory holds both."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from made_regions import METRES_EAST, METRES_NORTH, SOUTH, WEST
from sixhills.ride.recording import Channel, Ride
from sixhills.usecases.kept_routes import keep_route
from sixhills.usecases.profile import Overrides
from sixhills.usecases.routing import RouteRequest, find_routes
from stored_rides import store_ride

if TYPE_CHECKING:
    from pathlib import Path

RIDDEN, SLOWER = 5, 1.06


def ride_kept_route(home: Path) -> str:
    """Keep a route in "shire" and store a ride over five of its hills; the id of that ride."""
    door = {"lat_deg": SOUTH + 2400 / METRES_NORTH, "lon_deg": WEST + 2800 / METRES_EAST}
    rider = Overrides(mass_kg=75.0, critical_power_w=200.0)
    routed = find_routes(home, "shire", RouteRequest(**door), rider)
    route = routed.routes[0]
    keep_route(home, routed, 1)
    even = np.arange(0.0, route.time_at(route.hills[RIDDEN].start_m - 100.0))
    columns = {
        Channel.LATITUDE_DEG: route.lat_deg,
        Channel.LONGITUDE_DEG: route.lon_deg,
        Channel.DISTANCE_M: route.distance_m,
        Channel.ALTITUDE_M: route.altitude_m,
    }
    channels = {name: np.interp(even, route.time_s, values) for name, values in columns.items()}
    channels[Channel.POWER_W] = np.full(len(even), 165.0)
    ride = Ride(
        start=datetime(2026, 5, 1, 16, 5, tzinfo=UTC), elapsed_s=SLOWER * even, channels=channels
    )
    return store_ride(home, ride)
