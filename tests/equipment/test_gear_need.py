from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.equipment import Gear, Gears, RoadBike
from sixhills.equipment.gear_need import find_gear
from sixhills.errors import InvalidValueError

BIKE = RoadBike()


@given(st.floats(0.01, 0.2), st.floats(60, 400), st.floats(50, 100))
def test_the_legs_turn_no_slower_than_wanted_where_the_bike_can(
    grade: float, power_w: float, cadence_rpm: float
) -> None:
    need = find_gear(BIKE, 75, grade=grade, power_w=power_w, cadence_rpm=cadence_rpm)
    assert need.has_it == (need.cadence_rpm >= cadence_rpm)
    assert need.has_it or need.gear == BIKE.gears.easiest_first()[0]


def test_two_watts_a_kilogram_climb_eight_per_cent_in_34_34_a_little_below_60() -> None:
    # notes on bike fit 6: 58 rpm at 2.0 W/kg, 75 kg, 8 %
    need = find_gear(BIKE, 75, grade=0.08, power_w=150)
    assert not need.has_it
    assert need.cadence_rpm == pytest.approx(58, abs=1.5)
    assert need.sprocket is not None
    assert 35 <= need.sprocket <= 37


# notes on bike fit 6: rider + 10 kg, CdA .40, Crr .005, rho 1.225, circumference 2105 mm, losses
# 2.4 %. Mass, W/kg, per cent; km/h; development for 60 and 80 rpm; rpm in the gears of NAMED
HILLS = [
    ((60, 2.0, 6), 9.1, (2.54, 1.90), (60, 72, 82, 115)),
    ((75, 2.0, 6), 9.4, (2.62, 1.97), (62, 75, 85, 119)),
    ((75, 2.0, 8), 7.4, (2.04, 1.53), (48, 58, 66, 93)),
    ((75, 2.0, 10), 6.0, (1.67, 1.25), (39, 48, 54, 76)),
    ((75, 2.5, 8), 9.1, (2.53, 1.90), (59, 72, 82, 115)),
    ((75, 3.0, 8), 10.8, (3.01, 2.26), (71, 86, 97, 137)),
    ((75, 3.0, 10), 8.9, (2.48, 1.86), (58, 71, 80, 113)),
    ((75, 4.0, 10), 11.7, (3.26, 2.45), (77, 93, 105, 148)),
]
NAMED = [Gear(chainring=c, sprocket=s) for c, s in ((34, 28), (34, 34), (30, 34), (32, 51))]
WIDE = Gears(chainrings=(34, 30, 32), sprockets=(28, 34, 51), wheel_circumference_m=2.105)


@pytest.mark.parametrize(("hill", "kmh", "developments_m", "rpm"), HILLS)
def test_the_gear_table_of_the_notes(
    hill: tuple[int, float, int], kmh: float, developments_m: tuple[float, ...], rpm: tuple[int]
) -> None:
    mass, wpkg, percent = hill
    load = replace(
        RoadBike(gears=WIDE, drag_area_m2=0.40).road_load(mass), drivetrain_efficiency=0.976
    )
    power_w, grade = wpkg * mass, percent / 100
    speed_mps = load.speed_mps(power_w, grade)
    assert 3.6 * speed_mps == pytest.approx(kmh, abs=0.06)
    found_m = [load.development_m(power_w, grade, cadence) for cadence in (60, 80)]
    assert found_m == pytest.approx(developments_m, abs=0.011)
    assert [WIDE.cadence_rpm(gear, speed_mps) for gear in NAMED] == pytest.approx(rpm, abs=0.8)


@pytest.mark.parametrize(("hill", "kmh", "developments_m", "rpm"), HILLS)
def test_what_a_hill_is_said_to_need_is_within_a_hundredth_of_the_table(
    hill: tuple[int, float, int], kmh: float, developments_m: tuple[float, ...], rpm: tuple[int]
) -> None:
    mass, wpkg, percent = hill  # our losses are 3 %
    bike = RoadBike(gears=WIDE, drag_area_m2=0.40)
    need = find_gear(bike, mass, grade=percent / 100, power_w=wpkg * mass, cadence_rpm=60)
    assert need.development_m == pytest.approx(developments_m[0], rel=0.01)
    assert 3.6 * need.speed_mps == pytest.approx(kmh, rel=0.02)
    assert need.has_it == (rpm[-1] >= 60)


def test_the_sprocket_named_does_it() -> None:
    need = find_gear(BIKE, 75, grade=0.10, power_w=150)
    assert need.sprocket is not None
    ratio = 34 / need.sprocket
    assert need.speed_mps * 60 / (ratio * BIKE.gears.wheel_circumference_m) >= 60


def test_a_wall_needs_more_than_any_cassette() -> None:
    need = find_gear(BIKE, 90, grade=0.2, power_w=120)
    assert need.sprocket is None
    assert need.wobbly


@pytest.mark.parametrize("change", [{"grade": -0.02}, {"power_w": 0.0}, {"cadence_rpm": 200.0}])
def test_what_is_no_climb_is_refused(change: dict[str, float]) -> None:
    with pytest.raises(InvalidValueError):
        find_gear(BIKE, 75, **{"grade": 0.05, "power_w": 150.0, **change})
