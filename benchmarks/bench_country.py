"""A made country, prepared tile by tile: does the memory that it takes grow with it, and the time?

The country is a grid of streets a kilometre apart over waves of land, with a corner every 33 m and
three times as many nodes beside the roads. Each step runs in a process of its own, whose
peak of resident memory is asked from the system at its end; the file with the places of nodes
counts in it as far as the system kept it in memory.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import osmium

from machine import describe_machine

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from made_regions import METRES_EAST, METRES_NORTH, SOUTH, WEST, rolling

DATA = Path(__file__).parents[2] / "shared" / "data" / "terrain"
MAP, HEIGHTS = DATA / "andorra-2020-05-01.osm.pbf", DATA / "N42E001.hgt.zip"
STARTS, SEED = 40, 5
COUNTRIES = {"a quarter": 80, "a half": 113, "the whole": 160}  # streets each way, 1 km apart
IN_ONE_PIECE = {"a quarter, in one piece": 80, "a half, in one piece": 113}
CORNERS = 30  # of a kilometre of street
NODES_BESIDE = 100  # of a kilometre of street: houses, shops, trees
BLOCKS = 5  # that a way is long
MAIN_EVERY = 6


def write_country(folder: Path, streets: int) -> Path:
    """The map and the heights of a country; the map's file."""
    file = folder / "country.osm.pbf"
    with osmium.SimpleWriter(str(file)) as writer:
        ways = list(write_nodes(writer, streets))
        for number, (refs, kind) in enumerate(ways, start=1):
            writer.add_way(osmium.osm.mutable.Way(id=number, nodes=refs, tags={"highway": kind}))
    heights = folder / "heights"
    heights.mkdir()
    degrees = int(streets * 1000 / METRES_EAST) + 1
    for south in range(int(SOUTH), int(SOUTH + streets * 1000 / METRES_NORTH) + 1):
        for west in range(int(WEST), int(WEST) + degrees):
            write_heights(heights / f"N{south:02}E{west:03}.hgt", south, west)
    return file


def write_nodes(writer: osmium.SimpleWriter, streets: int):  # type: ignore[no-untyped-def]
    """All nodes by rising number; gives nodes and kind of each way."""
    crossing = np.arange(1, streets * streets + 1).reshape(streets, streets)
    for row in range(streets):
        for column in range(streets):
            add_node(writer, int(crossing[row, column]), 1000.0 * column, 1000.0 * row)
    number = streets * streets
    for line in range(streets):
        for along_row in (True, False):
            street = crossing[line] if along_row else crossing[:, line]
            refs: list[int] = []
            for block in range(streets - 1):
                refs.append(int(street[block]))
                for corner in range(1, CORNERS):
                    number += 1
                    along, beside = 1000.0 * (block + corner / CORNERS), 1000.0 * line
                    add_node(writer, number, *((along, beside) if along_row else (beside, along)))
                    refs.append(number)
                for house in range(NODES_BESIDE):
                    number += 1
                    along, beside = 1000.0 * (block + house / NODES_BESIDE), 1000.0 * line + 30.0
                    add_node(writer, number, *((along, beside) if along_row else (beside, along)))
                if block % BLOCKS == BLOCKS - 1 or block == streets - 2:
                    refs.append(int(street[block + 1]))
                    yield refs, "secondary" if line % MAIN_EVERY == 0 else "tertiary"
                    refs = []


def add_node(writer: osmium.SimpleWriter, number: int, east_m: float, north_m: float) -> None:
    """A node of the map."""
    place = (WEST + east_m / METRES_EAST, SOUTH + north_m / METRES_NORTH)
    writer.add_node(osmium.osm.mutable.Node(id=number, location=place))


def write_heights(file: Path, south: int, west: int) -> None:
    """A tile of heights, a value each 3 arc-seconds."""
    step = np.arange(1201) / 1200.0
    lon, lat = np.meshgrid(west + step, south + 1.0 - step)
    heights = rolling((lon - WEST) * METRES_EAST, (lat - SOUTH) * METRES_NORTH)
    file.write_bytes(np.rint(heights).astype(">i2").tobytes())


