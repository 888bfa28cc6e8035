"""The ride over six hills: from the door, up six hills, and home.

Why it is built this way. To find six climbs is easy; to find a ride that *is* six climbs and
nothing else is hard, because whatever joins them climbs too. So:

1. Candidate hills (hills.py) are pieces of ways up between two junctions.
2. From the top of each the cheapest walks to the feet of all are found, where a metre climbed costs
   about as much as half a minute and turning round as much as a minute. What such a walk rises is
   known from its arcs (rises.py), so that one with a climb in it is priced out at once.
3. Which hill comes when is a shortest path over positions and hills (Viterbi), exact for the sum of
   all prices; a hill may follow itself, and then its own descent is the recovery.
4. The chain is measured by the one climb detector. What it finds that was not planned, or does not
   find, is priced, and the search goes back to 3: until the ride is what it says, or the rounds
   are spent.
5. Warm-up and the steady half hour get their minutes (padding.py), and the whole is judged again,
   likewise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from sixhills.roads.draft import (
    Draft,
    Shape,
    find_ends_m,
    hills_between,
    judge_profile,
    profile_arcs,
)
from sixhills.roads.hills import Hills, find_hills
from sixhills.roads.pace import TURN_ROUND_S, time_arcs
from sixhills.roads.padding import (
    MOST_PASSES,
    Ground,
    Trail,
    find_direct_walk,
    find_quiet_walk,
)
from sixhills.roads.rises import CURVE, HEIGHT, QUIET_CURVE_M, QUIET_HEIGHT_M, ArcRises
from sixhills.roads.road_class import RoadClass
from sixhills.roads.trees import NONE, Tree, fold_from, fold_to, grow_tree, grow_tree_to, may_follow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from sixhills.roads.network import Network
    from sixhills.roads.stretches import Stretches
    from sixhills.roads.wish import RideWish

_LIFT_S = 35.0  # what a metre above the base grade costs outside the hills
_TURN_COST_S = 60.0
_REACH_S = 900.0  # how far the next foot may be, in cost
_CANDIDATES = 12  # of each role: to begin with, to end with, both, to end with from well above
_WELL_ABOVE_M = 60.0
_ROUNDS = 14
_REPEAT_COST = 0.7  # minutes of discomfort for the same hill again
_SMALL_M = 28.0  # a climb so low is borne before a higher one
_SMALL_COST = 9.0  # minutes of discomfort for a warm-up or way home with such climbs
_BORNE_M = (60.0, np.inf)  # climbs borne for the sake of the minutes, step by step
_CALM_S = 60.0  # before a foot
_REST_S = 62.0  # before each foot, flat or downhill
_NO_REST_COST = 15.0  # minutes of discomfort where there is none, or where a hill goes on
_TOUCHING_M = 1.5  # of the curve; more of a rise beside a hill belongs to it
_MOST_ENDS, _LEAST_ENDS = 36, 6  # warm-ups and ways home that are laid out in one search
_USUAL_ARCS = 7_500  # of a region of 500 km
_WRONG_TIME_COST = 60.0  # for one that is too short or too long
_UNEVEN_COST = 20.0  # minutes of discomfort for a warm-up or way home that is not quiet
_SPENT_S = 600.0  # how much longer than asked for the way home may take


@dataclass(frozen=True, kw_only=True, eq=False)
class Terrain:
    """All that is known of a region before anybody rides there."""

    network: Network
    rises: ArcRises
    stretches: Stretches


@dataclass(frozen=True, kw_only=True)
class FoundRide:
    """A ride that was found.

    Attributes:
        draft: its arcs.
        shape: what the detector says of it.
        repeat_of: for each hill the index of the same hill before it, or None.
        cost: of the chain, in minutes of discomfort.
        keys: of its hills; see `hill_key`.
    """

    draft: Draft
    shape: Shape
    repeat_of: tuple[int | None, ...]
    cost: float
    keys: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, int, int, float]:
        """Truth first, comfort second; the lower the better."""
        missing = sum(not found for found in self.shape.found)
        return (missing + len(self.shape.extra), len(self.shape.loud), 0, self.cost)


@dataclass(frozen=True, kw_only=True)
class Search:
    """What came out of a search.

    Attributes:
        rides: the best first; empty where there is none.
        reason: why there is none, or what is not as it should be; None where all is well.
    """

    rides: tuple[FoundRide, ...]
    reason: str | None = None


def hill_key(arcs: Iterable[int]) -> str:
    """A name for a hill of a region: its first and last arc."""
    listed = list(arcs)
    return f"{listed[0]}-{listed[-1]}"


def find_rides(terrain: Terrain, start: int, wish: RideWish) -> Search:
    """The best rides from a junction.

    Args:
        terrain: where.
        start: the junction at the door.
        wish: what the rider wants.
    """
    return _Searcher(terrain, start, wish).search()


@dataclass(kw_only=True, eq=False)
class _Prices:
    """What the chain search adds up; the judge adds to it."""

    hill: NDArray[np.float64]
    onward: NDArray[np.float64]
    begin: NDArray[np.float64]
    end: NDArray[np.float64]


@dataclass(kw_only=True, eq=False)
class _Candidates:
    """Chosen hills with the walks around them."""

    hills: Hills
    arcs: list[tuple[int, ...]]
    trees: list[Tree] = field(default_factory=list)


class _Searcher:
    def __init__(self, terrain: Terrain, start: int, wish: RideWish):
        self.terrain = terrain
        self.network = network = terrain.network
        self.start = start
        self.wish = wish
        closed = np.zeros(network.pieces, dtype=bool)
        if wish.month is not None:
            closed = (network.closed_months >> (wish.month - 1)) & 1 == 1
        else:
            closed = network.closed_months == 0xFFF
        self.closed = np.repeat(closed, 2) | ~network.allowed
        self.stress = np.sqrt(np.repeat(network.stress, 2))
        self.warm = self._make_ground(wish.warm_up_w, exact=True)
        self.steady = self._make_ground(wish.steady_w, exact=True)
        self.recovery = self._make_ground(wish.recovery_w, exact=False)
        hill_w = float(np.mean(wish.hills_w))
        self.hill_s = time_arcs(network, wish.load, hill_w)
        self.out = network.out_arcs[
            network.out_first[start] : network.out_first[start + 1]
        ].tolist()
        self.warm_ups: dict[int, list[int] | None] = {}
        self.homes: dict[int, list[int] | None] = {}
        scale = _USUAL_ARCS / max(network.arcs, 1)  # in a large network an end costs more
        self.most_ends = max(_LEAST_ENDS, min(_MOST_ENDS, round(_MOST_ENDS * scale)))
        self.trees_to_foot: dict[int, Tree] = {}
        self.trees_from_top: dict[int, Tree] = {}
        self.into = network.in_arcs[network.in_first[start] : network.in_first[start + 1]].tolist()

    def _make_ground(self, power_w: float, *, exact: bool) -> Ground:
        seconds = time_arcs(self.network, self.wish.load, power_w)
        lift = self.terrain.rises.lift_m
        cost = seconds * self.stress + _LIFT_S * lift
        del exact
        return Ground(
            network=self.network,
            seconds=seconds,
            cost=np.where(self.closed, np.inf, cost),
            turn_cost=_TURN_COST_S,
            rows=self.terrain.rises.rows,
            lift_m=lift,
        )

    # -- the search ------------------------------------------------------------------------

    def search(self) -> Search:
        """Everything, from the door to the proposals."""
        if not self.out or not self.into:
            return Search(rides=(), reason="No road leads away from here.")
        self.from_home = grow_tree(self.network, self.warm.cost, self.out, turn_cost=_TURN_COST_S)
        self.to_home = grow_tree_to(
            self.network, self.steady.cost, self.into, turn_cost=_TURN_COST_S
        )
        hills = self._find_hills()
        if not hills.count:
            return Search(rides=(), reason=self._why_no_hill())
        prices, self.chosen = self._choose(hills)
        if not self.chosen.hills.count:
            return Search(
                rides=(),
                reason="No hill can be reached within the warm-up and left for home again.",
            )
        self._join(prices)
        rides: list[FoundRide] = []
        for _ in range(self.wish.proposals):
            ride = self._refine(prices, rides)
            if ride is None:
                break
            rides.append(ride)
            self._discourage(prices, ride)
        if not rides:
            return Search(rides=(), reason="The hills here cannot be joined to a ride.")
        rides.sort(key=lambda ride: ride.rank)
        return Search(rides=tuple(rides), reason=_say_faults(rides[0].shape))

    def _find_hills(self) -> Hills:
        network = self.network
        usable = ~self.closed & np.repeat(network.road_class < RoadClass.TRUNK, 2)
        return find_hills(
            network,
            self.terrain.rises,
            self.terrain.stretches,
            self.hill_s,
            wished_s=self.wish.hill_s,
            steepest=self.wish.steepest,
            usable=usable,
        )

    def _why_no_hill(self) -> str:
        gains = self.terrain.rises.gain_m
        if not self.terrain.stretches.count:
            highest = float(gains.max(initial=0.0))
            return (
                "There is no hill in this region: no road climbs 15 m at 2.5 % or more "
                f"(the most between two junctions is {highest:.0f} m)."
            )
        return "No hill here takes two to eight minutes at your power and in your gears."

    def _choose(self, hills: Hills) -> tuple[_Prices, _Candidates]:
        """The most promising hills: to begin with, to end with, and both."""
        arcs = self.terrain.stretches.arcs
        ends = np.stack([arcs[hills.begin], arcs[hills.end - 1]], axis=1)
        hills = hills.take(np.unique(ends, axis=0, return_index=True)[1])  # stretches share roads
        first, last = arcs[hills.begin], arcs[hills.end - 1]
        begin, end = self._price_begin(first), self._price_end(last)
        cost = hills.cost + self._price_wishes(hills)
        rises = self.network.height_m[self.network.heads[last]] - self.network.height_m[self.start]
        above = np.where(rises >= _WELL_ABOVE_M, 0.0, 4.0)
        roles = (
            cost + begin + end,
            cost + begin + 0.2 * end,
            cost + end + 0.2 * begin,
            cost + end + above,
        )
        chosen: list[int] = []
        for role in roles:
            chosen += self._pick(hills, role, chosen)
        which = np.array(chosen, dtype=np.intp)
        kept = hills.take(which)
        prices = _Prices(
            hill=np.tile(cost[which], (len(self.wish.hills_w), 1)),
            onward=np.full((len(which), len(which)), np.inf),
            begin=begin[which],
            end=end[which],
        )
        walks = [tuple(arcs[b:e].tolist()) for b, e in zip(kept.begin, kept.end, strict=True)]
        return prices, _Candidates(hills=kept, arcs=walks)

    def _pick(self, hills: Hills, price: NDArray[np.float64], taken: list[int]) -> list[int]:
        """The cheapest few that do not share most of their road with one another."""
        order = np.argsort(price, kind="stable")
        picked: list[int] = []
        for index in order[: 12 * _CANDIDATES].tolist():
            if not np.isfinite(price[index]) or len(picked) >= _CANDIDATES:
                break
            if index in taken or any(_share_much(hills, index, other) for other in picked):
                continue
            picked.append(index)
        return picked

    def _price_wishes(self, hills: Hills) -> NDArray[np.float64]:
        price = np.zeros(hills.count)
        if not (self.wish.use or self.wish.avoid):
            return price
        pieces = self.terrain.stretches.arcs >> 1
        for keys, worth in ((self.wish.use, -6.0), (self.wish.avoid, np.inf)):
            marked = self._mark_pieces(keys)
            for i in range(hills.count):
                part = pieces[hills.begin[i] : hills.end[i]]
                shared = float(self.network.length_m[part][marked[part]].sum())
                if shared > 0.3 * hills.length_m[i]:
                    price[i] += worth
        return price

    def _mark_pieces(self, keys: Iterable[str]) -> NDArray[np.bool_]:
        """Pieces of the hills of given keys."""
        marked = np.zeros(self.network.pieces, dtype=bool)
        stretches = self.terrain.stretches
        for key in keys:
            ends = [int(part) for part in key.split("-") if part.isdigit()]
            if len(ends) != 2:
                continue
            for stretch in range(stretches.count):
                arcs = stretches.arcs_of(stretch)
                a, b = np.flatnonzero(arcs == ends[0]), np.flatnonzero(arcs == ends[1])
                if len(a) and len(b) and a[0] <= b[0]:
                    marked[arcs[a[0] : b[0] + 1] >> 1] = True
                    break
        return marked

    def _price_begin(self, first: NDArray[np.int32]) -> NDArray[np.float64]:
        """What it costs to have a hill first: the way to its foot, in minutes."""
        tree = self.from_home
        rows, seconds = fold_from(tree.link, tree.order, self.terrain.rises.rows, self.warm.seconds)
        takes = seconds[first]
        price = 0.02 * np.maximum(0.0, self.wish.warm_up_s[0] - takes) / 60.0
        price += 3.0 * np.maximum(0.0, takes - self.wish.warm_up_s[1] + 30.0) / 60.0
        price += _price_rise(rows[:, first]) + _price_touching(rows[CURVE, first, 3])
        return np.where(np.isfinite(tree.label[first]), price, np.inf)

    def _price_end(self, last: NDArray[np.int32]) -> NDArray[np.float64]:
        """What it costs to have a hill last: the way home from its top, in minutes."""
        tree = self.to_home
        rows, seconds = fold_to(
            tree.link, tree.order, self.terrain.rises.rows, self.steady.seconds, to_begin=False
        )
        network = self.network
        onward = _best_onward(
            last,
            tree.label,
            network.heads,
            network.out_first,
            network.out_arcs,
            network.turn_ok,
            network.banned_first,
            network.banned,
            _TURN_COST_S,
        )
        known = onward >= 0
        after = np.maximum(onward, 0)
        takes = seconds[after]
        price = 2.0 * np.maximum(0.0, takes - self.wish.tail_s - _SPENT_S) / 60.0
        price += _price_rise(rows[:, after])
        price += _price_touching(rows[CURVE, after, 2])
        at_home = np.isin(last, self.into)
        price = np.where(at_home, 0.0, np.where(known, price, np.inf))
        return np.asarray(price)

    def _join(self, prices: _Prices) -> None:
        """Walks from each top to each foot, and what they cost."""
        chosen = self.chosen
        first = np.array([arcs[0] for arcs in chosen.arcs], dtype=np.int64)
        curve_m = chosen.hills.curve_m
        for i, arcs in enumerate(chosen.arcs):
            tree = grow_tree(
                self.network,
                self.recovery.cost,
                (),
                turn_cost=_TURN_COST_S,
                limit=_REACH_S,
                onward_from=arcs[-1],
            )
            chosen.trees.append(tree)
            rows, seconds = fold_from(
                tree.link, tree.order, self.terrain.rises.rows, self.recovery.seconds
            )
            takes = seconds[first] + TURN_ROUND_S
            price = tree.label[first] / 300.0
            price += 2.0 * np.maximum(0.0, 75.0 - takes) / 15.0
            price += 0.5 * np.maximum(0.0, takes - self.wish.recovery_s - 90.0) / 60.0
            price += 2.0 * _price_rise(rows[:, first])
            curve = rows[CURVE, first]
            price += _price_touching(curve[:, 3]) + _price_touching(curve[:, 2])
            price += np.where(takes < _REST_S, _NO_REST_COST, 0.0)
            lower = np.minimum(curve_m, curve_m[i])
            falls = -curve[:, 0]
            price += 2.0 * np.maximum(0.0, np.maximum(9.0, 0.16 * lower) - falls)
            known = np.isfinite(tree.label[first])
            prices.onward[i] = np.where(known, price, np.inf)
            prices.onward[i, i] += _REPEAT_COST

    # -- chains ----------------------------------------------------------------------------

    def _refine(self, prices: _Prices, known: list[FoundRide]) -> FoundRide | None:
        """The best ride after rounds of measuring and pricing."""
        work = _Prices(
            hill=prices.hill.copy(),
            onward=prices.onward.copy(),
            begin=prices.begin.copy(),
            end=prices.end.copy(),
        )
        best: FoundRide | None = None
        seen: set[tuple[int, ...]] = {ride_chain(self.chosen, ride) for ride in known}
        rounds = 0
        while rounds < _ROUNDS:
            chain, cost = find_chain(work.hill, work.onward, work.begin, work.end)
            if not chain:
                break
            if self._lay_ends(chain, work, prices):
                continue
            rounds += 1
            if chain in seen or self._repeats_too_often(chain):
                self._price_again(work, chain)
                continue
            seen.add(chain)
            ride = self._measure(chain, cost)
            if best is None or ride.rank < best.rank:
                best = ride
            if ride.shape.is_exact:
                break
            self._price_faults(work, chain, ride)
        return best

    def _lay_ends(self, chain: tuple[int, ...], work: _Prices, prices: _Prices) -> bool:
        """Lay out the ends of a chain where that was not done yet; whether that changed a price."""
        begin = self._lay_end(chain[0], self.warm_ups, self._warm_up)
        end = self._lay_end(chain[-1], self.homes, self._go_home)
        for one in (work, prices):
            one.begin[chain[0]] += begin
            one.end[chain[-1]] += end
        return begin + end > 0 and len(self.warm_ups) + len(self.homes) < self.most_ends

    def _lay_end(
        self,
        hill: int,
        known: dict[int, list[int] | None],
        lay: Callable[[int, tuple[float, ...]], list[int] | None],
    ) -> float:
        """One more try for the end at a hill, and what it costs more than was thought.

        First a quiet walk is looked for, with no climb and then with small ones. Where there is
        none, and the hill is the best all the same, one that climbs; where even that does not take
        the right time, the shortest.
        """
        if hill not in known:
            known[hill] = lay(hill, (0.0,))
            if known[hill] is not None:
                return 0.0
            known[hill] = lay(hill, (_SMALL_M,))
            return _SMALL_COST if known[hill] is not None else _UNEVEN_COST
        if known[hill] is not None:
            return 0.0
        known[hill] = lay(hill, _BORNE_M)
        if known[hill] is not None:
            return 0.0
        known[hill] = lay(hill, ()) or []
        return _WRONG_TIME_COST

    def _repeats_too_often(self, chain: tuple[int, ...]) -> bool:
        most = self.wish.most_repeats
        return most is not None and max(chain.count(hill) for hill in chain) > most + 1

    def _price_again(self, work: _Prices, chain: tuple[int, ...]) -> None:
        often = max(chain, key=chain.count)
        work.onward[often, often] += 1.0
        work.hill[:, often] += 0.3

    def _measure(self, chain: tuple[int, ...], cost: float) -> FoundRide:
        draft = self._lay_out(chain)
        firsts: dict[int, int] = {}
        repeat_of = [
            firsts[hill] if firsts.setdefault(hill, place) != place else None
            for place, hill in enumerate(chain)
        ]
        return FoundRide(
            draft=draft,
            shape=self._judge(draft),
            repeat_of=tuple(repeat_of),
            cost=cost,
            keys=tuple(hill_key(self.chosen.arcs[hill]) for hill in chain),
        )

    def _lay_out(self, chain: tuple[int, ...]) -> Draft:
        """A chain as walks."""
        between = [
            tuple(self.chosen.trees[a].walk(self.chosen.arcs[b][0])) for a, b in pairwise(chain)
        ]
        for hill, known, lay in (
            (chain[0], self.warm_ups, self._warm_up),
            (chain[-1], self.homes, self._go_home),
        ):
            while known.get(hill) is None:
                self._lay_end(hill, known, lay)
        warm_up, home = self.warm_ups[chain[0]], self.homes[chain[-1]]
        passes = self._count_passes(warm_up or (), home or ())
        if passes.max(initial=0) > MOST_PASSES:
            # rather a piece four times in each of both than a climb where there should be none
            other = self._go_home(chain[-1], (0.0,), self._count_passes(warm_up or ()))
            if other is None:
                warm_up = self._warm_up(chain[0], (0.0,), self._count_passes(home or ())) or warm_up
            home = other or home
        return Draft(
            warm_up=tuple(warm_up or ()),
            hills=tuple(self.chosen.arcs[hill] for hill in chain),
            between=tuple(between),
            home=tuple(home or ()),
        )

    def _count_passes(self, *walks: Iterable[int]) -> NDArray[np.int64]:
        """How often walks ride each piece, shape (p,)."""
        arcs = np.array([arc for walk in walks for arc in walk], dtype=np.int64)
        return np.bincount(arcs >> 1, minlength=self.network.pieces)

    def _warm_up(
        self,
        hill: int,
        borne_m: tuple[float, ...] = (0.0,),
        passes: NDArray[np.int64] | None = None,
    ) -> list[int] | None:
        """A warm-up to the foot of a hill; with a climb only where such are borne."""
        trail = Trail(
            ground=self.warm,
            seeds=tuple(self.out),
            after=NONE,
            to=(self.chosen.arcs[hill][0],),
            to_begin=True,
            calm_last_s=_CALM_S,
        )
        least, most = self.wish.warm_up_s
        if hill not in self.trees_to_foot:
            self.trees_to_foot[hill] = trail.tree_to()
        return _find_calmest(
            trail,
            self.from_home,
            self.trees_to_foot[hill],
            span_s=(least + 15.0, most - 45.0),
            passes=self._count_passes() if passes is None else passes,
            borne_m=borne_m,
        )

    def _go_home(
        self,
        hill: int,
        borne_m: tuple[float, ...] = (0.0,),
        passes: NDArray[np.int64] | None = None,
    ) -> list[int] | None:
        """A way home from the top of a hill; with a climb only where such are borne."""
        trail = Trail(
            ground=self.steady,
            seeds=(),
            after=self.chosen.arcs[hill][-1],
            to=tuple(self.into),
            to_begin=False,
            calm_first_s=self.wish.recovery_s,
        )
        if hill not in self.trees_from_top:
            self.trees_from_top[hill] = trail.tree_from()
        return _find_calmest(
            trail,
            self.trees_from_top[hill],
            self.to_home,
            span_s=(self.wish.tail_s, self.wish.tail_s + _SPENT_S),
            passes=self._count_passes() if passes is None else passes,
            borne_m=borne_m,
        )

    def _judge(self, draft: Draft) -> Shape:
        ends = find_ends_m(self.network, draft)
        distance, height = profile_arcs(self.network, draft.arcs)
        home_s = self._time_home(draft)
        total_s = float(home_s[-1]) if len(home_s) else 0.0
        lengths = self.network.length_m[np.asarray(draft.home, dtype=np.int64) >> 1]
        along = ends[-2] + np.cumsum(lengths)
        block_end = float(np.interp(self.wish.recovery_s, home_s, along))
        quiet_s = total_s - self.wish.steady_s - self.wish.cool_down_s
        return judge_profile(
            distance,
            height,
            hills_between(ends),
            block_end_m=block_end,
            quiet_from_m=float(np.interp(max(0.0, quiet_s), home_s, along)),
        )

    def _time_home(self, draft: Draft) -> NDArray[np.float64]:
        arcs = np.asarray((draft.hills[-1][-1], *draft.home), dtype=np.int64)
        turned = arcs[1:] == (arcs[:-1] ^ 1)
        return np.asarray(np.cumsum(self.steady.seconds[arcs[1:]] + TURN_ROUND_S * turned))

    def _price_faults(self, work: _Prices, chain: tuple[int, ...], ride: FoundRide) -> None:
        """Make dearer whatever the detector did not agree with."""
        ends = find_ends_m(self.network, ride.draft)
        spans = hills_between(ends)
        for place, found in enumerate(ride.shape.found):
            if not found:
                work.hill[:, chain[place]] += 2.0
                if place > 0:
                    work.onward[chain[place - 1], chain[place]] += 3.0
                if place + 1 < len(chain):
                    work.onward[chain[place], chain[place + 1]] += 3.0
        for climb in ride.shape.extra:
            middle = climb.start_m + 0.5 * climb.length_m
            place = sum(middle > top for _, top in spans) - 1
            if 0 <= place < len(chain) - 1:
                work.onward[chain[place], chain[place + 1]] += 5.0
            else:
                work.end[chain[-1]] += 4.0

    def _discourage(self, prices: _Prices, ride: FoundRide) -> None:
        """Make the next proposal another one."""
        for hill in set(ride_chain(self.chosen, ride)):
            prices.hill[:, hill] += 1.5


def _find_calmest(
    trail: Trail,
    tree_from: Tree,
    tree_to: Tree,
    *,
    span_s: tuple[float, float],
    passes: NDArray[np.int64],
    borne_m: tuple[float, ...],
) -> list[int] | None:
    """A walk of the right time with as little of a climb as there is.

    Where nothing is to be borne at all, the cheapest one, however long it takes.
    """
    for most_m in borne_m:
        found = find_quiet_walk(
            trail,
            tree_from,
            tree_to,
            least_s=span_s[0],
            most_s=span_s[1],
            passes=passes,
            allowed_m=most_m,
        )
        if found is not None:
            return found
    return None if borne_m else find_direct_walk(trail, tree_from)


def ride_chain(chosen: _Candidates, ride: FoundRide) -> tuple[int, ...]:
    """The chain of a ride among the candidates."""
    index = {hill_key(arcs): place for place, arcs in enumerate(chosen.arcs)}
    return tuple(index[key] for key in ride.keys)


def find_chain(
    hill: NDArray[np.float64],
    onward: NDArray[np.float64],
    begin: NDArray[np.float64],
    end: NDArray[np.float64],
) -> tuple[tuple[int, ...], float]:
    """The cheapest chain of hills and its price, exact; empty where there is none.

    Args:
        hill: price of each hill at each position, shape (positions, k).
        onward: from each hill to each, shape (k, k).
        begin, end: of each hill as the first and as the last, shape (k,).
    """
    positions = len(hill)
    best = begin + hill[0]
    links = []
    for place in range(1, positions):
        through = best[:, None] + onward
        link = np.argmin(through, axis=0)
        best = through[link, np.arange(len(best))] + hill[place]
        links.append(link)
    best = best + end
    last = int(np.argmin(best))
    if not np.isfinite(best[last]):
        return (), float("inf")
    chain = [last]
    for link in reversed(links):
        chain.append(int(link[chain[-1]]))
    return tuple(reversed(chain)), float(best[last])


def _price_rise(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """What rises of walks cost that the detector would see as climbs, in minutes.

    Args:
        rows: of the walks, shape (3, n, 4).
    """
    seen = (rows[CURVE, :, 1] > QUIET_CURVE_M) & (rows[HEIGHT, :, 1] > QUIET_HEIGHT_M)
    return np.where(seen, 2.0 + 0.25 * (rows[CURVE, :, 1] - QUIET_CURVE_M), 0.0)


def _price_touching(curve_m: NDArray[np.float64]) -> NDArray[np.float64]:
    """What a rise right before a foot or right after a top costs: the hill goes on there."""
    return np.where(curve_m > _TOUCHING_M, _NO_REST_COST, 0.0) + np.maximum(0.0, curve_m - 1.0)


def _share_much(hills: Hills, a: int, b: int) -> bool:
    if hills.stretch[a] != hills.stretch[b]:
        return False
    shared = min(hills.end[a], hills.end[b]) - max(hills.begin[a], hills.begin[b])
    return bool(shared > 0.5 * min(hills.end[a] - hills.begin[a], hills.end[b] - hills.begin[b]))


@njit(cache=True)
def _best_onward(  # type: ignore[no-untyped-def]
    last, label, heads, out_first, out_arcs, turn_ok, banned_first, banned, turn_cost
):
    best = np.full(len(last), -1, dtype=np.int64)
    for i in range(len(last)):
        arc = last[i]
        cheapest = np.inf
        place = heads[arc]
        for k in range(out_first[place], out_first[place + 1]):
            after = out_arcs[k]
            if not may_follow(arc, after, turn_ok, banned_first, banned):
                continue
            price = label[after] + (turn_cost if after == arc ^ 1 else 0.0)
            if price < cheapest:
                cheapest = price
                best[i] = after
    return best


def _say_faults(shape: Shape) -> str | None:
    """What is not as it should be with the best ride, in one sentence."""
    if shape.is_true:
        return None
    told = []
    missing = sum(not found for found in shape.found)
    if missing:
        told.append(f"{missing} of the hills run into another climb")
    if shape.extra:
        told.append(f"{len(shape.extra)} more climbs lie between them")
    if shape.loud:
        told.append("warm-up or the last half hour climb more than they should")
    return f"The roads here give no better: {', '.join(told)}."
