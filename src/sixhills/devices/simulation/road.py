"""A simulated road: weight, rolling and air against a bike in a gear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.devices.simulation.drive import Drive
from sixhills.devices.simulation.trainer import choose_middle_gear

if TYPE_CHECKING:
    from sixhills.equipment import Gear, RoadBike
    from sixhills.prescribe.prescription import Command
    from sixhills.rider import Rider

_SAFE_MPS = 11.0  # about 40 km/h: faster, the rider brakes
_TURNING_MPS = 2.5
_TURNED_MPS = 3.2  # what brakes come down to on the steepest roads
_BRAKING_MPS2_PER_MPS = 3.0  # deceleration for each m/s too much
_FLAT = 0.005


class SimulatedRoad:
    """A bike on the road; the rider brakes downhill and to turn round."""

    def __init__(self, bike: RoadBike, rider: Rider):
        self._gears = bike.gears
        self._load = bike.road_load(rider.mass_kg)
        self._grade = 0.0
        self._turning = False
        self._gear = choose_middle_gear(bike.gears)
        self.drive = Drive(
            moved_kg=rider.mass_kg + bike.mass_kg, metres_per_turn=self._metres_per_turn()
        )

    @property
    def grade(self) -> float:
        """Rise over run below the bike."""
        return self._grade

    @property
    def gear(self) -> Gear:
        """The gear that the rider is in."""
        return self._gear

    def resist_nm(self, crank_radps: float, step_s: float) -> float:  # noqa: ARG002 - no lag
        """Torque [N m] against the crank; negative where the hill pushes."""
        metres = self.drive.metres_per_radian
        speed_mps = crank_radps * metres
        force_n = self._load.force_n(speed_mps, self._grade)
        force_n += self._braking_n(speed_mps)
        share = self._load.drivetrain_efficiency if force_n > 0 else 1.0
        return force_n * metres / share

    def obey(self, command: Command) -> None:
        """No software moves a road."""

    def handle(self, setting: float | None, gear: Gear | None) -> None:  # noqa: ARG002 - no knob
        """The rider shifts."""
        if gear is not None and gear != self._gear:
            self._gear = gear
            self.drive.shift(self._metres_per_turn())

    def meet_grade(self, grade: float) -> None:
        """Come onto another grade; from up to down and back the rider turns round."""
        if min(abs(grade), abs(self._grade)) > _FLAT and grade * self._grade < 0:
            self._turning = True
        self._grade = grade

    def release(self) -> None:
        """The road stays."""

    def _braking_n(self, speed_mps: float) -> float:
        if self._turning and speed_mps <= _TURNED_MPS:
            self._turning = False
        too_fast = speed_mps - (_TURNING_MPS if self._turning else _SAFE_MPS)
        return self._load.mass_kg * _BRAKING_MPS2_PER_MPS * max(0.0, too_fast)

    def _metres_per_turn(self) -> float:
        return self._gear.ratio * self._gears.wheel_circumference_m
