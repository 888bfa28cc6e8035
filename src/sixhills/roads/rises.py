"""What each arc rises, folded so that walks can be judged without looking at their heights again.

The detector (terrain/climbs.py) sees a climb where altitude less 2 % of the distance, the *curve*,
rises by some metres. Of each arc it is known how the curve ends, its largest rise inside, its
largest rise from the begin, and its largest rise up to the end. Two such rows put one after the
other give the row of both, so the largest rise of any walk follows from its arcs alone.

Hills are looked for in this way (hills.py); for walks that must not climb there is a finer one
(quiet.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from sixhills.terrain.climbs import BASE_GRADE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.roads.network import Network


@dataclass(frozen=True, kw_only=True, eq=False)
class ArcRises:
    """Rises of arcs; all of shape (2 p, ...).

    Attributes:
        rows: of the curve of each arc its net change, its largest rise, that from the begin, that
            up to the end; shape (2 p, 4).
        lift_m: metres climbed above the base grade, shape (2 p,).
        gain_m: height of the end less that of the begin.
        drop_m: the most that is lost anywhere inside.
        steepest: the steepest grade over about 60 m.
    """

    rows: NDArray[np.float64]
    lift_m: NDArray[np.float64]
    gain_m: NDArray[np.float64]
    drop_m: NDArray[np.float64]
    steepest: NDArray[np.float64]


def measure_rises(network: Network) -> ArcRises:
    """The rises of all arcs."""
    rows, lift, gain, drop, steepest = _measure(
        network.sample_first, network.sample_m, network.length_m, BASE_GRADE
    )
    return ArcRises(rows=rows, lift_m=lift, gain_m=gain, drop_m=drop, steepest=steepest)


@njit(cache=True)
def _measure(first, height, length, base):  # type: ignore[no-untyped-def]
    pieces = len(length)
    arcs = 2 * pieces
    rows = np.zeros((arcs, 4))
    lift = np.zeros(arcs)
    gain = np.zeros(arcs)
    drop = np.zeros(arcs)
    steepest = np.zeros(arcs)
    for p in range(pieces):
        count = first[p + 1] - first[p]
        step = length[p] / (count - 1)
        for side in range(2):
            arc = 2 * p + side
            low = 0.0
            high_all = 0.0
            c = 0.0
            top = 0.0
            h0 = height[first[p]] if side == 0 else height[first[p + 1] - 1]
            before = h0
            peak = h0
            for k in range(1, count):
                h = height[first[p] + k] if side == 0 else height[first[p + 1] - 1 - k]
                rise = h - before - base * step
                if rise > 0:
                    lift[arc] += rise
                c += rise
                top = max(top, c)
                low = min(low, c)
                high_all = max(high_all, c - low)
                peak = max(peak, h)
                drop[arc] = max(drop[arc], peak - h)
                back = max(0, k - 4)
                if k >= 4 or k == count - 1:
                    old = height[first[p] + back] if side == 0 else height[first[p + 1] - 1 - back]
                    run = (k - back) * step
                    if run >= 15.0:
                        steepest[arc] = max(steepest[arc], (h - old) / run)
                before = h
            rows[arc, 0] = c
            rows[arc, 1] = high_all
            rows[arc, 2] = top
            rows[arc, 3] = c - low
            gain[arc] = before - h0
    return rows, lift, gain, drop, steepest


@njit(cache=True)
def join_rows(a, b, out):  # type: ignore[no-untyped-def]
    """The row of one stretch followed by another."""
    best = max(a[1], b[1], a[3] + b[2])
    pre = max(a[2], a[0] + b[2])
    suf = max(b[3], a[3] + b[0])
    out[0] = a[0] + b[0]
    out[1] = best
    out[2] = pre
    out[3] = suf