def run_apart(*words: str) -> dict[str, float]:
    """What a step tells that runs in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, *words], check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def prepare(folder: str, large_bytes: str) -> None:
    """Prepare the country of a folder."""
    from sixhills.store.home import make_home
    from sixhills.usecases.region_making import Sources, make_region

    place = Path(folder)
    home = place / "home"
    make_home(home)
    sources = Sources(
        map_place=str(place / "country.osm.pbf"),
        map_file=place / "country.osm.pbf",
        elevation_places=(str(place / "heights"),),
        elevation_files=(place / "heights",),
        rides=False,
    )
    begin, cpu = time.perf_counter(), time.process_time()
    info = make_region(home, "country", sources, lambda _: None, large_bytes=float(large_bytes))
    tell(
        wall_s=time.perf_counter() - begin,
        cpu_s=time.process_time() - cpu,
        road_km=info.road_km,
        tiles=len(info.tiles),
        disk_mb=sum(f.stat().st_size for f in (home / "regions").rglob("*.npz")) / 1e6,
    )


def query(folder: str, streets: str) -> None:
    """A route from the middle of the country, the first one and the next."""
    from sixhills.usecases.profile import Overrides
    from sixhills.usecases.regions import open_region
    from sixhills.usecases.routing import RouteRequest, find_routes_in

    home = Path(folder) / "home"
    middle_m = 500.0 * int(streets)
    door = (SOUTH + middle_m / METRES_NORTH, WEST + middle_m / METRES_EAST)
    request = RouteRequest(lat_deg=door[0], lon_deg=door[1])
    rider = Overrides(mass_kg=75.0, critical_power_w=200.0)
    begin = time.perf_counter()
    region = open_region(home, "country", door)
    load_s = time.perf_counter() - begin
    taken = []
    for _ in range(5):
        begin = time.perf_counter()
        routed = find_routes_in(home, region, request, rider)
        taken.append(time.perf_counter() - begin)
    tell(load_s=load_s, query_s=float(np.median(taken)), routes=len(routed.routes))


def tell(**facts: float) -> None:
    """Facts for the process that asked, with the peak of this one's memory.

    VmHWM and not getrusage, which counts what the process that started this one held.
    """
    status = Path("/proc/self/status").read_text("ascii")
    peak_mb = int(status.split("VmHWM:")[1].split()[0]) / 1000.0
    print(json.dumps({**facts, "peak_mb": peak_mb}))


def measure(name: str, streets: int, large_bytes: float) -> None:
    """Prepare a country and ride in it."""
    with tempfile.TemporaryDirectory() as folder:
        write_country(Path(folder), streets)
        one = run_apart("prepare", folder, str(large_bytes))
        ride = run_apart("query", folder, str(streets))
        thousands = one["road_km"] / 1000.0
        print(
            f"{name:<24}{one['road_km']:8.0f} km, "
            f"{one['tiles']:2.0f} tiles: {one['cpu_s']:5.1f} s of one core "
            f"({one['cpu_s'] / thousands:.2f} s per 1,000 km), peak {one['peak_mb']:5.0f} MB, on "
            f"disk {one['disk_mb']:4.0f} MB; load {ride['load_s']:.2f} s, query "
            f"{1000 * ride['query_s']:.0f} ms, peak {ride['peak_mb']:.0f} MB",
            flush=True,
        )


def compare_on_a_map() -> None:
    """A real map in tiles and in one piece: the same figures, and the same rides?"""
    import random

    from sixhills.store.home import make_home
    from sixhills.usecases.profile import Overrides
    from sixhills.usecases.region_making import Sources, make_region
    from sixhills.usecases.regions import open_region
    from sixhills.usecases.routing import RouteRequest, find_routes

    if not MAP.exists():
        print(f"The terrain data is not here ({MAP}): no comparison on a real map.")
        return
    sources = Sources(
        map_place=str(MAP),
        map_file=MAP,
        elevation_places=(str(HEIGHTS),),
        elevation_files=(HEIGHTS,),
        rides=False,
    )
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        make_home(home)
        whole = make_region(home, "whole", sources, lambda _: None, large_bytes=1e12)
        tiled = make_region(home, "tiled", sources, lambda _: None, large_bytes=0)
        network = open_region(home, "whole").terrain.network
        starts = random.Random(SEED).sample(np.flatnonzero(network.is_junction).tolist(), STARTS)
        lengths = []
        for start in starts:
            request = RouteRequest(
                lat_deg=float(network.lat_deg[start]), lon_deg=float(network.lon_deg[start])
            )
            rider = Overrides(mass_kg=75.0, critical_power_w=200.0)
            both = [find_routes(home, name, request, rider) for name in ("whole", "tiled")]
            lengths.append([one.routes[0].length_m if one.routes else 0.0 for one in both])
    same = sum(abs(one - other) < 1.0 for one, other in lengths)
    print(
        f"Andorra in {len(tiled.tiles)} tiles: {tiled.road_km:.1f} km and {tiled.ways_up} ways up, "
        f"in one piece {whole.road_km:.1f} km and {whole.ways_up}; the same ride from {same} of "
        f"{STARTS} starts"
    )


def main() -> None:
    """Print all figures."""
    print(describe_machine())
    measure("(to compile)", 20, 0)
    for name, streets in COUNTRIES.items():
        measure(name, streets, 0)
    for name, streets in IN_ONE_PIECE.items():
        measure(name, streets, 1e12)
    compare_on_a_map()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        {"prepare": prepare, "query": query}[sys.argv[1]](*sys.argv[2:])
    else:
        main()
