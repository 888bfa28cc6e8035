from __future__ import annotations

import pytest
from make_prescriptions import EXPERIENCES, length_s, make_rider, prescribe

from sixhills.power import THRESHOLD_SHARE_OF_CP, w_prime_balance_j
from sixhills.rider import Experience
from sixhills.workout.model import Posture
from sixhills.workout.text import parse_workout

HEAD = "workout made\ntitle Made\nabout For a test.\nkind test\ndifficulty 1\n\n"


def test_an_hour_at_threshold_is_100() -> None:
    workout = parse_workout(f"{HEAD}steady 1h at {100 * THRESHOLD_SHARE_OF_CP:g}% CP\n")
    assert prescribe(workout, bike="trainer").training_load == pytest.approx(100)


def test_work_is_power_times_time() -> None:
    workout = parse_workout(f"{HEAD}steady 10min at 100 W\n")
    assert prescribe(workout, bike="trainer").work_kj == pytest.approx(
        60, rel=1e-4
    )  # shares to 1e-4


def test_a_ride_below_half_a_minute_has_a_load() -> None:
    workout = parse_workout(f"{HEAD}steady 20s at 96% CP\n")
    assert prescribe(workout, bike="trainer").training_load == pytest.approx(100 * 20 / 3600)


def test_below_critical_power_nothing_is_spent() -> None:
    workout = parse_workout(f"{HEAD}steady 1h at 99% CP\n")
    assert prescribe(workout, bike="trainer").w_prime_min_fraction == 1


def test_above_it_w_prime_falls_in_proportion() -> None:
    """9 kJ of W' at 120 W: 60 s at 150 % spend 60 x 60 J."""
    workout = parse_workout(f"{HEAD}steady 1min at 150% CP\n")
    fraction = prescribe(workout, bike="trainer").w_prime_min_fraction
    assert fraction == pytest.approx(1 - 3600 / 9000)


@pytest.mark.parametrize("experience", EXPERIENCES)
def test_w_prime_agrees_with_the_second_by_second_balance(experience: Experience) -> None:
    prescription = prescribe("intervals", make_rider(experience), "trainer")
    fitness = prescription.rider.fitness
    cp, w_prime = fitness.critical_power_w.value, fitness.w_prime_j.value
    power_w = [
        segment.share_of_cp * cp
        for segment in prescription.segments
        for _ in range(round(segment.duration_s))
    ]
    left = w_prime_balance_j(power_w, critical_power_w=cp, w_prime_j=w_prime)
    assert prescription.w_prime_min_fraction == pytest.approx(min(left) / w_prime)


@pytest.mark.parametrize(("key", "standing_s"), [("six-hills", 12 * 60), ("intervals", 45)])
def test_standing_time(key: str, standing_s: float) -> None:
    prescription = prescribe(key, bike="trainer")
    stood = [s for s in prescription.segments if s.posture is Posture.STANDING]
    assert prescription.standing_s == length_s(stood) == standing_s
