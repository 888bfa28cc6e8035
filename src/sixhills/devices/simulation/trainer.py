"""A simulated smart trainer: ERG with its lag, slope in the gear that the rider is in, per cent.

In ERG a trainer sets torque to target over cadence. When the rider slows, torque rises, and the
rider slows further: the spiral of death is in this model because it is in the machines, and nothing
here releases it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.devices.simulation.drive import Drive, brake_passively
from sixhills.equipment import Gear, Gears, Response, SmartTrainer
from sixhills.prescribe.prescription import Command, Mode

if TYPE_CHECKING:
    from random import Random

    from sixhills.rider import Rider

_LONE_GEARS = Gears(chainrings=(39,), sprockets=(17,))  # where the gears are not known
_LEAST_NM, _MOST_NM = 0.5, 120.0
_MOST_NM_S = 28.0  # an eddy current needs speed: the most torque comes from some 40 rpm on
_GRADE_SLEW_PER_S = 0.02
_FULL_BRAKE_NPMPS = 10.0  # force at the wheel for 1 m/s at 100 per cent: an eddy-current brake
_UNIT_SPREAD = 0.08  # how much units of one class differ in lag


@dataclass(frozen=True, kw_only=True)
class _Class:
    """How a class of trainers answers.

    Calibrated so that a step from 100 to 250 W is within 5 % after 3-5 s (quick) or 5-10 s
    (slow), which is what makers say of them; tests/devices/test_simulated_trainer.py.
    """

    period_s: float  # between two corrections
    ramp_s: float  # time constant with which a new target is taken on
    brake_s: float  # lag of the brake
    seen_s: float  # lag of the cadence that it reckons with
    flywheel_kg: float  # at the speed of the wheel; assumed, no maker tells


_CLASSES = {
    Response.QUICK: _Class(period_s=0.25, ramp_s=1.0, brake_s=0.3, seen_s=0.3, flywheel_kg=12.0),
    Response.SLOW: _Class(period_s=0.5, ramp_s=1.7, brake_s=0.7, seen_s=0.8, flywheel_kg=4.0),
}


class SimulatedTrainer:
    """A brake on a flywheel, controlled by software."""

    def __init__(self, trainer: SmartTrainer, rider: Rider, chance: Random):
        self._class = _CLASSES[trainer.response]
        self._ramp_s = self._class.ramp_s * chance.uniform(1 - _UNIT_SPREAD, 1 + _UNIT_SPREAD)
        self._gears = trainer.gears or _LONE_GEARS
        self._load = trainer.road_load(rider.mass_kg)
        self._steepest = trainer.steepest_grade
        self._gear = choose_middle_gear(self._gears)
        self.drive = Drive(
            moved_kg=self._class.flywheel_kg, metres_per_turn=self._metres_per_turn()
        )
        self._mode = Mode.SLOPE
        self._target = 0.0
        self._ramped = 0.0
        self._wanted_nm = self._brake_nm = _LEAST_NM
        self._seen_radps = 0.0
        self._due_s = 0.0

    @property
    def gear(self) -> Gear:
        """The gear that the rider is in."""
        return self._gear

    def resist_nm(self, crank_radps: float, step_s: float) -> float:
        """Torque [N m] of the brake at the crank."""
        self._seen_radps += (crank_radps - self._seen_radps) * step_s / self._class.seen_s
        self._due_s -= step_s
        if self._due_s <= 0:
            self._due_s += self._class.period_s
            self._correct(crank_radps)
        self._brake_nm += (self._wanted_nm - self._brake_nm) * step_s / self._class.brake_s
        return brake_passively(self._brake_nm, crank_radps)

    def obey(self, command: Command) -> None:
        """Take a new target."""
        if command.mode not in {Mode.ERG, Mode.SLOPE, Mode.RESISTANCE}:
            return
        if not isinstance(command.value, (int, float)):
            return
        if command.mode is not self._mode:  # a new mode starts from what the brake does now
            self._ramped = self._as_held_now(command.mode)
        self._mode = command.mode
        self._target = self._within_range(command.mode, float(command.value))

    def handle(self, setting: float | None, gear: Gear | None) -> None:  # noqa: ARG002 - no knob
        """The rider shifts, where the trainer's bike has that gear."""
        if gear is None or gear == self._gear or gear not in self._gears.easiest_first():
            return
        self._gear = gear
        self.drive.shift(self._metres_per_turn())

    def meet_grade(self, grade: float) -> None:
        """The road indoors is what the software says."""

    def release(self) -> None:
        """Back to a flat road."""
        self.obey(Command(mode=Mode.SLOPE, value=0.0))

    # -- the control loop ------------------------------------------------------------------

    def _correct(self, crank_radps: float) -> None:
        period_s = self._class.period_s
        if self._mode is Mode.SLOPE:
            slew = _GRADE_SLEW_PER_S * period_s
            self._ramped += min(slew, max(-slew, self._target - self._ramped))
            torque_nm = self._road_nm(self._ramped, crank_radps)
        else:
            self._ramped += (self._target - self._ramped) * -math.expm1(-period_s / self._ramp_s)
            torque_nm = self._torque_nm(crank_radps)
        most_nm = min(_MOST_NM, _MOST_NM_S * crank_radps)
        self._wanted_nm = max(_LEAST_NM, min(most_nm, torque_nm))

    def _torque_nm(self, crank_radps: float) -> float:
        if self._mode is Mode.ERG:
            return self._ramped / max(0.1, self._seen_radps)
        metres = self.drive.metres_per_radian
        speed_mps = crank_radps * metres
        return self._ramped / 100.0 * _FULL_BRAKE_NPMPS * speed_mps * metres

    def _road_nm(self, grade: float, crank_radps: float) -> float:
        metres = self.drive.metres_per_radian
        force_n = self._load.force_n(crank_radps * metres, grade)
        return force_n * metres / self._load.drivetrain_efficiency

    def _as_held_now(self, mode: Mode) -> float:
        if mode is Mode.ERG:
            return self._brake_nm * self.drive.crank_radps
        return 0.0

    def _within_range(self, mode: Mode, value: float) -> float:
        if mode is Mode.SLOPE:
            return min(self._steepest, max(-self._steepest, value))
        return max(0.0, value) if mode is Mode.ERG else min(100.0, max(0.0, value))

    def _metres_per_turn(self) -> float:
        return self._gear.ratio * self._gears.wheel_circumference_m


def choose_middle_gear(gears: Gears) -> Gear:
    """The gear that a rider is likely to be in before being told one: about two to one."""
    return min(gears.in_shifting_order(), key=lambda gear: abs(gear.ratio - 2.2))
