import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_rides import START, make_ride

from sixhills.ride.recording import Evidence
from sixhills.verify.summary import Summary, measure_ascent_m, summarize
from sixhills.workout.model import Posture


def test_a_ride_without_channels_has_its_times_only() -> None:
    assert summarize(make_ride(61)) == Summary(
        start=START,
        recorded_s=60,
        elapsed_s=60,
        records=61,
        distance_m=None,
        ascent_m=None,
        mean_power_w=None,
        max_power_w=None,
        mean_heart_rate_bpm=None,
        standing_s=None,
        mean_cadence_rpm=None,
        work_kj=None,
        weighted_power_w=None,
    )


def test_a_channel_of_nothing_but_gaps_is_missing() -> None:
    summary = summarize(make_ride(40, power_w=np.nan, heart_rate_bpm=np.nan, altitude_m=np.nan))
    assert summary.mean_power_w is None
    assert summary.weighted_power_w is None
    assert summary.mean_heart_rate_bpm is None
    assert summary.ascent_m is None


def test_power_counts_zeros_and_leaves_gaps_out() -> None:
    summary = summarize(make_ride(4, power_w=[0, 100, np.nan, 200]))
    assert summary.mean_power_w == 100
    assert summary.max_power_w == 200
    assert summary.work_kj == pytest.approx(0.3)


def test_cadence_counts_turning_pedals_only() -> None:
    assert summarize(make_ride(4, cadence_rpm=[0, 80, 90, 0])).mean_cadence_rpm == 85
    assert summarize(make_ride(4, cadence_rpm=0)).mean_cadence_rpm is None


def test_distance_is_that_of_the_last_record_that_has_one() -> None:
    assert summarize(make_ride(4, distance_m=[0, 5, 10, np.nan])).distance_m == 10


def test_weighted_power_of_the_reference_step() -> None:
    # 600 s at 100 W, 600 s at 300 W: 252.3780 (notes on coaching, section 5, first full window)
    summary = summarize(make_ride(1200, power_w=[100.0] * 600 + [300.0] * 600))
    assert summary.weighted_power_w == pytest.approx(252.3780, abs=1e-4)


def test_weighted_power_does_not_depend_on_smart_recording() -> None:
    times = [*range(0, 600, 5), *range(600, 1200)]
    watts = [100.0 if t < 600 else 300.0 for t in times]
    weighted = summarize(make_ride(times, power_w=watts)).weighted_power_w
    assert weighted == pytest.approx(252.3780, abs=1e-4)


def test_standing_needs_more_than_an_instruction() -> None:
    told = [(10.0, Posture.STANDING, Evidence.INSTRUCTED)]
    assert summarize(make_ride(61, postures=told)).standing_s is None


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


def test_four_hours_take_milliseconds() -> None:
    second = np.arange(14_400)
    ride = make_ride(
        14_400,
        power_w=200 + 50 * np.sin(second),
        altitude_m=500 + 100 * np.sin(second / 300) + np.sin(second),
        heart_rate_bpm=140,
        distance_m=8.0 * second,
    )
    began = time.perf_counter()
    summarize(ride)
    assert time.perf_counter() - began < 0.1  # about 3 ms; ten times that on a busy machine
