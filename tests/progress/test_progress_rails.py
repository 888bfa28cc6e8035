from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from make_history import TODAY, WORKOUTS, predict_load, ridden

from sixhills.progress.outcome import RideOutcome
from sixhills.progress.rails import hardest_recent_load, measure_load, next_hard_day
from sixhills.rider import Experience
from sixhills.workout.model import Kind

BY_KEY = {workout.key: workout for workout in WORKOUTS}


def days_until_hard(*days_ago: int, experience: Experience = Experience.TRAINED) -> int:
    history = [ridden(day) for day in days_ago]
    return (next_hard_day(history, TODAY, experience) - TODAY).days


def test_hard_days_lie_two_apart() -> None:
    assert [days_until_hard(ago) for ago in (0, 1, 2, 3)] == [2, 1, 0, 0]


def test_easy_rides_do_not_put_a_hard_one_off() -> None:
    assert next_hard_day([ridden(0, Kind.RECOVERY)], TODAY, Experience.BEGINNER) == TODAY


def test_a_beginner_has_two_hard_days_in_seven() -> None:
    assert days_until_hard(4, 2, experience=Experience.BEGINNER) == 3
    assert days_until_hard(4, 2) == 0


def test_others_have_three_hard_days_in_seven() -> None:
    assert days_until_hard(6, 4, 2) == 1


@given(st.sets(st.integers(0, 30)), st.sampled_from(Experience))
def test_the_day_found_keeps_both_rules(days_ago: set[int], experience: Experience) -> None:
    hard = {TODAY - timedelta(days=ago) for ago in days_ago}
    due = next_hard_day([ridden(ago) for ago in days_ago], TODAY, experience)
    allowed = 2 if experience is Experience.BEGINNER else 3
    assert due >= TODAY
    assert not hard & {due - timedelta(days=1), due} - {TODAY - timedelta(days=99)}
    # what lies before today is as it is; with the new ride the last seven days hold to the rule
    assert sum(due - timedelta(days=7) < day <= due for day in hard) < allowed


def hardest(*history: RideOutcome) -> float | None:
    return hardest_recent_load(
        history, TODAY, lambda outcome: measure_load(outcome, BY_KEY, predict_load)
    )


def test_without_rides_there_is_no_hardest() -> None:
    assert hardest() is None


def cost(days_ago: int, load: float) -> RideOutcome:
    return RideOutcome(day=TODAY - timedelta(days=days_ago), training_load=load)


def test_the_hardest_ride_counts_for_thirty_days() -> None:
    assert hardest(cost(30, 50), cost(3, 20)) == 50
    assert hardest(cost(31, 50), cost(3, 20)) == 20


def test_after_a_long_break_nothing_counts() -> None:
    assert hardest(cost(95, 80), cost(60, 20)) is None


def test_a_ride_without_measured_load_counts_with_its_ridden_share() -> None:
    assert hardest(ridden(3, difficulty=4, finished=0.5)) == 0.5 * predict_load(
        BY_KEY[f"{Kind.HILLS}-4"]
    )


def test_a_low_measurement_does_not_hide_what_was_ridden() -> None:
    assert hardest(ridden(3, difficulty=4, load=10)) == predict_load(BY_KEY[f"{Kind.HILLS}-4"])


def test_what_was_asked_then_counts_not_what_the_same_would_cost_today() -> None:
    ride = replace(ridden(3, difficulty=4, finished=0.5), load_asked=30.0)
    assert predict_load(BY_KEY[f"{Kind.HILLS}-4"]) != 30.0
    assert hardest(ride) == 15.0


def test_a_ride_of_unknown_load_and_result_says_nothing() -> None:
    assert hardest(ridden(3, finished=None)) is None
