"""The pedal's force on the foot over a turn: what decides what the muscles do.

With power, cadence and posture given, the direction of the force is still free, and with it how the
work is split between hip, knee and ankle: a factor of five in the hip's share. So the force is tied
to measured riders. It is the least-squares answer to several wishes at once, each with how well it
is known:

* the mean power, exactly;
* the muscles' part of the crank torque has the measured shape; what weight and inertia add for
  passive joints is reckoned apart, since it grows with cadence and not with power;
* the work of each joint, while it extends and while it flexes, has the measured share;
* standing, both pedals together carry the body but for what the hands take;
* of what is left open, small moments and a smooth force.

Moments are linear in the force, so all of it is one linear system for the harmonics of the force.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.body.muscles.dynamics import ANKLE, HIP, KNEE
from sixhills.physics import GRAVITY_MPS2

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.body.muscles.anchors import TorqueShape
    from sixhills.body.muscles.dynamics import LegLoads

    Floats = NDArray[np.float64]

_HARMONICS = 7
_TORQUE_SD = 0.40  # of the mean torque and of ten newton metres
_LEAST_TORQUE_NM = 10.0
_SHARE_SDS = np.array([0.02, 0.02, 0.02, 0.02, 0.011, 0.02])  # by anchors.SHARES
_LEAST_WORK_J = 15.0  # per leg and turn; below, shares of the work matter less and less
_CARRIED_SD = 0.15  # of the body's weight
_EFFORT_NM = np.array([150.0, 150.0, 120.0])  # a moment that counts as much as the wishes above
_EFFORT = 1.0
_ROUGHNESS = 2e-3
_MOMENT_SD = 0.35  # of the mean moment of its phase
_LEAST_MOMENT_NM = 6.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Wishes:
    """What the force of one leg is tied to.

    Attributes:
        power_w: of both legs at the pedals.
        shares: of the work, by anchors.SHARES.
        shape: of the muscles' crank torque.
        carried_n: weight on both pedals, or None where a saddle carries the rider.
        body_n: weight of the body.
    """

    power_w: float
    shares: Floats
    shape: TorqueShape
    carried_n: float | None
    body_n: float


def find_pedal_force(loads: LegLoads, crank_deg: Floats, wishes: Wishes) -> Floats:
    """The force of the pedal on one foot, n by 2 [N].

    Args:
        loads: of the leg.
        crank_deg: crank angles, an even number spread evenly over a turn.
        wishes: what the force is tied to.
    """
    basis = _harmonics(crank_deg)
    rows = [
        _wish_torque(loads, crank_deg, wishes, basis),
        _wish_work(loads, wishes, basis),
        _wish_ease(loads, basis),
        _wish_moments(loads, wishes, basis),
        _wish_smoothness(),
    ]
    if wishes.carried_n is not None:
        rows.append(_wish_weight(wishes, basis))
    system = np.concatenate([row for row, _ in rows])
    values = np.concatenate([value for _, value in rows])
    power_row = -np.einsum("ik,ikj->j", loads.pedal_mps, basis) / len(crank_deg)
    solved = _solve_exactly(system, values, power_row, 0.5 * wishes.power_w)
    force: Floats = basis @ solved
    return force


def passive_force(loads: LegLoads) -> Floats:
    """The force that weight and inertia alone give the pedal, hip and knee without moment."""
    rows = loads.per_newton_m[:, [HIP, KNEE]]
    solved = np.linalg.solve(rows, -loads.moments_nm[:, [HIP, KNEE], None])
    return np.asarray(solved[:, :, 0], dtype=np.float64)


def _harmonics(crank_deg: Floats) -> Floats:
    """Array of n by 2 by unknowns: each component as a sum of harmonics."""
    turn = np.radians(crank_deg)
    waves = [np.ones_like(turn)]
    for order in range(1, _HARMONICS + 1):
        waves += [np.cos(order * turn), np.sin(order * turn)]
    one = np.stack(waves, axis=-1)
    basis = np.zeros((len(turn), 2, 2 * one.shape[1]))
    basis[:, 0, : one.shape[1]] = one
    basis[:, 1, one.shape[1] :] = one
    return basis


_Rows = tuple["Floats", "Floats"]


def _wish_torque(loads: LegLoads, crank_deg: Floats, wishes: Wishes, basis: Floats) -> _Rows:
    """The muscles' part of the crank torque has the measured shape."""
    mean_nm = 0.5 * wishes.power_w / loads.crank_rad_s
    passive = loads.pedal_power(passive_force(loads)) / loads.crank_rad_s
    target = mean_nm * wishes.shape.over_mean(crank_deg) + passive
    sd = _TORQUE_SD * (mean_nm + _LEAST_TORQUE_NM) * np.sqrt(len(crank_deg))
    rows = -np.einsum("ik,ikj->ij", loads.pedal_mps, basis) / loads.crank_rad_s
    return rows / sd, target / sd


