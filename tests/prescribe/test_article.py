"""The article's two workouts, point by point, for everybody on every kind of bike.

A test is named by the number that it shows (docs/mission.md).
"""

from __future__ import annotations

from itertools import pairwise

import pytest
from make_prescriptions import (
    BIKES,
    EXPERIENCES,
    hill,
    length_s,
    make_rider,
    prescribe,
    steps_with_role,
    with_role,
)

from sixhills.equipment import ExerciseBike
from sixhills.prescribe.prescription import Mode, Prescription
from sixhills.rider import Experience
from sixhills.workout.model import Posture, Role

EVERYBODY = [(experience, bike) for experience in EXPERIENCES for bike in BIKES]


@pytest.fixture(params=EVERYBODY, ids=lambda pair: f"{pair[0]}-{pair[1]}", scope="module")
def hills(request: pytest.FixtureRequest) -> Prescription:
    experience, bike = request.param
    return prescribe("six-hills", make_rider(experience), bike)


@pytest.fixture(params=EVERYBODY, ids=lambda pair: f"{pair[0]}-{pair[1]}", scope="module")
def intervals(request: pytest.FixtureRequest) -> Prescription:
    experience, bike = request.param
    return prescribe("intervals", make_rider(experience), bike)


def felt(prescription: Prescription, number: int) -> float:
    return hill(prescription, number)[0].resistance_felt


def postures(prescription: Prescription, number: int) -> list[Posture]:
    return [segment.posture for segment in hill(prescription, number)]


# -- M1: resistance ------------------------------------------------------------------------


def test_m1_1_the_resistance_varies(hills: Prescription) -> None:
    assert len({round(segment.resistance_felt, 2) for segment in hills.segments}) >= 5


@pytest.mark.parametrize(
    ("bike", "mode"),
    [
        ("exercise", Mode.LEVEL),
        ("knob", Mode.KNOB),
        ("trainer", Mode.SLOPE),
        ("road", Mode.GEAR),
    ],
)
def test_m1_2_each_bike_has_its_own_way_to_set_a_hill(bike: str, mode: Mode) -> None:
    asked = {
        segment.command.mode for segment in with_role(prescribe("six-hills", bike=bike), Role.HILL)
    }
    assert asked == {mode}


@pytest.mark.parametrize("bike", BIKES)
def test_m1_3_the_level_depends_on_fitness(bike: str) -> None:
    asked = [
        hill(prescribe("six-hills", make_rider(experience), bike), 6)[0]
        for experience in EXPERIENCES
    ]
    watts = [
        segment.share_of_cp * make_rider(experience).fitness.critical_power_w.value
        for segment, experience in zip(asked, EXPERIENCES, strict=True)
    ]
    assert all(less < more for less, more in pairwise(watts))


def test_m1_4_it_varies_within_a_ride(hills: Prescription) -> None:
    changes = sum(
        before.resistance_felt != after.resistance_felt
        for before, after in pairwise(hills.segments)
    )
    assert changes >= 12  # into and out of each hill


@pytest.mark.parametrize("bike", BIKES)
def test_m1_4_it_varies_from_ride_to_ride(bike: str) -> None:
    hardest = {
        max(segment.resistance_felt for segment in prescribe(key, bike=bike).segments)
        for key in ("six-hills", "intervals")
    }
    assert len(hardest) == 2


# -- M2: six hills -------------------------------------------------------------------------


@pytest.mark.parametrize("experience", EXPERIENCES)
def test_m2_1_a_hill_program_is_named(experience: Experience) -> None:
    bike = ExerciseBike(hill_program="Rolling Hills")
    setup = prescribe("six-hills", make_rider(experience), bike).setup
    assert any('select "Rolling Hills"' in sentence for sentence in setup)


def test_m2_1_outdoors_the_hill_is_named() -> None:
    setup = prescribe("six-hills", bike="road", hill="900m@6%").setup
    assert setup[0] == "Ride 900 m at 6 % up 6 times, the same hill."


def test_m2_2_a_warm_up_of_15_minutes_before_the_first_hill(hills: Prescription) -> None:
    first = hill(hills, 1)[0]
    before = hills.segments[: first.index]
    assert {segment.role for segment in before} == {Role.WARM_UP}
    assert length_s(before) >= 15 * 60


def test_m2_2_the_warm_up_goes_from_slow_to_moderate(hills: Prescription) -> None:
    shares = [segment.share_of_cp for segment in with_role(hills, Role.WARM_UP)]
    assert shares == sorted(shares)
    assert 0.40 <= shares[0] <= 0.60 <= shares[-1] <= 0.78  # DESIGN: slow; moderate


def test_m2_3_six_hills_in_order(hills: Prescription) -> None:
    assert [step[0].hill for step in steps_with_role(hills, Role.HILL)] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("experience", EXPERIENCES)
def test_m2_3_the_same_road_is_climbed_again(experience: Experience) -> None:
    hills = prescribe("six-hills", make_rider(experience), "road", hill="900m@4%")
    climbs = steps_with_role(hills, Role.HILL)
    assert {sum(part.distance_m or 0 for part in climb) for climb in climbs} == {900}
    assert {part.grade for climb in climbs for part in climb} == {0.04}


def test_m2_4_hill_1_is_seated_with_moderate_resistance(hills: Prescription) -> None:
    assert postures(hills, 1) == [Posture.SEATED]
    assert 0.75 <= hill(hills, 1)[0].share_of_cp <= 0.90  # DESIGN: hill 1


