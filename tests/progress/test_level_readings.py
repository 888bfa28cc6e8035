from __future__ import annotations

import math

import numpy as np
import pytest
from metered_rides import DAY, TRUE, make_ride, metered_ride

from sixhills.equipment import ExerciseBike
from sixhills.equipment.level_evidence import EvidenceKind
from sixhills.progress.level_readings import (
    HEART_RATE_SD,
    METER_SD,
    read_heart_rate,
    read_meter,
    share_at_reserve,
)
from sixhills.rider import HeartRateBounds

BELIEF = ExerciseBike().believe(120.0, 24.0)
BOUNDS = HeartRateBounds(rest_bpm=60, max_bpm=180)


# -- a meter -------------------------------------------------------------------------------


def test_a_held_setting_gives_the_median_of_power_and_cadence() -> None:
    (value,) = read_meter(metered_ride([5.0]), BELIEF, DAY)
    assert (value.kind, value.setting, value.day) == (EvidenceKind.METER, 5.0, DAY)
    assert value.cadence_rpm == 70.0
    assert value.low == value.high == pytest.approx(TRUE.power_w(5, 70))
    assert value.sd == METER_SD


def test_the_first_ten_seconds_on_a_setting_do_not_count() -> None:
    power_w = [500.0] * 10 + [100.0] * 12
    (value,) = read_meter(make_ride([5.0] * 22, power_w=power_w), BELIEF, DAY)
    assert value.low == pytest.approx(100.0)


def test_fewer_than_ten_samples_say_nothing() -> None:
    assert read_meter(metered_ride([5.0], seconds=19), BELIEF, DAY) == ()


def test_cadences_ten_apart_are_read_apart() -> None:
    rpm = [62.0] * 40 + [78.0] * 40
    power_w = [TRUE.power_w(5, r) for r in rpm]
    slow, fast = read_meter(make_ride([5.0] * 80, rpm=rpm, power_w=power_w), BELIEF, DAY)
    assert (slow.cadence_rpm, fast.cadence_rpm) == (62.0, 78.0)


def test_single_wild_samples_do_not_matter() -> None:
    ride = metered_ride([5.0])
    power_w = next(iter(ride.channels.values())).copy()
    noisy = [TRUE.power_w(5, 70)] * 60
    noisy[20], noisy[40] = 2500.0, 7.0
    (value,) = read_meter(make_ride([5.0] * 60, rpm=power_w, power_w=noisy), BELIEF, DAY)
    assert value.low == pytest.approx(TRUE.power_w(5, 70))


def test_a_dropped_sensor_and_standing_still_are_missing_not_zero() -> None:
    power_w = [math.nan] * 30 + [0.0] * 30 + [120.0] * 30
    (value,) = read_meter(make_ride([5.0] * 90, power_w=power_w), BELIEF, DAY)
    assert value.low == pytest.approx(120.0)


def test_a_gap_in_the_records_begins_the_setting_anew() -> None:
    ride = make_ride([5.0] * 35, power_w=[400.0] * 15 + [100.0] * 20)
    ride.elapsed_s[15:] += 300.0
    (value,) = read_meter(ride, BELIEF, DAY)
    # Of 5 and 10 samples that count, those after the gap are the majority.
    assert value.low == pytest.approx(100.0)


@pytest.mark.parametrize("missing", ["power", "cadence", "setting"])
def test_without_power_cadence_or_setting_nothing_is_read(missing: str) -> None:
    ride = make_ride(
        [math.nan if missing == "setting" else 5.0] * 60,
        rpm=None if missing == "cadence" else 70.0,
        power_w=None if missing == "power" else [100.0] * 60,
    )
    assert read_meter(ride, BELIEF, DAY) == ()


def test_a_level_set_wrong_is_taken_in_as_little_as_it_deserves() -> None:
    levels = [2.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 14.0]
    values = read_meter(metered_ride(levels, really={6.0: 8.0}), BELIEF, DAY)
    sds = {value.setting: value.sd for value in values}
    assert sds.pop(6.0) > 4 * METER_SD
    assert set(sds.values()) == {METER_SD}


def test_a_bike_that_is_another_than_believed_has_no_slips() -> None:
    strong = TRUE.power_w
    told = [level for level in (3.0, 5.0, 7.0, 9.0, 11.0) for _ in range(60)]
    power_w = [1.8 * strong(level, 70) for level in told]
    values = read_meter(make_ride(told, power_w=power_w), BELIEF, DAY)
    assert {value.sd for value in values} == {METER_SD}


# -- the heart -----------------------------------------------------------------------------


def heart_ride(seconds: int, bpm: float, *, rpm: float | None = 70.0) -> tuple[float, ...]:
    ride = make_ride([5.0] * seconds, rpm=rpm, heart_bpm=[bpm] * seconds)
    return tuple(one.low or 0.0 for one in read_heart_rate(ride, BOUNDS, DAY))


@pytest.mark.parametrize(
    ("reserve", "low", "high"),
    # Notes on coaching, 6.1: the classes' shares of reserve and of critical power.
    [(0.375, 0.40, 0.60), (0.55, 0.60, 0.78), (0.725, 0.75, 0.92), (0.825, 0.85, 1.08)],
)
def test_reserve_tells_the_share_of_its_class(reserve: float, low: float, high: float) -> None:
    assert low < share_at_reserve(reserve) < high


def test_critical_power_is_reached_within_what_the_notes_say() -> None:
    assert 0.85 <= 0.86 + 0.97 * (1.0 - 1.0) <= 0.88
    assert share_at_reserve(0.86) == pytest.approx(1.0)


def test_heart_rate_of_a_held_setting_is_a_felt_share() -> None:
    ride = make_ride([5.0] * 180, heart_bpm=np.linspace(100, 144, 180).tolist())
    (one,) = read_heart_rate(ride, BOUNDS, DAY)
    assert one.kind is EvidenceKind.FELT
    # The last minute's median, 136.6 of 60 to 180, is 64 % of the reserve.
    assert one.low == one.high == pytest.approx(share_at_reserve(0.64), abs=0.01)
    assert one.sd == HEART_RATE_SD


def test_heart_rate_of_a_short_hold_says_nothing() -> None:
    assert heart_ride(140, 140.0) == ()
    assert len(heart_ride(150, 140.0)) == 1


@pytest.mark.parametrize("bpm", [70.0, 176.0])
def test_a_heart_at_rest_or_at_its_most_says_nothing(bpm: float) -> None:
    assert heart_ride(200, bpm) == ()


def test_heart_rate_without_cadence_says_nothing() -> None:
    assert heart_ride(200, 140.0, rpm=None) == ()


def test_all_heart_rates_of_a_ride_weigh_as_one() -> None:
    told = [level for level in (4.0, 5.0, 6.0, 7.0) for _ in range(180)]
    ride = make_ride(told, heart_bpm=[140.0] * len(told))
    sds = [one.sd for one in read_heart_rate(ride, BOUNDS, DAY)]
    assert sds == [pytest.approx(2 * HEART_RATE_SD)] * 4
