"""Weight, rolling and air; descents, turning round, and gears."""

from __future__ import annotations

import pytest
from make_frames import HEART, STRONG, Watched, known

from hand_made import NOTHING, ROAD_BIKE
from sixhills.equipment import Gear, RoadBike
from sixhills.prescribe.prescription import Command, Mode, PowerTarget

LOW = Gear(chainring=34, sprocket=30)
LOAD = ROAD_BIKE.road_load(STRONG.mass_kg)
METERED = RoadBike(measures_power=True)


def gear(which: Gear) -> Command:
    return Command(mode=Mode.GEAR, value=which)


def target(power_w: float) -> PowerTarget:
    return PowerTarget(low=0.95 * power_w, target=power_w, high=1.05 * power_w)


@pytest.mark.parametrize(("grade", "power_w"), [(None, 180.0), (0.03, 220.0), (0.06, 250.0)])
def test_speed_is_that_of_the_road_load(grade: float | None, power_w: float) -> None:
    watched = Watched(METERED, known())
    watched.show(90, command=gear(LOW), grade=grade, power=target(power_w))
    expected = LOAD.speed_mps(watched.ride.truth[-1].power_w, grade or 0.0)
    assert watched.samples[-1].speed_mps == pytest.approx(expected, rel=0.03)


def test_a_climb_gains_what_its_grade_says() -> None:
    watched = Watched(ROAD_BIKE, known()).show(120, command=gear(LOW), grade=0.05, rpe=6.0)
    first, last = watched.samples[0], watched.samples[-1]
    gain_m = (last.altitude_m or 0) - (first.altitude_m or 0)
    run_m = (last.distance_m or 0) - (first.distance_m or 0)
    assert gain_m == pytest.approx(0.05 * run_m, abs=1.5)


def test_a_descent_is_rolled_down_with_still_cranks_and_no_faster_than_is_safe() -> None:
    watched = Watched(METERED, known())
    watched.show(60, command=gear(LOW), grade=0.06, rpe=6.0)
    watched.show(60, command=NOTHING, grade=-0.06)
    last = watched.samples[-1]
    assert (last.power_w, last.cadence_rpm) == (0.0, 0.0)
    assert 9.0 < (last.speed_mps or 0) < 12.0


def test_at_the_top_and_at_the_foot_the_rider_turns_round() -> None:
    watched = Watched(ROAD_BIKE, known()).show(60, command=gear(LOW), grade=0.06, rpe=6.0)
    watched.show(40, command=NOTHING, grade=-0.06)
    downhill_mps = watched.samples[-1].speed_mps or 0.0
    watched.show(4, command=gear(LOW), grade=0.06, rpe=6.0)
    turned_mps = min(s.speed_mps or 0.0 for s in watched.samples[-4:])
    assert turned_mps < 4.0 < downhill_mps
    assert turned_mps > 0.5  # slower would be a pause


def test_a_gear_that_cannot_be_turned_is_left() -> None:
    heavy = Gear(chainring=50, sprocket=11)
    watched = Watched(ROAD_BIKE, known()).show(90, command=gear(heavy), grade=0.08, rpe=5.0)
    assert watched.ride.truth[-1].gear != heavy
    assert watched.ride.truth[-1].cadence_rpm > 45


def test_and_taken_again_when_it_can() -> None:
    told = Gear(chainring=50, sprocket=17)
    watched = Watched(ROAD_BIKE, known()).show(60, command=gear(told), grade=0.10, rpe=5.0)
    left = watched.ride.truth[-1].gear
    watched.show(90, command=gear(told), rpe=5.0)
    assert left != told
    assert watched.ride.truth[-1].gear == told


def test_without_a_meter_the_rider_goes_by_feel() -> None:
    powers = [
        Watched(ROAD_BIKE, known())
        .show(200, command=gear(Gear(chainring=50, sprocket=17)), rpe=rpe)
        .ride.truth[-1]
        for rpe in (3.0, 5.0)
    ]
    assert powers[0].power_w < powers[1].power_w
    # an advanced rider rates .69 of critical power 3.5 and .90 of it 5 (prescribe/words.toml)
    assert powers[1].power_w / 330 == pytest.approx(0.90, abs=0.06)


def test_a_meter_adds_power_and_cadence() -> None:
    plain = Watched(ROAD_BIKE, known()).show(20, command=gear(LOW)).samples[-1]
    metered = Watched(METERED, known()).show(20, command=gear(LOW)).samples[-1]
    assert (plain.power_w, plain.cadence_rpm) == (None, None)
    assert metered.power_w is not None
    assert metered.cadence_rpm is not None
    assert plain.heart_rate_bpm is not None
    assert HEART.rest_bpm < plain.heart_rate_bpm < HEART.max_bpm
