"""A leg that pedals: from power, cadence and posture to what each muscle does over a turn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.body.leg import (
    Ankling,
    BikeGeometry,
    Leg,
    LegPose,
    even_turn,
    pose_leg,
    pose_seated,
    size_leg,
)
from sixhills.body.muscles.anchors import Anchors, load_anchors
from sixhills.body.muscles.dynamics import LegLoads, load_leg
from sixhills.body.muscles.fibre import Fibres, measure_fibres
from sixhills.body.muscles.pedal_force import Wishes, body_weight_n, find_pedal_force
from sixhills.body.muscles.sharing import Demand, Shared, share_moments
from sixhills.body.muscles.surrogate import LegMuscles, load_leg_muscles
from sixhills.errors import ReachError, require

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MODEL_LEG_M = 0.8061
"""Thigh and shank of the musculoskeletal model, from hip to knee to ankle."""

MODEL_MASS_KG = 75.3
ANGLES = 72
_ADDUCTION_DEG = {"seated": -5.0, "standing": 0.0}
_RESERVE_NM = np.array([0.2, 3.0, 3.0, 0.2, 0.2, 15.0])
"""A reserve of so many newton metres costs as much as a usual muscle fully active: sagittal
moments are the muscles' to give, those out of the plane are supported by what is not modelled."""

_SWAY_LEVER_M = 0.03
"""How far the pedal's force passes beside the hip while the bike sways below a standing rider."""


@dataclass(frozen=True, kw_only=True)
class Pedaller:
    """Who pedals on what, as far as the muscles are concerned.

    Attributes:
        height_m, mass_kg: of the rider.
        inseam_m: where it was measured.
        crank_m: length of the crank.
        knee_flexion_deg: at fullest extension, dynamic: how high the saddle is.
        seat_tube_deg: effective, setback included.
        lean_deg: of the trunk above the horizontal, or None for a usual one.
    """

    height_m: float = 1.75
    mass_kg: float = 70.0
    inseam_m: float | None = None
    crank_m: float = 0.170
    knee_flexion_deg: float = 35.0
    seat_tube_deg: float = 73.0
    lean_deg: float | None = None

    def __post_init__(self) -> None:
        require(30 <= self.mass_kg <= 250, "mass_kg", "between 30 and 250", self.mass_kg)
        flexion = self.knee_flexion_deg
        require(5 <= flexion <= 80, "knee_flexion_deg", "between 5 and 80", flexion)
        lean = self.lean_deg
        require(lean is None or 0 <= lean <= 90, "lean_deg", "between 0 and 90", lean)

    @property
    def leg(self) -> Leg:
        """The rider's leg."""
        return size_leg(self.height_m, self.inseam_m)


@dataclass(frozen=True, kw_only=True)
class Condition:
    """How hard, how fast, in which posture.

    Attributes:
        power_w: at the pedals, both legs.
        cadence_rpm: steady.
        standing: whether the rider stands.
    """

    power_w: float
    cadence_rpm: float
    standing: bool = False

    def __post_init__(self) -> None:
        require(20 <= self.power_w <= 1500, "power_w", "between 20 and 1500", self.power_w)
        require(30 <= self.cadence_rpm <= 140, "cadence_rpm", "30 to 140", self.cadence_rpm)


@dataclass(frozen=True, kw_only=True)
class Variation:
    """What is not known of a rider, as one draw of the ensemble has it.

    Attributes:
        shares: factors of the anchors' shares.
        tilt_deg: added to the tilt of the pelvis.
        pitch_deg: added to the pitch of the foot.
        peak_deg: added to the crank angle of the torque's peak.
        strength: factor of all muscles' forces.
        arms: factors of each muscle's moment arms, one for all where a number.
        lever_m: of the pedal's force beside the hip, standing.
    """

    shares: tuple[float, ...] = (1.0,) * 6
    tilt_deg: float = 0.0
    pitch_deg: float = 0.0
    peak_deg: float = 0.0
    strength: float = 1.0
    arms: tuple[float, ...] = (1.0,)
    lever_m: float = _SWAY_LEVER_M


_PLAIN = Variation()


