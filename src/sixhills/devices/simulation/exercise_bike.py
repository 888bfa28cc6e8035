"""A simulated exercise bike: a brake set by hand, with a curve that nobody knows."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from sixhills.devices.simulation.chance import draw_clipped
from sixhills.devices.simulation.drive import Drive, brake_passively
from sixhills.equipment import ExerciseBike, Knob, LevelCurve
from sixhills.equipment.level_belief import KNOB_PRIOR, TYPICAL_PRIOR, measured_prior
from sixhills.equipment.level_curve import REFERENCE_CADENCE_RPM

if TYPE_CHECKING:
    from random import Random

    from sixhills.equipment import Gear
    from sixhills.equipment.level_belief import Prior
    from sixhills.prescribe.prescription import Command

# A disk of 14.5 kg and .456 m turned 5.317 times a crank turn: .38 kg m² and 10.7 at the crank.
_INERTIA_KGM2 = 10.7
_METRES_PER_TURN = 6.0  # what the display would make of a turn; not measured
_MAGNETIC_EXPONENT = (1.65, 0.2, 1.0, 2.2)  # mean, sd, lowest, highest
_FRICTION_EXPONENT = (1.05, 0.03, 1.0, 1.12)
_EASIEST_W = (10.0, 160.0)  # the public tables have 25 to 130 W, not every bike is in them
_HARDEST_W = (180.0, 700.0)  # and 260 to 508 W
_TRIES = 200
_REFERENCE_RADPS = REFERENCE_CADENCE_RPM * math.tau / 60.0


def draw_hidden_curve(bike: ExerciseBike, chance: Random) -> LevelCurve:
    """What the settings of one bike really take.

    It differs from the curve that the bike is taken to have as real bikes do: in height, in slope
    and in bend, by as much as is believed of bikes of its kind (equipment/level_belief.py). A bike
    that was not measured has an exponent of its own too.
    """
    known = bike.base_curve
    friction = isinstance(bike.resistance, Knob)
    exponent = draw_clipped(chance, *(_FRICTION_EXPONENT if friction else _MAGNETIC_EXPONENT))
    return LevelCurve(
        settings=known.settings,
        power_at_80_w=_draw_powers(known, _find_prior(bike), chance),
        exponent=known.exponent if known.measured else exponent,
        sd=0.0,
        measured=True,
    )


def _find_prior(bike: ExerciseBike) -> Prior:
    curve = bike.base_curve
    if curve.measured:
        return measured_prior(curve.sd)
    return KNOB_PRIOR if isinstance(bike.resistance, Knob) else TYPICAL_PRIOR


def _draw_powers(known: LevelCurve, prior: Prior, chance: Random) -> tuple[float, ...]:
    """Power [W] at 80 rpm for each setting: drawn again until such a bike could be bought.

    Where that does not come about, the starting curve is no bike's, and taken as it is.
    """
    for _ in range(_TRIES):
        height, slope, bend = (
            sd * chance.gauss(0.0, 1.0) for sd in (prior.height, prior.slope, prior.bend)
        )
        powers = tuple(
            power * math.exp(height + slope * place + bend * (place**2 - 1 / 12))
            for place, power in zip(_find_places(known), known.power_at_80_w, strict=True)
        )
        rises = all(easier < harder for easier, harder in pairwise(powers))
        if rises and (known.measured or _is_real(powers)):
            return powers
    return known.power_at_80_w


def _find_places(curve: LevelCurve) -> list[float]:
    """Where each setting lies, from -.5 (easiest) to .5 (hardest)."""
    first, last = curve.settings[0], curve.settings[-1]
    return [(setting - first) / (last - first) - 0.5 for setting in curve.settings]


def _is_real(powers: tuple[float, ...]) -> bool:
    (least_w, most_easy_w), (least_hard_w, most_w) = _EASIEST_W, _HARDEST_W
    return least_w <= powers[0] <= most_easy_w and least_hard_w <= powers[-1] <= most_w


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
