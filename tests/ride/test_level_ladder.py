"""The level ladder, ridden on a bike of which nothing is known but the number of its levels."""

from __future__ import annotations

from datetime import date

import pytest
from felt_rides import FeltRide, true_curve

from sixhills.equipment import ExerciseBike, Levels
from sixhills.progress.level_learning import learn_levels
from sixhills.rider import DEFAULT_RIDER
from sixhills.workout.model import Role

CURVES = [true_curve(16, 40.0, 300.0, 1.65), true_curve(32, 30.0, 450.0, 1.5)]


@pytest.fixture(params=CURVES, ids=["16 levels", "32 levels"])
def ride(request: pytest.FixtureRequest) -> FeltRide:
    return FeltRide(workout="level-ladder", curve=request.param).ride()


def test_its_rungs_are_steered_by_rating(ride: FeltRide) -> None:
    asked = [question.text for question in ride.questions]
    assert sum("is meant to be" in text for text in asked) >= 4


def test_its_settings_rise(ride: FeltRide) -> None:
    rungs = [moment for moment in ride.moments if moment.role is Role.STEADY]
    shares = [moment.share for moment in rungs]
    assert rungs[0].setting < rungs[-1].setting
    assert 0.35 < shares[0] < 0.65 < shares[-1] < 0.95


def test_after_it_the_bike_is_known_relative_to_its_rider(ride: FeltRide) -> None:
    bike = ExerciseBike(resistance=Levels(highest=len(ride.curve.settings)))
    recording = ride.recorder.recording()
    assert recording is not None
    learnt = learn_levels(bike, recording, DEFAULT_RIDER, date(2026, 3, 1))
    assert learnt is not None
    assert learnt.told[0].startswith("This bike is known now: ")
    critical = DEFAULT_RIDER.fitness.critical_power_w
    curve = learnt.bike.working_curve(critical.value, critical.sd)
    assert not curve.measured
    hill = min(curve.settings, key=lambda s: abs(curve.power_w(s, 70) - 0.8 * critical.value))
    true_share = ride.curve.power_w(hill, 70) / ride.critical_power_w
    assert true_share == pytest.approx(0.8, abs=0.08)
