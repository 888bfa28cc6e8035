from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_prescriptions import BIKES, prescribe

from sixhills.equipment import BUILT_IN_BIKES, ExerciseBike, Gear, Knob, RoadBike, SmartTrainer
from sixhills.prescribe.adjust import adjust_command
from sixhills.prescribe.prescription import Command, Mode
from sixhills.prescribe.wording import name_turns
from sixhills.workout.library import stock_workouts

TRAINER = SmartTrainer()


def level(value: int) -> Command:
    return Command(mode=Mode.LEVEL, value=value, setting=float(value))


@pytest.mark.parametrize(("notches", "expected"), [(1, 10), (-2, 7), (0, 9), (99, 16), (-99, 1)])
def test_a_notch_is_a_level(notches: int, expected: int) -> None:
    assert adjust_command(level(9), notches, ExerciseBike()) == level(expected)


def test_a_notch_of_a_knob_is_told_in_turns() -> None:
    bike = ExerciseBike(resistance=Knob(turns=5, notch_turns=0.25))
    before = Command(mode=Mode.KNOB, value=name_turns(1), setting=1.0)
    after = adjust_command(before, 1, bike)
    assert (after.value, after.setting) == ("1¼ turns from free", 1.25)


def test_a_notch_of_erg_is_five_per_cent() -> None:
    after = adjust_command(Command(mode=Mode.ERG, value=200), 2, TRAINER)
    assert after.value == 220


def test_a_notch_of_slope_is_half_a_per_cent() -> None:
    after = adjust_command(Command(mode=Mode.SLOPE, value=0.04), -1, TRAINER)
    assert after.value == pytest.approx(0.035)


@pytest.mark.parametrize(("notches", "expected"), [(99, 0.16), (-99, -0.16)])
def test_a_slope_ends_where_the_trainer_does(notches: int, expected: float) -> None:
    after = adjust_command(Command(mode=Mode.SLOPE, value=0.04), notches, TRAINER)
    assert after.value == expected


@pytest.mark.parametrize(("notches", "expected"), [(1, 45), (99, 100), (-99, 0)])
def test_resistance_is_per_cent(notches: int, expected: float) -> None:
    after = adjust_command(Command(mode=Mode.RESISTANCE, value=40.0), notches, TRAINER)
    assert after.value == expected


def test_a_notch_on_the_road_is_a_gear() -> None:
    before = Command(mode=Mode.GEAR, value=Gear(chainring=34, sprocket=21))
    assert adjust_command(before, 1, RoadBike()).value == Gear(chainring=34, sprocket=19)


def test_rolling_down_cannot_be_adjusted() -> None:
    assert adjust_command(Command(mode=Mode.NONE), 3, RoadBike()) == Command(mode=Mode.NONE)


@pytest.mark.parametrize("bike", BIKES)
@given(notches=st.integers(-30, 30))
def test_every_prescribed_command_can_be_adjusted(bike: str, notches: int) -> None:
    equipment = BUILT_IN_BIKES[bike]
    for segment in prescribe("six-hills", bike=equipment).segments:
        assert adjust_command(segment.command, notches, equipment).mode is segment.command.mode


@pytest.mark.parametrize("bike", BIKES)
def test_harder_and_easier_take_each_other_back(bike: str) -> None:
    equipment = BUILT_IN_BIKES[bike]
    for workout in stock_workouts():
        for segment in prescribe(workout, bike=equipment).segments:
            if segment.command.mode in {Mode.ERG, Mode.SLOPE}:
                continue  # rounded
            harder = adjust_command(segment.command, 1, equipment)
            if harder != segment.command:
                assert adjust_command(harder, -1, equipment) == segment.command
