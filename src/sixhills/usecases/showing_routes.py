"""Regions and routes as a page draws them, and the routes that were found last, to be written."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from sixhills.errors import NotFoundError
from sixhills.usecases.exporting_routes import FILES, make_file, prescribe_route
from sixhills.usecases.kept_routes import keep_route
from sixhills.usecases.regions import (
    add_ridden_region,
    choose_tile,
    draw_overview,
    find_region,
    open_region,
    show_regions,
)
from sixhills.usecases.routing import RouteRequest, find_routes_in

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from sixhills.maps.region_files import RegionInfo
    from sixhills.prescribe.prescription import Segment
    from sixhills.roads.faults import Fault
    from sixhills.roads.network import Network
    from sixhills.roads.ramps import Ramp
    from sixhills.roads.route import Route, RouteHill
    from sixhills.roads.six_hills import Terrain
    from sixhills.store.stored_route import StoredRoute
    from sixhills.usecases.regions import Region
    from sixhills.usecases.routing import Routed

PLACES = 100_000
"""Map points are whole numbers of 1/100,000 degree: about a metre."""

_MOST_DRAWN, _FARTHEST_DRAWN_M = 20_000, 14_000.0  # pieces of road about a place, and how far
_MOST_PROFILE_POINTS = 600
_REGIONS_KEPT = 2
_FOUND_KEPT = 12

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class ShownRegion:
    """A prepared region, for people.

    Attributes:
        name: what it is called.
        road_km: length of roads for a road bike.
        has_heights: whether hills are known.
        grade_noise: how far a grade over 500 m may be wrong, or None.
        south, west, north, east: its box, in degrees.
        is_large: whether its map comes by and by, what lies near the place that one looks at.
        attribution: to be shown with its map.
    """

    name: str
    road_km: float
    has_heights: bool
    grade_noise: float | None
    south: float
    west: float
    north: float
    east: float
    is_large: bool
    attribution: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RegionMap:
    """The roads of a region or of one of its tiles, or its main roads, to be drawn.

    Attributes:
        classes: of each road, 0 (cycleway) to 10 (trunk road).
        lines: of each road, its points as whole numbers of 1/100,000 degree: latitude and
            longitude of the first, then how far each following one lies from the one before.
    """

    classes: tuple[int, ...]
    lines: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, kw_only=True)
class ShownHill:
    """A hill of a route with what is prescribed on it.

    Attributes:
        index: counted from 0.
        start_m, length_m, gain_m, grade, duration_s: see `RouteHill`.
        repeat_of: index of the same hill before it, or None.
        key: its name, to be used or avoided.
        postures: in order.
        stand_m: distance at which to stand up, or None.
        effort: in words.
        gear: as on the bike, "34×24".
        cadence_rpm: low and high, or None where free.
        power_w: where a meter shows it, or None.
    """

    index: int
    start_m: float
    length_m: float
    gain_m: float
    grade: float
    duration_s: float
    repeat_of: int | None
    key: str
    postures: tuple[str, ...]
    stand_m: float | None
    effort: str
    gear: str
    cadence_rpm: tuple[float, float] | None
    power_w: float | None


@dataclass(frozen=True, kw_only=True)
class ShownLegs:
    """Predicted times of the parts of a route."""

    warm_up_s: float
    hills_s: float
    steady_s: float
    cool_down_s: float


@dataclass(frozen=True, kw_only=True)
class ShownFault:
    """Something that is not as it should be with a route.

    Attributes:
        kind, count: what, and how often.
        gain_m, grade: of the highest such climb, or None.
        duration_s: how long it takes, or None.
    """

    kind: str
    count: int
    gain_m: float | None
    grade: float | None
    duration_s: float | None


@dataclass(frozen=True, kw_only=True)
class ShownRoute:
    """A route to be drawn.

    Attributes:
        number: of the proposal, from 1.
        distance_m, ascent_m, duration_s: of the whole.
        legs: its parts.
        hills: in order.
        faults: what is not as it should be.
        other_climbs: how many climbs lie before and after the hills.
        u_turns: how often the rider turns round.
        line: latitudes and longitudes by turns, in degrees.
        line_m: distance at each point of the line.
        profile_m, profile_altitude_m: distances and altitudes, to be drawn.
    """

    number: int
    distance_m: float
    ascent_m: float
    duration_s: float
    legs: ShownLegs
    hills: tuple[ShownHill, ...]
    faults: tuple[ShownFault, ...]
    other_climbs: int
    u_turns: int
    line: tuple[float, ...]
    line_m: tuple[float, ...]
    profile_m: tuple[float, ...]
    profile_altitude_m: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class ShownRamp:
    """What may be ridden where there is no hill.

    Attributes:
        lat_deg, lon_deg, away_m, length_m, gain_m, grade, duration_s: see `Ramp`.
        ups: how often in a row it does for a hill.
    """

    lat_deg: float
    lon_deg: float
    away_m: float
    length_m: float
    gain_m: float
    grade: float
    duration_s: float
    ups: int


@dataclass(frozen=True, kw_only=True)
class ShownRoutes:
    """What a search came to.

    Attributes:
        found: by this name its files can be had, as long as the server runs.
        routes: the best first.
        reason: why there is none, else None.
        ramp: what may be ridden instead of hills, or None.
        start_off_m: how far the first point lies from where the door was said to be.
        notes: what was assumed.
        files: endings of the files of each route.
    """

    found: str
    routes: tuple[ShownRoute, ...]
    reason: str | None
    ramp: ShownRamp | None
    start_off_m: float
    notes: tuple[str, ...]
    files: tuple[str, ...] = tuple(FILES)


class RouteShelf:
    """Regions that are loaded and routes that were found, the last few of each."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._regions: OrderedDict[str, tuple[RegionInfo, Region]] = OrderedDict()
        self._found: OrderedDict[str, Routed] = OrderedDict()
        self._count = 0
        self._lock = Lock()

    def find(self, region_name: str, request: RouteRequest) -> ShownRoutes:
        """Find routes and keep them.

        Raises:
            InputError: region or workout do not exist, or do not fit.
        """
        region = self._open(region_name, (request.lat_deg, request.lon_deg))
        routed = find_routes_in(self._home, region, request)
        with self._lock:
            self._count += 1
            name = str(self._count)
            _keep(self._found, name, routed, _FOUND_KEPT)
        return ShownRoutes(
            found=name,
            routes=tuple(_show(routed, one, n) for n, one in enumerate(routed.routes, start=1)),
            reason=routed.reason,
            ramp=_show_ramp(routed.ramp) if routed.ramp else None,
            start_off_m=round(routed.start_off_m, 1),
            notes=routed.notes,
        )

    def draw(self, region_name: str, near: tuple[float, float] | None = None) -> RegionMap:
        """The map of a region; of one with tiles that near a place, or its main roads."""
        if near is None and find_region(self._home, region_name).tiles:
            main = draw_overview(self._home, region_name)
            return _draw(main.road_class, main.first, main.lat_deg, main.lon_deg)
        network = self._open(region_name, near).terrain.network
        return _draw(network.road_class, network.shape_first, network.shape_lat, network.shape_lon)

    def write(self, found: str, number: int, suffix: str) -> tuple[str, bytes]:
        """Name and bytes of a file of a route that was found.

        Raises:
            NotFoundError: it is not held any more, or there is no such route or kind of file.
        """
        routed = self._take(found, number)
        if suffix not in FILES:
            raise NotFoundError(f'there is no file "{suffix}" of a route')
        stem = f"{routed.workout.key}-{number}"
        data = make_file(routed, routed.routes[number - 1], stem, suffix)
        return f"{stem}{suffix}", data

    def keep(self, found: str, number: int) -> StoredRoute:
        """Keep a route that was found, to be compared with rides.

        Raises:
            NotFoundError: it is not held any more, or there is no such route.
        """
        return keep_route(self._home, self._take(found, number), number)

    def _take(self, found: str, number: int) -> Routed:
        routed = self._found.get(found)
        if routed is None or not 1 <= number <= len(routed.routes):
            raise NotFoundError("this route is not kept any more", remedy="find it again")
        return routed

    def _open(self, name: str, near: tuple[float, float] | None) -> Region:
        with self._lock:
            info = find_region(self._home, name)
            key = f"{name}/{choose_tile(info, near)}"
            known = self._regions.get(key)
            if known is None or known[0] != info:
                known = (info, open_region(self._home, name, near))
            _keep(self._regions, key, known, _REGIONS_KEPT)
            return known[1]


