"""A leg that pedals: from power, cadence and posture to what each muscle does over a turn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from sixhills.body.leg import even_turn
from sixhills.body.muscles.anchors import StandingForm, load_anchors
from sixhills.body.muscles.dynamics import LegLoads, load_leg
from sixhills.body.muscles.fibre import Fibres, measure_fibres
from sixhills.body.muscles.geometry import ANGLES, LegGeometry, find_geometry, length_scale
from sixhills.body.muscles.least_effort import MomentLine, Start, find_least_effort
from sixhills.body.muscles.pedal_force import (
    LEAST_TORQUE_NM,
    Ties,
    Wishes,
    body_weight_n,
    tie_force,
)
from sixhills.body.muscles.pedaller import AVERAGE, Pedaller, Variation
from sixhills.body.muscles.sharing import Demand, Shared
from sixhills.body.muscles.surrogate import LegMuscles, load_leg_muscles
from sixhills.errors import require

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.body.leg import LegPose

    Floats = NDArray[np.float64]

_MODEL_MASS_KG = 75.3
_RESERVE_NM = np.array([0.2, 3.0, 3.0, 0.2, 0.2, 15.0])
"""A reserve of so many newton metres costs as much as a usual muscle fully active: sagittal
moments are the muscles' to give, those out of the plane are supported by what is not modelled."""

_EFFORT_NM2 = 7e3
"""Weight of the muscles' effort beside the ties, times a squared torque, so that effort counts
alike at all powers: as much as it can without missing the ties by more than they are known (seated
the squared misses stay near one)."""

_TRUNK = 0.678  # head, arms and trunk over body mass (Winter)
_SAGITTAL = [0, 3, 4]  # hip flexion, knee flexion, dorsiflexion among the six angles


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


@dataclass(frozen=True, kw_only=True, eq=False)
class Stroke:
    """A turn of the crank, right leg, from top dead centre.

    Attributes:
        crank_deg: 72 angles.
        pose: of the leg.
        loads: what its joints give by the pedal's force.
        harmonics: of the pedal's force on the foot.
        force_n: that force, n by 2.
        fibres: of all muscles.
        shared: their activations, and moments that none could give.
        muscles: of the model.
    """

    crank_deg: Floats
    pose: LegPose
    loads: LegLoads
    harmonics: Floats
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


def pedal(
    pedaller: Pedaller,
    condition: Condition,
    variation: Variation = AVERAGE,
    geometry: LegGeometry | None = None,
    near: Stroke | None = None,
) -> Stroke:
    """What the muscles of a leg do at one condition.

    Args:
        pedaller: who, on what.
        condition: how hard, how fast, in which posture.
        variation: what is not known of the rider.
        geometry: of this rider, posture and variation, where it is at hand.
        near: a stroke much like it, from which it is found faster; a usual one unless given.

    Raises:
        ReachError: the rider's leg does not fit the bike.
    """
    start = near or _usual_stroke(condition.standing)
    return _pedal(pedaller, condition, variation, geometry, start)


@cache
def _usual_stroke(standing: bool) -> Stroke:
    """A rider of usual size at 200 W and 80 rpm: where the search begins."""
    condition = Condition(power_w=200.0, cadence_rpm=80.0, standing=standing)
    return _pedal(Pedaller(), condition, AVERAGE, None, None)


