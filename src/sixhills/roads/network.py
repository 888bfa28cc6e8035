"""The road network of a region: junctions, the roads between them, heights along them.

A *piece* is a stretch of road between two junctions, an *arc* one direction of it: arc 2p runs
along piece p as it is stored, arc 2p + 1 against it, so `arc ^ 1` is the way back. A walk is a
series of arcs. Turning round is a step from an arc to `arc ^ 1`, and allowed only where
`turn_ok[arc]` says that it is safe (turning.py).

Heights are samples at even steps along each piece, ends included, already smoothed (heights.py).
Everything is arrays, so that a network is stored as it is, and searched by compiled loops.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the Earth (IUGG)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Network:
    """Roads as arrays; v junctions, p pieces, 2 p arcs.

    Attributes:
        lat_deg, lon_deg, height_m: of junctions, shape (v,).
        is_junction: where at least three roads meet, or which is made for turning; shape (v,).
        ends: junctions at which each piece begins and ends, shape (p, 2).
        length_m, stress, road_class, name, osm_id, closed_months: of pieces, shape (p,).
        covered: whether a piece is a bridge or in a tunnel, shape (p,).
        roundabout: whether it is part of one, shape (p,).
        shape_first: where the points of each piece begin, shape (p + 1,).
        shape_lat, shape_lon, shape_at_m: its points, both ends included, and how far along.
        sample_first: where the heights of each piece begin, shape (p + 1,).
        sample_m: heights at even steps along each piece, both ends included.
        allowed: whether an arc may be ridden, shape (2 p,).
        turn_ok: whether turning round at an arc's end is safe, shape (2 p,).
        out_first, out_arcs: allowed arcs that leave each junction, shape (v + 1,) and (n,).
        in_first, in_arcs: likewise those that arrive.
        banned: pairs of arcs, first and next, whose turn is forbidden, sorted, shape (b, 2).
        banned_first: where the pairs of each arc begin, shape (2 p + 1,).
    """

    lat_deg: NDArray[np.float64]
    lon_deg: NDArray[np.float64]
    height_m: NDArray[np.float64]
    is_junction: NDArray[np.bool_]
    ends: NDArray[np.int32]
    length_m: NDArray[np.float64]
    stress: NDArray[np.float64]
    road_class: NDArray[np.int8]
    name: NDArray[np.int32]
    osm_id: NDArray[np.int64]
    closed_months: NDArray[np.uint16]
    covered: NDArray[np.bool_]
    roundabout: NDArray[np.bool_]
    shape_first: NDArray[np.int64]
    shape_lat: NDArray[np.float64]
    shape_lon: NDArray[np.float64]
    shape_at_m: NDArray[np.float64]
    sample_first: NDArray[np.int64]
    sample_m: NDArray[np.float64]
    allowed: NDArray[np.bool_]
    turn_ok: NDArray[np.bool_]
    out_first: NDArray[np.int64]
    out_arcs: NDArray[np.int32]
    in_first: NDArray[np.int64]
    in_arcs: NDArray[np.int32]
    banned: NDArray[np.int32]
    banned_first: NDArray[np.int64]

    @property
    def junctions(self) -> int:
        """How many junctions there are, ends of roads included."""
        return len(self.lat_deg)

    @property
    def pieces(self) -> int:
        """How many pieces there are."""
        return len(self.length_m)

    @property
    def arcs(self) -> int:
        """Two for each piece."""
        return 2 * len(self.length_m)

    @cached_property
    def tails(self) -> NDArray[np.int32]:
        """Where each arc begins, shape (2 p,)."""
        return self.ends.reshape(-1)

    @cached_property
    def heads(self) -> NDArray[np.int32]:
        """Where each arc ends, shape (2 p,)."""
        return self.ends[:, ::-1].reshape(-1)

    @property
    def total_m(self) -> float:
        """Length of all roads."""
        return float(self.length_m.sum())

    def heights_along(self, arc: int) -> NDArray[np.float64]:
        """Heights along an arc, in the order in which it is ridden."""
        piece = arc >> 1
        heights = self.sample_m[self.sample_first[piece] : self.sample_first[piece + 1]]
        return heights[::-1] if arc & 1 else heights

    def shape_along(
        self, arc: int
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Latitudes, longitudes and distances along an arc, as it is ridden."""
        piece = arc >> 1
        part = slice(self.shape_first[piece], self.shape_first[piece + 1])
        lat, lon, at_m = self.shape_lat[part], self.shape_lon[part], self.shape_at_m[part]
        if arc & 1:
            return lat[::-1], lon[::-1], at_m[-1] - at_m[::-1]
        return lat, lon, at_m

    def to_arrays(self) -> dict[str, NDArray[np.generic]]:
        """All fields by name, to be stored."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Network:
        """The network that was stored."""
        return cls(**{field.name: arrays[field.name] for field in fields(cls)})  # type: ignore[arg-type]


def distance_m(
    lat_a: NDArray[np.float64] | float,
    lon_a: NDArray[np.float64] | float,
    lat_b: NDArray[np.float64] | float,
    lon_b: NDArray[np.float64] | float,
) -> NDArray[np.float64]:
    """Great-circle distance [m] between points in degrees (haversine formula)."""
    phi_a, phi_b = np.radians(lat_a), np.radians(lat_b)
    half_lat = 0.5 * (phi_b - phi_a)
    half_lon = 0.5 * np.radians(np.subtract(lon_b, lon_a))
    chord = np.sin(half_lat) ** 2 + np.cos(phi_a) * np.cos(phi_b) * np.sin(half_lon) ** 2
    return np.asarray(2.0 * EARTH_RADIUS_M * np.arcsin(np.sqrt(chord)))


def nearest_junction(network: Network, lat_deg: float, lon_deg: float) -> tuple[int, float]:
    """The junction nearest to a point from which a road leads away, and how far it is [m]."""
    far = distance_m(network.lat_deg, network.lon_deg, lat_deg, lon_deg)
    leads = (np.diff(network.out_first) > 0) & (np.diff(network.in_first) > 0)
    far = np.where(leads, far, np.inf)
    nearest = int(np.argmin(far))
    return nearest, float(far[nearest])
