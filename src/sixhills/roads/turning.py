"""Where a rider may turn round.

Safe is a junction, a place made for turning, or the end of a quiet road; and never within 50 m of a
bend, a bridge or a tunnel on the road that is ridden back, nor on a roundabout, nor on a road for
fast traffic. The rule is ours (convention); that nobody turns elsewhere is tested.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from sixhills.roads.road_class import QUIET, RoadClass

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEEN_M = 50.0
"""How far a turning rider is to be seen from."""

BEND_DEG = 60.0
"""More of a turn within that distance hides what comes."""


def find_safe_turns(
    *,
    is_junction: NDArray[np.bool_],
    ends: NDArray[np.int32],
    road_class: NDArray[np.int8],
    covered: NDArray[np.bool_],
    roundabout: NDArray[np.bool_],
    length_m: NDArray[np.float64],
    bend_deg: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Whether turning round at the end of each arc is safe, shape (2 p,).

    Args:
        is_junction: of each junction, whether three roads meet there or it is made for turning.
        ends, road_class, covered, roundabout, length_m: of pieces.
        bend_deg: how much each piece turns within `SEEN_M` of its begin and its end, shape (p, 2).
    """
    quiet = np.isin(road_class, [int(one) for one in QUIET])
    degree = np.bincount(ends.reshape(-1), minlength=len(is_junction))
    near = _find_near_cover(ends, covered, length_m, len(is_junction))
    safe = np.zeros(2 * len(ends), dtype=bool)
    for side in (0, 1):
        place = ends[:, side]
        is_place = is_junction[place] | ((degree[place] == 1) & quiet)
        seen = (bend_deg[:, side] <= BEND_DEG) & ~near[:, side]
        on_road = (road_class < RoadClass.TRUNK) & ~roundabout
        # arc 2p ends at ends[p, 1], arc 2p + 1 at ends[p, 0]
        safe[(0 if side == 1 else 1) :: 2] = is_place & seen & on_road
    return safe


def _find_near_cover(
    ends: NDArray[np.int32],
    covered: NDArray[np.bool_],
    length_m: NDArray[np.float64],
    junctions: int,
) -> NDArray[np.bool_]:
    """Whether a bridge or tunnel begins within `SEEN_M` of each end, on this road or another."""
    away = np.full(junctions, np.inf)
    for side in (0, 1):
        np.minimum.at(away, ends[covered, side], 0.0)
    for _ in range(6):
        for side in (0, 1):
            np.minimum.at(away, ends[:, side], away[ends[:, 1 - side]] + length_m)
    return covered[:, None] | (away[ends] < SEEN_M)


@njit(cache=True)
def measure_bends(first, lat, lon, at_m, seen_m):  # type: ignore[no-untyped-def]
    """Degrees that each piece turns within a distance of its begin and its end, shape (p, 2)."""
    pieces = len(first) - 1
    bends = np.zeros((pieces, 2))
    for p in range(pieces):
        a, b = first[p], first[p + 1]
        total = at_m[b - 1]
        east = np.cos(np.radians(lat[a]))
        for i in range(a + 1, b - 1):
            before = np.arctan2((lon[i] - lon[i - 1]) * east, lat[i] - lat[i - 1])
            after = np.arctan2((lon[i + 1] - lon[i]) * east, lat[i + 1] - lat[i])
            turn = abs(np.degrees(after - before))
            turn = min(turn, 360.0 - turn)
            if at_m[i] <= seen_m:
                bends[p, 0] += turn
            if total - at_m[i] <= seen_m:
                bends[p, 1] += turn
    return bends
