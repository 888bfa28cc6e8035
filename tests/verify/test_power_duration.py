"""Models of power over duration, fits of trials: reference values of the notes on coaching, 2."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.errors import InvalidValueError
from sixhills.power import Trial, ceiling_w, fit_work_time, holdable_w
from sixhills.verify.power_duration import Method, exponential_w, fit_critical_power, omni_w

EXACT = 1e-6
NOISY = ((180, 365), (300, 315), (720, 279), (1200, 265))
OMNI = {
    1: 986.1116, 5: 933.8835, 30: 700.2317, 60: 548.2003, 180: 360.9810, 300: 316.6658,
    720: 277.7778, 1200: 266.6667, 1800: 261.1111, 3600: 234.7611, 7200: 211.1889,
}  # fmt: skip


def make_trials(*powers: tuple[float, float], sd: float = 0.0) -> list[Trial]:
    return [Trial(duration_s=t, power_w=w, sd_w=sd * w) for t, w in powers]


def omni(duration_s: float) -> float:
    return omni_w(duration_s, critical_power_w=250, w_prime_j=20_000, max_power_w=1000, fall_w=30)


@pytest.mark.parametrize(("duration_s", "expected_w"), OMNI.items())
def test_the_omni_domain_model(duration_s: float, expected_w: float) -> None:
    assert omni(duration_s) == pytest.approx(expected_w, rel=EXACT)


@given(st.floats(0.1, 1e5))
def test_the_omni_domain_model_falls_and_stays_below_the_two_parameters(duration_s: float) -> None:
    assert omni(duration_s) > omni(1.1 * duration_s)
    held = holdable_w(duration_s, critical_power_w=250, w_prime_j=20_000)
    assert omni(duration_s) <= held + 1e-9


def test_the_exponential_model_falls_from_the_maximum_to_critical_power() -> None:
    at = [
        exponential_w(t, critical_power_w=250, max_power_w=1000, decay_s=30) for t in (0, 30, 1e4)
    ]
    assert at == pytest.approx([1000, 250 + 750 / 2.718281828459045, 250])


def test_no_power_for_no_time() -> None:
    with pytest.raises(InvalidValueError, match="duration_s"):
        omni(0)
    with pytest.raises(InvalidValueError, match="decay_s"):
        exponential_w(60, critical_power_w=250, max_power_w=1000, decay_s=0)


@pytest.mark.parametrize(
    ("method", "critical_w", "w_prime_j"),
    [
        (Method.WORK_TIME, 248.0674, 20_929.55),
        (Method.INVERSE_TIME, 248.1348, 20_831.46),
        (Method.TIME_POWER, 246.2673, 22_612.98),
    ],
)
def test_the_fits_differ(method: Method, critical_w: float, w_prime_j: float) -> None:
    fit = fit_critical_power(make_trials(*NOISY), method)
    assert fit.method is method
    assert fit.critical_power_w == pytest.approx(critical_w, rel=EXACT)
    assert fit.w_prime_j == pytest.approx(w_prime_j, rel=EXACT)


@pytest.mark.parametrize("method", Method)
@given(critical_w=st.floats(80, 450), w_prime_j=st.floats(4_000, 40_000))
def test_exact_trials_give_back_what_they_were_made_of(
    method: Method, critical_w: float, w_prime_j: float
) -> None:
    exact = [(t, critical_w + w_prime_j / t) for t in (180, 300, 720, 1200)]
    fit = fit_critical_power(make_trials(*exact), method)
    assert fit.critical_power_w == pytest.approx(critical_w, rel=1e-5)
    assert fit.w_prime_j == pytest.approx(w_prime_j, rel=1e-3)


@pytest.mark.parametrize("sd", [0.01, 0.02, 0.03])
def test_the_covariance_of_work_on_time_is_that_of_its_own_formula(sd: float) -> None:
    trials = make_trials((180, 361.1111), (720, 277.7778), sd=sd)
    fit, known = fit_critical_power(trials, Method.WORK_TIME), fit_work_time(trials)
    assert fit.critical_power_sd_w == pytest.approx(known.critical_power_sd_w, rel=1e-6)
    assert fit.covariance == pytest.approx(known.covariance, rel=1e-6)
    assert fit.correlation == pytest.approx(-0.83, abs=0.01)


@pytest.mark.parametrize("method", Method)
def test_two_trials_leave_all_methods_alike(method: Method) -> None:
    trials = make_trials((180, 361.1111), (720, 277.7778), sd=0.01)
    fit, known = fit_critical_power(trials, method), fit_work_time(trials)
    assert fit.critical_power_w == pytest.approx(known.critical_power_w, rel=1e-6)
    assert fit.critical_power_sd_w == pytest.approx(known.critical_power_sd_w, rel=1e-3)


def test_exact_trials_have_no_uncertainty() -> None:
    fit = fit_critical_power(make_trials(*NOISY), Method.TIME_POWER)
    assert (fit.critical_power_sd_w, fit.covariance, fit.correlation) == (0, 0, 0)


@pytest.mark.parametrize("method", Method)
def test_a_fit_needs_two_durations(method: Method) -> None:
    with pytest.raises(InvalidValueError, match="two durations"):
        fit_critical_power(make_trials((180, 300), (180, 310)), method)


@given(st.floats(1, 5000))
def test_three_parameters_lie_below_the_omni_domain_up_to_half_an_hour(duration_s: float) -> None:
    three = ceiling_w(duration_s, critical_power_w=250, w_prime_j=20_000, max_power_w=1000)
    if duration_s <= 1800:
        assert three <= omni(duration_s) + 1e-9
