from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from metered_rides import DAY, TRUE, felt, make_ride, metered_ride

from sixhills.equipment import ExerciseBike, Knob, LevelCurve
from sixhills.equipment.level_evidence import EvidenceKind, LevelEvidence
from sixhills.prescribe.effort import find_rpe
from sixhills.progress.level_learning import (
    MOST_FELT,
    MOST_METER,
    LevelsLearnt,
    keep_evidence,
    learn_levels,
)
from sixhills.rider import DEFAULT_RIDER, HeartRateBounds, Limits, Rider

if TYPE_CHECKING:
    from sixhills.ride.recording import Feeling, Ride

BIKE = ExerciseBike()
LEVELS = (1.0, 3.0, 5.0, 7.0, 9.0, 11.0)
STRAPPED = replace(DEFAULT_RIDER, heart_rate=HeartRateBounds(rest_bpm=60, max_bpm=180))


def learn(
    bike: ExerciseBike, ride: Ride, *, rider: Rider = DEFAULT_RIDER, days: int = 0
) -> LevelsLearnt:
    learnt = learn_levels(bike, ride, rider, DAY + timedelta(days=days))
    assert learnt is not None
    return learnt


def working_curve(bike: ExerciseBike) -> LevelCurve:
    critical = DEFAULT_RIDER.fitness.critical_power_w
    return bike.working_curve(critical.value, critical.sd)


def heavier(factor: float) -> LevelCurve:
    return replace(TRUE, power_at_80_w=tuple(factor * power for power in TRUE.power_at_80_w))


def metered(setting: float, rpm: float, power_w: float, *, days: int = 0) -> LevelEvidence:
    return LevelEvidence(
        kind=EvidenceKind.METER,
        day=DAY + timedelta(days=days),
        setting=setting,
        cadence_rpm=rpm,
        low=power_w,
        high=power_w,
        sd=0.03,
    )


# -- learning ------------------------------------------------------------------------------


def test_a_ride_that_tells_nothing_teaches_nothing() -> None:
    assert learn_levels(BIKE, make_ride([5.0] * 60), DEFAULT_RIDER, DAY) is None


def test_a_borrowed_meter_teaches_the_whole_curve_in_watts() -> None:
    bike = learn(BIKE, metered_ride(LEVELS)).bike
    curve = working_curve(bike)
    assert curve.measured
    for level in range(1, 12):
        assert curve.power_w(level, 75) == pytest.approx(TRUE.power_w(level, 75), rel=0.04)
    assert curve.power_w(16, 80) == pytest.approx(TRUE.power_w(16, 80), rel=0.15)


def test_one_slip_of_two_levels_does_not_spoil_it() -> None:
    levels = (2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0)
    bike = learn(BIKE, metered_ride(levels, really={6.0: 8.0})).bike
    assert working_curve(bike).power_w(6, 70) == pytest.approx(TRUE.power_w(6, 70), rel=0.06)


def test_answers_become_evidence_of_the_day() -> None:
    ride = make_ride([5.0] * 60, feelings=(felt(5.0, 3.0, 4.5),))
    (one,) = learn(BIKE, ride, days=3).bike.evidence
    assert (one.kind, one.setting, one.day) == (EvidenceKind.FELT, 5.0, DAY + timedelta(days=3))


def test_a_heart_rate_is_read_where_there_are_no_watts() -> None:
    ride = make_ride([5.0] * 180, heart_bpm=[140.0] * 180)
    assert len(learn(BIKE, ride, rider=STRAPPED).bike.evidence) == 1
    assert learn_levels(BIKE, ride, DEFAULT_RIDER, DAY) is None


def test_a_heart_rate_is_left_where_watts_are_known() -> None:
    ride = make_ride([5.0] * 180, heart_bpm=[140.0] * 180)
    bike = learn(BIKE, metered_ride(LEVELS)).bike
    assert learn_levels(bike, ride, STRAPPED, DAY) is None


def test_a_heart_that_must_not_steer_says_nothing() -> None:
    ride = make_ride([5.0] * 180, heart_bpm=[110.0] * 180)
    slowed = replace(STRAPPED, limits=Limits(heart_rate_steers=False))
    assert learn_levels(BIKE, ride, STRAPPED, DAY) is not None
    assert learn_levels(BIKE, ride, slowed, DAY) is None


def test_the_rest_of_the_bike_stays() -> None:
    bike = ExerciseBike(name="cellar", can_stand=False, hill_program="P3")
    learnt = learn(bike, metered_ride(LEVELS)).bike
    assert replace(learnt, evidence=()) == bike


# -- what is kept --------------------------------------------------------------------------


def test_a_newer_value_takes_the_place_of_an_older_one_in_its_cell() -> None:
    old, other, new = metered(5, 62, 90), metered(5, 72, 110), metered(5, 68, 120, days=1)
    assert keep_evidence([new, old, other]) == (other, new)


def test_only_the_newest_answers_and_values_are_kept() -> None:
    day = [replace(metered(5, 70, 100, days=n), kind=EvidenceKind.FELT) for n in range(80)]
    assert keep_evidence(day) == tuple(day[-MOST_FELT:])
    cells = [metered(n, 70, 100 + n) for n in range(150)]
    assert keep_evidence(cells) == tuple(cells[-MOST_METER:])


