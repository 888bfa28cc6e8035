"""The two ends of a ride, hill by hill: how quiet they can be, and the ways themselves.

What quiet walks there are from the door to every hill is known from one tree, so hills are priced
by it before any ride is laid out. Whether such a walk can also be given its minutes is only known
once walkers (padding.py) have tried, which costs more; so it is tried when a chain wants the hill.
Where it fails, the hill falls to the next level, at which more of a climb is borne.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from sixhills.roads.quiet import CALM_M, allow_climbs, allow_quiet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.roads.padding import Side

BOUNDS = (
    allow_climbs(CALM_M),
    allow_quiet(),
    allow_climbs(28.0),
    allow_climbs(60.0),
    allow_climbs(np.inf),
)
"""Which climbs are borne at each level; at the one after them the way takes the wrong time."""

COSTS = (0.0, 1.5, 9.0, 20.0, 30.0, 60.0)
"""Minutes of discomfort of each level."""

_SHORTEST = len(BOUNDS)
_QUIET = 1  # the last level that is as it should be
_ENOUGH = 12  # hills at a level: then no level below it is looked at
_PROBES = 7  # hills that are tried to find out how far away the quiet roads suffice
_HOPELESS = 5  # tries in vain at a level before it is given up for all hills


class End:
    """Warm-ups to each hill, or ways home from each."""

    def __init__(self, side: Side, hills: NDArray[np.int32]):
        """Take a side of the ride, and of each hill the arc that it is beside."""
        self.side = side
        self.hills = hills
        self.ways: dict[int, list[int]] = {}
        self.failed: Counter[int] = Counter()
        self.succeeded: set[int] = set()
        self.level = np.full(len(hills), _SHORTEST)
        self.seconds = np.full(len(hills), np.inf)
        for level in reversed(self._list_levels()):
            seconds = side.time_quietly(hills, BOUNDS[level])
            known = np.isfinite(seconds)
            self.level[known] = level
            self.seconds[known] = seconds[known]
        if not np.isfinite(self.seconds).any():
            self.seconds = side.time_shortest(hills)
        for level in range(_QUIET + 1):
            self._probe(level)

    def _list_levels(self) -> list[int]:
        """Levels down to the first at which there are hills enough."""
        levels = []
        for level, bound in enumerate(BOUNDS):
            levels.append(level)
            seconds = self.side.time_quietly(self.hills, bound)
            if level >= _QUIET and np.isfinite(seconds).sum() >= _ENOUGH:
                break
        return levels

    def _probe(self, level: int) -> None:
        """Find out from how far away the quiet roads suffice for the minutes.

        Near the door there may be too few of them, and then farther hills are the better ones. So
        the nearest is tried, and where that fails, some farther ones; what is nearer than any that
        could be reached falls to the next level.
        """
        at_level = np.flatnonzero(self.level == level)
        if not len(at_level):
            return
        order = at_level[np.argsort(self.seconds[at_level], kind="stable")]
        for place in np.unique(np.linspace(0, len(order) - 1, _PROBES).astype(int)):
            if self._try(int(order[place])):
                self.level[order[:place]] += 1
                return
            self.failed[level] += 1
        self.level[order] += 1

    def _try(self, hill: int) -> bool:
        """Look for the way of a hill at its level."""
        way = self.side.find_way(int(self.hills[hill]), BOUNDS[int(self.level[hill])])
        if way is None:
            return False
        self.succeeded.add(int(self.level[hill]))
        self.ways[hill] = way
        return True

    def price(self) -> NDArray[np.float64]:
        """What it costs to have each hill at this end, infinite where there is no way."""
        least, most = self.side.span_s
        price = np.array(COSTS)[self.level] + 0.02 * np.maximum(0.0, least - self.seconds) / 60.0
        late_s = np.where(np.isfinite(self.seconds), np.maximum(0.0, self.seconds - most), 0.0)
        return np.where(np.isfinite(self.seconds), price + 3.0 * late_s / 60.0, np.inf)

    def take(self, which: NDArray[np.intp]) -> None:
        """Keep some of the hills, counted anew."""
        self.hills, self.level = self.hills[which], self.level[which]
        self.seconds = self.seconds[which]
        place = {int(hill): new for new, hill in enumerate(which)}
        self.ways = {place[hill]: way for hill, way in self.ways.items() if hill in place}

    def lay(self, hill: int) -> float:
        """Lay out the way of a hill; what it costs more than was thought, 0 where it is there."""
        if hill in self.ways:
            return 0.0
        level = int(self.level[hill])
        if level == _SHORTEST:
            self.ways[hill] = self.side.find_shortest(int(self.hills[hill]))
            return 0.0
        hopeless = level not in self.succeeded and self.failed[level] >= _HOPELESS
        if hopeless or not self._try(hill):
            self.failed[level] += 1
            self.level[hill] = level + 1
            return COSTS[level + 1] - COSTS[level]
        return 0.0

    def find_other(
        self, hill: int, passes: NDArray[np.int64], *, louder: bool = False
    ) -> list[int] | None:
        """Another way that leaves ridden roads alone, or None.

        Args:
            hill: at this end.
            passes: how often each piece is ridden already, shape (p,).
            louder: whether it may climb more than it should where the way of the hill does not.
        """
        level = int(self.level[hill])
        last = _SHORTEST - 1 if louder or level > _QUIET else _QUIET
        for other in range(level, last + 1):
            way = self.side.find_way(int(self.hills[hill]), BOUNDS[other], passes)
            if way is not None:
                return way
        return None
