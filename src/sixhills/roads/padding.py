"""The way from the door to the first hill, and from the last one home: quiet, and of a given time.

Both are looked for from the hill, with the quiet walks (quiet.py) between the door and everywhere
known: some walkers leave the hill, each at every junction for the road that it likes best among
those from which the door can still be reached quietly and in time, and when the time has come they
take the cheapest quiet walk there. What walkers like differs by chance (the same each time); who
rides fewest roads again wins. For the warm-up they walk backwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from sixhills.roads.pace import TURN_ROUND_S
from sixhills.roads.quiet import (
    CALM_M,
    LABELS,
    QuietTree,
    begin_at_hill,
    find_beside,
    grow_quiet,
    may_meet,
    ride_arc,
)
from sixhills.roads.steps import may_follow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sixhills.roads.network import Network

MOST_PASSES = 4
"""No piece is ridden more often in warm-up and the last half hour together."""

_WALKERS = 160
_SPARING = 300, 3.0  # so many, and so much fonder of fresh roads, where these are scarce
_GOOD_ENOUGH = 24  # walkers that have arrived; more of them find little better
_MOST_STEPS = 900
_LATE_S = 60.0  # turning round on the way to the door is not foreseen to the second


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """The network as one kind of riding sees it.

    Attributes:
        network: the roads.
        seconds: that each arc takes, shape (2 p,).
        cost: of each arc, infinite where it must not be ridden.
        turn_cost: of turning round.
    """

    network: Network
    seconds: NDArray[np.float64]
    cost: NDArray[np.float64]
    turn_cost: float

    def time_walk(self, walk: Sequence[int]) -> float:
        """Seconds that a walk takes, turning round included."""
        arcs = np.asarray(walk, dtype=np.int64)
        turns = int((arcs[1:] == (arcs[:-1] ^ 1)).sum())
        return float(self.seconds[arcs].sum()) + TURN_ROUND_S * turns


@dataclass(frozen=True, kw_only=True, eq=False)
class Side:
    """Everything between the door and the hills, before them or after them.

    Attributes:
        ground: as the riding there sees it.
        door: arcs that leave it, or those that arrive.
        homeward: whether the way leads from a hill to the door.
        span_s: the least and the most that it should take.
        calm_s: so long beside the hill there is no climb at all.
        trees: quiet walks between the door and everywhere, those that were asked for.
    """

    ground: Ground
    door: tuple[int, ...]
    homeward: bool
    span_s: tuple[float, float]
    calm_s: float
    trees: dict[tuple[float, ...], QuietTree] = field(default_factory=dict)

    def tree(self, bound: tuple[float, float], longest_s: float | None = None) -> QuietTree:
        """Quiet walks between the door and everywhere; see `quiet.grow_quiet` for the bound."""
        longest_s = self.span_s[1] if longest_s is None else longest_s
        key = (*bound, longest_s)
        if key not in self.trees:
            ground = self.ground
            self.trees[key] = grow_quiet(
                ground.network,
                ground.cost,
                ground.seconds,
                self.door,
                turn=(ground.turn_cost, TURN_ROUND_S),
                bound=bound,
                longest_s=longest_s,
                backward=self.homeward,
            )
        return self.trees[key]

    def time_quietly(
        self, hills: NDArray[np.int32], bound: tuple[float, float]
    ) -> NDArray[np.float64]:
        """Seconds of the cheapest quiet walk between the door and each hill; infinite for none.

        Args:
            hills: the arc of each that the way is beside: the first, homeward the last.
            bound: which climbs are allowed.
        """
        tree = self.tree(bound)
        node = find_beside(self.ground.network, tree, hills, after_hill=self.homeward)
        return np.where(node >= 0, tree.seconds[np.maximum(node, 0)], np.inf)

    def find_way(
        self,
        hill: int,
        bound: tuple[float, float],
        passes: NDArray[np.int64] | None = None,
    ) -> list[int] | None:
        """A way of the right time, or None.

        Args:
            hill: the arc of a hill that it is beside.
            bound: which climbs are allowed.
            passes: how often each piece is ridden already, shape (p,); None: never.
        """
        network, ground, tree = self.ground.network, self.ground, self.tree(bound)
        ahead, arcs_of = (
            (network.heads, (network.out_first, network.out_arcs))
            if self.homeward
            else (network.tails, (network.in_first, network.in_arcs))
        )
        walk: NDArray[np.int32] = _send_walkers(
            hill,
            not self.homeward,
            ahead,
            *arcs_of,
            network.turn_ok,
            network.banned_first,
            network.banned,
            network.sample_first,
            network.sample_m,
            network.length_m,
            network.stress,
            ground.cost,
            ground.seconds,
            tree.label,
            tree.seconds,
            tree.state,
            tree.link,
            *bound,
            self.calm_s,
            *self.span_s,
            np.zeros(network.pieces, dtype=np.int64) if passes is None else passes,
            *((_WALKERS, 1.0) if passes is None else _SPARING),
        )
        if not len(walk):
            return None
        found: list[int] = walk.tolist() if self.homeward else walk[::-1].tolist()
        return found

    def time_shortest(self, hills: NDArray[np.int32]) -> NDArray[np.float64]:
        """Seconds of the cheapest way to each hill, whatever it climbs."""
        tree, node = self._find_shortest(hills)
        return np.where(node >= 0, tree.seconds[np.maximum(node, 0)], np.inf)

    def find_shortest(self, hill: int) -> list[int]:
        """The cheapest way, whatever it climbs and however long it takes; empty for none."""
        tree, node = self._find_shortest(np.array([hill], dtype=np.int32))
        walk = tree.follow(int(node[0]))
        return walk if self.homeward else walk[::-1]

    def _find_shortest(self, hills: NDArray[np.int32]) -> tuple[QuietTree, NDArray[np.int32]]:
        anything = (np.inf, np.inf)
        tree = self.tree(anything, longest_s=np.inf)
        network = self.ground.network
        node = find_beside(network, tree, hills, after_hill=self.homeward, touching_m=np.inf)
        return tree, node


@njit(cache=True)
def _send_walkers(  # type: ignore[no-untyped-def]
    hill,
    backward,
    ahead,
    next_first,
    next_arcs,
    turn_ok,
    banned_first,
    banned,
    first,
    sample,
    length,
    stress,
    cost,
    seconds,
    label,
    taken,
    states,
    link,
    most_m,
    steepest,
    calm_s,
    least_s,
    most_s,
    passes,
    walkers,
    fondness,
):
    best_walk = np.empty(0, dtype=np.int32)
    best_cost = np.inf
    walk = np.empty(_MOST_STEPS, dtype=np.int32)
    uses = np.zeros(len(length), dtype=np.int64)
    state = np.zeros(4)
    trial = np.zeros(4)
    chosen_state = np.zeros(4)
    arrived = 0
    for walker in range(walkers):
        seed = np.uint64(0x9E3779B97F4A7C15) * np.uint64(walker + 1)
        # all like fresh roads and straight ones, but by degrees, and follow whims by degrees
        turn_price = (3.0, 1.0, 0.3)[walker % 3]
        again_price = fondness * (2.0, 1.0, 0.4)[walker // 3 % 3]
        whim = 1.5 * (1 + walker // 9 % 3)
        count = 0
        elapsed = 0.0
        turns = 0
        begin_at_hill(state)
        arc = hill
        fine = False
        while count < _MOST_STEPS - 200:
            chosen = chosen_node = -1
            chosen_cost = np.inf
            place = ahead[arc]
            for k in range(next_first[place], next_first[place + 1]):
                onward = next_arcs[k]
                piece = onward >> 1
                if not np.isfinite(cost[onward]) or uses[piece] + passes[piece] >= MOST_PASSES:
                    continue
                if backward:
                    if not may_follow(onward, arc, turn_ok, banned_first, banned):
                        continue
                elif not may_follow(arc, onward, turn_ok, banned_first, banned):
                    continue
                turned = onward == arc ^ 1
                here_s = elapsed + (TURN_ROUND_S if turned else 0.0)
                node = -1
                for rank in range(LABELS):
                    at = LABELS * onward + rank
                    if not np.isfinite(label[at]) or here_s + taken[at] > most_s:
                        continue
                    if (node < 0 or label[at] < label[node]) and may_meet(
                        state, states[at], most_m, steepest
                    ):
                        node = at
                if node < 0:
                    continue
                trial[:] = state
                calm = elapsed < calm_s
                allowed_m = min(most_m, CALM_M) if calm else most_m
                if not ride_arc(
                    trial, onward, backward, first, sample, length, allowed_m, steepest
                ):
                    continue
                seed ^= seed << np.uint64(13)
                seed ^= seed >> np.uint64(7)
                seed ^= seed << np.uint64(17)
                chance = float(seed >> np.uint64(11)) / 9007199254740992.0
                price = again_price * (uses[piece] + passes[piece]) + stress[piece] + whim * chance
                if turned:
                    price += turn_price
                if price < chosen_cost:
                    chosen_cost, chosen, chosen_node = price, onward, node
                    chosen_state[:] = trial
            if chosen < 0:
                break
            if chosen == arc ^ 1:
                elapsed += TURN_ROUND_S
                turns += 1
            if elapsed + taken[chosen_node] >= least_s:
                at = chosen_node  # from here the way to the door takes the time that is left
                elapsed += taken[at]
                while at >= 0 and count < _MOST_STEPS:
                    walk[count] = at // LABELS
                    if count > 0 and walk[count] == walk[count - 1] ^ 1:
                        turns += 1
                    uses[walk[count] >> 1] += 1
                    count += 1
                    at = link[at]
                fine = at < 0 and elapsed <= most_s + _LATE_S
                break
            walk[count] = chosen
            count += 1
            uses[chosen >> 1] += 1
            elapsed += seconds[chosen]
            state[:] = chosen_state
            arc = chosen
        if fine:
            total = again = 0.0
            for k in range(count):
                piece = walk[k] >> 1
                if uses[piece] + passes[piece] > MOST_PASSES:
                    fine = False
                    break
                total += length[piece]
                again += length[piece] * (uses[piece] - 1) / uses[piece]
            if fine:
                arrived += 1
                price = again / max(total, 1.0) + 0.03 * turns
                if price < best_cost:
                    best_cost = price
                    best_walk = walk[:count].copy()
        for k in range(count):
            uses[walk[k] >> 1] = 0
        if arrived >= _GOOD_ENOUGH:
            break
    return best_walk
