"""Cheapest walks from arcs and to arcs: Dijkstra's algorithm over arcs, with turns as its edges.

Going over arcs and not over junctions lets a tree obey forbidden turns and turn round only where
that is safe. A label is the cost at the *begin* of an arc.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from sixhills.roads.rises import join_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sixhills.roads.network import Network

NONE = -1


@dataclass(frozen=True, kw_only=True, eq=False)
class Tree:
    """Cheapest walks to or from every arc.

    Attributes:
        label: of each arc, cost from the seeds to its begin, or from its begin to the goal;
            infinite where there is no walk. Shape (2 p,).
        link: the arc before it on the walk, or after it in a tree to a goal; `NONE` at the ends.
        order: the arcs that have a label, in the order in which they were settled.
    """

    label: NDArray[np.float64]
    link: NDArray[np.int32]
    order: NDArray[np.int32]

    def walk(self, arc: int) -> list[int]:
        """Arcs from the seed up to before `arc`, of a tree from seeds."""
        found: list[int] = _follow(self.link, arc).tolist()
        return found


def grow_tree(
    network: Network,
    cost: NDArray[np.float64],
    seeds: Sequence[int],
    *,
    turn_cost: float,
    limit: float = np.inf,
    onward_from: int = NONE,
) -> Tree:
    """Walks from seeds to all arcs.

    Args:
        network: the roads.
        cost: of each arc, infinite where it must not be ridden, shape (2 p,).
        seeds: arcs that may come first, at no cost.
        turn_cost: of turning round.
        limit: dearer walks are not looked for.
        onward_from: an arc just ridden: what may follow it comes first, instead of `seeds`.
    """
    label, link, order = _grow(
        cost,
        np.asarray(seeds, dtype=np.int32),
        onward_from,
        network.heads,
        network.out_first,
        network.out_arcs,
        network.turn_ok,
        network.banned_first,
        network.banned,
        turn_cost,
        limit,
    )
    return Tree(label=label, link=link, order=order)


def grow_tree_to(
    network: Network,
    cost: NDArray[np.float64],
    goals: Sequence[int],
    *,
    turn_cost: float,
    limit: float = np.inf,
    to_begin: bool = False,
) -> Tree:
    """Walks from all arcs to the end of goals, or with `to_begin` up to before them."""
    label, link, order = _grow_back(
        cost,
        np.asarray(goals, dtype=np.int32),
        to_begin,
        network.tails,
        network.in_first,
        network.in_arcs,
        network.turn_ok,
        network.banned_first,
        network.banned,
        turn_cost,
        limit,
    )
    return Tree(label=label, link=link, order=order)


@njit(cache=True)
def may_follow(arc, after, turn_ok, banned_first, banned):  # type: ignore[no-untyped-def]
    """Whether one arc may be ridden right after another that ends where it begins."""
    if after == arc ^ 1 and not turn_ok[arc]:
        return False
    for i in range(banned_first[arc], banned_first[arc + 1]):
        if banned[i, 1] == after:
            return False
    return True


@njit(cache=True)
def _push(keys, items, size, key, item):  # type: ignore[no-untyped-def]
    i = size
    while i > 0:
        up = (i - 1) >> 1
        if keys[up] <= key:
            break
        keys[i] = keys[up]
        items[i] = items[up]
        i = up
    keys[i] = key
    items[i] = item
    return size + 1


@njit(cache=True)
def _pop(keys, items, size):  # type: ignore[no-untyped-def]
    key, item = keys[0], items[0]
    size -= 1
    last_key, last_item = keys[size], items[size]
    i = 0
    while True:
        child = 2 * i + 1
        if child >= size:
            break
        if child + 1 < size and keys[child + 1] < keys[child]:
            child += 1
        if keys[child] >= last_key:
            break
        keys[i] = keys[child]
        items[i] = items[child]
        i = child
    keys[i] = last_key
    items[i] = last_item
    return key, item, size


@njit(cache=True)
def _grow(  # type: ignore[no-untyped-def]
    cost,
    seeds,
    onward_from,
    heads,
    out_first,
    out_arcs,
    turn_ok,
    banned_first,
    banned,
    turn_cost,
    limit,
):
    arcs = len(cost)
    label = np.full(arcs, np.inf)
    link = np.full(arcs, NONE, dtype=np.int32)
    settled = np.zeros(arcs, dtype=np.bool_)
    order = np.empty(arcs, dtype=np.int32)
    count = 0
    room = len(seeds) + 64
    for arc in range(arcs):
        room += out_first[heads[arc] + 1] - out_first[heads[arc]]
    keys = np.empty(room)
    items = np.empty(room, dtype=np.int32)
    size = 0
    for arc in seeds:
        if np.isfinite(cost[arc]):
            label[arc] = 0.0
            size = _push(keys, items, size, 0.0, arc)
    if onward_from >= 0:
        place = heads[onward_from]
        for i in range(out_first[place], out_first[place + 1]):
            arc = out_arcs[i]
            if np.isfinite(cost[arc]) and may_follow(
                onward_from, arc, turn_ok, banned_first, banned
            ):
                start = turn_cost if arc == onward_from ^ 1 else 0.0
                if start < label[arc]:
                    label[arc] = start
                    size = _push(keys, items, size, start, arc)
    while size:
        key, arc, size = _pop(keys, items, size)
        if settled[arc]:
            continue
        settled[arc] = True
        order[count] = arc
        count += 1
        here = key + cost[arc]
        if here > limit:
            continue
        place = heads[arc]
        for i in range(out_first[place], out_first[place + 1]):
            after = out_arcs[i]
            if settled[after] or not np.isfinite(cost[after]):
                continue
            there = here + (turn_cost if after == arc ^ 1 else 0.0)
            if there < label[after] and may_follow(arc, after, turn_ok, banned_first, banned):
                label[after] = there
                link[after] = arc
                size = _push(keys, items, size, there, after)
    return label, link, order[:count].copy()


@njit(cache=True)
def _grow_back(  # type: ignore[no-untyped-def]
    cost, goals, to_begin, tails, in_first, in_arcs, turn_ok, banned_first, banned, turn_cost, limit
):
    arcs = len(cost)
    label = np.full(arcs, np.inf)
    link = np.full(arcs, NONE, dtype=np.int32)
    settled = np.zeros(arcs, dtype=np.bool_)
    order = np.empty(arcs, dtype=np.int32)
    count = 0
    room = len(goals) + 64
    for arc in range(arcs):
        room += in_first[tails[arc] + 1] - in_first[tails[arc]]
    keys = np.empty(room)
    items = np.empty(room, dtype=np.int32)
    size = 0
    for arc in goals:
        if np.isfinite(cost[arc]):
            start = 0.0 if to_begin else cost[arc]
            label[arc] = start
            size = _push(keys, items, size, start, arc)
    while size:
        key, arc, size = _pop(keys, items, size)
        if settled[arc]:
            continue
        settled[arc] = True
        order[count] = arc
        count += 1
        if key > limit:
            continue
        place = tails[arc]
        for i in range(in_first[place], in_first[place + 1]):
            before = in_arcs[i]
            if settled[before] or not np.isfinite(cost[before]):
                continue
            there = key + cost[before] + (turn_cost if arc == before ^ 1 else 0.0)
            if there < label[before] and may_follow(before, arc, turn_ok, banned_first, banned):
                label[before] = there
                link[before] = arc
                size = _push(keys, items, size, there, before)
    return label, link, order[:count].copy()


@njit(cache=True)
def _follow(link, arc):  # type: ignore[no-untyped-def]
    count = 0
    at = link[arc]
    while at >= 0:
        count += 1
        at = link[at]
    walk = np.empty(count, dtype=np.int32)
    at = link[arc]
    for i in range(count):
        walk[count - 1 - i] = at
        at = link[at]
    return walk


def follow_to_goal(tree: Tree, arc: int) -> list[int]:
    """Arcs from `arc` on to the goal of a tree to goals, `arc` and the goal included."""
    found: list[int] = _follow_on(tree.link, arc).tolist()
    return found


@njit(cache=True)
def _follow_on(link, arc):  # type: ignore[no-untyped-def]
    count = 0
    at = arc
    while at >= 0:
        count += 1
        at = link[at]
    walk = np.empty(count, dtype=np.int32)
    at = arc
    for i in range(count):
        walk[i] = at
        at = link[at]
    return walk


@njit(cache=True)
def fold_from(link, order, rows, extra):  # type: ignore[no-untyped-def]
    """Rises and sums of the walk from the seeds to the begin of each arc.

    Args:
        link, order: of a tree from seeds.
        rows: rises of arcs, see rises.py.
        extra: something that adds up along a walk (time), shape (2 p,).
    """
    arcs = len(link)
    folded = np.zeros((3, arcs, 4))
    total = np.zeros(arcs)
    for i in range(len(order)):
        arc = order[i]
        before = link[arc]
        if before >= 0:
            for which in range(3):
                join_rows(folded[which, before], rows[which, before], folded[which, arc])
            total[arc] = total[before] + extra[before]
    return folded, total


@njit(cache=True)
def fold_to(link, order, rows, extra, to_begin):  # type: ignore[no-untyped-def]
    """Likewise of the walk from the begin of each arc to the goal of a tree to goals."""
    arcs = len(link)
    folded = np.zeros((3, arcs, 4))
    total = np.zeros(arcs)
    for i in range(len(order)):
        arc = order[i]
        after = link[arc]
        if after >= 0:
            for which in range(3):
                join_rows(rows[which, arc], folded[which, after], folded[which, arc])
            total[arc] = total[after] + extra[arc]
        elif not to_begin:
            folded[:, arc] = rows[:, arc]
            total[arc] = extra[arc]
    return folded, total
