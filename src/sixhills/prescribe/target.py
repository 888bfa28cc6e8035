"""A target: what one step asks of one rider, before any machine is considered."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sixhills.prescribe.effort import LASTING_EFFORT_S, Intensity
from sixhills.workout.model import CadenceBand, Climb, Descent, Role, Time, Word, WordEffort

if TYPE_CHECKING:
    from sixhills.workout.model import Posture, PostureChange, Step

_SLOWEST_RPM = 30.0  # slower than this nobody is asked to pedal
_DISTANCE_SPEED_MPS = 7.0  # only to size a distance effort's "hard" and its rating


@dataclass(frozen=True, kw_only=True)
class Target:
    """What one step asks of one rider.

    Attributes:
        index: of the step in the workout, repeats written out.
        step: the workout's step.
        intensity: shares of critical power.
        postures: after any substitution.
        cadence: band to hold, or None where it is free.
        aim_rpm: the cadence to aim at.
        instead_of: where the rider stays seated for a standing step and gets more resistance for
            it, what it would ask of who can stand; else None.
        sat_down: whether the workout means the step standing, and it is simply ridden seated.
        most_share: the most share of critical power that the rider's limits allow.
        least_rpm: the slowest cadence that they allow.
        most_torque: the most torque, over that at critical power and 80 rpm, that they allow.
    """

    index: int
    step: Step
    intensity: Intensity
    postures: tuple[PostureChange, ...]
    cadence: CadenceBand | None
    aim_rpm: float
    instead_of: Target | None = None
    sat_down: bool = False
    most_share: float = math.inf
    least_rpm: float = 0.0
    most_torque: float = math.inf

    @property
    def mean_share(self) -> float:
        """Mean share of critical power over the step."""
        return self.intensity.share_at(0.5)

    @property
    def relative_torque(self) -> float:
        """Mean torque over that at critical power and 80 rpm."""
        return self.mean_share * 80.0 / self.aim_rpm

    def posture_at(self, fraction: float) -> Posture:
        """The posture asked at a fraction of the step, from 0 to below 1."""
        return next(c.posture for c in reversed(self.postures) if c.at <= fraction)

    @property
    def is_limited(self) -> bool:
        """Whether the rider's limits say how far a machine may leave the target."""
        return (self.most_share, self.least_rpm, self.most_torque) != (math.inf, 0.0, math.inf)

    @property
    def half_band_rpm(self) -> float:
        """Half the width of the band of cadence, 0 where cadence is free."""
        return 0.5 * (self.cadence.high_rpm - self.cadence.low_rpm) if self.cadence else 0.0

    @property
    def rated_s(self) -> float:
        """For how long the effort is rated; a hill may take longer than the workout means."""
        nominal_s = nominal_duration_s(self.step)
        on_time = isinstance(self.step.extent, Time)
        return nominal_s if on_time else max(nominal_s, LASTING_EFFORT_S)

    @property
    def is_climb(self) -> bool:
        """Whether the step is ridden up a hill."""
        return self.step.role is Role.HILL or isinstance(self.step.extent, Climb)

    @property
    def is_all_out(self) -> bool:
        """Whether it is a test that is ridden as hard as can be: steadily, above what lasts.

        No watts are told of it: shown a guess, riders ride to the guess.
        """
        steady = not self.intensity.rises
        return self.step.role is Role.TEST and steady and self.mean_share > 1.0

    @property
    def hill_word(self) -> Word | None:
        """The article's hill that the effort names, or None."""
        effort = self.step.effort
        if isinstance(effort, WordEffort) and effort.word.startswith("hill-"):
            return effort.word
        return None

    def pedal_at(self, aim_rpm: float) -> Target:
        """The same target at another cadence, its band moved along."""
        aim = max(_SLOWEST_RPM, aim_rpm)
        if self.cadence is None:
            return replace(self, aim_rpm=aim)
        low = max(_SLOWEST_RPM, aim - self.half_band_rpm)
        high = max(_SLOWEST_RPM, aim + self.half_band_rpm)
        return replace(self, aim_rpm=aim, cadence=CadenceBand(low_rpm=low, high_rpm=high))


def nominal_duration_s(step: Step) -> float:
    """How long a step is about, before the road is known."""
    match step.extent:
        case Time() | Climb() | Descent():
            return step.extent.duration_s
        case _:
            return step.extent.distance_m / _DISTANCE_SPEED_MPS