def list_regions(home: Path) -> tuple[ShownRegion, ...]:
    """All prepared regions."""
    return tuple(_show_region(info) for info in show_regions(home))


def learn_region(home: Path) -> ShownRegion:
    """A region learnt from the rides that are stored here.

    Raises:
        InputError: there are no such rides, or they do not hang together.
    """
    return _show_region(add_ridden_region(home))


def _keep(shelf: OrderedDict[str, T], name: str, value: T, most: int) -> None:
    shelf[name] = value
    shelf.move_to_end(name)
    while len(shelf) > most:
        shelf.popitem(last=False)


def _show_region(info: RegionInfo) -> ShownRegion:
    return ShownRegion(
        name=info.name,
        road_km=round(info.road_km, 1),
        has_heights=info.height_noise_m is not None,
        grade_noise=info.grade_noise,
        south=info.south,
        west=info.west,
        north=info.north,
        east=info.east,
        is_large=bool(info.tiles),
        attribution=info.attribution,
    )


def _cut_near(terrain: Terrain, near: tuple[float, float]) -> Network:
    """The roads about a place."""
    from sixhills.roads.cutting import cut_part, find_near_pieces
    from sixhills.roads.network import nearest_junction

    network = terrain.network
    start, _ = nearest_junction(network, *near)
    pieces = find_near_pieces(network, start, most=_MOST_DRAWN, most_m=_FARTHEST_DRAWN_M)
    return cut_part(network, terrain.rises, terrain.stretches, pieces).network


