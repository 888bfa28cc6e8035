"""Tags of ways and what a road bike makes of them (OpenStreetMap wiki: Bicycle, Key:access)."""

from __future__ import annotations

import pytest

from sixhills.maps.bicycle_rules import blocks_bicycle, is_car_road, judge_way
from sixhills.roads.road_class import RoadClass


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "motorway"},
        {"highway": "trunk", "motorroad": "yes"},
        {"highway": "residential", "access": "private"},
        {"highway": "residential", "bicycle": "no"},
        {"highway": "tertiary", "bicycle": "use_sidepath"},
        {"highway": "residential", "vehicle": "destination"},
        {"highway": "residential", "access": "yes", "vehicle": "no"},
        {"highway": "service", "service": "driveway"},
        {"highway": "footway", "surface": "asphalt"},
        {"highway": "path", "bicycle": "yes"},
        {"highway": "track"},
        {"highway": "track", "tracktype": "grade2", "surface": "asphalt"},
        {"highway": "unclassified", "surface": "gravel"},
        {"highway": "unclassified", "surface": "asphalt", "smoothness": "very_bad"},
        {"highway": "steps", "bicycle": "yes"},
        {"highway": "construction", "construction": "primary"},
        {"waterway": "river"},
        {},
    ],
)
def test_no_place_for_a_road_bike(tags: dict[str, str]) -> None:
    assert judge_way(tags) is None


@pytest.mark.parametrize(
    ("tags", "road_class"),
    [
        ({"highway": "residential"}, RoadClass.RESIDENTIAL),
        ({"highway": "primary_link"}, RoadClass.PRIMARY),
        ({"highway": "trunk"}, RoadClass.TRUNK),
        ({"highway": "cycleway"}, RoadClass.CYCLEWAY),
        ({"highway": "residential", "access": "no", "bicycle": "yes"}, RoadClass.RESIDENTIAL),
        (
            {"highway": "residential", "vehicle": "no", "bicycle": "designated"},
            RoadClass.RESIDENTIAL,
        ),
        ({"highway": "track", "tracktype": "grade1"}, RoadClass.TRACK),
        ({"highway": "path", "bicycle": "designated", "surface": "asphalt"}, RoadClass.PATH),
    ],
)
def test_a_place_for_a_road_bike(tags: dict[str, str], road_class: RoadClass) -> None:
    verdict = judge_way(tags)

    assert verdict is not None
    assert verdict.road_class is road_class


@pytest.mark.parametrize(
    ("tags", "forward", "backward"),
    [
        ({}, True, True),
        ({"oneway": "yes"}, True, False),
        ({"oneway": "-1"}, False, True),
        ({"oneway": "yes", "oneway:bicycle": "no"}, True, True),
        ({"oneway": "yes", "cycleway:left": "opposite_lane"}, True, True),
        ({"oneway": "yes", "cycleway:left:oneway": "-1"}, True, True),
        ({"junction": "roundabout"}, True, False),
        ({"vehicle:backward": "no"}, True, False),
        ({"vehicle:backward": "no", "bicycle:backward": "yes"}, True, True),
    ],
)
def test_directions(tags: dict[str, str], forward: bool, backward: bool) -> None:
    verdict = judge_way({"highway": "residential", **tags})

    assert verdict is not None
    assert (verdict.forward, verdict.backward) == (forward, backward)


def test_a_reversible_way_is_left_out() -> None:
    assert judge_way({"highway": "residential", "oneway": "reversible"}) is None


@pytest.mark.parametrize(
    ("condition", "months"),
    [
        ("no @ (Nov-Apr)", {0, 1, 2, 3, 10, 11}),
        ("no @ (Dec 01-Mar 15)", {0, 1, 2, 11}),
        ("no @ winter", {0, 1, 11}),
        ("yes @ (Nov-Apr)", set()),
    ],
)
def test_months_in_which_a_pass_is_closed(condition: str, months: set[int]) -> None:
    verdict = judge_way({"highway": "tertiary", "access:conditional": condition})

    assert verdict is not None
    assert {month for month in range(12) if verdict.closed_months >> month & 1} == months


def test_a_way_closed_at_some_hours_is_left_out() -> None:
    tags = {"highway": "residential", "bicycle:conditional": "no @ (Mo-Fr 07:00-19:00)"}

    assert judge_way(tags) is None


def test_a_main_road_and_a_dark_tunnel_feel_longer() -> None:
    quiet = judge_way({"highway": "tertiary"})
    main = judge_way({"highway": "primary"})
    tunnel = judge_way({"highway": "primary", "tunnel": "yes"})

    assert quiet is not None
    assert main is not None
    assert tunnel is not None
    assert quiet.stress < main.stress < tunnel.stress


def test_gates() -> None:
    assert blocks_bicycle({"barrier": "gate", "access": "private"})
    assert blocks_bicycle({"barrier": "stile"})
    assert not blocks_bicycle({"barrier": "gate"})
    assert not blocks_bicycle({"barrier": "lift_gate", "access": "no", "bicycle": "yes"})
    assert not blocks_bicycle({"barrier": "bollard"})


def test_car_roads_make_junctions() -> None:
    assert is_car_road({"highway": "track"})
    assert not is_car_road({"highway": "footway"})
