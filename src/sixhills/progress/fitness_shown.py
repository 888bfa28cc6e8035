"""What a ride showed of its rider: efforts above what the known fitness allows.

Nobody rides as hard as they can every day, so an effort below what is known says nothing, and
nothing is ever lowered here. An effort above it raises the estimates, by a Kalman step whose
innovation is the excess and whose gains are those of the linear model around the estimates. How
sure the raised value is differs from Kalman's: the effort says "at least so much" and not "so
much". With v the variance of what is predicted, s² that of the measure, r² = v + s² and z the
excess over r, below zero, the likelihood is Φ; the mean squared error of the raised value under
the one-sided posterior is v - (v²/r²) w with w = -z (φ(z)/Φ(z) + z). w is 0 at no excess, so an
effort that just meets the model changes nothing, and grows to 1, Kalman's own, at a great one.

Which effort tells of what: 3 to 20 minutes of critical power and W′ together (by the 2-parameter
model, which is made for them), 1 to 3 minutes of W′, 5 to 30 seconds of maximal power (by the
3-parameter model). Windows of a ride lie inside each other, so only the most surprising effort of
each group counts. What is left over after them in the W′ balance is the last evidence.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from sixhills.power import holdable_w, w_prime_balance_j
from sixhills.ride.recording import Channel
from sixhills.rider import Estimate, Fitness, Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy as np
    from numpy.typing import NDArray

    from sixhills.ride.recording import Ride
    from sixhills.verify.mean_max import PowerSeconds

MOST_RAISED = (1.15, 1.25, 1.25)
"""The most that one ride raises critical power, W′ and maximal power by: a meter may be wrong, or
somebody else may have ridden. What was really shown is shown again. Our convention."""

LEAST_RAISED = (0.005, 0.05, 0.02)
"""Shares below which a raise is not worth a word, so nothing changes."""

DRIFT = (0.05, 0.10, 0.05)
"""Least sd, as a share, of what is known when a ride comes: people change between rides."""

NEGATIVE_BALANCE = -0.05
"""Share of W′ below which a W′ balance is evidence (notes on coaching, 4)."""

MOST_POWER_W = 2500.0
"""A record above it is an error of the meter."""

_LONG_S = (480, 600, 720, 900, 1200)
_MIDDLE_S = (180, 240, 300, 360)
_MINUTES_S = (60, 90, 120)
_SECONDS_S = (5, 10, 15, 20, 30)
_EFFORT_SD = 0.03  # of power: form of the day, meter, how well the model fits 3 to 20 minutes
_MINUTE_SD = 0.04  # the model fits these less well
_SECONDS_SD = 0.05
_RECOVERY_SD = 0.30  # of W′: how much of it comes back differs by a factor of 5 between models
_SPIKE = 2.0  # times the median of five records
_BOUNDS = ((30.0, 600.0), (1_000.0, 60_000.0), (0.0, MOST_POWER_W))  # what a Fitness may hold
_LEAST_PEAK = 1.2  # maximal power over critical power
_LEAST_Z = -30.0  # beyond, w is 1 to the last digit


class Limit(IntEnum):
    """What of a rider's fitness an effort tells of; the value is its place in a vector."""

    CRITICAL_POWER = 0
    W_PRIME = 1
    MAX_POWER = 2


Vector = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Excess:
    """More than a fitness allows.

    Attributes:
        amount: measured less allowed, above 0.
        sd: of the measure, in the same unit.
        slopes: how what is allowed grows with critical power, W′ and maximal power.
        limits: what is raised by it; the others only make it less sure.
        duration_s: of the effort, None for a W′ balance.
        power_w: of the effort, None for a W′ balance.
        allowed_w: likewise.
    """

    amount: float
    sd: float
    slopes: Vector
    limits: tuple[Limit, ...]
    duration_s: int | None = None
    power_w: float | None = None
    allowed_w: float | None = None

    def surprise(self, fitness: Fitness) -> float:
        """The amount in standard deviations of what was expected."""
        return self.amount / math.sqrt(self.sd**2 + sum(_spread(fitness, self.slopes)))


@dataclass(frozen=True, kw_only=True)
class Raise:
    """What a ride raised.

    Attributes:
        fitness: after it.
        reasons: for each limit that was raised the excess that raised it most.
        capped: limits that one ride may not raise further, though it showed more.
    """

    fitness: Fitness
    reasons: dict[Limit, Excess]
    capped: frozenset[Limit]


def raise_fitness(fitness: Fitness, ride: Ride) -> Raise | None:
    """Fitness raised by what a ride showed above it, None where it showed nothing.

    Args:
        fitness: known before.
        ride: with measured power, free of spikes (`drop_spikes`); without power nothing is shown.
    """
    from sixhills.verify.mean_max import lay_seconds

    seconds = lay_seconds(ride, through_pauses=False)
    if seconds is None:
        return None
    now = fitness
    shares: dict[tuple[Limit, Excess], float] = {}
    for find in _FINDERS:
        excess = find(now, seconds)
        if excess is None:
            continue
        raised = apply_excess(now, excess)
        for limit in excess.limits:
            by = estimate_of(raised, limit).value - estimate_of(now, limit).value
            shares[limit, excess] = by
        now = raised
    return _settle(fitness, now, shares)


