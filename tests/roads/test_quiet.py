"""Quiet walks: the machine finds what the detector finds, from either end, and trees hold it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_regions import make_terrain
from sixhills.physics import RoadLoad
from sixhills.roads.draft import QUIET_GAIN_M, QUIET_GRADE, profile_arcs
from sixhills.roads.pace import time_arcs
from sixhills.roads.quiet import (
    CALM_M,
    LABELS,
    QuietTree,
    allow_climbs,
    allow_quiet,
    find_beside,
    grow_quiet,
    may_meet,
    ride_arc,
)
from sixhills.roads.six_hills import Terrain
from sixhills.roads.steps import may_follow
from sixhills.terrain.climbs import find_climbs
from sixhills.terrain.profile import make_profile

LOAD = RoadLoad(mass_kg=85.0)
_ONCE: dict[str, Terrain] = {}


def land(name: str = "rolling") -> Terrain:
    if name not in _ONCE:
        _ONCE[name] = make_terrain(name, columns=9, rows=9)
    return _ONCE[name]


def wander(terrain: Terrain, seed: int, steps: int) -> list[int]:
    rng = np.random.default_rng(seed)
    network = terrain.network
    walk = [int(rng.integers(network.arcs))]
    for _ in range(steps):
        place = network.heads[walk[-1]]
        onward = network.out_arcs[network.out_first[place] : network.out_first[place + 1]]
        walk.append(int(rng.choice(onward)))
    return walk


def run(
    terrain: Terrain, walk: list[int], bound: tuple[float, float], *, backward: bool = False
) -> np.ndarray | None:
    """The machine's state after a walk, None where it gave up."""
    network, state = terrain.network, np.zeros(4)
    for arc in reversed(walk) if backward else walk:
        columns = (network.sample_first, network.sample_m, network.length_m)
        if not ride_arc(state, arc, backward, *columns, *bound):
            return None
    return state


def climbs_of(terrain: Terrain, walk: list[int]) -> list[tuple[float, float]]:
    profile = make_profile(*profile_arcs(terrain.network, tuple(walk)))
    assert profile is not None
    return [(climb.gain_m, climb.grade) for climb in find_climbs(profile)]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 100_000), steps=st.integers(1, 30), backward=st.booleans())
def test_what_the_machine_lets_pass_the_detector_does_too(
    seed: int, steps: int, backward: bool
) -> None:
    walk = wander(land(), seed, steps)

    if run(land(), walk, allow_quiet(), backward=backward) is not None:
        assert all(
            gain < QUIET_GAIN_M and grade < QUIET_GRADE for gain, grade in climbs_of(land(), walk)
        )
    if run(land(), walk, allow_climbs(CALM_M), backward=backward) is not None:
        assert not climbs_of(land(), walk)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 100_000), steps=st.integers(1, 30), backward=st.booleans())
def test_where_it_gives_up_there_is_nearly_a_climb(seed: int, steps: int, backward: bool) -> None:
    walk = wander(land(), seed, steps)

    if run(land(), walk, allow_climbs(60.0), backward=backward) is None:
        # some climb of the walk, ridden on to where it ends, is about as high
        assert max((gain for gain, _ in climbs_of(land(), walk)), default=0.0) > 50.0


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 100_000), steps=st.integers(2, 30), cut=st.floats(0.0, 1.0))
def test_two_halves_that_may_meet_are_quiet_as_a_whole(seed: int, steps: int, cut: float) -> None:
    walk = wander(land(), seed, steps)
    place = 1 + int(cut * (len(walk) - 2))
    before = run(land(), walk[:place], allow_quiet())
    after = run(land(), walk[place:], allow_quiet(), backward=True)

    if before is not None and after is not None and may_meet(before, after, *allow_quiet()):
        assert all(
            gain < QUIET_GAIN_M and grade < QUIET_GRADE for gain, grade in climbs_of(land(), walk)
        )


def tree_of(
    terrain: Terrain, bound: tuple[float, float], ends: tuple[int, ...], *, backward: bool = False
) -> QuietTree:
    seconds = time_arcs(terrain.network, LOAD, 120.0)
    return grow_quiet(
        terrain.network,
        seconds,
        seconds,
        ends,
        turn=(60.0, 12.0),
        bound=bound,
        longest_s=2000.0,
        backward=backward,
    )


@pytest.mark.parametrize("backward", [False, True])
@pytest.mark.parametrize("name", ["rolling", "steep"])
def test_walks_of_a_tree_are_quiet_and_may_be_ridden(name: str, backward: bool) -> None:
    terrain = land(name)
    network = terrain.network
    tree = tree_of(terrain, allow_climbs(CALM_M), (7,), backward=backward)
    nodes = np.flatnonzero(np.isfinite(tree.label))

    assert len(nodes) > 10
    for node in nodes[:: max(1, len(nodes) // 40)].tolist():
        walk = tree.follow(node) if backward else tree.follow(node)[::-1]
        assert walk[-1 if backward else 0] == 7
        for arc, after in pairwise(walk):
            assert network.heads[arc] == network.tails[after]
            assert may_follow(arc, after, network.turn_ok, network.banned_first, network.banned)
        if len(walk) > 1:
            assert not climbs_of(terrain, walk)


def test_with_every_climb_allowed_a_tree_holds_the_cheapest_walks() -> None:
    terrain = land()
    anything = (np.inf, np.inf)
    tree = tree_of(terrain, anything, (3,))
    back = tree_of(terrain, anything, (40,), backward=True)

    there = tree.label.reshape(-1, LABELS).min(axis=1)
    assert back.label.reshape(-1, LABELS).min(axis=1)[3] == pytest.approx(there[40])


def test_right_beside_a_hill_nothing_may_rise() -> None:
    terrain = make_terrain("spurs")  # 6 % from 4 km north, a plain below
    network = terrain.network
    arcs = terrain.stretches.arcs
    hill = arcs[terrain.stretches.first[:-1]].astype(np.int32)
    seconds = time_arcs(network, LOAD, 120.0)
    tree = grow_quiet(
        network,
        seconds,
        seconds,
        tuple(network.out_arcs[network.out_first[0] : network.out_first[1]].tolist()),
        turn=(60.0, 12.0),
        bound=allow_quiet(),
        longest_s=3000.0,
    )

    node = find_beside(network, tree, hill, after_hill=False)

    feet = network.height_m[network.tails[hill]]
    assert (node[feet < 101.0] >= 0).all()
    assert (node[feet > 115.0] < 0).all()
