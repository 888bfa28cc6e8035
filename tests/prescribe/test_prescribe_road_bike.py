from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_prescriptions import EXPERIENCES, hill, length_s, make_rider, prescribe, with_role

from sixhills.equipment import Gear, Gears, RoadBike
from sixhills.prescribe.prescription import Prescription, Segment
from sixhills.rider import Experience, Rider
from sixhills.workout.model import Role
from sixhills.workout.text import parse_workout

riders = st.builds(
    make_rider,
    st.sampled_from(EXPERIENCES),
    mass_kg=st.floats(45, 110),
    critical_power_w=st.one_of(st.none(), st.floats(100, 350)),
    can_stand=st.booleans(),
)


def gear_of(segment: Segment) -> Gear:
    assert isinstance(segment.command.value, Gear)
    return segment.command.value


def aim_rpm(segment: Segment) -> float:
    return 80 * segment.share_of_cp / segment.resistance_felt


def warned(prescription: Prescription, words: str) -> bool:
    return any(words in warning for warning in prescription.warnings)


# -- the hill that is assumed --------------------------------------------------------------


@given(rider=riders)
@settings(max_examples=50)
def test_the_assumed_hill_can_be_turned_at_60_rpm(rider: Rider) -> None:
    """DESIGN, rule 6: grade is capped by what the lowest gear can turn at 60 rpm."""
    bike = RoadBike()
    prescription = prescribe("six-hills", rider, bike)
    assert not warned(prescription, "steep for you")
    for segment in with_role(prescription, Role.HILL):
        assert segment.grade is not None
        assert segment.distance_m is not None
        speed_mps = segment.distance_m / segment.duration_s
        easiest = bike.gears.in_shifting_order()[0]
        assert bike.gears.cadence_rpm(easiest, speed_mps) >= 60


@pytest.mark.parametrize("experience", EXPERIENCES)
@pytest.mark.parametrize("mass_kg", [45, 70, 110])
def test_on_the_assumed_hill_every_climb_is_turned_well(
    experience: Experience, mass_kg: float
) -> None:
    prescription = prescribe("six-hills", make_rider(experience, mass_kg=mass_kg), "road")
    assert all(58 <= aim_rpm(segment) <= 78 for segment in with_role(prescription, Role.HILL))


@pytest.mark.parametrize("key", ["six-hills", "two-short-hills", "three-hills"])
def test_the_assumed_hill_is_as_long_as_the_workout_means(key: str) -> None:
    on_road, indoors = (prescribe(key, bike=bike) for bike in ("road", "trainer"))
    climbs = [length_s(hill(prescription, 1)) for prescription in (on_road, indoors)]
    assert climbs[0] == pytest.approx(climbs[1], abs=1)


def test_the_assumption_is_told() -> None:
    assert warned(
        prescribe("six-hills", bike="road"), "No hill was given, so one of 640 m at 3.5 %"
    )


def test_a_weak_and_heavy_rider_gets_the_gentlest() -> None:
    weak = make_rider(mass_kg=150, critical_power_w=50)
    prescription = prescribe("six-hills", weak, "road")
    assert warned(prescription, "at 1 % is assumed, the gentlest there is")


def test_without_hills_nothing_is_assumed() -> None:
    prescription = prescribe("intervals", bike="road")
    assert prescription.setup == ()
    assert not warned(prescription, "hill")


# -- the hill that is told -----------------------------------------------------------------


@pytest.mark.parametrize("told", ["900m@4%", "1.5km@3%", "four minutes, moderate"])
def test_six_times_the_same_hill(told: str) -> None:
    prescription = prescribe("six-hills", bike="road", hill=told)
    lengths = {
        sum(part.distance_m or 0 for part in hill(prescription, number)) for number in range(1, 7)
    }
    assert len(lengths) == 1


def test_up_and_down_are_equally_long() -> None:
    prescription = prescribe("six-hills", bike="road", hill="900m@4%")
    assert {s.distance_m for s in with_role(prescription, Role.RECOVERY)} == {900}


def test_a_time_is_that_of_the_first_hill() -> None:
    prescription = prescribe("six-hills", bike="road", hill="three minutes, moderate")
    assert length_s(hill(prescription, 1)) == pytest.approx(180, abs=1)


def test_a_known_length_takes_as_long_as_physics_says() -> None:
    """Notes on coaching 6.3: 80 kg on 6 %, 160 W give 10.6 km/h (to a tenth)."""
    rider = make_rider(Experience.IMPROVER, critical_power_w=160 / 0.82)
    (first,) = hill(prescribe("six-hills", rider, "road", hill="900m@6%"), 1)
    assert 3.6 * 900 / first.duration_s == pytest.approx(10.6, abs=0.05)


@given(rider=riders, per_cent=st.floats(0.5, 14), length_m=st.integers(300, 4000))
@settings(max_examples=50)
def test_gear_and_speed_give_the_cadence(rider: Rider, per_cent: float, length_m: int) -> None:
    bike = RoadBike()
    prescription = prescribe("six-hills", rider, bike, hill=f"{length_m}m@{per_cent:.1f}%")
    for segment in with_role(prescription, Role.HILL):
        assert segment.distance_m is not None
        speed_mps = segment.distance_m / segment.duration_s
        cadence = bike.gears.cadence_rpm(gear_of(segment), speed_mps)
        assert cadence == pytest.approx(aim_rpm(segment), rel=0.05)  # whole seconds


