"""Regions: prepare the roads of a map with their heights, list, update, remove."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sixhills.errors import InputError, NotFoundError
from sixhills.maps.region_files import (
    RegionInfo,
    check_region_name,
    list_names,
    load_info,
    load_overview,
    remove_region,
    save_region,
)
from sixhills.store.home import make_home, regions_dir, tmp_dir
from sixhills.usecases.region_making import (
    SMALLEST_SMOOTHING_M,
    Sources,
    is_address,
    make_region,
)
from sixhills.usecases.ridden_tracks import list_tracks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sixhills.maps.region_files import Overview
    from sixhills.roads.six_hills import Terrain

    Tell = Callable[[str], None]

UNKNOWN_HEIGHTS = "No heights are known here: give elevation files with --elevation."

FROM_RIDES = "rides"
"""Instead of a map file, of a region that was learnt from rides."""

OWN_RIDES = (
    "Roads and heights: your own {rides} rides. Directions that you never rode are left out, and "
    "turning round is for where you did; whether you may ride there is yours to know."
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Region:
    """A prepared region, loaded.

    Attributes:
        info: what is known of it, or under its name of the tile.
        terrain: its roads and the ways up; of a large region those of one tile.
    """

    info: RegionInfo
    terrain: Terrain


def add_region(
    home: Path,
    map_file: str,
    *,
    elevation: Sequence[str] = (),
    rides: bool = False,
    name: str | None = None,
    tell: Tell = lambda _: None,
) -> RegionInfo:
    """Prepare a region from a map and elevation files, in place of one of the same name.

    Args:
        home: the data directory.
        map_file: an OpenStreetMap file, or the address of one.
        elevation: files, folders or addresses with heights.
        rides: whether the rider's own rides correct the heights of the roads that they rode.
        name: what to call it; the map's name unless given.
        tell: takes a sentence on each stage.

    Raises:
        InputError: a file does not exist or cannot be used.
    """
    called = check_region_name(name or name_map(map_file))
    make_home(home)
    fetched: list[Path] = []
    try:
        roads_file = _fetch(home, map_file, fetched, tell)
        heights = [_fetch(home, place, fetched, tell) for place in elevation]
        require_roads()
        sources = Sources(
            map_place=map_file,
            map_file=roads_file,
            elevation_places=tuple(elevation),
            elevation_files=tuple(heights),
            rides=rides,
        )
        return make_region(home, called, sources, tell)
    finally:
        for file in fetched:
            file.unlink(missing_ok=True)


def update_region(home: Path, name: str, tell: Tell = lambda _: None) -> RegionInfo:
    """Prepare a region anew from the files that it was made from.

    Raises:
        InputError: there is no such region, or a file is gone.
    """
    info = load_info(regions_dir(home), name)
    if info.map_file == FROM_RIDES:
        return add_ridden_region(home, name=name, tell=tell)
    return add_region(
        home,
        info.map_file,
        elevation=info.elevation_files,
        rides=info.rides > 0,
        name=name,
        tell=tell,
    )


def add_ridden_region(
    home: Path,
    *,
    name: str = "my-rides",
    near: tuple[float, float] | None = None,
    tell: Tell = lambda _: None,
) -> RegionInfo:
    """Prepare a region from the rides that are stored here, without a map.

    Args:
        home: the data directory.
        name: what to call it.
        near: latitude and longitude of its middle; where rides begin unless given.
        tell: takes a sentence on each stage.

    Raises:
        InputError: no ride has positions and altitudes, or they do not hang together.
    """
    require_roads()
    from sixhills.roads.building import build_network
    from sixhills.roads.ridden import allow_turns_where_ridden, learn_roads
    from sixhills.roads.rises import measure_rises
    from sixhills.roads.stretches import find_stretches

    called = check_region_name(name)
    make_home(home)
    tell("Reading your rides ...")
    tracks = list_tracks(home)
    tell(f"Learning roads from {len(tracks)} rides ...")
    learnt = learn_roads(tracks, near)
    if learnt is None:
        raise InputError(
            "no ride stored here has positions and altitudes near there",
            remedy="import rides of a GPS device first: sixhills import FOLDER",
        )
    try:
        built = build_network(learnt.roads, learnt.heights, smoothing_m=SMALLEST_SMOOTHING_M)
    except InputError as error:
        raise InputError(
            "the rides near there hold no round and no way that was ridden there and back",
            remedy="import more of them, or name another place with --near LAT,LON",
        ) from error
    network = replace(built.network, turn_ok=allow_turns_where_ridden(built.network, learnt))
    tell("Looking for hills ...")
    stretches = find_stretches(network, measure_rises(network))
    noise = max(built.noise_m or 0.0, learnt.differ_m or 0.0)
    info = RegionInfo(
        name=called,
        prepared=datetime.now(UTC).date().isoformat(),
        map_file=FROM_RIDES,
        elevation_files=(),
        south=float(network.lat_deg.min()),
        west=float(network.lon_deg.min()),
        north=float(network.lat_deg.max()),
        east=float(network.lon_deg.max()),
        road_km=network.total_m / 1000.0,
        junctions=network.junctions,
        ways_up=stretches.count,
        height_step_m=None,
        height_noise_m=noise if built.noise_m is not None else None,
        attribution=(OWN_RIDES.format(rides=learnt.rides),),
        names=learnt.roads.names,
        rides=learnt.rides,
    )
    save_region(regions_dir(home), info, network, stretches)
    return info


def show_regions(home: Path) -> tuple[RegionInfo, ...]:
    """All prepared regions."""
    folder = regions_dir(home)
    return tuple(load_info(folder, name) for name in list_names(folder))


def find_region(home: Path, name: str) -> RegionInfo:
    """What is known of a prepared region.

    Raises:
        NotFoundError: there is none of that name.
    """
    return load_info(regions_dir(home), name)


def draw_overview(home: Path, name: str) -> Overview:
    """The main roads of a region that has tiles.

    Raises:
        FormatError: they cannot be read.
    """
    return load_overview(regions_dir(home), name)


def drop_region(home: Path, name: str) -> None:
    """Remove a prepared region; its map stays where it is.

    Raises:
        NotFoundError: there is none of that name.
    """
    remove_region(regions_dir(home), name)


def open_region(home: Path, name: str, near: tuple[float, float] | None = None) -> Region:
    """Load a prepared region, or of a large one the tile that a ride from a place needs.

    Args:
        home: the data directory.
        name: of the region.
        near: latitude and longitude of the door; of a large region its first tile unless given.

    Raises:
        InputError: there is none of that name, or it cannot be used.
    """
    from sixhills.maps.region_files import load_region, load_tile

    require_roads()
    folder = regions_dir(home)
    tile = choose_tile(load_info(folder, name), near)
    loaded = load_region(folder, name) if tile is None else load_tile(folder, name, tile)
    info, network, stretches = loaded
    from sixhills.roads.rises import measure_rises
    from sixhills.roads.six_hills import Terrain

    terrain = Terrain(network=network, rises=measure_rises(network), stretches=stretches)
    return Region(info=replace(info, name=name), terrain=terrain)


def choose_tile(info: RegionInfo, near: tuple[float, float] | None) -> str | None:
    """The tile of a region that a place lies in, or the nearest one; None where it has none."""
    if not info.tiles:
        return None
    if near is None:
        return info.tiles[0]
    from sixhills.maps.tiles import read_tile_name

    return min(info.tiles, key=lambda name: read_tile_name(name).measure_away(*near))


def require_roads() -> None:
    """Complain where the packages for maps and routes are not installed.

    Raises:
        InputError: they are not.
    """
    from importlib.util import find_spec

    if any(find_spec(package) is None for package in ("numba", "osmium")):
        raise InputError(
            "maps and routes need more packages", remedy='pip install "sixhills[roads]"'
        )


def name_map(map_file: str) -> str:
    """A region's name from the name of its map."""
    stem = map_file.rsplit("/", 1)[-1].split(".", maxsplit=1)[0].lower()
    plain = "".join(c if c.isalnum() and c.isascii() else "-" for c in stem).strip("-")
    return plain[:40] or "region"


def _fetch(home: Path, place: str, fetched: list[Path], tell: Tell) -> Path:
    """The file itself, or what lies at an address, brought here."""
    if not is_address(place):
        path = Path(place).expanduser()
        if not path.exists():
            raise NotFoundError("there is no such file", place=place)
        return path
    from urllib.error import URLError
    from urllib.request import urlopen

    target = tmp_dir(home) / place.rsplit("/", 1)[-1]
    tell(f"Fetching {place} ...")
    try:
        with urlopen(place, timeout=60) as source, target.open("wb") as file:  # noqa: S310
            shutil.copyfileobj(source, file)
    except (URLError, OSError) as error:
        raise InputError(f"cannot be fetched: {error}", place=place) from error
    fetched.append(target)
    return target
