"""Heights along roads: from an elevation model to what a wheel would feel.

An elevation model is a blanket over the land, not over the road. So along each road its heights are
smoothed as heat spreads: roads that meet at a junction share its height, so a place has one height
whichever way it is passed. On bridges and in tunnels the model is not asked at all: there the road
runs straight between its portals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAMPLE_M = 15.0
"""About how far apart heights along a road are."""

_STEPS = 3
_ROUNDS = 40
_PORTAL_ROUNDS = 600


@dataclass(frozen=True, kw_only=True, eq=False)
class Samples:
    """Places along pieces at which heights are wanted; the ends of pieces are junctions.

    Attributes:
        first: where the samples of each piece begin, shape (p + 1,).
        ends: junctions of each piece, shape (p, 2).
        step_m: between samples of each piece, shape (p,).
        covered: whether a piece is a bridge or in a tunnel, shape (p,).
    """

    first: NDArray[np.int64]
    ends: NDArray[np.int32]
    step_m: NDArray[np.float64]
    covered: NDArray[np.bool_]

    def node_ids(self, junctions: int) -> NDArray[np.int64]:
        """Number of the node of each sample: junctions first, then what lies between."""
        ids = np.full(self.first[-1], -1, dtype=np.int64)
        ids[self.first[:-1]] = self.ends[:, 0]
        ids[self.first[1:] - 1] = self.ends[:, 1]
        between = ids < 0
        ids[between] = junctions + np.arange(int(between.sum()))
        return ids


def settle_heights(
    raw_m: NDArray[np.float64], samples: Samples, junctions: int, *, smoothing_m: float
) -> NDArray[np.float64]:
    """Heights of all samples, shape (n,).

    Args:
        raw_m: of the elevation model at each sample, shape (n,), NaN where it knows none.
        samples: where they are.
        junctions: how many junctions there are.
        smoothing_m: standard deviation of the smoothing along the road.
    """
    ids = samples.node_ids(junctions)
    nodes = int(ids.max()) + 1
    piece = np.repeat(np.arange(len(samples.step_m)), np.diff(samples.first))
    inner = np.ones(len(ids), dtype=bool)
    inner[samples.first[1:] - 1] = False  # the last sample of a piece begins no link
    start = np.flatnonzero(inner)
    link_a, link_b = ids[start], ids[start + 1]
    link_m = np.maximum(samples.step_m[piece[start]], 0.5)
    known = _ask_model(raw_m, ids, nodes, piece, samples)
    height = _bridge(known, link_a, link_b, link_m)
    smoothed = _spread(height, link_a, link_b, link_m, smoothing_m**2 / _STEPS)
    settled: NDArray[np.float64] = smoothed[ids]
    return settled


def _ask_model(
    raw_m: NDArray[np.float64],
    ids: NDArray[np.int64],
    nodes: int,
    piece: NDArray[np.intp],
    samples: Samples,
) -> NDArray[np.float64]:
    """What the model says of each node, NaN on bridges, in tunnels and where it says nothing."""
    asked = ~samples.covered[piece] & np.isfinite(raw_m)
    total = np.bincount(ids[asked], weights=raw_m[asked], minlength=nodes)
    count = np.bincount(ids[asked], minlength=nodes)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _bridge(
    known: NDArray[np.float64],
    link_a: NDArray[np.int64],
    link_b: NDArray[np.int64],
    link_m: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Unknown nodes set to what a straight line between known ones gives, whole networks too."""
    unknown = np.isnan(known)
    if unknown.all():
        return np.zeros_like(known)
    if not unknown.any():
        return known
    touched = unknown[link_a] | unknown[link_b]
    start = np.where(unknown, np.nanmean(known), known)
    filled: NDArray[np.float64] = _relax_unknown(
        start, unknown, link_a[touched], link_b[touched], link_m[touched], _PORTAL_ROUNDS
    )
    return filled


@njit(cache=True)
def _relax_unknown(height, unknown, link_a, link_b, link_m, rounds):  # type: ignore[no-untyped-def]
    """Laplace's equation on the unknown nodes, by conjugate gradients."""
    n = len(height)
    diagonal = np.zeros(n)
    b = np.zeros(n)
    for k in range(len(link_a)):
        u, v, c = link_a[k], link_b[k], 1.0 / link_m[k]
        if unknown[u]:
            diagonal[u] += c
            if not unknown[v]:
                b[u] += c * height[v]
        if unknown[v]:
            diagonal[v] += c
            if not unknown[u]:
                b[v] += c * height[u]
    x = height.copy()
    r = np.zeros(n)
    for i in range(n):
        if unknown[i]:
            r[i] = b[i] - diagonal[i] * x[i]
    for k in range(len(link_a)):
        u, v = link_a[k], link_b[k]
        if unknown[u] and unknown[v]:
            c = 1.0 / link_m[k]
            r[u] += c * x[v]
            r[v] += c * x[u]
    z = np.zeros(n)
    for i in range(n):
        if diagonal[i] > 0:
            z[i] = r[i] / diagonal[i]
    p = z.copy()
    rz = (r * z).sum()
    for _ in range(rounds):
        if rz < 1e-9:
            break
        q = diagonal * p
        for k in range(len(link_a)):
            u, v = link_a[k], link_b[k]
            if unknown[u] and unknown[v]:
                c = 1.0 / link_m[k]
                q[u] -= c * p[v]
                q[v] -= c * p[u]
        pq = (p * q).sum()
        if pq <= 0:
            break
        alpha = rz / pq
        for i in range(n):
            x[i] += alpha * p[i]
            r[i] -= alpha * q[i]
            if diagonal[i] > 0:
                z[i] = r[i] / diagonal[i]
        new = (r * z).sum()
        p = z + (new / rz) * p
        rz = new
    return x


@njit(cache=True)
def _spread(height, link_a, link_b, link_m, variance):  # type: ignore[no-untyped-def]
    """Heat that spreads along links for a while, in implicit steps (Jacobi rounds)."""
    n = len(height)
    cell = np.zeros(n)
    diagonal = np.zeros(n)
    for k in range(len(link_a)):
        half = 0.5 * link_m[k]
        flow = 0.5 * variance / link_m[k]
        cell[link_a[k]] += half
        cell[link_b[k]] += half
        diagonal[link_a[k]] += flow
        diagonal[link_b[k]] += flow
    h = height.copy()
    for _ in range(_STEPS):
        before = h.copy()
        for _ in range(_ROUNDS):
            total = cell * before
            for k in range(len(link_a)):
                flow = 0.5 * variance / link_m[k]
                total[link_a[k]] += flow * h[link_b[k]]
                total[link_b[k]] += flow * h[link_a[k]]
            for i in range(n):
                if cell[i] > 0:
                    h[i] = total[i] / (cell[i] + diagonal[i])
    return h
