"""How muscles share the moments of the joints: each moment of time, the least effort.

More muscles than joints: infinitely many ways to give the same moments. Of these the one is taken
that costs least, the sum of squared activations, each weighted by the muscle's volume or not
(Crowninshield and Brand 1981; Happee and van der Helm 1995), between a floor and full activation.
Moments that muscles cannot give are given by reserves, which cost so much that they are used last;
they are reported, never hidden.

For a given price of each moment (the dual variable) every muscle's best activation is known at
once; Newton's method finds the prices, for all moments of time together. The effort as a function
of the prices is concave, so what it finds is the best there is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FLOOR = 0.01
"""The least activation."""

_STEPS = 60
_ENOUGH_NM = 1e-4
_HALVINGS = 40
_ROUNDING = 1e-9
_PAST = 0.5  # of the slope at the beginning of a step: so steep downwards may its end be


@dataclass(frozen=True, kw_only=True, eq=False)
class Shared:
    """Activations and what is left.

    Attributes:
        activation: n by muscles.
        reserve_nm: moment that muscles did not give, n by joints.
        prices: what one more newton metre of each joint would cost, n by joints.
        steps: how many steps of Newton's method it took.
    """

    activation: Floats
    reserve_nm: Floats
    prices: Floats
    steps: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Demand:
    """Moments, and who could give them.

    Attributes:
        strength_nm: moment of each muscle at full activation, n by muscles by joints.
        moments_nm: what active muscles have to give, n by joints.
        cost: of each muscle's squared activation.
        reserve_cost: of each joint's squared reserve [1/(N m)²].
    """

    strength_nm: Floats
    moments_nm: Floats
    cost: Floats
    reserve_cost: Floats

    def some(self, rows: NDArray[np.intp]) -> Demand:
        """The demand at some moments of time."""
        return replace(self, strength_nm=self.strength_nm[rows], moments_nm=self.moments_nm[rows])


def share_moments(demand: Demand, prices: Floats | None = None) -> Shared:
    """Activations that give moments with the least effort.

    Args:
        demand: what is to be given.
        prices: to begin with, of a demand much like this one.
    """
    fresh = prices is None
    prices = np.zeros_like(demand.moments_nm) if prices is None else prices
    value, slope, activation = _weigh(prices, demand)
    steps = 0
    for steps in range(1, _STEPS + 1):
        if np.abs(slope).max() < _ENOUGH_NM:
            break
        free = (activation > FLOOR) & (activation < 1.0)
        free |= fresh and steps == 1  # all rest at the floor then, but none will stay there
        solved = np.linalg.solve(_curvature(free, demand), slope[:, :, None])[:, :, 0]
        step = np.asarray(solved, dtype=np.float64)
        prices, (value, slope, activation) = _climb(prices, step, (value, slope), demand)
    reserve_nm = prices / (2.0 * demand.reserve_cost)
    return Shared(activation=activation, reserve_nm=reserve_nm, prices=prices, steps=steps)


def measure_yield(activation: Floats, demand: Demand) -> Floats:
    """How much more moment each joint gets where prices rise, n by joints by joints.

    Muscles at the floor or fully active give nothing more.
    """
    return _curvature((activation > FLOOR) & (activation < 1.0), demand)


def _curvature(free: NDArray[np.bool_], demand: Demand) -> Floats:
    scaled = demand.strength_nm * (free / (2.0 * demand.cost))[:, :, None]
    given: Floats = np.swapaxes(scaled, 1, 2) @ demand.strength_nm
    return given + np.diag(0.5 / demand.reserve_cost)


_Weighed = tuple["Floats", "Floats", "Floats"]


def _weigh(prices: Floats, demand: Demand) -> _Weighed:
    """The dual function, its slope (moments that are missing), and activations at prices."""
    worth = (demand.strength_nm @ prices[:, :, None])[:, :, 0]
    activation = np.clip(worth / (2.0 * demand.cost), FLOOR, 1.0)
    given = (activation[:, None, :] @ demand.strength_nm)[:, 0]
    reserve = prices / (2.0 * demand.reserve_cost)
    missing = demand.moments_nm - given - reserve
    effort: Floats = activation**2 @ demand.cost + reserve**2 @ demand.reserve_cost
    return effort + (prices * missing).sum(axis=1), missing, activation


def _climb(
    prices: Floats, step: Floats, before: tuple[Floats, Floats], demand: Demand
) -> tuple[Floats, _Weighed]:
    """Take the step, halved where the dual function would fall or the top lies well behind."""
    value, slope = before
    rise = (step * slope).sum(axis=1)
    tried = prices + step
    after = _weigh(tried, demand)
    rows, share = np.arange(len(prices)), 1.0
    for _ in range(_HALVINGS):
        worse = after[0][rows] < value[rows] - _ROUNDING * np.abs(value[rows])
        worse |= (step[rows] * after[1][rows]).sum(axis=1) < -_PAST * rise[rows]
        rows = rows[worse]
        if not rows.size:
            break
        share *= 0.5
        tried[rows] = prices[rows] + share * step[rows]
        again = _weigh(tried[rows], demand.some(rows))
        for whole, part in zip(after, again, strict=True):
            whole[rows] = part
    return tried, after
