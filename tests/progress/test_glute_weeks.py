from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.equipment import BUILT_IN_BIKES
from sixhills.progress.glute_weeks import GluteRail, GluteWeek, find_glute_weeks
from sixhills.progress.next_workout import Proposal, next_workout
from sixhills.progress.outcome import RideOutcome
from sixhills.rider import DEFAULT_RIDER
from sixhills.workout.library import find_workout, varied_workouts
from sixhills.workout.model import Kind

TODAY = date(2026, 6, 30)


def load(maximus_kj: float, others_s: float = 100.0) -> dict[str, float]:
    return {
        "gluteus_maximus": maximus_kj,
        "gluteus_medius": others_s,
        "gluteus_minimus": others_s,
    }


def ride(days_ago: int, maximus_kj: float | None) -> RideOutcome:
    return RideOutcome(
        day=TODAY - timedelta(days=days_ago),
        workout="three-short-hills",
        kind=Kind.HILLS,
        difficulty=find_workout("three-short-hills").difficulty,
        finished=1.0,
        training_load=40.0,
        glutes=None if maximus_kj is None else load(maximus_kj),
    )


def test_m5_2_a_week_stands_beside_the_mean_of_the_four_before() -> None:
    rides = [ride(1, 10), ride(5, 14), *(ride(days, 20) for days in (8, 15, 22, 29))]
    maximus = find_glute_weeks(rides, TODAY)[0]
    assert (maximus.muscle, maximus.done, maximus.usual) == ("gluteus_maximus", 24, 20)


def test_seven_days_are_seven_days() -> None:
    rides = [ride(6, 10), ride(7, 100), ride(15, 20), ride(22, 20)]
    assert find_glute_weeks(rides, TODAY)[0].done == 10


def test_weeks_without_a_ride_are_no_part_of_what_is_usual() -> None:
    rides = [ride(9, 30), ride(16, 20), ride(30, 10)]
    assert find_glute_weeks(rides, TODAY)[0].usual == 20


def test_nothing_is_usual_after_two_weeks() -> None:
    assert find_glute_weeks([ride(8, 20), ride(10, 20), ride(16, 20)], TODAY) == ()


def test_a_ride_of_which_nothing_is_known_leaves_the_week_unknown() -> None:
    rides = [ride(3, None), ride(9, 30), ride(16, 30), ride(25, 10)]
    assert find_glute_weeks(rides, TODAY) == ()


@given(st.floats(0.0, 100.0), st.floats(1.0, 100.0), st.floats(0.0, 100.0))
def test_m5_2_only_what_lies_beyond_rise_and_band_exceeds(
    done: float, usual: float, more: float
) -> None:
    week = GluteWeek(muscle="gluteus_maximus", done=done, usual=usual)
    if week.exceeds(more):
        assert (done + more) / usual > 1.3
        assert (done + more) / 1.15 > 1.3 * usual * (1 - 1e-9)


def make_rail(history: list[RideOutcome], predicted_kj: float) -> GluteRail:
    weeks = find_glute_weeks(history, TODAY)
    return GluteRail(weeks=weeks, predict=lambda workout: load(predicted_kj * workout.difficulty))


def propose(history: list[RideOutcome], predicted_kj: float) -> Proposal:
    return next_workout(
        history,
        DEFAULT_RIDER,
        BUILT_IN_BIKES["exercise"],
        today=TODAY,
        workouts=varied_workouts(),
        predict_load=lambda workout: 10.0 * workout.difficulty,
        glutes=make_rail(history, predicted_kj),
    )


WEEKS = [ride(days, 20) for days in (4, 11, 18, 25, 32)]


def test_m5_2_a_ride_that_would_be_too_steep_for_the_glutes_waits() -> None:
    usual, steep = propose(WEEKS, 1.0), propose(WEEKS, 25.0)
    assert usual.workout is not None
    assert all("gluteus" not in one.because for one in usual.rejected)
    told = [one.because for one in steep.rejected if "gluteus maximus" in one.because]
    assert told
    assert "usual week" in told[0]
    assert steep.workout is not None
    assert make_rail(WEEKS, 25.0).refuse(find_workout(steep.workout)) is None


def test_m5_2_easy_rides_never_wait_for_the_glutes() -> None:
    steep = propose(WEEKS, 1000.0)
    assert steep.workout is not None
    assert find_workout(steep.workout.split("~")[0]).kind in {Kind.TECHNIQUE, Kind.RECOVERY}


@pytest.mark.parametrize(("kj", "told"), [(21.0, False), (60.0, True), (5.0, True)])
def test_m5_2_a_week_is_told_where_it_differs_beyond_the_band(kj: float, told: bool) -> None:
    week = GluteWeek(muscle="gluteus_maximus", done=kj, usual=20.0)
    rail = GluteRail(weeks=(week,), predict=lambda _: None)
    assert (rail.tell() is not None) == told


def test_a_week_like_the_hardest_of_the_four_is_not_steep() -> None:
    """Three light weeks and one of 40: 50 are twice the usual 25, and a quarter above the 40."""
    week = GluteWeek(muscle="gluteus_maximus", done=0.0, usual=25.0, hardest=40.0)
    assert not week.exceeds(50.0)
    assert week.exceeds(60.0)  # more than 1.3 times 40, by more than the 15 % that count
    assert replace(week, hardest=25.0).exceeds(50.0)
