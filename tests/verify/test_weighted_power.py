"""Weighted power in four variants: reference values of the notes on coaching, 5."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.errors import InvalidValueError
from sixhills.power import weighted_power_w
from sixhills.verify.weighted_power import Smoothing, weigh_power_w

STEP = np.repeat([100.0, 300.0], 600)
HOUR = np.full(3600, 200.0)


@pytest.mark.parametrize(
    ("smoothing", "step_w", "hour_w"),
    [
        (Smoothing.FULL_WINDOWS, 252.3780, 200.0),
        (Smoothing.FIXED_WINDOWS, 250.8465, 199.673),
        (Smoothing.GROWING_WINDOWS, 250.8775, 200.0),
        (Smoothing.EXPONENTIAL, 248.4453, 199.2652),
    ],
)
def test_a_step_and_a_steady_hour(smoothing: Smoothing, step_w: float, hour_w: float) -> None:
    assert weigh_power_w(STEP, smoothing) == pytest.approx(step_w, abs=5e-5)
    assert weigh_power_w(HOUR, smoothing) == pytest.approx(hour_w, abs=5e-4)


@given(st.lists(st.integers(0, 1200).map(float), min_size=30, max_size=120))
def test_full_windows_are_those_of_a_summary(power_w: list[float]) -> None:
    here = weigh_power_w(np.array(power_w), Smoothing.FULL_WINDOWS)
    assert here == pytest.approx(weighted_power_w(power_w), abs=1e-6)


@pytest.mark.parametrize("smoothing", Smoothing)
@given(st.lists(st.integers(0, 1200).map(float), min_size=30, max_size=90))
def test_it_lies_below_the_highest_second(smoothing: Smoothing, power_w: list[float]) -> None:
    assert 0 <= weigh_power_w(np.array(power_w), smoothing) <= max(power_w) + 1e-6


def test_half_a_minute_at_least() -> None:
    with pytest.raises(InvalidValueError, match="power_w"):
        weigh_power_w(np.ones(29), Smoothing.FULL_WINDOWS)
