"""A part of a region is the region, as far as it goes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from test_six_hills import WISH

from made_regions import junction_at, make_terrain
from sixhills.roads import six_hills
from sixhills.roads.cutting import Part, cut_part, find_near_pieces
from sixhills.roads.rises import measure_rises
from sixhills.roads.six_hills import Terrain, find_rides


@pytest.fixture(scope="module")
def whole() -> Terrain:
    return make_terrain("rolling")


def cut(whole: Terrain, most: int) -> Part:
    start = junction_at(whole, 2800, 2400)
    pieces = find_near_pieces(whole.network, start, most=most, most_m=10_000.0)
    return cut_part(whole.network, whole.rises, whole.stretches, pieces)


def test_its_arcs_have_the_heights_shapes_and_rises_of_the_whole(whole: Terrain) -> None:
    part = cut(whole, 150)

    for arc in range(0, part.network.arcs, 7):
        there = part.name_arcs([arc])[0]
        assert part.find_arcs([there]) == (arc,)
        assert np.array_equal(part.network.heights_along(arc), whole.network.heights_along(there))
        for mine, theirs in zip(
            part.network.shape_along(arc), whole.network.shape_along(there), strict=True
        ):
            assert np.array_equal(mine, theirs)
        assert part.network.turn_ok[arc] == whole.network.turn_ok[there]
    assert np.array_equal(part.rises.rows, measure_rises(part.network).rows)


def test_roads_that_leave_it_are_left_out_and_all_others_kept(whole: Terrain) -> None:
    part = cut(whole, 150)
    network = part.network

    for junction in range(network.junctions):
        mine = network.out_arcs[network.out_first[junction] : network.out_first[junction + 1]]
        there = int(part.junctions[junction])
        first = whole.network.out_first
        theirs = whole.network.out_arcs[first[there] : first[there + 1]]
        inside = [arc for arc in theirs.tolist() if part.find_arcs([arc]) is not None]
        assert list(part.name_arcs(mine)) == inside


def test_its_ways_up_lie_inside(whole: Terrain) -> None:
    part = cut(whole, 150)
    found = {part.name_arcs(part.stretches.arcs_of(i)) for i in range(part.stretches.count)}
    inside = {
        tuple(whole.stretches.arcs_of(i).tolist())
        for i in range(whole.stretches.count)
        if part.find_arcs(whole.stretches.arcs_of(i)) is not None
    }

    assert found == inside


def test_a_ride_of_a_part_is_named_as_in_the_whole(
    whole: Terrain, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = junction_at(whole, 2800, 2400)
    monkeypatch.setattr(six_hills, "_PIECES", (250, 1000))

    ride = find_rides(whole, start, WISH).rides[0]

    assert ride.shape.is_true
    network = whole.network
    arcs = ride.draft.arcs
    assert network.tails[arcs[0]] == start == network.heads[arcs[-1]]
    assert all(network.heads[a] == network.tails[b] for a, b in pairwise(arcs))
    without = replace(WISH, avoid=frozenset({ride.keys[0]}))
    assert ride.keys[0] not in find_rides(whole, start, without).rides[0].keys
