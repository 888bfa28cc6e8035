"""Routes over six hills from 300 junctions of Andorra: are they what they say, and how fast.

Everything is judged from the exported points by the climb detector, and from the tags of the map by
rules written down a second time here. Needs the terrain data beside the repository
(../shared/data/terrain); made regions need none. A rider of 75 kg with a critical power of 200 W.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from machine import describe_machine

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from made_regions import LANDS, make_terrain
from sixhills.physics import RoadLoad
from sixhills.roads.faults import find_faults
from sixhills.roads.network import Network
from sixhills.roads.route import make_route
from sixhills.roads.six_hills import bound_quiet, find_rides
from sixhills.roads.wish import RideWish
from sixhills.usecases.profile import Overrides
from sixhills.usecases.regions import Region, add_region, open_region
from sixhills.usecases.routing import Routed, RouteRequest, find_routes_in

if TYPE_CHECKING:
    from sixhills.roads.route import Route

DATA = Path(__file__).parents[2] / "shared" / "data" / "terrain"
MAP, HEIGHTS = DATA / "andorra-2020-05-01.osm.pbf", DATA / "N42E001.hgt.zip"
STARTS, SEED, OTHER_SEED = 300, 2026, 777
RIDER = Overrides(mass_kg=75.0, critical_power_w=200.0)
MADE = {
    "town": 40,
    "valley": 40,
    "coast": 40,
    "spurs": 40,
    "rolling": 60,
    "steep": 40,
    "flat": 10,
    "embankment": 10,
}
LARGE, LARGE_STARTS = 160, 40  # rows and columns of a made region of 20,000 km
BOUND_STARTS = 100
QUIET_S = 2100.0
MADE_WISH = RideWish(  # of the same rider: 85 kg with the bike, 200 W, a compact gear
    load=RoadLoad(mass_kg=85.0),
    hills_w=(150.0, 160.0, 170.0, 170.0, 160.0, 170.0),
    warm_up_w=109.0,
    recovery_w=84.0,
    steady_w=128.0,
    cool_down_w=100.0,
    steepest=0.0774,
)


def prepare(home: Path) -> Region:
    """Prepare Andorra three times and tell the best."""
    arguments = {"elevation": [str(HEIGHTS)], "name": "andorra"}
    add_region(home, str(MAP), **arguments)  # type: ignore[arg-type]  # compiles what is not yet
    wall, cpu = [], []
    for _ in range(3):
        begin, begin_cpu = time.perf_counter(), time.process_time()
        info = add_region(home, str(MAP), **arguments)  # type: ignore[arg-type]
        wall.append(time.perf_counter() - begin)
        cpu.append(time.process_time() - begin_cpu)
    thousands = info.road_km / 1000
    print(
        f"prepare {info.road_km:.0f} km: {min(wall):.2f} s ({min(cpu):.2f} s of one core), "
        f"{min(wall) / thousands:.2f} s ({min(cpu) / thousands:.2f} s) per 1,000 km"
    )
    return open_region(home, "andorra")


def measure_cold(home: Path) -> None:
    """A whole new process, from the command line to the answer."""
    words = ["route", "--region", "andorra", "--start", "42.5075,1.5218", "--json"]
    code = (
        f"import os, sys; os.environ['SIXHILLS_HOME'] = {str(home)!r}; sys.argv[1:] = {words!r}; "
        "from sixhills.__main__ import main; main()"
    )
    taken = []
    for _ in range(3):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
        taken.append(time.perf_counter() - begin)
    print(f"cold process with load and one route: {min(taken):.2f} s")


def pick_starts(network: Network, seed: int) -> list[int]:
    """Junctions by chance, the same ones each time."""
    junctions = np.flatnonzero(network.is_junction)
    return random.Random(seed).sample(junctions.tolist(), STARTS)


def find_all(home: Path, region: Region, seed: int) -> list[Routed]:
    """A route from each start, with the time that each takes."""
    network = region.terrain.network
    starts = pick_starts(network, seed)
    found, wall, cpu = [], [], []
    for number in (starts[0], *starts):
        request = RouteRequest(
            lat_deg=float(network.lat_deg[number]), lon_deg=float(network.lon_deg[number])
        )
        begin, begin_cpu = time.perf_counter(), time.process_time()
        found.append(find_routes_in(home, region, request, RIDER))
        wall.append(1000 * (time.perf_counter() - begin))
        cpu.append(1000 * (time.process_time() - begin_cpu))
    for name, taken in (("wall", wall[1:]), ("one core", cpu[1:])):
        p50, p95, most = np.percentile(taken, [50, 95, 100])
        print(f"query, {name}: p50 {p50:.0f} ms, p95 {p95:.0f} ms, most {most:.0f} ms")
    return found[1:]


def judge(found: list[Routed]) -> None:
    """Shares of all starts."""
    routes = [one.routes[0] for one in found if one.routes]
    count = len(found)

    def share(name: str, hits: int) -> None:
        print(f"{name:<64}{100 * hits / count:6.1f} %")

    share("an answer", len(routes))
    share("no answer, with a reason", sum(not one.routes and bool(one.reason) for one in found))
    share("all six hills found again (IoU >= 0.7)", sum(all(r.shape.found) for r in routes))
    share("exactly six climbs, foot 1 to end of recovery 6", sum(r.shape.is_exact for r in routes))
    print(
        "a rise is what the climb detector finds: at least 15 m at 2.5 % or more; one counts for "
        "the warm-up where its middle lies before foot 1, for the end where it ends in the last 35 "
        "minutes"
    )
    share(
        "exact, and there every rise below 4 % and below 30 m", sum(r.shape.is_true for r in routes)
    )
    share(
        "exact, and there no rise of both 4 % and 30 m",
        sum(has_no_steep_and_high(r) for r in routes),
    )
    share("exact, and there no rise of 30 m and more", sum(has_only_small(r) for r in routes))
    share(
        "every rise below both, and no fault of time or passes",
        sum(not find_faults(r) for r in routes),
    )
    strict = sum(r.shape.is_exact and len(r.shape.climbs) == len(r.hills) for r in routes)
    share("strict: six and no other climb anywhere", strict)
    share("each hill 2 to 8 minutes", sum(is_timed(r) for r in routes))
    share("warm-up 15 to 25 minutes", sum(900 <= r.legs.warm_up_s <= 1500 for r in routes))
    tails = [r.legs.steady_s + r.legs.cool_down_s for r in routes]
    share("at least 35 minutes after recovery 6", sum(t >= QUIET_S - 1 for t in tails))
    share(
        "no piece more than four times outside the hills", sum(r.most_passes <= 4 for r in routes)
    )
    share("a foot after at least 60 s of flat or descent", sum(is_rested(r) for r in routes))
    distinct = Counter(len({hill.key for hill in r.hills}) for r in routes)
    print("different hills in a ride:", dict(sorted(distinct.items())))
    print(
        f"median: {np.median([r.length_m for r in routes]) / 1000:.1f} km, "
        f"{np.median([r.ascent_m for r in routes]):.0f} m up, "
        f"{np.median([r.legs.total_s for r in routes]) / 60:.0f} min, "
        f"{np.median([r.u_turns for r in routes]):.0f} times turning round; on trunk roads and "
        f"tracks {100 * np.mean([r.main_road_share for r in routes]):.1f} %"
    )


def is_timed(route: Route) -> bool:
    """Whether each hill takes two to eight minutes."""
    return all(120 <= hill.duration_s <= 480 for hill in route.hills)


def has_only_small(route: Route) -> bool:
    """Whether it is exact, and before and after the hills no climb is as high as 30 m."""
    return route.shape.is_exact and all(climb.gain_m < 30 for climb in route.shape.loud)


def has_no_steep_and_high(route: Route) -> bool:
    """Whether it is exact, and before and after the hills no climb has both 4 % and 30 m."""
    return route.shape.is_exact and not route.shape.hard


def is_rested(route: Route) -> bool:
    """Whether the minute before each foot rises by no more than a metre above 2 %."""
    for hill in route.hills:
        foot_s = route.time_at(hill.start_m)
        inside = (route.time_s <= foot_s) & (route.time_s >= foot_s - 60)
        curve = route.altitude_m[inside] - 0.02 * route.distance_m[inside]
        if len(curve) and float((curve[-1] - curve).max()) > 2.0:
            return False
    return True


def print_bounds(region: Region, starts: list[int], found: list[Routed]) -> None:
    """For how many starts both ends can be quiet at all, and for how many they were."""
    bounds = [bound_quiet(region.terrain, start, MADE_WISH) for start in starts]
    for name, hits in (
        ("a quiet warm-up to some hill", sum(b.warm_ups > 0 for b in bounds)),
        ("a quiet way home from some hill", sum(b.homes > 0 for b in bounds)),
        ("both", sum(b.warm_ups > 0 < b.homes for b in bounds)),
        ("both, and six hills that join them", sum(b.is_joined for b in bounds)),
        ("so many of these rides are", sum(is_quiet(one) for one in found)),
    ):
        print(f"bound, {len(starts)} starts: {name:<42}{100 * hits / len(starts):6.1f} %")


def is_quiet(one: Routed) -> bool:
    """Whether its first route is exact, and quiet at both ends."""
    return bool(one.routes) and one.routes[0].shape.is_true


def check_legality(region: Region, found: list[Routed]) -> None:
    """Every piece of every route against the tags of its way, by rules written down anew."""
    import osmium

    tags_of = {
        way.id: dict(way.tags)
        for way in osmium.FileProcessor(str(MAP)).with_filter(osmium.filter.KeyFilter("highway"))
        if isinstance(way, osmium.osm.Way)
    }
    network = region.terrain.network
    checked = illegal = turns = unsafe = 0
    for one in found:
        for route in one.routes[:1]:
            walk = trace(network, route)
            for arc in walk:
                checked += 1
                illegal += not is_legal(tags_of[int(network.osm_id[arc >> 1])], backward=arc & 1)
            for arc, after in pairwise(walk):
                if after == arc ^ 1:
                    turns += 1
                    unsafe += not is_turning_place(network, arc)
    print(
        f"{checked} pieces ridden, {illegal} of them against the tags of the map; "
        f"{turns} times turned round, {unsafe} outside the rule"
    )


def trace(network: Network, route: Route) -> list[int]:
    """The arcs of a route, found again from its points alone."""
    corners = {
        (round(lat, 7), round(lon, 7)): junction
        for junction, (lat, lon) in enumerate(zip(network.lat_deg, network.lon_deg, strict=True))
    }
    passed = [
        (place, corners[key])
        for place, key in enumerate(
            zip(
                np.round(route.lat_deg, 7).tolist(),
                np.round(route.lon_deg, 7).tolist(),
                strict=True,
            )
        )
        if key in corners
    ]
    walk = []
    for (begin, a), (end, b) in pairwise(passed):
        length = route.distance_m[end] - route.distance_m[begin]
        leaving = network.out_arcs[network.out_first[a] : network.out_first[a + 1]]
        fitting = [arc for arc in leaving.tolist() if network.heads[arc] == b]
        walk.append(min(fitting, key=lambda arc: abs(network.length_m[arc >> 1] - length)))
    return walk


def is_legal(tags: dict[str, str], *, backward: int) -> bool:
    """Whether a bicycle may ride a way in a direction, by the OpenStreetMap wiki's access rules."""
    if tags["highway"] in {"motorway", "motorway_link", "steps", "construction", "proposed"}:
        return False
    if tags.get("motorroad") == "yes":
        return False
    access = [tags[key] for key in ("access", "vehicle", "bicycle") if key in tags]
    if access and access[-1] not in {"yes", "designated", "permissive", "official"}:
        return False
    if tags["highway"] in {"footway", "pedestrian", "path"} and "bicycle" not in tags:
        return False
    oneway = tags.get("oneway:bicycle", tags.get("oneway", "no"))
    if tags.get("junction") == "roundabout" and "oneway" not in tags:
        oneway = "yes"
    contraflow = any("opposite" in value for key, value in tags.items() if "cycleway" in key)
    if oneway in {"yes", "1", "true"} and backward:
        return contraflow
    return not (oneway == "-1" and not backward)


