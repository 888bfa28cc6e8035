from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from statistics import mean

import pytest
from felt_rides import Felt, FeltRide, true_curve

from sixhills.equipment import ExerciseBike, LevelCurve
from sixhills.equipment.level_evidence import LevelEvidence
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.ride.felt_levels import read_feeling
from sixhills.ride.frame import Key
from sixhills.ride.level_finder import needs_finder
from sixhills.ride.recorder import Press
from sixhills.ride.recording import Sample
from sixhills.rider import DEFAULT_RIDER, Fitness, Limits
from sixhills.workout.library import find_workout
from sixhills.workout.model import Role

LIGHT = true_curve(16, 25.0, 220.0, 1.7)
HEAVY = true_curve(16, 80.0, 480.0, 1.4)
COARSE = true_curve(6, 40.0, 350.0, 1.6)
FINE = true_curve(100, 40.0, 300.0, 1.65)
BIKES = {"light": LIGHT, "heavy": HEAVY, "coarse": COARSE, "fine": FINE}


def miss(moments: list[Felt]) -> float:
    return abs(mean(moment.rpe - moment.meant for moment in moments))


# -- the search ----------------------------------------------------------------------------


def test_the_search_starts_easy_and_goes_up_with_the_answers() -> None:
    ride = FeltRide(curve=LIGHT).ride(240)
    settings = [moment.setting for moment in ride.moments]
    assert settings == sorted(settings)
    assert ride.moments[0].share < 0.75
    assert settings[-1] > settings[0]


def test_one_level_up_at_a_time_on_a_coarse_bike() -> None:
    ride = FeltRide(curve=COARSE).ride(240)
    settings = [moment.setting for moment in ride.moments]
    assert max(b - a for a, b in pairwise(settings)) == 1


def test_a_bike_with_a_hundred_levels_is_searched_in_larger_steps() -> None:
    ride = FeltRide(curve=FINE).ride(240)
    settings = [moment.setting for moment in ride.moments]
    assert 2 <= max(b - a for a, b in pairwise(settings)) <= 12


def test_the_first_hill_is_tried_before_the_hills() -> None:
    texts = [question.text for question in FeltRide().ride(900).questions]
    assert any("what hill 1 will be like" in text for text in texts)


def test_the_end_of_the_warm_up_is_ridden_as_prescribed() -> None:
    ride = FeltRide().ride(895)
    last = [m for m in ride.moments[-16:] if m.role is Role.WARM_UP]
    assert miss(last) < 1.0


def test_nobody_is_ever_led_above_critical_power_by_the_search() -> None:
    for curve in BIKES.values():
        ride = FeltRide(curve=curve).ride(895)
        assert max(moment.share for moment in ride.moments) < 1.0


def test_who_does_not_answer_is_asked_twice_and_then_rides_a_typical_bike() -> None:
    silent = FeltRide(answers=False).ride(400)
    assert len(silent.questions) == 2
    told = prescribe_workout(find_workout("six-hills"), DEFAULT_RIDER, ExerciseBike())
    segment = silent.player_frame.segment
    assert segment.command == told.segments[segment.index].command


def test_a_known_bike_is_not_searched() -> None:
    again = FeltRide(bike=ExerciseBike(evidence=learnt_evidence())).ride(740)
    assert not again.questions


def test_a_bike_that_shows_watts_is_left_alone() -> None:
    bike = ExerciseBike(measures_power=True)
    assert not needs_finder(prescribe_workout(find_workout("six-hills"), DEFAULT_RIDER, bike))


def test_a_prescription_without_its_plan_is_ridden_as_it_is() -> None:
    told = prescribe_workout(find_workout("six-hills"), DEFAULT_RIDER, ExerciseBike())
    assert needs_finder(told)
    assert not needs_finder(replace(told, plan=""))


# -- hills ---------------------------------------------------------------------------------


