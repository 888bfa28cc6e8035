"""What a ride shows above what is known of its rider, and what it does not."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tested_rides import effort_ride, make_fitness, make_ride

from sixhills.progress.fitness_shown import (
    MOST_RAISED,
    Limit,
    Raise,
    ceiling_slopes,
    drop_spikes,
    estimate_of,
    one_sided_weight,
    raise_fitness,
    with_estimate,
)
from sixhills.ride.recording import Channel, Pause
from sixhills.rider import Estimate, Fitness, Origin

KNOWN = make_fitness()  # 200 W, 15 kJ, 800 W, each ± 5 %
GUESS = make_fitness(sd=0.20, origin=Origin.GUESSED)


def raised_by(power_w: float, duration_s: int, fitness: Fitness = KNOWN) -> Raise | None:
    return raise_fitness(fitness, effort_ride(power_w, duration_s))


def limits(raised: Raise | None) -> set[Limit]:
    return set() if raised is None else set(raised.reasons)


# -- which effort tells of what --------------------------------------------------------------


@pytest.mark.parametrize(
    ("power_w", "duration_s", "expected"),
    [
        (235.0, 1200, {Limit.CRITICAL_POWER}),
        (310.0, 180, {Limit.CRITICAL_POWER, Limit.W_PRIME}),
        (520.0, 60, {Limit.W_PRIME}),
        (800.0, 10, {Limit.MAX_POWER}),
        (190.0, 1200, set()),
    ],
)
def test_each_duration_tells_of_its_own(
    power_w: float, duration_s: int, expected: set[Limit]
) -> None:
    assert limits(raised_by(power_w, duration_s)) == expected


def test_what_is_less_sure_takes_more_of_the_excess() -> None:
    unsure = replace(KNOWN, w_prime_j=Estimate(value=15_000, sd=4_500, origin=Origin.GUESSED))
    ride = effort_ride(310.0, 180)
    sure, vague = raise_fitness(KNOWN, ride), raise_fitness(unsure, ride)
    assert sure is not None
    assert vague is not None
    assert vague.fitness.w_prime_j.value > sure.fitness.w_prime_j.value
    assert vague.fitness.critical_power_w.value < sure.fitness.critical_power_w.value


def test_repeated_efforts_tell_by_the_balance() -> None:
    """2 min at 300 W and all means of them lie within the model; eight in a row do not."""
    few, many = (make_ride(([300.0] * 120 + [100.0] * 120) * times) for times in (1, 8))
    assert raise_fitness(KNOWN, few) is None
    raised = raise_fitness(KNOWN, many)
    assert raised is not None
    assert {reason.duration_s for reason in raised.reasons.values()} == {None}


def test_one_ride_does_only_so_much() -> None:
    raised = raised_by(420.0, 1200, GUESS)
    assert raised is not None
    now = raised.fitness.critical_power_w
    assert now.value == pytest.approx(MOST_RAISED[Limit.CRITICAL_POWER] * 200)
    assert now.sd / now.value == pytest.approx(0.20)  # no surer: it showed more
    assert Limit.CRITICAL_POWER in raised.capped


def test_a_raise_too_small_for_a_word_is_none() -> None:
    assert raised_by(213.0, 1200) is None  # 212.5 W allowed


def test_an_effort_never_makes_less_sure() -> None:
    raised = raised_by(225.0, 1200, GUESS)
    assert raised is not None
    for limit in Limit:
        old, new = estimate_of(GUESS, limit), estimate_of(raised.fitness, limit)
        assert new.sd / new.value <= old.sd / old.value + 1e-12


def test_a_great_effort_makes_a_guess_surer_than_a_small_one() -> None:
    small, great = raised_by(216.0, 1200, GUESS), raised_by(235.0, 1200, GUESS)
    assert small is not None
    assert great is not None
    critical = [r.fitness.critical_power_w for r in (small, great)]
    assert critical[1].sd / critical[1].value < critical[0].sd / critical[0].value


# -- pauses, dropouts, spikes ----------------------------------------------------------------


def test_two_halves_with_a_rest_between_are_not_one_effort() -> None:
    half = [226.0] * 600
    ride = make_ride([*half, *half])
    later_s = np.where(ride.elapsed_s >= 600, ride.elapsed_s + 900, ride.elapsed_s)
    rested = replace(ride, elapsed_s=later_s, pauses=(Pause(start_s=600, end_s=1500),))
    assert raise_fitness(KNOWN, ride) is not None
    assert raise_fitness(KNOWN, rested) is None


def test_a_spike_is_missing_and_not_power() -> None:
    power_w = [150.0] * 600
    power_w[300:302] = [1900.0, 1800.0]
    cleaned = drop_spikes(make_ride(power_w), KNOWN).channels[Channel.POWER_W]
    assert np.flatnonzero(np.isnan(cleaned)).tolist() == [300, 301]


def test_a_sprint_is_no_spike() -> None:
    power_w = np.array([150.0] * 60 + [900.0, 1100.0, 1050.0, 1000.0, 950.0] + [150.0] * 60)
    ride = drop_spikes(make_ride(power_w.tolist()), KNOWN)
    assert ride.channels[Channel.POWER_W].tolist() == power_w.tolist()


def test_nobody_has_three_kilowatts() -> None:
    ride = drop_spikes(make_ride([100.0] * 30 + [3000.0] * 60 + [100.0] * 30), KNOWN)
    assert np.isnan(ride.channels[Channel.POWER_W]).sum() == 60
    assert raise_fitness(KNOWN, ride) is None


def test_without_power_there_is_nothing_to_drop_or_show() -> None:
    ride = replace(make_ride([300.0] * 60), channels={})
    assert drop_spikes(ride, KNOWN) is ride
    assert raise_fitness(KNOWN, ride) is None


# -- the one-sided step ----------------------------------------------------------------------


@given(st.floats(-40, 0))
def test_the_weight_of_a_lower_bound_lies_between_none_and_all(z: float) -> None:
    assert 0 <= one_sided_weight(z) <= 1


def test_the_weight_grows_from_none_to_all() -> None:
    assert one_sided_weight(0.0) == 0
    assert one_sided_weight(-30.0) == pytest.approx(1.0, abs=0.01)
    weights = [one_sided_weight(-0.1 * n) for n in range(100)]
    assert weights == sorted(weights)


@pytest.mark.parametrize("excess", [0.0, 0.5, 2.0])
def test_the_uncertainty_is_the_error_under_the_one_sided_posterior(excess: float) -> None:
    """By numerical integration: prior N(0, 1), measured `excess` with sd .3, likelihood Φ."""
    theta = np.linspace(-8, 8, 20_001)
    reached = np.array([0.5 * math.erfc((excess - t) / 0.3 / math.sqrt(2)) for t in theta])
    posterior = np.exp(-0.5 * theta**2) * reached
    total = 1 + 0.3**2
    moved = excess / total
    error = float(((theta - moved) ** 2 * posterior).sum() / posterior.sum())
    assert 1 - one_sided_weight(-excess / math.sqrt(total)) / total == pytest.approx(
        error, rel=1e-4
    )


@given(st.integers(1, 600))
def test_the_slopes_are_those_of_the_ceiling(duration_s: int) -> None:
    for limit, slope in zip(Limit, ceiling_slopes(KNOWN, duration_s), strict=True):
        estimate = estimate_of(KNOWN, limit)
        more = replace(estimate, value=1.0001 * estimate.value)
        up = with_estimate(KNOWN, limit, more).ceiling_w(duration_s) - KNOWN.ceiling_w(duration_s)
        assert up / (more.value - estimate.value) == pytest.approx(slope, rel=1e-2, abs=1e-9)


def test_maximal_power_stays_above_critical_power() -> None:
    high = Estimate(value=750, sd=10, origin=Origin.RIDES)
    fitness = with_estimate(make_fitness(peak_w=500.0), Limit.CRITICAL_POWER, high)
    assert fitness.critical_power_w.value == 600  # the most that a Fitness may hold
    assert fitness.max_power_w.value > 600
