"""Moments of a leg's joints while it pedals: inverse dynamics in the plane of the bike.

A leg of three rigid parts goes round at a steady cadence. What its joints must give follows from
the pedal's force on the foot, from weight and from inertia (Newton and Euler, part by part from the
foot up). It is linear in the pedal's force, and `LegLoads` keeps it so: moments without any force,
and what each newton adds.

Signs as in body/leg.py and OpenSim: moments that flex the hip, flex the knee, lift the toes are
positive; forces act on the foot or the thigh, x forward and y up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import require
from sixhills.physics import GRAVITY_MPS2

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.body.leg import LegPose

    Floats = NDArray[np.float64]

HIP, KNEE, ANKLE = 0, 1, 2
"""Positions of the joints in arrays."""

# Mass over body mass, centre of mass from the upper end over length, radius of gyration about it
# over length: Winter's tables (Dempster), as most inverse dynamics of cycling take them.
_THIGH = (0.100, 0.433, 0.323)
_SHANK = (0.0465, 0.433, 0.302)
_FOOT = (0.0145, 0.50, 0.475)


@dataclass(frozen=True, kw_only=True, eq=False)
class LegLoads:
    """What a leg's joints give, as a function of the pedal's force.

    Attributes:
        crank_rad_s: angular velocity of the crank.
        moments_nm: without any pedal force, n by 3: hip and knee flexion, dorsiflexion.
        per_newton_m: what each newton adds, n by 3 by 2 (x, y of the pedal's force on the foot).
        rates_rad_s: angular velocities of hip flexion (pelvis still), knee flexion, dorsiflexion.
        hip_force_n: of the hip on the thigh without any pedal force, n by 2; a newton of the pedal
            is taken away.
        hip_mps: velocity of the hip, n by 2.
        pedal_mps: velocity of the pedal, n by 2.
        energy_w: rate of change of the leg's kinetic and potential energy.
    """

    crank_rad_s: float
    moments_nm: Floats
    per_newton_m: Floats
    rates_rad_s: Floats
    hip_force_n: Floats
    hip_mps: Floats
    pedal_mps: Floats
    energy_w: Floats

    def moments(self, force_n: Floats) -> Floats:
        """Joint moments [N m] for a pedal force on the foot, n by 3."""
        added: Floats = np.einsum("ijk,ik->ij", self.per_newton_m, force_n)
        return self.moments_nm + added

    def powers(self, force_n: Floats) -> Floats:
        """Power [W] of the joints for a pedal force, n by 3."""
        return self.moments(force_n) * self.rates_rad_s

    def hip_power(self, force_n: Floats) -> Floats:
        """Power [W] that the trunk gives the leg by moving the hip."""
        power: Floats = ((self.hip_force_n - force_n) * self.hip_mps).sum(axis=1)
        return power

    def pedal_power(self, force_n: Floats) -> Floats:
        """Power [W] that the foot gives the pedal."""
        power: Floats = -(force_n * self.pedal_mps).sum(axis=1)
        return power


def load_leg(
    pose: LegPose, *, cadence_rpm: float, mass_kg: float, lengths_m: tuple[float, float, float]
) -> LegLoads:
    """The loads of a leg that goes through a whole turn.

    Args:
        pose: at crank angles spread evenly over a turn.
        cadence_rpm: steady.
        mass_kg: of the rider.
        lengths_m: of thigh, shank and foot (ankle to pedal).

    Raises:
        InvalidValueError: the crank angles are not those of an even turn.
    """
    steps = np.diff(pose.crank_deg)
    even = np.abs(steps * len(pose.crank_deg) - 360.0).max() < 1e-6
    require(bool(even), "crank_deg", "spread evenly over one turn", pose.crank_deg)
    crank_rad_s = cadence_rpm * 2.0 * math.pi / 60.0
    ends = ((pose.hip, pose.knee), (pose.knee, pose.ankle), (pose.ankle, pose.pedal))
    angles = (np.radians(pose.thigh_deg), np.radians(pose.shank_deg), -np.radians(pose.pitch_deg))
    parts = [
        _Part.of(joints, angle, shares, mass_kg=mass_kg, length_m=length_m, crank_rad_s=crank_rad_s)
        for joints, angle, shares, length_m in zip(
            ends, angles, (_THIGH, _SHANK, _FOOT), lengths_m, strict=True
        )
    ]
    base = _solve(parts, np.zeros((len(pose.crank_deg), 2)), still=False)
    along = [_solve(parts, np.broadcast_to(unit, (len(steps) + 1, 2)), still=True)[0]
             for unit in ((1.0, 0.0), (0.0, 1.0))]  # fmt: skip
    turning = [_rate(angle, crank_rad_s) for angle in angles]
    rates = (turning[0], turning[0] - turning[1], turning[2] - turning[1])
    return LegLoads(
        crank_rad_s=crank_rad_s,
        moments_nm=base[0],
        per_newton_m=np.stack(along, axis=-1),
        rates_rad_s=np.stack(rates, axis=-1),
        hip_force_n=base[1],
        hip_mps=_rate(pose.hip, crank_rad_s),
        pedal_mps=_rate(pose.pedal, crank_rad_s),
        energy_w=np.sum([part.energy_w(crank_rad_s) for part in parts], axis=0),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Part:
    """One rigid part in motion."""

    upper: Floats
    lower: Floats
    centre: Floats
    mass_kg: float
    inertia_kgm2: float
    acceleration: Floats
    turning: Floats
    angle: Floats

    @classmethod
    def of(
        cls,
        joints: tuple[Floats, Floats],
        angle: Floats,
        shares: tuple[float, float, float],
        *,
        mass_kg: float,
        length_m: float,
        crank_rad_s: float,
    ) -> _Part:
        """A part between two joints."""
        upper, lower = joints
        own, down, gyration = shares
        centre = upper + down * (lower - upper)
        return cls(
            upper=upper,
            lower=lower,
            centre=centre,
            mass_kg=own * mass_kg,
            inertia_kgm2=own * mass_kg * (gyration * length_m) ** 2,
            acceleration=_rate(_rate(centre, crank_rad_s), crank_rad_s),
            turning=_rate(_rate(angle, crank_rad_s), crank_rad_s),
            angle=angle,
        )

    def energy_w(self, crank_rad_s: float) -> Floats:
        """Rate of change of kinetic and potential energy."""
        velocity = _rate(self.centre, crank_rad_s)
        spin = _rate(self.angle, crank_rad_s)
        lift = np.array([0.0, GRAVITY_MPS2])
        moved: Floats = ((self.acceleration + lift) * velocity).sum(axis=1)
        return self.mass_kg * moved + self.inertia_kgm2 * spin * self.turning


def _solve(parts: list[_Part], pedal_n: Floats, *, still: bool) -> tuple[Floats, Floats]:
    """Joint moments (flexion, flexion, dorsiflexion) and the hip's force on the thigh."""
    thigh, shank, foot = parts
    ankle_n, ankle_nm = _balance(foot, pedal_n, np.zeros(len(pedal_n)), still=still)
    knee_n, knee_nm = _balance(shank, -ankle_n, -ankle_nm, still=still)
    hip_n, hip_nm = _balance(thigh, -knee_n, -knee_nm, still=still)
    return np.stack([hip_nm, -knee_nm, ankle_nm], axis=-1), hip_n


def _balance(
    part: _Part, lower_n: Floats, lower_nm: Floats, *, still: bool
) -> tuple[Floats, Floats]:
    """Force and moment at the upper end of a part, given those at its lower end."""
    upper_n = -lower_n
    turning: Floats = np.zeros(len(lower_n))
    if not still:
        weight = np.array([0.0, part.mass_kg * GRAVITY_MPS2])
        upper_n = upper_n + part.mass_kg * part.acceleration + weight
        turning = part.inertia_kgm2 * part.turning
    leverage = _cross(part.lower - part.centre, lower_n)
    leverage = leverage + _cross(part.upper - part.centre, upper_n)
    return upper_n, turning - lower_nm - leverage


def _cross(arm: Floats, force: Floats) -> Floats:
    product: Floats = arm[:, 0] * force[:, 1] - arm[:, 1] * force[:, 0]
    return product


def _rate(values: Floats, crank_rad_s: float) -> Floats:
    """Rate of change of what repeats every turn, by its harmonics."""
    waves = np.fft.rfft(values, axis=0)
    orders = np.arange(len(waves)) * 1j * crank_rad_s
    orders[-1] = 0.0 if len(values) % 2 == 0 else orders[-1]
    shape = (-1,) + (1,) * (values.ndim - 1)
    rate: Floats = np.fft.irfft(waves * orders.reshape(shape), len(values), axis=0)
    return rate
