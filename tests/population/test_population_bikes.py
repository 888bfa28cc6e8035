"""Bikes of the population: real, different, and each the same again."""

from __future__ import annotations

import math
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from population.bike import draw_bike

BIKES = [draw_bike(Random(seed)) for seed in range(300)]
SEEDS = st.integers(min_value=0, max_value=10**6)


@given(SEEDS)
def test_a_harder_setting_takes_more_power(seed: int) -> None:
    bike = draw_bike(Random(seed))
    powers = [bike.power_w(setting, 70.0) for setting in bike.settings]
    assert all(easier < harder for easier, harder in pairwise(powers))


@given(SEEDS, st.floats(min_value=40, max_value=110), st.floats(min_value=-0.1, max_value=0.1))
def test_cadence_is_what_gives_the_power(seed: int, cadence_rpm: float, drift: float) -> None:
    bike = draw_bike(Random(seed))
    setting = bike.settings[len(bike.settings) // 2]
    power_w = bike.power_w(setting, cadence_rpm, drift)
    assert bike.cadence_rpm(setting, power_w, drift) == pytest.approx(cadence_rpm)


def test_levels_take_what_public_tables_say() -> None:
    # notes on coaching, section 7: 25-130 W and 230-510 W at 80 rpm, here times a unit's 10 %
    levels = [bike for bike in BIKES if not bike.is_knob]
    lowest = [bike.power_w(bike.settings[0], 80.0) for bike in levels]
    highest = [bike.power_w(bike.settings[-1], 80.0) for bike in levels]
    assert 15 < min(lowest) < 35
    assert 100 < max(lowest) < 180
    assert 150 < min(highest) < 300
    assert 450 < max(highest) < 720


def test_exponents_are_those_of_felt_and_magnets() -> None:
    exponents = [bike.exponent for bike in BIKES]
    assert 1.0 <= min(exponents) < 1.1
    assert 1.9 < max(exponents) <= 2.0


def test_a_fifth_has_a_knob_and_a_tenth_is_not_fit_to_stand_on() -> None:
    assert sum(bike.is_knob for bike in BIKES) / len(BIKES) == pytest.approx(0.20, abs=0.06)
    seated = sum(not bike.declared.can_stand for bike in BIKES)
    assert seated / len(BIKES) == pytest.approx(0.10, abs=0.05)


def test_the_number_of_levels_goes_from_6_to_100() -> None:
    counts = {len(bike.settings) for bike in BIKES if not bike.is_knob}
    assert {6, 8, 16, 24, 32, 100} <= counts


def test_nothing_of_the_truth_is_declared() -> None:
    for bike in BIKES:
        assert bike.declared.curve is None
        assert bike.declared.evidence == ()
        assert not bike.declared.shows_watts


def test_drift_moves_all_settings_alike() -> None:
    bike = BIKES[0]
    for setting in bike.settings:
        rise = bike.power_w(setting, 80.0, 0.05) / bike.power_w(setting, 80.0)
        assert math.log(rise) == pytest.approx(0.05)
