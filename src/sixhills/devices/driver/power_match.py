"""A power meter steers a trainer's ERG: what the two differ by is taken off the target, slowly.

Only in ERG: on a slope the rider makes the power. The window and the bound are our convention; a
trainer that differs by more than 15 % wants a spin-down, not a correction.
"""

from __future__ import annotations

WINDOW_S = 10.0
MOST_SHARE = 0.15
_LEAST_W = 30.0
_TURNING_RPM = 40.0


class PowerMatch:
    """The correction of an ERG target."""

    def __init__(self) -> None:
        self._share = 0.0
        self._felt_s: float | None = None

    @property
    def share(self) -> float:
        """By how much more than the trainer the meter says, as a share of the meter's figure."""
        return self._share

    def feel(
        self,
        meter_w: float | None,
        trainer_w: float | None,
        cadence_rpm: float | None,
        now_s: float,
    ) -> None:
        """Take in what both say at a moment."""
        before_s, self._felt_s = self._felt_s, now_s
        turning = cadence_rpm is not None and cadence_rpm > _TURNING_RPM
        if before_s is None or not turning or meter_w is None or trainer_w is None:
            return
        if meter_w < _LEAST_W or trainer_w < _LEAST_W:
            return
        passed_s = min(1.0, max(0.0, now_s - before_s))
        off = (meter_w - trainer_w) / meter_w
        self._share += (off - self._share) * passed_s / WINDOW_S
        self._share = min(MOST_SHARE, max(-MOST_SHARE, self._share))

    def apply(self, power_w: float) -> float:
        """What the trainer has to be told so that the meter says a power."""
        return power_w * (1.0 - self._share)
