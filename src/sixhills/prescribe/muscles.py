"""What a prescription would ask of each muscle: planned, never done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sixhills.body.muscles.score import MuscleScore, score_muscles
from sixhills.prescribe.glutes import planned_cadence_rpm, planned_standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.body.muscles.table import MuscleTable
    from sixhills.prescribe.prescription import Prescription, Segment


def plan_muscles(
    prescription: Prescription, table: MuscleTable, *, segments: Sequence[Segment] | None = None
) -> MuscleScore | None:
    """What the muscles would do if everything were ridden as prescribed.

    Args:
        prescription: to be ridden.
        table: of its rider on its bike.
        segments: some of its segments; all unless given.
    """
    chosen = prescription.segments if segments is None else segments
    critical_w = prescription.rider.fitness.critical_power_w.value
    return score_muscles(
        table,
        np.array([critical_w * segment.share_of_cp for segment in chosen]),
        np.array([planned_cadence_rpm(segment) for segment in chosen]),
        np.array([planned_standing(segment) for segment in chosen]),
        held_s=np.array([segment.duration_s for segment in chosen]),
    )
