"""Force and speed of the pedals: what a ride asked of the legs, beyond watts.

The same watts come from hard slow strokes or light quick ones. Mean force along the pedal's way and
the pedal's speed tell them apart (Coggan's quadrants). The second, hard and slow, is what this
training is about: its minutes are told, and how often the pedals went round how hard.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.ride.recording import Channel
from sixhills.verify.recorded import held_s

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.ride.recording import Ride

CRANK_M = 0.170
"""Length of a crank where nobody told it."""

REFERENCE_RPM = 80.0
"""Cadence at which critical power parts light from hard and slow from quick."""

_MOST_N = 2500.0  # more is a fault of a sensor


def pedal_force_n(power_w: float, cadence_rpm: float, crank_m: float = CRANK_M) -> float:
    """Mean force [N] along the way of the pedals, both legs together: P 60 / (cadence 2 pi L)."""
    return power_w / pedal_speed_mps(cadence_rpm, crank_m)


def pedal_speed_mps(cadence_rpm: float, crank_m: float = CRANK_M) -> float:
    """Speed [m/s] of the pedals on their circle: cadence 2 pi L / 60."""
    return cadence_rpm * math.tau * crank_m / 60.0


def crank_torque_nm(power_w: float, cadence_rpm: float) -> float:
    """Mean torque [N m] at the crank."""
    return power_w * 60.0 / (math.tau * cadence_rpm)


@dataclass(frozen=True, kw_only=True)
class Quadrants:
    """Recorded seconds by force and speed of the pedals, coasting left out.

    Attributes:
        hard_quick_s: sprints.
        hard_slow_s: hills at low cadence: what trains by torque.
        light_slow_s: rolling along.
        light_quick_s: spinning.
        hard_slow_turns: turns of the crank in `hard_slow_s`.
        hard_slow_torque_nm: mean torque in them, None where there are none.
    """

    hard_quick_s: float
    hard_slow_s: float
    light_slow_s: float
    light_quick_s: float
    hard_slow_turns: float
    hard_slow_torque_nm: float | None


def sort_quadrants(ride: Ride, critical_power_w: float) -> Quadrants | None:
    """Where a ride's strokes lie; None without power and cadence.

    Light and hard part at the torque of critical power at 80 rpm, slow and quick at 80 rpm.
    """
    power, cadence = ride.channel(Channel.POWER_W), ride.channel(Channel.CADENCE_RPM)
    if power is None or cadence is None:
        return None
    known = (power > 0) & (cadence > 0)
    if not known.any():
        return None
    return _sort(power[known], cadence[known], held_s(ride)[known], critical_power_w)


def _sort(
    power: NDArray[np.float64],
    cadence: NDArray[np.float64],
    held: NDArray[np.float64],
    critical_power_w: float,
) -> Quadrants | None:
    torque = power * 60.0 / (math.tau * cadence)
    real = torque <= _MOST_N * CRANK_M
    hard = torque >= crank_torque_nm(critical_power_w, REFERENCE_RPM)
    slow = cadence < REFERENCE_RPM
    turns = np.where(real & hard & slow, cadence / 60.0 * held, 0.0)
    total = float(turns.sum())
    return Quadrants(
        hard_quick_s=float(held[real & hard & ~slow].sum()),
        hard_slow_s=float(held[real & hard & slow].sum()),
        light_slow_s=float(held[real & ~hard & slow].sum()),
        light_quick_s=float(held[real & ~hard & ~slow].sum()),
        hard_slow_turns=total,
        hard_slow_torque_nm=float((turns * torque).sum()) / total if total else None,
    )
