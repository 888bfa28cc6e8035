from __future__ import annotations

from dataclasses import replace

import pytest

from sixhills.power import w_prime_balance_j
from sixhills.ride.recording import Sample
from sixhills.ride.reserve import Reserve
from sixhills.rider import DEFAULT_RIDER, Fitness, Origin

GUESSED = DEFAULT_RIDER.fitness
CP_W = GUESSED.critical_power_w.value
W_PRIME_J = GUESSED.w_prime_j.value


@pytest.fixture
def fitness() -> Fitness:
    told = replace(GUESSED.critical_power_w, origin=Origin.TOLD)
    return replace(GUESSED, critical_power_w=told)


def ride(reserve: Reserve, *powers: float | None, from_s: float = 0.0) -> float | None:
    for second, power_w in enumerate(powers, 1):
        reserve.take(Sample(elapsed_s=from_s + second, power_w=power_w))
    return reserve.share


def test_it_is_the_balance_of_the_model(fitness: Fitness) -> None:
    powers = [CP_W + 50.0] * 60 + [0.0] * 90 + [CP_W + 20.0] * 30
    left_j = w_prime_balance_j(powers, critical_power_w=CP_W, w_prime_j=W_PRIME_J)[-1]
    assert ride(Reserve(fitness), *powers) == pytest.approx(left_j / W_PRIME_J)


def test_without_watts_it_is_not_known(fitness: Fitness) -> None:
    assert ride(Reserve(fitness), None, None) is None


def test_with_a_guessed_critical_power_it_is_not_known() -> None:
    assert ride(Reserve(GUESSED), 200.0, 200.0) is None


def test_it_is_never_below_nothing(fitness: Fitness) -> None:
    assert ride(Reserve(fitness), *[CP_W + 500.0] * 60) == 0.0


def test_a_short_silence_of_the_meter_is_bridged(fitness: Fitness) -> None:
    whole, torn = Reserve(fitness), Reserve(fitness)
    power_w = CP_W + 60.0
    assert ride(torn, *[power_w] * 5, *[None] * 10) == ride(whole, *[power_w] * 15)


def test_after_a_long_silence_it_is_not_known_until_the_meter_is_back(fitness: Fitness) -> None:
    reserve = Reserve(fitness)
    assert ride(reserve, *[CP_W + 60.0] * 5, *[None] * 11) is None
    assert ride(reserve, CP_W, from_s=16.0) is not None


def test_a_pause_without_samples_is_rest(fitness: Fitness) -> None:
    reserve, rested = Reserve(fitness), Reserve(fitness)
    tired = ride(reserve, *[CP_W + 60.0] * 60)
    assert tired is not None
    share = ride(reserve, 0.0, from_s=660.0)
    assert share == pytest.approx(ride(rested, *[CP_W + 60.0] * 60, *[0.0] * 601))
    assert share > tired
