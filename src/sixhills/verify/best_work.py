"""The most work of any window of a ride, for every length of window at once.

Every pair of moments is a window, so there are n²/2 of them. Power is never negative, which rules
most out. The best work W(d) cannot fall as d grows; and all windows that begin within a block of
seconds and have a length within a group lie inside one window a little longer. Where that one holds
no more than W of the group before, none of the block can be the best, and the block is passed over.
What is left is subtracted window by window, so the result is exact. On rides it is a sixth or less
of all windows; at constant power it is all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_GROUP = 64  # lengths searched together
_BLOCK = 16  # starts passed over together


def best_work_j(work_j: NDArray[np.float64]) -> NDArray[np.float64]:
    """The most work [J] of a window of each whole number of seconds.

    Args:
        work_j: work done until each whole second, shape (n + 1,), from 0, never falling.

    Returns:
        Shape (n,), for windows of 1 to n seconds.
    """
    count = len(work_j) - 1
    padded = np.concatenate((work_j, np.full(_GROUP + _BLOCK, work_j[-1])))
    best = np.zeros(count + _GROUP)
    for shortest in range(1, count + 1, _GROUP):
        least = float(best[shortest - 2]) if shortest > 1 else 0.0
        found = _search_group(padded, count, shortest, least)
        best[shortest - 1 : shortest - 1 + _GROUP] = found
    return best[:count]


def _search_group(
    padded: NDArray[np.float64], count: int, shortest: int, least: float
) -> NDArray[np.float64]:
    """The most work of each length from `shortest` on, where a shorter window holds `least`.

    Windows that reach beyond the end hold no more than those that end there.
    """
    blocks = np.arange(0, count - shortest + 1, _BLOCK)
    reach = np.minimum(blocks + shortest + _GROUP + _BLOCK - 2, count)
    blocks = blocks[padded[reach] - padded[blocks] > least]
    if not len(blocks):
        return np.full(_GROUP, least)
    starts = (blocks[:, None] + np.arange(_BLOCK)).ravel()
    starts = starts[starts <= count - shortest]
    ends = np.lib.stride_tricks.sliding_window_view(padded, _GROUP)[starts + shortest]
    most = (ends - padded[starts, None]).max(axis=0)
    found: NDArray[np.float64] = np.maximum.accumulate(np.maximum(most, least))
    return found
