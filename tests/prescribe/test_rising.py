"""Where the article says more, the resistance rises, for everybody on every bike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_prescriptions import (
    BIKES,
    EXPERIENCES,
    hill,
    make_level_bike,
    make_measured_bike,
    make_rider,
    prescribe,
)

from sixhills.equipment import (
    ExerciseBike,
    Gears,
    Knob,
    LevelCurve,
    Levels,
    RoadBike,
    SmartTrainer,
)
from sixhills.prescribe.prescription import Mode, Prescription
from sixhills.rider import Experience, Rider

if TYPE_CHECKING:
    from collections.abc import Callable

STRICT = [(1, 2), (2, 3), (5, 6)]
CASSETTES = [
    (11, 12, 13, 14, 15, 17, 19, 21, 24, 27, 30, 34),
    (11, 12, 13, 14, 15, 17, 19, 21, 23, 25, 28),
    (11, 13, 15, 17, 19, 21, 24, 28, 32, 37, 46),
    (12, 16, 21, 28),
    (16, 18),
    (18,),
]
CHAINRINGS = [(34, 50), (36, 52), (30, 39, 53), (42,), (48,)]

riders = st.builds(
    make_rider,
    st.sampled_from(EXPERIENCES),
    mass_kg=st.floats(45, 110),
    critical_power_w=st.floats(60, 350),
    can_stand=st.booleans(),
)
all_gears = st.builds(
    Gears, chainrings=st.sampled_from(CHAINRINGS), sprockets=st.sampled_from(CASSETTES)
)


@st.composite
def curves(draw: st.DrawFn, settings: tuple[float, ...]) -> LevelCurve:
    """Measured curves of uneven steps."""
    steps = draw(
        st.lists(st.floats(0.01, 0.5), min_size=len(settings) - 1, max_size=len(settings) - 1)
    )
    powers = [draw(st.floats(15, 80))]
    for step in steps:
        powers.append(powers[-1] * (1 + step))
    return LevelCurve(
        settings=settings,
        power_at_80_w=tuple(powers),
        exponent=draw(st.floats(1.0, 3.0)),
        sd=0.05,
        measured=True,
    )


@st.composite
def exercise_bikes(draw: st.DrawFn) -> ExerciseBike:
    resistance = draw(
        st.one_of(
            st.builds(Levels, lowest=st.just(1), highest=st.integers(6, 100)),
            st.builds(
                Knob, turns=st.floats(1.5, 10), notch_turns=st.sampled_from([0.125, 0.25, 0.5])
            ),
        )
    )
    curve = draw(st.one_of(st.none(), curves(resistance.settings())))
    return ExerciseBike(resistance=resistance, curve=curve, can_stand=draw(st.booleans()))


trainers = st.builds(
    SmartTrainer,
    gears=st.one_of(st.none(), all_gears),
    steepest_grade=st.sampled_from([0.06, 0.16, 0.25]),
    can_stand=st.booleans(),
)
road_bikes = st.builds(RoadBike, gears=all_gears, measures_power=st.booleans())
known_hills = st.one_of(
    st.none(),
    st.builds("{:.0f}m@{:.1f}%".format, st.floats(100, 3000), st.floats(0.5, 14)),
)


def set_to(prescription: Prescription, number: int) -> float:
    """What the machine or the rider is set to on a hill, as a number that rises."""
    command = hill(prescription, number)[0].command
    value = command.value
    if command.mode is Mode.GEAR:
        assert not isinstance(value, (int, float, str, type(None)))
        return value.ratio
    if command.setting is not None:
        return command.setting
    assert isinstance(value, (int, float))
    return float(value)


def felt(prescription: Prescription, number: int) -> float:
    return hill(prescription, number)[0].resistance_felt


def says_too_few(prescription: Prescription) -> bool:
    return any("too few" in warning for warning in prescription.warnings)


def assert_rises(prescription: Prescription) -> None:
    if says_too_few(prescription):
        return
    for easier, harder in STRICT:
        assert felt(prescription, easier) < felt(prescription, harder)
        assert set_to(prescription, easier) < set_to(prescription, harder)
    assert felt(prescription, 3) <= felt(prescription, 4)
    assert set_to(prescription, 3) <= set_to(prescription, 4)


@given(rider=riders, bike=exercise_bikes())
@settings(max_examples=80)
def test_rises_on_every_exercise_bike(rider: Rider, bike: ExerciseBike) -> None:
    assert_rises(prescribe("six-hills", rider, bike))


@given(rider=riders, levels=st.integers(16, 100))
@settings(max_examples=40)
def test_an_unknown_bike_of_16_levels_or_more_has_enough(rider: Rider, levels: int) -> None:
    prescription = prescribe("six-hills", rider, make_level_bike(levels))
    assert not says_too_few(prescription)
    assert_rises(prescription)


@given(rider=riders, bike=trainers)
@settings(max_examples=60)
def test_rises_on_every_trainer(rider: Rider, bike: SmartTrainer) -> None:
    assert_rises(prescribe("six-hills", rider, bike))


@given(rider=riders, bike=road_bikes, known_hill=known_hills)
@settings(max_examples=60)
def test_rises_on_every_road(rider: Rider, bike: RoadBike, known_hill: str | None) -> None:
    assert_rises(prescribe("six-hills", rider, bike, hill=known_hill))


@pytest.mark.parametrize("experience", EXPERIENCES)
@pytest.mark.parametrize("bike", BIKES)
@pytest.mark.parametrize("can_stand", [True, False])
def test_built_in_bikes_have_enough(experience: Experience, bike: str, can_stand: bool) -> None:
    rider = make_rider(experience, can_stand=can_stand)
    prescription = prescribe("six-hills", rider, bike)
    assert not says_too_few(prescription)
    assert_rises(prescription)


@pytest.mark.parametrize("levels", [16, 20, 24, 32, 100])
def test_usual_bikes_have_enough_levels(levels: int) -> None:
    assert not says_too_few(prescribe("six-hills", bike=make_level_bike(levels)))


@pytest.mark.parametrize("experience", EXPERIENCES)
@pytest.mark.parametrize("make_bike", [make_level_bike, make_measured_bike])
def test_three_levels_are_too_few(
    experience: Experience, make_bike: Callable[[int], ExerciseBike]
) -> None:
    assert says_too_few(prescribe("six-hills", make_rider(experience), make_bike(3)))


@pytest.mark.parametrize("levels", [3, 4, 5])
def test_with_too_few_no_harder_hill_is_set_easier(levels: int) -> None:
    prescription = prescribe("six-hills", bike=make_level_bike(levels))
    assert says_too_few(prescription)
    assert all(set_to(prescription, a) <= set_to(prescription, b) for a, b in STRICT)


@pytest.mark.parametrize("levels", [8, 12, 16, 32])
def test_a_rise_hardly_costs_power(levels: int) -> None:
    """What coarse levels take from the meant watts stays below a tenth (our convention)."""
    meant = prescribe("six-hills", bike="trainer")
    got = prescribe("six-hills", bike=make_measured_bike(levels))
    for number in range(1, 7):
        share, asked = (hill(p, number)[0].share_of_cp for p in (got, meant))
        assert says_too_few(got) or share == pytest.approx(asked, rel=0.1)


def test_hills_too_hard_for_the_bike_still_rise() -> None:
    """CP 290 on a typical bike, whose hardest level gives 240 W at 70 rpm."""
    strong = make_rider(EXPERIENCES[-1])
    prescription = prescribe("six-hills", strong, "exercise")
    assert [set_to(prescription, number) for number in (1, 2, 3)] == [13, 14, 15]
    assert any("too light for you in the hills" in warning for warning in prescription.warnings)
