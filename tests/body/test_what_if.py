from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.body.leg import BikeGeometry, pose_seated, size_leg
from sixhills.body.what_if import Change, find_effect, match_extension
from sixhills.errors import InvalidValueError, ReachError

LEG = size_leg(1.75)
BIKE = BikeGeometry(saddle_height_m=0.68)


@given(st.floats(0.001, 0.02))
def test_a_higher_saddle_straightens_the_knee_by_two_to_five_degrees_a_centimetre(
    up_m: float,
) -> None:
    # notes on bike fit 3: 3.5 +- 1.0 degrees per cm in life
    bent = find_effect(LEG, BIKE, Change(up_m=up_m)).knee_straight_deg
    assert bent.low < bent.high < 0
    assert -5.5 < bent.low / (100 * up_m) < -3.0
    assert -3.0 < bent.high / (100 * up_m) < -1.6


def test_up_and_back_down_is_nothing() -> None:
    up = find_effect(LEG, BIKE, Change(up_m=0.01))
    down = find_effect(LEG, Change(up_m=0.01).applied(BIKE), Change(up_m=-0.01))
    assert up.knee_top_deg.low == pytest.approx(-down.knee_top_deg.high)


def test_a_saddle_further_back_takes_the_knee_back_and_straightens_it() -> None:
    effect = find_effect(LEG, BIKE, Change(back_m=0.02))
    assert effect.knee_ahead_m.high < 0
    assert effect.knee_straight_deg.high < 0


def test_a_shorter_crank_with_the_saddle_raised_opens_knee_and_hip_at_the_top() -> None:
    effect = find_effect(LEG, BIKE, Change(crank_m=-0.005, up_m=0.005))
    assert effect.knee_top_deg.high < 0
    assert effect.hip_top_deg.high < 0
    assert effect.knee_straight_deg.low == pytest.approx(0.0, abs=0.6)


def test_no_change_does_nothing() -> None:
    effect = find_effect(LEG, BIKE, Change())
    assert effect.knee_straight_deg.low == effect.knee_straight_deg.high == 0


def test_beyond_reach_is_refused() -> None:
    with pytest.raises(ReachError):
        find_effect(LEG, replace(BIKE, saddle_height_m=0.74), Change(up_m=0.05))


def test_changes_that_nobody_makes_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="up_m"):
        Change(up_m=0.2)


@pytest.mark.parametrize("flexion_deg", [25.0, 35.0, 45.0])
def test_a_measured_knee_places_the_hip(flexion_deg: float) -> None:
    matched = match_extension(LEG, BIKE, flexion_deg)
    assert pose_seated(LEG, matched).fullest_extension_deg == pytest.approx(flexion_deg, abs=0.1)
    assert 0.03 < matched.hip_up_m < 0.17


def test_a_knee_that_no_hip_gives_gets_the_nearest() -> None:
    assert match_extension(LEG, BIKE, 90.0).hip_up_m == pytest.approx(0.0, abs=1e-6)
