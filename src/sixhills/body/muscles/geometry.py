"""The legs of a rider on a bike, as the muscles see them: angles, lengths and arms over a turn.

Nothing here depends on power or cadence, so that one geometry serves all conditions of a posture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.body.leg import (
    Ankling,
    BikeGeometry,
    LegPose,
    even_turn,
    place_hip,
    pose_leg,
    pose_seated,
    trace_foot,
)
from sixhills.body.muscles.anchors import Anchors, load_anchors
from sixhills.body.muscles.passive import resist
from sixhills.body.muscles.pedaller import AVERAGE, Pedaller, Variation
from sixhills.body.muscles.surrogate import load_leg_muscles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ANGLES = 72
_MODEL_LEG_M = 0.8061
"""Thigh and shank of the musculoskeletal model, from hip to knee to ankle."""

_ADDUCTION_DEG = {"seated": -5.0, "standing": 0.0}
_USUAL_LEAN_DEG = 45.0
_TILT_PER_LEAN = 0.5  # the spine takes the other half of a lean
_SMOOTH = 20  # harmonics of a muscle's length; what is above is noise of the surrogate


@dataclass(frozen=True, kw_only=True, eq=False)
class LegGeometry:
    """A leg over a turn of the crank, right, from top dead centre.

    Attributes:
        standing: whether the rider stands.
        crank_deg: 72 angles.
        pose: of the leg.
        lengths_m: of the model's muscles with tendon, n by muscles.
        stretch_m: how those lengths grow by the crank's angle [m/rad].
        resting_nm: moments of hip, knee and ankle without any activation, n by 3.
        arms_m: moment arms of the rider's muscles, n by muscles by six angles.
    """

    standing: bool
    crank_deg: Floats
    pose: LegPose
    lengths_m: Floats
    stretch_m: Floats
    resting_nm: Floats
    arms_m: Floats


def find_geometry(
    pedaller: Pedaller, *, standing: bool, variation: Variation = AVERAGE
) -> LegGeometry:
    """The leg of a rider on a bike.

    Raises:
        ReachError: the rider's leg does not fit the bike.
    """
    anchors = load_anchors()
    if standing:
        pose, tilt_deg = _stand(pedaller, variation, anchors)
    else:
        pose, tilt_deg = _sit(pedaller, variation, anchors)
    zero = np.zeros(len(pose.crank_deg))
    adduction = _ADDUCTION_DEG["standing" if standing else "seated"]
    foot_deg = anchors.standing.ankle_offset_deg if standing else 0.0
    angles = [
        pose.hip_flexion_deg(tilt_deg), zero + adduction, zero,
        pose.knee_flexion_deg, pose.ankle_dorsiflexion_deg + foot_deg, zero,
    ]  # fmt: skip
    lengths, arms = load_leg_muscles().measure(np.radians(np.stack(angles, axis=-1)))
    factors = np.broadcast_to(np.array(variation.arms), lengths.shape[1:])
    return LegGeometry(
        standing=standing,
        crank_deg=pose.crank_deg,
        pose=pose,
        lengths_m=lengths,
        stretch_m=_differentiate(lengths),
        resting_nm=resist(angles[0], angles[3], angles[4]),
        arms_m=arms * length_scale(pedaller) * factors[:, None],
    )


def length_scale(pedaller: Pedaller) -> float:
    """Length of the rider's leg over the model's."""
    return pedaller.leg.length_m / _MODEL_LEG_M


def _differentiate(lengths: Floats) -> Floats:
    """Growth of lengths by the crank's angle, without what is noise."""
    waves = np.fft.rfft(lengths, axis=0)
    orders = np.arange(len(waves))[:, None] * 1j
    orders[_SMOOTH:] = 0.0
    return np.asarray(np.fft.irfft(waves * orders, len(lengths), axis=0), dtype=np.float64)


def _sit(pedaller: Pedaller, variation: Variation, anchors: Anchors) -> tuple[LegPose, float]:
    """A seated leg whose knee is as straight as told at fullest extension, and the tilt."""
    leg, crank_deg = pedaller.leg, even_turn(ANGLES)
    ankling = Ankling(mean_deg=Ankling().mean_deg + variation.pitch_deg)
    _, ankle = trace_foot(leg, crank_deg, pedaller.crank_m, ankling.pitch_deg(crank_deg))
    near, far = (_bike(pedaller, height_m).hip for height_m in (0.5, 1.0))
    along = (far - near) / 0.5
    height_m = place_hip(leg, ankle, near - 0.5 * along, along, pedaller.knee_flexion_deg)
    pose = pose_seated(leg, _bike(pedaller, height_m), crank_deg, ankling)
    return pose, anchors.seated_tilt_deg + variation.tilt_deg + _lean_tilt(pedaller)


def _lean_tilt(pedaller: Pedaller) -> float:
    if pedaller.lean_deg is None:
        return 0.0
    return _TILT_PER_LEAN * (_USUAL_LEAN_DEG - pedaller.lean_deg)


def _bike(pedaller: Pedaller, height_m: float) -> BikeGeometry:
    return BikeGeometry(
        saddle_height_m=height_m, seat_tube_deg=pedaller.seat_tube_deg, crank_m=pedaller.crank_m
    )


def _stand(pedaller: Pedaller, variation: Variation, anchors: Anchors) -> tuple[LegPose, float]:
    """A standing leg on the measured path of the hip, and the pelvis's tilt."""
    form, leg, crank_deg = anchors.standing, pedaller.leg, even_turn(ANGLES)
    pitch_deg = Ankling(
        mean_deg=form.pitch_mean_deg + variation.pitch_deg,
        swing_deg=form.pitch_swing_deg,
        peak_deg=form.pitch_peak_deg,
        second_deg=0.0,
    ).pitch_deg(crank_deg)
    path = form.hip_path(crank_deg) * leg.length_m
    _, ankle = trace_foot(leg, crank_deg, pedaller.crank_m, pitch_deg)
    up = np.array([0.0, 1.0])
    hip = path + up * place_hip(leg, ankle, path, up, form.knee_straightest_deg)
    pose = pose_leg(leg, hip, crank_deg, pedaller.crank_m, pitch_deg)
    return pose, form.pelvis_tilt_deg + variation.tilt_deg
