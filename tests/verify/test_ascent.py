import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.verify.ascent import measure_ascent_m


def test_ascent_leaves_out_what_the_altimeter_shakes() -> None:
    shaking = 100.0 + np.tile([0.0, 2.9], 500)
    assert measure_ascent_m(shaking) == 0.0


def test_ascent_counts_a_climb_from_its_lowest_to_its_highest_point() -> None:
    # down 2 before the climb, a dip of 2 on the way, and a climb that is still going on
    altitude = np.array([100, 98, 110, 108, 130, 120, 124.0])
    assert measure_ascent_m(altitude) == pytest.approx(32 + 4)


@given(st.lists(st.floats(0, 3000), min_size=1, max_size=200))
def test_ascent_less_descent_is_the_difference_but_for_the_threshold(heights: list[float]) -> None:
    altitude = np.array(heights)
    up, down = measure_ascent_m(altitude), measure_ascent_m(-altitude)
    assert abs((up - down) - (heights[-1] - heights[0])) <= 2 * 3.0 + 1e-6
    assert 0 <= up <= np.maximum(np.diff(altitude), 0).sum() + 1e-6


def test_a_climb_counts_from_its_first_metre_once_it_has_three() -> None:
    assert measure_ascent_m(np.array([0.0, 2.9])) == 0
    assert measure_ascent_m(np.array([0.0, 3.0])) == 3


def test_flat_and_falling_is_no_ascent() -> None:
    assert measure_ascent_m(np.full(50, 300.0)) == 0
    assert measure_ascent_m(np.linspace(300, 0, 50)) == 0


@given(st.lists(st.floats(0, 3000), min_size=1, max_size=100))
def test_standing_still_adds_nothing(heights: list[float]) -> None:
    altitude = np.array(heights)
    assert measure_ascent_m(np.repeat(altitude, 3)) == measure_ascent_m(altitude)
