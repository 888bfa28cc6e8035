"""When a ridden test counts, and what it says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tested_rides import HEART, make_fitness, make_ride, make_rider, prescribe, ride_test

from sixhills.progress.fitness_tests import (
    NoResult,
    RampResult,
    StepsResult,
    TrialsResult,
    read_test,
)
from sixhills.ride.recording import Channel
from sixhills.rider import Limits
from sixhills.workout.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.progress.fitness_tests import TestedFitness

RIDER = make_rider(make_fitness(), heart=HEART)
TRIALS = prescribe("three-and-twelve-test", RIDER)
RAMP = prescribe("ramp-test", RIDER)
STEPS = prescribe("step-test", RIDER)


def read_trials(
    power_w: Sequence[float], seconds: Sequence[int] = (180, 720)
) -> TestedFitness | None:
    return read_test(ride_test(TRIALS, power_w, seconds=seconds), TRIALS, None)


def read_steps(power_w: Sequence[float], heart_bpm: Sequence[float]) -> TestedFitness | None:
    return read_test(ride_test(STEPS, power_w, heart_bpm=heart_bpm), STEPS, HEART)


def why(result: TestedFitness | None) -> str:
    assert isinstance(result, NoResult)
    return result.why


# -- 3 and 12 minutes ------------------------------------------------------------------------


def test_two_efforts_give_critical_power_and_w_prime() -> None:
    """Notes on coaching, 2: CP 250 W and W′ 20 kJ hold 361.1 W and 277.8 W."""
    result = read_trials([250 + 20_000 / 180, 250 + 20_000 / 720])
    assert isinstance(result, TrialsResult)
    assert result.critical_power_w == pytest.approx(250)
    assert result.fit.w_prime_j == pytest.approx(20_000)
    assert [trial.duration_s for trial in result.trials] == [180, 720]


def test_a_few_seconds_less_are_still_a_trial() -> None:
    result = read_trials([300.0, 230.0], seconds=[179, 705])
    assert isinstance(result, TrialsResult)
    assert [trial.duration_s for trial in result.trials] == [179, 705]


def test_an_effort_begun_too_fast_is_trusted_less() -> None:
    """200 W and 150 W by halves: a fade of 2/7 of the mean."""
    ride = ride_test(TRIALS, [280.0, 175.0])
    power = ride.channels[Channel.POWER_W].copy()
    long = np.flatnonzero(power == 175)
    power[long[:360]], power[long[360:]] = 200.0, 150.0
    result = read_test(replace(ride, channels={Channel.POWER_W: power}), TRIALS, None)
    even = read_trials([280.0, 175.0])
    assert isinstance(result, TrialsResult)
    assert isinstance(even, TrialsResult)
    assert (even.fade, result.fade) == pytest.approx((0, 2 / 7))
    assert result.critical_power_w == pytest.approx(even.critical_power_w)
    assert result.sd_w > even.sd_w


@pytest.mark.parametrize("seconds", [(180, 600), (120, 720)])
def test_an_effort_cut_short_does_not_count(seconds: tuple[int, int]) -> None:
    assert "not ridden whole" in why(read_trials([300.0, 230.0], seconds))


def test_one_effort_without_the_other_does_not_count() -> None:
    assert "not ridden whole" in why(read_trials([300.0]))


def test_missing_power_is_not_guessed() -> None:
    ride = ride_test(TRIALS, [300.0, 230.0])
    power = ride.channels[Channel.POWER_W].copy()
    power[-900:-800] = np.nan
    ride = replace(ride, channels={Channel.POWER_W: power})
    assert "some power is missing" in why(read_test(ride, TRIALS, None))


@pytest.mark.parametrize("power_w", [(230.0, 230.0), (230.0, 250.0), (500.0, 150.0)])
def test_efforts_that_no_rider_has_do_not_count(power_w: tuple[float, float]) -> None:
    assert "do not fit together" in why(read_trials(power_w))


def test_a_test_of_one_s_own_counts_too() -> None:
    own = prescribe("test 4min at rpe 10\ntest 15min at rpe 10\n", RIDER)
    result = read_test(ride_test(own, [290.0, 230.0]), own, None)
    assert isinstance(result, TrialsResult)
    assert [trial.duration_s for trial in result.trials] == [240, 900]


def test_efforts_of_like_length_tell_nothing() -> None:
    own = prescribe("test 10min at rpe 10\ntest 12min at rpe 10\n", RIDER)
    assert "too alike" in why(read_test(ride_test(own, [240.0, 230.0]), own, None))


def test_who_may_not_ride_to_the_limit_has_no_test() -> None:
    limited = replace(RIDER, limits=Limits(max_rpe=5))
    for key in ("three-and-twelve-test", "ramp-test"):
        asked = prescribe(key, limited)
        assert read_test(ride_test(asked, [100.0] * 24), asked, HEART) is None


# -- ramp ------------------------------------------------------------------------------------


def test_the_best_minute_of_a_ramp() -> None:
    result = read_test(ride_test(RAMP, [100.0 + 12 * n for n in range(15)]), RAMP, None)
    assert isinstance(result, RampResult)
    assert result.best_minute_w == pytest.approx(268)
    assert result.critical_power_w == pytest.approx(0.76 * 268)


def test_a_minute_begun_counts_for_its_seconds() -> None:
    whole, begun = [100.0 + 12 * n for n in range(14)], [60] * 14
    result = read_test(ride_test(RAMP, [*whole, 268.0], seconds=[*begun, 30]), RAMP, None)
    assert isinstance(result, RampResult)
    assert result.best_minute_w == pytest.approx((256 + 268) / 2)


def test_a_ramp_given_up_early_does_not_count() -> None:
    assert "too short" in why(read_test(ride_test(RAMP, [100.0] * 4), RAMP, None))


def test_a_ramp_without_an_end_does_not_count() -> None:
    assert "to its last minute" in why(read_test(ride_test(RAMP, [300.0] * 24), RAMP, None))


def test_the_heart_at_the_end_of_a_ramp() -> None:
    ride = ride_test(RAMP, [100.0] * 14, heart_bpm=[90.0 + 5 * n for n in range(14)])
    result = read_test(ride, RAMP, HEART)
    assert isinstance(result, RampResult)
    assert result.reserve == pytest.approx((155 - 60) / 120)


# -- steps -----------------------------------------------------------------------------------


def test_the_line_is_drawn_to_the_limit() -> None:
    powers = [100.0, 120.0, 140.0, 160.0]
    result = read_steps(powers, [60 + 120 * 0.004 * watts for watts in powers])
    assert isinstance(result, StepsResult)
    assert result.critical_power_w == pytest.approx(0.86 / 0.004)
    assert result.sd_w / result.critical_power_w == pytest.approx(0.15 * (215 / 160) / 1.25)


def test_three_steps_are_enough_and_two_are_not() -> None:
    assert isinstance(read_steps([100.0, 120.0, 140.0], [100.0, 110.0, 120.0]), StepsResult)
    assert "Fewer than three" in why(read_steps([100.0, 120.0], [100.0, 110.0]))


@pytest.mark.parametrize(
    "heart_bpm", [(120, 118, 116, 114), (120, 120, 120, 120), (90, 150, 80, 130)]
)
def test_a_heart_out_of_step_does_not_count(heart_bpm: tuple[float, ...]) -> None:
    assert "did not rise evenly" in why(read_steps([100.0, 120.0, 140.0, 160.0], heart_bpm))


def test_a_heart_under_medicine_draws_no_line() -> None:
    held_down = replace(RIDER, limits=Limits(heart_rate_steers=False))
    asked = prescribe("step-test", held_down)
    ride = ride_test(asked, [100.0, 120.0, 140.0, 160.0], heart_bpm=[100.0, 110.0, 120.0, 130.0])
    assert "heart rate" in why(read_test(ride, asked, HEART))


# -- no test ---------------------------------------------------------------------------------


def test_another_workout_is_no_test() -> None:
    hills = prescribe("six-hills", RIDER)
    ride = replace(make_ride([150.0] * 600), segments=np.zeros(600, dtype=np.int32))
    assert read_test(ride, hills, HEART) is None


def test_a_test_not_begun_is_none() -> None:
    assert read_test(ride_test(TRIALS, []), TRIALS, HEART) is None


def test_a_ride_that_does_not_know_its_steps_is_no_test() -> None:
    ride = replace(ride_test(TRIALS, [300.0, 230.0]), segments=None)
    assert read_test(ride, TRIALS, None) is None


def test_the_stock_tests_ask_what_is_read() -> None:
    asked = {
        p.workout: [s for s in p.segments if s.role is Role.TEST] for p in (TRIALS, RAMP, STEPS)
    }
    assert [s.duration_s for s in asked["three-and-twelve-test"]] == [180, 720]
    assert [s.duration_s for s in asked["ramp-test"]] == [60] * 24
    assert [s.share_of_cp for s in asked["step-test"]] == [0.5, 0.6, 0.7, 0.8]
