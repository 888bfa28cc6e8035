"""Pedal force and activations together: of all forces that the ties allow, the easiest to give.

What measured riders tell of the pedal's force leaves much of its direction open. A rider settles
it with their muscles, and so does the model: it looks for the force whose ties and whose muscle
effort (activations squared, weighted by volume, over the turn) together cost least. That brings
out what no tie asks for: hamstrings and calves that pull through the bottom of the turn, a hip
that goes on extending late in the downstroke.

Moments are linear in the harmonics of the force. For one force, the least effort and the price of
each moment come from sharing (sharing.py); the effort is convex in the moments, its slope is the
prices, its curvature the inverse of what rising prices yield. So Newton's method on some thirty
harmonics finds the force in a few steps, and each sharing begins at the prices of the last.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sixhills.body.muscles.sharing import Demand, Shared, measure_yield, share_moments

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.body.muscles.pedal_force import Ties

    Floats = NDArray[np.float64]

_STEPS = 30
_HALVINGS = 20
_ENOUGH = 1e-4  # of the whole cost, that one more step still saves
_USUAL_NM = 200.0
"""A moment that costs as much as a tie missed by one standard deviation, in the first guess."""


@dataclass(frozen=True, kw_only=True, eq=False)
class MomentLine:
    """Moments of the joints as a function of the harmonics of the pedal's force.

    Attributes:
        constant_nm: without any force, n by joints.
        per_harmonic: n by joints by unknowns.
    """

    constant_nm: Floats
    per_harmonic: Floats

    def at(self, harmonics: Floats) -> Floats:
        """Moments for a force, n by joints."""
        moments: Floats = self.constant_nm + self.per_harmonic @ harmonics
        return moments


@dataclass(frozen=True, kw_only=True, eq=False)
class _Try:
    """A force that was looked at."""

    harmonics: Floats
    demand: Demand
    shared: Shared
    cost: float


@dataclass(frozen=True, kw_only=True, eq=False)
class _Search:
    """What is looked for."""

    ties: Ties
    line: MomentLine
    demand: Demand
    weight: float

    def look(self, harmonics: Floats, prices: Floats | None = None) -> _Try:
        """What a force costs; sharing begins at prices."""
        asked = replace(self.demand, moments_nm=self.line.at(harmonics))
        shared = share_moments(asked, prices)
        effort = shared.activation**2 @ asked.cost + shared.reserve_nm**2 @ asked.reserve_cost
        missed = self.ties.rows @ harmonics - self.ties.values
        cost = self.weight * float(effort.mean()) + float(missed @ missed)
        return _Try(harmonics=harmonics, demand=asked, shared=shared, cost=cost)


@dataclass(frozen=True, kw_only=True, eq=False)
class Start:
    """Where to begin the search: the answer to a problem much like this one."""

    harmonics: Floats
    prices: Floats


def find_least_effort(
    ties: Ties, line: MomentLine, demand: Demand, weight: float, near: Start | None = None
) -> tuple[Floats, Shared]:
    """The harmonics of the force, and how muscles share its moments.

    Args:
        ties: of the force; its mean power holds exactly.
        line: what active muscles have to give for a force.
        demand: who could give it; its own moments do not count.
        weight: of the mean effort beside the ties' squared deviations.
        near: where to begin, if anywhere is known; the answer is the same, to the tolerance.
    """
    search = _Search(ties=ties, line=line, demand=demand, weight=weight)
    if near is None:
        best = search.look(_guess(ties, line))
    else:
        best = search.look(_give_power(near.harmonics, ties), near.prices)
    for _ in range(_STEPS):
        step, promised = _find_step(search, best)
        if promised < _ENOUGH * best.cost:
            break
        after = _follow(search, best, step)
        if after.cost >= best.cost:
            break
        best = after
    return best.harmonics, best.shared


def _give_power(harmonics: Floats, ties: Ties) -> Floats:
    """The nearest harmonics that give the mean power."""
    row = ties.power_row
    missing_w = ties.power_w - float(row @ harmonics)
    given: Floats = harmonics + row * (missing_w / float(row @ row))
    return given


def _guess(ties: Ties, line: MomentLine) -> Floats:
    """The force that holds the ties with small moments."""
    count = len(ties.basis)
    small = line.per_harmonic.reshape(-1, line.per_harmonic.shape[2]) / _USUAL_NM / np.sqrt(count)
    rows = np.concatenate([ties.rows, small])
    wanted = -line.constant_nm.reshape(-1) / _USUAL_NM / np.sqrt(count)
    values = np.concatenate([ties.values, wanted])
    return _solve_tied(rows.T @ rows, rows.T @ values, ties.power_row, ties.power_w)


def _find_step(search: _Search, tried: _Try) -> tuple[Floats, float]:
    """Newton's step, along which the mean power stays, and what it would save."""
    ties, along = search.ties, search.line.per_harmonic
    share = search.weight / len(ties.basis)
    missed = ties.rows @ tried.harmonics - ties.values
    slope = share * np.einsum("nj,njk->k", tried.shared.prices, along) + 2.0 * ties.rows.T @ missed
    stiff = np.linalg.solve(measure_yield(tried.shared.activation, tried.demand), along)
    bend = np.tensordot(along, stiff, axes=((0, 1), (0, 1)))
    curvature = share * bend + 2.0 * ties.rows.T @ ties.rows
    step = _solve_tied(curvature, -slope, ties.power_row, 0.0)
    return step, -0.5 * float(slope @ step)


def _follow(search: _Search, before: _Try, step: Floats) -> _Try:
    """Take the step, halved while it costs more."""
    part, after = 1.0, before
    for _ in range(_HALVINGS):
        after = search.look(before.harmonics + part * step, before.shared.prices)
        if after.cost <= before.cost:
            break
        part *= 0.5
    return after


def _solve_tied(curvature: Floats, right: Floats, row: Floats, value: float) -> Floats:
    """The least of a quadratic with one equation that holds exactly."""
    count = len(right)
    scale = np.abs(curvature).max() / np.abs(row).max()
    matrix = np.zeros((count + 1, count + 1))
    matrix[:count, :count] = curvature
    matrix[count, :count] = matrix[:count, count] = row * scale
    solved = np.linalg.solve(matrix, np.append(right, value * scale))
    return np.asarray(solved[:count], dtype=np.float64)
