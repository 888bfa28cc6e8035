"""Road load, torque: against published sums and against each other."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.equipment.gears import Gear, Gears
from sixhills.errors import InvalidValueError
from sixhills.physics import RoadLoad, RoadStretch, Wheels, power_w, stretch_power_w, torque_nm

# notes on coaching 6.3: 80 kg in all, CdA .36, Crr .005
EIGHTY = RoadLoad(mass_kg=80)

# notes on coaching 6.3: torque in N m, to a tenth, at 50, 60, 70, 80, 90 rpm
TORQUES = {
    120: (22.9, 19.1, 16.4, 14.3, 12.7),
    160: (30.6, 25.5, 21.8, 19.1, 17.0),
    200: (38.2, 31.8, 27.3, 23.9, 21.2),
    250: (47.7, 39.8, 34.1, 29.8, 26.5),
    300: (57.3, 47.7, 40.9, 35.8, 31.8),
}


@pytest.mark.parametrize(("watts", "torques"), TORQUES.items())
def test_torque_of_the_table(watts: float, torques: tuple[float, ...]) -> None:
    for cadence, expected in zip((50, 60, 70, 80, 90), torques, strict=True):
        assert torque_nm(watts, cadence) == pytest.approx(expected, abs=0.0501)


def test_torque_of_250_w_at_80_rpm() -> None:
    """Notes on coaching 5, quadrant: 29.8416 N m."""
    assert torque_nm(250, 80) == pytest.approx(29.8416, abs=5e-5)


@given(watts=st.floats(1, 2000), cadence=st.floats(20, 180))
def test_power_undoes_torque(watts: float, cadence: float) -> None:
    assert power_w(torque_nm(watts, cadence), cadence) == pytest.approx(watts)


def test_no_torque_without_turning() -> None:
    with pytest.raises(InvalidValueError, match="cadence_rpm"):
        torque_nm(100, 0)


# notes on coaching 6.3: 160 W, km/h; 1 %, since the trial's air and chain are not told
@pytest.mark.parametrize(
    ("grade", "speed_kmh"), [(0.04, 14.5), (0.06, 10.6), (0.08, 8.3), (0.10, 6.8)]
)
def test_speed_uphill_of_the_table(grade: float, speed_kmh: float) -> None:
    assert 3.6 * EIGHTY.speed_mps(160, grade) == pytest.approx(speed_kmh, rel=0.01)


speeds = st.floats(1, 20)
grades = st.floats(-0.05, 0.25)


@given(speed=speeds, grade=grades)
def test_speed_undoes_power(speed: float, grade: float) -> None:
    watts = EIGHTY.crank_power_w(speed, grade)
    if watts > 0:
        assert EIGHTY.speed_mps(watts, grade) == pytest.approx(speed, rel=1e-6)


@given(speed=speeds, grade=grades)
def test_grade_undoes_power(speed: float, grade: float) -> None:
    watts = EIGHTY.crank_power_w(speed, grade)
    if watts > 0:
        assert EIGHTY.grade(watts, speed) == pytest.approx(grade, abs=1e-9)


@given(watts=st.floats(0, 1000), more=st.floats(1, 200), grade=st.floats(0, 0.2))
def test_more_power_is_faster(watts: float, more: float, grade: float) -> None:
    assert EIGHTY.speed_mps(watts + more, grade) > EIGHTY.speed_mps(watts, grade)


def test_coasting_down_5_per_cent() -> None:
    """Where weight less rolling equals air: sqrt(2 x 80 x g x (.05 - .005) / (rho CdA))."""
    expected = math.sqrt(2 * 80 * 9.80665 * 0.045 / (1.225 * 0.36))
    assert EIGHTY.speed_mps(0, -0.05) == pytest.approx(expected, rel=0.002)  # small angles


def test_without_power_nobody_climbs() -> None:
    assert EIGHTY.speed_mps(0, 0.05) == pytest.approx(0, abs=1e-9)


def test_a_hill_that_pushes_takes_no_power() -> None:
    assert EIGHTY.crank_power_w(3, -0.10) == 0


def test_a_force_beyond_the_weight_has_no_grade() -> None:
    with pytest.raises(InvalidValueError, match="no slope takes 2000 W"):
        EIGHTY.grade(2000, 1.0)


def test_standing_still_has_no_grade() -> None:
    with pytest.raises(InvalidValueError, match="speed_mps"):
        EIGHTY.grade(100, 0)


@pytest.mark.parametrize(
    "changes", [{"mass_kg": 5.0}, {"mass_kg": 80.0, "drivetrain_efficiency": 0}]
)
def test_impossible_loads_are_refused(changes: dict[str, float]) -> None:
    with pytest.raises(InvalidValueError):
        RoadLoad(**changes)


# -- speeding up ---------------------------------------------------------------------------


def test_a_short_push_ends_before_the_steady_speed() -> None:
    mean_mps = EIGHTY.mean_speed_mps(400, 0.0, 10, start_mps=5)
    assert 5 < mean_mps < EIGHTY.speed_mps(400, 0.0)


def test_a_long_push_reaches_it() -> None:
    mean_mps = EIGHTY.mean_speed_mps(400, 0.0, 3600, start_mps=5)
    assert mean_mps == pytest.approx(EIGHTY.speed_mps(400, 0.0), rel=0.01)


def test_the_steady_speed_stays() -> None:
    steady_mps = EIGHTY.speed_mps(200, 0.0)
    mean_mps = EIGHTY.mean_speed_mps(200, 0.0, 30, start_mps=steady_mps)
    assert mean_mps == pytest.approx(steady_mps, rel=1e-6)


def test_without_air_and_rolling_all_work_is_speed() -> None:
    """v^2 = v0^2 + 2 P t / m; the mean of the exact solution is 2 (v^3 - v0^3) / 3 (v^2 - v0^2)."""
    load = RoadLoad(mass_kg=80, rolling_resistance=0.0, drag_area_m2=0.0, drivetrain_efficiency=1.0)
    end_mps = math.sqrt(5**2 + 2 * 400 * 10 / 80)
    expected = 2 * (end_mps**3 - 5**3) / (3 * (end_mps**2 - 5**2))
    assert load.mean_speed_mps(400, 0.0, 10, start_mps=5) == pytest.approx(expected, rel=0.005)


# -- Martin 1998, worked example; inputs in the notes on bike fit, section 6 -----------------

MARTIN = RoadStretch(
    speed_mps=471.8 / 56.42,
    grade=0.003,
    wind_mps=2.94,
    wind_from_deg=310.0,
    heading_deg=340.0,
    start_mps=8.28,
    end_mps=8.45,
    duration_s=56.42,
)
MARTIN_LOAD = RoadLoad(
    mass_kg=90.0,
    rolling_resistance=0.0032,
    drag_area_m2=0.2565,
    air_density_kgpm3=1.2234,
    drivetrain_efficiency=0.976,
)


def test_the_worked_example_of_martin_is_213_watts() -> None:
    assert MARTIN.air_speed_mps == pytest.approx(10.908, abs=0.001)
    assert stretch_power_w(MARTIN, MARTIN_LOAD) == pytest.approx(213.4, abs=0.2)


def test_without_wind_bearings_and_wheels_the_whole_model_is_the_road_load() -> None:
    load = RoadLoad(mass_kg=85.0, rolling_resistance=0.004, drag_area_m2=0.3)
    bearings_w = 10.0 * (91 + 8.7 * 10.0) * 1e-3 / load.drivetrain_efficiency
    still = Wheels(spoke_drag_area_m2=0.0)
    whole_w = stretch_power_w(RoadStretch(speed_mps=10.0), load, still)
    assert whole_w - bearings_w == pytest.approx(load.crank_power_w(10.0, 0.0))


def test_a_tailwind_faster_than_the_rider_pushes() -> None:
    load = RoadLoad(mass_kg=85.0)
    blown = RoadStretch(speed_mps=5.0, wind_mps=12.0, wind_from_deg=180.0, heading_deg=0.0)
    assert stretch_power_w(blown, load) < stretch_power_w(RoadStretch(speed_mps=5.0), load)


# notes on bike fit 6: rider, watts per kilogram, grade in per cent; km/h, metres that a turn of the
# crank rolls at 60 rpm, cadence in four gears. Rider + 10 kg, CdA .40, Crr .005, wheel 2105 mm
HILLS = [
    (60, 2.0, 6, 9.1, 2.54, (60, 72, 82, 115)),
    (75, 2.0, 6, 9.4, 2.62, (62, 75, 85, 119)),
    (75, 2.0, 8, 7.4, 2.04, (48, 58, 66, 93)),
    (75, 2.0, 10, 6.0, 1.67, (39, 48, 54, 76)),
    (75, 2.5, 8, 9.1, 2.53, (59, 72, 82, 115)),
    (75, 3.0, 8, 10.8, 3.01, (71, 86, 97, 137)),
    (75, 3.0, 10, 8.9, 2.48, (58, 71, 80, 113)),
    (75, 4.0, 10, 11.7, 3.26, (77, 93, 105, 148)),
]


@pytest.mark.parametrize("row", HILLS)
def test_the_table_of_gears_comes_out(row: tuple) -> None:
    mass, per_kg, percent, kmh, metres, cadences = row
    load = RoadLoad(
        mass_kg=mass + 10, rolling_resistance=0.005, drag_area_m2=0.40, drivetrain_efficiency=0.976
    )
    power, grade = mass * per_kg, percent / 100
    assert 3.6 * load.speed_mps(power, grade) == pytest.approx(kmh, abs=0.1)
    assert load.development_m(power, grade, 60.0) == pytest.approx(metres, rel=0.015)
    gears = Gears(chainrings=(34, 30, 32), sprockets=(28, 34, 51), wheel_circumference_m=2.105)
    four = [Gear(chainring=c, sprocket=s) for c, s in ((34, 28), (34, 34), (30, 34), (32, 51))]
    speed = load.speed_mps(power, grade)
    assert [gears.cadence_rpm(gear, speed) for gear in four] == pytest.approx(cadences, abs=1.6)
