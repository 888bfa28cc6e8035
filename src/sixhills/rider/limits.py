"""Limits: what a rider's health allows, on whatever bike and whatever is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.errors import require

if TYPE_CHECKING:
    from collections.abc import Callable

LOW_TORQUE = 0.90
"""The most resistance felt with low torque: torque over that at critical power and 80 rpm.

It is what a beginner's first seated hill asks (0.75 of critical power at 67 rpm), so nobody gets
more than the lightest hill of the lightest rider. Our convention: no study gives a bound.
"""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What binds every prescription for a rider; without arguments, nothing does.

    Attributes:
        max_rpe: the highest rating of effort, 0 to 10, or None.
        seated_only: never standing.
        least_cadence_rpm: never slower, or None.
        low_torque: never heavier than `LOW_TORQUE`.
        heart_rate_steers: False when the pulse says too little of the effort to steer by.
    """

    max_rpe: float | None = None
    seated_only: bool = False
    least_cadence_rpm: float | None = None
    low_torque: bool = False
    heart_rate_steers: bool = True

    def __post_init__(self) -> None:
        rpe, cadence = self.max_rpe, self.least_cadence_rpm
        require(rpe is None or 3 <= rpe <= 10, "max_rpe", "between 3 and 10", rpe)
        fits = cadence is None or 40 <= cadence <= 80
        require(fits, "least_cadence_rpm", "between 40 and 80", cadence)

    @property
    def most_torque(self) -> float | None:
        """The most resistance felt, or None where it is free."""
        return LOW_TORQUE if self.low_torque else None

    @property
    def bind(self) -> bool:
        """Whether there are any."""
        return self != Limits()

    def combine(self, other: Limits) -> Limits:
        """Of two limits always the stricter."""
        return Limits(
            max_rpe=_stricter(self.max_rpe, other.max_rpe, min),
            seated_only=self.seated_only or other.seated_only,
            least_cadence_rpm=_stricter(self.least_cadence_rpm, other.least_cadence_rpm, max),
            low_torque=self.low_torque or other.low_torque,
            heart_rate_steers=self.heart_rate_steers and other.heart_rate_steers,
        )


def _stricter(
    one: float | None, other: float | None, pick: Callable[[float, float], float]
) -> float | None:
    if one is None or other is None:
        return other if one is None else one
    return pick(one, other)
