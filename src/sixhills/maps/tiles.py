"""Tiles of a large map: squares of half a degree, each with what a ride from inside can reach.

A country does not fit into memory, and a ride does not need it to. So while the map is read its
things are laid down on disk, by the tiles that they touch, and each tile is then made into roads by
itself. A tile reaches `MARGIN_M` over the edge of its square on all sides: whoever starts inside
the square finds all that a ride can use in that one tile, and tiles need nothing of one another.
"""

from __future__ import annotations

import math
import pickle
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from sixhills.maps.elevation import Box
from sixhills.maps.osm import MapThing, MapWay

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TILE_DEG = 0.5
"""Sides of a square."""

MARGIN_M = 15_000.0
"""More than the farthest that a warm-up of 25 minutes and an hour home lead away from a door."""

_METRES_PER_DEGREE = 111_195.0
_LEAST_SHRINK = 0.05  # of a degree of longitude, near the poles
_MOST_HELD = 100_000  # corners that wait in memory to be written


@dataclass(frozen=True, kw_only=True, order=True)
class Tile:
    """A square of half a degree, counted from the south pole and from 180° west."""

    row: int
    column: int

    @property
    def name(self) -> str:
        """What its folder is called."""
        return f"tile-{self.row:03}-{self.column:03}"

    @property
    def core(self) -> Box:
        """The square."""
        south, west = TILE_DEG * self.row - 90.0, TILE_DEG * self.column - 180.0
        return Box(south=south, west=west, north=south + TILE_DEG, east=west + TILE_DEG)

    def measure_away(self, lat_deg: float, lon_deg: float) -> float:
        """How far a point lies outside of the square, in degrees of latitude; 0 inside."""
        core = self.core
        north = max(core.south - lat_deg, lat_deg - core.north, 0.0)
        east = max(core.west - lon_deg, lon_deg - core.east, 0.0)
        return math.hypot(north, east * math.cos(math.radians(lat_deg)))


def read_tile_name(name: str) -> Tile:
    """The tile of a folder."""
    _, row, column = name.split("-")
    return Tile(row=int(row), column=int(column))


def find_tile(lat_deg: float, lon_deg: float) -> Tile:
    """The tile in whose square a point lies."""
    return Tile(
        row=math.floor((lat_deg + 90.0) / TILE_DEG), column=math.floor((lon_deg + 180.0) / TILE_DEG)
    )


def list_tiles(box: Box) -> Iterator[Tile]:
    """The tiles that a box touches, their margins included."""
    north = MARGIN_M / _METRES_PER_DEGREE
    highest = min(max(abs(box.south), abs(box.north)) + north, 90.0)
    east = north / max(math.cos(math.radians(highest)), _LEAST_SHRINK)
    first = find_tile(box.south - north, box.west - east)
    last = find_tile(box.north + north, box.east + east)
    for row in range(first.row, last.row + 1):
        for column in range(first.column, last.column + 1):
            yield Tile(row=row, column=column)


class TileSpool:
    """Things of a map on disk, by the tiles that they touch; memory for a few of them only."""

    def __init__(self, folder: Path) -> None:
        """Take an empty folder for what is laid down."""
        self._folder = folder
        self._held: dict[Tile, list[MapThing]] = defaultdict(list)
        self._count = 0
        self._with_roads: set[Tile] = set()

    def add(self, thing: MapThing) -> None:
        """Lay down a thing with all tiles that it touches."""
        for tile in list_tiles(_bound(thing)):
            self._held[tile].append(thing)
        if isinstance(thing, MapWay):
            self._count += len(thing.refs)
            if thing.verdict is not None:
                for end in (0, -1):
                    self._with_roads.add(find_tile(thing.lat_deg[end], thing.lon_deg[end]))
        else:
            self._count += 1
        if self._count >= _MOST_HELD:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        for tile, things in self._held.items():
            with self._file(tile).open("ab") as file:
                pickle.dump(things, file, protocol=pickle.HIGHEST_PROTOCOL)
        self._held.clear()
        self._count = 0

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """Tiles in whose squares there are roads for us, sorted."""
        return tuple(sorted(self._with_roads))

    def take(self, tile: Tile) -> Iterator[MapThing]:
        """What was laid down of a tile, in the order of the map; its file is deleted."""
        file = self._file(tile)
        with file.open("rb") as source:
            while (batch := _read_batch(source)) is not None:
                yield from batch
        file.unlink()

    def _file(self, tile: Tile) -> Path:
        return self._folder / f"{tile.name}.things"


def _read_batch(source: BinaryIO) -> list[MapThing] | None:
    try:
        batch: list[MapThing] = pickle.load(source)  # noqa: S301 - written by us just before
    except EOFError:
        return None
    return batch


def _bound(thing: MapThing) -> Box:
    if isinstance(thing, MapWay):
        lat, lon = thing.lat_deg, thing.lon_deg
        return Box(south=min(lat), west=min(lon), north=max(lat), east=max(lon))
    lat_deg, lon_deg = thing.lat_deg, thing.lon_deg
    return Box(south=lat_deg, west=lon_deg, north=lat_deg, east=lon_deg)
