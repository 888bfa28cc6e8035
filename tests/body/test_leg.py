from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.body.leg import (
    Ankling,
    BikeGeometry,
    Leg,
    even_turn,
    place_hip,
    pose_leg,
    pose_seated,
    size_leg,
    trace_foot,
)
from sixhills.errors import InvalidValueError, ReachError

LEG = size_leg(1.75)
BIKE = BikeGeometry(saddle_height_m=0.70)
STILL = Ankling(mean_deg=20.0, swing_deg=0.0)

heights = st.floats(1.5, 2.0)
saddles = st.floats(0.60, 0.72)


def test_bones_keep_their_lengths() -> None:
    pose = pose_seated(LEG, BIKE)
    for start, end, length_m in (
        (pose.hip, pose.knee, LEG.thigh_m),
        (pose.knee, pose.ankle, LEG.shank_m),
        (pose.ankle, pose.pedal, LEG.foot_m),
    ):
        assert np.linalg.norm(end - start, axis=1) == pytest.approx(length_m)


def test_the_pedal_goes_forward_from_the_top() -> None:
    pedal = pose_seated(LEG, BIKE, np.array([0.0, 90.0, 180.0])).pedal
    assert pedal == pytest.approx(np.array([[0, 0.17], [0.17, 0], [0, -0.17]]), abs=1e-12)


def test_the_knee_bends_forward() -> None:
    pose = pose_seated(LEG, BIKE)
    assert (pose.knee_flexion_deg > 0).all()
    assert (pose.thigh_deg > pose.shank_deg).all()


def test_flexion_is_that_of_the_law_of_cosines() -> None:
    pose = pose_seated(LEG, BIKE)
    distance = np.linalg.norm(pose.ankle - pose.hip, axis=1)
    cosine = (LEG.thigh_m**2 + LEG.shank_m**2 - distance**2) / (2 * LEG.thigh_m * LEG.shank_m)
    assert pose.knee_flexion_deg == pytest.approx(180 - np.degrees(np.arccos(cosine)))


def test_measured_riders_angles_come_out_at_a_usual_fit() -> None:
    # notes on muscles 5.1: 30 deg at the bottom goes with hip 35-84, knee 30-115, ankle -10..16
    leg = Leg(thigh_m=0.425, shank_m=0.415, foot_m=0.135)
    pose = _fit_to(leg, 30.0)
    assert pose.knee_flexion_deg.max() == pytest.approx(115, abs=8)
    hip = pose.hip_flexion_deg(10.0)
    assert (hip.min(), hip.max()) == pytest.approx((35, 84), abs=9)


def _fit_to(leg: Leg, flexion_deg: float):
    low, high = 0.5, 0.9
    for _ in range(50):
        middle = 0.5 * (low + high)
        try:
            bent = pose_seated(leg, BikeGeometry(saddle_height_m=middle)).fullest_extension_deg
        except ReachError:
            bent = 0.0
        low, high = (middle, high) if bent > flexion_deg else (low, middle)
    return pose_seated(leg, BikeGeometry(saddle_height_m=low))


@given(heights, saddles)
def test_a_higher_saddle_straightens_the_knee(height_m: float, saddle_m: float) -> None:
    leg, bike = size_leg(height_m, 0.47 * height_m), BikeGeometry(saddle_height_m=saddle_m)
    try:
        higher = pose_seated(leg, replace(bike, saddle_height_m=saddle_m + 0.01))
    except ReachError:
        return
    assert higher.fullest_extension_deg < pose_seated(leg, bike).fullest_extension_deg


def test_a_longer_crank_with_a_saddle_lower_by_as_much_bends_the_knee_at_the_top_only() -> None:
    # in line with the seat tube; notes on bike fit 5
    angle = 90.0 - BIKE.seat_tube_deg
    ends = np.array([360.0 - angle, 180.0 - angle])
    longer = replace(BIKE, crank_m=0.175, saddle_height_m=BIKE.saddle_height_m - 0.005)
    before = pose_seated(LEG, BIKE, ends, STILL).knee_flexion_deg
    after = pose_seated(LEG, longer, ends, STILL).knee_flexion_deg
    assert after[1] == pytest.approx(before[1], abs=0.3)
    assert after[0] > before[0] + 0.5


