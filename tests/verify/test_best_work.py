"""The search for the most work of a window: the same as trying every window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_rides import make_ride

from sixhills.formats.fit.reader import read_activity
from sixhills.verify.best_work import best_work_j
from sixhills.verify.mean_max import lay_seconds, mean_max_power_w

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def try_every_window(work_j: NDArray[np.float64]) -> list[float]:
    return [float((work_j[d:] - work_j[:-d]).max()) for d in range(1, len(work_j))]


def run_up(power_w: list[float] | NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate(([0.0], np.cumsum(power_w)))


@given(st.lists(st.integers(0, 1500).map(float), min_size=1, max_size=300))
def test_it_finds_what_trying_every_window_finds(power_w: list[float]) -> None:
    work_j = run_up(power_w)
    assert best_work_j(work_j).tolist() == try_every_window(work_j)


@pytest.mark.parametrize("seed", range(5))
def test_long_rides_of_efforts_and_rests(seed: int) -> None:
    rng = np.random.default_rng(seed)
    work_j = run_up(np.repeat(rng.gamma(2, 100, 40), rng.integers(1, 90, 40)))
    assert best_work_j(work_j) == pytest.approx(np.array(try_every_window(work_j)))


def test_constant_power_has_no_better_window() -> None:
    work_j = run_up([200.0] * 500)
    assert best_work_j(work_j).tolist() == [200.0 * d for d in range(1, 501)]


def test_a_ride_of_no_power_has_no_work() -> None:
    assert best_work_j(run_up([0.0] * 200)).tolist() == [0.0] * 200


def test_the_curve_is_that_of_single_durations(shared: Path) -> None:
    ride = read_activity((shared / "data/rides/edge1000_4078723797.fit").read_bytes())
    seconds = lay_seconds(ride)
    assert seconds is not None
    curve = seconds.best_means_w()
    assert len(curve) == 8357  # notes on coaching: 8357 s at 1 Hz
    single = mean_max_power_w(ride, [1, 5, 60, 777, 1200, 8357])
    assert {d: pytest.approx(curve[d - 1]) for d in single} == single


def test_where_power_is_missing_the_curve_leaves_out_what_single_durations_do() -> None:
    power_w = [100.0] * 50 + [np.nan] * 10 + [300.0] * 20
    ride = make_ride(80, power_w=power_w)
    seconds = lay_seconds(ride)
    assert seconds is not None
    single = mean_max_power_w(ride, range(1, 81)).values()
    expected = [np.nan if mean is None else mean for mean in single]
    assert seconds.best_means_w() == pytest.approx(expected, nan_ok=True)