def test_m2_4_hill_2_is_seated_with_more(hills: Prescription) -> None:
    assert postures(hills, 2) == [Posture.SEATED]
    assert felt(hills, 2) > felt(hills, 1)


@pytest.mark.parametrize("number", [3, 4])
def test_m2_5_hills_3_and_4_have_more_again(hills: Prescription, number: int) -> None:
    assert felt(hills, number) > felt(hills, 2)
    assert felt(hills, 4) >= felt(hills, 3)


@pytest.mark.parametrize("number", [3, 4])
def test_m2_5_you_stand_from_half_way_up(hills: Prescription, number: int) -> None:
    seated, standing = hill(hills, number)
    assert postures(hills, number) == [Posture.SEATED, Posture.STANDING]
    assert seated.duration_s == standing.duration_s


@pytest.mark.parametrize("number", [5, 6])
def test_m2_6_the_last_two_are_standing(hills: Prescription, number: int) -> None:
    assert postures(hills, number) == [Posture.STANDING]


def test_m2_6_the_final_hill_has_more(hills: Prescription) -> None:
    assert 0.80 <= hill(hills, 5)[0].share_of_cp <= 0.97  # DESIGN: hill 5
    assert felt(hills, 6) > felt(hills, 5)


def test_m2_7_recovery_after_every_hill(hills: Prescription) -> None:
    steps = list(hills.steps())
    after = [then for this, then in pairwise(steps) if this[0].role is Role.HILL]
    assert [step[0].role for step in after] == [Role.RECOVERY] * 6
    assert all(step[0].effort.rpe_high <= 2 for step in after)


@pytest.mark.parametrize("experience", EXPERIENCES)
def test_m2_7_on_the_road_it_goes_downhill(experience: Experience) -> None:
    hills = prescribe("six-hills", make_rider(experience), "road")
    recovery = with_role(hills, Role.RECOVERY)
    assert all(part.grade is not None and part.grade < 0 for part in recovery)
    assert {part.command.mode for part in recovery} == {Mode.NONE}


def test_m2_8_thirty_minutes_moderate_then_five_slower(hills: Prescription) -> None:
    *_, steady, cool_down = hills.steps()
    assert (steady[0].role, length_s(steady)) == (Role.STEADY, 30 * 60)
    assert (cool_down[0].role, length_s(cool_down)) == (Role.COOL_DOWN, 5 * 60)
    assert cool_down[-1].share_of_cp < steady[0].share_of_cp


# -- M3: intervals -------------------------------------------------------------------------


def test_m3_1_ten_minutes_moderate(intervals: Prescription) -> None:
    warm_up = steps_with_role(intervals, Role.WARM_UP)
    assert [length_s(step) for step in warm_up] == [10 * 60]
    assert warm_up[0][0].effort.words == "can talk"


def test_m3_2_three_seated(intervals: Prescription) -> None:
    seated = with_role(intervals, Role.INTERVAL)[:3]
    assert [segment.duration_s for segment in seated] == [10, 20, 30]
    assert {segment.posture for segment in seated} == {Posture.SEATED}


def test_m3_3_three_standing(intervals: Prescription) -> None:
    standing = with_role(intervals, Role.INTERVAL)[3:]
    assert [segment.duration_s for segment in standing] == [10, 15, 20]
    assert {segment.posture for segment in standing} == {Posture.STANDING}


def test_m3_2_hard_is_hard_but_not_all_out(intervals: Prescription) -> None:
    rider = intervals.rider
    for segment in with_role(intervals, Role.INTERVAL):
        power_w = segment.share_of_cp * rider.fitness.critical_power_w.value
        assert rider.fitness.critical_power_w.value < power_w
        assert power_w < 0.9 * rider.fitness.ceiling_w(segment.duration_s)
        assert segment.effort.rpe_low >= 6.5
        assert segment.effort.rpe_high <= 9


def test_m3_4_a_minute_easy_after_each(intervals: Prescription) -> None:
    steps = list(intervals.steps())
    after = [then for this, then in pairwise(steps) if this[0].role is Role.INTERVAL]
    assert [(step[0].role, length_s(step)) for step in after] == [(Role.RECOVERY, 60)] * 6


def test_m3_4_with_low_resistance(intervals: Prescription) -> None:
    hardest = max(segment.resistance_felt for segment in with_role(intervals, Role.RECOVERY))
    warm_up = with_role(intervals, Role.WARM_UP)[0].resistance_felt
    assert hardest < warm_up


def test_m3_5_five_minutes_slower(intervals: Prescription) -> None:
    *_, cool_down = intervals.steps()
    assert (cool_down[0].role, length_s(cool_down)) == (Role.COOL_DOWN, 5 * 60)
    assert cool_down[0].effort.words == "easy"


def test_m3_6_speed_varies_too(intervals: Prescription) -> None:
    seated, standing = (with_role(intervals, Role.INTERVAL)[n] for n in (0, 3))
    assert seated.cadence_rpm is not None
    assert standing.cadence_rpm is not None
    assert seated.cadence_rpm.low > standing.cadence_rpm.low
    assert seated.resistance_felt != standing.resistance_felt


# -- M4: technique -------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["six-hills", "intervals"])
@pytest.mark.parametrize("bike", BIKES)
def test_m4_3_core_glutes_and_legs_are_cued(key: str, bike: str) -> None:
    said = " ".join(
        cue.text.lower() for segment in prescribe(key, bike=bike).segments for cue in segment.cues
    )
    assert "belly" in said
    assert "glute" in said
    assert "leg" in said
