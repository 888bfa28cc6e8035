"""What the search is made of, each against a plain and slow way of doing the same."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_regions import make_terrain
from sixhills.physics import RoadLoad
from sixhills.roads.pace import GRADE_STEP, STEEPEST, make_speed_table, time_arcs
from sixhills.roads.rises import join_rows
from sixhills.roads.six_hills import Terrain, find_chain
from sixhills.terrain.climbs import BASE_GRADE

LOAD = RoadLoad(mass_kg=85.0)


def random_walk(terrain: Terrain, seed: int, steps: int) -> list[int]:
    rng = np.random.default_rng(seed)
    network = terrain.network
    walk = [int(rng.integers(network.arcs))]
    for _ in range(steps):
        place = network.heads[walk[-1]]
        walk.append(
            int(
                rng.choice(
                    network.out_arcs[network.out_first[place] : network.out_first[place + 1]]
                )
            )
        )
    return walk


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), steps=st.integers(1, 40))
def test_rises_of_a_walk_are_those_of_its_profile(seed: int, steps: int) -> None:
    terrain = make_terrain_once()
    walk = random_walk(terrain, seed, steps)
    heights, along, done = [], [], 0.0
    for arc in walk:
        part = terrain.network.heights_along(arc)
        length = float(terrain.network.length_m[arc >> 1])
        heights += part.tolist()
        along += (done + np.linspace(0, length, len(part))).tolist()
        done += length

    row, joined = np.zeros(4), np.zeros(4)
    for arc in walk:
        join_rows(row, terrain.rises.rows[arc], joined)
        row[:] = joined

    curve = np.array(heights) - BASE_GRADE * np.array(along)
    largest = float((curve - np.minimum.accumulate(curve)).max())
    assert row[0] == pytest.approx(curve[-1] - curve[0], abs=1e-6)
    assert row[1] == pytest.approx(largest, abs=1e-6)
    assert row[2] == pytest.approx(max(0.0, (curve - curve[0]).max()), abs=1e-6)
    assert row[3] == pytest.approx(max(0.0, (curve[-1] - curve).max()), abs=1e-6)


_ONCE: list[Terrain] = []


def make_terrain_once() -> Terrain:
    if not _ONCE:
        _ONCE.append(make_terrain("rolling", columns=8, rows=8))
    return _ONCE[0]


@pytest.mark.parametrize("seed", range(5))
def test_the_chain_is_the_cheapest_of_all(seed: int) -> None:
    rng = np.random.default_rng(seed)
    hill, onward = rng.random((4, 5)), rng.random((5, 5))
    begin, end = rng.random(5), rng.random(5)

    def price(chain: tuple[int, ...]) -> float:
        between = sum(float(onward[a, b]) for a, b in pairwise(chain))
        here = sum(float(hill[place, one]) for place, one in enumerate(chain))
        return float(begin[chain[0]]) + here + between + float(end[chain[-1]])

    best = min(product(range(5), repeat=4), key=price)

    assert find_chain(hill, onward, begin, end) == (best, pytest.approx(price(best)))


def test_no_chain_where_nothing_leads_on() -> None:
    nowhere = np.full((2, 2), np.inf)

    assert find_chain(np.zeros((2, 2)), nowhere, np.zeros(2), np.zeros(2))[0] == ()


def test_speeds_are_those_of_the_road_load() -> None:
    table = make_speed_table(LOAD, 180.0)

    for grade in (-0.02, 0.0, 0.05, 0.08):
        place = round((grade + STEEPEST) / GRADE_STEP)
        assert table[place] == pytest.approx(LOAD.speed_mps(180.0, grade), abs=1e-6)


def test_an_arc_takes_its_time() -> None:
    terrain = make_terrain("flat", columns=4, rows=4)

    times = time_arcs(terrain.network, LOAD, 100.0)

    assert times == pytest.approx(
        np.full(terrain.network.arcs, 400 / LOAD.speed_mps(100.0, 0)), rel=0.01
    )
