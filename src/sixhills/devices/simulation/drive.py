"""Crank, gear and all that turns with them, seen from the crank: J dw/dt = push - resistance."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sixhills.equipment import Gear
    from sixhills.prescribe.prescription import Command

_BEARING_NM_S = 0.02  # torque lost at 1 rad/s
_GRIP_RADPS = 1.2  # below, a passive brake loses its torque: it holds nothing that stands still


class Drive:
    """The turning parts of a bike.

    Args:
        moved_kg: mass that moves at the speed of the wheel: rider and bike on the road, what a
            flywheel amounts to on a trainer.
        metres_per_turn: distance of one turn of the crank.

    Attributes:
        crank_radps: angular speed of the crank while it drives; never negative.
    """

    def __init__(self, *, moved_kg: float, metres_per_turn: float):
        self._moved_kg = moved_kg
        self._metres_per_radian = metres_per_turn / math.tau
        self.inertia_kgm2 = moved_kg * self._metres_per_radian**2
        self.crank_radps = 0.0

    @property
    def metres_per_radian(self) -> float:
        """Distance of the wheel for one radian of the crank."""
        return self._metres_per_radian

    @property
    def speed_mps(self) -> float:
        """Speed of the wheel."""
        return self.crank_radps * self._metres_per_radian

    def shift(self, metres_per_turn: float) -> None:
        """Change gear: the wheel keeps its speed, the crank does not."""
        speed_mps = self.speed_mps
        self._metres_per_radian = metres_per_turn / math.tau
        self.inertia_kgm2 = self._moved_kg * self._metres_per_radian**2
        self.crank_radps = speed_mps / self._metres_per_radian

    def turn(self, push_nm: float, resistance_nm: float, step_s: float) -> None:
        """Let an instant pass under two torques."""
        crank_radps = self.crank_radps
        lost_nm = resistance_nm + _BEARING_NM_S * crank_radps
        crank_radps += (push_nm - lost_nm) / self.inertia_kgm2 * step_s
        self.crank_radps = crank_radps if crank_radps > 0 else 0.0


def brake_passively(torque_nm: float, crank_radps: float) -> float:
    """What is left of a brake's torque near standstill, where it cannot push back."""
    return torque_nm if crank_radps >= _GRIP_RADPS else torque_nm * crank_radps / _GRIP_RADPS


class Machine(Protocol):
    """A bike with its brake, or the road below it.

    Attributes:
        drive: what turns.
    """

    drive: Drive

    @property
    def gear(self) -> Gear | None:
        """The gear that the rider is in, None where there is only one."""

    def resist_nm(self, crank_radps: float, step_s: float) -> float:
        """Torque [N m] against the crank in the next instant."""

    def obey(self, command: Command) -> None:
        """Take a command of the software; one that is meant for the rider is ignored."""

    def handle(self, setting: float | None, gear: Gear | None) -> None:
        """Be set by the rider's hand; None leaves it as it is."""

    def meet_grade(self, grade: float) -> None:
        """Come onto another grade of the road; indoors there is none."""

    def release(self) -> None:
        """Go to the lowest resistance."""
