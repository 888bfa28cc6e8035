"""Road load, torque: against published sums and against each other."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.errors import InvalidValueError
from sixhills.physics import RoadLoad, power_w, torque_nm

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
