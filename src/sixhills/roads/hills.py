"""Hills for one rider: pieces of stretches that take the right time at the power of a hill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from sixhills.roads.rises import join_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.roads.network import Network
    from sixhills.roads.rises import ArcRises
    from sixhills.roads.stretches import Stretches

SHORTEST_S, LONGEST_S = 135.0, 440.0
"""Hills take two to eight minutes; a little within, since power differs from hill to hill."""

LEAST_GAIN_M = 19.0
LEAST_GRADE = 0.0275
LEAST_CURVE_M = 9.5
"""More than the detector asks for (terrain/climbs.py), so that a hill is one beyond doubt."""

_MOST_DIP_M = 4.0
_FOOT_TOP_SLACK_M = 1.0
_EACH = 8
_MOST_SHARED = 0.6


@dataclass(frozen=True, kw_only=True, eq=False)
class Hills:
    """Candidate hills as columns, each of shape (n,).

    Attributes:
        stretch: which stretch each is part of.
        begin, end: first arc, and one past the last, counted in `Stretches.arcs`.
        length_m, gain_m, seconds: from foot to top, at the power of a hill.
        curve_m: what the detector will see it rise.
        cost: how far it is from what is wished, 0 the best, in minutes of discomfort.
    """

    stretch: NDArray[np.int64]
    begin: NDArray[np.int64]
    end: NDArray[np.int64]
    length_m: NDArray[np.float64]
    gain_m: NDArray[np.float64]
    seconds: NDArray[np.float64]
    curve_m: NDArray[np.float64]
    cost: NDArray[np.float64]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.cost)

    def take(self, which: NDArray[np.intp]) -> Hills:
        """Some of them."""
        return Hills(**{name: getattr(self, name)[which] for name in self.__dataclass_fields__})


def find_hills(
    network: Network,
    rises: ArcRises,
    stretches: Stretches,
    seconds: NDArray[np.float64],
    *,
    wished_s: float,
    steepest: float,
    usable: NDArray[np.bool_],
) -> Hills:
    """Candidate hills for a rider.

    Args:
        network, rises, stretches: of the region.
        seconds: that each arc takes at the power of a hill, shape (2 p,).
        wished_s: how long a hill should take.
        steepest: mean grade beyond which the rider's gears do not reach.
        usable: whether each arc may be part of a hill, shape (2 p,).
    """
    columns = _find(
        stretches.first,
        stretches.arcs,
        np.repeat(network.length_m, 2),
        np.repeat(network.stress, 2),
        rises.gain_m,
        rises.rows,
        rises.steepest,
        seconds,
        usable,
        wished_s,
        steepest,
    )
    whole = columns[:, :3].astype(np.int64)
    return Hills(
        stretch=whole[:, 0],
        begin=whole[:, 1],
        end=whole[:, 2],
        length_m=columns[:, 3],
        gain_m=columns[:, 4],
        seconds=columns[:, 5],
        curve_m=columns[:, 6],
        cost=columns[:, 7],
    )


@njit(cache=True)
def _find(  # type: ignore[no-untyped-def]
    first, arcs, lengths, stresses, gains, rows, steepest_arc, seconds, usable, wished_s, steepest
):
    found = np.empty((_EACH * (len(first) - 1) + 1, 8))
    total = 0
    table = np.empty((_EACH, 8))
    joined = np.zeros(4)
    for s in range(len(first) - 1):
        kept = 0
        for begin in range(first[s], first[s + 1]):
            length = gain = time = felt = curve = peak = dip = 0.0
            sharp = 0.0
            row = np.zeros(4)
            for k in range(begin, first[s + 1]):
                arc = arcs[k]
                if not usable[arc]:
                    break
                length += lengths[arc]
                gain += gains[arc]
                time += seconds[arc]
                felt += lengths[arc] * stresses[arc]
                sharp = max(sharp, steepest_arc[arc])
                join_rows(row, rows[arc], joined)
                row[:] = joined
                curve += rows[arc, 0]
                dip = max(dip, peak - curve)
                peak = max(peak, curve)
                if time > LONGEST_S or dip > _MOST_DIP_M:
                    break
                if time < SHORTEST_S or gain < LEAST_GAIN_M or curve < LEAST_CURVE_M:
                    continue
                grade = gain / length
                if grade < LEAST_GRADE or grade > steepest or row[1] > curve + _FOOT_TOP_SLACK_M:
                    continue
                cost = 0.6 * abs(time - wished_s) / 60.0
                cost += 1.5 * max(0.0, felt / length - 1.0)
                cost += 25.0 * max(0.0, sharp - 1.35 * steepest) + 0.15 * dip
                cost += 40.0 * max(0.0, 0.042 - grade) + 20.0 * max(0.0, grade - 0.9 * steepest)
                kept = _keep(table, kept, s, begin, k + 1, length, gain, time, curve, cost)
        for i in range(kept):
            found[total] = table[i]
            total += 1
    return found[:total]


@njit(cache=True)
def _keep(table, kept, s, begin, end, length, gain, time, curve, cost):  # type: ignore[no-untyped-def]
    """Take a hill into the table of its stretch, in place of a worse one that shares its road."""
    worst = -1
    for i in range(kept):
        shared = min(end, table[i, 2]) - max(begin, table[i, 1])
        of_smaller = min(end - begin, table[i, 2] - table[i, 1])
        if shared > _MOST_SHARED * of_smaller:
            if table[i, 7] <= cost:
                return kept
            worst = i
            break
    if worst < 0:
        if kept < _EACH:
            worst = kept
            kept += 1
        else:
            worst = 0
            for i in range(1, kept):
                if table[i, 7] > table[worst, 7]:
                    worst = i
            if table[worst, 7] <= cost:
                return kept
    table[worst, 0] = s
    table[worst, 1] = begin
    table[worst, 2] = end
    table[worst, 3] = length
    table[worst, 4] = gain
    table[worst, 5] = time
    table[worst, 6] = curve
    table[worst, 7] = cost
    return kept
