"""The ride over six hills, judged by the climb detector, on made land."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from made_regions import junction_at, make_terrain
from sixhills.physics import RoadLoad
from sixhills.roads.padding import MOST_PASSES
from sixhills.roads.route import Route, make_route
from sixhills.roads.six_hills import FoundRide, Search, Terrain, bound_quiet, find_rides
from sixhills.roads.steps import may_follow
from sixhills.roads.wish import RideWish
from sixhills.terrain.climbs import find_climbs
from sixhills.terrain.profile import make_profile

WISH = RideWish(
    load=RoadLoad(mass_kg=85.0),
    hills_w=(176.0, 186.0, 196.0, 200.0, 186.0, 204.0),
    warm_up_w=114.0,
    recovery_w=84.0,
    steady_w=138.0,
    cool_down_w=100.0,
)
LANDS = ("spurs", "rolling", "steep")
_MADE: dict[str, Terrain] = {}


def land(name: str) -> Terrain:
    if name not in _MADE:
        _MADE[name] = make_terrain(name)
    return _MADE[name]


def search(name: str, east_m: float = 2800, north_m: float = 2400, wish: RideWish = WISH) -> Search:
    terrain = land(name)
    return find_rides(terrain, junction_at(terrain, east_m, north_m), wish)


def first(name: str, wish: RideWish = WISH) -> tuple[FoundRide, Route]:
    ride = search(name, wish=wish).rides[0]
    return ride, make_route(land(name).network, ride, wish, ("",))


@pytest.mark.parametrize("name", LANDS)
def test_m2_3_the_detector_finds_six_hills_and_nothing_else(name: str) -> None:
    _, route = first(name)

    profile = make_profile(route.distance_m, route.altitude_m)
    assert profile is not None
    found = find_climbs(profile)
    inside = [c for c in found if route.hills[0].start_m < c.end_m < route.hills[-1].end_m + 300]
    assert len(inside) == 6
    for hill, climb in zip(route.hills, inside, strict=True):
        both = min(hill.end_m, climb.end_m) - max(hill.start_m, climb.start_m)
        either = max(hill.end_m, climb.end_m) - min(hill.start_m, climb.start_m)
        assert both >= 0.7 * either


@pytest.mark.parametrize("name", LANDS)
def test_m2_2_the_warm_up_takes_its_minutes_and_climbs_nothing(name: str) -> None:
    _, route = first(name)

    assert 900 <= route.legs.warm_up_s <= 1500
    assert not route.shape.loud


@pytest.mark.parametrize("name", LANDS)
def test_m2_8_half_an_hour_moderate_and_five_minutes_to_cool_down(name: str) -> None:
    _, route = first(name)

    assert route.legs.steady_s >= 1800
    assert route.legs.cool_down_s == pytest.approx(300, abs=15)


@pytest.mark.parametrize("name", LANDS)
def test_hills_take_two_to_eight_minutes(name: str) -> None:
    _, route = first(name)

    assert all(120 <= hill.duration_s <= 480 for hill in route.hills)


@pytest.mark.parametrize("name", LANDS)
def test_it_begins_and_ends_at_the_door(name: str) -> None:
    _, route = first(name)
    terrain = land(name)
    door = junction_at(terrain, 2800, 2400)

    for end in (0, -1):
        assert route.lat_deg[end] == pytest.approx(terrain.network.lat_deg[door])
        assert route.lon_deg[end] == pytest.approx(terrain.network.lon_deg[door])


@pytest.mark.parametrize("name", LANDS)
def test_every_step_is_allowed_and_every_turn_round_is_safe(name: str) -> None:
    ride, _ = first(name)
    network = land(name).network

    for arc, after in pairwise(ride.draft.arcs):
        assert network.heads[arc] == network.tails[after]
        assert network.allowed[after]
        assert may_follow(arc, after, network.turn_ok, network.banned_first, network.banned)


@pytest.mark.parametrize("name", LANDS)
def test_no_piece_is_ridden_too_often_outside_the_hills(name: str) -> None:
    _, route = first(name)

    assert route.most_passes <= MOST_PASSES


@pytest.mark.parametrize(("columns", "rows", "start"), [(6, 4, 0), (10, 2, 6)])
def test_nor_where_roads_are_scarce(columns: int, rows: int, start: int) -> None:
    terrain = make_terrain("rolling", columns=columns, rows=rows)

    ride = find_rides(terrain, start, WISH).rides[0]

    assert ride.most_passes <= MOST_PASSES


@pytest.mark.parametrize(("east_m", "north_m"), [(2800, 2400), (5200, 400), (0, 4400), (400, 0)])
def test_a_ride_is_quiet_wherever_any_ride_can_be(east_m: float, north_m: float) -> None:
    terrain = land("valley")
    start = junction_at(terrain, east_m, north_m)

    bound = bound_quiet(terrain, start, WISH)

    found = find_rides(terrain, start, WISH).rides[0]
    assert found.shape.is_true == bound.is_joined
    assert bound.is_joined <= (bound.warm_ups > 0 < bound.homes)


def test_m2_3_the_same_hill_comes_again_where_there_is_no_other() -> None:
    _, route = first("spurs")

    again = [hill for hill in route.hills if hill.repeat_of is not None]
    assert again
    for hill in again:
        before = route.hills[hill.repeat_of or 0]
        assert hill.key == before.key
        assert hill.length_m == pytest.approx(before.length_m)


def test_a_made_hill_is_found_to_the_metre() -> None:
    _, route = first("spurs")

    for hill in route.hills:  # 6 % for 800 m, between streets 400 m apart
        assert hill.grade == pytest.approx(0.06, abs=0.004)
        assert hill.length_m == pytest.approx(800, rel=0.02)


def test_a_plain_has_no_ride_and_says_why() -> None:
    found = search("flat")

    assert not found.rides
    assert found.reason is not None
    assert "no hill" in found.reason


def test_a_bank_is_too_short_and_it_is_said() -> None:
    found = search("embankment")

    assert not found.rides
    assert found.reason is not None
    assert "two to eight minutes" in found.reason


def test_proposals_differ() -> None:
    rides = search("rolling", wish=replace(WISH, proposals=3)).rides

    assert len(rides) == 3
    assert len({ride.keys for ride in rides}) == 3


def test_a_hill_to_avoid_is_not_ridden() -> None:
    key = search("rolling").rides[0].keys[0]

    other = search("rolling", wish=replace(WISH, avoid=frozenset({key}))).rides[0]

    assert key not in other.keys


def test_a_hill_to_use_is_ridden() -> None:
    key = search("rolling", wish=replace(WISH, proposals=3)).rides[2].keys[0]

    used = search("rolling", wish=replace(WISH, use=frozenset({key}))).rides[0]

    assert key in used.keys


def test_repeats_are_limited() -> None:
    found = search("steep", wish=replace(WISH, most_repeats=1)).rides[0]

    assert max(found.keys.count(key) for key in found.keys) <= 2


def test_closed_roads_are_not_ridden() -> None:
    terrain = land("steep")
    closed = np.zeros(terrain.network.pieces, dtype=np.uint16)
    closed[::7] = 1 << 0
    winter = replace(terrain, network=replace(terrain.network, closed_months=closed))

    ride = find_rides(winter, junction_at(terrain, 2800, 2400), replace(WISH, month=1)).rides[0]

    assert not np.isin(np.array(ride.draft.arcs) >> 1, np.flatnonzero(closed)).any()


def test_grades_stay_below_what_the_gears_turn() -> None:
    wish = replace(WISH, steepest=0.05)

    assert not search("steep", wish=wish).rides  # its slopes are 9 %


def test_other_numbers_of_hills() -> None:
    wish = replace(WISH, hills_w=(170.0, 180.0, 190.0))
    _, route = first("rolling", wish)

    assert len(route.hills) == 3
    assert route.shape.is_exact