@dataclass(frozen=True, kw_only=True, eq=False)
class Stroke:
    """A turn of the crank, right leg, from top dead centre.

    Attributes:
        crank_deg: 72 angles.
        pose: of the leg.
        loads: what its joints give by the pedal's force.
        force_n: of the pedal on the foot, n by 2.
        fibres: of all muscles.
        shared: their activations, and moments that none could give.
        muscles: of the model.
    """

    crank_deg: Floats
    pose: LegPose
    loads: LegLoads
    force_n: Floats
    fibres: Fibres
    shared: Shared
    muscles: LegMuscles

    @property
    def step_s(self) -> float:
        """Seconds from one angle to the next."""
        return 2.0 * math.pi / self.loads.crank_rad_s / len(self.crank_deg)

    def positive_work_j(self) -> Floats:
        """Work of each muscle's shortening active fibres in a turn."""
        power = np.maximum(0.0, self.fibres.power_w(self.shared.activation))
        work: Floats = power.sum(axis=0) * self.step_s
        return work

    def joint_work_j(self) -> Floats:
        """Net work of hip, knee, ankle and of the trunk through the hip in a turn."""
        joints = self.loads.powers(self.force_n).sum(axis=0)
        trunk = self.loads.hip_power(self.force_n).sum()
        return np.append(joints, trunk) * self.step_s


def pedal(pedaller: Pedaller, condition: Condition, variation: Variation = _PLAIN) -> Stroke:
    """What the muscles of a leg do at one condition.

    Raises:
        ReachError: the rider's leg does not fit the bike.
    """
    anchors = load_anchors()
    crank_deg = even_turn(ANGLES)
    pose, tilt_deg = _pose(pedaller, condition, variation, anchors)
    leg = pedaller.leg
    loads = load_leg(
        pose,
        cadence_rpm=condition.cadence_rpm,
        mass_kg=pedaller.mass_kg,
        lengths_m=(leg.thigh_m, leg.shank_m, leg.foot_m),
    )
    force_n = find_pedal_force(loads, crank_deg, _wish(pedaller, condition, variation, anchors))
    muscles = load_leg_muscles()
    posture = _joint_angles(pose, tilt_deg, condition)
    fibres, arms = _measure(muscles, posture, loads.crank_rad_s, pedaller, variation)
    moments_nm = _all_moments(loads, force_n, condition, variation)
    demand = _demand(moments_nm, fibres, arms, muscles)
    return Stroke(
        crank_deg=crank_deg,
        pose=pose,
        loads=loads,
        force_n=force_n,
        fibres=fibres,
        shared=share_moments(demand),
        muscles=muscles,
    )


# -- posture -------------------------------------------------------------------------------


def _pose(
    pedaller: Pedaller, condition: Condition, variation: Variation, anchors: Anchors
) -> tuple[LegPose, float]:
    """The leg over a turn, and the forward tilt of the pelvis."""
    if condition.standing:
        return _stand(pedaller, variation, anchors)
    ankling = Ankling(mean_deg=Ankling().mean_deg + variation.pitch_deg)
    tilt_deg = anchors.seated_tilt_deg + variation.tilt_deg + _lean_tilt(pedaller)
    return _sit(pedaller, ankling), tilt_deg


_USUAL_LEAN_DEG = 45.0
_TILT_PER_LEAN = 0.5  # the spine takes the other half of a lean


def _lean_tilt(pedaller: Pedaller) -> float:
    if pedaller.lean_deg is None:
        return 0.0
    return _TILT_PER_LEAN * (_USUAL_LEAN_DEG - pedaller.lean_deg)


def _sit(pedaller: Pedaller, ankling: Ankling) -> LegPose:
    """A seated leg whose knee is as straight as told at fullest extension, by bisection."""
    low_m, high_m = 0.36, 1.09
    for _ in range(40):
        middle_m = 0.5 * (low_m + high_m)
        if _bends_more(pedaller, middle_m, ankling):
            low_m = middle_m
        else:
            high_m = middle_m
    return pose_seated(pedaller.leg, _bike(pedaller, low_m), even_turn(ANGLES), ankling)


def _bends_more(pedaller: Pedaller, height_m: float, ankling: Ankling) -> bool:
    try:
        pose = pose_seated(pedaller.leg, _bike(pedaller, height_m), even_turn(ANGLES), ankling)
    except ReachError as error:
        return "close" in error.problem
    return pose.fullest_extension_deg > pedaller.knee_flexion_deg


def _bike(pedaller: Pedaller, height_m: float) -> BikeGeometry:
    return BikeGeometry(
        saddle_height_m=height_m, seat_tube_deg=pedaller.seat_tube_deg, crank_m=pedaller.crank_m
    )


