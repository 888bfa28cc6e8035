import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_history import TODAY, WORKOUTS, make_ladder_of, make_workout, ridden

from sixhills.progress.ladder import (
    Ladder,
    Verdict,
    climb,
    judge,
    make_ladder,
    rungs_lost,
    start_rung,
)
from sixhills.progress.outcome import RideOutcome
from sixhills.rider import Experience
from sixhills.workout.model import Kind

BEGINNER = Experience.BEGINNER


def hills() -> Ladder:
    ladder = make_ladder(WORKOUTS, Kind.HILLS)
    assert ladder is not None
    return ladder


def rung_after(*history: RideOutcome, experience: Experience = BEGINNER) -> int:
    """Number of the rung, from 1 as riders count."""
    return climb(hills(), history, experience, TODAY).rung + 1


def test_a_ladder_is_in_order_of_difficulty() -> None:
    shuffled = [make_workout("b", Kind.HILLS, 5), make_workout("a", Kind.HILLS, 2)]
    ladder = make_ladder(shuffled, Kind.HILLS)
    assert ladder is not None
    assert [rung[0].key for rung in ladder.rungs] == ["a", "b"]


def test_workouts_of_equal_difficulty_share_a_rung() -> None:
    ladder = make_ladder([make_workout(k, Kind.HILLS, 3) for k in "ba"], Kind.HILLS)
    assert ladder is not None
    assert [[w.key for w in rung] for rung in ladder.rungs] == [["a", "b"]]


def test_a_kind_without_workouts_has_no_ladder() -> None:
    assert make_ladder(make_ladder_of(Kind.HILLS), Kind.TEST) is None


def test_full_is_the_articles_own_workout_not_the_hardest() -> None:
    assert hills().full_workout.key == "six-hills"
    assert (hills().full, hills().top) == (7, 9)


def test_each_experience_starts_higher_and_none_at_the_full_workout() -> None:
    starts = [start_rung(hills(), experience) for experience in Experience]
    assert starts == [2, 3, 4, 6]


# Rule: notes on coaching, section 10, "Next level".
@pytest.mark.parametrize(
    ("finished", "harder", "verdict"),
    [
        (1.0, 0, Verdict.UP),
        (0.90, 1, Verdict.UP),
        (0.90, None, Verdict.UP),
        (0.89, 0, Verdict.HOLD),
        (1.0, 1.5, Verdict.HOLD),
        (0.75, 0, Verdict.HOLD),
        (0.74, 0, Verdict.DOWN),
        (1.0, 2, Verdict.DOWN),
        (None, 2, Verdict.DOWN),
        (None, 0, None),
        (None, None, None),
    ],
)
def test_verdict(finished: float | None, harder: float | None, verdict: Verdict | None) -> None:
    assert judge(ridden(1, finished=finished, harder=harder)) is verdict


@pytest.mark.parametrize(
    ("days", "lost"), [(0, 0), (6, 0), (7, 1), (10, 1), (19, 1), (20, 2), (35, 3)]
)
def test_a_break_costs_a_rung_for_every_ten_days(days: int, lost: int) -> None:
    assert rungs_lost(days) == lost


def test_a_ride_well_done_leads_up() -> None:
    assert rung_after(ridden(2, difficulty=2)) == 3


def test_a_ride_too_hard_leads_down() -> None:
    assert rung_after(ridden(2, difficulty=3, finished=0.5), experience=Experience.IMPROVER) == 2


def test_an_unknown_result_moves_nothing() -> None:
    assert rung_after(ridden(4, difficulty=2), ridden(2, difficulty=3, finished=None)) == 3


def test_an_easier_ride_by_choice_does_not_lead_down() -> None:
    assert rung_after(ridden(6, difficulty=5), ridden(2, difficulty=1)) == 6


def test_a_harder_ride_by_choice_leads_up_from_there() -> None:
    assert rung_after(ridden(2, difficulty=8)) == 9


def test_a_harder_ride_by_choice_that_failed_costs_nothing() -> None:
    assert rung_after(ridden(4, difficulty=3), ridden(2, difficulty=9, finished=0.3)) == 4


def test_an_easier_rung_that_was_too_much_sets_the_rung() -> None:
    assert rung_after(ridden(4, difficulty=5), ridden(2, difficulty=3, finished=0.8)) == 3


def test_rides_of_another_kind_keep_a_break_from_counting() -> None:
    history = [ridden(12, difficulty=5), ridden(6, Kind.RECOVERY)]
    assert rung_after(*history) == 6
    assert rung_after(history[0]) == 5


def test_a_break_between_rides_counts_where_it_was() -> None:
    assert rung_after(ridden(40, difficulty=5), ridden(5, difficulty=3)) == 4


def test_recovery_rides_do_not_grow() -> None:
    ladder = make_ladder(WORKOUTS, Kind.RECOVERY)
    assert ladder is not None
    rides = [ridden(day, Kind.RECOVERY, difficulty=1) for day in (6, 4, 2)]
    assert climb(ladder, rides, BEGINNER, TODAY).rung == 0


OUTCOMES = st.builds(
    ridden,
    st.integers(0, 100),
    st.sampled_from([Kind.HILLS, Kind.INTERVALS]),
    st.integers(1, 12),
    finished=st.none() | st.floats(0, 1),
    harder=st.none() | st.floats(-4, 5),
)


@given(st.lists(OUTCOMES, max_size=40), st.sampled_from(Experience))
def test_a_rider_always_stands_on_the_ladder(
    history: list[RideOutcome], experience: Experience
) -> None:
    past = sorted(history, key=lambda outcome: outcome.day)
    standing = climb(hills(), past, experience, TODAY)
    assert 0 <= standing.rung <= hills().top
    assert standing.rung <= standing.after


@given(st.lists(OUTCOMES, max_size=20), st.integers(1, 12))
def test_riding_better_never_leads_lower(history: list[RideOutcome], difficulty: int) -> None:
    past = sorted(history, key=lambda outcome: outcome.day)
    results = [
        climb(hills(), [*past, ridden(0, difficulty=difficulty, finished=f)], BEGINNER, TODAY).rung
        for f in (0.5, 0.8, 1.0)
    ]
    assert results == sorted(results)
