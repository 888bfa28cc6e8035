"""The edges of matched steps: to the second, and where another program's clock told them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sixhills.verify.matching.asked import rest_share
from sixhills.verify.matching.judging import is_made
from sixhills.verify.matching.kept_clock import place_by_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.verify.matching.asked import Asked
    from sixhills.verify.matching.effort import EffortSums, Stretch

_LEAST_REACH_S, _MOST_REACH_S = 3, 30  # how far an edge may move
_SIDE = 4  # times the reach: how much of each side says what it is like


def sharpen(sums: EffortSums, stretches: Sequence[Stretch | None]) -> list[Stretch | None]:
    """The stretches with each edge, to the second, where effort changes most.

    What lies on the other side of an edge is the neighbour, or time that belongs to no step.
    """
    edges = sorted({edge for stretch in stretches if stretch is not None for edge in stretch})
    bounds = [0, *edges, len(sums.weight) - 1]
    moved = {
        edge: _move_edge(sums, before, edge, after)
        for before, edge, after in zip(bounds, edges, bounds[2:], strict=False)
    }
    return [stretch and (moved[stretch[0]], moved[stretch[1]]) for stretch in stretches]


def put_on_clock(
    sums: EffortSums, steps: Sequence[Asked], stretches: Sequence[Stretch | None]
) -> list[Stretch | None]:
    """The stretches where their steps were told, in a ride that keeps the workout's clock."""
    ends = np.cumsum([asked.duration_s for asked in steps])
    rest, ride_s = rest_share(steps), len(sums.weight) - 1

    def is_there(number: int, span: tuple[float, float]) -> bool:
        start, end = (min(ride_s, max(0, round(edge))) for edge in span)
        return start < end and is_made(steps[number], sums.mean_share((start, end)), rest)

    told = place_by_clock(
        [(float(end - step.duration_s), float(end)) for step, end in zip(steps, ends, strict=True)],
        stretches,
        [asked.role.is_work for asked in steps],
        is_there,
    )
    return [span and (max(0, round(span[0])), min(ride_s, round(span[1]))) for span in told]


def _move_edge(sums: EffortSums, before: int, edge: int, after: int) -> int:
    """The moment near an edge that parts both sides best."""
    left, right = edge - before, after - edge
    if min(left, right) < _LEAST_REACH_S:
        return edge
    reach = max(_LEAST_REACH_S, min(_MOST_REACH_S, left // 2, right // 2))
    near = np.arange(max(before + 1, edge - reach), min(after, edge + reach + 1))
    low = np.full(len(near), max(before, edge - _SIDE * reach))
    high = np.full(len(near), min(after, edge + _SIDE * reach))
    return int(near[(sums.uneven(low, near) + sums.uneven(near, high)).argmin()])
