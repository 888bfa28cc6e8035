"""Power-duration, W' balance, weighted power, load: reference values of the notes on coaching."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.errors import InvalidValueError
from sixhills.power import (
    Trial,
    ceiling_w,
    fit_work_time,
    holdable_w,
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


# -- trials --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("duration_s", "expected_w"),
    [(180, 361.1111), (300, 316.6667), (720, 277.7778), (1200, 266.6667)],
)
def test_the_two_parameter_model(duration_s: float, expected_w: float) -> None:
    """Notes on coaching 2: CP 250, W' 20000."""
    held_w = holdable_w(duration_s, critical_power_w=250, w_prime_j=20_000)
    assert held_w == pytest.approx(expected_w, rel=EXACT)


@given(duration_s=st.floats(0.1, 10_000))
def test_two_parameters_never_allow_less_than_three(duration_s: float) -> None:
    held_w = holdable_w(duration_s, critical_power_w=250, w_prime_j=20_000)
    assert held_w >= model_w(duration_s)


def make_trials(*powers: tuple[float, float], sd: float = 0.0) -> list[Trial]:
    return [Trial(duration_s=t, power_w=w, sd_w=sd * w) for t, w in powers]


def test_three_and_twelve_minutes_give_what_they_were_made_of() -> None:
    fit = fit_work_time(make_trials((180, 250 + 20_000 / 180), (720, 250 + 20_000 / 720)))
    assert fit.critical_power_w == pytest.approx(250)
    assert fit.w_prime_j == pytest.approx(20_000)


def test_four_noisy_trials() -> None:
    """Notes on coaching 2: the work-time form gives 248.0674 W and 20929.55 J."""
    fit = fit_work_time(make_trials((180, 365), (300, 315), (720, 279), (1200, 265)))
    assert fit.critical_power_w == pytest.approx(248.0674, rel=EXACT)
    assert fit.w_prime_j == pytest.approx(20_929.55, rel=EXACT)


@pytest.mark.parametrize(
    ("sd", "critical_sd_w", "w_prime_sd_j"),
    [(0.01, 3.9, 1_100), (0.02, 7.8, 2_200), (0.03, 11.7, 3_300)],
)
def test_the_uncertainty_of_trials_goes_through_the_fit(
    sd: float, critical_sd_w: float, w_prime_sd_j: float
) -> None:
    """Notes on coaching 2: 3 and 12 min at CP 250 and W' 20 kJ; correlation -.83."""
    fit = fit_work_time(make_trials((180, 361.1111), (720, 277.7778), sd=sd))
    assert fit.critical_power_sd_w == pytest.approx(critical_sd_w, abs=0.05)
    assert fit.w_prime_sd_j == pytest.approx(w_prime_sd_j, abs=50)
    correlation = fit.covariance / (fit.critical_power_sd_w * fit.w_prime_sd_j)
    assert correlation == pytest.approx(-0.83, abs=0.01)  # drawn there, exact here: -.825


def test_the_longer_the_harder_gives_no_reserve() -> None:
    assert fit_work_time(make_trials((180, 200), (720, 210))).w_prime_j < 0


@pytest.mark.parametrize("trials", [[], [(180, 300)], [(180, 300), (180, 310)]])
def test_a_line_needs_two_durations(trials: list[tuple[float, float]]) -> None:
    with pytest.raises(InvalidValueError, match="two durations"):
        fit_work_time(make_trials(*trials))


@pytest.mark.parametrize("field", ["duration_s", "power_w"])
def test_a_trial_is_something_done(field: str) -> None:
    with pytest.raises(InvalidValueError, match=field):
        Trial(**{"duration_s": 180.0, "power_w": 300.0, field: 0.0})


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
