"""From mapped roads and heights to a network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from sixhills.errors import InputError
from sixhills.roads.heights import SAMPLE_M, Samples, settle_heights
from sixhills.roads.network import Network, distance_m
from sixhills.roads.road_class import RoadClass
from sixhills.roads.turning import SEEN_M, find_safe_turns, measure_bends

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sixhills.roads.mapped import MappedRoads

    HeightModel = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]

LEAST_ISLAND_M = 3_000.0
"""Roads from which less than this can be reached and left again are no place for a ride."""

LONGEST_TUNNEL_M = 600.0
LONGEST_DARK_TUNNEL_M = 150.0
"""Longer tunnels, lit and not known to be lit, are left out on roads with cars (convention)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Built:
    """A network, and how well its heights are known.

    Attributes:
        network: the roads.
        noise_m: how far the model's heights lie from the smoothed road, as a standard deviation;
            None where no heights are known.
        known_share: share of the road length of which the model knows the height.
    """

    network: Network
    noise_m: float | None
    known_share: float


def build_network(
    roads: MappedRoads, ask_heights: HeightModel | None, *, smoothing_m: float
) -> Built:
    """The network of mapped roads.

    Args:
        roads: as the map has them.
        ask_heights: heights [m] of points by latitude and longitude, NaN where unknown; None where
            nothing is known of heights: then all is flat.
        smoothing_m: standard deviation of the smoothing along roads; see heights.py.

    Raises:
        InputError: the roads do not hang together anywhere.
    """
    cut = _cut_ways(roads)
    keep = _keep_islands(cut, len(roads.lat_deg))
    if not keep.any():
        raise InputError(
            "the roads of this map do not hang together", remedy="take a map of a larger area"
        )
    cut = cut.take(keep)
    used = np.unique(cut.ends)
    renumber = np.full(len(roads.lat_deg), -1, dtype=np.int64)
    renumber[used] = np.arange(len(used))
    ends = renumber[cut.ends].astype(np.int32)
    shape_lat, shape_lon = roads.lat_deg[cut.points], roads.lon_deg[cut.points]
    ways = roads.ways[cut.way]
    covered = ways["bridge"] | ways["tunnel"]
    samples, raw_m, sample_m = _sample(
        cut, shape_lat, shape_lon, ends, covered, ask_heights, smoothing_m, len(used)
    )
    height = np.zeros(len(used))
    height[ends[:, 0]] = sample_m[samples.first[:-1]]
    height[ends[:, 1]] = sample_m[samples.first[1:] - 1]
    is_junction = (roads.meets[used] >= 3) | roads.turning[used] | _meet_quietly(ends, len(used))
    bends = measure_bends(cut.first, shape_lat, shape_lon, cut.at_m, SEEN_M)
    turn_ok = find_safe_turns(
        is_junction=is_junction,
        ends=ends,
        road_class=ways["road_class"],
        covered=covered,
        roundabout=ways["roundabout"],
        length_m=cut.length_m,
        bend_deg=bends,
    )
    out_first, out_arcs, in_first, in_arcs = _index_arcs(ends, cut.allowed, len(used))
    banned, banned_first = _ban_turns(roads, cut, renumber, ends, out_first, out_arcs)
    network = Network(
        lat_deg=roads.lat_deg[used],
        lon_deg=roads.lon_deg[used],
        height_m=height,
        is_junction=is_junction,
        ends=ends,
        length_m=cut.length_m,
        stress=ways["stress"].astype(np.float64),
        road_class=ways["road_class"].copy(),
        name=ways["name"].copy(),
        osm_id=ways["osm_id"].copy(),
        closed_months=ways["closed_months"].copy(),
        covered=covered,
        roundabout=ways["roundabout"].copy(),
        shape_first=cut.first,
        shape_lat=shape_lat,
        shape_lon=shape_lon,
        shape_at_m=cut.at_m,
        sample_first=samples.first,
        sample_m=sample_m,
        allowed=cut.allowed,
        turn_ok=turn_ok,
        out_first=out_first,
        out_arcs=out_arcs,
        in_first=in_first,
        in_arcs=in_arcs,
        banned=banned,
        banned_first=banned_first,
    )
    known = np.isfinite(raw_m) & ~np.repeat(covered, np.diff(samples.first))
    noise = float(np.std((raw_m - sample_m)[known])) if known.any() else None
    return Built(network=network, noise_m=noise, known_share=float(np.isfinite(raw_m).mean()))


