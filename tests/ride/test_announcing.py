from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from play_rides import Played

from hand_made import (
    FREE,
    KNOB_BIKE,
    ROAD_BIKE,
    SEATED,
    STANDING,
    TRAINER,
    level,
    prescription,
    segment,
    watts,
)
from sixhills.equipment import Gear
from sixhills.prescribe.prescription import Command, Mode
from sixhills.ride.announcing import pick_loudest
from sixhills.ride.frame import Announcement, CueKind, Key
from sixhills.workout.model import Role

POSTURE, SETTING = CueKind.POSTURE, CueKind.SETTING


# -- posture ---------------------------------------------------------------------------------


def test_posture_is_announced_ten_and_three_seconds_ahead_and_at_the_change() -> None:
    played = Played(prescription(segment(60, SEATED), segment(60, STANDING))).ride(70)
    assert played.texts(POSTURE) == [
        (0.0, "Sit down."),
        (50.0, "In 10 seconds: stand up."),
        (57.0, "In 3 seconds: stand up."),
        (60.0, "Stand up."),
    ]


def test_an_announcement_carries_the_posture_and_how_far_off_it_is() -> None:
    played = Played(prescription(segment(60, SEATED), segment(60, STANDING))).ride(60)
    ahead = [(a.posture, a.ahead_s) for _, a in played.said if a.kind is POSTURE]
    assert ahead == [(SEATED, 0), (STANDING, 10), (STANDING, 3), (STANDING, 0)]


def test_a_change_within_a_step_is_announced_like_any_other() -> None:
    half = segment(60, SEATED, step=0), segment(60, STANDING, step=0)
    played = Played(prescription(*half)).ride(60)
    assert [at_s for at_s, _ in played.texts(POSTURE)] == [0, 50, 57, 60]


def test_posture_is_announced_across_a_short_segment_of_equal_posture() -> None:
    ramp = segment(54, SEATED, level(4)), segment(6, SEATED, level(5)), segment(60, STANDING)
    played = Played(prescription(*ramp)).ride(61)
    assert [at_s for at_s, _ in played.texts(POSTURE)] == [0, 50, 57, 60]


def test_a_stretch_shorter_than_ten_seconds_is_announced_when_it_begins() -> None:
    played = Played(prescription(segment(30, SEATED), segment(8, STANDING), segment(30, SEATED)))
    assert played.ride(38).texts(POSTURE)[3:] == [
        (30.0, "Stand up."),
        (30.0, "In 8 seconds: sit down."),
        (35.0, "In 3 seconds: sit down."),
        (38.0, "Sit down."),
    ]


def test_the_screen_shows_what_holds_now_rather_than_what_comes() -> None:
    played = Played(prescription(segment(30, SEATED), segment(10, STANDING), segment(30, SEATED)))
    shown = played.ride(30).player.frame().announcement
    assert shown is not None
    assert shown.text == "Stand up."


def test_a_free_posture_is_said_but_not_counted_down_to() -> None:
    played = Played(prescription(segment(30, SEATED), segment(30, FREE))).ride(31)
    assert played.texts(POSTURE) == [(0.0, "Sit down."), (30.0, "Ride as you like.")]


def test_back_from_standing_into_the_seated_half_says_to_sit_down() -> None:
    hill = segment(30, SEATED, step=1), segment(30, STANDING, step=1)
    played = Played(prescription(segment(30, SEATED, step=0), *hill)).ride(70).press(Key.BACK)
    assert played.texts(POSTURE)[-1] == (70.0, "Sit down.")


def test_skip_to_just_before_a_change_still_announces_it() -> None:
    plan = prescription(segment(60, SEATED), segment(10, SEATED), segment(60, STANDING))
    played = Played(plan).ride(20).press(Key.SKIP)
    assert played.texts(POSTURE)[-1] == (20.0, "In 10 seconds: stand up.")


@pytest.mark.parametrize("metres_per_second", [2.0, 3.0, 4.0, 7.0])
def test_on_a_hill_each_announcement_comes_once_at_any_speed(metres_per_second: float) -> None:
    # predicted at 3 m/s: slower and faster riders see the seconds left pass at another rate
    hill = segment(100, SEATED, distance_m=300), segment(100, STANDING, distance_m=300)
    played = Played(prescription(*hill, equipment=ROAD_BIKE))
    played.ride(160, distance_m=metres_per_second, speed_mps=metres_per_second)
    ahead = [a.ahead_s for _, a in played.said if a.kind is POSTURE and a.posture is STANDING]
    assert len(ahead) == 3
    assert 10 >= ahead[0] > 3 >= ahead[1] > ahead[2] == 0


@given(st.lists(st.tuples(st.sampled_from([11, 15, 40]), st.sampled_from([SEATED, STANDING]))))
def test_a_plain_ride_says_nothing_twice(parts: list[tuple[int, object]]) -> None:
    plan = prescription(segment(60, FREE), *[segment(s, p) for s, p in parts])
    played = Played(plan).ride(60 + sum(s for s, _ in parts))
    said = Counter((at_s + a.ahead_s, a.posture, a.ahead_s) for at_s, a in played.said if a.posture)
    assert all(count == 1 for count in said.values())


# -- settings --------------------------------------------------------------------------------


def test_a_level_is_announced_once_ahead_and_at_the_change() -> None:
    played = Played(prescription(segment(60, command=level(4)), segment(60, command=level(9))))
    assert played.ride(61).texts(SETTING) == [
        (0.0, "Level 4."),
        (50.0, "In 10 seconds: level 9."),
        (60.0, "Level 9."),
    ]


