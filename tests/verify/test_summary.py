import time
from dataclasses import replace

import numpy as np
import pytest
from make_rides import START, make_ride

from sixhills.ride.recording import DeviceTotals, Evidence
from sixhills.verify.summary import Summary, summarize
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
        sampled_s=60,
        mean_max_power_w=dict.fromkeys(("5", "60", "300", "1200")),
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


def test_what_the_device_says_stands_beside_what_we_find() -> None:
    ride = replace(
        make_ride(61, altitude_m=np.linspace(0, 100, 61)),
        device=DeviceTotals(ascent_m=93, standing_s=12),
    )
    summary = summarize(ride)
    assert (summary.ascent_m, summary.device_ascent_m) == (pytest.approx(100), 93)
    assert (summary.standing_s, summary.device_standing_s) == (None, 12)


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


def test_the_best_means_are_told_by_their_seconds() -> None:
    power_w = np.full(400, 100.0)
    power_w[100:160] = 400.0
    best = summarize(make_ride(400, power_w=power_w)).mean_max_power_w
    assert best == {"5": 400.0, "60": 400.0, "300": pytest.approx(160.0), "1200": None}
    assert set(summarize(make_ride(5)).mean_max_power_w.values()) == {None}


def test_records_may_hold_more_than_the_timer_says() -> None:
    ride = replace(make_ride(1001), device=DeviceTotals(timer_s=900.0))
    summary = summarize(ride)
    assert (summary.recorded_s, summary.sampled_s) == (900.0, 1000.0)