@pytest.mark.parametrize("curve", BIKES.values(), ids=BIKES)
@pytest.mark.parametrize("critical_power_w", [95.0, 120.0, 170.0])
def test_m1_3_hills_feel_as_they_are_meant_on_any_bike(
    curve: LevelCurve, critical_power_w: float
) -> None:
    ride = FeltRide(curve=curve, critical_power_w=critical_power_w).ride()
    misses = [miss(moments) for moments in ride.hills().values()]
    assert sum(missed <= 1.0 for missed in misses) >= 5
    assert max(misses) < 2.0


@pytest.mark.parametrize("curve", [LIGHT, FINE])
def test_m2_4_resistance_still_rises_from_hill_to_hill(curve: LevelCurve) -> None:
    hills = FeltRide(curve=curve).ride().hills()
    settings = [hills[n][-1].setting for n in (1, 2, 3)]
    assert settings == sorted(settings)


def test_a_hill_that_is_right_is_not_asked_about_again() -> None:
    ride = FeltRide().ride()
    right = [q for q in ride.questions if q.text.startswith("Hill 6")]
    assert len(right) <= 2


def test_easier_makes_the_hill_easier_at_once_and_tells_something() -> None:
    ride = FeltRide().ride(960)
    before = ride.player_frame.command.setting or 0.0
    told = len(ride.recorder.player.feelings)
    ride.recorder.take(Press(key=Key.EASIER, elapsed_s=ride.recorder.player.elapsed_s))
    assert (ride.player_frame.command.setting or 0.0) < before
    assert len(ride.recorder.player.feelings) == told + 1


def test_harder_and_easier_never_leave_the_bikes_levels() -> None:
    ride = FeltRide(curve=COARSE, answers=False).ride(960)
    for _ in range(10):
        ride.recorder.take(Press(key=Key.HARDER, elapsed_s=ride.recorder.player.elapsed_s))
    assert ride.player_frame.command.setting == 6.0


def test_a_question_is_taken_back_after_a_while() -> None:
    ride = FeltRide(answers=False).ride(30)
    assert ride.player_frame.question is not None
    ride.ride(35)
    assert ride.player_frame.question is None


def test_a_screen_can_see_what_is_found_in_all_segments() -> None:
    ride = FeltRide().ride(960)
    player = ride.recorder.player
    assert player.segments != player.prescription.segments
    assert player.segments[player.segment.index] is player.segment


def test_an_answer_to_nothing_is_ignored() -> None:
    ride = FeltRide().ride(10)
    assert ride.player_frame.question is None
    ride.recorder.take(Press(key=Key.ANSWER_2, elapsed_s=ride.recorder.player.elapsed_s))
    assert not ride.recorder.player.feelings


def test_the_same_inputs_find_the_same_levels() -> None:
    one, other = FeltRide().ride(), FeltRide().ride()
    assert one.recorder.player.feelings == other.recorder.player.feelings


def test_what_was_felt_and_told_is_in_the_recording() -> None:
    recording = FeltRide().ride().recorder.recording()
    assert recording is not None
    assert recording.told_setting is not None
    assert recording.feelings
    assert {f.setting for f in recording.feelings} <= set(recording.told_setting.tolist())


def test_hard_efforts_stay_below_all_out_on_a_bike_just_learnt() -> None:
    for curve in BIKES.values():
        ride = FeltRide(workout="intervals", curve=curve).ride()
        hard = [moment.share for moment in ride.moments if moment.role is Role.INTERVAL]
        ceiling = DEFAULT_RIDER.fitness.ceiling_w(30) / 120.0
        assert max(hard) < 0.9 * ceiling


def test_hard_efforts_are_hard_on_a_bike_just_learnt() -> None:
    for curve in BIKES.values():
        ride = FeltRide(workout="intervals", curve=curve, critical_power_w=120.0).ride()
        hard = [moment for moment in ride.moments if moment.role is Role.INTERVAL]
        assert all(moment.meant - 1.0 <= moment.rpe <= moment.meant + 0.5 for moment in hard)


