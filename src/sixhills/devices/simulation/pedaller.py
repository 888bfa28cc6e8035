"""A rider who keeps a cadence whatever comes, on a simulated trainer: nobody guides this one.

For a trainer that is served to other apps: they see the physics of brake, flywheel and legs, and a
rider who neither reads a screen nor gets tired of it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sixhills.devices.simulation.body import Body
from sixhills.devices.simulation.chance import open_stream
from sixhills.devices.simulation.hidden import draw_hidden_rider
from sixhills.devices.simulation.legs import Legs
from sixhills.devices.simulation.sensors import Moment
from sixhills.devices.simulation.trainer import SimulatedTrainer
from sixhills.equipment import SmartTrainer
from sixhills.rider import DEFAULT_RIDER

if TYPE_CHECKING:
    from sixhills.prescribe.prescription import Command
    from sixhills.rider import Rider

_STEP_S = 0.01
_RADPS_PER_RPM = math.tau / 60.0
_SMOOTHED_S = 0.5


class Pedaller:
    """A simulated trainer with somebody on it.

    Args:
        trainer: the trainer.
        rider: who pedals.
        cadence_rpm: what they keep; 0 to rest.
        seed: of all dice.
    """

    def __init__(
        self,
        trainer: SmartTrainer | None = None,
        rider: Rider = DEFAULT_RIDER,
        *,
        cadence_rpm: float = 85.0,
        seed: int = 1,
    ):
        hidden = draw_hidden_rider(rider, open_stream(seed, "rider"))
        self._machine = SimulatedTrainer(
            trainer or SmartTrainer(), rider, open_stream(seed, "machine")
        )
        self._body = Body(hidden.as_rider(rider))
        drive = self._machine.drive
        self._legs = Legs(hidden.fitness.max_power_w.value, drive.inertia_kgm2)
        self._distance_m = 0.0
        self._power_w = 0.0
        self._left_s = 0.0
        self.cadence_rpm = cadence_rpm

    def obey(self, command: Command) -> None:
        """Take a new target."""
        self._machine.obey(command)

    def advance(self, seconds: float) -> Moment:
        """Let time pass; what there is to be measured then."""
        self._left_s += seconds
        steps = int(self._left_s / _STEP_S)
        self._left_s -= steps * _STEP_S
        work_j = self._pedal(steps)
        passed_s = steps * _STEP_S
        if passed_s > 0:
            mean_w = work_j / passed_s
            self._body.spend(mean_w, passed_s)
            self._body.feel(mean_w, passed_s, standing=False)
            self._power_w += (mean_w - self._power_w) * -math.expm1(-passed_s / _SMOOTHED_S)
        drive = self._machine.drive
        return Moment(
            power_w=self._power_w,
            cadence_rpm=0.0 if self._legs.rest else drive.crank_radps / _RADPS_PER_RPM,
            speed_mps=drive.speed_mps,
            distance_m=self._distance_m,
            altitude_m=0.0,
            heart_rate_bpm=self._body.heart_rate_bpm,
        )

    def _pedal(self, steps: int) -> float:
        """Turn the crank; the work done [J]."""
        legs, machine, drive = self._legs, self._machine, self._machine.drive
        legs.aim_radps = self.cadence_rpm * _RADPS_PER_RPM if self.cadence_rpm > 0 else None
        legs.limit_w = self._body.limit_w
        work_j = 0.0
        for _ in range(steps):
            crank_radps = drive.crank_radps
            push_nm = legs.push_nm(crank_radps, _STEP_S)
            drive.turn(push_nm, machine.resist_nm(crank_radps, _STEP_S), _STEP_S)
            work_j += push_nm * 0.5 * (crank_radps + drive.crank_radps) * _STEP_S
            self._distance_m += drive.speed_mps * _STEP_S
        return work_j
