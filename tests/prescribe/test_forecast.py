from __future__ import annotations

import pytest
from make_prescriptions import EXPERIENCES, length_s, make_rider, prescribe

from sixhills.equipment import BUILT_IN_BIKES
from sixhills.power import THRESHOLD_SHARE_OF_CP, w_prime_balance_j
from sixhills.prescribe.forecast import Effort, forecast_left
from sixhills.prescribe.timeline import predict_load
from sixhills.rider import Experience
from sixhills.workout.library import stock_workouts
from sixhills.workout.model import Posture, Role
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


def test_a_ramp_test_is_reckoned_until_strength_ends() -> None:
    """W′ of 9 kJ over 120 W: a ramp of .05 W/s above it spends them in sqrt(2 x 9000 / .05) s."""
    ramp = "test 30min at 50% CP to 125% CP, seated\n"
    all_of_it, half = (
        prescribe(parse_workout(HEAD + text), bike="trainer")
        for text in (ramp, ramp.replace("30min", "20min").replace("125%", "100%"))
    )
    spent = 0.05 * 600**2 / 2
    assert spent == pytest.approx(9000)
    assert all_of_it.w_prime_min_fraction == pytest.approx(0.0, abs=1e-9)
    assert half.w_prime_min_fraction == 1
    assert prescribe("ramp-test", bike="trainer").training_load < 70  # 118, ridden to its end
    assert prescribe("ramp-test", bike="trainer").duration_s == 46 * 60


@pytest.mark.parametrize("bike", ["exercise", "knob", "trainer"])
def test_a_load_alone_is_that_of_the_whole_prescription(bike: str) -> None:
    rider = make_rider()
    for workout in stock_workouts()[::5]:
        whole = prescribe(workout, rider, bike)
        alone = predict_load(workout, rider, BUILT_IN_BIKES[bike])
        assert alone == pytest.approx(whole.training_load, rel=1e-9)


def test_what_is_left_of_w_prime_falls_from_effort_to_effort() -> None:
    """Half of W′ spent, of one that is .3 smaller than believed; then ten minutes to recover."""
    rider = make_rider()
    work = Effort(0, Role.INTERVAL, 1 + 4500 / 120 / 60, 60.0)
    left = forecast_left(
        [work, work._replace(step=1), Effort(2, Role.RECOVERY, 0.4, 600.0), work._replace(step=3)],
        rider,
    )
    assert left[0] == 1
    assert left[1] == pytest.approx(1 - 0.5 / 0.7)
    assert left[1] < left[3] < 1
