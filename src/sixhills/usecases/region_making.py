"""From a map and heights to a region: in one piece, or tile by tile where the map is large.

In one piece all roads of the map are in memory at once. A large map is read as a stream and laid
down on disk by tiles (maps/tiles.py), then tile after tile is made a region of its own. So what
memory it takes does not grow with the map, but for the places of its nodes: 16 bytes each in a file
that the system keeps in memory as far as there is some to spare.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sixhills.errors import FormatError, InputError
from sixhills.maps.region_files import Overview, RegionInfo, TiledRegion, save_region
from sixhills.store.home import regions_dir, tmp_dir
from sixhills.usecases.ridden_tracks import list_tracks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from sixhills.maps.elevation import Box, Grid
    from sixhills.maps.tiles import Tile, TileSpool
    from sixhills.roads.mapped import MappedRoads
    from sixhills.roads.network import Network
    from sixhills.roads.stretches import Stretches
    from sixhills.roads.tracks import Track

    Tell = Callable[[str], None]

LARGE_BYTES = 40_000_000
"""Map files beyond it are made tile by tile; here some 15,000 km of road in .osm.pbf."""

SMALLEST_SMOOTHING_M = 30.0
"""Heights are smoothed by one step of their model, and by no less than this."""

ELEVATION_CREDIT = "Heights: {files} (SRTM: NASA/USGS; Copernicus GLO-30: © DLR e.V., Airbus)"

_MOST_FILES_NAMED = 6
_WORDINESS = {".osm": 15, ".bz2": 1.5}  # size of a file of another kind over that of .osm.pbf
_MOST_OVERVIEW_POINTS = 150_000
_OVERVIEW_STEP = 20  # samples of a road between points that are drawn from afar: about 300 m


@dataclass(frozen=True, kw_only=True)
class Sources:
    """From what a region is made.

    Attributes:
        map_place: the map as it was told, a path or an address.
        map_file: where it lies now.
        elevation_places, elevation_files: likewise of the heights.
        rides: whether own rides correct these.
    """

    map_place: str
    map_file: Path
    elevation_places: tuple[str, ...]
    elevation_files: tuple[Path, ...]
    rides: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class _Part:
    """A piece of land that is made, with what is known of it and the files of its heights."""

    info: RegionInfo
    height_files: frozenset[str]
    network: Network
    stretches: Stretches


class _Maker:
    """Makes parts of one region."""

    def __init__(self, home: Path, name: str, sources: Sources, tell: Tell) -> None:
        self.name = name
        self.is_tiled = False
        self.sources = sources
        self.tell = tell
        self.tracks = list_tracks(home) if sources.rides and sources.elevation_files else []

    def make(self, roads: MappedRoads, tell: Tell) -> _Part:
        """The network of some roads, and what is known of it."""
        from sixhills.roads.building import build_network
        from sixhills.roads.ridden_heights import Corrected, correct_heights
        from sixhills.roads.rises import measure_rises
        from sixhills.roads.stretches import find_stretches

        sources = self.sources
        grids: tuple[Grid, ...] = ()
        if sources.elevation_files:
            tell("Reading the heights ...")
            box = _bound(roads.lat_deg, roads.lon_deg)
            grids = _read_heights(sources.elevation_files, box, may_miss=self.is_tiled)
        files = frozenset(grid.source for grid in grids)
        step_m = max((grid.step_m for grid in grids), default=None)
        model = _ask(grids) if grids else None
        corrected: Corrected | None = None
        if model is not None and self.tracks:
            tell("Correcting heights by your own rides ...")
            middle = (float(roads.lat_deg.mean()), float(roads.lon_deg.mean()))
            corrected = correct_heights(model, self._list_tracks(roads), middle)
            model = corrected.heights
        tell("Joining roads and heights ...")
        smoothing_m = max(SMALLEST_SMOOTHING_M, step_m or 0.0)
        built = build_network(roads, model, smoothing_m=smoothing_m)
        network = built.network
        tell("Looking for hills ...")
        stretches = find_stretches(network, measure_rises(network))
        info = RegionInfo(
            name=self.name,
            prepared=datetime.now(UTC).date().isoformat(),
            map_file=_keep_place(sources.map_place),
            elevation_files=tuple(_keep_place(place) for place in sources.elevation_places),
            south=float(network.lat_deg.min()),
            west=float(network.lon_deg.min()),
            north=float(network.lat_deg.max()),
            east=float(network.lon_deg.max()),
            road_km=network.total_m / 1000.0,
            junctions=network.junctions,
            ways_up=stretches.count,
            height_step_m=step_m,
            height_noise_m=built.noise_m,
            attribution=_credit(files),
            names=roads.names,
            rides=corrected.rides if corrected else 0,
            ridden_km=round(corrected.ridden_m / 1000.0, 1) if corrected else 0.0,
        )
        return _Part(info=info, height_files=files, network=network, stretches=stretches)

    def _list_tracks(self, roads: MappedRoads) -> list[Track]:
        """The tracks that touch the land of some roads."""
        south, north = roads.lat_deg.min(), roads.lat_deg.max()
        west, east = roads.lon_deg.min(), roads.lon_deg.max()
        return [
            track
            for track in self.tracks
            if track.lat_deg.max() >= south
            and track.lat_deg.min() <= north
            and track.lon_deg.max() >= west
            and track.lon_deg.min() <= east
        ]


def make_region(
    home: Path, name: str, sources: Sources, tell: Tell, *, large_bytes: float = LARGE_BYTES
) -> RegionInfo:
    """Make a region and store it in place of one of the same name.

    Args:
        home: the data directory.
        name: what to call it.
        sources: map and heights.
        tell: takes a sentence on each stage.
        large_bytes: maps beyond it are made tile by tile.

    Raises:
        InputError: a file does not exist or cannot be used.
    """
    maker = _Maker(home, name, sources, tell)
    file = sources.map_file
    wordiness = _WORDINESS.get(file.suffix.lower(), 1)
    if file.is_file() and file.stat().st_size > large_bytes * wordiness:
        with tempfile.TemporaryDirectory(dir=tmp_dir(home)) as room:
            return _make_tiles(home, maker, Path(room))
    from sixhills.maps.osm import read_osm

    tell("Reading the map ...")
    part = maker.make(read_osm(file), tell)
    save_region(regions_dir(home), part.info, part.network, part.stretches)
    return part.info


# -- tile by tile --------------------------------------------------------------------------


def _make_tiles(home: Path, maker: _Maker, room: Path) -> RegionInfo:
    spool = _lay_down(maker, room)
    written = TiledRegion(regions_dir(home), maker.name)
    try:
        whole = _Whole()
        for tile, part in _make_parts(maker, spool):
            written.add(part.info, part.network, part.stretches)
            whole.add(tile, part)
        info = whole.sum_up(maker.name)
        if maker.sources.elevation_files and not whole.height_files:
            _read_heights(maker.sources.elevation_files, whole.box)  # complains
        written.finish(info, whole.overview)
    finally:
        written.drop()
    return info


def _lay_down(maker: _Maker, room: Path) -> TileSpool:
    from sixhills.maps.osm import NO_ROADS, scan_osm
    from sixhills.maps.tiles import TileSpool

    maker.is_tiled = True
    maker.tell("Reading a large map, tile by tile ...")
    spool = TileSpool(room)
    index = room / "places"
    for thing in scan_osm(maker.sources.map_file, index):
        spool.add(thing)
    spool.flush()
    index.unlink(missing_ok=True)
    if not spool.tiles:
        raise FormatError(NO_ROADS, place=str(maker.sources.map_file))
    return spool


def _make_parts(maker: _Maker, spool: TileSpool) -> Iterator[tuple[Tile, _Part]]:
    """Each tile as a region of its own; one without a ride in it, or without heights, is none.

    Raises:
        InputError: no tile could be made; why the last could not.
    """
    from sixhills.maps.osm import Gathering

    tiles = spool.tiles
    failed: InputError | None = None
    made = 0
    for number, tile in enumerate(tiles, start=1):
        maker.tell(f"Tile {number} of {len(tiles)} ...")
        gathering = Gathering()
        for thing in spool.take(tile):
            gathering.add(thing)
        try:
            part = maker.make(gathering.finish(), lambda _: None)
        except InputError as error:
            failed = error
            continue
        made += 1
        yield tile, replace(part, info=replace(part.info, name=tile.name))
    if failed is not None and not made:
        raise failed


class _Whole:
    """What is known of a region of tiles, margins counted once."""

    def __init__(self) -> None:
        self.parts: list[RegionInfo] = []
        self.road_m: list[float] = []
        self.junctions = 0
        self.ways_up = 0
        self.drawn: list[Overview] = []
        self.height_files: set[str] = set()

    def add(self, tile: Tile, part: _Part) -> None:
        """Count what lies in the square of a tile."""
        import numpy as np

        network, core = part.network, tile.core
        inside = _is_inside(core, network.lat_deg, network.lon_deg)
        begins = inside[network.ends[:, 0]]
        feet = part.stretches.arcs[part.stretches.first[:-1]]
        self.parts.append(replace(part.info, names=()))
        self.road_m.append(float(network.length_m[begins].sum()))
        self.junctions += int(inside.sum())
        self.ways_up += int(inside[network.tails[feet]].sum())
        self.height_files |= part.height_files
        self.drawn.append(_draw_main(network, np.flatnonzero(begins)))

    @property
    def box(self) -> Box:
        """Around all tiles."""
        from sixhills.maps.elevation import Box

        parts = self.parts
        return Box(
            south=min(part.south for part in parts),
            west=min(part.west for part in parts),
            north=max(part.north for part in parts),
            east=max(part.east for part in parts),
        )

    def sum_up(self, name: str) -> RegionInfo:
        """What is known of the whole."""
        parts = self.parts
        steps = [part.height_step_m for part in parts if part.height_step_m is not None]
        return replace(
            parts[0],
            name=name,
            south=self.box.south,
            west=self.box.west,
            north=self.box.north,
            east=self.box.east,
            road_km=sum(self.road_m) / 1000.0,
            junctions=self.junctions,
            ways_up=self.ways_up,
            height_step_m=max(steps, default=None),
            height_noise_m=self._measure_noise(),
            attribution=_credit(frozenset(self.height_files)),
            rides=max(part.rides for part in parts),
            ridden_km=round(sum(part.ridden_km for part in parts), 1),
            tiles=tuple(part.name for part in parts),
        )

    def _measure_noise(self) -> float | None:
        """Root of the mean square over all roads of which heights are known."""
        known = [
            (part.height_noise_m, road_m)
            for part, road_m in zip(self.parts, self.road_m, strict=True)
            if part.height_noise_m is not None
        ]
        total_m = sum(road_m for _, road_m in known)
        if not total_m:
            return None
        return float((sum(noise**2 * road_m for noise, road_m in known) / total_m) ** 0.5)

    @property
    def overview(self) -> Overview:
        """The main roads, as many of the largest as can be drawn."""
        import numpy as np

        classes = np.concatenate([one.road_class for one in self.drawn])
        counts = np.concatenate([np.diff(one.first) for one in self.drawn])
        lat = np.concatenate([one.lat_deg for one in self.drawn])
        lon = np.concatenate([one.lon_deg for one in self.drawn])
        largest = np.argsort(-classes.astype(int), kind="stable")
        kept = np.zeros(len(classes), dtype=bool)
        kept[largest[np.cumsum(counts[largest]) <= _MOST_OVERVIEW_POINTS]] = True
        points = np.repeat(kept, counts)
        first = np.concatenate(([0], np.cumsum(counts[kept])))
        return Overview(
            road_class=classes[kept], first=first, lat_deg=lat[points], lon_deg=lon[points]
        )


def _bound(lat_deg: NDArray[np.float64], lon_deg: NDArray[np.float64]) -> Box:
    from sixhills.maps.elevation import Box

    return Box(
        south=float(lat_deg.min()),
        west=float(lon_deg.min()),
        north=float(lat_deg.max()),
        east=float(lon_deg.max()),
    )


def _is_inside(
    core: Box, lat_deg: NDArray[np.float64], lon_deg: NDArray[np.float64]
) -> NDArray[np.bool_]:
    return (
        (lat_deg >= core.south)
        & (lat_deg < core.north)
        & (lon_deg >= core.west)
        & (lon_deg < core.east)
    )


def _draw_main(network: Network, pieces: NDArray[np.intp]) -> Overview:
    """The main ones of some pieces, by few of their points."""
    import numpy as np

    from sixhills.roads.road_class import RoadClass

    main = pieces[network.road_class[pieces] >= RoadClass.SECONDARY]
    lat, lon, counts = [], [], []
    for piece in main.tolist():
        begin, end = network.shape_first[piece], network.shape_first[piece + 1]
        thin = np.unique(np.append(np.arange(begin, end - 1, _OVERVIEW_STEP), end - 1))
        lat.append(network.shape_lat[thin])
        lon.append(network.shape_lon[thin])
        counts.append(len(thin))
    nothing = [np.empty(0)]
    return Overview(
        road_class=network.road_class[main],
        first=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        lat_deg=np.concatenate(lat or nothing),
        lon_deg=np.concatenate(lon or nothing),
    )


# -- heights -------------------------------------------------------------------------------


def _credit(height_files: frozenset[str]) -> tuple[str, ...]:
    """Whose data a region is made from."""
    from sixhills.maps.osm import ATTRIBUTION

    if not height_files:
        return (ATTRIBUTION,)
    named = sorted(height_files)[:_MOST_FILES_NAMED]
    more = len(height_files) - len(named)
    files = ", ".join([*named, f"{more} more"] if more else named)
    return (ATTRIBUTION, ELEVATION_CREDIT.format(files=files))


def _read_heights(places: Sequence[Path], box: Box, *, may_miss: bool = False) -> tuple[Grid, ...]:
    from sixhills.maps.elevation import find_elevation_files, read_grids

    files = [file for place in places for file in find_elevation_files(place)]
    return read_grids(files, box, may_miss=may_miss)


def _ask(
    grids: tuple[Grid, ...],
) -> Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]:
    from sixhills.maps.elevation import sample_grids

    return lambda lat_deg, lon_deg: sample_grids(grids, lat_deg, lon_deg)


def _keep_place(place: str) -> str:
    return place if is_address(place) else str(Path(place).resolve())


def is_address(place: str) -> bool:
    """Whether a file is to be fetched."""
    return place.startswith(("https://", "http://"))
