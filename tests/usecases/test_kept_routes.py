"""Routes that were kept, and rides beside them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
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
from sixhills.errors import NotFoundError
from sixhills.formats.fit.course import read_course
from sixhills.ride.recording import Channel, Ride
from sixhills.roads.route import Route
from sixhills.usecases.deleting import KEPT_DAYS, purge_deleted
from sixhills.usecases.exporting import export_to_folder
from sixhills.usecases.kept_routes import (
    compare_with_routes,
    delete_kept_route,
    keep_route,
    list_kept_routes,
    load_kept_route,
    undelete_kept_route,
)
from sixhills.usecases.profile import Overrides
from sixhills.usecases.regions import add_region
from sixhills.usecases.routing import Routed, RouteRequest, find_routes
from sixhills.workout.text import parse_workout
from stored_rides import store_ride

DOOR = {"lat_deg": SOUTH + 2400 / METRES_NORTH, "lon_deg": WEST + 2800 / METRES_EAST}
OTHER_DOOR = {"lat_deg": SOUTH + 200 / METRES_NORTH, "lon_deg": WEST + 400 / METRES_EAST}
START = datetime(2026, 5, 1, tzinfo=UTC)
RIDER = Overrides(mass_kg=75.0, critical_power_w=200.0)


@pytest.fixture(scope="module")
def shire(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shire")
    write_osm_xml(folder / "shire.osm", make_roads())
    write_hgt(folder / "N50E008.hgt", LANDS["rolling"])
    add_region(folder, str(folder / "shire.osm"), elevation=[str(folder / "N50E008.hgt")])
    return folder


@pytest.fixture(scope="module")
def routed(shire: Path) -> Routed:
    return find_routes(shire, "shire", RouteRequest(**DOOR), RIDER)


def ride_route(home: Path, route: Route, *, until_hill: int = 6, slower: float = 1.0) -> str:
    """Store a ride on a route that went home before one of its hills; its id."""
    end_s = route.time_s[-1] if until_hill == 6 else route.time_at(route.hills[until_hill].start_m)
    even = np.arange(0.0, end_s - 30.0)
    channels = {
        channel: np.interp(even, route.time_s, values)
        for channel, values in (
            (Channel.LATITUDE_DEG, route.lat_deg),
            (Channel.LONGITUDE_DEG, route.lon_deg),
            (Channel.DISTANCE_M, route.distance_m),
        )
    }
    return store_ride(home, Ride(start=START, elapsed_s=slower * even, channels=channels))


def test_nothing_is_kept_at_first(tmp_path: Path) -> None:
    assert list_kept_routes(tmp_path) == ()
    with pytest.raises(NotFoundError, match="no route"):
        load_kept_route(tmp_path, "abc")


def test_a_route_kept_twice_is_there_once_with_its_files(tmp_path: Path, routed: Routed) -> None:
    first, again = keep_route(tmp_path, routed, 1), keep_route(tmp_path, routed, 1)

    assert first.key == again.key
    (kept,) = list_kept_routes(tmp_path)
    route = routed.routes[0]
    assert (kept.region, kept.title, kept.hills) == ("shire", "Six hills", 6)
    assert kept.distance_m == pytest.approx(route.length_m)
    assert kept.duration_s == pytest.approx(route.legs.total_s)
    files = load_kept_route(tmp_path, kept.key)
    assert read_course(files.course).distance_m[-1] == pytest.approx(route.length_m, rel=0.002)
    assert parse_workout(files.workout).key == "six-hills-route"


def test_a_ride_tells_which_hills_of_its_route_it_rode(tmp_path: Path, routed: Routed) -> None:
    route = routed.routes[0]
    key = keep_route(tmp_path, routed, 1).key
    ride = ride_route(tmp_path, route, until_hill=4, slower=1.1)

    compared = compare_with_routes(tmp_path, ride)

    assert compared is not None
    assert compared.route.key == key
    assert compared.ridden == 4
    assert [hill.is_ridden for hill in compared.hills] == [True] * 4 + [False] * 2
    for hill, meant in zip(compared.hills[:4], route.hills, strict=False):
        assert hill.expected_s == pytest.approx(meant.duration_s, abs=2)
        assert hill.duration_s == pytest.approx(1.1 * meant.duration_s, abs=25)


def test_of_several_routes_that_counts_whose_hills_were_ridden(
    tmp_path: Path, shire: Path, routed: Routed
) -> None:
    other = find_routes(shire, "shire", RouteRequest(**OTHER_DOOR), RIDER)
    keys = [keep_route(tmp_path, one, 1).key for one in (routed, other)]
    rides = [ride_route(tmp_path, one.routes[0]) for one in (routed, other)]

    compared = [compare_with_routes(tmp_path, ride) for ride in rides]

    assert [one.route.key for one in compared if one] == keys
    assert all(one.ridden == 6 for one in compared if one)


def test_a_ride_elsewhere_rode_no_route_unless_one_is_named(
    tmp_path: Path, shire: Path, routed: Routed
) -> None:
    key = keep_route(tmp_path, routed, 1).key
    ride = store_ride(tmp_path, Ride(start=START, elapsed_s=np.arange(60.0), channels={}))

    assert compare_with_routes(tmp_path, ride) is None
    named = compare_with_routes(tmp_path, ride, key)
    assert named is not None
    assert named.ridden == 0
    with pytest.raises(NotFoundError, match="no route"):
        compare_with_routes(tmp_path, ride, "nothing")


def test_a_deleted_route_comes_back_until_it_is_removed_for_good(
    tmp_path: Path, routed: Routed
) -> None:
    key = keep_route(tmp_path, routed, 1).key
    delete_kept_route(tmp_path, key)
    assert list_kept_routes(tmp_path) == ()

    undelete_kept_route(tmp_path, key)
    assert [route.key for route in list_kept_routes(tmp_path)] == [key]

    delete_kept_route(tmp_path, key)
    purge_deleted(tmp_path, now=datetime.now(UTC) + timedelta(days=KEPT_DAYS + 1))
    with pytest.raises(NotFoundError, match="no route"):
        undelete_kept_route(tmp_path, key)


def test_an_export_holds_the_routes(tmp_path: Path, routed: Routed) -> None:
    key = keep_route(tmp_path / "home", routed, 1).key

    export_to_folder(tmp_path / "home", tmp_path / "out")

    course = read_course((tmp_path / "out" / "routes" / f"{key}.fit").read_bytes())
    assert len(course.points) > 6
