from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.errors import InvalidValueError
from sixhills.rider import (
    DEFAULT_RIDER,
    Estimate,
    Experience,
    Fitness,
    HeartRateBounds,
    Origin,
    Rider,
    change_rider,
    guess_fitness,
)

# notes on coaching 6.2: critical power, W' and maximum of four riders, at 70 kg
TYPICAL = {
    Experience.BEGINNER: (120, 9_000, 500),
    Experience.IMPROVER: (170, 13_000, 750),
    Experience.TRAINED: (230, 17_000, 950),
    Experience.ADVANCED: (290, 21_000, 1_150),
}


@pytest.mark.parametrize(("experience", "numbers"), TYPICAL.items())
def test_guesses_are_those_of_the_notes(
    experience: Experience, numbers: tuple[float, float, float]
) -> None:
    fitness = guess_fitness(experience, 70)
    guessed = fitness.critical_power_w, fitness.w_prime_j, fitness.max_power_w
    assert [estimate.value for estimate in guessed] == pytest.approx(list(numbers))
    assert {estimate.origin for estimate in guessed} == {Origin.GUESSED}


def test_a_guess_grows_with_mass() -> None:
    light, heavy = (guess_fitness(Experience.BEGINNER, mass) for mass in (45, 90))
    assert heavy.critical_power_w.value == 2 * light.critical_power_w.value


def test_told_critical_power_is_taken_with_less_doubt() -> None:
    told = guess_fitness(Experience.BEGINNER, 70, critical_power_w=150).critical_power_w
    guessed = guess_fitness(Experience.BEGINNER, 70).critical_power_w
    assert (told.value, told.origin) == (150, Origin.TOLD)
    assert told.sd < guessed.sd


def test_the_rest_follows_what_was_told() -> None:
    fitness = guess_fitness(Experience.BEGINNER, 70, critical_power_w=240)
    assert fitness.w_prime_j.value == pytest.approx(18_000)
    assert fitness.w_prime_j.origin is Origin.GUESSED


@pytest.mark.parametrize("critical_power_w", [60, 350])
@pytest.mark.parametrize("experience", list(Experience))
def test_any_told_power_makes_a_fitness(experience: Experience, critical_power_w: float) -> None:
    fitness = guess_fitness(experience, 70, critical_power_w=critical_power_w)
    assert fitness.ceiling_w(10) > fitness.ceiling_w(30) > critical_power_w


def test_the_default_rider_is_a_beginner_of_70_kg() -> None:
    assert (DEFAULT_RIDER.experience, DEFAULT_RIDER.mass_kg, DEFAULT_RIDER.height_m) == (
        Experience.BEGINNER,
        70.0,
        1.70,
    )


def test_experience_is_evenly_spaced() -> None:
    positions = [experience.position for experience in Experience]
    assert positions[0] == 0
    assert positions[-1] == 1
    assert [b - a for a, b in pairwise(positions)] == pytest.approx([1 / 3] * 3)


# -- changes -------------------------------------------------------------------------------


def test_a_guess_follows_experience() -> None:
    changed = change_rider(DEFAULT_RIDER, experience=Experience.ADVANCED)
    assert changed.fitness.critical_power_w.value == pytest.approx(290)


def test_a_guess_follows_mass() -> None:
    changed = change_rider(DEFAULT_RIDER, mass_kg=35)
    assert changed.fitness.critical_power_w.value == pytest.approx(60)


def test_what_was_told_stays() -> None:
    told = change_rider(DEFAULT_RIDER, critical_power_w=200)
    changed = change_rider(told, experience=Experience.ADVANCED, mass_kg=90)
    assert changed.fitness == told.fitness
    assert (changed.experience, changed.mass_kg) == (Experience.ADVANCED, 90)


def test_told_anew_is_taken() -> None:
    told = change_rider(DEFAULT_RIDER, critical_power_w=200)
    assert change_rider(told, critical_power_w=180).fitness.critical_power_w.value == 180


def test_no_change_is_no_change() -> None:
    assert change_rider(DEFAULT_RIDER) == DEFAULT_RIDER


# -- checks --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes", [{"mass_kg": 20.0}, {"mass_kg": 300.0}, {"height_m": 1.0}, {"height_m": 170.0}]
)
def test_impossible_measures_are_refused(changes: dict[str, float]) -> None:
    with pytest.raises(InvalidValueError):
        Rider(**changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("rest", "highest"), [(20, 180), (60, 90), (60, 250), (130, 180)])
def test_impossible_heart_rates_are_refused(rest: float, highest: float) -> None:
    with pytest.raises(InvalidValueError):
        HeartRateBounds(rest_bpm=rest, max_bpm=highest)


def test_heart_rate_reserve() -> None:
    assert HeartRateBounds(rest_bpm=60, max_bpm=180).at_reserve(0.5) == 120


@pytest.mark.parametrize("value", [0.0, -1.0])
def test_an_estimate_is_above_zero(value: float) -> None:
    with pytest.raises(InvalidValueError):
        Estimate(value=value, sd=1, origin=Origin.TEST)


@pytest.mark.parametrize(
    ("field", "value"),
    [("critical_power_w", 20), ("critical_power_w", 700), ("w_prime_j", 500), ("max_power_w", 100)],
)
def test_impossible_fitness_is_refused(field: str, value: float) -> None:
    fitness = guess_fitness(Experience.BEGINNER, 70)
    wrong = Estimate(value=value, sd=1, origin=Origin.TOLD)
    with pytest.raises(InvalidValueError):
        replace(fitness, **{field: wrong})


def test_the_ceiling_is_that_of_the_model() -> None:
    """Notes on coaching 2: CP 250, W' 20000, maximum 1000, 60 s."""
    fitness = Fitness(
        critical_power_w=Estimate(value=250, sd=1, origin=Origin.TEST),
        w_prime_j=Estimate(value=20_000, sd=1, origin=Origin.TEST),
        max_power_w=Estimate(value=1_000, sd=1, origin=Origin.TEST),
    )
    assert fitness.ceiling_w(60) == pytest.approx(480.7692, rel=1e-6)


def test_the_ceiling_of_a_guessed_rider_is_known_to_a_seventh() -> None:
    # W' 9 kJ to 30 %, maximal power 500 W to 25 %, critical power 120 W, for 20 s: by hand
    fitness = guess_fitness(Experience.BEGINNER, 70.0)
    assert fitness.ceiling_sd(20.0) == pytest.approx(0.141, abs=0.002)


@given(st.floats(5.0, 600.0))
def test_a_ceiling_is_known_as_well_as_small_changes_of_its_parts_say(duration_s: float) -> None:
    fitness = guess_fitness(Experience.TRAINED, 70.0)
    more_work = replace(fitness, w_prime_j=_raise(fitness.w_prime_j))
    more_power = replace(fitness, max_power_w=_raise(fitness.max_power_w))
    usual_w = fitness.ceiling_w(duration_s)
    slopes = [math.log(f.ceiling_w(duration_s) / usual_w) for f in (more_work, more_power)]
    expected = math.hypot(*slopes) / _RAISED_SDS
    assert fitness.ceiling_sd(duration_s) == pytest.approx(expected, rel=0.02)


_RAISED_SDS = 0.01


def _raise(estimate: Estimate) -> Estimate:
    return replace(estimate, value=estimate.value + _RAISED_SDS * estimate.sd)
