"""Force and speed of the pedals: reference values of the notes on coaching, 5."""

from __future__ import annotations

import numpy as np
import pytest
from make_rides import make_ride

from sixhills.verify.quadrants import (
    crank_torque_nm,
    pedal_force_n,
    pedal_speed_mps,
    sort_quadrants,
)


def test_250_w_at_80_rpm_on_cranks_of_172_5_mm() -> None:
    assert pedal_force_n(250, 80, 0.1725) == pytest.approx(172.9945, abs=5e-5)
    assert pedal_speed_mps(80, 0.1725) == pytest.approx(1.4451, abs=5e-5)
    assert crank_torque_nm(250, 80) == pytest.approx(29.8416, abs=5e-5)


@pytest.mark.parametrize(
    ("power_w", "cadence_rpm", "quadrant"),
    [
        (400, 95, "hard_quick_s"),
        (240, 60, "hard_slow_s"),
        (100, 60, "light_slow_s"),
        (200, 95, "light_quick_s"),
    ],
)
def test_where_strokes_lie(power_w: float, cadence_rpm: float, quadrant: str) -> None:
    found = sort_quadrants(make_ride(60, power_w=power_w, cadence_rpm=cadence_rpm), 250)
    assert found is not None
    seconds = {n: s for n, s in vars(found).items() if n.endswith("_s") and s}
    assert seconds == {quadrant: 60.0}


def test_hard_and_slow_turns_are_counted_with_their_torque() -> None:
    found = sort_quadrants(make_ride(60, power_w=240.0, cadence_rpm=60.0), 250)
    assert found is not None
    assert found.hard_slow_turns == pytest.approx(60)
    assert found.hard_slow_torque_nm == pytest.approx(240 / (2 * np.pi))


def test_coasting_and_faults_are_no_strokes() -> None:
    power = np.array([0.0, 200.0, 2000.0, np.nan])
    cadence = np.array([80.0, 0.0, 5.0, 80.0])  # 2000 W at 5 rpm would be 22 kN
    found = sort_quadrants(make_ride(4, power_w=power, cadence_rpm=cadence), 250)
    assert found is not None
    assert found.hard_slow_s == 0
    assert found.hard_slow_torque_nm is None


@pytest.mark.parametrize("channel", ["power_w", "cadence_rpm"])
def test_both_channels_are_needed(channel: str) -> None:
    assert sort_quadrants(make_ride(10, **{channel: 80.0}), 250) is None