class _Cut:
    """Ways cut into pieces at every point where roads meet."""

    def __init__(
        self,
        *,
        way: NDArray[np.int64],
        first: NDArray[np.int64],
        points: NDArray[np.int64],
        at_m: NDArray[np.float64],
        allowed: NDArray[np.bool_],
    ):
        self.way = way
        self.first = first
        self.points = points
        self.at_m = at_m
        self.allowed = allowed
        self.length_m = at_m[first[1:] - 1]
        self.ends = np.stack([points[first[:-1]], points[first[1:] - 1]], axis=1)

    def take(self, keep: NDArray[np.bool_]) -> _Cut:
        """Some of the pieces."""
        counts = np.diff(self.first)
        chosen = np.repeat(keep, counts)
        return _Cut(
            way=self.way[keep],
            first=np.concatenate(([0], np.cumsum(counts[keep]))),
            points=self.points[chosen],
            at_m=self.at_m[chosen],
            allowed=np.repeat(keep, 2) & self.allowed
            if keep.all()
            else self.allowed[np.repeat(keep, 2)],
        )


def _cut_ways(roads: MappedRoads) -> _Cut:
    """Pieces between points where ways meet or end, without tunnels that nobody wants to ride."""
    first, points = roads.first, roads.points
    counts = np.diff(first)
    way = np.repeat(np.arange(len(counts)), counts)
    is_end = np.zeros(len(points), dtype=bool)
    is_end[first[:-1]] = True
    is_end[first[1:] - 1] = True
    passes = np.bincount(points, minlength=len(roads.lat_deg))
    shared = (passes > 1) | (roads.meets > 2) | roads.turning
    shared[points[is_end]] = True
    cuts = np.flatnonzero(is_end | shared[points])
    inside = way[cuts[:-1]] == way[cuts[1:]]
    starts, stops = cuts[:-1][inside], cuts[1:][inside]
    sizes = stops - starts + 1
    piece_first = np.concatenate(([0], np.cumsum(sizes)))
    index = (
        np.arange(piece_first[-1]) - np.repeat(piece_first[:-1], sizes) + np.repeat(starts, sizes)
    )
    piece_points = points[index]
    lat, lon = roads.lat_deg[piece_points], roads.lon_deg[piece_points]
    steps = np.concatenate(([0.0], distance_m(lat[:-1], lon[:-1], lat[1:], lon[1:])))
    steps[piece_first[:-1]] = 0.0
    along = np.cumsum(steps)
    at_m = along - np.repeat(along[piece_first[:-1]], sizes)
    ways = roads.ways[way[starts]]
    allowed = np.stack([ways["forward"], ways["backward"]], axis=1).reshape(-1)
    cut = _Cut(way=way[starts], first=piece_first, points=piece_points, at_m=at_m, allowed=allowed)
    dark = ways["tunnel"] & (ways["road_class"] > RoadClass.PATH)
    longest = np.where(ways["lit"], LONGEST_TUNNEL_M, LONGEST_DARK_TUNNEL_M)
    fine = ~(dark & (cut.length_m > longest)) & (cut.length_m > 0.1)
    return cut.take(fine)


def _keep_islands(cut: _Cut, points: int) -> NDArray[np.bool_]:
    """Pieces of which both ends can be reached and left, on islands that are large enough."""
    tails = cut.ends.reshape(-1)
    heads = cut.ends[:, ::-1].reshape(-1)
    arcs = np.flatnonzero(cut.allowed)
    out_first, out_heads = _group(tails[arcs], heads[arcs], points)
    in_first, in_tails = _group(heads[arcs], tails[arcs], points)
    island = _label_islands(out_first, out_heads, in_first, in_tails)
    a, b = island[cut.ends[:, 0]], island[cut.ends[:, 1]]
    whole = (a == b) & (a >= 0)
    size = np.bincount(a[whole], weights=cut.length_m[whole], minlength=int(island.max()) + 1)
    kept: NDArray[np.bool_] = whole & (size[np.maximum(a, 0)] >= LEAST_ISLAND_M)
    return kept


