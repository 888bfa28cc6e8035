"""Power-duration, W' balance, weighted power, load: reference values of the notes on coaching."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.errors import InvalidValueError
from sixhills.power import (
    ceiling_w,
    training_load,
    w_prime_balance_j,
    w_prime_spent_j,
    weighted_power_w,
)

EXACT = 1e-6

# notes on coaching 2: CP 250, W' 20000, maximum 1000
CEILINGS = {
    1: 972.8916,
    5: 881.5789,
    30: 602.9412,
    60: 480.7692,
    180: 346.7742,
    300: 311.2245,
    720: 276.7857,
    1200: 266.3043,
}


def model_w(duration_s: float) -> float:
    return ceiling_w(duration_s, critical_power_w=250, w_prime_j=20_000, max_power_w=1000)


@pytest.mark.parametrize(("duration_s", "expected_w"), CEILINGS.items())
def test_the_three_parameter_model(duration_s: float, expected_w: float) -> None:
    assert model_w(duration_s) == pytest.approx(expected_w, rel=EXACT)


@given(duration_s=st.floats(0.1, 10_000))
def test_the_ceiling_lies_between_its_ends(duration_s: float) -> None:
    assert 250 < model_w(duration_s) < 1000
    assert model_w(duration_s) > model_w(2 * duration_s)


def test_no_ceiling_for_no_time() -> None:
    with pytest.raises(InvalidValueError, match="duration_s"):
        model_w(0)


def test_the_maximum_lies_above_critical_power() -> None:
    with pytest.raises(InvalidValueError, match="max_power_w"):
        ceiling_w(60, critical_power_w=250, w_prime_j=20_000, max_power_w=250)


# -- W' ------------------------------------------------------------------------------------


def spend_j(spent_j: float, power_w: float, duration_s: float) -> float:
    return w_prime_spent_j(spent_j, power_w, duration_s, critical_power_w=250, w_prime_j=20_000)


def test_spent_and_recovered() -> None:
    """Notes on coaching 4: 60 s at CP + 100, then 120 s at CP - 100."""
    spent_j = spend_j(spend_j(0, 350, 60), 150, 120)
    assert 20_000 - spent_j == pytest.approx(16_707.1302, rel=EXACT)


def test_recovery_of_a_minute() -> None:
    """Notes on coaching 4: a quarter (26 %) comes back in 60 s at CP - 100, W' 20 kJ."""
    assert 1 - spend_j(10_000, 150, 60) / 10_000 == pytest.approx(0.26, abs=0.005)


def test_at_critical_power_nothing_changes() -> None:
    assert spend_j(5_000, 250, 600) == 5_000


def test_more_than_there_is_can_be_spent() -> None:
    assert spend_j(0, 350, 300) == 30_000


@given(power_w=st.floats(0, 600), duration_s=st.floats(1, 600), spent_j=st.floats(0, 20_000))
def test_two_halves_make_a_whole(power_w: float, duration_s: float, spent_j: float) -> None:
    """The exact step does not depend on its length."""
    halves = spend_j(spend_j(spent_j, power_w, duration_s / 2), power_w, duration_s / 2)
    assert halves == pytest.approx(spend_j(spent_j, power_w, duration_s), abs=1e-6)


@given(power_w=st.lists(st.floats(0, 240), max_size=50))
def test_below_critical_power_w_prime_stays_whole(power_w: list[float]) -> None:
    left = w_prime_balance_j(power_w, critical_power_w=250, w_prime_j=20_000)
    assert left == [20_000] * len(power_w)


def test_the_balance_takes_any_step() -> None:
    seconds = [350.0] * 60 + [150.0] * 120
    fives = [350.0] * 12 + [150.0] * 24
    by_second, by_five = (
        w_prime_balance_j(power_w, critical_power_w=250, w_prime_j=20_000, step_s=step_s)[-1]
        for power_w, step_s in ((seconds, 1), (fives, 5))
    )
    assert by_second == pytest.approx(16_707.1302, rel=EXACT)
    assert by_five == pytest.approx(by_second)


# -- weighted power and load ---------------------------------------------------------------


def test_weighted_power_from_the_first_full_window() -> None:
    """Notes on coaching 5: 600 s at 100 W, then 600 s at 300 W."""
    assert weighted_power_w([100.0] * 600 + [300.0] * 600) == pytest.approx(252.3780, rel=EXACT)


def test_weighted_power_of_the_constant_is_itself() -> None:
    assert weighted_power_w([200.0] * 3600) == pytest.approx(200.0, rel=EXACT)


@pytest.mark.parametrize(("length", "known"), [(29, False), (30, True)])
def test_it_takes_half_a_minute(length: int, known: bool) -> None:
    assert (weighted_power_w([200.0] * length) is not None) is known


@given(power_w=st.lists(st.integers(0, 1500).map(float), min_size=30, max_size=120))
def test_weighted_power_lies_between_mean_and_maximum_of_the_windows(power_w: list[float]) -> None:
    windows = [sum(power_w[i : i + 30]) / 30 for i in range(len(power_w) - 29)]
    weighted = weighted_power_w(power_w)
    assert weighted is not None
    assert math.fsum(windows) / len(windows) <= weighted + 1e-6
    assert weighted <= max(windows) + 1e-6


def test_an_hour_at_96_per_cent_is_100() -> None:
    assert training_load(240, 3600, critical_power_w=250) == pytest.approx(100)


def test_load_is_quadratic_in_power() -> None:
    half, whole = (training_load(watts, 3600, critical_power_w=250) for watts in (120, 240))
    assert whole == pytest.approx(4 * half)
