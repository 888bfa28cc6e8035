from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_prescriptions import EXPERIENCES, hill, make_rider, prescribe, with_role

from sixhills.equipment import Gear, Gears, Response, SmartTrainer
from sixhills.prescribe.prescription import Band, Mode, Segment
from sixhills.rider import Experience, Limits
from sixhills.workout.model import Role
from sixhills.workout.text import parse_workout

STEADY_ROLES = {Role.WARM_UP, Role.RECOVERY, Role.STEADY, Role.COOL_DOWN}


@pytest.mark.parametrize("key", ["six-hills", "intervals", "recovery-30", "pedal-stroke"])
def test_steady_parts_are_held_by_erg(key: str) -> None:
    """DESIGN, rule 5."""
    for segment in prescribe(key, bike="trainer").segments:
        if segment.role in STEADY_ROLES:
            assert segment.command.mode is Mode.ERG
            assert segment.power_w is not None
            assert segment.command.value == pytest.approx(segment.power_w.target, abs=0.5)


def test_hills_are_slopes_in_one_gear() -> None:
    climbs = with_role(prescribe("six-hills", bike="trainer"), Role.HILL)
    assert {segment.command.mode for segment in climbs} == {Mode.SLOPE}
    assert len({segment.command.gear for segment in climbs}) == 1


@pytest.mark.parametrize("response", list(Response))
def test_short_efforts_are_slopes_set_ahead(response: Response) -> None:
    """Trainers need 3-10 s to settle (DESIGN, rule 5)."""
    bike = SmartTrainer(response=response)
    for segment in with_role(prescribe("intervals", bike=bike), Role.INTERVAL):
        assert segment.command.mode is Mode.SLOPE
        assert segment.command.lead_s == bike.lead_s


@pytest.mark.parametrize("response", list(Response))
def test_where_no_gear_is_known_short_efforts_are_held_by_erg_and_set_ahead(
    response: Response,
) -> None:
    bike = SmartTrainer(gears=None, response=response)
    for segment in with_role(prescribe("intervals", bike=bike), Role.INTERVAL):
        assert segment.command.mode is Mode.ERG
        assert segment.command.lead_s == bike.lead_s


def test_long_intervals_are_held_by_erg() -> None:
    workout = parse_workout(
        "workout long\ntitle Long\nabout For a test.\nkind intervals\ndifficulty 1\n\n"
        "interval 3min at 100% CP, seated, 85-95 rpm\n"
    )
    assert prescribe(workout, bike="trainer").segments[0].command.mode is Mode.ERG


@pytest.mark.parametrize("gears", [SmartTrainer().gears, None], ids=["known", "unknown"])
def test_efforts_to_the_limit_are_never_held(gears: Gears | None) -> None:
    """Their power is what the rider is to find out, so trainer and gears leave it free."""
    prescription = prescribe("three-and-twelve-test", bike=SmartTrainer(gears=gears))
    short, long = with_role(prescription, Role.TEST)
    assert {short.command.mode, long.command.mode} == {Mode.SLOPE}
    assert short.power_w is long.power_w is None  # who aims at a guess finds the guess
    assert short.cadence_rpm == long.cadence_rpm == Band(low=80, high=100)
    assert any("leaves the power to you" in line for line in prescription.setup)


@pytest.mark.parametrize("key", ["step-test", "ramp-test", "level-ladder"])
def test_tests_of_a_known_power_are_held_by_erg(key: str) -> None:
    assert {segment.command.mode for segment in prescribe(key, bike="trainer").segments} == {
        Mode.ERG
    }


def test_a_test_within_limits_is_not_to_the_limit() -> None:
    rider = replace(make_rider(), limits=Limits(max_rpe=4))
    prescription = prescribe("three-and-twelve-test", rider, "trainer")
    assert {s.command.mode for s in with_role(prescription, Role.TEST)} == {Mode.ERG}


