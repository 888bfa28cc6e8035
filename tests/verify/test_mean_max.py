"""Mean-maximal power: what must hold of it, and what other software gets wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_rides import make_ride

from sixhills.errors import InvalidValueError
from sixhills.formats.fit.reader import read_activity
from sixhills.verify.mean_max import lay_seconds, mean_max_power_w

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.ride.recording import Ride

POWERS = st.lists(st.integers(0, 1500).map(float), min_size=1, max_size=60)


def ride_of(power_w: list[float]) -> Ride:
    return make_ride(len(power_w), power_w=power_w)


def curve(power_w: list[float]) -> list[float]:
    """The mean-maximal power of every duration of a ride without holes."""
    best = mean_max_power_w(ride_of(power_w), range(1, len(power_w) + 1))
    return [value for value in best.values() if value is not None]


# -- invariants (notes on coaching, 3) -------------------------------------------------------


@given(POWERS)
def test_every_duration_up_to_the_whole_ride_has_a_value(power_w: list[float]) -> None:
    best = curve(power_w)
    assert len(best) == len(power_w)
    assert best[0] == pytest.approx(max(power_w))
    assert best[-1] == pytest.approx(sum(power_w) / len(power_w))


@given(POWERS)
def test_it_is_the_best_of_all_windows(power_w: list[float]) -> None:
    for duration, best in enumerate(curve(power_w), start=1):
        starts = range(len(power_w) - duration + 1)
        assert best == pytest.approx(max(sum(power_w[i : i + duration]) for i in starts) / duration)


@given(POWERS)
def test_the_work_never_falls_with_time(power_w: list[float]) -> None:
    work_j = [duration * best for duration, best in enumerate(curve(power_w), start=1)]
    assert all(np.diff(work_j) >= -1e-6)


@given(POWERS, st.data())
def test_the_best_of_a_sum_is_at_most_the_sum_of_the_best(
    power_w: list[float], data: st.DataObject
) -> None:
    best = [0.0, *curve([*power_w, 0.0])]
    one = data.draw(st.integers(1, len(power_w)))
    other = data.draw(st.integers(0, len(power_w) + 1 - one))
    whole = (one + other) * best[one + other]
    assert whole <= one * best[one] + other * best[other] + 1e-6


@given(POWERS)
def test_time_backwards_changes_nothing(power_w: list[float]) -> None:
    assert curve(power_w[::-1]) == pytest.approx(curve(power_w))


@given(POWERS, st.integers(1, 300))
def test_watts_added_everywhere_are_added_everywhere(power_w: list[float], more: int) -> None:
    raised = curve([power + more for power in power_w])
    assert raised == pytest.approx([best + more for best in curve(power_w)])


# -- defects of other software (notes on coaching, 12) ---------------------------------------


def test_the_window_at_the_start_counts() -> None:
    assert curve([400.0] + [100.0] * 9)[0] == 400.0


def test_the_whole_length_counts() -> None:
    assert len(curve([100.0] * 7)) == 7


def test_no_window_is_shorter_than_its_duration() -> None:
    best = mean_max_power_w(ride_of([400.0] + [100.0] * 999), [300])
    assert best[300] == pytest.approx(101.0)


# -- time ------------------------------------------------------------------------------------


def test_longer_than_the_ride_is_not_known() -> None:
    assert mean_max_power_w(ride_of([200.0] * 10), [10, 11]) == {10: pytest.approx(200.0), 11: None}


def test_a_duration_is_a_second_at_least() -> None:
    with pytest.raises(InvalidValueError, match="durations_s"):
        mean_max_power_w(ride_of([200.0]), [0])


def test_slow_records_stand_for_their_time() -> None:
    ride = make_ride(list(range(0, 120, 5)), power_w=[100.0] * 12 + [300.0] * 12)
    assert mean_max_power_w(ride, [60])[60] == pytest.approx(300.0)


def test_a_pause_takes_no_recorded_time() -> None:
    times = [*range(60), *range(600, 660)]
    ride = make_ride(times, pauses=[(59, 600)], power_w=300.0)
    assert mean_max_power_w(ride, [110])[110] == pytest.approx(300.0)


@pytest.mark.parametrize("pauses", [[(60, 160)], []], ids=["pause", "hole"])
def test_by_the_clock_a_pause_is_a_rest(pauses: list[tuple[float, float]]) -> None:
    ride = make_ride([*range(60), *range(160, 220)], pauses=pauses, power_w=300.0)
    best = mean_max_power_w(ride, [60, 220], through_pauses=False)
    assert best == {60: pytest.approx(300.0), 220: pytest.approx(300.0 * 120 / 220, rel=0.01)}


@given(POWERS)
def test_without_a_pause_both_clocks_agree(power_w: list[float]) -> None:
    by_clock = mean_max_power_w(ride_of(power_w), [1, 5, 20], through_pauses=False)
    assert by_clock == mean_max_power_w(ride_of(power_w), [1, 5, 20])


# -- missing power ---------------------------------------------------------------------------


def test_without_power_nothing_is_known() -> None:
    assert mean_max_power_w(make_ride(10, cadence_rpm=80.0), [1, 5]) == {1: None, 5: None}
    assert mean_max_power_w(ride_of([np.nan] * 10), [1]) == {1: None}


def test_a_missing_second_is_not_zero() -> None:
    power_w = [200.0] * 100
    power_w[40] = np.nan
    assert mean_max_power_w(ride_of(power_w), [100])[100] == pytest.approx(200.0)


def test_a_window_that_lacks_too_much_does_not_count() -> None:
    power_w = [100.0] * 100 + [300.0, np.nan] * 50
    best = mean_max_power_w(ride_of(power_w), [60])[60]
    assert best is not None
    assert best < 110


def test_the_seconds_are_the_records_of_a_steady_recording() -> None:
    seconds = lay_seconds(ride_of([100.0, np.nan, 300.0]))
    assert seconds is not None
    assert seconds.power_w() == pytest.approx([100.0, np.nan, 300.0], nan_ok=True)


def test_the_mean_of_a_stretch_is_that_of_its_known_seconds() -> None:
    seconds = lay_seconds(ride_of([100.0, 200.0, np.nan, 400.0]))
    assert seconds is not None
    assert seconds.mean_w(1, 4) == pytest.approx(300.0)
    assert np.isnan(seconds.mean_w(2, 3))


# -- a real ride -----------------------------------------------------------------------------


def test_the_means_of_a_real_ride(shared: Path) -> None:
    """Notes on coaching: 8357 s, mean 219 W; the windows are checked one by one."""
    data = (shared / "data/rides/edge1000_4078723797.fit").read_bytes()
    ride = read_activity(data)
    best = mean_max_power_w(ride, [1, 300, 1200])
    seconds = lay_seconds(ride)
    assert seconds is not None
    slow = np.convolve(np.nan_to_num(seconds.power_w()), np.ones(300), "valid").max() / 300
    assert best[300] == pytest.approx(slow, rel=1e-3)
    assert best[1] is not None
    assert best[300] is not None
    assert best[1200] is not None
    assert best[1] > best[300] > best[1200] > 219
