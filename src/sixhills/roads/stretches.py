"""Where the network climbs: the ways up from every foot, found once and for nobody in particular.

From every arc that climbs, a search bounded in length follows arcs that climb on; of all ends that
it reaches, that with the most metres above a gentle grade ends the *stretch*. Stretches that are
part of another one are left out. A hill of a ride (hills.py) is a piece of a stretch that suits its
rider, from one junction on it to another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from sixhills.roads.road_class import RoadClass
from sixhills.roads.steps import may_follow

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.roads.network import Network
    from sixhills.roads.rises import ArcRises

LONGEST_M = 4_500.0
"""Nobody asks for a longer hill."""

STEEPEST = 0.18
"""An arc with a steeper 60 m is no hill for training."""

MOST_DROP_M = 2.0
"""What an arc of a stretch may lose on the way."""

LEAST_GAIN_M = 15.0
LEAST_GRADE = 0.025
_GENTLE = 0.025


@dataclass(frozen=True, kw_only=True, eq=False)
class Stretches:
    """Ways up.

    Attributes:
        first: where the arcs of each stretch begin in `arcs`, shape (s + 1,).
        arcs: of all stretches, from foot to top.
    """

    first: NDArray[np.int64]
    arcs: NDArray[np.int32]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.first) - 1

    def arcs_of(self, stretch: int) -> NDArray[np.int32]:
        """The arcs of one, from foot to top."""
        return self.arcs[self.first[stretch] : self.first[stretch + 1]]


def find_stretches(
    network: Network, rises: ArcRises, *, least_gain_m: float = LEAST_GAIN_M
) -> Stretches:
    """All stretches of a network that climb so many metres and more."""
    climbs = (
        network.allowed
        & np.repeat(network.road_class < RoadClass.TRUNK, 2)
        & np.repeat(~network.roundabout, 2)
        & (rises.steepest <= STEEPEST)
        & (rises.drop_m <= MOST_DROP_M)
        & (rises.gain_m > -0.5)
    )
    lengths = np.repeat(network.length_m, 2)
    feet = np.flatnonzero(climbs & (rises.gain_m > _GENTLE * lengths))
    by_height = feet[np.argsort(network.height_m[network.tails[feet]], kind="stable")]
    first, arcs = _find(
        by_height.astype(np.int32),
        climbs,
        lengths,
        rises.gain_m,
        network.heads,
        network.out_first,
        network.out_arcs,
        network.turn_ok,
        network.banned_first,
        network.banned,
        least_gain_m,
    )
    return Stretches(first=first, arcs=arcs)


@njit(cache=True)
def _find(  # type: ignore[no-untyped-def]
    feet,
    climbs,
    lengths,
    gains,
    heads,
    out_first,
    out_arcs,
    turn_ok,
    banned_first,
    banned,
    least_gain,
):
    count = len(climbs)
    far = np.full(count, np.inf)
    height = np.zeros(count)
    link = np.full(count, -1, dtype=np.int32)
    queue = np.empty(count, dtype=np.int32)
    covered_by = np.full(count, -1, dtype=np.int64)  # first arc of the stretch that has it
    covered_end = np.full(count, -1, dtype=np.int64)
    firsts = [np.int64(0)]
    found = [np.int32(0)]
    found.pop()
    walk = np.empty(count, dtype=np.int32)
    for foot in feet:
        size = 1
        queue[0] = foot
        far[foot] = lengths[foot]
        height[foot] = gains[foot]
        link[foot] = -1
        best, best_score = foot, gains[foot] - _GENTLE * lengths[foot]
        at = 0
        while at < size:  # breadth first: arcs are short and of like length
            arc = queue[at]
            at += 1
            score = height[arc] - _GENTLE * far[arc]
            if score > best_score:
                best, best_score = arc, score
            place = heads[arc]
            for i in range(out_first[place], out_first[place + 1]):
                after = out_arcs[i]
                if not climbs[after] or after == arc ^ 1 or np.isfinite(far[after]):
                    continue
                if far[arc] + lengths[after] > LONGEST_M:
                    continue
                if not may_follow(arc, after, turn_ok, banned_first, banned):
                    continue
                far[after] = far[arc] + lengths[after]
                height[after] = height[arc] + gains[after]
                link[after] = arc
                queue[size] = after
                size += 1
        gain, length = height[best], far[best]
        for k in range(size):
            far[queue[k]] = np.inf
        if gain < least_gain or gain < LEAST_GRADE * length:
            continue
        if covered_by[foot] >= 0 and covered_end[foot] == best:
            continue  # the end of a stretch that begins lower
        steps = 0
        arc = best
        while arc >= 0:
            walk[steps] = arc
            steps += 1
            arc = link[arc]
        for k in range(steps - 1, -1, -1):
            found.append(walk[k])
            if covered_by[walk[k]] < 0:
                covered_by[walk[k]] = foot
                covered_end[walk[k]] = best
        firsts.append(np.int64(len(found)))
    arcs = np.empty(len(found), dtype=np.int32)
    for k in range(len(found)):
        arcs[k] = found[k]
    first = np.empty(len(firsts), dtype=np.int64)
    for k in range(len(firsts)):
        first[k] = firsts[k]
    return first, arcs
