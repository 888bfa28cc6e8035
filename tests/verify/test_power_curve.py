"""The power curve of a ride, and the critical power that it speaks for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_rides import make_ride

from sixhills.verify.mean_max import mean_max_power_w
from sixhills.verify.power_curve import TRIALS_S, measure_power_curve
from sixhills.verify.power_duration import Method

POWERS = st.lists(st.integers(0, 900).map(float), min_size=1, max_size=400)


@given(POWERS)
def test_a_point_is_the_best_mean_of_its_duration(power_w: list[float]) -> None:
    ride = make_ride(len(power_w), power_w=power_w)
    curve = measure_power_curve(ride)
    assert curve is not None
    assert dict(zip(curve.duration_s, curve.power_w, strict=True)) == mean_max_power_w(
        ride, curve.duration_s
    )


@given(POWERS)
def test_it_runs_from_the_highest_second_to_the_mean_of_the_ride(power_w: list[float]) -> None:
    curve = measure_power_curve(make_ride(len(power_w), power_w=power_w))
    assert curve is not None
    assert (curve.duration_s[0], curve.duration_s[-1]) == (1, len(power_w))
    assert curve.power_w[0] == max(power_w)
    assert curve.power_w[-1] == pytest.approx(np.mean(power_w))
    assert list(curve.duration_s) == sorted(set(curve.duration_s))


def ride_of_trials(critical_w: float = 250.0, w_prime_j: float = 20_000.0) -> list[float]:
    """Efforts as hard as the model allows, each after rest, the longest last."""
    powers: list[float] = []
    for duration in TRIALS_S:
        powers += [50.0] * 600 + [critical_w + w_prime_j / duration] * duration
    return powers


@pytest.mark.parametrize("number", range(len(Method)))
def test_trials_give_back_what_they_were_made_of(number: int) -> None:
    power_w = ride_of_trials()
    curve = measure_power_curve(make_ride(len(power_w), power_w=power_w))
    assert curve is not None
    fit = curve.fits[number]
    assert fit.method is list(Method)[number]
    assert fit.critical_power_w == pytest.approx(250, rel=1e-3)
    assert fit.w_prime_j == pytest.approx(20_000, rel=0.02)
    assert fit.critical_power_sd_w > 0
    assert fit.covariance < 0


@pytest.mark.parametrize("power_w", [[200.0] * 3600, [200.0] * 1000, [0.0] * 3600])
def test_an_even_or_short_ride_holds_no_trials(power_w: list[float]) -> None:
    curve = measure_power_curve(make_ride(len(power_w), power_w=power_w))
    assert curve is not None
    assert curve.fits == ()


def test_without_power_there_is_no_curve() -> None:
    assert measure_power_curve(make_ride(100)) is None


def test_durations_that_lack_power_are_left_out() -> None:
    power_w = [100.0] * 50 + [np.nan] * 50
    curve = measure_power_curve(make_ride(100, power_w=power_w))
    assert curve is not None
    assert max(curve.duration_s) <= 51
