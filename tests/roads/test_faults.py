"""What is told of a route that breaks a bound: which, and how much."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_six_hills import WISH

from made_regions import junction_at, make_terrain
from sixhills.roads.faults import FaultKind, find_faults, say_fault
from sixhills.roads.route import Route, make_route
from sixhills.roads.six_hills import find_rides
from sixhills.terrain.climbs import Climb


@pytest.fixture(scope="module")
def route() -> Route:
    terrain = make_terrain("spurs")
    ride = find_rides(terrain, junction_at(terrain, 2800, 2400), WISH).rides[0]
    return make_route(terrain.network, ride, WISH, ("",))


def test_a_route_as_it_should_be_has_none(route: Route) -> None:
    assert find_faults(route) == ()


def test_climbs_are_told_by_where_they_lie_and_how_high(route: Route) -> None:
    early = Climb(start_m=100.0, length_m=600.0, gain_m=34.0)
    late = Climb(start_m=route.length_m - 2000.0, length_m=1000.0, gain_m=61.0)
    low = Climb(start_m=route.length_m - 4000.0, length_m=400.0, gain_m=18.0)
    loud = replace(route, shape=replace(route.shape, loud=(early, low, late)))

    faults = find_faults(loud)

    assert [fault.kind for fault in faults] == [FaultKind.WARM_UP, FaultKind.TAIL]
    assert say_fault(faults[0]).startswith("In the warm-up lies a climb of 34 m at 5.7 %")
    assert "2 climbs, the highest of 61 m at 6.1 %" in say_fault(faults[1])
    assert say_fault(faults[1]).endswith("no flatter way of the right time was found.")


def test_hills_that_are_not_found_and_climbs_between_them(route: Route) -> None:
    extra = Climb(start_m=route.hills[1].end_m, length_m=500.0, gain_m=20.0)
    shape = replace(route.shape, found=(False, *route.shape.found[1:]), extra=(extra,))

    kinds = [fault.kind for fault in find_faults(replace(route, shape=shape))]

    assert kinds == [FaultKind.JOINED, FaultKind.BETWEEN]


def test_roads_that_come_too_often_and_times_that_are_not_meant(route: Route) -> None:
    long = replace(route.hills[0], duration_s=500.0)
    wrong = replace(
        route,
        most_passes=7,
        legs=replace(route.legs, warm_up_s=1620.0),
        hills=(long, *route.hills[1:]),
    )

    said = [say_fault(fault) for fault in find_faults(wrong)]

    assert said == [
        "Outside the hills a piece of road comes 7 times.",
        "The warm-up takes 27 minutes, 15 to 25 are meant.",
        "A hill takes 8.3 minutes, 2 to 8 are meant.",
    ]
