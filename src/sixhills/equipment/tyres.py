"""Tyres: how far a wheel rolls in a turn, and where to begin with their pressure."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sixhills.errors import require

_PASCAL_PER_PSI = 6894.757
_KG_PER_LB = 0.45359237
_LEAST_BAR, _MOST_BAR = 1.5, 8.5
_FRONT_SHARE = 0.45


@dataclass(frozen=True, kw_only=True)
class TyrePressures:
    """Where to begin, front and rear [bar]; never above what tyre and rim allow."""

    front_bar: float
    rear_bar: float


def wheel_circumference_m(bead_seat_mm: float, width_mm: float) -> float:
    """How far a loaded wheel rolls in one turn: pi (bead seat + 2 width).

    Within 6 mm of the tables of common bicycle computers.

    Args:
        bead_seat_mm: diameter of the rim where the tyre sits (622 of a road bike).
        width_mm: of the tyre.
    """
    require(300 <= bead_seat_mm <= 700, "bead_seat_mm", "between 300 and 700", bead_seat_mm)
    require(18 <= width_mm <= 80, "width_mm", "between 18 and 80", width_mm)
    return math.pi * (bead_seat_mm + 2 * width_mm) / 1000.0


def start_pressures(total_mass_kg: float, width_mm: float) -> TyrePressures:
    """Tyre pressures to begin with on asphalt.

    The chart of Frank Berto (a tyre that gives by 15 % of its height) as riders fitted it: in psi
    120 L / W^1.5 for L pounds on a tyre of W millimetres, 45 % of the mass on the front wheel.
    Today's advice tends to 10 to 20 % less.

    Args:
        total_mass_kg: rider, bike and what they carry.
        width_mm: of the tyres.
    """
    require(30 <= total_mass_kg <= 250, "total_mass_kg", "between 30 and 250", total_mass_kg)
    require(18 <= width_mm <= 80, "width_mm", "between 18 and 80", width_mm)
    return TyrePressures(
        front_bar=_pressure_bar(_FRONT_SHARE * total_mass_kg, width_mm),
        rear_bar=_pressure_bar((1 - _FRONT_SHARE) * total_mass_kg, width_mm),
    )


def _pressure_bar(load_kg: float, width_mm: float) -> float:
    psi: float = 120.0 * load_kg / _KG_PER_LB / width_mm**1.5
    return min(_MOST_BAR, max(_LEAST_BAR, psi * _PASCAL_PER_PSI / 1e5))
