"""What the server says of muscles, by the model itself."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from sixhills.body.muscles.groups import GLUTES
from sixhills.body.muscles.pedaller import Pedaller
from sixhills.body.muscles.pedalling import Condition
from sixhills.body.muscles.score import Level, score_muscles
from sixhills.body.muscles.table import build_table
from sixhills.formats.body_map import HEIGHT, OUTLINE, SHAPES, WIDTH
from sixhills.usecases.muscle_rides import HISTORY_WEEKS, GluteSum, GluteWeekSum
from sixhills.usecases.muscles import explore_stroke

if TYPE_CHECKING:
    from sixhills.body.muscles.score import MuscleScore
    from sixhills.body.muscles.table import MuscleTable

_MONDAY = date(2026, 9, 7)


def answer_muscles(rest: list[str], query: dict[str, list[str]]) -> Any:
    """The answer to GET /api/muscles/…"""
    if rest == ["shapes"]:
        shapes = [asdict(shape) for shape in SHAPES]
        return {"width": WIDTH, "height": HEIGHT, "outline": OUTLINE, "shapes": shapes}
    if rest == ["weeks"]:
        return [asdict(_week(at)) for at in range(HISTORY_WEEKS)]
    if rest[:1] == ["rides"]:
        hills = [
            {"step": at, "role": "hill", "hill": at, "score": asdict(_score(power_w, 120))}
            for at, power_w in ((1, 195.0), (2, 210.0))
        ]
        return {"basis": "measured", "score": asdict(_score(140.0, 2400)), "steps": hills}
    if rest[:1] == ["workouts"]:
        return asdict(_score(130.0, 3000))
    power_w, cadence_rpm = (float(query[name][0]) for name in ("power_w", "cadence_rpm"))
    return asdict(_stroke(power_w, cadence_rpm, standing=query["posture"] == ["standing"]))


@cache
def _stroke(power_w: float, cadence_rpm: float, *, standing: bool) -> Any:
    condition = Condition(power_w=power_w, cadence_rpm=cadence_rpm, standing=standing)
    return explore_stroke(Pedaller(), condition)


@cache
def _table() -> MuscleTable:
    return build_table(Pedaller())


@cache
def _score(power_w: float, seconds: int) -> MuscleScore:
    ones = np.ones(seconds)
    score = score_muscles(_table(), power_w * ones, 75.0 * ones, 0.0 * ones)
    assert score is not None
    return score


def _week(at: int) -> GluteWeekSum:
    """A week: some without a ride, some of which not all is known."""
    ridden = at % 4
    sums = {
        name: GluteSum(
            positive_work_kj=40.0 * ridden,
            low_kj=28.0 * ridden,
            high_kj=60.0 * ridden,
            activation_s=300.0 * ridden,
            level=Level.MODERATE if name == GLUTES[0] else Level.NOT_KNOWN,
            shown=name == GLUTES[0],
        )
        for name in GLUTES
    }
    return GluteWeekSum(
        monday=_MONDAY + timedelta(weeks=at),
        rides=ridden,
        unknown=int(at == 5),
        planned=int(at == 6),
        muscles=sums if ridden > int(at == 5) else {},
    )
