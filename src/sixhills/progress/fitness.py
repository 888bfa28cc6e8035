"""What a ride taught about its rider: critical power, W′ and maximal power, and what to tell.

Only measured power counts. A test that was really ridden (`fitness_tests`) is combined with what
was known before, each weighing by how sure it is; it may lower an estimate. Any other ride can
only raise one, by what was done above it (`fitness_shown`). Nothing changes without a sentence
that tells the old value, the new one, how sure it is, and why.

What is known ages, and no day is kept with an estimate: so a test finds what was known before it
no surer than `AGED`. Critical power and W′ of a test belong to the 2-parameter model.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sixhills.progress.fitness_shown import (
    Limit,
    drop_spikes,
    estimate_of,
    raise_fitness,
    with_estimate,
)
from sixhills.progress.fitness_tests import (
    HARD_RESERVE,
    NoResult,
    RampResult,
    StepsResult,
    TrialsResult,
    read_test,
)
from sixhills.progress.fitness_told import (
    tell_raise,
    tell_test,
    tell_too_easy,
    tell_too_low,
)
from sixhills.ride.recording import Channel
from sixhills.rider import Estimate, Fitness, Origin

if TYPE_CHECKING:
    from sixhills.power import WorkTimeFit
    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.recording import Ride
    from sixhills.rider import Rider

AGED = (0.08, 0.15)
"""Least sd, as a share, of critical power and W′ known before a test (our convention)."""

TOO_LOW_SDS = 2.5
"""A test to the limit so far below what is known was more likely not ridden to the limit."""

Result = TrialsResult | RampResult | StepsResult


@dataclass(frozen=True, kw_only=True)
class FitnessLearnt:
    """What a ride taught about its rider.

    Attributes:
        rider: with the new fitness; as before where a test could not count.
        told: what the rider should know of it, each one plain sentence.
    """

    rider: Rider
    told: tuple[str, ...]


def learn_fitness(
    rider: Rider, ride: Ride, prescription: Prescription | None = None
) -> FitnessLearnt | None:
    """Learn from a ride what its rider can do.

    Args:
        rider: as known before.
        ride: what was recorded or imported.
        prescription: that the ride followed, or None: only then can it be a test.

    Returns:
        The rider with what was learnt; None where the ride tells nothing new, as all rides
        without power do.
    """
    if ride.channel(Channel.POWER_W) is None:
        return None
    ride = drop_spikes(ride, rider.fitness)
    result = read_test(ride, prescription, rider.heart_rate) if prescription else None
    refused = result.why if isinstance(result, NoResult) else None
    if result is not None and not isinstance(result, NoResult):
        refused = _refuse(rider.fitness, result)
        if refused is None:
            return _learn_from_test(rider, result)
    told: tuple[str, ...] = () if refused is None else (refused,)
    raised = raise_fitness(rider.fitness, ride)
    if raised is None:
        return FitnessLearnt(rider=rider, told=told) if told else None
    told += tell_raise(rider.fitness, raised)
    return FitnessLearnt(rider=replace(rider, fitness=raised.fitness), told=told)


def combine_trials(fitness: Fitness, fit: WorkTimeFit) -> Fitness:
    """Critical power and W′ known before and those of a test, each by inverse variance.

    Each by itself: so either ends between what was known and what the test says. Weighed by their
    covariance as well, a W′ above a poor guess would lift critical power above the test.
    """
    fitness = _weigh(fitness, Limit.CRITICAL_POWER, fit.critical_power_w, fit.critical_power_sd_w)
    return _weigh(fitness, Limit.W_PRIME, fit.w_prime_j, fit.w_prime_sd_j)


def combine_critical_power(fitness: Fitness, critical_power_w: float, sd_w: float) -> Fitness:
    """Critical power known before and that of a test by inverse variance; guessed W′ follows."""
    before_w = fitness.critical_power_w.value
    fitness = _weigh(fitness, Limit.CRITICAL_POWER, critical_power_w, sd_w)
    return _let_follow(fitness, Limit.W_PRIME, fitness.critical_power_w.value / before_w)


def _weigh(fitness: Fitness, limit: Limit, found: float, sd: float) -> Fitness:
    """Fitness with one estimate moved towards what a test found, by inverse variance."""
    known = estimate_of(fitness, limit)
    variance = max(known.sd, AGED[limit] * known.value) ** 2
    share = variance / (variance + sd**2)
    value = known.value + share * (found - known.value)
    tested = Estimate(value=value, sd=math.sqrt(share) * sd, origin=Origin.TEST)
    return with_estimate(fitness, limit, tested)


def _learn_from_test(rider: Rider, result: Result) -> FitnessLearnt:
    before = rider.fitness
    if isinstance(result, TrialsResult):
        fitness = combine_trials(before, result.fit)
    else:
        fitness = combine_critical_power(before, result.critical_power_w, result.sd_w)
    ratio = fitness.critical_power_w.value / before.critical_power_w.value
    fitness = _let_follow(fitness, Limit.MAX_POWER, ratio)
    told = tell_test(result, before, fitness)
    return FitnessLearnt(rider=replace(rider, fitness=fitness), told=told)


def _refuse(fitness: Fitness, result: Result) -> str | None:
    """Why a test to the limit is not believed to have been one, None where it is."""
    if isinstance(result, StepsResult):
        return None
    known = fitness.critical_power_w
    lower_w = known.value - result.critical_power_w
    aged_w = max(known.sd, AGED[Limit.CRITICAL_POWER] * known.value)
    if lower_w > TOO_LOW_SDS * math.hypot(aged_w, result.sd_w):
        return tell_too_low(result, known)
    if result.reserve is not None and result.reserve < HARD_RESERVE:
        return tell_too_easy(result, result.reserve)
    return None


def _let_follow(fitness: Fitness, limit: Limit, ratio: float) -> Fitness:
    """Fitness with an estimate in its old proportion to critical power, where it is a guess."""
    guess = estimate_of(fitness, limit)
    if guess.origin is not Origin.GUESSED:
        return fitness
    scaled = replace(guess, value=ratio * guess.value, sd=ratio * guess.sd)
    return with_estimate(fitness, limit, scaled)