def is_turning_place(network: Network, arc: int) -> bool:
    """Whether turning at the end of an arc is at a junction or a quiet end, off bridges."""
    place = int(network.heads[arc])
    meets = int((network.ends == place).sum())
    quiet_end = meets == 1 and int(network.road_class[arc >> 1]) <= 6
    fits = bool(network.is_junction[place]) or quiet_end
    return fits and not network.covered[arc >> 1] and int(network.road_class[arc >> 1]) < 10


def judge_made() -> None:
    """Made regions, none of them like Andorra: shares of routes that are exact and true."""
    for name, starts in MADE.items():
        terrain = make_terrain(name)
        picked = random.Random(SEED).sample(range(terrain.network.junctions), starts)
        searches = [find_rides(terrain, start, MADE_WISH) for start in picked]
        routes = [
            make_route(terrain.network, search.rides[0], MADE_WISH, ("",))
            for search in searches
            if search.rides
        ]
        print(
            f"made region {name:<12}{starts:>4} starts: {len(routes)} answers, "
            f"{sum(r.shape.is_exact for r in routes)} exact, "
            f"{sum(r.shape.is_true for r in routes)} true"
        )


def measure_large() -> None:
    """Queries in a region of 20,000 km: they should cost what is near the door, not the whole."""
    terrain = make_terrain("rolling", columns=LARGE, rows=LARGE)
    picked = random.Random(SEED).sample(range(terrain.network.junctions), LARGE_STARTS)
    taken, cpu = [], []
    for start in (picked[0], *picked):
        begin, begin_cpu = time.perf_counter(), time.process_time()
        found = find_rides(terrain, start, MADE_WISH)
        make_route(terrain.network, found.rides[0], MADE_WISH, ("",))
        taken.append(1000 * (time.perf_counter() - begin))
        cpu.append(1000 * (time.process_time() - begin_cpu))
    print(
        f"made region of {terrain.network.total_m / 1000:.0f} km, query: wall p50 "
        f"{np.median(taken[1:]):.0f} ms, p95 {np.percentile(taken[1:], 95):.0f} ms; one core p95 "
        f"{np.percentile(cpu[1:], 95):.0f} ms"
    )


