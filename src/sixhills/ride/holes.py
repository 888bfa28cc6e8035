"""Holes: where no record comes for so long that nothing was recorded in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST_STEP_S = 15.0
"""Steps up to this length are normal in any ride: smart recording and slow phones."""

_LONGER_THAN_USUAL = 3.0  # times the 90th percentile of a ride's steps


def longest_step_s(steps_s: NDArray[np.float64]) -> float:
    """The longest step [s] between records of a ride that is no hole.

    Args:
        steps_s: seconds from each record to the next, pauses left out.
    """
    running = steps_s[steps_s > 0]
    if not len(running):
        return LONGEST_STEP_S
    return max(LONGEST_STEP_S, _LONGER_THAN_USUAL * float(np.percentile(running, 90)))
