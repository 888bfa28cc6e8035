from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_history import TODAY

from sixhills.equipment import BUILT_IN_BIKES
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.progress.next_workout import next_workout
from sixhills.progress.outcome import RideOutcome
from sixhills.progress.variety import measure_vector
from sixhills.rider import DEFAULT_RIDER, Experience, change_rider
from sixhills.workout.library import find_workout, varied_workouts
from sixhills.workout.model import Kind, Workout

BIKE = BUILT_IN_BIKES["exercise"]
BY_KEY = {workout.key: workout for workout in varied_workouts()}


def test_a_slower_variation_is_heavier_and_a_quicker_one_lighter() -> None:
    plain, slower, quicker = (
        measure_vector(find_workout(key), DEFAULT_RIDER, BIKE)
        for key in ("six-hills", "six-hills-slower", "six-hills-quicker")
    )
    assert slower.resistance > plain.resistance > quicker.resistance
    assert slower.cadence_rpm < plain.cadence_rpm < quicker.cadence_rpm
    assert slower.standing == plain.standing == quicker.standing


def test_standing_time_is_that_of_the_work() -> None:
    # hills 3 and 4 half, 5 and 6 whole: three of six
    assert measure_vector(find_workout("six-hills"), DEFAULT_RIDER, BIKE).standing == 0.5


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.TEST])
def test_every_ladder_has_more_vectors_than_rides_to_differ_from(kind: Kind) -> None:
    lowest = [w for w in varied_workouts() if w.kind is kind][:6]
    vectors = {measure_vector(workout, DEFAULT_RIDER, BIKE) for workout in lowest}
    assert len(vectors) >= 4


def predict(workout: Workout) -> float:
    return prescribe_workout(workout, DEFAULT_RIDER, BIKE).training_load


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_m1_4_no_proposal_is_like_one_of_the_last_three_rides(data: st.DataObject) -> None:
    rider = change_rider(DEFAULT_RIDER, experience=data.draw(st.sampled_from(Experience)))
    history: list[RideOutcome] = []
    loads = {w.key: predict(w) for w in varied_workouts() if w.difficulty < 4}
    day = TODAY
    for _ in range(14):
        day += timedelta(days=data.draw(st.integers(1, 6)))
        proposal = next_workout(
            history,
            rider,
            BIKE,
            today=day,
            workouts=varied_workouts(),
            predict_load=lambda w: loads.get(w.key) or loads.setdefault(w.key, predict(w)),
        )
        if proposal.workout is None:
            continue
        workout = BY_KEY[proposal.workout]
        last = [measure_vector(BY_KEY[o.workout or ""], rider, BIKE) for o in history[-3:]]
        assert proposal.vector == measure_vector(workout, rider, BIKE)
        assert proposal.vector not in last
        history.append(
            RideOutcome(
                day=day,
                workout=workout.key,
                kind=workout.kind,
                difficulty=workout.difficulty,
                finished=data.draw(st.sampled_from([0.5, 0.8, 1.0, 1.0])),
                rpe_felt=data.draw(st.sampled_from([4.0, 5.0, 6.0, 8.0])),
                rpe_asked=5.5,
            )
        )
