"""Tiles of a large map: what touches which, and what is laid down comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from made_regions import make_roads, write_osm_xml
from sixhills.maps.elevation import Box
from sixhills.maps.osm import MapThing, MapWay, scan_osm
from sixhills.maps.tiles import MARGIN_M, Tile, TileSpool, find_tile, list_tiles, read_tile_name

METRES_PER_DEGREE = 111_195.0


def point(lat_deg: float, lon_deg: float) -> Box:
    return Box(south=lat_deg, west=lon_deg, north=lat_deg, east=lon_deg)


@pytest.mark.parametrize(("lat_deg", "lon_deg"), [(50.1, 8.2), (-33.9, 151.2), (0.0, -0.1)])
def test_a_point_lies_in_the_square_of_its_tile(lat_deg: float, lon_deg: float) -> None:
    tile = find_tile(lat_deg, lon_deg)

    assert tile.core.south <= lat_deg < tile.core.north
    assert tile.core.west <= lon_deg < tile.core.east
    assert tile.measure_away(lat_deg, lon_deg) == 0.0
    assert read_tile_name(tile.name) == tile


def test_in_the_middle_of_a_square_a_point_touches_one_tile() -> None:
    assert list(list_tiles(point(50.25, 8.25))) == [find_tile(50.25, 8.25)]


def test_near_the_edge_it_touches_the_neighbours_too() -> None:
    inside = 0.9 * MARGIN_M / METRES_PER_DEGREE

    near = set(list_tiles(point(50.0 + inside, 8.25)))
    far = set(list_tiles(point(50.0 + 1.1 * MARGIN_M / METRES_PER_DEGREE, 8.25)))

    assert near == {find_tile(50.1, 8.25), find_tile(49.9, 8.25)}
    assert far == {find_tile(50.1, 8.25)}


def test_how_far_a_place_is_from_a_tile() -> None:
    tile = find_tile(50.1, 8.1)

    assert tile.measure_away(50.8, 8.1) == pytest.approx(0.3)
    assert tile.measure_away(50.1, 7.9) == pytest.approx(0.1 * 0.6414, abs=1e-4)


@pytest.fixture
def things(tmp_path: Path) -> list[MapThing]:
    write_osm_xml(tmp_path / "grid.osm", make_roads(columns=6, rows=6))
    return list(scan_osm(tmp_path / "grid.osm"))


def test_what_is_laid_down_comes_back_in_order(
    things: list[MapThing], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sixhills.maps.tiles._MOST_HELD", 20)  # a batch for every few roads
    room = tmp_path / "room"
    room.mkdir()
    spool = TileSpool(room)

    for thing in things:
        spool.add(thing)
    spool.flush()

    assert spool.tiles == (Tile(row=280, column=376),)
    assert list(spool.take(spool.tiles[0])) == things
    assert {file.name for file in room.iterdir()} == {  # the margins of its neighbours
        f"tile-{row}-{column}.things" for row in (279, 280) for column in (375, 376)
    } - {"tile-280-376.things"}


def test_places_kept_in_a_file_are_the_same(things: list[MapThing], tmp_path: Path) -> None:
    by_file = list(scan_osm(tmp_path / "grid.osm", tmp_path / "places"))

    assert by_file == things
    assert all(isinstance(thing, MapWay) for thing in by_file)
