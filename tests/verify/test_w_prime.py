"""W′ by five models of recovery: reference values of the notes on coaching, 4."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.errors import InvalidValueError
from sixhills.power import w_prime_balance_j
from sixhills.verify.w_prime import (
    Recovery,
    band_w_prime,
    recovery_s,
    spend_w_prime_j,
    thin_band,
)

EFFORT = np.repeat([350.0, 150.0], [60, 120])
POWERS = st.lists(st.integers(0, 900).map(float), min_size=1, max_size=600)


def spend(power_w: np.ndarray, model: Recovery) -> np.ndarray:
    return spend_w_prime_j(power_w, model, critical_power_w=250, w_prime_j=20_000)


@pytest.mark.parametrize(
    ("model", "left_j"),
    [(Recovery.DIFFERENTIAL_2015, 16_707.1302), (Recovery.INTEGRAL_2012, 15_504.5069)],
)
def test_a_minute_of_effort_and_two_of_rest(model: Recovery, left_j: float) -> None:
    assert 20_000 - spend(EFFORT, model)[-1] == pytest.approx(left_j, rel=1e-6)


@pytest.mark.parametrize(
    ("model", "below_w", "tau_s"),
    [
        (Recovery.INTEGRAL_2012, 50, 647.17), (Recovery.INTEGRAL_2012, 100, 516.8622),
        (Recovery.INTEGRAL_2012, 150, 437.83), (Recovery.INTEGRAL_2012, 200, 389.89),
        (Recovery.INTEGRAL_2012, 250, 360.82),
        (Recovery.ELITE_2018, 50, 155.03), (Recovery.ELITE_2018, 100, 96.23),
        (Recovery.ELITE_2018, 150, 72.80), (Recovery.ELITE_2018, 200, 59.73),
        (Recovery.ELITE_2018, 250, 51.23),
    ],
)  # fmt: skip
def test_time_constants(model: Recovery, below_w: float, tau_s: float) -> None:
    assert recovery_s(model, below_w) == pytest.approx(tau_s, abs=0.005)


def test_only_two_models_have_a_time_constant() -> None:
    with pytest.raises(InvalidValueError, match="model"):
        recovery_s(Recovery.DIFFERENTIAL_2015, 100)


@pytest.mark.parametrize(
    ("model", "share"),
    [
        (Recovery.INTEGRAL_2012, 0.11), (Recovery.DIFFERENTIAL_2015, 0.26),
        (Recovery.ELITE_2018, 0.46), (Recovery.TWO_PHASE_2021, 0.47),
        (Recovery.TWO_PHASE_2022, 0.55),
    ],
)  # fmt: skip
def test_what_a_minute_brings_back_differs_by_a_factor_of_five(
    model: Recovery, share: float
) -> None:
    spent = spend(np.concatenate(([20_250.0], np.full(60, 150.0))), model)
    assert 1 - spent[-1] / spent[0] == pytest.approx(share, abs=0.005)


@given(POWERS)
def test_the_2015_form_is_that_of_riding(power_w: list[float]) -> None:
    left = w_prime_balance_j(power_w, critical_power_w=250, w_prime_j=20_000)
    spent = spend(np.array(power_w), Recovery.DIFFERENTIAL_2015)
    assert 20_000 - spent == pytest.approx(np.array(left), abs=1e-6)


@pytest.mark.parametrize("model", Recovery)
@given(power_w=POWERS)
def test_what_is_spent_lies_between_nothing_and_all_work_above(
    model: Recovery, power_w: list[float]
) -> None:
    spent = spend(np.array(power_w), model)
    above = np.cumsum(np.maximum(np.array(power_w) - 250, 0))
    assert bool((spent >= 0).all())
    assert bool((spent <= above + 1e-6).all())


@pytest.mark.parametrize("model", Recovery)
def test_nothing_overflows_over_hours(model: Recovery) -> None:
    power = np.tile(np.repeat([0.0, 600.0], [300, 20]), 300)
    assert np.isfinite(spend(power, model)).all()


@given(POWERS)
def test_every_model_lies_within_the_band(power_w: list[float]) -> None:
    power = np.array(power_w)
    band = band_w_prime(power, critical_power_w=250, w_prime_j=20_000)
    for model in Recovery:
        left = 20_000 - spend(power, model)
        assert bool(((band.low_j <= left + 1e-9) & (left <= band.high_j + 1e-9)).all())


def test_the_lowest_is_told_as_shares() -> None:
    low, high = band_w_prime(EFFORT, critical_power_w=250, w_prime_j=20_000).lowest
    assert low == pytest.approx(0.7)  # 6 kJ of 20
    assert 0.7 < high < 0.8  # two forms recover while they work


def test_missing_power_is_a_rest() -> None:
    gap = np.concatenate((np.full(60, 350.0), np.full(120, np.nan)))
    rest = np.concatenate((np.full(60, 350.0), np.zeros(120)))
    both = [band_w_prime(p, critical_power_w=250, w_prime_j=20_000).low_j for p in (gap, rest)]
    assert both[0] == pytest.approx(both[1])


@given(POWERS, st.integers(1, 50))
def test_a_thinned_band_keeps_the_lowest(power_w: list[float], most: int) -> None:
    band = band_w_prime(np.array(power_w), critical_power_w=250, w_prime_j=20_000)
    thin = thin_band(band, most=most)
    assert len(thin.t_s) == len(thin.low) == len(thin.high) <= most
    assert (min(thin.low), min(thin.high)) == pytest.approx(band.lowest, abs=1e-4)
