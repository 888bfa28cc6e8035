"""A rider on a bike over a turn of the crank, as points to draw: a picture, no measurement."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.body.leg import BikeGeometry, Leg, even_turn, pose_seated
from sixhills.errors import require

if TYPE_CHECKING:
    from sixhills.body.leg import Floats

# Shares of stature, Drillis and Contini as Winter prints them.
_TRUNK, _UPPER_ARM, _FOREARM, _HEAD = 0.288, 0.186, 0.146, 0.130
_ARM_TO_TRUNK_DEG = 85.0
_ELBOW_BENT_DEG = 20.0
_SOLE_UP = 0.45  # of the foot: the ankle above the sole
_TOE_AHEAD = 0.55  # of the foot, before the spindle
_FRAMES = 36

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, kw_only=True)
class RiderFigure:
    """Where everything is, in metres, x forward, y up, the bottom bracket at the origin.

    Attributes:
        crank_deg: the crank angles of the frames, after top dead centre.
        pedal, toe, heel, ankle, knee: of the near leg, one for each frame; the far leg is half a
            turn on.
        knee_flexion_deg: of the near leg, likewise.
        saddle, hip, shoulder, elbow, hand, head: where they stay.
        straightest: frame of the fullest extension.
    """

    crank_deg: tuple[float, ...]
    pedal: Points
    toe: Points
    heel: Points
    ankle: Points
    knee: Points
    knee_flexion_deg: tuple[float, ...]
    saddle: tuple[float, float]
    hip: tuple[float, float]
    shoulder: tuple[float, float]
    elbow: tuple[float, float]
    hand: tuple[float, float]
    head: tuple[float, float]
    straightest: int


def draw_rider(
    leg: Leg, bike: BikeGeometry, height_m: float, trunk_deg: float = 50.0
) -> RiderFigure:
    """A seated rider over a turn.

    Args:
        leg: of the rider.
        bike: how it is set.
        height_m: of the rider.
        trunk_deg: above the horizontal; upright is 90.

    Raises:
        ReachError: the leg does not reach the pedal.
    """
    require(10 <= trunk_deg <= 90, "trunk_deg", "between 10 and 90", trunk_deg)
    pose = pose_seated(leg, bike, even_turn(_FRAMES))
    pitch = np.radians(pose.pitch_deg)
    ahead = np.stack([np.cos(pitch), -np.sin(pitch)], axis=1)
    under = np.stack([-np.sin(pitch), -np.cos(pitch)], axis=1)
    hip = bike.hip
    shoulder = hip + _TRUNK * height_m * _towards(trunk_deg)
    arm_deg = trunk_deg - _ARM_TO_TRUNK_DEG - _ELBOW_BENT_DEG / 2.0
    elbow = shoulder + _UPPER_ARM * height_m * _towards(arm_deg)
    slope = math.radians(bike.seat_tube_deg)
    top = bike.saddle_height_m * np.array([-math.cos(slope), math.sin(slope)])
    return RiderFigure(
        crank_deg=tuple(pose.crank_deg.tolist()),
        pedal=_pairs(pose.pedal),
        toe=_pairs(pose.pedal + _TOE_AHEAD * leg.foot_m * ahead),
        heel=_pairs(pose.ankle + _SOLE_UP * leg.foot_m * (under - 0.6 * ahead)),
        ankle=_pairs(pose.ankle),
        knee=_pairs(pose.knee),
        knee_flexion_deg=tuple(pose.knee_flexion_deg.tolist()),
        saddle=_pair(top - np.array([bike.hip_back_m, 0.0])),
        hip=_pair(hip),
        shoulder=_pair(shoulder),
        elbow=_pair(elbow),
        hand=_pair(elbow + _FOREARM * height_m * _towards(arm_deg + _ELBOW_BENT_DEG)),
        head=_pair(shoulder + _HEAD * height_m * _towards(min(90.0, trunk_deg + 25.0))),
        straightest=int(np.argmin(pose.knee_flexion_deg)),
    )


def _towards(deg: float) -> Floats:
    return np.array([math.cos(math.radians(deg)), math.sin(math.radians(deg))])


def _pair(point: Floats) -> tuple[float, float]:
    return float(point[0]), float(point[1])


def _pairs(points: Floats) -> Points:
    return tuple(_pair(point) for point in points)
