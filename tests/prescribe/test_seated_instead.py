"""Who cannot stand rides the standing parts seated, with more resistance (DESIGN, rule 4)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_prescriptions import (
    BIKES,
    EXPERIENCES,
    hill,
    make_level_bike,
    make_measured_bike,
    make_rider,
    prescribe,
    with_role,
)

from sixhills.equipment import BUILT_IN_BIKES, ExerciseBike, RoadBike, SmartTrainer
from sixhills.prescribe.prescription import Prescription
from sixhills.rider import Experience
from sixhills.workout.library import stock_workouts
from sixhills.workout.model import Posture, Role

SEATED_ONLY = [
    ExerciseBike(can_stand=False),
    SmartTrainer(can_stand=False),
    RoadBike(can_stand=False),
]


def lacks_settings(prescription: Prescription) -> bool:
    signs = ("too few", "no harder", "too light")
    return any(sign in warning for warning in prescription.warnings for sign in signs)


def standing_parts(prescription: Prescription) -> list[tuple[int, float]]:
    return [
        (segment.step, segment.resistance_felt)
        for segment in prescription.segments
        if segment.posture is Posture.STANDING
    ]


def felt_by_step(prescription: Prescription) -> dict[int, float]:
    return {segment.step: segment.resistance_felt for segment in prescription.segments}


@pytest.mark.parametrize("bike", BIKES)
@pytest.mark.parametrize("experience", EXPERIENCES)
@pytest.mark.parametrize("key", ["six-hills", "intervals", "sit-and-stand"])
def test_every_standing_part_is_seated_and_heavier(
    key: str, experience: Experience, bike: str
) -> None:
    standing = prescribe(key, make_rider(experience), bike)
    seated = prescribe(key, make_rider(experience, can_stand=False), bike)
    assert all(segment.posture is not Posture.STANDING for segment in seated.segments)
    felt = felt_by_step(seated)
    assert standing_parts(standing)
    if not lacks_settings(seated):
        assert all(felt[step] > before for step, before in standing_parts(standing))


@pytest.mark.parametrize("experience", EXPERIENCES)
def test_a_beginner_to_advanced_lacks_no_setting_for_the_hills(experience: Experience) -> None:
    rider = make_rider(experience, can_stand=False)
    for bike in ("trainer", "road"):
        assert not lacks_settings(prescribe("six-hills", rider, bike))


@given(
    levels=st.integers(6, 100),
    critical_power_w=st.floats(60, 350),
    experience=st.sampled_from(EXPERIENCES),
    measured=st.booleans(),
)
@settings(max_examples=60)
def test_heavier_or_told_on_every_exercise_bike(
    levels: int, critical_power_w: float, experience: Experience, measured: bool
) -> None:
    bike = make_measured_bike(levels) if measured else make_level_bike(levels)
    standing, seated = (
        prescribe(
            "six-hills",
            make_rider(experience, critical_power_w=critical_power_w, can_stand=can_stand),
            bike,
        )
        for can_stand in (True, False)
    )
    felt = felt_by_step(seated)
    if not lacks_settings(seated) and not lacks_settings(standing):
        assert all(felt[step] > before for step, before in standing_parts(standing))


@pytest.mark.parametrize("bike", BIKES)
def test_the_effort_stays_the_same(bike: str) -> None:
    standing = prescribe("six-hills", make_rider(), bike)
    seated = prescribe("six-hills", make_rider(can_stand=False), bike)
    for number in range(1, 7):
        assert hill(seated, number)[0].effort == hill(standing, number)[0].effort


@pytest.mark.parametrize("bike", SEATED_ONLY, ids=lambda bike: bike.kind)
def test_a_bike_unfit_for_standing_is_ridden_seated(bike: ExerciseBike) -> None:
    prescription = prescribe("six-hills", bike=bike)
    assert prescription.standing_s == 0
    assert prescription.warnings[0] == (
        "Because this bike is ridden seated only, every standing part is seated with a little "
        "more resistance."
    )


def test_a_rider_who_cannot_stand_is_told() -> None:
    prescription = prescribe("six-hills", make_rider(can_stand=False))
    assert prescription.warnings[0].startswith("Because you ride seated only,")


def test_nothing_is_told_where_nobody_stands() -> None:
    prescription = prescribe("two-short-hills", make_rider(can_stand=False))
    assert not any("seated only" in warning for warning in prescription.warnings)


def test_half_standing_hills_become_one_segment() -> None:
    third = hill(prescribe("six-hills", make_rider(can_stand=False)), 3)
    assert [segment.posture for segment in third] == [Posture.SEATED]
    assert third[0].why.startswith("Part of this is meant standing")


def test_a_bike_with_no_level_left_says_so() -> None:
    rider = make_rider(Experience.ADVANCED, critical_power_w=350, can_stand=False)
    warnings = prescribe("six-hills", rider, make_measured_bike(16, highest_w=300)).warnings
    assert any("no harder setting left" in w or "too few" in w for w in warnings)


def test_cues_for_standing_are_not_said_to_who_sits() -> None:
    def said(*, can_stand: bool) -> list[str]:
        fifth = hill(prescribe("six-hills", make_rider(can_stand=can_stand)), 5)
        return [cue.text for segment in fifth for cue in segment.cues]

    assert any("over the pedals" in text for text in said(can_stand=True))
    assert not any("over the pedals" in text for text in said(can_stand=False))


@pytest.mark.parametrize("bike", BIKES)
def test_no_stock_workout_stands_up_who_must_not(bike: str) -> None:
    rider = make_rider(can_stand=False)
    for workout in stock_workouts():
        assert prescribe(workout, rider, BUILT_IN_BIKES[bike]).standing_s == 0


def test_intervals_seated_keep_their_share() -> None:
    standing = with_role(prescribe("intervals", bike="trainer"), Role.INTERVAL)
    seated = with_role(
        prescribe("intervals", make_rider(can_stand=False), "trainer"), Role.INTERVAL
    )
    assert [s.share_of_cp for s in seated] == [s.share_of_cp for s in standing]