def _stand(pedaller: Pedaller, variation: Variation, anchors: Anchors) -> tuple[LegPose, float]:
    form, leg, crank_deg = anchors.standing, pedaller.leg, even_turn(ANGLES)
    ankling = Ankling(
        mean_deg=form.pitch_mean_deg + variation.pitch_deg,
        swing_deg=form.pitch_swing_deg,
        peak_deg=form.pitch_peak_deg,
        second_deg=0.0,
    )
    path = form.hip_path(crank_deg) * leg.length_m
    pitch_deg = ankling.pitch_deg(crank_deg)

    def at(height_m: float) -> LegPose:
        hip = path + np.array([0.0, height_m])
        return pose_leg(leg, hip, crank_deg, pedaller.crank_m, pitch_deg)

    low_m, high_m = 0.3 * leg.length_m, 1.3 * leg.length_m
    for _ in range(40):
        middle_m = 0.5 * (low_m + high_m)
        try:
            straighter = at(middle_m).fullest_extension_deg <= form.knee_straightest_deg
        except ReachError as error:
            straighter = "close" not in error.problem
        low_m, high_m = (low_m, middle_m) if straighter else (middle_m, high_m)
    return at(low_m), form.pelvis_tilt_deg + variation.tilt_deg


def _joint_angles(pose: LegPose, tilt_deg: float, condition: Condition) -> Floats:
    """The six angles of the muscle model [rad]."""
    zero = np.zeros(len(pose.crank_deg))
    adduction = _ADDUCTION_DEG["standing" if condition.standing else "seated"]
    angles = [
        pose.hip_flexion_deg(tilt_deg), zero + adduction, zero,
        pose.knee_flexion_deg, pose.ankle_dorsiflexion_deg, zero,
    ]  # fmt: skip
    return np.radians(np.stack(angles, axis=-1))


# -- force and muscles ---------------------------------------------------------------------


def _wish(
    pedaller: Pedaller, condition: Condition, variation: Variation, anchors: Anchors
) -> Wishes:
    posture = "standing" if condition.standing else "seated"
    mean = anchors.shares(
        posture, condition.power_w / pedaller.mass_kg, condition.cadence_rpm
    ) * np.array(variation.shares)
    parts = mean if condition.standing else np.append(mean[:5], 0.0)
    shape = anchors.torque[posture]
    body_n = body_weight_n(pedaller.mass_kg)
    return Wishes(
        power_w=condition.power_w,
        shares=parts / parts.sum(),
        shape=shape.later(variation.peak_deg),
        carried_n=anchors.standing.carried_by_pedals * body_n if condition.standing else None,
        body_n=body_n,
    )


def _measure(
    muscles: LegMuscles, posture: Floats, crank_rad_s: float, pedaller: Pedaller,
    variation: Variation,
) -> tuple[Fibres, Floats]:  # fmt: skip
    """Fibres and moment arms of the rider's muscles."""
    lengths, arms = muscles.measure(posture)
    waves = np.fft.rfft(lengths, axis=0)
    orders = np.arange(len(waves))[:, None] * 1j * crank_rad_s
    orders[_SMOOTH:] = 0.0
    rates = np.fft.irfft(waves * orders, len(lengths), axis=0)
    fibres = measure_fibres(muscles, lengths, rates)
    scale = pedaller.leg.length_m / MODEL_LEG_M
    size = variation.strength * (pedaller.mass_kg / MODEL_MASS_KG) ** (2.0 / 3.0)
    factors = np.broadcast_to(np.array(variation.arms), (len(muscles.names),))
    return fibres.scaled(force=size, length=scale), arms * scale * factors[:, None]


_SMOOTH = 20  # harmonics of a muscle's length; what is above is noise of the surrogate


def _demand(moments_nm: Floats, fibres: Fibres, arms: Floats, muscles: LegMuscles) -> Demand:
    """What active muscles have to give, and how strong each is."""
    passive = np.einsum("nm,nmj->nj", fibres.passive_n, arms)
    volume = muscles.max_force_n * muscles.fibre_length_m
    return Demand(
        strength_nm=fibres.active_n[:, :, None] * arms,
        moments_nm=moments_nm - passive,
        cost=volume / volume.mean(),
        reserve_cost=1.0 / _RESERVE_NM**2,
    )


def _all_moments(
    loads: LegLoads, force_n: Floats, condition: Condition, variation: Variation
) -> Floats:
    """Moments about the six angles; a standing pelvis hangs on the standing leg's abductors."""
    moments = np.zeros((len(force_n), 6))
    moments[:, [0, 3, 4]] = loads.moments(force_n)
    if condition.standing:
        moments[:, 1] = -variation.lever_m * np.maximum(0.0, force_n[:, 1])
    return moments
