"""Which records of a file are in order of time.

Clocks are set back, files are damaged, some devices write a second twice. A ride's records rise
strictly, so something has to go, and the rider is told what.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST_RIDE_S = 30 * 86_400
"""A record farther than this from the middle record has a damaged time."""


def keep_in_order(
    stamps: NDArray[np.int64] | NDArray[np.float64],
) -> tuple[NDArray[np.intp], tuple[str, ...]]:
    """Choose records whose times rise strictly.

    Of records with the same time the first stays. A record that steps back is dropped, unless
    far fewer are lost by dropping the one that had leapt ahead.

    Args:
        stamps: time of each record [s], shape (n,), n at least 1.

    Returns:
        Index of each record that stays, at least one, and a sentence for each kind of loss.
    """
    possible = np.flatnonzero(np.abs(stamps - np.median(stamps)) <= LONGEST_RIDE_S)
    if not len(possible):  # as many early as late ones
        possible = np.flatnonzero(np.abs(stamps - stamps[0]) <= LONGEST_RIDE_S)
    near = stamps[possible]
    before = np.concatenate(([near[0] - 1], np.maximum.accumulate(near)[:-1]))
    rising = np.flatnonzero(near > before)
    again = int((near == before).sum())
    if len(rising) + again < len(near):
        longest = _longest_rise(near.tolist())
        rising = longest if len(longest) > len(rising) else rising
    back = len(near) - len(rising) - again
    notes = (
        count_lost(len(stamps) - len(near), "an impossible time"),
        count_lost(again, "the time of the record before"),
        count_lost(max(0, back), "a time out of order"),
    )
    return possible[rising], tuple(note for note in notes if note)


def _longest_rise(stamps: list[int]) -> NDArray[np.intp]:
    """Index of a longest strictly rising run of records, others left out (patience sorting)."""
    tops: list[int] = []
    top_index: list[int] = []
    before: list[int] = []
    for index, stamp in enumerate(stamps):
        place = bisect_left(tops, stamp)
        before.append(top_index[place - 1] if place else -1)
        if place == len(tops):
            tops.append(stamp)
            top_index.append(index)
        elif stamp < tops[place]:  # of equal ones the first stays
            tops[place] = stamp
            top_index[place] = index
    chain = [top_index[-1]]
    while before[chain[-1]] >= 0:
        chain.append(before[chain[-1]])
    return np.array(chain[::-1], dtype=np.intp)


def count_lost(records: int, what: str) -> str:
    """A sentence on records that were left out and what they have; empty for none."""
    if not records:
        return ""
    if records == 1:
        return f"1 record has {what} and was left out."
    return f"{records} records have {what} and were left out."
