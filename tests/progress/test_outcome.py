from datetime import date

import pytest
from make_history import TODAY, ridden

from sixhills.errors import InvalidValueError
from sixhills.progress.outcome import RideOutcome
from sixhills.workout.model import Kind


@pytest.mark.parametrize(
    ("kind", "hard"),
    [
        (Kind.HILLS, True),
        (Kind.INTERVALS, True),
        (Kind.TEST, True),
        (Kind.RECOVERY, False),
        (Kind.TECHNIQUE, False),
    ],
)
def test_hills_intervals_and_tests_are_hard(kind: Kind, hard: bool) -> None:
    assert ridden(0, kind).is_hard is hard


def test_a_hard_workout_hardly_begun_is_not_hard() -> None:
    assert not ridden(0, finished=0.2).is_hard


def test_a_hard_workout_of_unknown_result_is_hard() -> None:
    assert ridden(0, finished=None).is_hard


def test_a_free_ride_is_hard_by_how_it_felt_or_what_it_cost() -> None:
    assert not RideOutcome(day=TODAY).is_hard
    assert RideOutcome(day=TODAY, rpe_felt=7).is_hard
    assert RideOutcome(day=TODAY, training_load=150).is_hard


@pytest.mark.parametrize(
    "wrong", [{"finished": 1.2}, {"rpe_felt": -1}, {"rpe_asked": 11}, {"training_load": -5}]
)
def test_values_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(InvalidValueError, match=next(iter(wrong))):
        RideOutcome(day=date(2026, 1, 1), **wrong)  # type: ignore[arg-type]
