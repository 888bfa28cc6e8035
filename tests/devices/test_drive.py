from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.devices.simulation.drive import Drive, brake_passively


def spin(drive: Drive, *, push_nm: float, brake_nm: float, seconds: float) -> list[float]:
    speeds = []
    for _ in range(round(seconds / 0.01)):
        drive.turn(push_nm, brake_passively(brake_nm, drive.crank_radps), 0.01)
        speeds.append(drive.crank_radps)
    return speeds


def test_inertia_is_that_of_the_mass_at_the_wheel_seen_through_the_gear() -> None:
    # notes on trainers, section 5: 85 kg in 39/17 on a wheel of .334 m is 50 kg m2 at the crank
    drive = Drive(moved_kg=85.0, metres_per_turn=39 / 17 * math.tau * 0.334)
    assert drive.inertia_kgm2 == pytest.approx(50.0, rel=0.01)


def test_a_shift_keeps_the_speed_of_the_wheel() -> None:
    drive = Drive(moved_kg=12.0, metres_per_turn=5.0)
    drive.crank_radps = 8.0
    before_mps = drive.speed_mps
    drive.shift(6.0)
    assert drive.speed_mps == pytest.approx(before_mps)
    assert drive.crank_radps == pytest.approx(8.0 * 5 / 6)


def test_without_push_a_brake_brings_it_to_a_stop_and_no_further() -> None:
    drive = Drive(moved_kg=12.0, metres_per_turn=5.0)
    drive.crank_radps = 9.0
    speeds = spin(drive, push_nm=0.0, brake_nm=20.0, seconds=20)
    assert speeds[-1] < 0.01
    assert min(speeds) >= 0.0


def test_a_passive_brake_lets_a_gentle_push_start_it() -> None:
    drive = Drive(moved_kg=12.0, metres_per_turn=5.0)
    speeds = spin(drive, push_nm=10.0, brake_nm=30.0, seconds=20)
    assert 0.3 < speeds[-1] < 0.5  # where 30 N m fade to 10: a third of 1.2 rad/s


@given(
    pushes=st.lists(st.floats(0, 300), min_size=1, max_size=60),
    brake_nm=st.floats(0, 300),
    moved_kg=st.floats(3, 200),
)
def test_speed_is_never_negative(pushes: list[float], brake_nm: float, moved_kg: float) -> None:
    drive = Drive(moved_kg=moved_kg, metres_per_turn=5.0)
    for push_nm in pushes:
        drive.turn(push_nm, brake_passively(brake_nm, drive.crank_radps), 0.01)
        assert drive.crank_radps >= 0.0
