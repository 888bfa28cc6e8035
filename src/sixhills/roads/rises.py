"""What each arc rises, folded so that walks can be judged without looking at their heights again.

The detector (terrain/climbs.py) sees a climb where altitude less 2 % of the distance, the *curve*,
rises by some metres. Of each arc it is known how the curve ends, its largest rise inside, its
largest rise from the begin, and its largest rise up to the end. Two such rows put one after the
other give the row of both, so the largest rise of any walk follows from its arcs alone.

Three curves are kept: altitude itself, altitude less 2 %, and altitude less 3.5 %, which rises only
where it is steeper than what is gentle.
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


HEIGHT, CURVE, STEEP = 0, 1, 2
"""Which curve: altitude less nothing, less the base grade, less a gentle grade."""

BASES = (0.0, BASE_GRADE, 0.035)
"""What is taken off, as a grade."""

QUIET_HEIGHT_M = 13.5
"""A rise of fewer metres is never a climb to the detector."""

QUIET_CURVE_M = 6.0
"""Nor is one of fewer metres above the base grade."""

GENTLE_HEIGHT_M, GENTLE_STEEP_M = 27.0, 1.2
"""A rise below both is at most a climb of less than 4 % and 30 m."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ArcRises:
    """Rises of arcs; all of shape (2 p, ...).

    Attributes:
        rows: of `HEIGHT`, `CURVE` and `STEEP`, of each arc its net change, its largest rise, that
            from the begin, that up to the end; shape (3, 2 p, 4).
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
    columns = (network.sample_first, network.sample_m, network.length_m)
    parts = [_measure(*columns, base) for base in BASES]
    _, lift, gain, drop, steepest = parts[CURVE]
    rows = np.stack([part[0] for part in parts])
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


@njit(cache=True)
def are_quiet(height_m, curve_m, steep_m, allowed_m):  # type: ignore[no-untyped-def]
    """Whether the largest rises of a walk are no more than what warm-ups may climb.

    Args:
        height_m, curve_m, steep_m: largest rises of the three curves.
        allowed_m: a rise of so many metres of height is borne, 0 for none.
    """
    if curve_m <= QUIET_CURVE_M or height_m <= max(QUIET_HEIGHT_M, allowed_m):
        return True
    return height_m <= GENTLE_HEIGHT_M and steep_m <= GENTLE_STEEP_M


@njit(cache=True)
def fold_walk(rows, arcs):  # type: ignore[no-untyped-def]
    """The rows of a whole walk, shape (3, 4)."""
    folded = np.zeros((3, 4))
    joined = np.zeros(4)
    for arc in arcs:
        for which in range(3):
            join_rows(folded[which], rows[which, arc], joined)
            folded[which] = joined
    return folded
