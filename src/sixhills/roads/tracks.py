"""Tracks of rides on a plane: even points, and what is near to what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.roads.network import distance_m

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

STEP_M = 20.0
"""Tracks are looked at in points so far apart."""

FARTHEST_M = 100_000.0
"""Rides that begin farther from the middle are left out."""

METRES_PER_DEGREE = 111_195.0

_HOME_M = 50_000.0  # rides that begin so near to one another are of the same region
_GAP_M = 120.0  # a hole in a track


@dataclass(frozen=True, kw_only=True, eq=False)
class Track:
    """Where a ride went.

    Attributes:
        lat_deg, lon_deg: of its points in order, shape (n,), without gaps.
        altitude_m: likewise, NaN where unknown.
    """

    lat_deg: NDArray[np.float64]
    lon_deg: NDArray[np.float64]
    altitude_m: NDArray[np.float64]


@dataclass(kw_only=True, eq=False)
class Plane:
    """Metres about a middle."""

    lat_deg: float
    lon_deg: float

    @property
    def per_degree(self) -> tuple[float, float]:
        """Metres north and east."""
        return METRES_PER_DEGREE, METRES_PER_DEGREE * float(np.cos(np.radians(self.lat_deg)))

    def lay(
        self, lat_deg: NDArray[np.float64], lon_deg: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Metres north and east of places."""
        north, east = self.per_degree
        return (lat_deg - self.lat_deg) * north, (lon_deg - self.lon_deg) * east


def find_middle(tracks: Sequence[Track]) -> tuple[float, float]:
    """Latitude and longitude about which most rides begin, the longer ones counting for more."""
    lat = np.array([track.lat_deg[0] for track in tracks])
    lon = np.array([track.lon_deg[0] for track in tracks])
    points = np.array([len(track.lat_deg) for track in tracks], dtype=np.float64)
    near = [(distance_m(lat, lon, a, b) < _HOME_M) @ points for a, b in zip(lat, lon, strict=True)]
    home = int(np.argmax(near))
    around = distance_m(lat, lon, lat[home], lon[home]) < _HOME_M
    return float(lat[around].mean()), float(lon[around].mean())


def lay_evenly(track: Track, plane: Plane) -> list[NDArray[np.float64]]:
    """Even points of a track, in parts without holes: rows of north, east, altitude."""
    north, east = plane.lay(track.lat_deg, track.lon_deg)
    if not len(north) or np.hypot(north[0], east[0]) > FARTHEST_M:
        return []
    steps = np.hypot(np.diff(north), np.diff(east))
    cuts = np.flatnonzero(steps > _GAP_M) + 1
    parts = []
    for part in np.split(np.arange(len(north)), cuts):
        along = np.concatenate(([0.0], np.cumsum(steps[part[:-1]])))
        if along[-1] < 5 * STEP_M:
            continue
        even = np.arange(0.0, along[-1], STEP_M)
        altitude = track.altitude_m[part]
        known = np.isfinite(altitude)
        high = (
            np.interp(even, along[known], altitude[known])
            if known.any()
            else np.full(len(even), np.nan)
        )
        place = [np.interp(even, along, where[part]) for where in (north, east)]
        parts.append(np.stack([*place, high]))
    return parts


class Squares:
    """Values by squares of a plane, to be asked for about a point."""

    def __init__(
        self, north: NDArray[np.float64], east: NDArray[np.float64], width_m: float
    ) -> None:
        self.width_m = width_m
        keys = self._key(north, east)
        self.order = np.argsort(keys, kind="stable")
        self.keys = keys[self.order]

    def _key(self, north: NDArray[np.float64], east: NDArray[np.float64]) -> NDArray[np.int64]:
        row = np.floor(north / self.width_m).astype(np.int64)
        column = np.floor(east / self.width_m).astype(np.int64)
        return np.asarray((row << 32) + column)

    def pairs(
        self, north: NDArray[np.float64], east: NDArray[np.float64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Of each asked point and each value in its square or a square beside it, the numbers."""
        asked, found = [], []
        for i in (-1, 0, 1):
            for j in (-1, 0, 1):
                keys = self._key(north + i * self.width_m, east + j * self.width_m)
                first = np.searchsorted(self.keys, keys, side="left")
                counts = np.searchsorted(self.keys, keys, side="right") - first
                owner = np.repeat(np.arange(len(keys)), counts)
                begun = np.concatenate(([0], np.cumsum(counts)))[:-1]
                place = np.arange(len(owner)) - np.repeat(begun, counts) + np.repeat(first, counts)
                asked.append(owner)
                found.append(self.order[place])
        return np.concatenate(asked), np.concatenate(found)
