"""Harder and easier: one notch more or less of whatever a machine has."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from sixhills.equipment import Equipment, ExerciseBike, Gear, RoadBike, SmartTrainer
from sixhills.prescribe.prescription import Command, Mode
from sixhills.prescribe.wording import name_turns

_T = TypeVar("_T")
_SHARE_PER_NOTCH = 0.05  # of watts
_GRADE_PER_NOTCH = 0.005
_PER_CENT_PER_NOTCH = 5.0


def adjust_command(command: Command, notches: int, equipment: Equipment) -> Command:
    """A command made harder (notches above 0) or easier, within what the machine can do."""
    if notches == 0:
        return command
    if command.mode in {Mode.LEVEL, Mode.KNOB} and isinstance(equipment, ExerciseBike):
        return _adjust_setting(command, notches, equipment)
    if isinstance(command.value, Gear) and isinstance(equipment, RoadBike):
        gears = equipment.gears.in_shifting_order()
        return replace(command, value=_step(gears, gears.index(command.value), notches))
    if isinstance(command.value, (int, float)) and isinstance(equipment, SmartTrainer):
        return replace(command, value=_adjust_number(command, notches, equipment))
    return command


def _adjust_setting(command: Command, notches: int, bike: ExerciseBike) -> Command:
    settings = bike.resistance.settings()
    rank = min(range(len(settings)), key=lambda r: abs(settings[r] - (command.setting or 0.0)))
    setting = _step(settings, rank, notches)
    value = int(setting) if command.mode is Mode.LEVEL else name_turns(setting)
    return replace(command, value=value, setting=setting)


def _adjust_number(command: Command, notches: int, trainer: SmartTrainer) -> float | int:
    value = float(str(command.value))
    if command.mode is Mode.ERG:
        return max(20, round(value * (1 + _SHARE_PER_NOTCH * notches)))
    if command.mode is Mode.SLOPE:
        steepest = trainer.steepest_grade
        return round(min(steepest, max(-steepest, value + _GRADE_PER_NOTCH * notches)), 4)
    return min(100.0, max(0.0, value + _PER_CENT_PER_NOTCH * notches))


def _step(ladder: tuple[_T, ...], rank: int, notches: int) -> _T:
    return ladder[min(len(ladder) - 1, max(0, rank + notches))]