def ride_with_peers() -> None:
    """What a user could take instead."""
    print(
        "BRouter's round trip, in an earlier trial on such a machine, with a build blind to "
        "heights: 72 ms; a ride of six hills in 0 of 40."
    )
    python = os.environ.get("VALHALLA_PYTHON")
    if python is None:
        print("Valhalla: name a Python that has it in VALHALLA_PYTHON (see peer_valhalla.py).")
        return
    peer = Path(__file__).with_name("peer_valhalla.py")
    done = subprocess.run([python, str(peer)], check=True, capture_output=True, text=True)
    for line in done.stdout.splitlines()[1:]:
        print(f"Valhalla, {line}")


def main() -> None:
    """Print all figures."""
    print(describe_machine())
    print("made lands:", ", ".join(LANDS))
    judge_made()
    measure_large()
    if not MAP.exists():
        print(f"The terrain data is not here ({MAP}): the rest is left out.")
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        region = prepare(home)
        measure_cold(home)
        found = find_all(home, region, SEED)
        judge(found)
        starts = pick_starts(region.terrain.network, SEED)
        print_bounds(region, starts[:BOUND_STARTS], found[:BOUND_STARTS])
        check_legality(region, found)
        print(
            f"other starts of the same region, by seed {OTHER_SEED}, which nothing was chosen by:"
        )
        others = find_all(home, region, OTHER_SEED)
        judge(others)
        starts = pick_starts(region.terrain.network, OTHER_SEED)
        print_bounds(region, starts[:BOUND_STARTS], others[:BOUND_STARTS])
    ride_with_peers()


if __name__ == "__main__":
    main()
