from __future__ import annotations

from itertools import pairwise

import pytest
from make_prescriptions import EXPERIENCES, make_rider

from sixhills.equipment import ExerciseBike
from sixhills.prescribe.target import Target, nominal_duration_s
from sixhills.prescribe.targeting import RISE, SEATED_INSTEAD_TORQUE, may_stand, set_targets
from sixhills.rider import Experience
from sixhills.workout.library import find_workout
from sixhills.workout.model import Posture, Word
from sixhills.workout.text import parse_workout

BIKE = ExerciseBike()
HEAD = "workout made\ntitle Made\nabout For a test.\nkind hills\ndifficulty 1\n\n"


def set_for(lines: str, *, can_stand: bool = True) -> tuple[Target, ...]:
    return set_targets(parse_workout(HEAD + lines), make_rider(can_stand=can_stand), BIKE)


@pytest.mark.parametrize("experience", EXPERIENCES)
def test_torque_rises_along_the_articles_hills(experience: Experience) -> None:
    targets = set_targets(find_workout("six-hills"), make_rider(experience), BIKE)
    by_word = {target.hill_word: target.relative_torque for target in targets}
    for chain in ((Word.HILL_1, Word.HILL_2, Word.HILL_3), (Word.HILL_5, Word.HILL_6)):
        assert all(by_word[b] >= RISE * by_word[a] for a, b in pairwise(chain))
    assert by_word[Word.HILL_4] >= by_word[Word.HILL_3]


def test_cadence_is_lowered_where_torque_would_not_rise() -> None:
    first, second = set_for(
        "hill 1 climb 4min at hill-1, seated, 55-65 rpm\n"
        "hill 2 climb 4min at hill-2, seated, 80-90 rpm\n"
    )
    assert second.relative_torque == pytest.approx(RISE * first.relative_torque)
    assert second.cadence is not None
    assert second.cadence.high_rpm - second.cadence.low_rpm == pytest.approx(10)
    assert second.cadence.middle_rpm == pytest.approx(second.aim_rpm)


def test_a_rise_that_is_there_stays_as_it_was() -> None:
    _, second = set_for(
        "hill 1 climb 4min at hill-1, seated, 60-75 rpm\n"
        "hill 2 climb 4min at hill-2, seated, 60-75 rpm\n"
    )
    assert second.aim_rpm == 67.5


def test_free_cadence_is_taken_as_80() -> None:
    (target,) = set_for("recovery 5min at recovery\n")
    assert (target.cadence, target.aim_rpm) == (None, 80)


@pytest.mark.parametrize("rider", [True, False])
@pytest.mark.parametrize("bike", [True, False])
def test_standing_needs_rider_and_bike(rider: bool, bike: bool) -> None:
    allowed = may_stand(make_rider(can_stand=rider), ExerciseBike(can_stand=bike))
    assert allowed == (rider and bike)


def test_seated_instead_has_more_torque_at_the_same_effort() -> None:
    (seated,) = set_for("hill 5 climb 4min at hill-5, standing, 55-70 rpm\n", can_stand=False)
    assert seated.instead_of is not None
    assert seated.intensity == seated.instead_of.intensity
    more = seated.relative_torque / seated.instead_of.relative_torque
    assert more == pytest.approx(SEATED_INSTEAD_TORQUE)


def test_seated_steps_are_left_alone() -> None:
    (seated,) = set_for("hill 1 climb 4min at hill-1, seated, 60-75 rpm\n", can_stand=False)
    assert seated.instead_of is None


def test_the_posture_at_a_moment() -> None:
    (target,) = set_for("hill 3 climb 4min at hill-3, seated then standing from 50%\n")
    assert [target.posture_at(at) for at in (0.0, 0.49, 0.5, 0.99)] == [
        Posture.SEATED,
        Posture.SEATED,
        Posture.STANDING,
        Posture.STANDING,
    ]


@pytest.mark.parametrize(
    ("length", "duration_s"), [("5min", 300), ("climb 4min", 240), ("700m", 100)]
)
def test_nominal_durations(length: str, duration_s: float) -> None:
    role = "hill 1" if length.startswith("climb") else "steady"
    (target,) = set_for(f"{role} {length} at moderate\n")
    assert nominal_duration_s(target.step) == duration_s
