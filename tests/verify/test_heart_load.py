"""Load by heart rate: reference values of the notes on coaching, 5."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_rides import make_ride

from sixhills.rider import DEFAULT_RIDER, HeartRateBounds, Rider, Sex
from sixhills.verify.heart_load import THRESHOLD_RESERVE, load_from_heart_rate, strain_min
from sixhills.verify.load import LoadOrigin
from sixhills.verify.report import make_report

BOUNDS = HeartRateBounds(rest_bpm=60, max_bpm=190)


@pytest.mark.parametrize(
    ("steepness", "scale", "expected_min"),
    [(1.92, 0.64, 100.4403), (1.67, 0.64, 84.4776), (1.67, 0.86, 113.5168)],
)
def test_an_hour_at_150(steepness: float, scale: float, expected_min: float) -> None:
    reserve = np.array([(150 - 60) / (190 - 60)])
    found = strain_min(reserve, 60.0, steepness=steepness, scale=scale)
    assert found == pytest.approx(expected_min, rel=1e-6)


def test_an_hour_at_threshold_counts_100() -> None:
    ride = make_ride(3601, heart_rate_bpm=BOUNDS.at_reserve(THRESHOLD_RESERVE))
    assert load_from_heart_rate(ride, BOUNDS) == pytest.approx(100, rel=1e-3)


def test_who_does_not_tell_lies_between_the_published_ones() -> None:
    ride = make_ride(3601, heart_rate_bpm=130.0)
    female, untold, male = (
        load_from_heart_rate(ride, BOUNDS, sex) for sex in (Sex.FEMALE, None, Sex.MALE)
    )
    assert female is not None
    assert untold is not None
    assert male is not None
    assert female > untold > male


@given(st.floats(70, 180), st.floats(1, 10))
def test_a_faster_heart_costs_more(heart_bpm: float, more_bpm: float) -> None:
    loads = [
        load_from_heart_rate(make_ride(600, heart_rate_bpm=bpm), BOUNDS)
        for bpm in (heart_bpm, heart_bpm + more_bpm)
    ]
    assert loads[0] is not None
    assert loads[1] is not None
    assert loads[0] < loads[1]


def test_a_missing_twentieth_is_filled_and_a_fifth_is_not() -> None:
    heart = np.full(1000, 150.0)
    whole = load_from_heart_rate(make_ride(1000, heart_rate_bpm=heart), BOUNDS)
    heart[:50] = np.nan
    assert load_from_heart_rate(make_ride(1000, heart_rate_bpm=heart), BOUNDS) == (
        pytest.approx(whole)
    )
    heart[:200] = np.nan
    assert load_from_heart_rate(make_ride(1000, heart_rate_bpm=heart), BOUNDS) is None


def test_without_a_heart_rate_there_is_no_load() -> None:
    assert load_from_heart_rate(make_ride(100), BOUNDS) is None


@pytest.mark.parametrize(
    ("felt", "origin"), [(None, LoadOrigin.HEART_RATE), (5, LoadOrigin.RATING)]
)
def test_what_the_rider_said_comes_first(felt: float | None, origin: LoadOrigin) -> None:
    rider = Rider(heart_rate=BOUNDS)
    ride = make_ride(1800, heart_rate_bpm=140.0)
    assert make_report(ride, rider=rider, rpe_felt=felt).load_origin is origin


def test_without_bounds_the_heart_says_nothing() -> None:
    ride = make_ride(1800, heart_rate_bpm=140.0)
    assert make_report(ride, rider=DEFAULT_RIDER).training_load is None