def test_hard_efforts_are_asked_about_in_the_rest_that_follows() -> None:
    asked = [q for q in FeltRide(workout="intervals").ride().questions if "hard effort" in q.text]
    assert 1 <= len(asked) <= 6
    assert all(question.over for question in asked)


def test_a_hard_effort_that_was_far_too_hard_makes_the_next_ones_easier() -> None:
    weak = replace(DEFAULT_RIDER, fitness=_sprint_less(DEFAULT_RIDER.fitness))
    told = FeltRide(workout="intervals", critical_power_w=120.0).ride()
    felt = FeltRide(workout="intervals", critical_power_w=120.0, feels_as=weak).ride()
    assert _mean_burst(felt) < _mean_burst(told)


def _sprint_less(fitness: Fitness) -> Fitness:
    less = replace(fitness.max_power_w, value=0.55 * fitness.max_power_w.value)
    return replace(fitness, max_power_w=less)


def _mean_burst(ride: FeltRide) -> float:
    return mean(moment.share for moment in ride.moments if moment.role is Role.INTERVAL)


def test_a_known_bike_asks_before_the_first_hill_how_today_is() -> None:
    ride = FeltRide(bike=ExerciseBike(evidence=learnt_evidence())).ride(895)
    assert [question.over for question in ride.questions] == [False]


def learnt_evidence() -> tuple[LevelEvidence, ...]:
    """What a whole ride of the six hills tells of a bike."""
    ride = FeltRide().ride()
    day = ride.recorder.start.date()
    feelings = ride.recorder.player.feelings
    return tuple(read_feeling(feeling, DEFAULT_RIDER, day) for feeling in feelings)


# -- limits --------------------------------------------------------------------------------

LOCKED = replace(DEFAULT_RIDER, limits=Limits(max_rpe=4.0, seated_only=True))


@pytest.mark.parametrize("curve", BIKES.values(), ids=BIKES)
def test_the_search_stops_where_the_limits_of_the_rider_end(curve: LevelCurve) -> None:
    ride = FeltRide(rider=LOCKED, curve=curve).ride(895)
    first_talk = next((n for n, m in enumerate(ride.moments) if m.rpe > 2.5), None)
    if first_talk is not None:  # from the first "can talk" on nothing harder is tried
        assert max(m.rpe for m in ride.moments) < 4.8


def test_harder_is_refused_to_who_must_not_go_harder() -> None:
    ride = FeltRide(rider=LOCKED, answers=False).ride(960)
    before = ride.player_frame.command
    outputs = ride.recorder.take(Press(key=Key.HARDER, elapsed_s=ride.recorder.player.elapsed_s))
    assert ride.player_frame.command == before
    assert "nothing harder" in outputs.announcements[0].text


def test_who_went_easier_may_come_back_to_what_is_asked() -> None:
    ride = FeltRide(rider=LOCKED, answers=False).ride(960)
    before = ride.player_frame.command.setting
    for key in (Key.EASIER, Key.HARDER):
        ride.recorder.take(Press(key=key, elapsed_s=ride.recorder.player.elapsed_s))
    assert (ride.player_frame.command.setting or 0) <= (before or 0)


@pytest.mark.parametrize("step_s", [1.0, 5.0])
def test_a_feeling_counts_with_the_cadence_of_the_last_seconds_however_often_it_is_read(
    step_s: float,
) -> None:
    """100 rpm for fifteen seconds, then 70 for ten until it is asked about: 70 + 30 / e."""
    player = FeltRide(answers=False).recorder.player
    player.press(Key.START, 0.0)
    elapsed_s = 0.0
    while elapsed_s < 30.0:
        elapsed_s += step_s
        player.tick(Sample(elapsed_s=elapsed_s, cadence_rpm=100.0 if elapsed_s <= 15 else 70.0))
    player.press(Key.EASIER, elapsed_s)
    assert player.feelings[-1].cadence_rpm == pytest.approx(70.0 + 30.0 / math.e, abs=0.2)
