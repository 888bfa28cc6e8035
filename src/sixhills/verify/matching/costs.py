"""What it costs to take a stretch of a ride for a step, to leave a step out, and to belong to none.

Costs are twice negative logarithms of likelihoods, so they add up along a path. An effort between
steps that belongs to none costs up to as much as a step left out: else leaving out the one with the
other would be cheap, and all that follows be shifted by one. Standing still for longer than a light
takes belongs to a rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sixhills.verify.matching.asked import rest_share
from sixhills.verify.matching.effort import list_runs
from sixhills.verify.matching.manner import ALIKE_S
from sixhills.workout.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sixhills.verify.matching.asked import Asked
    from sixhills.verify.matching.effort import EffortSums
    from sixhills.verify.matching.manner import Manner

_ALONE = 1.0 / ALIKE_S  # what a second of steady effort costs in a step

BETWEEN = _ALONE + 0.06
"""Of a second between steps that belongs to none."""

OUTSIDE = _ALONE + 0.01
"""Of a second before the first step or after the last."""

_LEFT_OUT_WORK, _LEFT_OUT_REST = 9.0, 3.0  # of a step that was not ridden
_EFFORT_UNASKED = 1.0  # of a second of an effort that belongs to no step, inside
_EFFORT_MEAN_S = 5  # over which efforts are told from unevenness
_COASTED, _MOST_COASTED = 1.0, 120.0  # of coasting where no recovery is: a second, all of it


def charge_left_out(asked: Asked) -> float:
    """What it costs to leave a step out."""
    return _LEFT_OUT_WORK if asked.role.is_work else _LEFT_OUT_REST


def charge_stretches(
    sums: EffortSums, bins: int, asked: Asked, manner: Manner
) -> NDArray[np.float64]:
    """What all stretches of a number of bins cost as a step, but for their length."""
    weight = sums.weight[bins:] - sums.weight[:-bins]
    total = sums.level[bins:] - sums.level[:-bins]
    level = total / weight
    uneven = sums.square[bins:] - sums.square[:-bins] - weight * level**2
    if asked.slope:
        uneven -= _follow_slope(sums, bins, weight, total, asked.slope)
    spread = manner.effort_sd**2 + manner.unevenness / weight
    cost: NDArray[np.float64] = (
        np.maximum(uneven, 0.0) / manner.unevenness + (level - asked.level) ** 2 / spread
    )
    if asked.role is not Role.RECOVERY:
        coasted = sums.coasted[bins:] - sums.coasted[:-bins]
        cost += np.minimum(_COASTED * coasted, _MOST_COASTED)
    return cost


def charge_efforts(shares: NDArray[np.float64], steps: Sequence[Asked]) -> NDArray[np.float64]:
    """What the efforts until each second cost if they belong to no step, from 0."""
    rest = rest_share(steps)
    work = float(np.median([asked.share for asked in steps if asked.role.is_work] or [rest]))
    smooth = np.convolve(shares, np.ones(_EFFORT_MEAN_S) / _EFFORT_MEAN_S, "same")
    hard = (smooth > 0.5 * (rest + work)) & (work > rest)
    charged = np.zeros(len(shares) + 1)
    for first, after in list_runs(hard):
        charged[first + 1 : after + 1] = min(_EFFORT_UNASKED, _LEFT_OUT_WORK / (after - first))
    return np.cumsum(charged)


def _follow_slope(
    sums: EffortSums,
    bins: int,
    weight: NDArray[np.float64],
    total: NDArray[np.float64],
    slope: float,
) -> NDArray[np.float64]:
    """How much less uneven stretches are about a slope than about their mean."""
    seconds = bins * sums.bin_s
    middle = sums.bin_s * (np.arange(len(weight)) + 0.5 * bins)
    along = (sums.moment[bins:] - sums.moment[:-bins] - middle * total) / seconds
    less: NDArray[np.float64] = slope * (2.0 * along - slope * weight / 12.0)
    return less