def test_posture_and_level_that_change_together_are_one_sentence() -> None:
    plan = prescription(segment(60, SEATED, level(4)), segment(60, STANDING, level(9)))
    said = [a.text for at_s, a in Played(plan).ride(59).said if at_s > 0]
    assert said == ["In 10 seconds: stand up, level 9.", "In 3 seconds: stand up."]


def test_posture_and_level_that_change_apart_are_two_sentences() -> None:
    plan = prescription(
        segment(60, SEATED, level(4)), segment(6, SEATED, level(5)), segment(9, STANDING, level(5))
    )
    said = [(at_s, a.text) for at_s, a in Played(plan).ride(59).said if at_s > 0]
    assert said == [(50.0, "In 10 seconds: level 5."), (56.0, "In 10 seconds: stand up.")]


def test_an_equal_level_is_not_said_again() -> None:
    plan = prescription(segment(60, SEATED, level(4)), segment(60, STANDING, level(4)))
    assert Played(plan).ride(70).texts(SETTING) == [(0.0, "Level 4.")]


def test_what_the_machine_sets_is_not_said() -> None:
    plan = prescription(
        segment(60, command=watts(80)), segment(60, command=watts(160)), equipment=TRAINER
    )
    assert not Played(plan).ride(70).texts(SETTING)


def test_a_gear_for_a_slope_is_said_once() -> None:
    gear = Gear(chainring=34, sprocket=19)
    flat = Command(mode=Mode.SLOPE, value=0.03, gear=gear)
    steep = Command(mode=Mode.SLOPE, value=0.05, gear=gear)
    plan = prescription(segment(30, command=flat), segment(30, command=steep), equipment=TRAINER)
    assert Played(plan).ride(40).texts(SETTING) == [(0.0, "Gear 34×19.")]


def knob(turns: float, words: str) -> Command:
    return Command(mode=Mode.KNOB, value=words, setting=turns)


def test_a_knob_is_told_from_where_it_stands_also_after_going_back() -> None:
    plan = prescription(
        segment(30, command=knob(1.0, "1 turn from free")),
        segment(30, command=knob(0.5, "½ turn from free")),
        segment(30, command=knob(2.0, "2 turns from free")),
        equipment=KNOB_BIKE,
    )
    played = Played(plan).ride(62).press(Key.BACK)  # from 2 turns to ½, though 1 is before ½
    assert played.texts(SETTING)[-1] == (62.0, "1½ turns less: ½ turn from free.")


def test_harder_tells_the_rider_of_a_hand_set_bike_what_to_set() -> None:
    played = Played(prescription(segment(60, command=level(4)))).press(Key.HARDER)
    assert played.texts(SETTING) == [(0.0, "Level 4."), (0.0, "Level 5.")]


# -- cues and progress -----------------------------------------------------------------------


def test_cues_come_at_their_second() -> None:
    first = segment(60, cues={0.0: "a", 25.0: "b", 59.5: "c"})
    played = Played(prescription(first, segment(60, cues={0.0: "d", 10.0: "e"}))).ride(80)
    cues = played.texts(CueKind.TECHNIQUE)
    assert cues == [(0.0, "a"), (25.0, "b"), (60.0, "c"), (60.0, "d"), (70.0, "e")]


def test_a_cue_a_hair_after_its_second_in_binary_is_not_late() -> None:
    played = Played(prescription(segment(60, cues={25.0 + 1e-9: "a"}))).ride(30)
    assert played.texts(CueKind.TECHNIQUE) == [(25.0, "a")]


def test_a_cue_beyond_an_early_top_is_not_said() -> None:
    hill = segment(100, distance_m=300, cues={50.0: "keep going"})
    played = Played(prescription(hill, segment(60), equipment=ROAD_BIKE))
    played.ride(60, distance_m=10.0, speed_mps=10.0)
    assert not played.texts(CueKind.TECHNIQUE)


def test_skip_says_the_first_cue_of_where_it_leads() -> None:
    plan = prescription(segment(60), segment(60, cues={0.0: "Turn with care."}))
    assert Played(plan).press(Key.SKIP).texts(CueKind.TECHNIQUE) == [(0.0, "Turn with care.")]


def test_a_step_is_introduced_with_name_time_and_effort() -> None:
    warm_up = segment(90, role=Role.WARM_UP, step=0)
    hill = [segment(30, step=1, role=Role.HILL, hill=n) for n in (1, 1)]
    other = segment(61, step=2, role=Role.HILL, hill=2)
    played = Played(prescription(warm_up, *hill, other)).ride(160)
    assert played.texts(CueKind.PROGRESS) == [
        (0.0, "Warm-up: 1 minute 30 seconds, you can talk."),
        (90.0, "Hill 1 of 2: 1 minute, you can talk."),
        (150.0, "Hill 2 of 2: 1 minute 1 second, you can talk."),
    ]


def test_every_role_has_a_name() -> None:
    for role in Role:
        played = Played(prescription(segment(20, role=role)))
        assert played.texts(CueKind.PROGRESS)[0][1].endswith(": 20 seconds, you can talk.")


def test_the_loudest_is_a_posture_and_of_equals_the_last() -> None:
    said = [
        Announcement(kind=CueKind.TECHNIQUE, text="a"),
        Announcement(kind=CueKind.TECHNIQUE, text="b"),
        Announcement(kind=POSTURE, text="later", ahead_s=10.0),
        Announcement(kind=POSTURE, text="now"),
    ]
    assert [a.text for n in (2, 3, 4) if (a := pick_loudest(said[:n]))] == ["b", "later", "now"]
    assert pick_loudest([]) is None