def slope_power_w(segment: Segment, bike: SmartTrainer, mass_kg: float, cadence: float) -> float:
    command = segment.command
    assert isinstance(command.value, float)
    assert command.gear is not None
    assert bike.gears is not None
    speed_mps = bike.gears.speed_mps(command.gear, cadence)
    return bike.road_load(mass_kg).crank_power_w(speed_mps, command.value)


@given(
    experience=st.sampled_from(EXPERIENCES),
    mass_kg=st.floats(45, 110),
    critical_power_w=st.floats(60, 350),
)
@settings(max_examples=40)
def test_the_slope_gives_the_power_at_the_cadence(
    experience: Experience, mass_kg: float, critical_power_w: float
) -> None:
    bike = SmartTrainer()
    rider = make_rider(experience, mass_kg=mass_kg, critical_power_w=critical_power_w)
    for segment in with_role(prescribe("six-hills", rider, bike), Role.HILL):
        if segment.command.mode is not Mode.SLOPE:
            continue
        assert segment.power_w is not None
        aim_rpm = 80 * segment.share_of_cp / segment.resistance_felt
        given_w = slope_power_w(segment, bike, mass_kg, aim_rpm)
        # the grade is set to .01 %, a coarse step for the lightest efforts
        assert given_w == pytest.approx(segment.power_w.target, rel=0.01, abs=0.5)


def test_on_a_slope_the_cadence_band_keeps_power_near() -> None:
    """In one gear the cadence makes the power: 5 rpm of 65 are about 10 % of it."""
    bike = SmartTrainer()
    for segment in with_role(prescribe("six-hills", bike=bike), Role.HILL):
        assert segment.cadence_rpm is not None
        assert segment.power_w is not None
        for cadence in (segment.cadence_rpm.low, segment.cadence_rpm.high):
            given_w = slope_power_w(segment, bike, 70.0, cadence)
            assert given_w == pytest.approx(segment.power_w.target, rel=0.12)


@pytest.mark.parametrize("experience", EXPERIENCES)
@pytest.mark.parametrize("mass_kg", [45, 110])
def test_slopes_are_like_hills(experience: Experience, mass_kg: float) -> None:
    rider = make_rider(experience, mass_kg=mass_kg)
    for segment in with_role(prescribe("six-hills", rider, "trainer"), Role.HILL):
        assert isinstance(segment.command.value, float)
        assert 0.02 <= segment.command.value <= 0.08


def test_the_gear_is_told_before_the_ride() -> None:
    prescription = prescribe("six-hills", bike="trainer")
    gear = hill(prescription, 1)[0].command.gear
    assert prescription.setup == (f"Shift to {gear} and stay in it unless told.",)


def test_unknown_gears_hold_power_and_say_so() -> None:
    prescription = prescribe("six-hills", bike=SmartTrainer(gears=None))
    assert {segment.command.mode for segment in prescription.segments} == {Mode.ERG}
    assert prescription.setup == ()
    assert any("gears of the bike on the trainer are not known" in w for w in prescription.warnings)


def test_gears_that_fit_no_slope_hold_power_and_say_so() -> None:
    bike = SmartTrainer(gears=Gears(chainrings=(34,), sprockets=(34,)), steepest_grade=0.05)
    prescription = prescribe("six-hills", make_rider(Experience.ADVANCED), bike)
    assert hill(prescription, 6)[0].command.mode is Mode.ERG
    assert any(w.startswith("No gear of the bike on the trainer") for w in prescription.warnings)


def test_a_ride_without_hills_says_nothing_of_gears() -> None:
    prescription = prescribe("recovery-20", bike=SmartTrainer(gears=None))
    assert not any("gears" in warning for warning in prescription.warnings)


def test_no_crossed_chain() -> None:
    gear = hill(prescribe("six-hills", make_rider(Experience.ADVANCED), "trainer"), 1)[0].command
    assert gear.gear is not None
    assert gear.gear != Gear(chainring=50, sprocket=28)
    assert gear.gear.sprocket > 12 or gear.gear.chainring == 50
