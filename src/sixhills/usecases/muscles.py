"""What the muscles do at one condition."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from sixhills.body.muscles.score import Amount, Level, judge_level
from sixhills.errors import require
from sixhills.rider import Sex
from sixhills.usecases.profile import load_profile

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from sixhills.body.muscles.pedaller import Pedaller
    from sixhills.body.muscles.pedalling import Condition, Stroke


@dataclass(frozen=True, kw_only=True)
class GroupStroke:
    """One group of one leg in a turn of the crank.

    Attributes:
        positive_work_j_per_rev: of shortening active fibres.
        mean_activation: over the turn, 0 to 1.
        activation: at 72 crank angles from top dead centre, right leg.
        excitation: the same, as its nerve must have sent it.
        shown: whether numbers may be shown to a rider.
        level: the mean activation in a word.
    """

    positive_work_j_per_rev: Amount
    mean_activation: Amount
    activation: tuple[float, ...]
    excitation: tuple[float, ...]
    shown: bool
    level: Level


@dataclass(frozen=True, kw_only=True)
class MuscleStroke:
    """What a leg does in a turn at one condition.

    Attributes:
        muscles: by group.
        joint_power_share: "net" and "positive" shares of hip, knee, ankle and upper_body.
        residual_nm: the largest sagittal moment that no muscle gave.
        extrapolated: whether nobody like this rider, or so gentle, was measured.
    """

    muscles: dict[str, GroupStroke]
    joint_power_share: dict[str, dict[str, float]]
    residual_nm: float
    extrapolated: bool


USUAL_LEAN_DEG = 45.0
_SAGITTAL = [0, 3, 4]  # of the reserve moments: hip, knee and ankle in flexion and extension


class Stance(StrEnum):
    """How a turn of the crank is ridden."""

    SEATED = "seated"
    STANDING = "standing"


def lean_on_grade(pedaller: Pedaller, grade: float) -> Pedaller:
    """The rider with the bike tilted by a hill, the trunk as it was towards the horizon.

    A hill changes nothing else about how the legs go round: at the same power, cadence and posture
    grade as such has no effect (Li and Caldwell 1998).
    """
    require(-0.3 <= grade <= 0.3, "grade", "between -0.3 and 0.3", grade)
    lean = USUAL_LEAN_DEG if pedaller.lean_deg is None else pedaller.lean_deg
    return replace(pedaller, lean_deg=max(0.0, lean - math.degrees(math.atan(grade))))


def explore_condition(
    home: Path,
    *,
    power_w: float,
    cadence_rpm: float,
    posture: Stance,
    grade: float = 0.0,
    lean_deg: float | None = None,
    crank_m: float = 0.170,
    knee_flexion_deg: float = 35.0,
    height_m: float | None = None,
    mass_kg: float | None = None,
) -> MuscleStroke:
    """What each group does at a condition, for the stored rider as far as not told otherwise.

    Raises:
        InputError: a value is none that a rider has, or the leg does not fit the bike.
    """
    from sixhills.body.muscles.pedaller import Pedaller
    from sixhills.body.muscles.pedalling import Condition

    rider = load_profile(home).rider
    pedaller = Pedaller(
        height_m=rider.height_m if height_m is None else height_m,
        mass_kg=rider.mass_kg if mass_kg is None else mass_kg,
        crank_m=crank_m,
        knee_flexion_deg=knee_flexion_deg,
        lean_deg=lean_deg,
        like_measured=rider.sex is not Sex.FEMALE,
    )
    condition = Condition(
        power_w=power_w, cadence_rpm=cadence_rpm, standing=posture is Stance.STANDING
    )
    return explore_stroke(lean_on_grade(pedaller, grade), condition)


def explore_stroke(pedaller: Pedaller, condition: Condition) -> MuscleStroke:
    """What each group does at one condition.

    Raises:
        ReachError: the rider's leg does not fit the bike.
    """
    from sixhills.body.muscles.pedalling import pedal

    stroke = pedal(pedaller, condition)
    extrapolated = pedaller.is_extrapolated(condition.power_w)
    return MuscleStroke(
        muscles=_describe_groups(pedaller, condition, stroke, wide=extrapolated),
        joint_power_share=_share_power(stroke),
        residual_nm=_measure_residual_nm(stroke),
        extrapolated=extrapolated,
    )


def _describe_groups(
    pedaller: Pedaller, condition: Condition, stroke: Stroke, *, wide: bool
) -> dict[str, GroupStroke]:
    """What each group does, with a wide band where nobody like this rider was measured."""
    import numpy as np

    from sixhills.body.muscles.ensemble import WIDER, draw_variations, find_band
    from sixhills.body.muscles.excitation import find_excitation
    from sixhills.body.muscles.groups import GROUPS, group_matrix, member_matrix
    from sixhills.body.muscles.score import SIDEWAYS

    muscles = stroke.muscles
    weights = group_matrix(muscles.names, muscles.max_force_n * muscles.fibre_length_m)
    active = stroke.shared.activation @ weights
    turn_s = stroke.step_s * len(stroke.crank_deg)
    excited = find_excitation(stroke.shared.activation, turn_s) @ weights
    work = stroke.positive_work_j() @ member_matrix(muscles.names)
    band = find_band(pedaller, condition, draw_variations())
    wider = WIDER if wide else 1.0
    low, high = np.minimum(1.0, band.low) ** wider, np.maximum(1.0, band.high) ** wider
    found = {}
    for at, name in enumerate(GROUPS):
        hidden = name in SIDEWAYS
        mean = float(active[:, at].mean())
        known = not hidden or condition.standing
        found[name] = GroupStroke(
            positive_work_j_per_rev=_amount(float(work[at]), low[0, at], high[0, at]),
            mean_activation=_amount(mean, low[1, at], high[1, at]),
            activation=_round_off(active[:, at]),
            excitation=_round_off(excited[:, at]),
            shown=not hidden,
            level=judge_level(mean) if known else Level.NOT_KNOWN,
        )
    return found


def _share_power(stroke: Stroke) -> dict[str, dict[str, float]]:
    """Shares of the joints, and of the trunk through the hip, in net and in positive power."""
    import numpy as np

    joints = stroke.loads.powers(stroke.force_n)
    trunk = stroke.loads.hip_power(stroke.force_n)
    parts = np.column_stack([joints, trunk])
    net, positive = parts.sum(axis=0), np.maximum(0.0, parts).sum(axis=0)
    return {
        "net": _name_joints(net / net.sum()),
        "positive": _name_joints(positive / positive.sum()),
    }


def _measure_residual_nm(stroke: Stroke) -> float:
    """The largest sagittal moment of hip, knee and ankle that no muscle gave."""
    import numpy as np

    return float(np.abs(stroke.shared.reserve_nm[:, _SAGITTAL]).max())


def _round_off(values: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(round(float(value), 5) for value in values)


def _amount(median: float, low: float, high: float) -> Amount:
    return Amount(median=median, low=median * float(low), high=median * float(high))


def _name_joints(values: object) -> dict[str, float]:
    import numpy as np

    names = ("hip", "knee", "ankle", "upper_body")
    return {name: float(value) for name, value in zip(names, np.asarray(values), strict=True)}