def apply_excess(fitness: Fitness, excess: Excess) -> Fitness:
    """Fitness after one excess, by the one-sided step described above; not capped."""
    spread = _spread(fitness, excess.slopes)
    total = excess.sd**2 + sum(spread)
    weight = one_sided_weight(-excess.amount / math.sqrt(total))
    for limit in excess.limits:
        before = estimate_of(fitness, limit)
        variance = _working_sd(before, limit) ** 2
        gain = variance * excess.slopes[limit] / total
        known = math.sqrt(variance * (1 - weight * spread[limit] / total))
        value = before.value + gain * excess.amount
        sd = min(known, before.sd / before.value * value)
        fitness = with_estimate(fitness, limit, Estimate(value=value, sd=sd, origin=Origin.RIDES))
    return fitness


def one_sided_weight(z: float) -> float:
    """How much of a Kalman step's certainty a lower bound gives: 0 at z = 0, 1 far below.

    z is predicted less measured, in standard deviations; not above 0.
    """
    z = max(_LEAST_Z, z)
    density = math.exp(-0.5 * z * z) / math.sqrt(2 * math.pi)
    below = 0.5 * math.erfc(-z / math.sqrt(2))
    return min(1.0, max(0.0, -z * (density / below + z)))


def drop_spikes(ride: Ride, fitness: Fitness) -> Ride:
    """The ride without power that no legs gave.

    Missing becomes what is above all people, and what is above the rider's maximal power and, for
    one or two records only, over twice what comes before and after: a sprint lasts longer.
    """
    power = ride.channel(Channel.POWER_W)
    if power is None:
        return ride
    return replace(ride, channels={**ride.channels, Channel.POWER_W: _clean(power, fitness)})


def estimate_of(fitness: Fitness, limit: Limit) -> Estimate:
    """The estimate of one limit."""
    return (fitness.critical_power_w, fitness.w_prime_j, fitness.max_power_w)[limit]


def with_estimate(fitness: Fitness, limit: Limit, estimate: Estimate) -> Fitness:
    """Fitness with one estimate replaced, within what a `Fitness` may hold.

    Maximal power stays above critical power.
    """
    low, high = _BOUNDS[limit]
    estimates = [estimate_of(fitness, one) for one in Limit]
    estimates[limit] = replace(estimate, value=min(high, max(low, estimate.value)))
    critical, w_prime, peak = estimates
    peak = replace(peak, value=max(_LEAST_PEAK * critical.value, peak.value))
    return Fitness(critical_power_w=critical, w_prime_j=w_prime, max_power_w=peak)


# -- finding -------------------------------------------------------------------------------


def _find_long(fitness: Fitness, seconds: PowerSeconds) -> Excess | None:
    return _find_held(fitness, seconds, _LONG_S)


def _find_middle(fitness: Fitness, seconds: PowerSeconds) -> Excess | None:
    return _find_held(fitness, seconds, _MIDDLE_S)


def _find_minutes(fitness: Fitness, seconds: PowerSeconds) -> Excess | None:
    found = (_hold(fitness, seconds, t, _MINUTE_SD, (Limit.W_PRIME,)) for t in _MINUTES_S)
    return _most_surprising(fitness, found)


def _find_seconds(fitness: Fitness, seconds: PowerSeconds) -> Excess | None:
    return _most_surprising(fitness, (_sprint(fitness, seconds, t) for t in _SECONDS_S))


def _find_balance(fitness: Fitness, seconds: PowerSeconds) -> Excess | None:
    """A W′ balance below zero; a second of unknown power counts as a rest, which is the mildest."""
    import numpy as np

    power_w: list[float] = np.nan_to_num(seconds.power_w()).tolist()
    critical, w_prime = fitness.critical_power_w.value, fitness.w_prime_j.value

    def lowest_j(critical_w: float, w_prime_j: float) -> float:
        left = w_prime_balance_j(power_w, critical_power_w=critical_w, w_prime_j=w_prime_j)
        return min(left, default=w_prime_j)

    lowest = lowest_j(critical, w_prime)
    if lowest >= NEGATIVE_BALANCE * w_prime:
        return None
    per_watt = (lowest_j(critical + 1.0, w_prime) - lowest) / 1.0
    per_joule = (lowest_j(critical, w_prime + 100.0) - lowest) / 100.0
    return Excess(
        amount=-lowest,
        sd=_RECOVERY_SD * w_prime,
        slopes=(per_watt, per_joule, 0.0),
        limits=(Limit.CRITICAL_POWER, Limit.W_PRIME),
    )


