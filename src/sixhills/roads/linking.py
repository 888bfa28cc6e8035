"""Which hills come into question, and the ways from each top to the next foot.

A region has hundreds of hills, and to look for the ways between all of them takes too long. What a
chain needs is a hill that a quiet warm-up leads to, one that a quiet way leads home from, and ways
down that join the two. So hills are looked at from both ends at once, the cheapest first: from the
begin what can follow a hill, from the end what can come before one. Each look is one tree of ways
in which the climb detector finds nothing (quiet.py), and tells of all hills at once.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sixhills.roads.network import distance_m
from sixhills.roads.pace import TURN_ROUND_S
from sixhills.roads.quiet import CALM_M, QuietTree, Room, allow_climbs, find_beside, grow_quiet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.roads.hills import Hills
    from sixhills.roads.padding import Ground

LOOKS = 26
"""Hills that are looked at from each end."""

CALM, ANY = allow_climbs(CALM_M), allow_climbs(np.inf)
"""Ways down without any climb, and whatever there is."""

_LONGEST_S = 540.0  # of a recovery
_REST_S = 62.0  # before each foot, flat or downhill
_NO_REST_COST = 15.0  # minutes of discomfort where there is none
_REPEAT_COST = 0.7  # for the same hill again
_AWAY_COST = 0.5  # for each km that a hill lies from those that the other end begins with
_MOST_SHARED = 0.5


@dataclass(kw_only=True, eq=False)
class Linked:
    """Chosen hills and the ways between them.

    Attributes:
        which: of the hills that there are, shape (k,).
        onward: price of the way from each top to each foot, infinite where none is known, (k, k).
    """

    which: NDArray[np.intp]
    onward: NDArray[np.float64]


@dataclass(kw_only=True, eq=False)
class _Front:
    """One end of the search: what is known of the cheapest chains from there."""

    value: NDArray[np.float64]
    away: NDArray[np.float64]
    queue: list[tuple[float, int]] = field(default_factory=list)
    looked_at: list[int] = field(default_factory=list)
    price: dict[int, NDArray[np.float64]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for hill in np.flatnonzero(np.isfinite(self.value)).tolist():
            self.queue.append((float(self.value[hill] + self.away[hill]), hill))
        heapq.heapify(self.queue)


class Linker:
    """Looks for hills that can be joined."""

    def __init__(
        self,
        ground: Ground,
        hills: Hills,
        ends: tuple[NDArray[np.int32], NDArray[np.int32]],
        recovery_s: float,
    ):
        """Take the ground of recoveries, hills, and their first and last arcs."""
        self.ground = ground
        self.room = Room(ground.network)
        self.hills = hills
        self.first, self.last = ends
        self.recovery_s = recovery_s
        network = ground.network
        self.foot, self.top = network.tails[self.first], network.heads[self.last]

    def link(
        self,
        cost: NDArray[np.float64],
        begin: NDArray[np.float64],
        end: NDArray[np.float64],
        bound: tuple[float, float] = CALM,
    ) -> Linked:
        """The hills that chains may be made of.

        Args:
            cost, begin, end: of each hill, in itself, as the first, as the last, shape (n,).
            bound: which climbs are allowed between them.
        """
        ahead = _Front(value=cost + begin, away=self._measure_away(self.foot, end))
        back = _Front(value=cost + end, away=self._measure_away(self.foot, begin))
        for _ in range(LOOKS):
            self._look(ahead, cost, bound, forward=True)
            self._look(back, cost, bound, forward=False)
        fits = np.isfinite(ahead.value) & np.isfinite(back.value)
        meeting = np.where(fits, ahead.value + back.value - np.where(fits, cost, 0.0), np.inf)
        best = np.argsort(meeting, kind="stable")[:LOOKS]
        extra = best[np.isfinite(meeting[best])].tolist()
        which = np.array(
            list(dict.fromkeys([*ahead.looked_at, *back.looked_at, *extra])), dtype=np.intp
        )
        onward = np.full((len(which), len(which)), np.inf)
        for place, hill in enumerate(which.tolist()):
            if hill in ahead.price:
                onward[place] = np.minimum(onward[place], ahead.price[hill][which])
            if hill in back.price:
                onward[:, place] = np.minimum(onward[:, place], back.price[hill][which])
        return Linked(which=which, onward=onward)

    def can_join(
        self,
        first: NDArray[np.bool_],
        last: NDArray[np.bool_],
        count: int,
        bound: tuple[float, float] = CALM,
    ) -> bool:
        """Whether a chain of hills, each after a rest, leads from some to some; looks at all.

        Args:
            first, last: which hills it may begin and end with, shape (n,).
            count: of hills in it, any of which may come again.
            bound: which climbs are allowed between them.
        """
        rested: dict[int, NDArray[np.bool_]] = {}
        reached = first
        for _ in range(count - 1):
            for hill in np.flatnonzero(reached).tolist():
                if hill not in rested:
                    takes, _ = self._reach(hill, bound, forward=True)
                    rested[hill] = np.isfinite(takes) & (takes >= _REST_S)
            ways = [rested[hill] for hill in np.flatnonzero(reached).tolist()]
            reached = np.any(ways, axis=0) if ways else reached
        return bool((reached & last).any())

    def find_way(self, a: int, b: int, bound: tuple[float, float] = CALM) -> list[int]:
        """Arcs from the top of one hill to the foot of another, as they were priced."""
        tree = self._grow(a, bound, forward=True)
        foot = np.array([self.first[b]], dtype=np.int32)
        node = find_beside(self.ground.network, tree, foot, after_hill=False)
        way = tree.follow(int(node[0]))[::-1]
        self.room.clear()
        return way

    def _measure_away(
        self, place: NDArray[np.int32], price: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """What the distance costs from each hill to the nearest of the best of the other end."""
        network = self.ground.network
        best = np.flatnonzero(price <= price.min(initial=np.inf) + 5.0)[:64]
        if not len(best):
            return np.zeros(len(price))
        lat, lon = network.lat_deg[place], network.lon_deg[place]
        away_m = distance_m(lat[:, None], lon[:, None], lat[best], lon[best])
        return np.asarray(_AWAY_COST * away_m.min(axis=1) / 1000.0)

    def _look(
        self, front: _Front, cost: NDArray[np.float64], bound: tuple[float, float], *, forward: bool
    ) -> None:
        """Look at the cheapest hill of a front that was not looked at yet."""
        while front.queue:
            key, hill = heapq.heappop(front.queue)
            stale = key > front.value[hill] + front.away[hill] + 1e-9
            if stale or hill in front.price or self._is_like_another(hill, front.looked_at):
                continue
            front.looked_at.append(hill)
            price = self._price(hill, bound, forward=forward)
            front.price[hill] = price
            through = front.value[hill] + price + cost
            better = np.flatnonzero(through < front.value - 1e-9)
            front.value[better] = through[better]
            for other in better.tolist():
                heapq.heappush(front.queue, (float(through[other] + front.away[other]), other))
            return

    def _is_like_another(self, hill: int, others: list[int]) -> bool:
        """Whether a hill shares most of its road with one of others."""
        hills = self.hills
        for other in others:
            if hills.stretch[hill] != hills.stretch[other]:
                continue
            shared = min(hills.end[hill], hills.end[other]) - max(
                hills.begin[hill], hills.begin[other]
            )
            shorter = min(
                hills.end[hill] - hills.begin[hill], hills.end[other] - hills.begin[other]
            )
            if shared > _MOST_SHARED * shorter:
                return True
        return False

    def _grow(self, hill: int, bound: tuple[float, float], *, forward: bool) -> QuietTree:
        """Ways from the top of a hill, or to its foot; good until the room is cleared."""
        ground = self.ground
        return grow_quiet(
            ground.network,
            ground.cost,
            ground.seconds,
            (),
            turn=(ground.turn_cost, TURN_ROUND_S),
            bound=bound,
            longest_s=_LONGEST_S,
            backward=not forward,
            beside=int((self.last if forward else self.first)[hill]),
            room=self.room,
        )

    def _reach(
        self, hill: int, bound: tuple[float, float], *, forward: bool
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Seconds and cost of the ways between a hill and all others, infinite for none."""
        tree = self._grow(hill, bound, forward=forward)
        node = find_beside(
            self.ground.network, tree, self.first if forward else self.last, after_hill=not forward
        )
        at = np.maximum(node, 0)
        takes, cost = (
            np.where(node >= 0, values[at], np.inf) for values in (tree.seconds, tree.label)
        )
        self.room.clear()
        return takes, cost

    def _price(
        self, hill: int, bound: tuple[float, float], *, forward: bool
    ) -> NDArray[np.float64]:
        """Price of the ways between a hill and all others, shape (n,)."""
        takes, cost = self._reach(hill, bound, forward=forward)
        known = np.isfinite(cost)
        takes = np.where(known, takes, 0.0)
        top = self.top[hill] if forward else self.top
        foot = self.foot if forward else self.foot[hill]
        height_m = self.ground.network.height_m
        falls = height_m[top] - height_m[foot]
        lower = np.minimum(self.hills.curve_m, self.hills.curve_m[hill])
        price = cost / 300.0
        price += 2.0 * np.maximum(0.0, 75.0 - takes) / 15.0
        price += 0.5 * np.maximum(0.0, takes - self.recovery_s - 90.0) / 60.0
        price += np.where(takes < _REST_S, _NO_REST_COST, 0.0)
        price += 2.0 * np.maximum(0.0, np.maximum(9.0, 0.16 * lower) - falls - 0.02 * 5.0 * takes)
        price[hill] += _REPEAT_COST
        return np.where(known, price, np.inf)
