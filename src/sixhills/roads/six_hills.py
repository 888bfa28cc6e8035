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

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sixhills.roads.cutting import Part, cut_part, find_near_pieces
from sixhills.roads.draft import (
    Draft,
    Shape,
    find_ends_m,
    hills_between,
    judge_profile,
    profile_arcs,
)
from sixhills.roads.ends import End
from sixhills.roads.hills import Hills, find_hills
from sixhills.roads.linking import ANY, CALM, Linker
from sixhills.roads.pace import TURN_ROUND_S, time_arcs
from sixhills.roads.padding import MOST_PASSES, Ground, Side
from sixhills.roads.quiet import allow_quiet
from sixhills.roads.ramps import Ramp, find_ramp
from sixhills.roads.rises import ArcRises
from sixhills.roads.road_class import RoadClass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sixhills.roads.network import Network
    from sixhills.roads.stretches import Stretches
    from sixhills.roads.wish import RideWish

NO_ROAD = "No road leads away from here."
NO_HILL = (
    "There is no hill here: no road climbs 15 m at 2.5 % or more "
    "(the most between two junctions is {highest:.0f} m)."
)
NONE_FITS = "No hill here takes two to eight minutes at your power and in your gears."
NOT_REACHED = "No hill can be reached within the warm-up and left for home again."
NOT_JOINED = "The hills here cannot be joined to a ride."

