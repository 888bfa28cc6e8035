from __future__ import annotations

from dataclasses import replace

import pytest
from make_prescriptions import (
    EXPERIENCES,
    hill,
    make_level_bike,
    make_measured_bike,
    make_rider,
    prescribe,
    with_role,
)

from sixhills.equipment import ExerciseBike, Knob, LevelCurve, Levels
from sixhills.prescribe.prescription import Mode
from sixhills.prescribe.wording import name_turns
from sixhills.rider import Experience
from sixhills.workout.library import stock_workouts
from sixhills.workout.model import Role
from sixhills.workout.text import parse_workout


@pytest.mark.parametrize("levels", [3, 6, 16, 100])
def test_levels_are_whole_and_exist(levels: int) -> None:
    for workout in stock_workouts():
        for segment in prescribe(workout, bike=make_level_bike(levels)).segments:
            assert segment.command.mode is Mode.LEVEL
            assert isinstance(segment.command.value, int)
            assert 1 <= segment.command.value <= levels


@pytest.mark.parametrize("notch", [0.125, 0.25, 0.5])
def test_a_knob_is_told_in_its_own_notches(notch: float) -> None:
    bike = ExerciseBike(resistance=Knob(turns=6, notch_turns=notch))
    for segment in prescribe("six-hills", bike=bike).segments:
        setting = segment.command.setting
        assert setting is not None
        assert setting % notch == 0
        assert segment.command.value == name_turns(setting)


@pytest.mark.parametrize("experience", EXPERIENCES)
@pytest.mark.parametrize("key", ["six-hills", "intervals"])
def test_on_an_unknown_bike_the_cadence_is_the_workouts(key: str, experience: Experience) -> None:
    bands = {
        (segment.cadence_rpm.low, segment.cadence_rpm.high)
        for segment in prescribe(key, make_rider(experience)).segments
        if segment.cadence_rpm
    }
    assert bands <= {(60, 75), (55, 75), (55, 70), (80, 95), (80, 100), (70, 90)}


@pytest.mark.parametrize("levels", [8, 16, 32, 100])
def test_on_a_known_bike_cadence_absorbs_what_lies_between_levels(levels: int) -> None:
    bike = make_measured_bike(levels)
    assert bike.curve is not None
    for segment in with_role(prescribe("six-hills", bike=bike), Role.HILL):
        assert segment.cadence_rpm is not None
        assert segment.power_w is not None
        assert segment.command.setting is not None
        aim_rpm = 0.5 * (segment.cadence_rpm.low + segment.cadence_rpm.high)
        given_w = bike.curve.power_w(segment.command.setting, aim_rpm)
        assert given_w == pytest.approx(segment.power_w.target, rel=0.03)  # whole rpm


@pytest.mark.parametrize("levels", [6, 16, 100])
@pytest.mark.parametrize("experience", EXPERIENCES)
def test_cadence_stays_within_what_can_be_pedalled(levels: int, experience: Experience) -> None:
    for key in ("six-hills", "intervals"):
        bike = make_measured_bike(levels)
        for segment in prescribe(key, make_rider(experience), bike).segments:
            assert segment.cadence_rpm is None or segment.cadence_rpm.low >= 45
            assert segment.cadence_rpm is None or segment.cadence_rpm.high <= 115


def test_a_curve_of_few_points_leaves_the_levels_between_in_use() -> None:
    curve = LevelCurve(settings=(1.0, 16.0), power_at_80_w=(40.0, 300.0), sd=0.05, measured=True)
    bike = ExerciseBike(resistance=Levels(highest=16), curve=curve)
    used = {segment.command.value for segment in prescribe("six-hills", bike=bike).segments}
    assert len(used) > 4


def test_levels_beyond_the_measured_ones_are_left_out() -> None:
    curve = LevelCurve(settings=(3.0, 10.0), power_at_80_w=(60.0, 200.0), sd=0.05, measured=True)
    bike = ExerciseBike(resistance=Levels(highest=16), curve=curve)
    used = {segment.command.setting for segment in prescribe("intervals", bike=bike).segments}
    assert used <= {float(level) for level in range(3, 11)}


def test_an_unknown_bike_is_said_to_be_unknown() -> None:
    assert any("not known yet" in warning for warning in prescribe("six-hills").warnings)


def test_a_known_bike_is_not() -> None:
    warnings = prescribe("six-hills", bike=make_measured_bike(24)).warnings
    assert not any("not known yet" in warning for warning in warnings)


def test_watts_count_where_the_bike_shows_them() -> None:
    warnings = prescribe("six-hills", bike=ExerciseBike(measures_power=True)).warnings
    assert any("The watts count" in warning for warning in warnings)


def test_a_bike_too_light_is_told_with_the_parts() -> None:
    bike = make_measured_bike(16, highest_w=150)
    warnings = prescribe("intervals", make_rider(Experience.ADVANCED), bike).warnings
    assert warnings[-1] == (
        "Even the hardest setting of this bike is too light for you in the hard efforts. Pedal "
        "faster there."
    )


def test_a_bike_too_heavy_is_told() -> None:
    weak = make_rider(critical_power_w=60)
    warnings = prescribe("recovery-20", weak, make_measured_bike(16, lowest_w=70)).warnings
    assert any(warning.startswith("Even the easiest setting of this bike") for warning in warnings)