@given(st.floats(0.7, 1.3))
def test_angles_do_not_depend_on_size(scale: float) -> None:
    leg = Leg(thigh_m=0.42 * scale, shank_m=0.42 * scale, foot_m=0.13 * scale)
    hip = np.array([[-0.2, 0.77]]) * scale
    turned = np.array([120.0])
    small = pose_leg(leg, hip, turned, 0.17 * scale, np.array([20.0]))
    usual = pose_leg(
        Leg(thigh_m=0.42, shank_m=0.42, foot_m=0.13),
        hip / scale, turned, 0.17, np.array([20.0]),
    )  # fmt: skip
    assert small.knee_flexion_deg == pytest.approx(usual.knee_flexion_deg)


def test_the_fullest_extension_comes_before_the_lowest_pedal() -> None:
    # notes on bike fit 3: about 170 degrees, for a foot that stays as it is
    pose = pose_seated(LEG, replace(BIKE, saddle_height_m=0.68), even_turn(720), STILL)
    at = pose.crank_deg[int(np.argmin(pose.knee_flexion_deg))]
    assert 155 <= at < 180


def test_a_degree_of_flexion_is_a_quarter_of_a_centimetre_with_a_still_foot() -> None:
    # notes on bike fit 3: dk/dd = d / (L1 L2 sin k), 4.4 degrees per cm at 145 degrees included
    leg = Leg(thigh_m=0.43, shank_m=0.43, foot_m=0.13)
    hip = np.array([[0.0, 0.0]])
    included = math.radians(145.0)
    distance_m = 2 * 0.43 * math.sin(included / 2)
    flexions = []
    for away_m in (distance_m - 0.005, distance_m + 0.005):
        pitch = np.array([90.0 - leg.foot_rise_deg])  # the foot stands straight below the ankle
        crank_m = 0.17
        hip = np.array([[0.0, away_m + leg.foot_m - crank_m]])
        flexions.append(float(pose_leg(leg, hip, np.array([180.0]), crank_m, pitch)
                              .knee_flexion_deg[0]))  # fmt: skip
    assert flexions[0] - flexions[1] == pytest.approx(4.4, abs=0.1)


def test_a_hip_is_placed_where_the_knee_is_just_as_straight_as_wanted() -> None:
    crank_deg = even_turn()
    pitch_deg = Ankling().pitch_deg(crank_deg)
    _, ankle = trace_foot(LEG, crank_deg, BIKE.crank_m, pitch_deg)
    start, up = np.array([-0.2, 0.0]), np.array([0.0, 1.0])
    hip = start + up * place_hip(LEG, ankle, start, up, 33.0)
    pose = pose_leg(LEG, np.broadcast_to(hip, (72, 2)), crank_deg, BIKE.crank_m, pitch_deg)
    assert pose.fullest_extension_deg == pytest.approx(33.0)


def test_a_line_that_passes_far_behind_the_pedals_is_refused() -> None:
    _, ankle = trace_foot(LEG, even_turn(), 0.17, Ankling().pitch_deg(even_turn()))
    with pytest.raises(ReachError, match="too short"):
        place_hip(LEG, ankle, np.array([-1.5, 0.0]), np.array([0.0, 1.0]), 30.0)


def test_a_saddle_too_high_names_the_place_and_the_remedy() -> None:
    with pytest.raises(ReachError, match="too short") as refused:
        pose_seated(LEG, replace(BIKE, saddle_height_m=0.95))
    assert "crank angle" in str(refused.value)
    assert "lower the saddle" in str(refused.value)


def test_a_pedal_on_the_hip_is_refused() -> None:
    leg = Leg(thigh_m=0.5, shank_m=0.35, foot_m=0.1)
    with pytest.raises(ReachError, match="close"):
        pose_leg(leg, np.array([[0.0, 0.2]]), np.array([0.0]), 0.17, np.array([20.0]))


@given(heights)
def test_a_longer_inseam_is_a_longer_leg(height_m: float) -> None:
    usual, long = size_leg(height_m), size_leg(height_m, 0.50 * height_m)
    assert long.length_m - usual.length_m == pytest.approx(0.035 * height_m)
    assert size_leg(height_m, 0.465 * height_m).length_m == pytest.approx(usual.length_m)


def test_an_inseam_longer_than_a_leg_can_be_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="inseam_m"):
        size_leg(1.70, 1.05)