_LIFT_S = 35.0  # what a metre above the base grade costs outside the hills
_TURN_COST_S = 60.0
_PIECES = (6_000, 40_000)  # roads that are searched, at first and where these do not suffice
_FARTHEST_M = 14_000.0  # from the door as the crow flies: more than a warm-up's ride
_ROUNDS = 14
_CALM_S = 60.0  # before a foot
_LOUD_COST = 6.0  # for an end in which the detector finds what it should not, all the same
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
        most_passes: how often the piece is ridden that is ridden most, outside the hills.
    """

    draft: Draft
    shape: Shape
    repeat_of: tuple[int | None, ...]
    cost: float
    keys: tuple[str, ...]
    most_passes: int

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.shape.is_true and self.most_passes <= MOST_PASSES

    @property
    def rank(self) -> tuple[int, int, int, int, float]:
        """Truth first, comfort second; the lower the better."""
        shape = self.shape
        wrong = sum(not found for found in shape.found) + len(shape.extra)
        often = max(0, self.most_passes - MOST_PASSES)
        return (wrong, often, len(shape.hard), len(shape.loud), self.cost)


@dataclass(frozen=True, kw_only=True)
class Search:
    """What came out of a search.

    Attributes:
        rides: the best first; empty where there is none.
        reason: why there is none; else None.
        ramp: the best there is instead; None where nothing climbs, or there are rides.
    """

    rides: tuple[FoundRide, ...]
    reason: str | None = None
    ramp: Ramp | None = None


@dataclass(frozen=True, kw_only=True)
class QuietBound:
    """Whether a ride from a start can be quiet at both ends.

    Attributes:
        warm_ups: how many hills have a quiet warm-up of the right time.
        homes: how many have a quiet way home of the right time.
        is_joined: whether one of the former leads to one of the latter over as many hills as the
            ride has, with a rest and no other climb between them.
    """

    warm_ups: int
    homes: int
    is_joined: bool


def hill_key(arcs: Iterable[int]) -> str:
    """A name for a hill of a region: its first and last arc."""
    listed = list(arcs)
    return f"{listed[0]}-{listed[-1]}"


def read_key(key: str) -> tuple[int, ...]:
    """The first and last arc that a key names; nothing where it names none."""
    ends = tuple(int(part) for part in key.split("-") if part.isdigit())
    return ends if len(ends) == 2 else ()


def find_rides(terrain: Terrain, start: int, wish: RideWish) -> Search:
    """The best rides from a junction.

    In a large region the roads nearest to the door are searched, and more of them where these have
    no six hills.

    Args:
        terrain: where.
        start: the junction at the door.
        wish: what the rider wants.
    """
    found = Search(rides=())
    for most in _PIECES:
        more = _find_rides_near(terrain, start, wish, most)
        if not found.rides or (more.rides and more.rides[0].rank < found.rides[0].rank):
            found = more
        exact = bool(found.rides) and found.rides[0].shape.is_exact
        if exact or terrain.network.pieces <= most:
            break
    return found


def bound_quiet(terrain: Terrain, start: int, wish: RideWish) -> QuietBound:
    """What no search from a junction can do better than: every hill is looked at, at any price.

    Takes far longer than a search. That a piece of road comes four times at most is left aside.
    """
    searcher = _Searcher(terrain, start, wish)
    if not searcher.out or not searcher.into:
        return QuietBound(warm_ups=0, homes=0, is_joined=False)
    hills, arcs = searcher.find_hills(), terrain.stretches.arcs
    ends = (arcs[hills.begin], arcs[hills.end - 1])
    first, last = (
        np.isin(beside, searcher.list_quiet(side, beside))
        for side, beside in zip((searcher.before, searcher.after), ends, strict=True)
    )
    linker = Linker(searcher.recovery, hills, ends, wish.recovery_s)
    return QuietBound(
        warm_ups=int(first.sum()),
        homes=int(last.sum()),
        is_joined=linker.can_join(first, last, len(wish.hills_w)),
    )


def _find_rides_near(terrain: Terrain, start: int, wish: RideWish, most: int) -> Search:
    network = terrain.network
    near = find_near_pieces(network, start, most=most, most_m=_FARTHEST_M)
    if len(near) == network.pieces:
        return _Searcher(terrain, start, wish).search()
    part = cut_part(network, terrain.rises, terrain.stretches, near)
    there = Terrain(network=part.network, rises=part.rises, stretches=part.stretches)
    local = replace(wish, use=_find_keys(part, wish.use), avoid=_find_keys(part, wish.avoid))
    search = _Searcher(there, part.find_junction(start), local).search()
    return replace(search, rides=tuple(_name_ride(part, ride) for ride in search.rides))


def _find_keys(part: Part, keys: Iterable[str]) -> frozenset[str]:
    """Keys of hills in a part, of those of the whole; hills that it does not have left out."""
    found = [part.find_arcs(read_key(key)) for key in keys]
    return frozenset(hill_key(arcs) for arcs in found if arcs)


def _name_ride(part: Part, ride: FoundRide) -> FoundRide:
    """A ride of a part in the numbers of the whole."""
    draft = ride.draft
    named = Draft(
        warm_up=part.name_arcs(draft.warm_up),
        hills=tuple(part.name_arcs(hill) for hill in draft.hills),
        between=tuple(part.name_arcs(way) for way in draft.between),
        home=part.name_arcs(draft.home),
    )
    return replace(ride, draft=named, keys=tuple(hill_key(hill) for hill in named.hills))


@dataclass(kw_only=True, eq=False)
class _Prices:
    """What the chain search adds up; the judge adds to it."""

    hill: NDArray[np.float64]
    onward: NDArray[np.float64]
    begin: NDArray[np.float64]
    end: NDArray[np.float64]


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
        self.steady = self._make_ground(wish.steady_w)
        self.recovery = self._make_ground(wish.recovery_w)
        hill_w = float(np.mean(wish.hills_w))
        self.hill_s = time_arcs(network, wish.load, hill_w)
        self.out = network.out_arcs[
            network.out_first[start] : network.out_first[start + 1]
        ].tolist()
        self.into = network.in_arcs[network.in_first[start] : network.in_first[start + 1]].tolist()
        least_s, most_s = wish.warm_up_s
        self.before = Side(
            ground=self._make_ground(wish.warm_up_w),
            door=tuple(self.out),
            homeward=False,
            span_s=(least_s + 15.0, most_s - 45.0),
            calm_s=_CALM_S,
        )
        self.after = Side(
            ground=self.steady,
            door=tuple(self.into),
            homeward=True,
            span_s=(wish.tail_s, wish.tail_s + _SPENT_S),
            calm_s=wish.recovery_s,
        )

    def _make_ground(self, power_w: float) -> Ground:
        seconds = time_arcs(self.network, self.wish.load, power_w)
        cost = seconds * self.stress + _LIFT_S * self.terrain.rises.lift_m
        return Ground(
            network=self.network,
            seconds=seconds,
            cost=np.where(self.closed, np.inf, cost),
            turn_cost=_TURN_COST_S,
        )

    # -- the search ------------------------------------------------------------------------

    def search(self) -> Search:
        """Everything, from the door to the proposals, or what there is instead."""
        found = self._search()
        return found if found.rides else replace(found, ramp=self._find_ramp())

    def _find_ramp(self) -> Ramp | None:
        return find_ramp(
            self.network,
            self.terrain.rises,
            self.start,
            self.hill_s,
            usable=self._find_usable(),
            steepest=self.wish.steepest,
        )

    def _search(self) -> Search:
        if not self.out or not self.into:
            return Search(rides=(), reason=NO_ROAD)
        hills = self.find_hills()
        if not hills.count:
            return Search(rides=(), reason=self._why_no_hill())
        arcs = self.terrain.stretches.arcs
        ends = np.stack([arcs[hills.begin], arcs[hills.end - 1]], axis=1)
        hills = hills.take(np.unique(ends, axis=0, return_index=True)[1])  # stretches share roads
        rides = self._find_rides(self._choose(hills, CALM))
        if not rides:
            rides = self._find_rides(self._choose(hills, ANY))
        if not rides:
            reachable = np.isfinite(self.warm_ups.price()) & np.isfinite(self.homes.price())
            return Search(rides=(), reason=NOT_JOINED if reachable.any() else NOT_REACHED)
        rides.sort(key=lambda ride: ride.rank)
        return Search(rides=tuple(rides))

    def _find_rides(self, prices: _Prices) -> list[FoundRide]:
        """As many different rides as are wished for, as far as there are."""
        rides: list[FoundRide] = []
        for _ in range(self.wish.proposals):
            ride = self._refine(prices, rides)
            if ride is None:
                break
            rides.append(ride)
            self._discourage(prices, ride)
        return rides

    def find_hills(self) -> Hills:
        """All hills that suit the rider."""
        return find_hills(
            self.network,
            self.terrain.rises,
            self.terrain.stretches,
            self.hill_s,
            wished_s=self.wish.hill_s,
            steepest=self.wish.steepest,
            usable=self._find_usable(),
        )

    def _find_usable(self) -> NDArray[np.bool_]:
        """Whether each arc may be part of a hill."""
        usable: NDArray[np.bool_] = ~self.closed & np.repeat(
            self.network.road_class < RoadClass.TRUNK, 2
        )
        return usable

    def list_quiet(self, side: Side, hills: NDArray[np.int32]) -> list[int]:
        """Of the arcs of hills those beside which there is a quiet way of the right time."""
        known = np.isfinite(side.time_quietly(hills, allow_quiet()))
        return [
            int(arc)
            for arc in np.unique(hills[known])
            if side.find_way(int(arc), allow_quiet()) is not None
        ]

    def _why_no_hill(self) -> str:
        gains = self.terrain.rises.gain_m
        if not self.terrain.stretches.count:
            highest = float(gains.max(initial=0.0))
            return NO_HILL.format(highest=highest)
        return NONE_FITS

    def _choose(self, hills: Hills, bound: tuple[float, float]) -> _Prices:
        """The hills that a chain may be made of, with what they and the ways between them cost."""
        arcs = self.terrain.stretches.arcs
        cost = hills.cost + self._price_wishes(hills)
        first, last = arcs[hills.begin], arcs[hills.end - 1]
        self.warm_ups, self.homes = End(self.before, first), End(self.after, last)
        begin, end = self.warm_ups.price(), self.homes.price()
        self.linker = Linker(self.recovery, hills, (first, last), self.wish.recovery_s)
        linked = self.linker.link(cost, begin, end, bound)
        which = linked.which
        self.which, self.bound = which, bound
        self.between: dict[tuple[int, int], tuple[int, ...]] = {}
        kept = hills.take(which)
        self.warm_ups.take(which)
        self.homes.take(which)
        self.arcs = [tuple(arcs[b:e].tolist()) for b, e in zip(kept.begin, kept.end, strict=True)]
        return _Prices(
            hill=np.tile(cost[which], (len(self.wish.hills_w), 1)),
            onward=linked.onward,
            begin=begin[which],
            end=end[which],
        )

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
            ends = read_key(key)
            if not ends:
                continue
            for stretch in range(stretches.count):
                arcs = stretches.arcs_of(stretch)
                a, b = np.flatnonzero(arcs == ends[0]), np.flatnonzero(arcs == ends[1])
                if len(a) and len(b) and a[0] <= b[0]:
                    marked[arcs[a[0] : b[0] + 1] >> 1] = True
                    break
        return marked

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
        seen: set[tuple[int, ...]] = {ride_chain(self.arcs, ride) for ride in known}
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
            if ride.is_good:
                break
            self._price_faults(work, chain, ride)
        return best

    def _lay_ends(self, chain: tuple[int, ...], work: _Prices, prices: _Prices) -> bool:
        """Lay out the ends of a chain where that was not done yet; whether that changed a price."""
        begin, end = self.warm_ups.lay(chain[0]), self.homes.lay(chain[-1])
        for one in (work, prices):
            one.begin[chain[0]] += begin
            one.end[chain[-1]] += end
        return begin + end > 0

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
            keys=tuple(hill_key(self.arcs[hill]) for hill in chain),
            most_passes=int(self._count_passes(draft.warm_up, draft.home).max(initial=0)),
        )

    def _find_between(self, a: int, b: int) -> tuple[int, ...]:
        """The way from one chosen hill to another."""
        if (a, b) not in self.between:
            top, foot = int(self.which[a]), int(self.which[b])
            self.between[a, b] = tuple(self.linker.find_way(top, foot, self.bound))
        return self.between[a, b]

    def _lay_out(self, chain: tuple[int, ...]) -> Draft:
        """A chain as walks."""
        between = [self._find_between(a, b) for a, b in pairwise(chain)]
        warm_up, home = self.warm_ups.ways[chain[0]], self.homes.ways[chain[-1]]
        if self._count_passes(warm_up, home).max(initial=0) > MOST_PASSES:
            warm_up, home = self._share_roads(chain, warm_up, home)
        return Draft(
            warm_up=tuple(warm_up),
            hills=tuple(self.arcs[hill] for hill in chain),
            between=tuple(between),
            home=tuple(home),
        )

    def _share_roads(
        self, chain: tuple[int, ...], warm_up: list[int], home: list[int]
    ) -> tuple[list[int], list[int]]:
        """Both ends of a chain anew, so that together they ride no piece too often, if possible.

        Quiet ones if there are any, else such as climb; for who has to climb rides on, and who
        rides the same road for the fifth time goes home.
        """
        first, last = chain[0], chain[-1]
        for louder in (False, True):
            other = self.homes.find_other(last, self._count_passes(warm_up), louder=louder)
            if other is not None:
                return warm_up, other
            other = self.warm_ups.find_other(first, self._count_passes(home), louder=louder)
            if other is not None:
                return other, home
            sparing = np.full(self.network.pieces, MOST_PASSES // 2)
            other = self.warm_ups.find_other(first, sparing, louder=louder)
            if other is None:
                continue
            rest = self.homes.find_other(last, self._count_passes(other), louder=louder)
            if rest is not None:
                return other, rest
        return warm_up, home

    def _count_passes(self, *walks: Iterable[int]) -> NDArray[np.int64]:
        """How often walks ride each piece, shape (p,)."""
        arcs = np.array([arc for walk in walks for arc in walk], dtype=np.int64)
        return np.bincount(arcs >> 1, minlength=self.network.pieces)

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
        for climb in ride.shape.loud:
            before = climb.end_m < spans[0][1]
            (work.begin if before else work.end)[chain[0 if before else -1]] += _LOUD_COST
        if ride.most_passes > MOST_PASSES:
            work.begin[chain[0]] += 1.0
            work.end[chain[-1]] += 1.0

    def _discourage(self, prices: _Prices, ride: FoundRide) -> None:
        """Make the next proposal another one."""
        for hill in set(ride_chain(self.arcs, ride)):
            prices.hill[:, hill] += 1.5


def ride_chain(chosen: Iterable[Iterable[int]], ride: FoundRide) -> tuple[int, ...]:
    """The chain of a ride among chosen hills, by the arcs of each."""
    index = {hill_key(arcs): place for place, arcs in enumerate(chosen)}
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
