from __future__ import annotations

from itertools import pairwise

import pytest
from make_prescriptions import BIKES, make_rider, prescribe

from sixhills.care.technique import TECHNIQUE_CUES
from sixhills.prescribe.prescription import Prescription
from sixhills.rider import Experience
from sixhills.workout.library import stock_workouts
from sixhills.workout.model import Posture, Role, Workout

REMINDERS = {cue.text: cue for cue in TECHNIQUE_CUES}
STOCK = stock_workouts()
HARD_ROLES = {Role.HILL, Role.INTERVAL, Role.TEST}


def said(prescription: Prescription) -> list[tuple[float, str]]:
    return [
        (segment.start_s + cue.at_s, cue.text)
        for segment in prescription.segments
        for cue in segment.cues
    ]


@pytest.mark.parametrize("workout", STOCK, ids=lambda workout: workout.key)
@pytest.mark.parametrize("bike", BIKES)
def test_a_reminder_keeps_a_minute_from_every_other_cue(workout: Workout, bike: str) -> None:
    cues = said(prescribe(workout, bike=bike))
    for (before_s, before), (after_s, after) in pairwise(cues):
        if before in REMINDERS or after in REMINDERS:
            assert after_s - before_s >= 60 - 1e-6


@pytest.mark.parametrize("workout", STOCK, ids=lambda workout: workout.key)
@pytest.mark.parametrize("bike", BIKES)
def test_no_reminder_in_the_last_10_seconds_of_a_hard_step(workout: Workout, bike: str) -> None:
    for step in prescribe(workout, bike=bike).steps():
        if step[0].role not in HARD_ROLES:
            continue
        end_s = step[-1].end_s
        at_s = [s.start_s + cue.at_s for s in step for cue in s.cues if cue.text in REMINDERS]
        assert all(moment < end_s - 10 for moment in at_s)


@pytest.mark.parametrize("bike", BIKES)
def test_no_reminder_during_hard_intervals(bike: str) -> None:
    for segment in prescribe("intervals", bike=bike).segments:
        if segment.role is Role.INTERVAL:
            assert segment.cues == ()


@pytest.mark.parametrize("bike", BIKES)
def test_reminders_suit_the_posture(bike: str) -> None:
    for workout in STOCK:
        for segment in prescribe(workout, bike=bike).segments:
            for cue in segment.cues:
                meant = REMINDERS[cue.text].standing if cue.text in REMINDERS else None
                assert meant in {None, segment.posture is Posture.STANDING}


@pytest.mark.parametrize("bike", BIKES)
def test_cues_lie_within_their_segment(bike: str) -> None:
    for workout in STOCK:
        for segment in prescribe(workout, bike=bike).segments:
            assert all(0 <= cue.at_s < segment.duration_s for cue in segment.cues)


@pytest.mark.parametrize("experience", [Experience.BEGINNER, Experience.ADVANCED])
def test_the_workouts_own_cues_stay(experience: Experience) -> None:
    workout = next(workout for workout in STOCK if workout.key == "six-hills")
    own = [cue.text for step in workout.steps() for cue in step.cues]
    texts = [text for _, text in said(prescribe(workout, make_rider(experience)))]
    assert [text for text in texts if text in own] == own


def test_a_reminder_is_not_repeated_before_the_others_had_their_turn() -> None:
    texts = [text for _, text in said(prescribe("six-hills")) if text in REMINDERS]
    climbing = [text for text in texts if REMINDERS[text].moment == "climb"]
    seated = [text for text in climbing if REMINDERS[text].standing is False]
    assert all(before != after for before, after in pairwise(seated))


def test_on_the_road_it_says_where_to_stand_up() -> None:
    prescription = prescribe("six-hills", bike="road", hill="900m@4%")
    texts = [text for _, text in said(prescription)]
    assert texts.count("Stand up after 450 metres, about half-way.") == 2


def test_on_the_road_it_says_how_to_turn_after_every_hill() -> None:
    texts = [text for _, text in said(prescribe("six-hills", bike="road"))]
    assert sum(text.startswith("Turn only where you see far both ways") for text in texts) == 6


def test_on_the_way_down_nothing_else_is_said() -> None:
    for segment in prescribe("six-hills", bike="road", hill="3km@4%").segments:
        if segment.grade is not None and segment.grade < 0:
            assert len(segment.cues) == 1


@pytest.mark.parametrize("bike", ["exercise", "knob", "trainer"])
def test_indoors_nobody_is_told_to_turn(bike: str) -> None:
    assert not any("Turn only" in text for _, text in said(prescribe("six-hills", bike=bike)))


def test_several_changes_are_told_in_order() -> None:
    from sixhills.workout.text import parse_workout

    workout = parse_workout(
        "workout up-and-down\ntitle Up and down\nabout For a test.\nkind hills\ndifficulty 1\n\n"
        "hill 1 climb 4min at hill-1, seated then standing from 25% then seated from 75%\n"
    )
    texts = [text for _, text in said(prescribe(workout, bike="road", hill="800m@4%"))]
    assert texts[0] == "Stand up after 200 metres, sit down after 600 metres."


HOW_TO = {cue.moment: cue.text for cue in TECHNIQUE_CUES if cue.moment in {"stand-up", "sit-down"}}


@pytest.mark.parametrize("bike", BIKES)
@pytest.mark.parametrize("key", ["six-hills", "intervals"])
def test_m4_3_how_to_stand_up_is_said_half_a_minute_before_it_is_asked_for(
    bike: str, key: str
) -> None:
    prescription = prescribe(key, bike=bike)
    rises_s = [
        after.start_s
        for before, after in pairwise(prescription.segments)
        if after.posture is Posture.STANDING and before.posture is not Posture.STANDING
    ]
    told_s = [at_s for at_s, text in said(prescription) if text == HOW_TO["stand-up"]]
    assert 1 <= len(told_s) <= 2
    assert all(any(abs(rise_s - at_s - 30) < 1 for rise_s in rises_s) for at_s in told_s)


def test_who_never_stands_is_not_told_how_to() -> None:
    prescription = prescribe("six-hills", make_rider(can_stand=False))
    assert not set(HOW_TO.values()) & {text for _, text in said(prescription)}