def _group(
    keys: NDArray[np.int64], values: NDArray[np.int64], count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    order = np.argsort(keys, kind="stable")
    first = np.concatenate(([0], np.cumsum(np.bincount(keys, minlength=count))))
    return first, values[order]


@njit(cache=True)
def _label_islands(out_first, out_heads, in_first, in_tails):  # type: ignore[no-untyped-def]
    """Strongly connected parts: Kosaraju's two passes, without recursion."""
    n = len(out_first) - 1
    seen = np.zeros(n, dtype=np.bool_)
    order = np.empty(n, dtype=np.int64)
    done = 0
    stack = np.empty(n, dtype=np.int64)
    at = out_first[:-1].copy()
    for root in range(n):
        if seen[root]:
            continue
        seen[root] = True
        stack[0] = root
        depth = 1
        while depth:
            v = stack[depth - 1]
            if at[v] < out_first[v + 1]:
                w = out_heads[at[v]]
                at[v] += 1
                if not seen[w]:
                    seen[w] = True
                    stack[depth] = w
                    depth += 1
            else:
                order[done] = v
                done += 1
                depth -= 1
    island = np.full(n, -1, dtype=np.int64)
    count = 0
    for k in range(n - 1, -1, -1):
        root = order[k]
        if island[root] >= 0:
            continue
        island[root] = count
        stack[0] = root
        depth = 1
        while depth:
            depth -= 1
            v = stack[depth]
            for i in range(in_first[v], in_first[v + 1]):
                w = in_tails[i]
                if island[w] < 0:
                    island[w] = count
                    stack[depth] = w
                    depth += 1
        count += 1
    return island


def _sample(
    cut: _Cut,
    shape_lat: NDArray[np.float64],
    shape_lon: NDArray[np.float64],
    ends: NDArray[np.int32],
    covered: NDArray[np.bool_],
    ask_heights: HeightModel | None,
    smoothing_m: float,
    junctions: int,
) -> tuple[Samples, NDArray[np.float64], NDArray[np.float64]]:
    """Where heights are wanted, what the model says there, and the heights of the road."""
    gaps = np.maximum(1, np.rint(cut.length_m / SAMPLE_M).astype(np.int64))
    first = np.concatenate(([0], np.cumsum(gaps + 1)))
    samples = Samples(first=first, ends=ends, step_m=cut.length_m / gaps, covered=covered)
    if ask_heights is None:
        return samples, np.full(first[-1], np.nan), np.zeros(first[-1])
    piece = np.repeat(np.arange(len(gaps)), gaps + 1)
    number = np.arange(first[-1]) - first[piece]
    # one rising axis over all pieces, so that one interpolation serves them all
    offset = np.concatenate(([0.0], np.cumsum(cut.length_m + 1.0)))[:-1]
    axis = cut.at_m + np.repeat(offset, np.diff(cut.first))
    where = offset[piece] + number * samples.step_m[piece]
    lat, lon = np.interp(where, axis, shape_lat), np.interp(where, axis, shape_lon)
    raw = ask_heights(lat, lon)
    return samples, raw, settle_heights(raw, samples, junctions, smoothing_m=smoothing_m)


def _meet_quietly(ends: NDArray[np.int32], junctions: int) -> NDArray[np.bool_]:
    degree = np.bincount(ends.reshape(-1), minlength=junctions)
    return degree >= 3


def _index_arcs(
    ends: NDArray[np.int32], allowed: NDArray[np.bool_], junctions: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64], NDArray[np.int32]]:
    arcs = np.flatnonzero(allowed)
    whole = ends.astype(np.int64)
    tails, heads = whole.reshape(-1)[arcs], whole[:, ::-1].reshape(-1)[arcs]
    out_first, out_arcs = _group(tails, arcs, junctions)
    in_first, in_arcs = _group(heads, arcs, junctions)
    return out_first, out_arcs.astype(np.int32), in_first, in_arcs.astype(np.int32)


def _ban_turns(
    roads: MappedRoads,
    cut: _Cut,
    renumber: NDArray[np.int64],
    ends: NDArray[np.int32],
    out_first: NDArray[np.int64],
    out_arcs: NDArray[np.int32],
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Forbidden turns as pairs of arcs."""
    pairs: set[tuple[int, int]] = set()
    heads = ends[:, ::-1].reshape(-1)
    arcs_of_way: dict[int, list[int]] = {}
    for piece, way in enumerate(cut.way.tolist()):
        arcs_of_way.setdefault(way, []).extend((2 * piece, 2 * piece + 1))
    for start, via, end, only in roads.restrictions.tolist():
        place = renumber[via]
        if place < 0:
            continue
        leaving = out_arcs[out_first[place] : out_first[place + 1]].tolist()
        to_arcs = [arc for arc in leaving if arc in arcs_of_way.get(end, ())]
        for arc in arcs_of_way.get(start, ()):
            if heads[arc] != place or not cut.allowed[arc]:
                continue
            bad = [a for a in leaving if a not in to_arcs] if only else to_arcs
            pairs.update((arc, other) for other in bad)
    banned = np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2)
    counts = np.bincount(banned[:, 0], minlength=len(cut.allowed))
    return banned, np.concatenate(([0], np.cumsum(counts)))
