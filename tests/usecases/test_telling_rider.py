"""What a rider tells in a form: what tests and rides gave of fitness stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sixhills.errors import InvalidValueError
from sixhills.rider import DEFAULT_RIDER, Estimate, Experience, Origin, Rider
from sixhills.usecases.telling_rider import ToldRider, apply_told

TOLD = ToldRider(experience=Experience.TRAINED, mass_kg=60, height_m=1.65, can_stand=False)


def make_rider(critical_power_w: float, origin: Origin = Origin.TEST) -> Rider:
    known = Estimate(value=critical_power_w, sd=4, origin=origin)
    return replace(DEFAULT_RIDER, fitness=replace(DEFAULT_RIDER.fitness, critical_power_w=known))


def test_a_guess_follows_experience_and_mass() -> None:
    rider = apply_told(DEFAULT_RIDER, TOLD)

    assert rider.fitness.critical_power_w.value == pytest.approx(230 / 70 * 60)
    assert (rider.height_m, rider.can_stand) == (1.65, False)


@pytest.mark.parametrize("origin", [Origin.TEST, Origin.RIDES])
def test_what_was_measured_stays(origin: Origin) -> None:
    rider = apply_told(make_rider(151.4, origin), TOLD)

    assert rider.fitness.critical_power_w == Estimate(value=151.4, sd=4, origin=origin)


def test_the_watts_that_a_form_shows_are_nothing_new() -> None:
    rider = apply_told(make_rider(151.4), replace(TOLD, critical_power_w=151))

    assert rider.fitness.critical_power_w.origin is Origin.TEST


def test_other_watts_are_told_anew() -> None:
    rider = apply_told(make_rider(151.4), replace(TOLD, critical_power_w=190))

    assert rider.fitness.critical_power_w.value == 190
    assert rider.fitness.critical_power_w.origin is Origin.TOLD


def test_what_was_told_can_be_taken_back() -> None:
    told = apply_told(DEFAULT_RIDER, replace(TOLD, critical_power_w=190))

    assert apply_told(told, TOLD).fitness.critical_power_w.origin is Origin.GUESSED


def test_limits_of_health_stay() -> None:
    limited = replace(DEFAULT_RIDER, limits=replace(DEFAULT_RIDER.limits, seated_only=True))

    assert apply_told(limited, replace(TOLD, can_stand=True)).may_stand is False


def test_a_height_that_nobody_has_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="height_m"):
        apply_told(DEFAULT_RIDER, replace(TOLD, height_m=170))
