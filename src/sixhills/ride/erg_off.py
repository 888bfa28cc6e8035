"""ERG taken off, at any time: the trainer becomes a road, and the legs make the power.

Not everybody likes a brake that holds its watts whatever the legs do. The road is so steep that it
takes the power asked for at the cadence asked for, in the gear that is ridden when ERG goes off or
another power is asked for. Then it stays as it is, whatever the rider shifts to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.errors import InvalidValueError
from sixhills.prescribe.prescription import Command, Mode
from sixhills.ride.slope_fitting import EASIEST_GRADE

if TYPE_CHECKING:
    from sixhills.equipment import SmartTrainer
    from sixhills.ride.recording import Sample

_TURNING_RPM = 35.0
_ROLLING_MPS = 0.8


class ErgOff:
    """Makes roads of ERG targets, once the rider wants that.

    Args:
        trainer: that is controlled.
        rider_mass_kg: of who rides.
    """

    def __init__(self, trainer: SmartTrainer, rider_mass_kg: float):
        self._load = trainer.road_load(rider_mass_kg)
        self._steepest = trainer.steepest_grade
        self._is_off = False
        self._metres: float | None = None  # of a turn of the crank, and how fast it turns
        self._cadence_rpm = 0.0
        self._asked_w: float | None = None  # that the present road is made for
        self._grade = 0.0

    @property
    def is_off(self) -> bool:
        """Whether ERG is off."""
        return self._is_off

    def turn(self) -> None:
        """Switch ERG off, or on again."""
        self._is_off = not self._is_off
        self._asked_w = None

    def feel(self, sample: Sample) -> None:
        """Take in what is measured: the gear, and the cadence that is ridden."""
        cadence, speed = sample.cadence_rpm, sample.speed_mps
        if cadence is None or speed is None or cadence < _TURNING_RPM or speed < _ROLLING_MPS:
            return
        self._metres, self._cadence_rpm = 60.0 * speed / cadence, cadence

    def apply(self, command: Command, aim_rpm: float | None) -> Command:
        """The command, or a road in place of ERG where that is off.

        Args:
            command: to be given to the trainer.
            aim_rpm: the cadence asked for, or None where it is free.
        """
        if not self._is_off or command.mode is not Mode.ERG:
            return command
        asked_w = float(str(command.value))
        if asked_w != self._asked_w:
            self._asked_w, self._grade = asked_w, self._grade_for(asked_w, aim_rpm)
        return Command(mode=Mode.SLOPE, value=self._grade, lead_s=command.lead_s)

    def _grade_for(self, power_w: float, aim_rpm: float | None) -> float:
        """The road that takes a power; flat where the gear was never seen."""
        if self._metres is None:
            return 0.0
        speed_mps = self._metres * (aim_rpm or self._cadence_rpm) / 60.0
        try:
            grade = self._load.grade(power_w, speed_mps)
        except InvalidValueError:
            grade = self._steepest
        return round(min(self._steepest, max(EASIEST_GRADE, grade)), 3)
