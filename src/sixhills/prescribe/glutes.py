"""What a prescription would ask of the glutes, without numpy: the next ride is chosen by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.body.muscles.glute_table import Moment
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from sixhills.body.muscles.glute_table import GluteTable
    from sixhills.prescribe.prescription import Prescription, Segment

FREE_RPM = 80.0
"""What a rider is taken to pedal where cadence is free."""


def plan_glutes(prescription: Prescription, table: GluteTable) -> dict[str, float] | None:
    """Work of gluteus maximus [kJ] and activation-time of the others [s] if ridden as prescribed.

    None where no pedal would turn.
    """
    critical_w = prescription.rider.fitness.critical_power_w.value
    return table.count(
        Moment(
            power_w=critical_w * segment.share_of_cp,
            cadence_rpm=planned_cadence_rpm(segment),
            standing=planned_standing(segment),
            held_s=segment.duration_s,
        )
        for segment in prescription.segments
    )


def planned_cadence_rpm(segment: Segment) -> float:
    """Cadence of a segment ridden as prescribed."""
    band = segment.cadence_rpm
    return FREE_RPM if band is None else 0.5 * (band.low + band.high)


def planned_standing(segment: Segment) -> float:
    """1 where a segment is ridden standing, 0 seated, NaN where posture is free."""
    if segment.posture is Posture.FREE:
        return float("nan")
    return float(segment.posture is Posture.STANDING)