def test_a_knob_is_never_called_a_level() -> None:
    bike = ExerciseBike(resistance=Knob(turns=0.5, notch_turns=0.25))
    told = prescribe("six-hills", bike=bike).warnings
    assert any("too few settings" in warning for warning in told)
    assert not any("level" in warning for warning in told)


def test_without_hills_no_hill_program_is_named() -> None:
    bike = ExerciseBike(hill_program="Rolling Hills")
    assert prescribe("intervals", bike=bike).setup == (
        "Select manual on the bike to follow this workout exactly.",
    )


def test_hills_of_one_word_at_other_scales_share_a_level() -> None:
    """95 % of a hill is the same level at a lower cadence, not another hill's level."""
    from sixhills.workout.text import parse_workout

    workout = parse_workout(
        "workout twice\ntitle Twice\nabout For a test.\nkind hills\ndifficulty 1\n\n"
        "hill 1 climb 4min at hill-1, seated, 60-75 rpm\n"
        "hill 2 climb 4min at 90% of hill-1, seated, 60-75 rpm\n"
    )
    whole, less = (
        hill(prescribe(workout, bike=make_measured_bike(32)), number)[0] for number in (1, 2)
    )
    assert less.command == whole.command
    assert less.share_of_cp == pytest.approx(0.9 * whole.share_of_cp, abs=0.001)


@pytest.mark.parametrize("levels", [16, 100])
def test_warm_up_levels_never_fall(levels: int) -> None:
    warm_up = with_role(prescribe("six-hills", bike=make_level_bike(levels)), Role.WARM_UP)
    settings = [segment.command.setting or 0 for segment in warm_up]
    assert settings == sorted(settings)


def test_an_all_out_test_shows_no_watts_to_ride_to() -> None:
    prescription = prescribe("three-and-twelve-test", bike=make_measured_bike(16))
    shown = {segment.role: segment.power_w is not None for segment in prescription.segments}
    assert shown[Role.WARM_UP]
    assert not shown[Role.TEST]


def make_felt_bike(lowest_w: float, highest_w: float, sd: float = 0.25) -> ExerciseBike:
    """A bike of eight levels that was only begun to be felt."""
    growth = (highest_w / lowest_w) ** (1 / 7)
    curve = LevelCurve(
        settings=tuple(float(level) for level in range(1, 9)),
        power_at_80_w=tuple(lowest_w * growth**n for n in range(8)),
        sd=sd,
        setting_sds=(sd,) * 8,
    )
    return ExerciseBike(resistance=Levels(highest=8), curve=curve)


def test_where_no_harder_level_is_left_cadence_makes_up_for_it() -> None:
    """Hardest level 110 W at 80 rpm, hills of 90 to 102 W at 67: only the legs can be quicker."""
    hills = with_role(prescribe("six-hills", bike=make_felt_bike(30, 110)), Role.HILL)
    hardest = [hill for hill in hills if hill.command.value == 8]
    assert hardest
    assert max(hill.cadence_rpm.high for hill in hardest if hill.cadence_rpm) > 75
    easy = with_role(prescribe("six-hills", bike=make_felt_bike(30, 300)), Role.HILL)
    assert all(hill.cadence_rpm.high <= 75 for hill in easy if hill.cadence_rpm)


def test_where_no_easier_level_is_left_slower_legs_make_up_for_it() -> None:
    """Easiest level 110 W at 80 rpm: half of critical power is 60 W."""
    prescription = prescribe("recovery-20", bike=make_felt_bike(110, 300))
    slow = [segment.cadence_rpm for segment in prescription.segments if segment.cadence_rpm]
    assert slow
    assert min(band.low for band in slow) < 60


def test_hard_efforts_leave_more_room_the_more_were_ridden() -> None:
    """W′ is spent by those before: the same effort, later, is set no harder."""
    text = "workout made\ntitle Made\nabout For a test.\nkind intervals\ndifficulty 1\n\n" + (
        "interval 30s at hard\nrecovery 20s at recovery\n" * 6
    )
    bike = make_felt_bike(30, 480, sd=0.1)
    prescription = prescribe(parse_workout(text), bike=bike)
    levels = [s.command.value for s in with_role(prescription, Role.INTERVAL)]
    assert levels == sorted(levels, reverse=True)
    assert levels[0] > levels[-1]


def test_a_burst_is_not_set_by_quick_pedalling_that_only_felt_easy() -> None:
    """An exponent below that of bikes of its sort makes bursts easier; one above leaves them."""

    def work(exponent: float) -> list[float]:
        bike = make_felt_bike(30, 480, sd=0.1)
        assert bike.curve is not None
        curve = replace(bike.curve, exponent=exponent)
        prescription = prescribe("intervals", bike=replace(bike, curve=curve))
        bursts = with_role(prescription, Role.INTERVAL)
        settings = [burst.command.setting or 0.0 for burst in bursts]
        rpm = [burst.cadence_rpm.low if burst.cadence_rpm else 90.0 for burst in bursts]
        true = replace(curve, exponent=max(1.65, exponent))  # the heights at 65 rpm kept
        kept = (65 / 80) ** (exponent - true.exponent)
        return [kept * true.power_w(s, r) for s, r in zip(settings, rpm, strict=True)]

    typical, gentle = work(1.65), work(1.2)
    assert max(gentle) <= 1.05 * max(typical)
