"""Regions made for tests: a grid of streets over land whose every height is a formula.

No map from anywhere is needed, and every hill is known exactly. The land is given by a function of
metres east and north of the south-west corner.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np

from sixhills.roads.building import build_network
from sixhills.roads.mapped import WAY, MappedRoads
from sixhills.roads.rises import measure_rises
from sixhills.roads.road_class import RoadClass
from sixhills.roads.six_hills import Terrain
from sixhills.roads.stretches import find_stretches

SOUTH, WEST = 50.0, 8.0
METRES_NORTH = 111_195.0
METRES_EAST = METRES_NORTH * math.cos(math.radians(SOUTH))

Land = Callable[[np.ndarray, np.ndarray], np.ndarray]


def flat(east: np.ndarray, north: np.ndarray) -> np.ndarray:
    """A plain at 100 m."""
    return np.full_like(east, 100.0)


def spurs(east: np.ndarray, north: np.ndarray) -> np.ndarray:
    """A plain, and from 4 km north on a slope of 6 % for 800 m, up to a table land."""
    return 100.0 + 0.06 * np.clip(north - 4000.0, 0.0, 800.0)


def rolling(east: np.ndarray, north: np.ndarray) -> np.ndarray:
    """Gentle waves, 45 m from hollow to crest, about 2 km apart."""
    return 200.0 + 22.5 * np.sin(east / 320.0) + 14.0 * np.sin(north / 410.0 + east / 900.0)


def steep(east: np.ndarray, north: np.ndarray) -> np.ndarray:
    """A narrow valley between slopes of 9 %."""
    return 500.0 + 0.09 * np.abs(north - 3000.0) + 0.008 * east


def embankment(east: np.ndarray, north: np.ndarray) -> np.ndarray:
    """A plain with one bank, 22 m high, at 2 km north: what a road over a railway has."""
    return 100.0 + 22.0 * np.exp(-(((north - 2000.0) / 260.0) ** 2))


def town(east: np.ndarray, north: np.ndarray) -> np.ndarray:
    """A plain with one round hill, 60 m high, two kilometres across."""
    away = np.hypot(east - 3600.0, north - 3200.0)
    return 100.0 + 60.0 * np.exp(-((away / 800.0) ** 2))


def valley(east: np.ndarray, north: np.ndarray) -> np.ndarray:
    """A valley floor that climbs 1 %, and long slopes of 6 % on both sides, 250 m high."""
    return 400.0 + 0.01 * east + np.clip(0.06 * (np.abs(north - 2800.0) - 500.0), 0.0, 250.0)


def coast(east: np.ndarray, north: np.ndarray) -> np.ndarray:
    """A flat shore, and behind it ridges and hollows that rise inland."""
    inland = np.clip(north - 1500.0, 0.0, None)
    return 5.0 + 0.012 * inland + 20.0 * np.clip(inland / 800.0, 0.0, 1.0) * np.sin(east / 350.0)


LANDS: dict[str, Land] = {
    "town": town,
    "valley": valley,
    "coast": coast,
    "flat": flat,
    "spurs": spurs,
    "rolling": rolling,
    "steep": steep,
    "embankment": embankment,
}


def make_roads(
    *, columns: int = 15, rows: int = 15, spacing_m: float = 400.0, blocks: int | None = None
) -> MappedRoads:
    """A grid of streets, each row and column one way, or in ways of so many blocks."""
    east, north = np.meshgrid(np.arange(columns) * spacing_m, np.arange(rows) * spacing_m)
    number = np.arange(columns * rows).reshape(rows, columns)
    long = blocks or max(columns, rows)
    ways = [
        street[begin : begin + long + 1]
        for street in (*number.tolist(), *number.T.tolist())
        for begin in range(0, len(street) - 1, long)
    ]
    meets = np.full(number.shape, 4)
    meets[[0, -1], :] = 3
    meets[:, [0, -1]] = 3
    table = np.zeros(len(ways), dtype=WAY)
    table["road_class"] = RoadClass.RESIDENTIAL
    table["forward"] = table["backward"] = True
    table["stress"] = 1.0
    table["osm_id"] = np.arange(len(ways))
    return MappedRoads(
        lat_deg=SOUTH + north.ravel() / METRES_NORTH,
        lon_deg=WEST + east.ravel() / METRES_EAST,
        meets=meets.ravel().astype(np.int32),
        turning=np.zeros(number.size, dtype=bool),
        first=np.concatenate(([0], np.cumsum([len(way) for way in ways]))),
        points=np.array([point for way in ways for point in way], dtype=np.int64),
        ways=table,
        names=("",),
        restrictions=np.zeros((0, 4), dtype=np.int64),
    )


def ask_land(land: Land) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """Heights of a land by latitude and longitude."""
    return lambda lat, lon: land((lon - WEST) * METRES_EAST, (lat - SOUTH) * METRES_NORTH)


def make_terrain(name: str = "spurs", *, smoothing_m: float = 30.0, **grid: float) -> Terrain:
    """A prepared region over one of the `LANDS`."""
    roads = make_roads(**grid)  # type: ignore[arg-type]
    network = build_network(roads, ask_land(LANDS[name]), smoothing_m=smoothing_m).network
    rises = measure_rises(network)
    return Terrain(network=network, rises=rises, stretches=find_stretches(network, rises))


def junction_at(terrain: Terrain, east_m: float, north_m: float) -> int:
    """The junction nearest to a point of the land."""
    network = terrain.network
    away = np.hypot(
        (network.lon_deg - WEST) * METRES_EAST - east_m,
        (network.lat_deg - SOUTH) * METRES_NORTH - north_m,
    )
    return int(np.argmin(away))


def write_osm_xml(path: Path, land_roads: MappedRoads, tags: dict[str, str] | None = None) -> None:
    """The grid as an OpenStreetMap XML file, each way with the same tags."""
    told = "".join(
        f'<tag k="{key}" v="{value}"/>'
        for key, value in (tags or {"highway": "residential"}).items()
    )
    nodes = [
        f'<node id="{i + 1}" version="1" lat="{lat:.7f}" lon="{lon:.7f}"/>'
        for i, (lat, lon) in enumerate(zip(land_roads.lat_deg, land_roads.lon_deg, strict=True))
    ]
    ways = []
    for way in range(len(land_roads.ways)):
        points = land_roads.points[land_roads.first[way] : land_roads.first[way + 1]]
        refs = "".join(f'<nd ref="{point + 1}"/>' for point in points)
        ways.append(f'<way id="{way + 1}" version="1">{refs}{told}</way>')
    path.write_text(f'<osm version="0.6">{"".join(nodes + ways)}</osm>', encoding="utf-8")


def write_hgt(path: Path, land: Land) -> None:
    """The land as an SRTM tile of 3 arc-seconds (N50E008.hgt)."""
    step = np.arange(1201) / 1200.0
    lon, lat = np.meshgrid(WEST + step, SOUTH + 1.0 - step)
    heights = ask_land(land)(lat.ravel(), lon.ravel()).reshape(1201, 1201)
    path.write_bytes(np.rint(heights).astype(">i2").tobytes())
