"""Rises: the stretches of a curve that climb, by a two-state Viterbi path over its points.

A walker along the curve is either in a rise or not. In a rise every step earns what the curve
climbs, and entering one costs a price. The path that earns most in all is the best cut of the curve
into rises: a dip inside is borne where that costs less than entering anew, a bump that earns less
than the price is none. There is no other rule, and so no order in which rules act on each other.

Such a path turns only where the curve does. So it is enough to walk from low to high to low, which
takes one look at each turning point: O(n), in numbers a few million points a second. The walk is
that of a zigzag whose turns are at least as large as the price; that it earns as much as the full
dynamic programme over all points is a test.

The curve may be the altitude of a road, less what a gentle grade would climb: then rises are
hills. It may as well be work done over time, less what an easy pace would have done: then they are
efforts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import require

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def find_rises(curve: NDArray[np.float64], price: float) -> list[tuple[int, int]]:
    """First and last point of each rise, in order, without overlap.

    Args:
        curve: values without gaps.
        price: what entering a rise costs, in the unit of the curve, above 0; also the least that a
            rise climbs, and the least that is lost between two of them.

    Raises:
        InvalidValueError: the price is not positive.
    """
    require(price > 0, "price", "above 0", price)
    if len(curve) < 2:
        return []
    points = find_turns(curve)
    return walk_rises(points.tolist(), curve[points].tolist(), price)


def find_turns(curve: NDArray[np.float64]) -> NDArray[np.intp]:
    """Index of the first and last point and of each at which the curve changes direction.

    Of level points the first counts.
    """
    steps = np.diff(curve)
    moving = np.flatnonzero(steps)
    if not len(moving):
        return np.array([0, len(curve) - 1])
    upward = steps[moving] > 0
    changes = moving[:-1][upward[1:] != upward[:-1]] + 1
    return np.concatenate(([0], changes, [len(curve) - 1])).astype(np.intp)


def walk_rises(
    points: Sequence[int], heights: Sequence[float], price: float
) -> list[tuple[int, int]]:
    """Rises between turning points: from the low to the high, once both have turned by the price.

    Args:
        points: what the turning points are called in the result.
        heights: of each.
        price: as in `find_rises`.
    """
    rises: list[tuple[int, int]] = []
    low = high = 0
    climbing = False
    for here, height in enumerate(heights):
        if climbing:
            if height > heights[high]:
                high = here
            elif heights[high] - height >= price:
                rises.append((points[low], points[high]))
                low, climbing = here, False
        elif height < heights[low]:
            low = here
        elif height - heights[low] >= price:
            high, climbing = here, True
    if climbing:
        rises.append((points[low], points[high]))
    return rises