def _draw(
    road_class: NDArray[np.int8],
    first: NDArray[np.int64],
    lat_deg: NDArray[np.float64],
    lon_deg: NDArray[np.float64],
) -> RegionMap:
    import numpy as np

    lat = np.rint(lat_deg * PLACES).astype(int)
    lon = np.rint(lon_deg * PLACES).astype(int)
    lines = []
    for begin, end in pairwise(first.tolist()):
        points = np.stack([lat[begin:end], lon[begin:end]], axis=1)
        points[1:] -= points[:-1].copy()
        lines.append(tuple(points.ravel().tolist()))
    return RegionMap(classes=tuple(road_class.tolist()), lines=tuple(lines))


def _show(routed: Routed, route: Route, number: int) -> ShownRoute:
    import numpy as np

    from sixhills.roads.faults import find_faults

    climbs = [s for s in prescribe_route(routed, route).steps() if s[0].grade and s[0].grade > 0]
    points = np.stack([route.lat_deg, route.lon_deg], axis=1).round(5)
    even = np.linspace(0.0, route.length_m, _MOST_PROFILE_POINTS)
    altitude = np.interp(even, route.distance_m, route.altitude_m)
    legs = route.legs
    return ShownRoute(
        number=number,
        distance_m=round(route.length_m),
        ascent_m=round(route.ascent_m),
        duration_s=round(legs.total_s),
        legs=ShownLegs(
            warm_up_s=round(legs.warm_up_s),
            hills_s=round(legs.hills_s),
            steady_s=round(legs.steady_s),
            cool_down_s=round(legs.cool_down_s),
        ),
        hills=tuple(_show_hill(h, c) for h, c in zip(route.hills, climbs, strict=False)),
        faults=tuple(_show_fault(fault) for fault in find_faults(route)),
        other_climbs=len(route.shape.loud) + len(route.shape.elsewhere),
        u_turns=route.u_turns,
        line=tuple(points.ravel().tolist()),
        line_m=tuple(route.distance_m.round(1).tolist()),
        profile_m=tuple(even.round(1).tolist()),
        profile_altitude_m=tuple(altitude.round(1).tolist()),
    )


def _show_ramp(ramp: Ramp) -> ShownRamp:
    names = ShownRamp.__dataclass_fields__
    return ShownRamp(**{name: getattr(ramp, name) for name in names})


def _show_fault(fault: Fault) -> ShownFault:
    return ShownFault(
        kind=fault.kind.value,
        count=fault.count,
        gain_m=fault.gain_m,
        grade=fault.grade,
        duration_s=fault.duration_s,
    )


def _show_hill(hill: RouteHill, segments: tuple[Segment, ...]) -> ShownHill:
    first, last = segments[0], segments[-1]
    stands = last.posture.value == "standing"
    before_m = sum(segment.distance_m or 0.0 for segment in segments[:-1])
    band = first.cadence_rpm
    return ShownHill(
        index=hill.index,
        start_m=round(hill.start_m, 1),
        length_m=round(hill.length_m, 1),
        gain_m=round(hill.gain_m, 1),
        grade=round(hill.grade, 4),
        duration_s=round(hill.duration_s),
        repeat_of=hill.repeat_of,
        key=hill.key,
        postures=tuple(dict.fromkeys(segment.posture.value for segment in segments)),
        stand_m=round(hill.start_m + before_m, 1) if stands else None,
        effort=first.effort.words,
        gear=str(first.command.value or ""),
        cadence_rpm=(band.low, band.high) if band else None,
        power_w=round(first.power_w.target) if first.power_w else None,
    )
