"""W′ over a ride as a band: what is left by each of five models of recovery.

All agree on what effort above critical power takes and differ on how fast it comes back, by a
factor of five in the first minute. Which of them fits a rider nobody knows, so what is told is the
band between them. Sprints are planned by the 2015 form, the careful one of those that people use.

- 2012: Skiba et al., Med Sci Sports Exerc 44, doi:10.1249/MSS.0b013e3182517a80. What was spent
  decays all the time by one time constant, found from the mean power below critical power.
- 2015: Skiba et al., Eur J Appl Physiol 115, doi:10.1007/s00421-014-3050-3; see power.py.
- 2018: Bartram et al., Int J Sports Physiol Perform 13, doi:10.1123/ijspp.2017-0034. As 2012 with
  another time constant, from elite riders.
- 2021: Caen et al.: a fast and a slow part, both only below critical power.
- 2022: Chorley et al.: likewise, slower.

Each is linear in what was spent, so one running sum does for all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import require

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Recovery(StrEnum):
    """A model of how W′ comes back."""

    INTEGRAL_2012 = "2012"
    DIFFERENTIAL_2015 = "2015"
    ELITE_2018 = "2018"
    TWO_PHASE_2021 = "2021"
    TWO_PHASE_2022 = "2022"


_TWO_PHASES = {  # share and time constant [s] of the fast part, time constant of the slow part
    Recovery.TWO_PHASE_2021: (0.324, 10.0, 240.0),
    Recovery.TWO_PHASE_2022: (0.5067, 21.5, 388.0),
}
_CHUNK = 128  # seconds in which a decay stays far from underflow
_LEAST_BELOW_W = 1.0  # recovery below critical power by less is taken as that


def recovery_s(model: Recovery, below_w: float) -> float:
    """Time constant [s] of the 2012 and the 2018 model at a mean power below critical power.

    Args:
        model: one of these two.
        below_w: critical power less mean power of the time below it.

    Raises:
        InvalidValueError: the model has no such constant.
    """
    known = model in {Recovery.INTEGRAL_2012, Recovery.ELITE_2018}
    require(known, "model", "2012 or 2018", str(model))
    if model is Recovery.INTEGRAL_2012:
        return 546.0 * math.exp(-0.01 * below_w) + 316.0
    return 2287.2 * math.pow(max(_LEAST_BELOW_W, below_w), -0.688)


def spend_w_prime_j(
    power_w: NDArray[np.float64], model: Recovery, *, critical_power_w: float, w_prime_j: float
) -> NDArray[np.float64]:
    """W′ spent [J] after each second of a ride, shape (n,), from 0.

    Args:
        power_w: of each second, shape (n,), without gaps.
        model: of recovery.
        critical_power_w: of the rider.
        w_prime_j: likewise; only the 2015 model's recovery depends on it.
    """
    above = np.maximum(power_w - critical_power_w, 0.0)
    below = np.maximum(critical_power_w - power_w, 0.0)
    if model is Recovery.DIFFERENTIAL_2015:
        return _decay_and_add(np.exp(-below / w_prime_j), above)
    if model in _TWO_PHASES:
        share, fast_s, slow_s = _TWO_PHASES[model]
        fast = _decay_and_add(np.where(below > 0, np.exp(-1.0 / fast_s), 1.0), share * above)
        slow = _decay_and_add(np.where(below > 0, np.exp(-1.0 / slow_s), 1.0), (1 - share) * above)
        return fast + slow
    mean_below = float(below[below > 0].mean()) if bool((below > 0).any()) else _LEAST_BELOW_W
    decay = np.exp(-1.0 / recovery_s(model, mean_below))
    return _decay_and_add(np.full(len(power_w), decay), above)


@dataclass(frozen=True, kw_only=True, eq=False)
class WPrimeBand:
    """W′ left over a ride, between the models.

    Attributes:
        low_j: least by any model after each second, shape (n,).
        high_j: most, likewise.
        w_prime_j: of the rider.
    """

    low_j: NDArray[np.float64]
    high_j: NDArray[np.float64]
    w_prime_j: float

    @property
    def lowest(self) -> tuple[float, float]:
        """The lowest share of W′ reached, by the hardest and the mildest model; may be below 0."""
        return float(self.low_j.min()) / self.w_prime_j, float(self.high_j.min()) / self.w_prime_j


def band_w_prime(
    power_w: NDArray[np.float64], *, critical_power_w: float, w_prime_j: float
) -> WPrimeBand:
    """W′ left after each second, by all models together.

    Args:
        power_w: of each second by the clock, at least one; what is missing counts as rest.
        critical_power_w: of the rider.
        w_prime_j: likewise.
    """
    require(len(power_w) > 0, "power_w", "of a second at least", len(power_w))
    power = np.nan_to_num(power_w)
    spent = np.stack(
        [
            spend_w_prime_j(power, model, critical_power_w=critical_power_w, w_prime_j=w_prime_j)
            for model in Recovery
        ]
    )
    return WPrimeBand(
        low_j=w_prime_j - spent.max(axis=0),
        high_j=w_prime_j - spent.min(axis=0),
        w_prime_j=w_prime_j,
    )


def _decay_and_add(decay: NDArray[np.float64], added: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sum x <- x decay + added, second by second from 0: exact, in chunks.

    Within a chunk x = A (x0 + sum of added / A), where A is the running product of the decays.
    """
    spare = -len(decay) % _CHUNK
    decays = np.append(decay, np.ones(spare)).reshape(-1, _CHUNK)
    amounts = np.append(added, np.zeros(spare)).reshape(-1, _CHUNK)
    products = np.cumprod(decays, axis=1)
    sums = np.cumsum(amounts / products, axis=1)
    carried = np.zeros((len(decays), 1))
    ends = zip(products[:-1, -1].tolist(), sums[:-1, -1].tolist(), strict=True)
    for number, (product, gained) in enumerate(ends, start=1):
        carried[number, 0] = product * (carried[number - 1, 0] + gained)
    total: NDArray[np.float64] = (products * (carried + sums)).ravel()[: len(decay)]
    return total


@dataclass(frozen=True, kw_only=True)
class WPrimeTrack:
    """The band thinned to what a picture can show, as shares of W′; may be below 0.

    Attributes:
        t_s: where each span begins, seconds since the start of the ride.
        low: least of each span, by the model of slowest recovery.
        high: least of each span, by that of fastest recovery.
    """

    t_s: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def thin_band(band: WPrimeBand, *, most: int = 600) -> WPrimeTrack:
    """The band of a ride as at most so many spans."""
    width = -(-len(band.low_j) // most)
    edges = np.arange(0, len(band.low_j), width)
    low, high = (
        np.round(np.minimum.reduceat(values, edges) / band.w_prime_j, 4)
        for values in (band.low_j, band.high_j)
    )
    return WPrimeTrack(
        t_s=tuple(edges.astype(np.float64).tolist()),
        low=tuple(low.tolist()),
        high=tuple(high.tolist()),
    )
