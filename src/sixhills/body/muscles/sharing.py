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

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FLOOR = 0.01
"""The least activation."""

_STEPS = 60
_ENOUGH_NM = 1e-6
_HALVINGS = 40


@dataclass(frozen=True, kw_only=True, eq=False)
class Shared:
    """Activations and what is left.

    Attributes:
        activation: n by muscles.
        reserve_nm: moment that muscles did not give, n by joints.
        steps: how many steps of Newton's method it took.
    """

    activation: Floats
    reserve_nm: Floats
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


def share_moments(demand: Demand) -> Shared:
    """Activations that give moments with the least effort."""
    strength, cost = demand.strength_nm, demand.cost
    prices = np.zeros_like(demand.moments_nm)
    value, slope, activation = _weigh(prices, demand)
    steps = 0
    for steps in range(1, _STEPS + 1):
        if np.abs(slope).max() < _ENOUGH_NM:
            break
        free = (activation > FLOOR) & (activation < 1.0)
        free |= steps == 1  # all rest at the floor then, but none will stay there
        scaled = strength * (free / (2.0 * cost))[:, :, None]
        curvature = np.swapaxes(scaled, 1, 2) @ strength + np.diag(0.5 / demand.reserve_cost)
        step = np.asarray(np.linalg.solve(curvature, slope[:, :, None])[:, :, 0], dtype=np.float64)
        prices, (value, slope, activation) = _climb(prices, step, value, demand)
    reserve_nm = prices / (2.0 * demand.reserve_cost)
    return Shared(activation=activation, reserve_nm=reserve_nm, steps=steps)


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


def _climb(prices: Floats, step: Floats, before: Floats, demand: Demand) -> tuple[Floats, _Weighed]:
    """Take the step, halved where the dual function would fall."""
    share = np.ones((len(prices), 1))
    for _ in range(_HALVINGS):
        tried = prices + share * step
        after = _weigh(tried, demand)
        worse = after[0] < before - 1e-12 * np.abs(before)
        if not worse.any():
            break
        share[worse] *= 0.5
    return tried, after