def test_what_is_kept_is_in_order_of_days() -> None:
    days = [one.day for one in keep_evidence([metered(n, 70, 90, days=9 - n) for n in range(9)])]
    assert all(a <= b for a, b in pairwise(days))


def test_many_rides_keep_the_evidence_bounded() -> None:
    bike = BIKE
    for n in range(12):
        feelings = tuple(felt(float(s), 3.0, 4.5) for s in range(4, 14))
        bike = learn(bike, make_ride([5.0] * 60, feelings=feelings), days=n).bike
    assert len(bike.evidence) == MOST_FELT


# -- what is told --------------------------------------------------------------------------


def test_a_bike_that_becomes_known_tells_its_landmarks_once() -> None:
    first = learn(BIKE, metered_ride(LEVELS))
    (sentence,) = first.told
    # Rating 3.5 is .64 of 120 W = 77 W; at 85 rpm level 2 takes 74 W, level 3 takes 82 W.
    assert "talking pace is about level 2 (85 rpm)" in sentence
    # Rating 5 is .75 of 120 W = 90 W; at 67 rpm level 7 takes 91 W.
    assert "hills begin at level 7 (67 rpm)" in sentence
    # Rating 2 is .50 of 120 W = 60 W: level 1 takes 66 W, which is as easy as this bike gets.
    assert "an easy pace is about level 1" in sentence
    assert learn(first.bike, metered_ride(LEVELS), days=1).told == ()


def test_landmarks_of_a_knob_are_turns() -> None:
    curve = replace(TRUE, settings=tuple(n / 4 for n in range(16)))
    bike = ExerciseBike(resistance=Knob(turns=3.75))
    (sentence,) = learn(bike, metered_ride((0.5, 1.0, 1.5, 2.0, 2.5), curve=curve)).told
    assert "turn" in sentence


def test_a_bike_that_is_not_known_yet_tells_nothing() -> None:
    ride = make_ride([5.0] * 60, feelings=(felt(5.0, 0.0, 2.5),))
    assert learn(BIKE, ride).told == ()


def test_drift_is_told_in_plain_words_and_followed() -> None:
    known = learn(BIKE, metered_ride(LEVELS)).bike
    drifted = learn(known, metered_ride(LEVELS, curve=heavier(1.25)), days=2)
    (sentence,) = drifted.told
    assert sentence.startswith("This bike measured about 2")
    assert "% harder than before" in sentence
    assert working_curve(drifted.bike).power_w(5, 70) > 1.15 * TRUE.power_w(5, 70)


def test_an_easier_bike_is_told_as_easier() -> None:
    known = learn(BIKE, metered_ride(LEVELS)).bike
    (sentence,) = learn(known, metered_ride(LEVELS, curve=heavier(0.8)), days=2).told
    assert "% easier than before" in sentence


def test_what_lies_within_a_days_difference_is_not_told() -> None:
    known = learn(BIKE, metered_ride(LEVELS)).bike
    assert learn(known, metered_ride(LEVELS, curve=heavier(1.05)), days=2).told == ()


def answers(curve: LevelCurve) -> tuple[Feeling, ...]:
    """What a rider of 120 W says of some levels, to half a point either way."""
    levels = (1.0, 3.0, 5.0, 6.0, 8.0)
    ratings = [find_rpe(curve.power_w(level, 70) / 120, 180, DEFAULT_RIDER) for level in levels]
    return tuple(
        felt(level, rating - 0.5, rating + 0.5)
        for level, rating in zip(levels, ratings, strict=True)
    )


def felt_ride(curve: LevelCurve) -> Ride:
    return make_ride([6.0] * 60, feelings=answers(curve))


def test_a_felt_bike_becomes_known_relative_to_its_rider_without_watts() -> None:
    learnt = learn(learn(BIKE, felt_ride(TRUE)).bike, felt_ride(TRUE), days=1)
    curve = working_curve(learnt.bike)
    assert curve.known
    assert not curve.measured
    assert curve.power_w(7, 70) / 120 == pytest.approx(TRUE.power_w(7, 70) / 120, rel=0.05)


def test_felt_drift_is_told_as_felt_and_critical_power_stays() -> None:
    rider, bike, told = Rider(), BIKE, list[str]()
    for n in range(8):
        curve = TRUE if n < 4 else heavier(1.3)
        learnt = learn(bike, felt_ride(curve), rider=rider, days=n)
        bike, told = learnt.bike, [*told, *learnt.told]
    assert [sentence.split(":")[0][:15] for sentence in told[:2]] == [
        "This bike is kn",
        "This bike felt ",
    ]
    assert "harder than before" in told[1]
    assert rider == Rider()
    assert working_curve(bike).power_w(6, 70) == pytest.approx(1.3 * TRUE.power_w(6, 70), rel=0.1)


def test_settings_that_are_all_too_hard_are_no_landmarks() -> None:
    (sentence,) = learn(BIKE, metered_ride(LEVELS, curve=heavier(4.0))).told
    assert sentence == "This bike is known now."
