"""Variety: what a workout asks of the legs, and that it is not the same again and again.

The article wants resistance to vary continually. What varies is resistance, cadence and posture
together: three numbers of the work, rounded to what a rider notices. What is proposed differs in
at least one of them from each of the last three rides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.prescribe.target import nominal_duration_s
from sixhills.prescribe.targeting import set_targets
from sixhills.workout.model import Posture, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.equipment import Equipment
    from sixhills.prescribe.target import Target
    from sixhills.rider import Rider
    from sixhills.workout.model import Workout

RIDES_APART = 3
"""So many rides lie between two that are alike."""

_RESISTANCE_STEP = 0.02
_CADENCE_STEP_RPM = 2.0
_STANDING_STEP = 0.05


@dataclass(frozen=True, kw_only=True)
class Vector:
    """What the work of a workout asks of the legs.

    Attributes:
        resistance: mean crank torque over the rider's own at critical power and 80 rpm.
        cadence_rpm: mean cadence.
        standing: share of its time that is ridden standing.
    """

    resistance: float
    cadence_rpm: float
    standing: float


def measure_vector(workout: Workout, rider: Rider, equipment: Equipment) -> Vector:
    """The vector of a workout for a rider, on any bike of that kind."""
    targets = set_targets(workout, rider, equipment)
    work = _find_work(targets)
    times_s = [nominal_duration_s(target.step) for target in work]
    standing_s = sum(_stands(target) * time_s for target, time_s in zip(work, times_s, strict=True))
    return Vector(
        resistance=_round(_mean([t.relative_torque for t in work], times_s), _RESISTANCE_STEP),
        cadence_rpm=_round(_mean([t.aim_rpm for t in work], times_s), _CADENCE_STEP_RPM),
        standing=_round(standing_s / sum(times_s), _STANDING_STEP),
    )


def _find_work(targets: Sequence[Target]) -> list[Target]:
    """The work of a workout; where there is none, its steady parts, or all of it."""
    work = [target for target in targets if target.step.role.is_work]
    steady = [target for target in targets if target.step.role is Role.STEADY]
    return work or steady or list(targets)


def _stands(target: Target) -> float:
    """Share of a step that is ridden standing."""
    ends = [change.at for change in target.postures[1:]] + [1.0]
    return sum(
        end - change.at
        for change, end in zip(target.postures, ends, strict=True)
        if change.posture is Posture.STANDING
    )


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    return sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)


def _round(value: float, step: float) -> float:
    return round(round(value / step) * step, 6)
