"""Building, heights, turning: on land whose every height is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from made_regions import LANDS, ask_land, junction_at, make_roads, make_terrain
from sixhills.errors import InputError
from sixhills.roads.building import build_network
from sixhills.roads.network import Network, distance_m, nearest_junction
from sixhills.roads.road_class import RoadClass


@pytest.fixture(scope="module")
def network() -> Network:
    return make_terrain("spurs", columns=5, rows=15).network


def test_distance_of_a_degree() -> None:
    assert float(distance_m(0.0, 0.0, 1.0, 0.0)) == pytest.approx(111_195, abs=1)


def test_a_grid_has_a_junction_at_each_crossing(network: Network) -> None:
    assert network.junctions == 75
    assert network.pieces == 5 * 14 + 4 * 15
    assert network.length_m == pytest.approx(np.full(network.pieces, 400.0), rel=0.01)


def test_heights_are_those_of_the_land(network: Network) -> None:
    terrain = make_terrain("spurs", columns=5, rows=15)

    assert network.height_m[junction_at(terrain, 0, 400)] == pytest.approx(100.0, abs=0.1)
    assert network.height_m[junction_at(terrain, 800, 4400)] == pytest.approx(124.0, abs=0.5)


def test_an_arc_and_its_way_back(network: Network) -> None:
    there, back = network.heights_along(6), network.heights_along(7)

    assert there.tolist() == back[::-1].tolist()
    assert network.tails[6] == network.heads[7]
    lat, _, at_m = network.shape_along(7)
    assert at_m[0] == 0
    assert lat[0] == network.lat_deg[network.tails[7]]


def test_a_bridge_runs_straight_over_a_gap() -> None:
    roads = make_roads(columns=4, rows=12)
    ways = roads.ways.copy()
    ways["bridge"][-4] = True  # the whole first column, over the bank and the plain
    land = LANDS["embankment"]

    network = build_network(replace(roads, ways=ways), ask_land(land), smoothing_m=30.0).network

    column = np.flatnonzero(network.covered)
    assert len(column) == 11
    for piece in column[1:-1]:  # between junctions that solid roads hold in place
        heights = network.heights_along(2 * int(piece))
        straight = np.linspace(heights[0], heights[-1], len(heights))
        assert heights == pytest.approx(straight, abs=0.8)  # of a bank of 22 m


def test_an_island_of_streets_is_left_out() -> None:
    roads = make_roads(columns=4, rows=4)
    lonely = make_roads(columns=2, rows=2)
    shift = len(roads.lat_deg)
    both = replace(
        roads,
        lat_deg=np.concatenate((roads.lat_deg, lonely.lat_deg + 1)),
        lon_deg=np.concatenate((roads.lon_deg, lonely.lon_deg)),
        meets=np.concatenate((roads.meets, lonely.meets)),
        turning=np.concatenate((roads.turning, lonely.turning)),
        first=np.concatenate((roads.first, roads.first[-1] + lonely.first[1:])),
        points=np.concatenate((roads.points, lonely.points + shift)),
        ways=np.concatenate((roads.ways, lonely.ways)),
    )

    assert build_network(both, None, smoothing_m=30.0).network.junctions == 16


def test_one_way_streets_that_only_lead_away_are_left_out() -> None:
    roads = make_roads(columns=5, rows=5)
    ways = roads.ways.copy()
    ways["backward"] = False  # from the far corner nothing leads back

    with pytest.raises(InputError, match="do not hang together"):
        build_network(replace(roads, ways=ways), None, smoothing_m=30.0)


def test_a_restriction_becomes_forbidden_turns() -> None:
    roads = make_roads(columns=3, rows=3)
    banned = replace(roads, restrictions=np.array([[0, 1, 4, 0]]))  # row 0 into column 1

    pairs = build_network(banned, None, smoothing_m=30.0).network.banned

    assert len(pairs) == 2  # from either side
    only = replace(roads, restrictions=np.array([[0, 1, 4, 1]]))
    assert len(build_network(only, None, smoothing_m=30.0).network.banned) == 4  # all the others


def test_nobody_turns_on_a_trunk_road_or_by_a_bridge() -> None:
    roads = make_roads(columns=4, rows=4)
    ways = roads.ways.copy()
    ways["road_class"][0] = RoadClass.TRUNK
    ways["bridge"][4] = True  # the first column

    network = build_network(replace(roads, ways=ways), None, smoothing_m=30.0).network

    pieces = np.arange(network.arcs) >> 1
    assert not network.turn_ok[network.road_class[pieces] == RoadClass.TRUNK].any()
    assert not network.turn_ok[network.covered[pieces]].any()
    beside = np.isin(network.heads, network.ends[network.covered])
    assert not network.turn_ok[beside].any()
    assert network.turn_ok.any()


def test_nearest_junction(network: Network) -> None:
    place = nearest_junction(network, float(network.lat_deg[7]) + 0.0001, network.lon_deg[7])

    assert place == (7, pytest.approx(11.1, abs=0.1))
