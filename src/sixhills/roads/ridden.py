"""Roads learnt from a rider's own rides: a region without any map.

Tracks of the same road lie some metres beside one another. They are laid over each other point by
point: a point near a known place is that place, else it is a new one, and places that follow one
another on a ride are joined. What was ridden in one direction only may be ridden in that one only,
and turning round is for places where somebody did: without a map nothing else is known to be
allowed.

A barometer is exact from hill to hill and wrong as a whole, by another number of metres each day.
So each ride has an offset, chosen such that rides agree where they meet.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sixhills.roads.mapped import WAY, MappedRoads
from sixhills.roads.road_class import RoadClass
from sixhills.roads.tracks import STEP_M, Plane, Squares, Track, find_middle, lay_evenly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from sixhills.roads.network import Network

    HeightModel = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]

SAME_PLACE_M = 20.0
"""A point so near to a known place is that place: more than GPS is usually wrong."""

OTHER_LEVEL_M = 15.0
"""Unless their heights differ by so much: one of them is on a bridge."""

_STUB_M = 45.0  # a dead end so short is an error of a position
_ROUNDS = 20
_BACK = -0.8  # cosine of the angle between the way there and the way back
_LEARN = 0.1  # of how much higher a ride is, at each point


@dataclass(frozen=True, kw_only=True, eq=False)
class Learnt:
    """What rides tell of roads.

    Attributes:
        roads: as a map would tell of them.
        heights: of any place on them.
        turned: places where somebody turned round, as latitude and longitude.
        rides: how many rides lie in the region.
        differ_m: by how much rides differ at the same place, one standard deviation; None where
            no two rides meet.
    """

    roads: MappedRoads
    heights: HeightModel
    turned: frozenset[tuple[float, float]]
    rides: int
    differ_m: float | None


@dataclass(kw_only=True, eq=False)
class _Places:
    """Places found so far, by squares as wide as a point may be off."""

    north: list[float] = field(default_factory=list)
    east: list[float] = field(default_factory=list)
    level: list[float] = field(default_factory=list)
    squares: defaultdict[tuple[int, int], list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def find(self, north: float, east: float, level: float | None) -> int | None:
        """The nearest known place that a point may be, or None; of any level where that is None."""
        row, column = int(north // STEP_M), int(east // STEP_M)
        best, nearest = None, SAME_PLACE_M
        for i in (row - 1, row, row + 1):
            for j in (column - 1, column, column + 1):
                for place in self.squares.get((i, j), ()):
                    away = np.hypot(self.north[place] - north, self.east[place] - east)
                    other = level is not None and abs(self.level[place] - level) > OTHER_LEVEL_M
                    if away >= nearest or other:
                        continue
                    best, nearest = place, float(away)
        return best

    def add(self, north: float, east: float, level: float) -> int:
        """A new place."""
        self.north.append(north)
        self.east.append(east)
        self.level.append(level)
        place = len(self.north) - 1
        self.squares[int(north // STEP_M), int(east // STEP_M)].append(place)
        return place


def learn_roads(tracks: Sequence[Track], near: tuple[float, float] | None = None) -> Learnt | None:
    """Roads and heights of rides; None where no ride has positions.

    Args:
        tracks: of the rides.
        near: the middle of the region, latitude and longitude; that of the rides unless given.
    """
    if not tracks:
        return None
    middle = near or find_middle(tracks)
    plane = Plane(lat_deg=middle[0], lon_deg=middle[1])
    laid = [lay_evenly(track, plane) for track in tracks]
    laid = [parts for parts in laid if parts]
    if not laid:
        return None
    places = _Places()
    walks = [[_follow(part, places) for part in parts] for parts in laid]
    altitude, differ_m = _settle(laid, walks, len(places.north))
    edges = _join([walk for parts in walks for walk in parts])
    _drop_shortcuts(edges, places)
    _drop_stubs(edges, places)
    north, east = plane.per_degree
    lat = np.array(places.north) / north + middle[0]
    lon = np.array(places.east) / east + middle[1]
    turned = {
        place
        for parts, ways in zip(laid, walks, strict=True)
        for part, walk in zip(parts, ways, strict=True)
        for place in _find_turns(part, walk)
    }
    return Learnt(
        roads=_make_roads(edges, lat, lon, turned),
        heights=_Heights(plane, np.array(places.north), np.array(places.east), altitude),
        turned=frozenset((float(lat[place]), float(lon[place])) for place in turned),
        rides=len(laid),
        differ_m=differ_m,
    )


def allow_turns_where_ridden(network: Network, learnt: Learnt) -> NDArray[np.bool_]:
    """Whether turning round at the end of each arc is known to be possible, shape (2 p,)."""
    known = np.array(
        [
            place in learnt.turned
            for place in zip(network.lat_deg.tolist(), network.lon_deg.tolist(), strict=True)
        ]
    )
    degree = np.bincount(network.ends.reshape(-1), minlength=network.junctions)
    both = np.repeat(network.allowed.reshape(-1, 2).all(axis=1), 2)
    return np.asarray((known | (degree == 1))[network.heads] & both)


def _follow(part: NDArray[np.float64], places: _Places) -> list[int]:
    """The places of the points of a part, one for each.

    How much higher the ride is than those before it is learnt on the way, so that a bridge is told
    from a barometer that is off.
    """
    walk, above = [], None
    for north, east, altitude in part.T.tolist():
        level = altitude - (above or 0.0)
        place = places.find(north, east, None if above is None else level)
        if place is None:
            place = places.add(north, east, level)
        elif np.isfinite(altitude - places.level[place]):
            higher = altitude - places.level[place]
            above = higher if above is None else above + _LEARN * (higher - above)
        walk.append(place)
    return walk


def _settle(
    laid: Sequence[Sequence[NDArray[np.float64]]],
    walks: Sequence[Sequence[list[int]]],
    count: int,
) -> tuple[NDArray[np.float64], float | None]:
    """Altitude of each place, and how much rides differ there, less offset and drift of each."""
    ride = np.concatenate([np.full(sum(map(len, w)), i) for i, w in enumerate(walks)])
    place = np.concatenate([np.array(walk) for parts in walks for walk in parts])
    altitude = np.concatenate([part[2] for parts in laid for part in parts])
    lengths = np.bincount(ride, minlength=len(walks))
    along = np.concatenate([np.linspace(-0.5, 0.5, max(one, 1))[:one] for one in lengths])
    known = np.isfinite(altitude)
    ride, place, altitude, along = ride[known], place[known], altitude[known], along[known]
    visits = np.bincount(place, minlength=count)
    offset, drift = np.zeros(len(walks)), np.zeros(len(walks))
    rows = np.bincount(ride, minlength=len(walks))
    squares = np.bincount(ride, weights=along**2, minlength=len(walks))
    right = altitude
    mean = np.full(count, np.nan)
    for _ in range(_ROUNDS):
        sums = np.bincount(place, weights=right, minlength=count)
        mean = np.divide(sums, visits, out=np.full(count, np.nan), where=visits > 0)
        wrong = right - mean[place]
        offset += np.bincount(ride, weights=wrong, minlength=len(walks)) / np.maximum(rows, 1)
        turn = np.bincount(ride, weights=wrong * along, minlength=len(walks))
        drift += turn / np.maximum(squares, 1e-9)
        offset -= offset.mean()
        right = altitude - offset[ride] - drift[ride] * along
    rides_at = np.bincount(np.unique(np.stack([place, ride]), axis=1)[0], minlength=count)
    shared = rides_at[place] > 1
    left = (right - mean[place])[shared]
    return mean, float(left.std()) if len(left) > 10 else None


def _join(walks: Iterable[list[int]]) -> dict[int, dict[int, int]]:
    """How often each place was ridden to from each other."""
    edges: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for walk in walks:
        for a, b in pairwise(walk):
            if a != b:
                edges[a][b] += 1
                edges[b][a] += 0
    return edges


def _drop_shortcuts(edges: dict[int, dict[int, int]], places: _Places) -> None:
    """Let rides that passed by a place between two others run through it."""
    north, east = places.north, places.east

    def away(a: int, b: int) -> float:
        return float(np.hypot(north[a] - north[b], east[a] - east[b]))

    pairs = sorted(((away(a, b), a, b) for a in edges for b in edges[a] if a < b), reverse=True)
    for length, a, b in pairs:
        between = [
            (away(a, c) + away(c, b), c)
            for c in edges[a]
            if c != b and c in edges[b] and away(a, c) < length and away(c, b) < length
        ]
        if not between or min(between)[0] > 1.4 * length:
            continue
        via = min(between)[1]
        for begin, end in ((a, b), (b, a)):
            count = edges[begin].pop(end)
            edges[begin][via] += count
            edges[via][end] += count


def _drop_stubs(edges: dict[int, dict[int, int]], places: _Places) -> None:
    """Take away dead ends that are too short to be roads."""
    for end in [place for place, to in edges.items() if len(to) == 1]:
        chain, length = [end], 0.0
        while len(edges[chain[-1]]) <= 2 and length < _STUB_M:
            onward = [place for place in edges[chain[-1]] if place not in chain]
            if not onward:
                break
            length += float(
                np.hypot(
                    places.north[chain[-1]] - places.north[onward[0]],
                    places.east[chain[-1]] - places.east[onward[0]],
                )
            )
            chain.append(onward[0])
        if length >= _STUB_M or len(edges[chain[-1]]) <= 2:
            continue
        for a, b in pairwise(chain):
            edges[b].pop(a, None)
            edges.pop(a, None)


def _find_turns(part: NDArray[np.float64], walk: list[int]) -> set[int]:
    """Places at which a track turns round and comes back beside itself."""
    where = part[:2]
    if len(walk) < 7:
        return set()
    before, after = where[:, 3:-3] - where[:, 1:-5], where[:, 5:-1] - where[:, 3:-3]
    lengths = np.maximum(np.hypot(*before) * np.hypot(*after), 1e-9)
    back = (before * after).sum(axis=0) / lengths < _BACK
    beside = np.hypot(*(where[:, 6:] - where[:, :-6])) < SAME_PLACE_M
    return {walk[i + 3] for i in np.flatnonzero(back & beside).tolist()}


def _make_roads(
    edges: dict[int, dict[int, int]],
    lat: NDArray[np.float64],
    lon: NDArray[np.float64],
    turned: set[int],
) -> MappedRoads:
    """Ways between places where more or fewer than two roads meet, by the directions ridden."""
    ways: list[list[int]] = []
    ridden: list[tuple[bool, bool]] = []
    seen: set[tuple[int, int]] = set()

    def passes(a: int, b: int) -> tuple[bool, bool]:
        return edges[a][b] > 0, edges[b][a] > 0

    def is_end(place: int) -> bool:
        return len(edges[place]) != 2

    corners = [place for place in edges if is_end(place)]
    for begin in (*corners, *edges):
        for second in edges[begin]:
            if (begin, second) in seen:
                continue
            way, kind = [begin, second], passes(begin, second)
            seen |= {(begin, second), (second, begin)}
            while not is_end(way[-1]) and way[-1] != begin:
                onward = next(place for place in edges[way[-1]] if place != way[-2])
                if passes(way[-1], onward) != kind or (way[-1], onward) in seen:
                    break
                seen |= {(way[-1], onward), (onward, way[-1])}
                way.append(onward)
            ways.append(way)
            ridden.append(kind)
    table = np.zeros(len(ways), dtype=WAY)
    table["road_class"] = RoadClass.UNCLASSIFIED
    table["forward"] = [forward for forward, _ in ridden]
    table["backward"] = [backward for _, backward in ridden]
    table["stress"] = 1.0
    meets = np.array([len(edges[place]) if place in edges else 0 for place in range(len(lat))])
    return MappedRoads(
        lat_deg=lat,
        lon_deg=lon,
        meets=meets.astype(np.int32),
        turning=np.isin(np.arange(len(lat)), list(turned)),
        first=np.concatenate(([0], np.cumsum([len(way) for way in ways]))).astype(np.int64),
        points=np.array([place for way in ways for place in way], dtype=np.int64),
        ways=table,
        names=("",),
        restrictions=np.zeros((0, 4), dtype=np.int64),
    )


class _Heights:
    """Altitudes of places, weighted by how near they are."""

    def __init__(
        self,
        plane: Plane,
        north: NDArray[np.float64],
        east: NDArray[np.float64],
        altitude_m: NDArray[np.float64],
    ) -> None:
        known = np.isfinite(altitude_m)
        self.plane = plane
        self.north, self.east, self.altitude_m = north[known], east[known], altitude_m[known]
        self.squares = Squares(self.north, self.east, 2 * STEP_M)

    def __call__(
        self, lat_deg: NDArray[np.float64], lon_deg: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        north, east = self.plane.lay(lat_deg, lon_deg)
        asked, found = self.squares.pairs(north, east)
        away = np.hypot(north[asked] - self.north[found], east[asked] - self.east[found])
        weight = 1.0 / (1.0 + away**4 / 10.0**4)
        weights = np.bincount(asked, weights=weight, minlength=len(north))
        sums = np.bincount(asked, weights=weight * self.altitude_m[found], minlength=len(north))
        unknown = np.full(len(north), np.nan)
        return np.asarray(np.divide(sums, weights, out=unknown, where=weights > 1e-3))
