"""Letting go of ERG before the pedals get stuck (DESIGN, rule 5).

A trainer in ERG holds its power at any cadence: the slower the legs, the heavier the pedals, until
they stand still. So the power is let go when the cadence has been far below what the step asks
for, and comes back little by little once the legs turn again. Thresholds are relative to the
step's cadence, since a standing climb is ridden slowly on purpose.

The figures are those that kept simulated riders above 40 rpm in a trial with power far above what
they could hold: our convention until real trainers tell.
"""

from __future__ import annotations

from dataclasses import replace

from sixhills.prescribe.prescription import Command, Mode

SLOW_RPM = 20.0
"""So far below the cadence asked for the rider is about to get stuck."""

TURNING_RPM = 5.0
"""So near to the cadence asked for the legs turn again."""

FREE_AIM_RPM = 65.0
"""Stands for the cadence asked for where it is free: only below 45 rpm is somebody stuck."""

_SLOW_FOR_S = 2.0
_SHARE_LEFT = 0.4
_BACK_PER_S = 0.05
_LEAST_W = 20


class ErgRelease:
    """Lowers ERG targets while a rider is about to get stuck."""

    def __init__(self) -> None:
        self._slow_s = 0.0
        self._share = 1.0

    @property
    def share(self) -> float:
        """Share of the target that is held now; 1 when nothing is let go."""
        return self._share

    def feel(self, cadence_rpm: float | None, aim_rpm: float, passed_s: float) -> bool:
        """Take in the cadence of the last seconds; return whether the power is let go just now.

        Args:
            cadence_rpm: measured, or None where it is missing: then nothing changes.
            aim_rpm: the middle of what the step asks for.
            passed_s: time since this was last asked.
        """
        if cadence_rpm is None:
            return False
        slow = cadence_rpm < aim_rpm - SLOW_RPM
        self._slow_s = self._slow_s + passed_s if slow else 0.0
        if self._slow_s >= _SLOW_FOR_S:
            held, self._share = self._share, _SHARE_LEFT
            return held == 1.0
        if cadence_rpm > aim_rpm - TURNING_RPM:
            self._share = min(1.0, self._share + _BACK_PER_S * passed_s)
        return False

    def apply(self, command: Command) -> Command:
        """The command with what is held of it; only ERG is ever let go."""
        if self._share == 1.0 or command.mode is not Mode.ERG:
            return command
        watts = float(str(command.value))
        return replace(command, value=max(_LEAST_W, round(watts * self._share)))
