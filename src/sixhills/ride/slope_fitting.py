"""A slope that fits the gear the rider is really in (DESIGN, rule 5).

A fixed slope gives 115 W in one gear and 450 W in another. So the way that a turn of the crank
makes is taken from speed and cadence, and the slope is set such that the power asked for comes at
the cadence asked for. What the trainer makes of a slope differs from what we reckon (it does not
know the rider's mass, it is not calibrated), so the torque that is really felt corrects it: slowly,
and at most once in some seconds, because a slope that moves all the time is no hill. The first
corrections count most: what a trainer makes of a slope does not change, and watts scatter.

Nobody turns at exactly the cadence that is asked for. Who always turns somewhat faster would get
more power than the hill means, by as much; so the habit is learnt, slowly and the same for all
hills (their order stays), and the power comes at the cadence asked for as this rider rides it. A
cadence that comes and goes is left to the legs: see docs/decisions/0035-what-a-band-can-hold.md.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sixhills.errors import InvalidValueError
from sixhills.physics import GRAVITY_MPS2
from sixhills.prescribe.prescription import Command, Mode

if TYPE_CHECKING:
    from sixhills.equipment import SmartTrainer
    from sixhills.ride.recording import Sample

BETWEEN_S = 10.0
"""So long a slope stays before it is corrected."""

EASIEST_GRADE = -0.02
"""No slope is less than this: a trainer that drives the rider is no training."""

HARDER_GEAR = "Shift to a harder gear: it cannot get steeper in this one."
EASIER_GEAR = "Shift to an easier gear: this one is too fast for a hill."

_AIR_RULES_BELOW = 0.002  # there the air, not the slope, makes the power: it goes with speed cubed

_TURNING_RPM = 35.0
_ROLLING_MPS = 0.8
_SMOOTHED_S = 2.0
_NEW_GEAR = 0.06  # relative change of the way per turn that is a shift, not noise
_SETTLED_S = 2.0
_FELT_S = 6.0  # of torque that a correction is based on
_GAIN, _LEAST_GAIN = 0.7, 0.2  # of the first correction, and of late ones
_MOST_CORRECTION = 0.05
_STEADY_RPM = 5.0  # while the cadence changes by more, the flywheel gives or takes
_LEAST_CHANGE = 0.001
_FOUND_AFTER_S = 10.0  # until then a rider is still finding the cadence of another hill
_HABIT_PRIOR_S = 30.0  # of riding just as asked: what somebody is taken for who is not known
_HABIT_S = 180.0  # of riding that a habit is the mean of
_MOST_HABIT_RPM = 4.0
_NO_HABIT_RPM = 12.0  # who is so far off is doing something else
_ASK_EVERY_S = 25.0


class SlopeFitting:
    """Fits slopes to the gear that is ridden.

    Args:
        trainer: that is controlled.
        rider_mass_kg: of who rides.
    """

    def __init__(self, trainer: SmartTrainer, rider_mass_kg: float):
        self._steepest = trainer.steepest_grade
        self._gears = trainer.gears
        self._load = trainer.road_load(rider_mass_kg)
        self._metres: float | None = None  # of a turn of the crank, as measured
        self._reckoned_metres: float | None = None  # that the present slope is made for
        self._off_s = 0.0
        self._since_shift_s = BETWEEN_S
        self._correction = 0.0
        self._since_s = 0.0
        self._felt: list[tuple[float, float, float]] = []  # force at the wheel, cadence, seconds
        self._asked: Command | None = None
        self._target_n: float | None = None
        self._corrections = 0
        self._aim_rpm: float | None = None  # of the slope that is ridden
        self._begun_s = 0.0  # since another one was asked for
        self._habit_rpm = 0.0
        self._habit_s = _HABIT_PRIOR_S
        self._shift: str | None = None
        self._quiet_s = 0.0

    @property
    def correction(self) -> float:
        """What the torque that was felt has added to the slope."""
        return self._correction

    @property
    def habit_rpm(self) -> float:
        """By how much the rider turns faster than asked for, all the time."""
        return min(_MOST_HABIT_RPM, max(-_MOST_HABIT_RPM, self._habit_rpm))

    def feel(self, sample: Sample, passed_s: float) -> None:
        """Take in what is measured: the gear, and the force that the slope makes."""
        self._since_s += passed_s
        self._since_shift_s += passed_s
        self._begun_s += passed_s
        self._quiet_s = max(0.0, self._quiet_s - passed_s)
        cadence, speed = sample.cadence_rpm, sample.speed_mps
        if cadence is None or speed is None or cadence < _TURNING_RPM or speed < _ROLLING_MPS:
            self._felt.clear()
            return
        self._take_gear(60.0 * speed / cadence, passed_s)
        self._take_habit(cadence, passed_s)
        if sample.power_w is not None and speed > 0:
            force_n = sample.power_w * self._load.drivetrain_efficiency / speed
            self._felt.append((force_n, cadence, passed_s))
        self._correct()

    def fit(self, command: Command, aim_rpm: float) -> Command:
        """The command for the gear that is ridden; only a slope is ever fitted.

        Args:
            command: as prescribed, with the rider's harder and easier applied.
            aim_rpm: cadence at which its power shall come.
        """
        if not self._is_fitted(command):
            self._asked = self._target_n = self._aim_rpm = None
            return command
        if command != self._asked:
            self._begin(command)
        self._aim_rpm = aim_rpm
        grade = self._grade_for(command, aim_rpm + self.habit_rpm, aim_rpm)
        return replace(command, value=grade)

    def take_wish(self) -> str | None:
        """A shift to ask the rider for, once in a while, or None."""
        if self._shift is None or self._quiet_s > 0:
            return None
        self._quiet_s = _ASK_EVERY_S
        wish, self._shift = self._shift, None
        return wish

    # -- within ----------------------------------------------------------------------------

    def _is_fitted(self, command: Command) -> bool:
        is_slope = command.mode is Mode.SLOPE and isinstance(command.value, (int, float))
        return is_slope and command.gear is not None and self._gears is not None

    def _begin(self, command: Command) -> None:
        """Another slope: what was felt on the last one says nothing of it, the correction does."""
        self._asked = command
        self._since_s = self._begun_s = 0.0
        self._felt.clear()
        self._reckoned_metres = self._metres
        self._target_n = None

    def _take_gear(self, metres: float, passed_s: float) -> None:
        if self._metres is None:
            self._metres = metres
        far = abs(metres / self._metres - 1.0) > _NEW_GEAR
        self._off_s = self._off_s + passed_s if far else 0.0
        if self._off_s >= _SETTLED_S:  # another gear, and it stays
            self._metres = metres
            self._off_s = 0.0
            self._felt.clear()
            if self._since_shift_s >= BETWEEN_S:  # fitted at once: 3 s are much of a short effort
                self._since_shift_s = 0.0
                self._reckoned_metres = metres
        elif not far:
            share = min(1.0, passed_s / _SMOOTHED_S)
            self._metres += share * (metres - self._metres)

    def _take_habit(self, cadence_rpm: float, passed_s: float) -> None:
        """Take in how far the cadence lies from what a slope asks for."""
        if self._aim_rpm is None or self._begun_s < _FOUND_AFTER_S:
            return
        off_rpm = cadence_rpm - self._aim_rpm
        if abs(off_rpm) <= _NO_HABIT_RPM:
            self._habit_s = min(_HABIT_S, self._habit_s + passed_s)
            self._habit_rpm += (off_rpm - self._habit_rpm) * passed_s / self._habit_s

    def _correct(self) -> None:
        """Compare the force that was felt with that asked for, when it is time."""
        if self._since_s < BETWEEN_S or self._target_n is None:
            return
        kept, felt_s = [], 0.0
        for felt in reversed(self._felt):
            if felt_s >= _FELT_S:
                break
            kept.append(felt)
            felt_s += felt[2]
        self._felt = kept[::-1]
        cadences = [cadence for _, cadence, _ in kept]
        if felt_s < _FELT_S or max(cadences) - min(cadences) > _STEADY_RPM:
            return
        mean_n = sum(force_n * seconds for force_n, _, seconds in kept) / felt_s
        missing = (self._target_n - mean_n) / (self._load.mass_kg * GRAVITY_MPS2)
        self._reckoned_metres = self._metres
        self._since_s = 0.0
        self._felt.clear()
        self._corrections += 1
        if abs(missing) >= _LEAST_CHANGE:
            gain = max(_LEAST_GAIN, _GAIN / self._corrections)
            wanted = self._correction + gain * missing
            self._correction = min(_MOST_CORRECTION, max(-_MOST_CORRECTION, wanted))

    def _grade_for(self, command: Command, ridden_rpm: float, told_rpm: float) -> float:
        gears, gear = self._gears, command.gear
        asked = float(str(command.value))
        if gears is None or gear is None:
            return asked
        told_mps = gears.speed_mps(gear, told_rpm)
        power_w = self._load.crank_power_w(told_mps, asked)
        metres = self._reckoned_metres or self._metres
        if self._since_s >= BETWEEN_S and self._metres is not None:
            metres = self._reckoned_metres = self._metres
        metres = metres or 60.0 * told_mps / told_rpm
        speed_mps = metres * ridden_rpm / 60.0
        if power_w <= 0 or speed_mps <= 0:
            return asked
        self._target_n = power_w * self._load.drivetrain_efficiency / speed_mps
        try:
            grade = self._load.grade(power_w, speed_mps) + self._correction
        except InvalidValueError:
            grade = self._steepest * 2
        self._shift = self._name_shift(grade)
        return round(min(self._steepest, max(EASIEST_GRADE, grade)), 3)

    def _name_shift(self, grade: float) -> str | None:
        if grade > self._steepest:
            return HARDER_GEAR
        if grade < _AIR_RULES_BELOW:
            return EASIER_GEAR
        return None
