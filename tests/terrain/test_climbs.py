"""Climbs of a way: what is a hill, and what is not."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.terrain.climbs import (
    LEAST_GAIN_M,
    LEAST_GRADE,
    MOST_GRADE,
    Climb,
    find_climbs,
)
from sixhills.terrain.profile import Profile, make_profile


def make_way(*pieces: tuple[float, float]) -> Profile:
    """A way of pieces, each with its length [m] and grade [%]."""
    grades = np.repeat([grade / 100 for _, grade in pieces], [int(length) for length, _ in pieces])
    altitude = 100 + np.concatenate(([0.0], np.cumsum(grades)))
    profile = make_profile(np.arange(len(altitude), dtype=np.float64), altitude)
    assert profile is not None
    return profile


def test_a_hill_between_flats() -> None:
    (climb,) = find_climbs(make_way((800, 0), (900, 6), (700, -4), (300, 0)))
    assert climb.start_m == pytest.approx(800, abs=20)
    assert climb.end_m == pytest.approx(1700, abs=30)
    assert climb.gain_m == pytest.approx(54, rel=0.05)  # rounded corners
    assert climb.grade == pytest.approx(0.06, rel=0.05)


def test_the_least_hill_of_the_workouts_is_one() -> None:
    """Notes on terrain, 2.2: hills begin at 450 m and 3.5 %; its corners are rounded."""
    assert len(find_climbs(make_way((500, 0), (500, 3.8), (500, -2)))) == 1


@pytest.mark.parametrize(
    "pieces",
    [[(5000, 0)], [(1000, 1.9)], [(1000, -5), (1000, 0)], [(200, 6), (200, -6)] * 3],
    ids=["flat", "false flat", "down", "waves"],
)
def test_what_is_no_hill(pieces: list[tuple[float, float]]) -> None:
    assert find_climbs(make_way((500, 0), *pieces)) == ()


def test_a_flat_inside_belongs_to_the_hill() -> None:
    assert len(find_climbs(make_way((500, 0), (600, 6), (150, 0), (600, 6), (500, -5)))) == 1


def test_a_descent_parts_two_hills() -> None:
    climbs = find_climbs(make_way((500, 0), (900, 6), (900, -5), (900, 6), (500, 0)))
    assert [round(climb.start_m, -2) for climb in climbs] == [500, 2300]


def test_six_laps_of_a_hill_are_six_hills() -> None:
    assert len(find_climbs(make_way((2000, 0), *[(1000, 5), (1000, -5)] * 6, (2000, 0)))) == 6


def test_a_pass_with_a_dip_is_one_climb() -> None:
    """The dip loses 24 m, a tenth of what the smaller side earns above the base grade is 32 m."""
    pieces = (300, 0), (8000, 7), (400, -4), (4000, 10), (3000, -6)
    (climb,) = find_climbs(make_way(*pieces))
    assert climb.gain_m == pytest.approx(560 - 16 + 400, rel=0.01)


def test_a_ramp_between_small_dips_is_part_of_the_climb() -> None:
    pieces = (300, 0), (4600, 5.2), (300, -1), (800, 4), (300, -1), (3300, 7.7), (500, -6)
    assert len(find_climbs(make_way(*pieces))) == 1


def test_hills_with_rests_between_them_are_hills_of_their_own() -> None:
    assert len(find_climbs(make_way((2000, 0), *[(1200, 6), (500, 0)] * 6, (2000, 0)))) == 6


def test_a_step_of_the_altimeter_is_no_hill() -> None:
    assert find_climbs(make_way((500, 0), (300, 45), (1000, 0))) == ()


@given(st.lists(st.tuples(st.integers(50, 900), st.integers(-9, 12)), min_size=1, max_size=8))
def test_climbs_are_hills_in_order_and_gain_no_more_than_the_way_rises(
    pieces: list[tuple[int, int]],
) -> None:
    profile = make_way((100, 0), *pieces)
    climbs = find_climbs(profile)
    assert all(one.end_m <= other.start_m for one, other in pairwise(climbs))
    for climb in climbs:
        assert climb.gain_m >= LEAST_GAIN_M
        assert LEAST_GRADE <= climb.grade <= MOST_GRADE
    rises_m = np.maximum(np.diff(profile.altitude_m), 0).sum()
    assert sum(climb.gain_m for climb in climbs) <= rises_m + 1e-6


@given(st.floats(-3000, 3000), st.floats(0, 1e5))
def test_where_the_way_lies_changes_nothing(altitude_m: float, start_m: float) -> None:
    way = make_way((500, 0), (900, 6), (700, -4))
    moved = Profile(start_m=start_m, altitude_m=way.altitude_m + altitude_m)
    (here,), (there,) = find_climbs(way), find_climbs(moved)
    assert there.gain_m == pytest.approx(here.gain_m, abs=1e-6)
    assert there.start_m - start_m == pytest.approx(here.start_m, abs=1e-6)


def test_a_climb_knows_its_top_and_grade() -> None:
    climb = Climb(start_m=100, length_m=400, gain_m=20)
    assert (climb.end_m, climb.grade) == (500, 0.05)
