"""Roads, heights and hills learnt from rides alone, and heights of a map that rides correct."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from test_six_hills import WISH

from made_regions import LANDS, METRES_EAST, METRES_NORTH, SOUTH, WEST, make_terrain
from ridden_tracks import record, ride_about
from sixhills.roads.building import build_network
from sixhills.roads.network import Network
from sixhills.roads.ridden import Learnt, allow_turns_where_ridden, learn_roads
from sixhills.roads.ridden_heights import correct_heights
from sixhills.roads.rises import measure_rises
from sixhills.roads.route import make_route
from sixhills.roads.six_hills import Terrain, find_rides
from sixhills.roads.stretches import find_stretches
from sixhills.roads.tracks import Track


@pytest.fixture(scope="module")
def shire() -> Terrain:
    return make_terrain("rolling")


@pytest.fixture(scope="module")
def walks(shire: Terrain) -> list[list[int]]:
    return [ride_about(shire, seed) for seed in range(10)]


@pytest.fixture(scope="module")
def learnt(shire: Terrain, walks: list[list[int]]) -> Learnt:
    tracks = [record(shire, walk, "rolling", seed) for seed, walk in enumerate(walks)]
    found = learn_roads(tracks)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def network(learnt: Learnt) -> Network:
    return build_network(learnt.roads, learnt.heights, smoothing_m=30.0).network


def truth(network: Network) -> np.ndarray:
    east = (network.lon_deg - WEST) * METRES_EAST
    return LANDS["rolling"](east, (network.lat_deg - SOUTH) * METRES_NORTH)


def test_each_road_is_learnt_once(shire: Terrain, walks: list[list[int]], network: Network) -> None:
    ridden = np.unique(np.concatenate([np.array(walk) >> 1 for walk in walks]))

    true_m = float(shire.network.length_m[ridden].sum())
    assert network.total_m == pytest.approx(true_m, rel=0.06)


def test_heights_agree_though_each_barometer_is_wrong(learnt: Learnt, network: Network) -> None:
    wrong = network.height_m - truth(network)

    assert wrong.std() < 0.6  # offsets were 15 m apart, and each drifted by 5 m
    assert learnt.differ_m is not None
    assert learnt.differ_m < 1.0
    assert learnt.rides == 10


def test_six_hills_are_found_on_them(learnt: Learnt, network: Network) -> None:
    safe = replace(network, turn_ok=allow_turns_where_ridden(network, learnt))
    rises = measure_rises(safe)
    terrain = Terrain(network=safe, rises=rises, stretches=find_stretches(safe, rises))

    ride = find_rides(terrain, 0, WISH).rides[0]

    assert make_route(safe, ride, WISH, ("",)).shape.is_true


def test_one_way_is_the_only_way_where_nobody_rode_back(shire: Terrain) -> None:
    there = ride_about(shire, 3)[:90]
    loop = [record(shire, there, "rolling", seed) for seed in range(3)]

    found = learn_roads(loop)

    assert found is not None
    ways = found.roads.ways
    one_way = ways["forward"] != ways["backward"]
    lengths = np.diff(found.roads.first)
    assert lengths[one_way].sum() > 0.7 * lengths.sum()


def test_turning_round_is_for_where_somebody_did(shire: Terrain) -> None:
    walk = ride_about(shire, 5)
    found = learn_roads([record(shire, walk, "rolling", 1, gps_m=1.0)])

    assert found is not None
    turn = shire.network.heads[walk[len(walk) // 2 - 1]]
    away = [
        np.hypot(
            (lat - shire.network.lat_deg[turn]) * METRES_NORTH,
            (lon - shire.network.lon_deg[turn]) * METRES_EAST,
        )
        for lat, lon in found.turned
    ]
    assert away
    assert max(away) < 30.0


def test_a_bridge_over_a_road_is_no_crossing() -> None:
    east = np.arange(-600.0, 600.0, 7.0)

    def line(north: np.ndarray, right: np.ndarray, altitude_m: float) -> Track:
        return Track(
            lat_deg=SOUTH + north / METRES_NORTH,
            lon_deg=WEST + right / METRES_EAST,
            altitude_m=np.full(len(east), altitude_m),
        )

    none = np.zeros_like(east)
    below = line(none, east, 100.0)
    # one ride that goes along the lower road, then over it, 30 m above
    ramp = np.linspace(100.0, 130.0, len(east))
    along = line(none, east, 100.0)
    up = replace(line(np.full(len(east), 600.0), east[::-1], 0.0), altitude_m=ramp)
    side = line(np.linspace(0.0, 600.0, len(east)), np.full(len(east), 600.0), 100.0)
    down = line(np.linspace(600.0, 0.0, len(east)), np.full(len(east), -600.0), 130.0)
    over = line(np.linspace(300.0, -300.0, len(east)), none, 130.0)
    ride = [along, side, up, down, over]
    whole = Track(
        lat_deg=np.concatenate([part.lat_deg for part in ride[:4]]),
        lon_deg=np.concatenate([part.lon_deg for part in ride[:4]]),
        altitude_m=np.concatenate([part.altitude_m for part in ride[:4]]),
    )

    found = learn_roads([below, whole, over])

    assert found is not None
    middle = found.roads
    near = np.hypot((middle.lat_deg - SOUTH) * METRES_NORTH, (middle.lon_deg - WEST) * METRES_EAST)
    assert (middle.meets[near < 15.0] <= 2).all() or (near < 15.0).sum() == 1


def test_rides_without_positions_are_no_region() -> None:
    assert learn_roads([]) is None


def model_with_errors(seed: int, sd: float = 5.0):  # type: ignore[no-untyped-def]
    """The land with errors like those of a coarse model, alike over some 200 m."""
    rng = np.random.default_rng(seed)
    grid = rng.normal(0.0, sd, (60, 60))

    def ask(lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
        east, north = (lon - WEST) * METRES_EAST, (lat - SOUTH) * METRES_NORTH
        row = np.clip((north + 600) / 150, 0, 58.99)
        column = np.clip((east + 600) / 150, 0, 58.99)
        i, j = row.astype(int), column.astype(int)
        u, v = row - i, column - j
        error = (1 - u) * ((1 - v) * grid[i, j] + v * grid[i, j + 1])
        error += u * ((1 - v) * grid[i + 1, j] + v * grid[i + 1, j + 1])
        return np.asarray(LANDS["rolling"](east, north) + error)

    return ask


def grade_error(shire: Terrain, model, pieces: np.ndarray) -> float:  # type: ignore[no-untyped-def]
    """How far mean grades of pieces of road are wrong."""
    network = shire.network
    a, b = network.ends[pieces].T
    heights = model(network.lat_deg, network.lon_deg) - truth(network)
    return float(np.std((heights[b] - heights[a]) / network.length_m[pieces]))


def test_rides_correct_the_roads_that_they_rode_and_no_others(
    shire: Terrain, walks: list[list[int]]
) -> None:
    model = model_with_errors(1)
    tracks = [record(shire, walk, "rolling", seed) for seed, walk in enumerate(walks[:4])]
    ridden = np.unique(np.concatenate([np.array(walk) >> 1 for walk in walks[:4]]))
    corners = np.unique(shire.network.ends[ridden])
    ends = shire.network.ends
    apart = np.flatnonzero(~np.isin(ends[:, 0], corners) & ~np.isin(ends[:, 1], corners))

    better = correct_heights(model, tracks)

    assert better.rides == 4
    before, after = (grade_error(shire, one, ridden) for one in (model, better.heights))
    assert after < 0.4 * before
    unridden = [grade_error(shire, one, apart) for one in (model, better.heights)]
    assert unridden[1] == pytest.approx(unridden[0], rel=0.02)


def test_altitudes_of_a_satellite_receiver_correct_nothing(
    shire: Terrain, walks: list[list[int]]
) -> None:
    rng = np.random.default_rng(4)
    track = record(shire, walks[0], "rolling", 1)
    noisy = replace(track, altitude_m=track.altitude_m + rng.normal(0, 25, len(track.lat_deg)))
    model = model_with_errors(2)

    better = correct_heights(model, [noisy])

    assert better.rides == 0
    assert better.heights is model
