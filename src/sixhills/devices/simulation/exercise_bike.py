"""A simulated exercise bike: a brake set by hand, with a curve that nobody knows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sixhills.devices.simulation.chance import draw_clipped, draw_log_normal
from sixhills.devices.simulation.drive import Drive, brake_passively
from sixhills.equipment import ExerciseBike, Knob, LevelCurve
from sixhills.equipment.level_curve import REFERENCE_CADENCE_RPM, TYPICAL_SD

if TYPE_CHECKING:
    from random import Random

    from sixhills.equipment import Gear
    from sixhills.prescribe.prescription import Command

# A disk of 14.5 kg and .456 m turned 5.317 times a crank turn: .38 kg m² and 10.7 at the crank.
_INERTIA_KGM2 = 10.7
_METRES_PER_TURN = 6.0  # what the display would make of a turn; not measured
_MAGNETIC_EXPONENT = (1.65, 0.2, 1.0, 2.2)  # mean, sd, lowest, highest
_FRICTION_EXPONENT = (1.05, 0.03, 1.0, 1.12)
_REFERENCE_RADPS = REFERENCE_CADENCE_RPM * math.tau / 60.0


def draw_hidden_curve(bike: ExerciseBike, chance: Random) -> LevelCurve:
    """What the settings of one bike really take.

    A bike whose curve was measured follows it as closely as that was; any other differs from a
    typical one by 35 % (docs/evidence.md) and has an exponent of its own.
    """
    known = bike.base_curve
    factor = draw_log_normal(chance, 1.0, known.sd if known.measured else TYPICAL_SD)
    friction = isinstance(bike.resistance, Knob)
    exponent = draw_clipped(chance, *(_FRICTION_EXPONENT if friction else _MAGNETIC_EXPONENT))
    return LevelCurve(
        settings=known.settings,
        power_at_80_w=tuple(factor * power for power in known.power_at_80_w),
        exponent=known.exponent if known.measured else exponent,
        sd=0.0,
        measured=True,
    )


class SimulatedExerciseBike:
    """A flywheel with a brake on it."""

    def __init__(self, bike: ExerciseBike, chance: Random):
        self.curve = draw_hidden_curve(bike, chance)
        per_radian = _METRES_PER_TURN / math.tau
        self.drive = Drive(moved_kg=_INERTIA_KGM2 / per_radian**2, metres_per_turn=_METRES_PER_TURN)
        self._setting = bike.resistance.settings()[0]
        self._torque_at_80_nm = 0.0
        self._set_brake()

    @property
    def gear(self) -> None:
        """There is one gear."""

    def resist_nm(self, crank_radps: float, step_s: float) -> float:  # noqa: ARG002 - no lag
        """Torque [N m] of the brake: P / w = k s(level) / w80 (w / w80)^(p - 1)."""
        growth = (crank_radps / _REFERENCE_RADPS) ** (self.curve.exponent - 1.0)
        return brake_passively(self._torque_at_80_nm * growth, crank_radps)

    def obey(self, command: Command) -> None:
        """Nothing on this bike listens."""

    def handle(self, setting: float | None, gear: Gear | None) -> None:  # noqa: ARG002 - one gear
        """The rider turns to a setting."""
        if setting is not None and setting != self._setting:
            self._setting = setting
            self._set_brake()

    def meet_grade(self, grade: float) -> None:
        """There is no road."""

    def release(self) -> None:
        """The rider leaves the bike as it is."""

    def _set_brake(self) -> None:
        at_80_w = self.curve.power_w(self._setting, REFERENCE_CADENCE_RPM)
        self._torque_at_80_nm = at_80_w / _REFERENCE_RADPS
