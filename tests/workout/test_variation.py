from __future__ import annotations

import pytest

from sixhills.errors import NotFoundError
from sixhills.workout.library import find_workout, stock_workouts, varied_workouts
from sixhills.workout.model import Kind, Role
from sixhills.workout.variation import Variation, split_key, vary_workout


@pytest.mark.parametrize("variation", Variation)
def test_m3_6_only_cadence_varies(variation: Variation) -> None:
    plain = find_workout("six-hills")
    varied = vary_workout(plain, variation)
    for before, after in zip(plain.steps(), varied.steps(), strict=True):
        assert before.extent == after.extent
        assert before.effort == after.effort
        assert before.postures == after.postures


def test_hills_are_slower_by_seven_turns_a_minute() -> None:
    hill = find_workout("six-hills-slower").steps()[1]
    assert hill.cadence is not None
    assert (hill.cadence.low_rpm, hill.cadence.high_rpm) == (53, 68)


def test_no_variation_grinds_or_spins_beyond_what_is_sensible() -> None:
    for workout in varied_workouts():
        for step in workout.steps():
            if step.cadence is not None and step.role is Role.HILL:
                assert 48 <= step.cadence.low_rpm <= step.cadence.high_rpm <= 87


def test_a_variation_has_a_key_that_finds_it() -> None:
    for workout in varied_workouts():
        assert find_workout(workout.key) == workout


def test_no_stock_workout_is_taken_for_a_variation() -> None:
    assert all(split_key(workout.key)[1] is None for workout in stock_workouts())


def test_tests_are_ridden_as_they_are() -> None:
    assert all(workout.kind is not Kind.TEST for workout in varied_workouts())
    with pytest.raises(NotFoundError):
        find_workout("level-ladder-slower")


def test_an_unknown_workout_has_no_variation() -> None:
    with pytest.raises(NotFoundError):
        find_workout("seven-seas-slower")