_FINDERS: tuple[Callable[[Fitness, PowerSeconds], Excess | None], ...] = (
    _find_long,
    _find_middle,
    _find_minutes,
    _find_balance,
    _find_seconds,
)


def _find_held(
    fitness: Fitness, seconds: PowerSeconds, durations_s: tuple[int, ...]
) -> Excess | None:
    limits = (Limit.CRITICAL_POWER, Limit.W_PRIME)
    found = (_hold(fitness, seconds, t, _EFFORT_SD, limits) for t in durations_s)
    return _most_surprising(fitness, found)


def _hold(
    fitness: Fitness,
    seconds: PowerSeconds,
    duration_s: int,
    sd: float,
    limits: tuple[Limit, ...],
) -> Excess | None:
    """The work of an effort above what the 2-parameter model allows."""
    power_w = seconds.best_mean_w(duration_s)
    allowed_w = holdable_w(
        duration_s,
        critical_power_w=fitness.critical_power_w.value,
        w_prime_j=fitness.w_prime_j.value,
    )
    if power_w is None or power_w <= allowed_w:
        return None
    return Excess(
        amount=(power_w - allowed_w) * duration_s,
        sd=sd * power_w * duration_s,
        slopes=(float(duration_s), 1.0, 0.0),
        limits=limits,
        duration_s=duration_s,
        power_w=power_w,
        allowed_w=allowed_w,
    )


def _sprint(fitness: Fitness, seconds: PowerSeconds, duration_s: int) -> Excess | None:
    """The power of a short effort above what the 3-parameter model allows."""
    power_w, allowed_w = seconds.best_mean_w(duration_s), fitness.ceiling_w(duration_s)
    if power_w is None or power_w <= allowed_w:
        return None
    return Excess(
        amount=power_w - allowed_w,
        sd=_SECONDS_SD * power_w,
        slopes=ceiling_slopes(fitness, duration_s),
        limits=(Limit.MAX_POWER,),
        duration_s=duration_s,
        power_w=power_w,
        allowed_w=allowed_w,
    )


def ceiling_slopes(fitness: Fitness, duration_s: float) -> Vector:
    """Derivatives of the 3-parameter ceiling by critical power, W′ and maximal power.

    With m = maximal less critical power, the ceiling is CP + W′ m / (m t + W′).
    """
    w_prime = fitness.w_prime_j.value
    above = fitness.max_power_w.value - fitness.critical_power_w.value
    span = above * duration_s + w_prime
    by_peak = (w_prime / span) ** 2
    return 1.0 - by_peak, above**2 * duration_s / span**2, by_peak


def _most_surprising(fitness: Fitness, found: Iterable[Excess | None]) -> Excess | None:
    known = [excess for excess in found if excess is not None]
    return max(known, key=lambda excess: excess.surprise(fitness), default=None)


# -- settling ------------------------------------------------------------------------------


def _settle(
    before: Fitness, after: Fitness, shares: dict[tuple[Limit, Excess], float]
) -> Raise | None:
    """What is worth telling of a raise, none of it beyond what one ride may do."""
    fitness, capped = before, set()
    reasons: dict[Limit, Excess] = {}
    for limit in Limit:
        old, new = estimate_of(before, limit), estimate_of(after, limit)
        most = MOST_RAISED[limit] * old.value
        if new.value < (1 + LEAST_RAISED[limit]) * old.value:
            continue
        if new.value > most:  # more was shown, so it is no surer than before
            new = replace(new, value=most, sd=old.sd / old.value * most)
            capped.add(limit)
        fitness = with_estimate(fitness, limit, new)
        of_limit = {excess: by for (which, excess), by in shares.items() if which is limit}
        if of_limit:
            reasons[limit] = max(of_limit, key=lambda excess: of_limit[excess])
    return Raise(fitness=fitness, reasons=reasons, capped=frozenset(capped)) if reasons else None


def _spread(fitness: Fitness, slopes: Vector) -> Vector:
    """Variance of what is allowed that comes from each limit."""
    one, two, three = (
        (slopes[limit] * _working_sd(estimate_of(fitness, limit), limit)) ** 2 for limit in Limit
    )
    return one, two, three


def _working_sd(estimate: Estimate, limit: Limit) -> float:
    return max(estimate.sd, DRIFT[limit] * estimate.value)


def _clean(power: NDArray[np.float64], fitness: Fitness) -> NDArray[np.float64]:
    import numpy as np

    around = np.lib.stride_tricks.sliding_window_view(np.pad(power, 2, mode="edge"), 5)
    usual = np.median(np.nan_to_num(around), axis=1)
    spike = (power > fitness.max_power_w.value) & (power > _SPIKE * usual)
    return np.where(spike | (power > MOST_POWER_W), np.nan, power)
