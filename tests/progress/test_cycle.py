from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from make_history import TODAY

from sixhills.progress.cycle import TrainingWeek, find_week
from sixhills.progress.outcome import RideOutcome
from sixhills.rider import Experience


def week_of(*rides: tuple[int, float]) -> TrainingWeek:
    """The week of today after rides so many days ago of such loads."""
    past = [
        RideOutcome(day=TODAY - timedelta(days=ago), training_load=load)
        for ago, load in sorted(rides, reverse=True)
    ]
    return find_week(past, TODAY, Experience.BEGINNER, lambda ride: ride.training_load)


def test_the_first_week_is_bound_by_nothing() -> None:
    assert week_of() == TrainingWeek(number=1, easy=False, left=None)
    assert week_of((3, 20)).left is None


def test_a_building_week_may_cost_an_eighth_more_than_the_best() -> None:
    week = week_of((12, 200), (9, 200), (3, 100))
    assert week.number == 2
    assert week.left is not None
    assert abs(week.left - (1.12 * 400 - 100)) < 1e-9


def test_a_small_week_may_grow_by_a_small_amount_all_the_same() -> None:
    assert week_of((9, 20)).left == 20 + 21


def test_the_fourth_week_is_easy() -> None:
    week = week_of(*((day, 50.0) for day in (23, 21, 18, 16, 13, 11, 8, 6)))
    assert week.easy
    assert week.left is not None
    assert abs(week.left - 0.65 * 400 / 3) < 1e-9


def test_what_was_ridden_in_the_easy_week_counts() -> None:
    week = week_of(*((day, 50.0) for day in (24, 22, 19, 17, 14, 12, 9, 7, 2)))
    assert week.left is not None
    assert abs(week.left - (0.65 * 400 / 3 - 50)) < 1e-9


def test_few_rides_need_no_easy_week() -> None:
    assert not week_of(*((day, 50.0) for day in (23, 20, 17, 14, 11, 8, 5))).easy


def test_a_week_off_was_the_easy_one() -> None:
    rides = [(day, 50.0) for day in (28, 25, 22, 19, 16)]
    week = week_of(*rides, (5, 50))
    assert week.number == 1
    assert not week.easy


def test_a_fifth_week_begins_anew() -> None:
    rides = [(day, 50.0) for day in range(30, 0, -3)]
    assert week_of(*rides).number == 1


@given(st.lists(st.tuples(st.integers(0, 120), st.floats(0, 150)), max_size=40))
def test_any_history_has_a_week(rides: list[tuple[int, float]]) -> None:
    week = week_of(*rides)
    assert 1 <= week.number <= 4
    assert not week.easy or week.number == 4