def _pedal(
    pedaller: Pedaller,
    condition: Condition,
    variation: Variation,
    geometry: LegGeometry | None,
    near: Stroke | None,
) -> Stroke:
    if geometry is None:
        geometry = find_geometry(pedaller, standing=condition.standing, variation=variation)
    leg, muscles = pedaller.leg, load_leg_muscles()
    loads = load_leg(
        geometry.pose,
        cadence_rpm=condition.cadence_rpm,
        mass_kg=pedaller.mass_kg,
        lengths_m=(leg.thigh_m, leg.shank_m, leg.foot_m),
    )
    size = variation.strength * (pedaller.mass_kg / _MODEL_MASS_KG) ** (2.0 / 3.0)
    fibres = measure_fibres(muscles, geometry.lengths_m, geometry.stretch_m * loads.crank_rad_s)
    fibres = fibres.scaled(force=size, length=length_scale(pedaller))
    ties = tie_force(loads, geometry.crank_deg, _wish(pedaller, condition, variation))
    line = _line_up(loads, ties, geometry, size * length_scale(pedaller), variation.lever_m)
    torque_nm = ties.power_w / loads.crank_rad_s + LEAST_TORQUE_NM
    weight = _EFFORT_NM2 / torque_nm**2
    start = Start(harmonics=near.harmonics, prices=near.shared.prices) if near else None
    offer = _offer(fibres, geometry, muscles)
    harmonics, shared = find_least_effort(ties, line, offer, weight, start)
    return Stroke(
        crank_deg=geometry.crank_deg,
        pose=geometry.pose,
        loads=loads,
        harmonics=harmonics,
        force_n=ties.force_n(harmonics),
        fibres=fibres,
        shared=shared,
        muscles=muscles,
    )


def _wish(pedaller: Pedaller, condition: Condition, variation: Variation) -> Wishes:
    """What the force is tied to at a condition."""
    anchors = load_anchors()
    posture = "standing" if condition.standing else "seated"
    per_kg = condition.power_w / pedaller.mass_kg
    shares, sds = anchors.shares(posture, per_kg, condition.cadence_rpm)
    varied = shares * np.array(variation.shares)
    parts = varied if condition.standing else np.append(varied[:5], 0.0)
    body_n = body_weight_n(pedaller.mass_kg)
    return Wishes(
        power_w=condition.power_w,
        shares=parts / parts.sum(),
        share_sds=sds,
        shape=anchors.torque[posture].later(variation.peak_deg),
        carried_n=_carry(pedaller, condition, anchors.standing) if condition.standing else None,
        body_n=body_n,
    )


def _carry(pedaller: Pedaller, condition: Condition, form: StandingForm) -> Floats:
    """What both pedals carry over half a turn: weight, and the trunk that is thrown up and caught.

    Beyond the cadence at which it was measured a rider bobs less, so that the trunk's acceleration
    stays.
    """
    half = even_turn(ANGLES)[: ANGLES // 2]
    cadence_rpm = min(condition.cadence_rpm, form.cadence_rpm)
    twice_rad_s = 2.0 * cadence_rpm * 2.0 * math.pi / 60.0
    up_mps2 = -(twice_rad_s**2) * form.bob(half) * pedaller.leg.length_m
    weight_n = form.carried_by_pedals * body_weight_n(pedaller.mass_kg)
    return weight_n + _TRUNK * pedaller.mass_kg * up_mps2


def _line_up(
    loads: LegLoads, ties: Ties, geometry: LegGeometry, size: float, lever_m: float
) -> MomentLine:
    """What active muscles have to give about the six angles, by the harmonics of the force.

    A standing pelvis hangs on the standing leg's abductors, as far as the force passes beside the
    hip. What a leg resists passively needs no activation.
    """
    constant = np.zeros((len(geometry.crank_deg), 6))
    constant[:, _SAGITTAL] = loads.moments_nm - size * geometry.resting_nm
    along = np.zeros((*constant.shape, ties.basis.shape[2]))
    along[:, _SAGITTAL] = loads.per_newton_m @ ties.basis
    if geometry.standing:
        along[:, 1] = -lever_m * ties.basis[:, 1]
    return MomentLine(constant_nm=constant, per_harmonic=along)


def _offer(fibres: Fibres, geometry: LegGeometry, muscles: LegMuscles) -> Demand:
    """How strong each muscle is about each angle, and what it costs."""
    volume = muscles.max_force_n * muscles.fibre_length_m
    return Demand(
        strength_nm=fibres.active_n[:, :, None] * geometry.arms_m,
        moments_nm=np.zeros((len(geometry.crank_deg), 6)),
        cost=volume / volume.mean(),
        reserve_cost=1.0 / _RESERVE_NM**2,
    )
