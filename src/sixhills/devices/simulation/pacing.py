"""How a simulated rider finds an effort where no machine gives it: by watts shown, or by feel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.prescribe.effort import find_rpe

if TYPE_CHECKING:
    from sixhills.prescribe.prescription import EffortTarget
    from sixhills.ride.frame import Frame
    from sixhills.rider import Rider

_CORRECTION_PER_S = 0.005  # of power, for one point of rating
_FELT_AFTER_S = 30.0  # before, an effort has not been felt for long enough to correct it
_SHARES = (0.2, 3.0)  # of critical power: what a pace can be


class Pace:
    """The power that a rider aims at.

    Args:
        rider: with what is really true of them.
        rating_bias: points by which they rate effort too high.
    """

    def __init__(self, rider: Rider, rating_bias: float):
        self._rider = rider
        self._rating_bias = rating_bias
        self._effort: tuple[int, EffortTarget] | None = None
        self._held_s = 0.0
        self._aim_w = 0.0

    @property
    def aim_w(self) -> float:
        """The power aimed at [W]."""
        return self._aim_w

    def adapt(self, frame: Frame, points_too_hard: float, passed_s: float) -> None:
        """Start a new effort at what should fit, and correct it as it turns out."""
        effort = (frame.segment.step, frame.segment.effort)
        if effort != self._effort:
            self._effort = effort
            self._held_s = 0.0
            self._aim_w = self._find_power_w(frame)
        self._held_s += passed_s
        if self._held_s > _FELT_AFTER_S:
            self._aim_w *= 1.0 - _CORRECTION_PER_S * points_too_hard * passed_s

    def _find_power_w(self, frame: Frame) -> float:
        target = frame.segment.power_w
        if target is not None:
            return target.target
        effort = frame.segment.effort
        rpe = 0.5 * (effort.rpe_low + effort.rpe_high) - self._rating_bias
        share = find_share_that_feels(rpe, max(1.0, frame.step_left_s), self._rider)
        return share * self._rider.fitness.critical_power_w.value


def find_share_that_feels(rpe: float, duration_s: float, rider: Rider) -> float:
    """The share of critical power that a rider rates so: `find_rpe` backwards, by bisection."""
    low, high = _SHARES
    for _ in range(20):
        middle = 0.5 * (low + high)
        if find_rpe(middle, duration_s, rider) < rpe:
            low = middle
        else:
            high = middle
    return low
