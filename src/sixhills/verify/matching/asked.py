"""What the steps of a prescription ask, as matching compares it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.verify.matching.effort import level_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.prescribe.prescription import Prescription, Segment
    from sixhills.workout.model import Role


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a step asks.

    Attributes:
        step: its index.
        role: what it is for.
        duration_s: asked.
        share: of critical power, mean.
        level: the share by logarithm.
        slope: by how much the level rises from the beginning to the end.
    """

    step: int
    role: Role
    duration_s: float
    share: float
    level: float
    slope: float


def list_asked(prescription: Prescription) -> list[Asked]:
    """What the steps of a prescription ask, in order."""
    return [_sum_up(step) for step in prescription.steps()]


def rest_share(asked: Sequence[Asked]) -> float:
    """Effort between the work, in shares of critical power; 0 where all is work."""
    rests = [step.share for step in asked if not step.role.is_work]
    work = [step.share for step in asked if step.role.is_work]
    return min(float(np.median(rests)), *work) if rests and work else 0.0


def _sum_up(step: Sequence[Segment]) -> Asked:
    lengths = np.array([segment.duration_s for segment in step])
    shares = np.array([segment.share_of_cp for segment in step])
    levels = level_of(shares)
    level = float(levels @ lengths / lengths.sum())
    middles = (np.cumsum(lengths) - 0.5 * lengths) / lengths.sum() - 0.5
    spread = float(middles**2 @ lengths)
    return Asked(
        step=step[0].step,
        role=step[0].role,
        duration_s=float(lengths.sum()),
        share=float(shares @ lengths / lengths.sum()),
        level=level,
        slope=float(middles * (levels - level) @ lengths) / spread if spread else 0.0,
    )