def _wish_work(loads: LegLoads, wishes: Wishes, basis: Floats) -> _Rows:
    """Each joint's work, while it extends and while it flexes, has the measured share."""
    turn_s = 2.0 * np.pi / loads.crank_rad_s
    step_s = turn_s / len(basis)
    whole_j = 0.5 * wishes.power_w * turn_s
    hip, knee = loads.rates_rad_s[:, HIP], loads.rates_rad_s[:, KNEE]
    always = np.ones(len(basis), dtype=bool)
    parts = [(HIP, hip < 0), (HIP, hip >= 0), (KNEE, knee < 0), (KNEE, knee >= 0), (ANKLE, always)]
    rows, values = [], []
    for (joint, when), share in zip(parts, wishes.shares[:5], strict=True):
        rate = np.where(when, loads.rates_rad_s[:, joint], 0.0) * step_s
        rows.append(np.einsum("i,ik,ikj->j", rate, loads.per_newton_m[:, joint], basis))
        values.append(share * whole_j - float(rate @ loads.moments_nm[:, joint]))
    if wishes.carried_n is not None:
        rows.append(-np.einsum("ik,ikj->j", loads.hip_mps, basis) * step_s)
        given = float((loads.hip_force_n * loads.hip_mps).sum()) * step_s
        values.append(wishes.shares[5] * whole_j - given)
    sd = _SHARE_SDS[: len(rows)] * (whole_j + _LEAST_WORK_J)
    return np.array(rows) / sd[:, None], np.array(values) / sd


def _wish_ease(loads: LegLoads, basis: Floats) -> _Rows:
    """Small moments."""
    size = _EFFORT_NM[:, None] / _EFFORT * np.sqrt(len(basis))
    rows = np.einsum("iak,ikj->iaj", loads.per_newton_m, basis) / size
    values = -loads.moments_nm / size[:, 0]
    return rows.reshape(-1, basis.shape[2]), values.reshape(-1)


def _wish_moments(loads: LegLoads, wishes: Wishes, basis: Floats) -> _Rows:
    """Hip and knee push where they turn fastest, and never against each other without need.

    In each phase of a joint the moment that gives its share of work with the least effort grows
    with the joint's angular velocity.
    """
    turn_s = 2.0 * np.pi / loads.crank_rad_s
    whole_j = 0.5 * wishes.power_w * turn_s
    step_s = turn_s / len(basis)
    rows, values = [], []
    for at, (joint, sign) in enumerate([(HIP, -1), (HIP, 1), (KNEE, -1), (KNEE, 1)]):
        rate = loads.rates_rad_s[:, joint]
        when = sign * rate > 0
        target = wishes.shares[at] * whole_j * rate[when] / float((rate[when] ** 2).sum() * step_s)
        sd = (_MOMENT_SD * np.abs(target).mean() + _LEAST_MOMENT_NM) * np.sqrt(len(basis))
        rows.append(np.einsum("ik,ikj->ij", loads.per_newton_m[when, joint], basis[when]) / sd)
        values.append((target - loads.moments_nm[when, joint]) / sd)
    return np.concatenate(rows), np.concatenate(values)


def _wish_smoothness() -> _Rows:
    """Small high harmonics."""
    orders = np.array([0] + [k for k in range(1, _HARMONICS + 1) for _ in "cs"], dtype=float)
    rows = np.diag(np.tile(orders**2, 2)) * _ROUGHNESS
    return rows, np.zeros(len(rows))


def _wish_weight(wishes: Wishes, basis: Floats) -> _Rows:
    """Both pedals together carry the body."""
    both = basis[:, 1] + np.roll(basis[:, 1], len(basis) // 2, axis=0)
    half = both[: len(basis) // 2]
    sd = _CARRIED_SD * wishes.body_n * np.sqrt(len(half))
    carried = 0.0 if wishes.carried_n is None else wishes.carried_n
    return half / sd, np.full(len(half), carried / sd)


def _solve_exactly(system: Floats, values: Floats, row: Floats, value: float) -> Floats:
    """Least squares with one equation that holds exactly."""
    count = system.shape[1]
    scale = 1.0 / np.abs(row).max()
    matrix = np.zeros((count + 1, count + 1))
    matrix[:count, :count] = system.T @ system
    matrix[count, :count] = matrix[:count, count] = row * scale
    right = np.append(system.T @ values, value * scale)
    solved: Floats = np.linalg.solve(matrix, right)[:count]
    return solved


def body_weight_n(mass_kg: float) -> float:
    """Weight of a body."""
    return mass_kg * GRAVITY_MPS2
