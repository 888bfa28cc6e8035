"""A leg on a crank: where hip, knee, ankle and pedal are, and the angles between.

A leg is two rigid bones between hip and ankle, and a foot whose ball stays on the pedal spindle.
The hip is where the saddle holds it, or, standing, where the caller says. So the knee follows from
the distance between hip and ankle by the law of cosines.

The plane of the bike: x forward, y up, metres, the bottom bracket at the origin. Crank angle in
degrees after top dead centre, in the direction of pedalling, as everywhere. Angles of bones are
those that a rider can picture:

    thigh_deg     between thigh and the vertical downwards, positive with the knee ahead of the hip
    shank_deg     the same of the shank, positive with the ankle ahead of the knee
    pitch_deg     of the sole, positive with the toes down
    knee          flexion: 0 with a straight leg (the *included* angle is 180 less it)
    ankle         dorsiflexion: positive with the toes pulled towards the shin, 0 with the sole at
                  a right angle to the shank

Arrays have one value for each crank angle.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import ReachError, require

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WHOLE_TURN = 360.0
USUAL_INSEAM = 0.465
"""Inseam over stature, of most people."""


@dataclass(frozen=True, kw_only=True)
class Leg:
    """The bones of one leg.

    Attributes:
        thigh_m: from the axis of the hip to that of the knee.
        shank_m: from the axis of the knee to that of the ankle.
        foot_m: from the axis of the ankle to the pedal spindle under the ball of the foot.
        foot_rise_deg: angle of that line above the sole.
    """

    thigh_m: float
    shank_m: float
    foot_m: float
    foot_rise_deg: float = 31.0

    def __post_init__(self) -> None:
        require(0.25 <= self.thigh_m <= 0.65, "thigh_m", "between 0.25 and 0.65", self.thigh_m)
        require(0.25 <= self.shank_m <= 0.65, "shank_m", "between 0.25 and 0.65", self.shank_m)
        require(0.05 <= self.foot_m <= 0.25, "foot_m", "between 0.05 and 0.25", self.foot_m)
        require(
            0 <= self.foot_rise_deg <= 80, "foot_rise_deg", "between 0 and 80", self.foot_rise_deg
        )

    @property
    def length_m(self) -> float:
        """From hip to ankle with a straight knee."""
        return self.thigh_m + self.shank_m


@dataclass(frozen=True, kw_only=True)
class Ankling:
    """How the foot tilts over a turn: pitch = mean + swing + a second harmonic.

    As given, that of a measured seated rider (moco-cycling-standing, subject s01).

    Attributes:
        mean_deg: mean pitch, positive with the toes down.
        swing_deg: how far it goes either way.
        peak_deg: crank angle at which the toes are lowest.
        second_deg: how far it goes either way twice a turn.
        second_peak_deg: crank angle at which that part has the toes lowest.
    """

    mean_deg: float = 27.3
    swing_deg: float = 28.2
    peak_deg: float = 267.0
    second_deg: float = 5.0
    second_peak_deg: float = 171.0

    def pitch_deg(self, crank_deg: Floats) -> Floats:
        """Pitch of the sole at crank angles."""
        once = np.cos(np.radians(crank_deg - self.peak_deg))
        twice = np.cos(2.0 * np.radians(crank_deg - self.second_peak_deg))
        return self.mean_deg + self.swing_deg * once + self.second_deg * twice


@dataclass(frozen=True, kw_only=True)
class BikeGeometry:
    """What of a bike places the hip over the pedals.

    Attributes:
        saddle_height_m: from bottom bracket to the top of the saddle, along the seat tube.
        seat_tube_deg: angle of the line from bottom bracket to saddle above the horizontal,
            setback included.
        crank_m: length of the crank.
        hip_up_m: axis of the hip above the top of the saddle.
        hip_back_m: axis of the hip behind the point where the saddle is measured.
    """

    saddle_height_m: float
    seat_tube_deg: float = 73.0
    crank_m: float = 0.170
    hip_up_m: float = 0.085
    hip_back_m: float = 0.0

    def __post_init__(self) -> None:
        height = self.saddle_height_m
        require(0.35 <= height <= 1.1, "saddle_height_m", "between 0.35 and 1.1", height)
        require(55 <= self.seat_tube_deg <= 90, "seat_tube_deg", "55 to 90", self.seat_tube_deg)
        require(0.10 <= self.crank_m <= 0.22, "crank_m", "between 0.10 and 0.22", self.crank_m)
        require(0 <= self.hip_up_m <= 0.2, "hip_up_m", "between 0 and 0.2", self.hip_up_m)
        require(abs(self.hip_back_m) <= 0.2, "hip_back_m", "within 0.2", self.hip_back_m)

    @property
    def hip(self) -> Floats:
        """Where the axis of a seated hip is: x and y [m]."""
        slope = math.radians(self.seat_tube_deg)
        x_m = -self.saddle_height_m * math.cos(slope) - self.hip_back_m
        y_m = self.saddle_height_m * math.sin(slope) + self.hip_up_m
        return np.array([x_m, y_m])


@dataclass(frozen=True, kw_only=True, eq=False)
class LegPose:
    """A leg over crank angles.

    Attributes:
        crank_deg: crank angles, n of them.
        hip, knee, ankle, pedal: where the joints are, n by 2 [m].
        thigh_deg, shank_deg, pitch_deg: of the bones, as drawn in the module.
    """

    crank_deg: Floats
    hip: Floats
    knee: Floats
    ankle: Floats
    pedal: Floats
    thigh_deg: Floats
    shank_deg: Floats
    pitch_deg: Floats

    @property
    def knee_flexion_deg(self) -> Floats:
        """Flexion of the knee."""
        return self.thigh_deg - self.shank_deg

    @property
    def ankle_dorsiflexion_deg(self) -> Floats:
        """Dorsiflexion of the ankle."""
        return -self.shank_deg - self.pitch_deg

    def hip_flexion_deg(self, pelvis_tilt_deg: float) -> Floats:
        """Flexion of the hip for a pelvis tilted forward by an angle from the vertical."""
        return self.thigh_deg + pelvis_tilt_deg

    @property
    def fullest_extension_deg(self) -> float:
        """The smallest flexion of the knee over the turn."""
        return float(self.knee_flexion_deg.min())


def even_turn(count: int = 72) -> Floats:
    """Crank angles spread evenly over a turn, from top dead centre [degrees]."""
    require(count >= 4, "count", "4 or more", count)
    return np.linspace(0.0, WHOLE_TURN, count, endpoint=False, dtype=np.float64)


def size_leg(height_m: float, inseam_m: float | None = None) -> Leg:
    """The leg of a rider by stature, and by inseam where it was measured.

    Shares of stature for the bones are Drillis and Contini's, as Winter prints them (thigh .245,
    shank .246). What an inseam differs from .465 of stature, the usual, goes to both bones in
    proportion. The foot: .135 m from ankle to spindle at 1.80 m.

    Raises:
        InvalidValueError: the measures are no human's.
    """
    require(1.2 <= height_m <= 2.3, "height_m", "between 1.2 and 2.3", height_m)
    longer_m = 0.0 if inseam_m is None else inseam_m - USUAL_INSEAM * height_m
    bones = (0.245 + 0.246) * height_m
    scale = (bones + longer_m) / bones
    require(0.75 <= scale <= 1.25, "inseam_m", "between 0.37 and 0.56 of your height", inseam_m)
    return Leg(
        thigh_m=scale * 0.245 * height_m,
        shank_m=scale * 0.246 * height_m,
        foot_m=0.075 * height_m,
    )


def pose_seated(
    leg: Leg,
    bike: BikeGeometry,
    crank_deg: Floats | None = None,
    ankling: Ankling | None = None,
) -> LegPose:
    """A seated leg over a turn.

    Args:
        leg: its bones.
        bike: where saddle and cranks are.
        crank_deg: crank angles; 72 over the turn unless given.
        ankling: how the foot tilts; as measured riders do unless given.

    Raises:
        ReachError: the leg is too short for the pedal somewhere, or too long.
    """
    angles = even_turn() if crank_deg is None else crank_deg
    hip = np.broadcast_to(bike.hip, (len(angles), 2))
    return pose_leg(leg, hip, angles, bike.crank_m, (ankling or Ankling()).pitch_deg(angles))


def pose_leg(
    leg: Leg, hip: Floats, crank_deg: Floats, crank_m: float, pitch_deg: Floats
) -> LegPose:
    """A leg between a hip, wherever it is, and a pedal.

    Args:
        leg: its bones.
        hip: axis of the hip at each crank angle, n by 2 [m].
        crank_deg: crank angles.
        crank_m: length of the crank.
        pitch_deg: pitch of the sole at each crank angle.

    Raises:
        ReachError: the leg is too short for the pedal somewhere, or too long.
    """
    pedal, ankle = trace_foot(leg, crank_deg, crank_m, pitch_deg)
    away = ankle - hip
    distance_m = np.hypot(away[:, 0], away[:, 1])
    _check_reach(leg, distance_m, crank_deg)
    line = np.arctan2(away[:, 0], -away[:, 1])  # of hip to ankle, from the vertical
    at_hip = _corner(leg.thigh_m, distance_m, leg.shank_m)
    at_ankle = _corner(leg.shank_m, distance_m, leg.thigh_m)
    thigh, shank = line + at_hip, line - at_ankle
    knee = hip + leg.thigh_m * np.stack([np.sin(thigh), -np.cos(thigh)], axis=-1)
    return LegPose(
        crank_deg=crank_deg,
        hip=np.array(hip),
        knee=knee,
        ankle=ankle,
        pedal=pedal,
        thigh_deg=np.degrees(thigh),
        shank_deg=np.degrees(shank),
        pitch_deg=np.asarray(pitch_deg, dtype=float),
    )


def trace_foot(
    leg: Leg, crank_deg: Floats, crank_m: float, pitch_deg: Floats
) -> tuple[Floats, Floats]:
    """Where pedal and ankle are at crank angles, each n by 2 [m]."""
    turn = np.radians(crank_deg)
    pedal = crank_m * np.stack([np.sin(turn), np.cos(turn)], axis=-1)
    rise = np.radians(pitch_deg + leg.foot_rise_deg)
    ankle = pedal + leg.foot_m * np.stack([-np.cos(rise), np.sin(rise)], axis=-1)
    return pedal, ankle


def place_hip(leg: Leg, ankle: Floats, start: Floats, direction: Floats, knee_deg: float) -> float:
    """How far along a direction the hip lies so that the knee is just as straight as wanted.

    The knee is straightest where the ankle is furthest from the hip, so the hip may go as far as
    the nearest of the places from which some ankle is just that far.

    Args:
        leg: its bones.
        ankle: over a turn, n by 2 [m].
        start: of the hip's line, 2, or n by 2 where the hip moves over the turn [m].
        direction: of the line, of length one.
        knee_deg: flexion of the knee at fullest extension.

    Raises:
        ReachError: the line passes too far from the pedals.
    """
    bend = math.cos(math.radians(knee_deg))
    wanted = leg.thigh_m**2 + leg.shank_m**2 + 2.0 * leg.thigh_m * leg.shank_m * bend
    away = ankle - start
    along = away @ direction
    beside = (away**2).sum(axis=1) - along**2
    if beside.max() > wanted:
        raise ReachError(
            "the leg is too short to reach the pedal from anywhere on the line of the saddle",
            place=None,
            remedy="move the saddle forward or bend the knee less",
        )
    return float((along + np.sqrt(wanted - beside)).min())


def _corner(near_m: float, far_m: Floats, opposite_m: float) -> Floats:
    """Angle of a triangle between two sides, opposite to the third [rad]."""
    cosine = (near_m**2 + far_m**2 - opposite_m**2) / (2 * near_m * far_m)
    angle: Floats = np.arccos(np.clip(cosine, -1.0, 1.0))
    return angle


def _check_reach(leg: Leg, distance_m: Floats, crank_deg: Floats) -> None:
    short = int(np.argmax(distance_m))
    if distance_m[short] > leg.length_m:
        missing_mm = 1000 * (distance_m[short] - leg.length_m)
        raise ReachError(
            f"the leg is {missing_mm:.0f} mm too short to reach the pedal",
            place=f"crank angle {crank_deg[short]:.0f}°",
            remedy="lower the saddle",
        )
    folded = int(np.argmin(distance_m))
    if distance_m[folded] < abs(leg.thigh_m - leg.shank_m):
        raise ReachError(
            "the pedal comes too close to the hip for any knee",
            place=f"crank angle {crank_deg[folded]:.0f}°",
            remedy="raise the saddle or shorten the cranks",
        )
