"""Quiet walks: ways in which the climb detector finds nothing that a warm-up must not have.

The detector (terrain/climbs.py) takes altitude less 2 % of the distance, the *curve*, and cuts it
into rises: one begins at a low, and ends at the high from which the curve has fallen by a price.
That is a small machine with four numbers, so a search can carry it along: how far the curve, the
altitude and the way are from the low, and the highest that the curve was since. A walk is given up
at once where a rise becomes a climb that is not allowed; and it may rise as often as it likes where
the rises stay small and the curve falls enough between them, which no sum of metres can tell.

Run backwards from the goal, with the same steps, the machine finds the same rises: low and high
change places, and so do begin and end. So one half of a walk may be known from its begin and the
other from its goal, and where they meet, two rises become one.

The cheapest walk to an arc is not always the one to go on with: a dearer one may come with less of
a rise behind it. So each arc has some labels, one for each `_place` of the machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from sixhills.roads.draft import QUIET_GAIN_M, QUIET_GRADE
from sixhills.roads.steps import NONE, may_follow, pop, push
from sixhills.terrain.climbs import BASE_GRADE, LEAST_GAIN_M, LEAST_GRADE, PRICE_M

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sixhills.roads.network import Network

LABELS = 5
"""Labels of each arc: three while the curve has not risen by the price, two in a rise."""

TOUCHING_M = 1.5
"""What the curve may rise right beside a hill, which would be taken for part of it."""

# A little within the bounds of the detector, which looks at points between those that we see.
_SEEN_M, _OVER_M = PRICE_M - 0.4, PRICE_M + 0.4
_LEAST_GAIN_M = LEAST_GAIN_M - 0.6
_LEAST_GRADE = LEAST_GRADE - 0.0005
_STEEP = QUIET_GRADE - 0.0015
QUIET_M = QUIET_GAIN_M - 1.0
"""Climbs of so many metres are allowed where they are gentle."""

CALM_M = _LEAST_GAIN_M
"""With no more allowed there is no climb at all."""

_CURVE, _GAIN, _RUN, _HIGH = 0, 1, 2, 3
_HILL_M = 1000.0  # a hill that a walk begins or ends at: any rise that touches it is too much


@dataclass(frozen=True, kw_only=True, eq=False)
class QuietTree:
    """The cheapest quiet walks from or to a place; node `LABELS * arc + i` is label i of an arc.

    Attributes:
        label: cost up to the end of each arc, or from its begin to the goal, the arc included;
            infinite where there is no quiet walk. Shape (n,).
        seconds: that the walk takes, likewise.
        state: of the machine there, shape (n, 4).
        link: the node before, or after in a tree to a goal; `NONE` at the ends.
        bound: which climbs are allowed; see `grow_quiet`.
    """

    label: NDArray[np.float64]
    seconds: NDArray[np.float64]
    state: NDArray[np.float64]
    link: NDArray[np.int32]
    bound: tuple[float, float]

    def follow(self, node: int) -> list[int]:
        """Arcs of the walk of a node, from that node on."""
        arcs = []
        while node != NONE:
            arcs.append(node // LABELS)
            node = int(self.link[node])
        return arcs


def allow_quiet() -> tuple[float, float]:
    """The bound of warm-ups and of the last half hour: climbs below 4 % and 30 m."""
    return (QUIET_M, _STEEP)


def allow_climbs(most_m: float) -> tuple[float, float]:
    """A bound that lets climbs of so many metres pass, however steep they are."""
    return (most_m, np.inf)


def grow_quiet(
    network: Network,
    cost: NDArray[np.float64],
    seconds: NDArray[np.float64],
    ends: Sequence[int],
    *,
    turn: tuple[float, float],
    bound: tuple[float, float],
    longest_s: float,
    backward: bool = False,
    beside: int = NONE,
    room: Room | None = None,
) -> QuietTree:
    """Quiet walks from or to a place.

    Args:
        network: the roads.
        cost: of each arc, infinite where it must not be ridden, shape (2 p,).
        seconds: of each arc, shape (2 p,).
        ends: arcs that may come first, or last.
        turn: cost and seconds of turning round.
        bound: metres and grade from which a climb is one too many: the first alone, or the second
            where it is a climb at all.
        longest_s: walks that take longer are not looked for.
        backward: whether `ends` are the goal.
        beside: instead of `ends` an arc of a hill, after or before which the walk is.
        room: used for the tree, which then is good only until `Room.clear`.
    """
    taken_up = Room(network) if room is None else room
    near, arcs_of = (
        (network.tails, (network.in_first, network.in_arcs))
        if backward
        else (network.heads, (network.out_first, network.out_arcs))
    )
    taken_up.count = _grow(
        taken_up.label,
        taken_up.seconds,
        taken_up.state,
        taken_up.link,
        taken_up.settled,
        taken_up.touched,
        cost,
        seconds,
        np.asarray(ends, dtype=np.int32),
        beside,
        backward,
        near,
        *arcs_of,
        network.turn_ok,
        network.banned_first,
        network.banned,
        network.sample_first,
        network.sample_m,
        network.length_m,
        *turn,
        *bound,
        longest_s,
    )
    return QuietTree(
        label=taken_up.label,
        seconds=taken_up.seconds,
        state=taken_up.state,
        link=taken_up.link,
        bound=bound,
    )


class Room:
    """Arrays for a tree, which can be used again: to clear what was touched costs little."""

    def __init__(self, network: Network):
        """Take the network that trees are grown in."""
        nodes = LABELS * network.arcs
        self.label = np.full(nodes, np.inf)
        self.seconds = np.zeros(nodes)
        self.state = np.zeros((nodes, 4))
        self.link = np.full(nodes, NONE, dtype=np.int32)
        self.settled = np.zeros(nodes, dtype=np.bool_)
        self.touched = np.empty(nodes, dtype=np.int32)
        self.count = 0

    def clear(self) -> None:
        """Make it ready for the next tree."""
        touched = self.touched[: self.count]
        self.label[touched] = np.inf
        self.settled[touched] = False
        self.count = 0


@njit(cache=True)
def ride_arc(state, arc, backward, first, sample, length, most_m, steepest):  # type: ignore[no-untyped-def]
    """Carry the machine over an arc; whether no rise became too much."""
    piece = arc >> 1
    a, b = first[piece], first[piece + 1]
    steps = b - a - 1
    run = length[piece] / steps
    curve, gain, way, high = state[0], state[1], state[2], state[3]
    for i in range(steps):
        j = steps - 1 - i if backward else i
        if arc & 1 == 0:
            rise = sample[a + j + 1] - sample[a + j]
        else:
            rise = sample[b - 2 - j] - sample[b - 1 - j]
        curve += rise - BASE_GRADE * run
        gain += rise
        way += run
        if curve > high:
            high = curve
            if is_too_much(high, gain, way, most_m, steepest):
                return False
        if curve <= 0.0 or (high >= _SEEN_M and high - curve >= _OVER_M):
            curve = gain = way = high = 0.0
    state[0], state[1], state[2], state[3] = curve, gain, way, high
    return True


@njit(cache=True)
def is_too_much(high, gain, way, most_m, steepest):  # type: ignore[no-untyped-def]
    """Whether a rise is a climb that is not allowed."""
    if high < _SEEN_M or gain < _LEAST_GAIN_M or gain < _LEAST_GRADE * way:
        return False
    return gain >= most_m or gain >= steepest * way


@njit(cache=True)
def may_meet(before, after, most_m, steepest):  # type: ignore[no-untyped-def]
    """Whether two halves of a walk may be joined, by their states where they meet."""
    high = before[0] + after[0]
    if high <= before[3] or high <= after[3]:
        return True
    return not is_too_much(high, before[1] + after[1], before[2] + after[2], most_m, steepest)


@njit(cache=True)
def begin_at_hill(state):  # type: ignore[no-untyped-def]
    """The state right after a hill, or backwards right before one."""
    state[0] = state[1] = state[2] = _HILL_M
    state[3] = _HILL_M + TOUCHING_M


@njit(cache=True)
def _place(state):  # type: ignore[no-untyped-def]
    """Which label of an arc a state is: the lower the better to go on with."""
    if state[3] >= _SEEN_M:
        return 3 if state[0] < 0.5 * _SEEN_M else 4
    if state[0] < TOUCHING_M:
        return 0
    return 1 if state[0] < 0.5 * _SEEN_M else 2


@njit(cache=True)
def _grow(  # type: ignore[no-untyped-def]
    label,
    taken,
    states,
    link,
    settled,
    touched,
    cost,
    seconds,
    ends,
    beside,
    backward,
    near,
    next_first,
    next_arcs,
    turn_ok,
    banned_first,
    banned,
    first,
    sample,
    length,
    turn_cost,
    turn_s,
    most_m,
    steepest,
    longest_s,
):
    count = 0
    keys = np.empty(1024)
    items = np.empty(1024, dtype=np.int32)
    size = 0
    state = np.zeros(4)
    if beside >= 0:
        place = near[beside]
        options = next_arcs[next_first[place] : next_first[place + 1]]
    else:
        options = ends
    node = NONE
    here, here_s = 0.0, 0.0
    before = beside
    while True:
        for k in range(len(options)):
            arc = options[k]
            if not np.isfinite(cost[arc]):
                continue
            turned = before >= 0 and arc == before ^ 1
            there_s = here_s + seconds[arc] + (turn_s if turned else 0.0)
            if there_s > longest_s:
                continue
            if before >= 0:
                if backward:
                    if not may_follow(arc, before, turn_ok, banned_first, banned):
                        continue
                elif not may_follow(before, arc, turn_ok, banned_first, banned):
                    continue
            there = here + cost[arc] + (turn_cost if turned else 0.0)
            if there >= label[LABELS * arc]:
                continue  # the best state is known for less
            if node >= 0:
                state[:] = states[node]
            elif beside >= 0:
                begin_at_hill(state)
            else:
                state[:] = 0.0
            if not ride_arc(state, arc, backward, first, sample, length, most_m, steepest):
                continue
            rank = _place(state)
            better = False
            for r in range(rank + 1):
                if label[LABELS * arc + r] <= there:
                    better = True
                    break
            if better:
                continue
            target = LABELS * arc + rank
            if settled[target]:
                continue
            if label[target] == np.inf:
                touched[count] = target
                count += 1
            label[target] = there
            taken[target] = there_s
            states[target] = state
            link[target] = node
            if size + 1 >= len(keys):
                keys = np.concatenate((keys, np.empty(len(keys))))
                items = np.concatenate((items, np.empty(len(items), dtype=np.int32)))
            size = push(keys, items, size, there, target)
        while size:
            here, node, size = pop(keys, items, size)
            if not settled[node]:
                break
            node = NONE
        if node < 0 or settled[node]:
            break
        settled[node] = True
        here_s = taken[node]
        before = node // LABELS
        place = near[before]
        options = next_arcs[next_first[place] : next_first[place + 1]]
    return count


def find_beside(
    network: Network,
    tree: QuietTree,
    hills: NDArray[np.int32],
    *,
    after_hill: bool,
    touching_m: float = TOUCHING_M,
) -> NDArray[np.int32]:
    """The node of the cheapest quiet walk beside each hill, `NONE` where there is none.

    Args:
        network: the roads.
        tree: of walks to a goal, or where hills follow them from their begin.
        hills: the last arc of each, or where they follow the walk the first.
        after_hill: whether the walk follows the hill.
        touching_m: what the curve may rise right beside it.
    """
    near, arcs_of = (
        (network.heads, (network.out_first, network.out_arcs))
        if after_hill
        else (network.tails, (network.in_first, network.in_arcs))
    )
    found: NDArray[np.int32] = _find_beside(
        hills,
        after_hill,
        near,
        *arcs_of,
        network.turn_ok,
        network.banned_first,
        network.banned,
        tree.label,
        tree.state,
        touching_m,
    )
    return found


@njit(cache=True)
def _find_beside(  # type: ignore[no-untyped-def]
    hills,
    after_hill,
    near,
    next_first,
    next_arcs,
    turn_ok,
    banned_first,
    banned,
    label,
    states,
    touching_m,
):
    found = np.full(len(hills), NONE, dtype=np.int32)
    for i in range(len(hills)):
        hill = hills[i]
        place = near[hill]
        cheapest = np.inf
        for k in range(next_first[place], next_first[place + 1]):
            arc = next_arcs[k]
            if after_hill:
                if not may_follow(hill, arc, turn_ok, banned_first, banned):
                    continue
            elif not may_follow(arc, hill, turn_ok, banned_first, banned):
                continue
            for rank in range(LABELS):
                node = LABELS * arc + rank
                if states[node, 0] <= touching_m and label[node] < cheapest:
                    cheapest = label[node]
                    found[i] = node
    return found
