"""What matching finds: a ride aligned with a prescription."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_FIT = 0.45
"""Least fit of a ride that looks like its prescription; most others stay below. Our convention."""


@dataclass(frozen=True, kw_only=True)
class MatchedStep:
    """A step where it was found in a ride.

    Attributes:
        step: index in the workout, from 0.
        start_s: by the clock, since the first record.
        end_s: likewise.
        ratio: mean effort over what was asked, after the gain.
    """

    step: int
    start_s: int
    end_s: int
    ratio: float


@dataclass(frozen=True, kw_only=True)
class Matching:
    """A ride aligned with a prescription.

    Attributes:
        gain: watts of the ride over watts as the prescription means them.
        steps: that were found, in order.
        fit: share of the prescription's time whose steps were found, each less by how far its
            effort (after the gain) and length lie off; 1 for a ride that follows it exactly.
    """

    gain: float
    steps: tuple[MatchedStep, ...]
    fit: float

    @property
    def is_alike(self) -> bool:
        """Whether the ride looks like the prescription at all."""
        return self.fit >= LEAST_FIT
