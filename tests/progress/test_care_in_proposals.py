"""Pain, bad days and the strength pair."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from make_history import TODAY, WORKOUTS, make_rider, predict_load, ridden

from sixhills.care.pain import Light
from sixhills.equipment import BUILT_IN_BIKES
from sixhills.progress.next_workout import Proposal, next_workout
from sixhills.progress.outcome import RideOutcome
from sixhills.rider import Experience


def propose(*history: RideOutcome, feels: float | None = None) -> Proposal:
    return next_workout(
        history,
        make_rider(Experience.IMPROVER),
        BUILT_IN_BIKES["exercise"],
        today=TODAY,
        workouts=WORKOUTS,
        predict_load=predict_load,
        feels=feels,
    )


def hurt(days_ago: int, light: Light) -> RideOutcome:
    return replace(ridden(days_ago, difficulty=4), light=light)


@pytest.mark.parametrize("days_ago", [3, 6, 9, 20])
def test_after_bad_pain_nothing_hard_comes_until_a_ride_without(days_ago: int) -> None:
    proposal = propose(hurt(days_ago, Light.RED))
    assert (proposal.workout or "").startswith("recovery")
    assert "bad pain" in proposal.why[0]


def test_a_week_after_bad_pain_and_a_ride_without_it_hard_rides_come_again() -> None:
    well = replace(ridden(4), kind=None, workout=None, light=Light.GREEN)
    assert (propose(hurt(8, Light.RED), well).workout or "").startswith("hills")
    assert (propose(hurt(6, Light.RED), well).workout or "").startswith("recovery")


def test_after_some_pain_an_easy_ride_comes_and_then_a_rung_lower() -> None:
    first = propose(hurt(3, Light.AMBER))
    assert not (first.workout or "").startswith(("hills", "intervals"))
    after = propose(hurt(5, Light.AMBER), replace(ridden(2), kind=None, workout=None))
    assert (after.workout or "").startswith("hills-3")


def test_a_bad_day_only_ever_makes_the_ride_easier() -> None:
    assert (propose(ridden(4), feels=2).workout or "").startswith("recovery")
    assert propose(ridden(4), feels=9).workout == propose(ridden(4)).workout


def test_the_strength_pair_is_suggested_once_and_then_seldom() -> None:
    assert propose().strength is None
    assert "mild stimulus" in (propose(ridden(3)).strength or "")
    assert propose(ridden(8), ridden(3)).strength is None
    long_ago = [ridden(day) for day in (70, 62, 3)]
    assert propose(*long_ago).strength is None
    assert propose(ridden(58), ridden(50)).strength is not None


def test_the_rail_of_30_days_is_literal() -> None:
    old = replace(ridden(31, difficulty=9), training_load=200.0)
    recent = replace(ridden(5, difficulty=1), training_load=30.0)
    proposal = propose(old, recent)
    workout = next(w for w in WORKOUTS if w.key == proposal.workout)
    assert predict_load(workout) <= 1.15 * 30.0


def test_a_day_without_a_ride_today_is_fine() -> None:
    assert propose(replace(ridden(0), day=TODAY + timedelta(days=2))).workout is not None