@pytest.mark.parametrize("per_cent", [6, 8, 10, 12])
def test_too_steep_is_told_with_an_alternative(per_cent: int) -> None:
    prescription = prescribe("six-hills", bike="road", hill=f"500m@{per_cent}%")
    assert warned(prescription, "steep for you and your gears")
    assert warned(prescription, "A hill of 3.5 % or less suits better, or a cassette")


@pytest.mark.parametrize("experience", EXPERIENCES)
def test_the_alternative_suits(experience: Experience) -> None:
    rider = make_rider(experience)
    steep = prescribe("six-hills", rider, "road", hill="500m@25%")
    (told,) = (w for w in steep.warnings if "suits better" in w)
    grade = told.split("A hill of ")[1].split(" %")[0]
    assert not warned(prescribe("six-hills", rider, "road", hill=f"500m@{grade}%"), "steep for")


def test_nobody_is_asked_to_grind_for_the_sake_of_a_rise() -> None:
    prescription = prescribe("six-hills", bike="road", hill="900m@6%")
    gears = {gear_of(segment) for segment in with_role(prescription, Role.HILL)}
    assert gears == {Gear(chainring=34, sprocket=34)}
    assert warned(prescription, "too few gears")


def test_a_wall_asks_for_what_walking_pace_takes() -> None:
    """80 kg up 12 % at 1.4 m/s: 80 x 9.81 x .124 x 1.4 / .97 = 141 W, more than 90 W were."""
    prescription = prescribe("six-hills", bike=RoadBike(measures_power=True), hill="500m@12%")
    (first,) = hill(prescription, 1)
    assert first.power_w is not None
    assert first.power_w.target == pytest.approx(141, abs=1)
    assert first.effort.words == "single words"
    assert warned(prescription, "even at walking pace")


def test_a_long_hill_says_where_to_turn_back() -> None:
    prescription = prescribe("six-hills", bike="road", hill="3km@4%")
    (told,) = (w for w in prescription.warnings if "turn back" in w)
    metres = int(told.split("after about ")[1].split(" m")[0])
    shorter = prescribe("six-hills", bike="road", hill=f"{metres}m@4%")
    assert length_s(hill(shorter, 1)) == pytest.approx(240, rel=0.03)


def test_a_short_hill_is_told() -> None:
    assert warned(prescribe("six-hills", bike="road", hill="200m@3%"), "takes only about 1 minute ")


def test_a_fitting_hill_brings_no_warning_of_its_own() -> None:
    (only,) = prescribe("six-hills", bike="road", hill="650m@3.5%").warnings
    assert only.startswith("Your fitness is guessed")


# -- gears ---------------------------------------------------------------------------------


def test_the_warm_up_stays_on_one_chainring() -> None:
    warm_up = with_role(prescribe("six-hills", bike="road"), Role.WARM_UP)
    assert len({gear_of(segment).chainring for segment in warm_up}) == 1


def test_the_warm_up_never_shifts_down() -> None:
    warm_up = with_role(prescribe("six-hills", bike="road"), Role.WARM_UP)
    ratios = [gear_of(segment).ratio for segment in warm_up]
    assert all(before <= after for before, after in pairwise(ratios))


def test_a_short_effort_is_geared_for_its_own_speed() -> None:
    """In ten seconds from an easy roll nobody reaches the speed that 214 W could hold."""
    first = with_role(prescribe("intervals", bike="road"), Role.INTERVAL)[0]
    speed_mps = Gears(chainrings=(34,), sprockets=(17,)).speed_mps(gear_of(first), aim_rpm(first))
    steady_mps = RoadBike().road_load(70).speed_mps(214, 0)
    assert 5.0 < speed_mps < 0.8 * steady_mps


def test_one_gear_is_too_few() -> None:
    bike = RoadBike(gears=Gears(chainrings=(42,), sprockets=(20,)))
    assert warned(prescribe("six-hills", bike=bike), "too few gears")


def test_a_hill_by_distance_is_ridden_on_the_hill() -> None:
    workout = parse_workout(
        "workout by-distance\ntitle By distance\nabout For a test.\nkind hills\ndifficulty 1\n\n"
        "hill 1 900m at hill-1, seated, 60-75 rpm\n"
    )
    (segment,) = prescribe(workout, bike="road", hill="2km@4%").segments
    assert (segment.distance_m, segment.grade) == (900, 0.04)
    assert segment.duration_s > 300  # 90 W up 4 %


def test_rolling_down_without_pedalling_is_within_the_target() -> None:
    prescription = prescribe("six-hills", bike=RoadBike(measures_power=True))
    for segment in with_role(prescription, Role.RECOVERY):
        assert segment.power_w is not None
        assert segment.power_w.low == 0
