"""Profiles: even steps, smoothed, from whatever was recorded."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.errors import InvalidValueError
from sixhills.terrain.profile import STEP_M, Profile, make_profile, smooth


@given(st.floats(-0.2, 0.2), st.integers(3, 400))
def test_an_even_slope_stays_one(grade: float, points: int) -> None:
    distance = 7.0 * np.arange(points + 3)
    profile = make_profile(distance, 100 + grade * distance)
    assert profile is not None
    assert profile.altitude_m == pytest.approx(100 + grade * profile.distance_m, abs=1e-6)


def test_it_begins_where_the_way_does() -> None:
    profile = make_profile(np.array([500.0, 600.0]), np.array([10.0, 20.0]))
    assert profile is not None
    assert profile.distance_m.tolist() == [500 + STEP_M * k for k in range(11)]


def test_standing_still_averages_what_was_measured() -> None:
    distance = np.array([0.0, 50.0, 50.0, 50.0, 100.0])
    altitude = np.array([0.0, 3.0, 6.0, 9.0, 0.0])
    profile = make_profile(distance, altitude, smoothing_m=0)
    assert profile is not None
    assert profile.altitude_m[5] == 6.0


def test_missing_values_are_left_out() -> None:
    distance = np.array([0.0, 20.0, np.nan, 40.0, 60.0])
    altitude = np.array([0.0, np.nan, 99.0, 4.0, 6.0])
    profile = make_profile(distance, altitude, smoothing_m=0)
    assert profile is not None
    assert profile.altitude_m == pytest.approx(np.arange(7))


def test_a_distance_that_falls_back_stands_still() -> None:
    profile = make_profile(np.array([0.0, 50.0, 49.5, 100.0]), np.array([0.0, 5.0, 5.0, 10.0]))
    assert profile is not None
    assert len(profile.altitude_m) == 11


@pytest.mark.parametrize("distance", [[], [5.0], [0.0, 0.0], [np.nan, 3.0], [0.0, 12.0]])
def test_without_a_way_there_is_no_profile(distance: list[float]) -> None:
    assert make_profile(np.array(distance), np.ones(len(distance))) is None


def test_a_fault_of_the_distance_does_not_fill_the_memory() -> None:
    with pytest.raises(InvalidValueError, match="distance"):
        make_profile(np.array([0.0, 4.2e9]), np.array([0.0, 1.0]))


def test_a_profile_has_no_gaps() -> None:
    with pytest.raises(InvalidValueError, match="altitude_m"):
        Profile(start_m=0, altitude_m=np.array([1.0, np.nan]))


@given(st.lists(st.floats(-50, 50), min_size=2, max_size=80), st.floats(0.5, 6))
def test_smoothing_keeps_the_length_and_makes_no_new_extremes_inside(
    values: list[float], sd: float
) -> None:
    found = smooth(np.array(values), sd)
    assert len(found) == len(values)
    spread = max(values) - min(values)
    assert found.max() <= max(values) + spread + 1e-9
    assert found.min() >= min(values) - spread - 1e-9


def test_smoothing_takes_noise_away() -> None:
    noise = np.random.default_rng(1).normal(0, 1, 2000)
    # a bell of 3 points leaves 1 / sqrt(2 sqrt(pi) 3) of independent noise
    assert smooth(noise, 3.0)[50:-50].std() == pytest.approx(0.307, rel=0.15)
