"""What ties the pedal's force on the foot: what decides what the muscles do.

With power, cadence and posture given, the direction of the force is still free, and with it how the
work is split between hip, knee and ankle: a factor of five in the hip's share. So the force is tied
to measured riders by several wishes at once, each with how well it is known:

* the mean power, exactly;
* the muscles' part of the crank torque has the measured shape; what weight and inertia add for
  passive joints is reckoned apart, since it grows with cadence and not with power;
* the work of each joint, while it extends and while it flexes, has the measured share;
* standing, both pedals together carry the body but for what the hands take, throw it up and catch
  it twice a turn, and push it neither forward nor back;
* the force is smooth.

All of them are linear in the harmonics of the force. What they leave open is for the muscles to
settle, with the least effort (least_effort.py).
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
_TORQUE_SD = 0.30  # of the mean torque and of ten newton metres
LEAST_TORQUE_NM = 10.0
_LEAST_WORK_J = 15.0  # per leg and turn; below, shares of the work matter less and less
_CARRIED_SD = 0.15  # of the body's weight
_LEVEL_SD = 0.10  # of the body's weight: subject01 standing, -3 to +12 % over a turn
_ROUGHNESS = 2e-3


@dataclass(frozen=True, kw_only=True, eq=False)
class Wishes:
    """What the force of one leg is tied to.

    Attributes:
        power_w: of both legs at the pedals.
        shares: of the work, by anchors.SHARES.
        share_sds: how well each is known.
        shape: of the muscles' crank torque.
        carried_n: what both pedals carry over half a turn, or None where a saddle carries the
            rider.
        body_n: weight of the body.
    """

    power_w: float
    shares: Floats
    share_sds: Floats
    shape: TorqueShape
    carried_n: Floats | None
    body_n: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Ties:
    """Wishes as equations for the harmonics of the force, in standard deviations.

    Attributes:
        basis: force at each crank angle from harmonics, n by 2 by unknowns.
        rows, values: wishes by unknowns, and what each row should give.
        power_row: mean power of one leg from harmonics.
        power_w: what it has to be.
    """

    basis: Floats
    rows: Floats
    values: Floats
    power_row: Floats
    power_w: float

    def force_n(self, harmonics: Floats) -> Floats:
        """The pedal's force on the foot, n by 2."""
        return np.asarray(self.basis @ harmonics, dtype=np.float64)


def tie_force(loads: LegLoads, crank_deg: Floats, wishes: Wishes) -> Ties:
    """The ties of a pedal's force.

    Args:
        loads: of the leg.
        crank_deg: crank angles, an even number spread evenly over a turn.
        wishes: what the force is tied to.
    """
    basis = _harmonics(crank_deg)
    rows = [
        _wish_torque(loads, crank_deg, wishes, basis),
        _wish_work(loads, wishes, basis),
        _wish_smoothness(),
    ]
    if wishes.carried_n is not None:
        rows.append(_wish_weight(wishes.carried_n, wishes.body_n, basis))
        rows.append(_wish_level(wishes.body_n, basis))
    return Ties(
        basis=basis,
        rows=np.concatenate([row for row, _ in rows]),
        values=np.concatenate([value for _, value in rows]),
        power_row=-np.einsum("ik,ikj->j", loads.pedal_mps, basis) / len(crank_deg),
        power_w=0.5 * wishes.power_w,
    )


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
    sd = _TORQUE_SD * (mean_nm + LEAST_TORQUE_NM) * np.sqrt(len(crank_deg))
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
    sd = wishes.share_sds[: len(rows)] * (whole_j + _LEAST_WORK_J)
    return np.array(rows) / sd[:, None], np.array(values) / sd


def _wish_smoothness() -> _Rows:
    """Small high harmonics."""
    orders = np.array([0] + [k for k in range(1, _HARMONICS + 1) for _ in "cs"], dtype=float)
    rows = np.diag(np.tile(orders**2, 2)) * _ROUGHNESS
    return rows, np.zeros(len(rows))


def _wish_weight(carried_n: Floats, body_n: float, basis: Floats) -> _Rows:
    """Both pedals together carry the body."""
    half = _both(basis[:, 1])
    sd = _CARRIED_SD * body_n * np.sqrt(len(half))
    return half / sd, carried_n / sd


def _wish_level(body_n: float, basis: Floats) -> _Rows:
    """Both pedals together push the body neither forward nor back: hands can do little."""
    half = _both(basis[:, 0])
    return half / (_LEVEL_SD * body_n * np.sqrt(len(half))), np.zeros(len(half))


def _both(component: Floats) -> Floats:
    """The sum of both legs' force, half a turn of it; the rest is the same again."""
    half = len(component) // 2
    summed: Floats = component[:half] + component[half:]
    return summed


def body_weight_n(mass_kg: float) -> float:
    """Weight of a body."""
    return mass_kg * GRAVITY_MPS2
