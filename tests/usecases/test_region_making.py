"""A large map is made tile by tile: what a rider sees of it is the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from made_regions import (
    LANDS,
    METRES_EAST,
    METRES_NORTH,
    SOUTH,
    WEST,
    make_roads,
    write_hgt,
    write_osm_xml,
)
from sixhills.errors import FormatError, InputError
from sixhills.maps.region_files import RegionInfo
from sixhills.store.home import make_home, regions_dir, tmp_dir
from sixhills.usecases.profile import Overrides
from sixhills.usecases.region_making import Sources, make_region
from sixhills.usecases.regions import drop_region, open_region, show_regions
from sixhills.usecases.routing import RouteRequest, find_routes
from sixhills.usecases.showing_routes import RouteShelf, list_regions

COLUMNS, ROWS, SPACING_M = 140, 14, 420.0  # 58 km from west to east, over the edge at 8.5 degrees
RIDER = Overrides(mass_kg=75.0, critical_power_w=200.0)
WEST_DOOR = (SOUTH + 2500 / METRES_NORTH, WEST + 3000 / METRES_EAST)
EAST_DOOR = (SOUTH + 2500 / METRES_NORTH, WEST + 55_000 / METRES_EAST)


def make(home: Path, folder: Path, name: str, *, large_bytes: float) -> RegionInfo:
    sources = Sources(
        map_place=str(folder / "wide.osm"),
        map_file=folder / "wide.osm",
        elevation_places=(str(folder),),
        elevation_files=(folder / "heights",),
        rides=False,
    )
    return make_region(home, name, sources, lambda _: None, large_bytes=large_bytes)


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wide")
    (folder / "heights").mkdir()
    roads = make_roads(columns=COLUMNS, rows=ROWS, spacing_m=SPACING_M, blocks=5)
    write_osm_xml(folder / "wide.osm", roads, {"highway": "secondary"})
    write_hgt(folder / "heights" / "N50E008.hgt", LANDS["rolling"])
    make_home(folder / "home")
    make(folder / "home", folder, "tiled", large_bytes=0)
    make(folder / "home", folder, "whole", large_bytes=1e12)
    return folder


@pytest.fixture
def home(wide: Path) -> Path:
    return wide / "home"


def info(home: Path, name: str) -> RegionInfo:
    return next(one for one in show_regions(home) if one.name == name)


def test_a_large_map_is_two_tiles_and_a_small_one_none(home: Path) -> None:
    assert info(home, "tiled").tiles == ("tile-280-376", "tile-280-377")
    assert info(home, "whole").tiles == ()


def test_what_is_known_of_it_counts_margins_once(home: Path) -> None:
    tiled, whole = info(home, "tiled"), info(home, "whole")

    assert tiled.road_km == pytest.approx(whole.road_km, rel=1e-6)
    assert tiled.junctions == whole.junctions
    assert tiled.ways_up == pytest.approx(whole.ways_up, rel=0.05)  # cut short at the margins
    assert tiled.height_noise_m == pytest.approx(whole.height_noise_m, rel=0.05)
    assert (tiled.south, tiled.west) == pytest.approx((whole.south, whole.west))
    assert (tiled.north, tiled.east) == pytest.approx((whole.north, whole.east))
    assert tiled.attribution == whole.attribution
    assert tiled.names == ()


@pytest.mark.parametrize("door", [WEST_DOOR, EAST_DOOR], ids=["west", "east"])
def test_a_door_opens_the_tile_around_it_and_finds_the_same_ride(
    home: Path, door: tuple[float, float]
) -> None:
    request = RouteRequest(lat_deg=door[0], lon_deg=door[1])

    tiled, whole = (find_routes(home, name, request, RIDER) for name in ("tiled", "whole"))

    assert tiled.region.terrain.network.pieces < whole.region.terrain.network.pieces
    one, other = tiled.routes[0], whole.routes[0]
    assert one.shape.is_true
    assert other.shape.is_true
    assert one.length_m == pytest.approx(other.length_m, rel=0.01)
    assert [hill.gain_m for hill in one.hills] == pytest.approx(
        [hill.gain_m for hill in other.hills], abs=0.5
    )


def test_heights_are_the_same_over_the_edge_of_tiles(home: Path) -> None:
    tile = open_region(home, "tiled", EAST_DOOR).terrain.network
    whole = open_region(home, "whole").terrain.network
    height = {
        (round(lat, 7), round(lon, 7)): height
        for lat, lon, height in zip(whole.lat_deg, whole.lon_deg, whole.height_m, strict=True)
    }
    well_inside = tile.lon_deg > tile.lon_deg.min() + 0.02

    differ = [
        one - height[round(lat, 7), round(lon, 7)]
        for lat, lon, one in zip(tile.lat_deg, tile.lon_deg, tile.height_m, strict=True)
    ]

    assert np.abs(np.array(differ)[well_inside]).max() < 0.01


def test_nothing_is_left_lying_about(home: Path) -> None:
    assert list(tmp_dir(home).iterdir()) == []
    assert {place.name for place in regions_dir(home).iterdir()} == {"tiled", "whole"}


def test_the_page_gets_main_roads_from_afar_and_all_of_them_nearby(home: Path) -> None:
    shelf = RouteShelf(home)
    shown = {region.name: region.is_large for region in list_regions(home)}

    afar, near = shelf.draw("tiled"), shelf.draw("tiled", WEST_DOOR)

    assert shown == {"tiled": True, "whole": False}
    assert len(afar.lines) == len(shelf.draw("whole").lines)  # all of them are main roads here
    assert 0 < len(near.lines) < len(afar.lines)


def test_heights_that_cover_no_tile_are_refused(wide: Path, home: Path, tmp_path: Path) -> None:
    write_hgt(tmp_path / "N10E008.hgt", LANDS["flat"])
    sources = Sources(
        map_place="wide.osm",
        map_file=wide / "wide.osm",
        elevation_places=("heights",),
        elevation_files=(tmp_path,),
        rides=False,
    )

    with pytest.raises(FormatError, match="do not cover the map"):
        make_region(home, "wrong", sources, lambda _: None, large_bytes=0)
    assert {place.name for place in regions_dir(home).iterdir()} == {"tiled", "whole"}


def test_a_large_map_without_roads_is_refused(home: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.osm").write_text('<osm version="0.6"></osm>', encoding="utf-8")
    sources = Sources(
        map_place="empty.osm",
        map_file=tmp_path / "empty.osm",
        elevation_places=(),
        elevation_files=(),
        rides=False,
    )

    with pytest.raises(InputError, match="no road for a road bike"):
        make_region(home, "empty", sources, lambda _: None, large_bytes=0)


def test_a_region_of_tiles_is_removed_whole(wide: Path, home: Path) -> None:
    make(home, wide, "other", large_bytes=0)

    drop_region(home, "other")

    assert not (regions_dir(home) / "other").exists()
