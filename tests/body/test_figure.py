from __future__ import annotations

import math

import pytest

from sixhills.body.figure import draw_rider
from sixhills.body.leg import BikeGeometry, pose_seated, size_leg

LEG = size_leg(1.75)
BIKE = BikeGeometry(saddle_height_m=0.68)


def test_the_bones_are_those_of_the_leg_in_every_frame() -> None:
    figure = draw_rider(LEG, BIKE, 1.75)
    for knee, ankle, pedal in zip(figure.knee, figure.ankle, figure.pedal, strict=True):
        assert math.dist(figure.hip, knee) == pytest.approx(LEG.thigh_m)
        assert math.dist(knee, ankle) == pytest.approx(LEG.shank_m)
        assert math.dist(ankle, pedal) == pytest.approx(LEG.foot_m)


def test_the_straightest_frame_is_that_of_the_leg() -> None:
    figure = draw_rider(LEG, BIKE, 1.75)
    found = figure.knee_flexion_deg[figure.straightest]
    assert found == pytest.approx(pose_seated(LEG, BIKE).fullest_extension_deg, abs=0.5)


def test_the_rider_leans_as_far_as_told() -> None:
    figure = draw_rider(LEG, BIKE, 1.75, trunk_deg=40.0)
    (hx, hy), (sx, sy) = figure.hip, figure.shoulder
    assert math.degrees(math.atan2(sy - hy, sx - hx)) == pytest.approx(40.0)
    assert figure.hand[0] > sx
    assert figure.head[1] > sy


@pytest.mark.parametrize("height_m", [1.5, 1.75, 2.0])
def test_the_foot_stands_on_the_pedal(height_m: float) -> None:
    leg = size_leg(height_m)
    figure = draw_rider(leg, BikeGeometry(saddle_height_m=0.385 * height_m), height_m)
    for toe, heel, ankle, pedal in zip(
        figure.toe, figure.heel, figure.ankle, figure.pedal, strict=True
    ):
        assert toe[0] > pedal[0] - 0.01  # ahead of the spindle, toes down or not
        assert heel[0] < toe[0]
        assert math.dist(heel, ankle) < 0.1
