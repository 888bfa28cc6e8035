"""A smart trainer: ERG where power is steady, a slope where torque is meant (DESIGN, rule 5).

Where no gear is known, everything is held in ERG; efforts of seconds are set ahead in both.

A test that is ridden as hard as the rider can is never held in ERG, and no watts are shown to aim
at: the power is what the rider is to find out, and who rides what was guessed finds the guess. The
trainer gives a slope on which the guess would come at the cadence asked for, and leaves the rest to
legs and gears. Steps of a known power, rising ones too, stay in ERG.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.errors import InvalidValueError
from sixhills.prescribe.effort import SHORT_EFFORT_S
from sixhills.prescribe.prescription import Command, Mode
from sixhills.prescribe.setting import (
    Setting,
    Stretch,
    show_cadence,
    show_power,
    show_whole_band,
)
from sixhills.prescribe.target import Target, nominal_duration_s
from sixhills.prescribe.wording import list_roles
from sixhills.workout.model import Distance, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.equipment.gears import Gear
    from sixhills.equipment.smart_trainer import SmartTrainer
    from sixhills.rider import Rider

_HILL_GRADE = 0.05  # the grade to aim at when choosing the gear for hills
_EFFORT_GRADE = 0.03  # likewise for efforts of seconds and all-out tests
_FREE_GRADE = 0.02  # of an all-out test where no gear is known: any bike finds a gear for it


class SmartTrainerMachine:
    """A smart trainer set for one rider and one workout."""

    def __init__(self, rider: Rider, trainer: SmartTrainer, targets: Sequence[Target]):
        self._trainer = trainer
        self._cp_w = rider.fitness.critical_power_w.value
        self._load = trainer.road_load(rider.mass_kg)
        climbs = [target for target in targets if target.is_climb]
        bursts = [target for target in targets if _is_burst(target)]
        tests = [target for target in targets if target.is_all_out]
        self._climb_gear = self._choose_gear(climbs, _HILL_GRADE)
        self._effort_gear = self._choose_gear([*bursts, *tests], _EFFORT_GRADE)
        self._held_at_power = [t for t in (*climbs, *bursts) if self._gear_for(t) is None]
        self._leaves_free = bool(tests)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the rider should know about this workout on this trainer."""
        if not self._held_at_power:
            return ()
        parts = list_roles([target.step.role for target in self._held_at_power])
        cause = (
            "The gears of the bike on the trainer are not known"
            if self._trainer.gears is None
            else "No gear of the bike on the trainer gives a slope that fits"
        )
        return (
            f"{cause}, so the trainer holds the power in {parts}, whatever the cadence. Keep the "
            "cadence up: the slower you pedal, the heavier it gets.",
        )

    @property
    def setup(self) -> tuple[str, ...]:
        """What to do before starting."""
        gear = self._climb_gear or self._effort_gear
        told = [f"Shift to {gear} and stay in it unless told."] if gear else []
        if self._leaves_free:
            told.append(
                "In the test the trainer sets a slope and leaves the power to you: pedal and "
                "shift as you need."
            )
        return tuple(told)

    @property
    def too_heavy(self) -> tuple[Role, ...]:
        """Nothing: what this bike asks is told as it is."""
        return ()

    def measure(self, target: Target) -> Stretch:
        """How long a step lasts here: hills by the time that they stand for."""
        extent = target.step.extent
        if isinstance(extent, Distance):
            speed = self._load.speed_mps(target.mean_share * self._cp_w, 0.0)
            return Stretch(duration_s=round(extent.distance_m / speed))
        return Stretch(duration_s=nominal_duration_s(target.step))

    def set(self, target: Target, share_of_cp: float) -> Setting:
        """What to set for a part of a step."""
        power_w = share_of_cp * self._cp_w
        command = self._command(target, power_w)
        # on a slope in one gear the cadence makes the power, so it must be held more closely
        on_slope = command.mode is Mode.SLOPE and not target.is_all_out
        return Setting(
            command=command,
            share_of_cp=share_of_cp,
            aim_rpm=target.aim_rpm,
            cadence_rpm=show_cadence(target.aim_rpm, target)
            if on_slope
            else show_whole_band(target),
            power_w=None if target.is_all_out else show_power(power_w, target),
        )

    def _command(self, target: Target, power_w: float) -> Command:
        gear = self._gear_for(target)
        grade = self._grade(gear, target.aim_rpm, power_w) if gear else None
        if grade is None and target.is_all_out:
            return Command(mode=Mode.SLOPE, value=_FREE_GRADE)
        lead_s = self._trainer.lead_s if _is_burst(target) else 0.0
        if grade is None:
            return Command(mode=Mode.ERG, value=round(power_w), lead_s=lead_s)
        return Command(mode=Mode.SLOPE, value=grade, gear=gear, lead_s=lead_s)

    def _gear_for(self, target: Target) -> Gear | None:
        """The gear to ride a slope in, or None where power is held instead."""
        if target.is_climb:
            return self._climb_gear
        return self._effort_gear if _is_burst(target) or target.is_all_out else None

    def _grade(self, gear: Gear, cadence_rpm: float, power_w: float) -> float | None:
        """Slope for a power at a cadence in a gear, to .01 %, or None where none can be set."""
        if self._trainer.gears is None:
            return None
        speed = self._trainer.gears.speed_mps(gear, cadence_rpm)
        try:
            grade = self._load.grade(power_w, speed)
        except InvalidValueError:
            return None
        return round(grade, 4) if abs(grade) <= self._trainer.steepest_grade else None

    def _choose_gear(self, targets: Sequence[Target], aim_grade: float) -> Gear | None:
        """The gear in which the slopes of these steps come nearest to what hills are like."""
        if not targets or self._trainer.gears is None:
            return None
        misses = {
            gear: miss
            for gear in self._trainer.gears.in_shifting_order()
            if (miss := self._miss(gear, targets, aim_grade)) is not None
        }
        return min(misses, key=lambda gear: misses[gear]) if misses else None

    def _miss(self, gear: Gear, targets: Sequence[Target], aim_grade: float) -> float | None:
        grades = [self._grade(gear, t.aim_rpm, t.mean_share * self._cp_w) for t in targets]
        known = [grade for grade in grades if grade is not None]
        if len(known) < len(grades):
            return None
        return sum(abs(grade - aim_grade) for grade in known)


def _is_burst(target: Target) -> bool:
    """Whether an effort is over before a trainer has settled on a power."""
    short = nominal_duration_s(target.step) <= SHORT_EFFORT_S
    return target.step.role is Role.INTERVAL and short and not target.is_climb
