from __future__ import annotations

import pytest

from sixhills.equipment import (
    BUILT_IN_BIKES,
    Equipment,
    ExerciseBike,
    Knob,
    LevelCurve,
    Levels,
    Response,
    RoadBike,
    SmartTrainer,
)
from sixhills.errors import InvalidValueError

MEASURED = LevelCurve(settings=(1.0, 16.0), power_at_80_w=(40.0, 300.0), measured=True)
GUESSED = LevelCurve(settings=(1.0, 16.0), power_at_80_w=(40.0, 300.0))


def test_the_first_built_in_bike_has_16_levels_and_no_sensor() -> None:
    name, bike = next(iter(BUILT_IN_BIKES.items()))
    assert name == "exercise"
    assert isinstance(bike, ExerciseBike)
    assert bike.resistance == Levels(lowest=1, highest=16)
    assert not bike.shows_watts


def test_built_in_bikes_are_called_what_they_are_called_by() -> None:
    assert {name: bike.name for name, bike in BUILT_IN_BIKES.items()} == {
        name: name for name in ("exercise", "knob", "trainer", "road")
    }


@pytest.mark.parametrize(
    ("bike", "shows"),
    [
        (ExerciseBike(), False),
        (ExerciseBike(curve=GUESSED), False),
        (ExerciseBike(curve=MEASURED), True),
        (ExerciseBike(measures_power=True), True),
        (SmartTrainer(), True),
        (SmartTrainer(gears=None), True),
        (RoadBike(), False),
        (RoadBike(measures_power=True), True),
    ],
)
def test_what_shows_watts(bike: Equipment, shows: bool) -> None:
    assert bike.shows_watts is shows


def test_an_unknown_bike_works_as_a_typical_one() -> None:
    curve = ExerciseBike(resistance=Levels(highest=8)).working_curve(120, 24)
    assert curve.settings == tuple(float(level) for level in range(1, 9))
    assert not curve.measured


def test_a_known_curve_is_used() -> None:
    assert ExerciseBike(curve=MEASURED).working_curve(120, 24) is MEASURED


def test_levels_may_begin_at_0() -> None:
    assert Levels(lowest=0, highest=3).settings() == (0.0, 1.0, 2.0, 3.0)


@pytest.mark.parametrize(
    ("knob", "settings"),
    [
        (Knob(turns=1, notch_turns=0.5), (0.0, 0.5, 1.0)),
        (Knob(turns=0.5, notch_turns=0.25), (0.0, 0.25, 0.5)),
        (Knob(turns=0.9, notch_turns=0.5), (0.0, 0.5)),
    ],
)
def test_settings_of_a_knob(knob: Knob, settings: tuple[float, ...]) -> None:
    assert knob.settings() == settings


@pytest.mark.parametrize(("lowest", "highest"), [(1, 2), (-1, 8), (1, 300)])
def test_impossible_levels_are_refused(lowest: int, highest: int) -> None:
    with pytest.raises(InvalidValueError):
        Levels(lowest=lowest, highest=highest)


@pytest.mark.parametrize(("turns", "notch"), [(0.1, 0.25), (40, 0.25), (5, 0.3)])
def test_impossible_knobs_are_refused(turns: float, notch: float) -> None:
    with pytest.raises(InvalidValueError):
        Knob(turns=turns, notch_turns=notch)


@pytest.mark.parametrize("grade", [0.01, 0.5])
def test_impossible_trainers_are_refused(grade: float) -> None:
    with pytest.raises(InvalidValueError, match="steepest_grade"):
        SmartTrainer(steepest_grade=grade)


@pytest.mark.parametrize(
    "changes", [{"mass_kg": 1.0}, {"rolling_resistance": 0.0}, {"drag_area_m2": 5.0}]
)
def test_impossible_road_bikes_are_refused(changes: dict[str, float]) -> None:
    with pytest.raises(InvalidValueError):
        RoadBike(**changes)  # type: ignore[arg-type]


def test_a_quick_trainer_settles_before_a_slow_one() -> None:
    assert Response.QUICK.settle_s < Response.SLOW.settle_s <= 10


@pytest.mark.parametrize(
    ("bike", "lead_s"),
    [
        (SmartTrainer(), 3.0),
        (SmartTrainer(response=Response.SLOW), 6.0),
        (SmartTrainer(settle_s=3.0), 1.8),
        (SmartTrainer(settle_s=1.0), 1.0),
        (SmartTrainer(settle_s=25.0), 6.0),
    ],
)
def test_a_brake_is_set_ahead_by_what_rides_have_told_or_else_by_its_class(
    bike: SmartTrainer, lead_s: float
) -> None:
    assert bike.lead_s == lead_s


def test_road_load_carries_rider_and_bike() -> None:
    assert RoadBike(mass_kg=12).road_load(70).mass_kg == 82
