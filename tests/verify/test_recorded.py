from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_rides import make_ride

from sixhills.ride.recording import DeviceTotals
from sixhills.verify.recorded import (
    held_s,
    mean_each_second,
    recorded_s,
    recorded_until,
    timer_s,
    trailing_mean,
)


def test_each_record_of_a_steady_recording_holds_its_second() -> None:
    assert held_s(make_ride(5)).tolist() == [1, 1, 1, 1, 1]


def test_recorded_time_reaches_from_first_to_last_record() -> None:
    assert recorded_s(held_s(make_ride(61))) == 60


def test_a_single_record_holds_one_second() -> None:
    assert held_s(make_ride(1)).tolist() == [1]


def test_pauses_are_not_recorded_time() -> None:
    ride = make_ride([0, 1, 2, 100, 101], pauses=[(2, 99)])
    assert recorded_s(held_s(ride)) == 4


def test_pauses_that_overlap_count_once() -> None:
    ride = make_ride([0, 1, 2, 100, 101], pauses=[(2, 60), (50, 100)])
    assert recorded_s(held_s(ride)) == 3


def test_records_within_a_pause_hold_nothing() -> None:
    ride = make_ride(11, pauses=[(2, 8)])
    assert held_s(ride).tolist() == [1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1]


def test_a_hole_without_timer_events_holds_one_usual_step() -> None:
    ride = make_ride([*range(100), *range(400, 500)])
    assert recorded_s(held_s(ride)) == 199


def test_a_hole_is_left_out_even_beside_a_pause_elsewhere() -> None:
    # a killed recording resumes without having written a timer event
    ride = make_ride([*range(100), *range(110, 200), *range(800, 900)], pauses=[(99, 110)])
    assert recorded_s(held_s(ride)) == 99 + 89 + 1 + 99


@given(st.lists(st.integers(1, 10), min_size=20, max_size=300))
def test_smart_recording_up_to_ten_seconds_is_all_recorded(steps: list[int]) -> None:
    ride = make_ride(np.concatenate(([0], np.cumsum(steps))).tolist())
    assert recorded_s(held_s(ride)) == sum(steps)


def test_a_slow_recorder_may_be_slow() -> None:
    ride = make_ride(list(range(0, 6000, 30)))
    assert recorded_s(held_s(ride)) == 5970


def test_recorded_time_stands_still_in_a_pause() -> None:
    ride = make_ride([0, 10, 20, 120, 130], pauses=[(20, 120)])
    assert recorded_until(ride, held_s(ride), [15, 20, 120, 130]).tolist() == [15, 20, 20, 30]


def test_seconds_of_a_one_hertz_channel_are_its_records() -> None:
    values = np.array([100.0, 200.0, 300.0])
    assert mean_each_second(values, np.ones(3)).tolist() == [100, 200, 300]


def test_seconds_leave_missing_values_out() -> None:
    values = np.array([100.0, np.nan, 300.0])
    assert mean_each_second(values, np.ones(3)).tolist() == [100, 300]


@given(st.lists(st.tuples(st.floats(0, 2000), st.integers(1, 40)), min_size=1, max_size=50))
def test_seconds_keep_the_work(records: list[tuple[float, int]]) -> None:
    values = np.array([value for value, _ in records])
    quarters = np.array([quarter for _, quarter in records])
    quarters[-1] += -quarters.sum() % 4  # a whole number of seconds
    seconds = mean_each_second(values, quarters / 4)
    assert seconds.sum() == pytest.approx(values @ (quarters / 4), abs=1e-6)


def test_trailing_mean_looks_back_over_its_window_only() -> None:
    values = np.array([0.0, 0.0, 300.0, 300.0, 300.0])
    assert trailing_mean(values, np.ones(5), 3.0) == pytest.approx([0, 0, 100, 200, 300])


def test_trailing_mean_of_a_missing_record_is_missing() -> None:
    smooth = trailing_mean(np.array([200.0, np.nan, 200.0]), np.ones(3), 3.0)
    assert np.isnan(smooth).tolist() == [False, True, False]
    assert np.isnan(trailing_mean(np.full(2, np.nan), np.ones(2), 3.0)).all()


# -- the device's timer --------------------------------------------------------------------


def timed(told_s: float | None, elapsed_s: Sequence[float] | int = 1001) -> float:
    ride = replace(make_ride(elapsed_s), device=DeviceTotals(timer_s=told_s))
    return timer_s(ride, held_s(ride))


@pytest.mark.parametrize("told_s", [520.0, 999.5, 1000.0, 1012.0])
def test_the_device_is_believed_about_its_timer(told_s: float) -> None:
    assert timed(told_s) == told_s


@pytest.mark.parametrize("told_s", [None, 0.0, 499.0, 1021.0, 3600.0])
def test_a_timer_that_cannot_be_true_is_not(told_s: float | None) -> None:
    assert timed(told_s) == 1000


def test_a_timer_may_have_run_where_nothing_was_recorded() -> None:
    times = [*range(101), *range(901, 1001)]
    assert timed(1000, times) == 1000
    assert timed(None, times) == 200
