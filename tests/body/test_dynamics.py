from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixhills.body.leg import Ankling, BikeGeometry, LegPose, even_turn, pose_seated, size_leg
from sixhills.body.muscles.dynamics import ANKLE, HIP, LegLoads, load_leg
from sixhills.errors import InvalidValueError

LEG = size_leg(1.80)
LENGTHS = (LEG.thigh_m, LEG.shank_m, LEG.foot_m)
BIKE = BikeGeometry(saddle_height_m=0.70)


def pedal(
    cadence_rpm: float = 80.0, mass_kg: float = 75.0, pose: LegPose | None = None
) -> LegLoads:
    return load_leg(
        pose or pose_seated(LEG, BIKE), cadence_rpm=cadence_rpm, mass_kg=mass_kg, lengths_m=LENGTHS
    )


@settings(deadline=None)
@given(st.floats(40, 120), st.floats(50, 110), st.integers(0, 2**32 - 1))
def test_joints_give_what_the_pedal_gets_and_the_leg_keeps(
    cadence_rpm: float, mass_kg: float, seed: int
) -> None:
    loads = pedal(cadence_rpm, mass_kg)
    force = np.random.default_rng(seed).normal(0.0, 200.0, (72, 2))
    given_w = loads.powers(force).sum(axis=1) + loads.hip_power(force)
    taken_w = loads.pedal_power(force) + loads.energy_w
    assert given_w == pytest.approx(taken_w, abs=1e-6 * np.abs(taken_w).max())


def test_a_still_leg_holds_its_weight() -> None:
    loads = pedal(cadence_rpm=1e-3)
    weight_n = 75.0 * (0.100 + 0.0465 + 0.0145) * 9.80665
    assert loads.hip_force_n == pytest.approx(np.tile([0.0, weight_n], (72, 1)), abs=1e-3)


def test_pushing_down_ahead_of_the_hip_extends_hip_and_ankle() -> None:
    loads = pedal(cadence_rpm=1e-3)
    at = 18  # 90 degrees: the pedal is ahead of the hip
    push = np.zeros((72, 2))
    push[:, 1] = 400.0  # the pedal pushes the foot up
    added = loads.moments(push) - loads.moments_nm
    assert added[at, HIP] < 0
    assert added[at, ANKLE] < 0


def test_moments_are_linear_in_the_force() -> None:
    loads = pedal()
    force = np.random.default_rng(1).normal(0.0, 100.0, (72, 2))
    twice = loads.moments(2 * force) - loads.moments_nm
    assert twice == pytest.approx(2 * (loads.moments(force) - loads.moments_nm))


def test_inertia_grows_with_the_square_of_cadence() -> None:
    def inertial(cadence_rpm: float) -> np.ndarray:
        return pedal(cadence_rpm).moments_nm - pedal(1e-3).moments_nm

    assert inertial(100.0) == pytest.approx(4 * inertial(50.0), abs=1e-3)


def test_what_does_not_repeat_evenly_is_refused() -> None:
    pose = pose_seated(LEG, BIKE, even_turn(72)[:60], Ankling())
    with pytest.raises(InvalidValueError, match="evenly"):
        pedal(pose=pose)
