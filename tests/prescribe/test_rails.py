from __future__ import annotations

import pytest
from make_prescriptions import EXPERIENCES, make_rider, prescribe

from sixhills.prescribe.rails import w_prime_floor
from sixhills.rider import Experience, Rider
from sixhills.workout.text import parse_workout

HEAD = "workout made\ntitle Made\nabout For a test.\nkind intervals\ndifficulty 1\n\n"


@pytest.mark.parametrize("experience", EXPERIENCES)
def test_the_floor_of_w_prime(experience: Experience) -> None:
    expected = 0.50 if experience is Experience.BEGINNER else 0.35  # DESIGN, rule 6
    assert w_prime_floor(make_rider(experience)) == expected


def test_too_much_is_warned_of_with_an_alternative() -> None:
    workout = parse_workout(f"{HEAD}interval 2min at 140% CP, seated, 80-100 rpm\n")
    (told,) = (w for w in prescribe(workout, bike="trainer").warnings if "reserve" in w)
    assert "36 % would be left, and 50 % should be" in told  # 1 - 120 x 48 / 9000
    assert "easier variant" in told


def test_less_than_nothing_is_told_as_nothing() -> None:
    workout = parse_workout(f"{HEAD}interval 10min at 150% CP, seated, 80-100 rpm\n")
    prescription = prescribe(workout, bike="trainer")
    assert prescription.w_prime_min_fraction < 0
    assert any("0 % would be left" in warning for warning in prescription.warnings)


def test_what_was_asked_for_is_obeyed() -> None:
    workout = parse_workout(f"{HEAD}interval 10min at 150% CP, seated, 80-100 rpm\n")
    assert prescribe(workout, bike="trainer").segments[0].share_of_cp == 1.5


def test_guessed_fitness_is_said_to_be_guessed() -> None:
    assert any('guessed from "beginner"' in w for w in prescribe("six-hills", Rider()).warnings)


def test_told_fitness_is_not() -> None:
    warnings = prescribe("six-hills", make_rider(critical_power_w=150)).warnings
    assert not any("guessed" in warning for warning in warnings)
