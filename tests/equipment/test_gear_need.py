from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.equipment import RoadBike
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
