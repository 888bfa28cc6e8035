"""A route: the ride that was found, as points with heights and predicted times, and its hills."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from sixhills.roads.draft import Shape, judge_profile
from sixhills.roads.pace import TURN_ROUND_S, speed_limits, time_profile
from sixhills.roads.six_hills import hill_key

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.roads.network import Network
    from sixhills.roads.six_hills import FoundRide
    from sixhills.roads.wish import RideWish

_SHARP_DEG = 35.0  # less of a bend at a junction is riding straight on
_U_TURN_DEG = 160.0
_APART_M = 3.0  # points of a route that are closer add nothing


@dataclass(frozen=True, kw_only=True)
class RouteHill:
    """A hill of a route.

    Attributes:
        index: counted from 0.
        start_m: distance at its foot.
        length_m, gain_m: from foot to top.
        duration_s: predicted.
        repeat_of: index of the same hill before it, or None.
        key: its name in the region; see `six_hills.hill_key`.
    """

    index: int
    start_m: float
    length_m: float
    gain_m: float
    duration_s: float
    repeat_of: int | None
    key: str

    @property
    def end_m(self) -> float:
        """Distance at its top."""
        return self.start_m + self.length_m

    @property
    def grade(self) -> float:
        """Mean rise over run."""
        return self.gain_m / self.length_m


@dataclass(frozen=True, kw_only=True)
class RouteTurn:
    """A place where the rider has to choose.

    Attributes:
        at_m: distance.
        angle_deg: how far to the right, left negative; 180 for turning round.
        road: name of the road that follows, or "".
    """

    at_m: float
    angle_deg: float
    road: str

    @property
    def is_u_turn(self) -> bool:
        """Whether the rider turns round."""
        return abs(self.angle_deg) >= _U_TURN_DEG


@dataclass(frozen=True, kw_only=True)
class Legs:
    """Predicted times of the parts of a ride."""

    warm_up_s: float
    hills_s: float
    steady_s: float
    cool_down_s: float

    @property
    def total_s(self) -> float:
        """The whole ride."""
        return self.warm_up_s + self.hills_s + self.steady_s + self.cool_down_s


@dataclass(frozen=True, kw_only=True, eq=False)
class Route:
    """A ride on the road.

    Attributes:
        lat_deg, lon_deg, altitude_m, distance_m, time_s: of its points, shape (n,).
        hills: in order.
        turns: in order.
        legs: times of its parts.
        shape: what the climb detector makes of these points.
        main_road_share: share of the length on trunk roads and tracks.
        most_passes: how often the piece is ridden that is ridden most, outside the hills.
    """

    lat_deg: NDArray[np.float64]
    lon_deg: NDArray[np.float64]
    altitude_m: NDArray[np.float64]
    distance_m: NDArray[np.float64]
    time_s: NDArray[np.float64]
    hills: tuple[RouteHill, ...]
    turns: tuple[RouteTurn, ...]
    legs: Legs
    shape: Shape
    main_road_share: float
    most_passes: int

    @property
    def length_m(self) -> float:
        """Of the whole route."""
        return float(self.distance_m[-1])

    @property
    def ascent_m(self) -> float:
        """Metres climbed in all."""
        return float(np.maximum(np.diff(self.altitude_m), 0.0).sum())

    @property
    def u_turns(self) -> int:
        """How often the rider turns round."""
        return sum(turn.is_u_turn for turn in self.turns)

    def time_at(self, at_m: float) -> float:
        """Predicted seconds from the start at a distance."""
        return float(np.interp(at_m, self.distance_m, self.time_s))

    def place_at(self, at_m: float) -> tuple[float, float]:
        """Latitude and longitude at a distance."""
        return (
            float(np.interp(at_m, self.distance_m, self.lat_deg)),
            float(np.interp(at_m, self.distance_m, self.lon_deg)),
        )


def make_route(network: Network, found: FoundRide, wish: RideWish, names: tuple[str, ...]) -> Route:
    """The route of a ride that was found.

    Args:
        network: on which it was found.
        found: the ride.
        wish: for which it was found.
        names: of roads, by the numbers of `Network.name`.
    """
    arcs = found.draft.arcs
    points = _Points(network, arcs)
    part_ends = np.cumsum([len(part) for part in found.draft.parts])
    part_of_arc = np.repeat(np.arange(len(part_ends)), np.diff(np.concatenate(([0], part_ends))))
    part = part_of_arc[points.arc_of_gap]
    seconds, legs = _time(network, points, part, part_ends, found, wish)
    time_s = np.concatenate(([0.0], np.cumsum(seconds)))
    ends_m = [0.0, *points.arc_end_m[part_ends - 1].tolist()]
    hills = _make_hills(found, points, ends_m, time_s)
    block_end_m = float(np.interp(legs.warm_up_s + legs.hills_s, time_s, points.distance_m))
    quiet_m = float(
        np.interp(legs.total_s - wish.steady_s - wish.cool_down_s, time_s, points.distance_m)
    )
    shape = judge_profile(
        points.distance_m,
        points.altitude_m,
        [(hill.start_m, hill.end_m) for hill in hills],
        block_end_m=block_end_m,
        quiet_from_m=quiet_m,
    )
    outside = np.array([*found.draft.warm_up, *found.draft.home], dtype=np.int64) >> 1
    pieces = np.asarray(arcs, dtype=np.int64) >> 1
    lengths = network.length_m[pieces]
    poor = np.isin(network.road_class[pieces], (5, 10))  # tracks and trunk roads
    return Route(
        lat_deg=points.lat_deg,
        lon_deg=points.lon_deg,
        altitude_m=points.altitude_m,
        distance_m=points.distance_m,
        time_s=time_s,
        hills=hills,
        turns=_find_turns(network, arcs, points, names),
        legs=legs,
        shape=shape,
        main_road_share=float(lengths[poor].sum() / lengths.sum()),
        most_passes=int(np.bincount(outside).max(initial=0)) if len(outside) else 0,
    )


class _Points:
    """The points of a walk: those of the map, and between them those at which heights are known."""

    def __init__(self, network: Network, arcs: tuple[int, ...]):
        walk = np.asarray(arcs, dtype=np.int64)
        self.arc_end_m = np.cumsum(network.length_m[walk >> 1])
        self.lat_deg, self.lon_deg, self.altitude_m, self.distance_m, owner = _lay_points(
            walk,
            network.shape_first,
            network.shape_lat,
            network.shape_lon,
            network.shape_at_m,
            network.sample_first,
            network.sample_m,
            network.length_m,
        )
        self.arc_of_gap = owner[1:]


@njit(cache=True)
def _lay_points(  # type: ignore[no-untyped-def]
    walk, shape_first, shape_lat, shape_lon, shape_at, sample_first, sample, length
):
    room = 1
    for arc in walk:
        piece = arc >> 1
        room += shape_first[piece + 1] - shape_first[piece]
        room += sample_first[piece + 1] - sample_first[piece]
    lat, lon = np.empty(room), np.empty(room)
    height, along = np.empty(room), np.empty(room)
    owner = np.empty(room, dtype=np.int64)
    size = 0
    done = 0.0
    for number in range(len(walk)):
        piece = walk[number] >> 1
        back = walk[number] & 1 == 1
        a, b = shape_first[piece], shape_first[piece + 1]
        gaps = sample_first[piece + 1] - sample_first[piece] - 1
        whole = length[piece]
        step = whole / gaps
        begin = size
        # points of the map and even ones, as the piece is stored; the latter not beside the former
        k = 1
        for i in range(a, b):
            while k < gaps and k * step < shape_at[i]:
                at = k * step
                if at - shape_at[i - 1] > _APART_M and shape_at[i] - at > _APART_M:
                    share = (at - shape_at[i - 1]) / (shape_at[i] - shape_at[i - 1])
                    lat[size] = shape_lat[i - 1] + share * (shape_lat[i] - shape_lat[i - 1])
                    lon[size] = shape_lon[i - 1] + share * (shape_lon[i] - shape_lon[i - 1])
                    along[size] = at
                    size += 1
                k += 1
            lat[size], lon[size], along[size] = shape_lat[i], shape_lon[i], shape_at[i]
            size += 1
        for i in range(begin, size):
            place = min(along[i] / step, gaps - 1e-9)
            j = int(place)
            first = sample_first[piece] + j
            height[i] = sample[first] + (place - j) * (sample[first + 1] - sample[first])
            owner[i] = number
        if back:
            for i in range(begin, size):
                along[i] = whole - along[i]
            for column in (lat, lon, height, along):
                column[begin:size] = column[begin:size][::-1].copy()
        for i in range(begin, size):
            along[i] += done
        if number > 0:  # its first point is the last of the arc before
            for column in (lat, lon, height, along):
                column[begin : size - 1] = column[begin + 1 : size].copy()
            size -= 1
        done += whole
    return lat[:size], lon[:size], height[:size], along[:size], owner[:size]


def _time(
    network: Network,
    points: _Points,
    part: NDArray[np.intp],
    part_ends: NDArray[np.intp],
    found: FoundRide,
    wish: RideWish,
) -> tuple[NDArray[np.float64], Legs]:
    """Seconds of each gap, and the times of the parts of the ride."""
    last = len(part_ends) - 1
    power = np.empty(len(part))
    power[part == 0] = wish.warm_up_w
    for hill, hill_w in enumerate(wish.hills_w):
        power[part == 2 * hill + 1] = hill_w
        power[part == 2 * hill + 2] = wish.recovery_w
    arcs = np.asarray(found.draft.arcs, dtype=np.int64)
    limits = speed_limits(network)[arcs[points.arc_of_gap] >> 1]
    turned = np.flatnonzero(arcs[1:] == (arcs[:-1] ^ 1)) + 1
    extra = np.zeros(len(part))
    extra[np.searchsorted(points.arc_of_gap, turned)] = TURN_ROUND_S

    def run(watts: NDArray[np.float64]) -> NDArray[np.float64]:
        return time_profile(points.distance_m, points.altitude_m, wish.load, watts, limits) + extra

    at_home = part == last
    seconds = run(power)  # recovery all the way home, to see where the recovery ends
    since_top = np.cumsum(np.where(at_home, seconds, 0.0))
    recovering = at_home & (since_top - seconds < wish.recovery_s)
    power[at_home & ~recovering] = wish.cool_down_w
    slow = run(power)
    to_door = np.cumsum(np.where(at_home, slow, 0.0)[::-1])[::-1]
    cooling = at_home & ~recovering & (to_door <= wish.cool_down_s)
    power[at_home & ~recovering & ~cooling] = wish.steady_w
    seconds = run(power)
    legs = Legs(
        warm_up_s=float(seconds[part == 0].sum()),
        hills_s=float(seconds[((part > 0) & ~at_home) | recovering].sum()),
        steady_s=float(seconds[at_home & ~recovering & ~cooling].sum()),
        cool_down_s=float(seconds[cooling].sum()),
    )
    return seconds, legs


def _make_hills(
    found: FoundRide, points: _Points, ends_m: list[float], time_s: NDArray[np.float64]
) -> tuple[RouteHill, ...]:
    spans = list(pairwise(ends_m))[1::2][: len(found.draft.hills)]
    hills = []
    for index, (foot_m, top_m) in enumerate(spans):
        low, high = np.interp((foot_m, top_m), points.distance_m, points.altitude_m)
        begin, end = np.interp((foot_m, top_m), points.distance_m, time_s)
        hills.append(
            RouteHill(
                index=index,
                start_m=float(foot_m),
                length_m=float(top_m - foot_m),
                gain_m=float(high - low),
                duration_s=float(end - begin),
                repeat_of=found.repeat_of[index],
                key=hill_key(found.draft.hills[index]),
            )
        )
    return tuple(hills)


def _find_turns(
    network: Network, arcs: tuple[int, ...], points: _Points, names: tuple[str, ...]
) -> tuple[RouteTurn, ...]:
    """Turns at junctions where more than one road leads on, and every turning round."""
    turns = []
    for number, (before, after) in enumerate(pairwise(arcs)):
        at_m = float(points.arc_end_m[number])
        road = names[network.name[after >> 1]] if names else ""
        if after == before ^ 1:
            turns.append(RouteTurn(at_m=at_m, angle_deg=180.0, road=road))
            continue
        place = int(network.heads[before])
        leaving = network.out_first[place + 1] - network.out_first[place]
        angle = _bend(network, before, after)
        if leaving > 2 and abs(angle) >= _SHARP_DEG:
            limited = math.copysign(min(abs(angle), _U_TURN_DEG - 1), angle)
            turns.append(RouteTurn(at_m=at_m, angle_deg=limited, road=road))
    return tuple(turns)


def _bend(network: Network, before: int, after: int) -> float:
    """How far to the right the way turns from one arc to the next [degrees]."""
    lat, lon, _ = network.shape_along(before)
    into = _heading(lat[-2], lon[-2], lat[-1], lon[-1])
    lat, lon, _ = network.shape_along(after)
    out = _heading(lat[0], lon[0], lat[1], lon[1])
    return (out - into + 180.0) % 360.0 - 180.0


def _heading(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    east = (lon_b - lon_a) * math.cos(math.radians(lat_a))
    return math.degrees(math.atan2(east, lat_b - lat_a))
