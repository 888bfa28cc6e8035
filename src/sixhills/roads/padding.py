"""Quiet minutes: walks that take a wished time and climb nothing that would be a hill.

Warm-up and the half hour after the hills are given in minutes, and the way to the first hill or
home is often shorter. Two ways are tried. First a walk through one more place, so that there and
back are different roads where there are such. Where no place suits, because the roads without
climbs are few, a walker wanders: at each junction it takes the road least ridden so far that leaves
a way to the goal without a climb, until the time is right. Many walkers set out, the calmest is
taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from sixhills.roads.pace import TURN_ROUND_S
from sixhills.roads.rises import (
    CURVE,
    GENTLE_HEIGHT_M,
    GENTLE_STEEP_M,
    QUIET_CURVE_M,
    QUIET_HEIGHT_M,
    are_quiet,
    fold_walk,
)
from sixhills.roads.trees import (
    NONE,
    Tree,
    fold_from,
    fold_to,
    follow_to_goal,
    grow_tree,
    grow_tree_to,
    may_follow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sixhills.roads.network import Network

MOST_PASSES = 4
"""No piece is ridden more often in warm-up and the last half hour together."""

_VIAS = 12
_NEAR = 64  # of all places that a walk may lead through, so many of the cheapest are looked at
_WALKERS = 120
_SLACK_M = 1.5  # what the curve may rise right beside a hill, which would be taken for part of it
_FROM_BEGIN, _TO_END = 2, 3  # columns of rows
_MOST_STEPS = 900
_LATE_S = 60.0  # turning round on the way to the goal is not foreseen to the second


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """The network as one kind of riding sees it.

    Attributes:
        network: the roads.
        seconds: that each arc takes, shape (2 p,).
        cost: of each arc, infinite where it must not be ridden.
        turn_cost: of turning round.
        rows: rises of arcs, shape (3, 2 p, 4); see rises.py.
        lift_m: metres that each arc climbs above the base grade, shape (2 p,).
    """

    network: Network
    seconds: NDArray[np.float64]
    cost: NDArray[np.float64]
    turn_cost: float
    rows: NDArray[np.float64]
    lift_m: NDArray[np.float64]

    def time_walk(self, walk: Sequence[int], *, after: int = NONE) -> float:
        """Seconds that a walk takes, turning round included."""
        arcs = np.asarray(walk, dtype=np.int64)
        whole = arcs if after == NONE else np.concatenate(([after], arcs))
        turns = int((whole[1:] == (whole[:-1] ^ 1)).sum())
        return float(self.seconds[arcs].sum()) + TURN_ROUND_S * turns

    def is_quiet(self, walk: Sequence[int], allowed_m: float = 0.0) -> bool:
        """Whether a walk climbs nothing that the detector would see, or not more than is borne."""
        folded = fold_walk(self.rows, np.asarray(walk, dtype=np.int64))
        return bool(are_quiet(folded[0, 1], folded[1, 1], folded[2, 1], allowed_m))


@dataclass(frozen=True, kw_only=True, eq=False)
class Trail:
    """From where, and to where: what a quiet walk joins.

    Attributes:
        ground: as the walk sees it.
        seeds: arcs that may come first, where it begins at a junction.
        after: the arc just ridden, where it goes on from one; else `NONE`.
        to: goals; see `to_begin`.
        to_begin: whether the walk ends before its goal arc (a hill's first) or with it.
        calm_first_s: so long after the begin it climbs nothing at all: a recovery.
        calm_last_s: likewise before the end: a hill follows.
    """

    ground: Ground
    seeds: tuple[int, ...]
    after: int
    to: tuple[int, ...]
    to_begin: bool
    calm_first_s: float = 0.0
    calm_last_s: float = 0.0

    def keeps_calm(self, walk: Sequence[int]) -> bool:
        """Whether a walk climbs nothing at its begin and its end, where it must not."""
        seconds = self.ground.seconds
        for calm_s, arcs, side in (
            (self.calm_first_s, list(walk), _FROM_BEGIN),
            (self.calm_last_s, list(reversed(walk)), _TO_END),
        ):
            until, part = 0.0, []
            for arc in arcs:
                if until >= calm_s:
                    break
                part.append(arc)
                until += float(seconds[arc])
            if side == _TO_END:
                part.reverse()
            folded = fold_walk(self.ground.rows, np.asarray(part, dtype=np.int64))
            if folded[CURVE, side] > _SLACK_M or not are_quiet(
                folded[0, 1], folded[1, 1], folded[2, 1], 0.0
            ):
                return False
        return True

    def tree_from(self) -> Tree:
        """Walks from where it begins."""
        ground = self.ground
        return grow_tree(
            ground.network,
            ground.cost,
            self.seeds,
            turn_cost=ground.turn_cost,
            onward_from=self.after,
        )

    def tree_to(self) -> Tree:
        """Walks to where it ends."""
        ground = self.ground
        return grow_tree_to(
            ground.network,
            ground.cost,
            self.to,
            turn_cost=ground.turn_cost,
            to_begin=self.to_begin,
        )


def find_quiet_walk(
    trail: Trail,
    tree_from: Tree,
    tree_to: Tree,
    *,
    least_s: float,
    most_s: float,
    passes: NDArray[np.int64],
    allowed_m: float = 0.0,
) -> list[int] | None:
    """A walk along a trail that takes a wished time, or None.

    Args:
        trail: from where to where.
        tree_from, tree_to: its trees.
        least_s, most_s: how long it should take.
        passes: how often each piece is ridden already, shape (p,).
        allowed_m: a climb of so many metres is borne.
    """
    direct = find_direct_walk(trail, tree_from)
    if direct is not None:
        takes_s = trail.ground.time_walk(direct, after=trail.after)
        fits = least_s <= takes_s <= most_s and trail.ground.is_quiet(direct, allowed_m)
        if fits and trail.keeps_calm(direct):
            return direct
    through = _go_through(trail, tree_from, tree_to, least_s, most_s, passes, allowed_m)
    if through is not None:
        return through
    return _wander(trail, tree_to, least_s, most_s, passes, allowed_m)


def find_direct_walk(trail: Trail, tree_from: Tree) -> list[int] | None:
    """The cheapest walk along a trail, however long it takes; None where there is none."""
    best = min(trail.to, key=lambda arc: float(tree_from.label[arc] + trail.ground.cost[arc]))
    if not np.isfinite(tree_from.label[best]):
        return None
    return _cut_goal([*tree_from.walk(best), best], trail)


def _cut_goal(walk: list[int], trail: Trail) -> list[int]:
    return walk[:-1] if trail.to_begin else walk


def _go_through(
    trail: Trail,
    tree_from: Tree,
    tree_to: Tree,
    least_s: float,
    most_s: float,
    passes: NDArray[np.int64],
    allowed_m: float,
) -> list[int] | None:
    """The best walk through one more arc, there and back on different roads where possible."""
    ground = trail.ground
    there, there_s = fold_from(tree_from.link, tree_from.order, ground.rows, ground.seconds)
    back, back_s = fold_to(tree_to.link, tree_to.order, ground.rows, ground.seconds, trail.to_begin)
    best = np.maximum(np.maximum(there[:, :, 1], back[:, :, 1]), there[:, :, 3] + back[:, :, 2])
    total = there_s + back_s
    fits = (total >= least_s) & (total <= most_s) & np.isfinite(tree_from.label + tree_to.label)
    fits &= _are_all_quiet(best, allowed_m)
    places = np.flatnonzero(fits)
    if not len(places):
        return None
    cost = tree_from.label[places] + tree_to.label[places]
    near = min(len(places), _NEAR)
    chosen = places[np.argpartition(cost, near - 1)[:near]]
    spread = chosen[:: max(1, near // _VIAS)][:_VIAS]
    walks = [
        _cut_goal([*tree_from.walk(int(arc)), *follow_to_goal(tree_to, int(arc))], trail)
        for arc in spread
    ]
    rated = [(rate_walk(walk, trail, passes), walk) for walk in walks]
    rating, walk = min(rated, key=lambda pair: pair[0])
    takes_s = ground.time_walk(walk, after=trail.after)
    fine = np.isfinite(rating) and least_s <= takes_s <= most_s
    return walk if fine else None


def _are_all_quiet(best: NDArray[np.float64], allowed_m: float) -> NDArray[np.bool_]:
    """`are_quiet` of many walks, shape (3, n)."""
    height, curve, steep = best
    quiet: NDArray[np.bool_] = (
        (curve <= QUIET_CURVE_M)
        | (height <= max(QUIET_HEIGHT_M, allowed_m))
        | ((height <= GENTLE_HEIGHT_M) & (steep <= GENTLE_STEEP_M))
    )
    return quiet


def rate_walk(walk: Sequence[int], trail: Trail, passes: NDArray[np.int64]) -> float:
    """How unpleasant a walk is: stress, turns, roads ridden again; infinite where too often."""
    network = trail.ground.network
    arcs = np.asarray(walk, dtype=np.int64)
    pieces, counts = np.unique(arcs >> 1, return_counts=True)
    if int((counts + passes[pieces]).max(initial=0)) > MOST_PASSES or not trail.keeps_calm(walk):
        return float("inf")
    lengths = network.length_m[pieces]
    ridden_m = float((lengths * counts).sum())
    again_m = float((lengths * (counts - 1)).sum())
    felt_m = float((lengths * counts * network.stress[pieces]).sum())
    lift_m = float(trail.ground.lift_m[arcs].sum())
    turns = int((arcs[1:] == (arcs[:-1] ^ 1)).sum())
    return (felt_m + 0.5 * again_m) / max(ridden_m, 1.0) + 0.05 * turns + 0.02 * lift_m


def _wander(
    trail: Trail,
    tree_to: Tree,
    least_s: float,
    most_s: float,
    passes: NDArray[np.int64],
    allowed_m: float,
) -> list[int] | None:
    ground = trail.ground
    network = ground.network
    back, back_s = fold_to(tree_to.link, tree_to.order, ground.rows, ground.seconds, trail.to_begin)
    walk = _send_walkers(
        np.asarray(trail.seeds, dtype=np.int32),
        trail.after,
        network.heads,
        network.out_first,
        network.out_arcs,
        network.turn_ok,
        network.banned_first,
        network.banned,
        ground.cost,
        ground.seconds,
        network.stress,
        network.length_m,
        ground.rows,
        tree_to.label,
        tree_to.link,
        back_s,
        back,
        passes,
        least_s,
        most_s,
        allowed_m,
        trail.calm_first_s,
        trail.calm_last_s,
        trail.to_begin,
    )
    if not len(walk):
        return None
    found = _cut_goal(walk.tolist(), trail)
    takes_s = ground.time_walk(found, after=trail.after)
    return found if takes_s <= most_s + _LATE_S and trail.keeps_calm(found) else None


@njit(cache=True)
def _send_walkers(  # type: ignore[no-untyped-def]
    seeds,
    after,
    heads,
    out_first,
    out_arcs,
    turn_ok,
    banned_first,
    banned,
    cost,
    seconds,
    stress,
    length_m,
    rows,
    back_label,
    back_link,
    back_s,
    back,
    passes,
    least_s,
    most_s,
    allowed_m,
    calm_first_s,
    calm_last_s,
    to_begin,
):
    best_walk = np.empty(0, dtype=np.int32)
    best_cost = np.inf
    walk = np.empty(_MOST_STEPS, dtype=np.int32)
    uses = np.zeros(len(length_m), dtype=np.int64)
    home = np.zeros(3)
    step = np.zeros(3)
    for walker in range(_WALKERS):
        state = np.uint64(0x9E3779B97F4A7C15) * np.uint64(walker + 1)
        count = 0
        elapsed = 0.0
        turns = 0
        suf = np.zeros(3)
        arc = after
        fine = False
        while count < _MOST_STEPS - 200:
            chosen = -1
            chosen_cost = np.inf
            if arc < 0:
                options = seeds
            else:
                place = heads[arc]
                options = out_arcs[out_first[place] : out_first[place + 1]]
            for k in range(len(options)):
                onward = options[k]
                if not np.isfinite(cost[onward]) or not np.isfinite(back_label[onward]):
                    continue
                piece = onward >> 1
                if uses[piece] + passes[piece] >= MOST_PASSES:
                    continue
                if arc >= 0 and not may_follow(arc, onward, turn_ok, banned_first, banned):
                    continue
                # what is between here and the goal, and how it goes on from what was ridden
                for which in range(3):
                    home[which] = max(back[which, onward, 1], suf[which] + back[which, onward, 2])
                    step[which] = max(rows[which, onward, 1], suf[which] + rows[which, onward, 2])
                if not are_quiet(home[0], home[1], home[2], allowed_m):
                    continue
                borne_m = allowed_m if elapsed >= calm_first_s else 0.0
                if not are_quiet(step[0], step[1], step[2], borne_m):
                    continue
                if elapsed == 0.0 and calm_first_s > 0.0 and rows[1, onward, 2] > _SLACK_M:
                    continue
                if elapsed + back_s[onward] > most_s:
                    continue
                state ^= state << np.uint64(13)
                state ^= state >> np.uint64(7)
                state ^= state << np.uint64(17)
                chance = float(state >> np.uint64(11)) / 9007199254740992.0
                price = 2.0 * (uses[piece] + passes[piece]) + stress[piece] + 1.5 * chance
                if arc >= 0 and onward == arc ^ 1:
                    price += 3.0
                if price < chosen_cost:
                    chosen_cost = price
                    chosen = onward
            if chosen < 0:
                break
            if elapsed + back_s[chosen] >= least_s:
                at = chosen  # from here the way to the goal takes the time that is left
                while at >= 0 and count < _MOST_STEPS:
                    walk[count] = at
                    count += 1
                    uses[at >> 1] += 1
                    if arc >= 0 and at == arc ^ 1:
                        turns += 1
                    elapsed += seconds[at]
                    arc = at
                    at = back_link[at]
                fine = at < 0
                break
            if arc >= 0 and chosen == arc ^ 1:
                turns += 1
                elapsed += 12.0
            walk[count] = chosen
            count += 1
            uses[chosen >> 1] += 1
            elapsed += seconds[chosen]
            for which in range(3):
                suf[which] = max(rows[which, chosen, 3], suf[which] + rows[which, chosen, 0])
            arc = chosen
        if fine and calm_last_s > 0.0:
            last = count - 1 if to_begin else count
            first = last
            before_s = 0.0
            while first > 0 and before_s < calm_last_s:
                first -= 1
                before_s += seconds[walk[first]]
            folded = fold_walk(rows, walk[first:last])
            fine = folded[1, 3] <= _SLACK_M and are_quiet(
                folded[0, 1], folded[1, 1], folded[2, 1], 0.0
            )
        if fine:
            total = 0.0
            again = 0.0
            for k in range(count):
                piece = walk[k] >> 1
                if uses[piece] + passes[piece] > MOST_PASSES:
                    fine = False
                    break
                total += length_m[piece]
                again += length_m[piece] * (uses[piece] - 1) / uses[piece]
            if fine:
                price = again / max(total, 1.0) + 0.03 * turns
                if price < best_cost:
                    best_cost = price
                    best_walk = walk[:count].copy()
        for k in range(count):
            uses[walk[k] >> 1] = 0
    return best_walk
