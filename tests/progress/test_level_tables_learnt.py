"""A seeded small part of benchmarks/bench_level_curves.py, on the public tables."""

from __future__ import annotations

import importlib.util
import math
import sys
from pathlib import Path
from random import Random
from statistics import fmean, median
from typing import TYPE_CHECKING

import pytest

from sixhills.rider import DEFAULT_RIDER

if TYPE_CHECKING:
    from types import ModuleType

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def bikes(shared: Path) -> ModuleType:
    """benchmarks/table_bikes.py, where there are tables."""
    if not (shared / "data" / "exercise_bikes").is_dir():
        pytest.skip("needs the tables of exercise bikes in ../shared")
    spec = importlib.util.spec_from_file_location("table_bikes", BENCHMARKS / "table_bikes.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["table_bikes"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tables(bikes: ModuleType, shared: Path) -> list:
    return bikes.read_bikes(shared / "data" / "exercise_bikes")


def test_a_visit_of_a_meter_makes_watts_right_to_five_per_cent(bikes, tables) -> None:
    critical = bikes.TRAINED_RIDER.fitness.critical_power_w
    errors = []
    for bike in tables:
        ride = bikes.visit_with_meter(bike, bikes.TRAINED_RIDER, Random(7))
        learnt = bikes.learn_bike(bike, ride, bikes.TRAINED_RIDER)
        curve = learnt.working_curve(critical.value, critical.sd)
        at_80 = ((level, bike.power_w(level, 80.0)) for level in bike.table_levels)
        errors.append(
            median(abs(curve.power_w(level, 80) / w - 1) for level, w in at_80 if w is not None)
        )
    assert fmean(errors) <= 0.05
    assert max(errors) <= 0.10


def test_a_ladder_of_answers_is_as_sure_as_it_says(bikes, tables) -> None:
    critical = DEFAULT_RIDER.fitness.critical_power_w
    held, widths = [], []
    for bike in tables:
        for seed in range(8):
            chance = Random(f"{bike.name} {seed}")
            person = bikes.draw_person(DEFAULT_RIDER, chance)
            belief = bikes.begin(bike, DEFAULT_RIDER)
            ride = bikes.climb_ladder(bike, belief, DEFAULT_RIDER, person, chance)
            learnt = bikes.learn_bike(bike, ride, DEFAULT_RIDER)
            believed = learnt.believe(critical.value, critical.sd)
            for level in set(ride.told_setting.tolist()):
                power_w, sd = believed.power_w(level, 70)
                held.append(abs(math.log(bike.power_w(level, 70) / power_w)) <= 1.645 * sd)
                widths.append(sd)
    # 90 % is meant; 64 riders, of whom one in eight sits on a bike unlike all others.
    assert 0.80 <= fmean(held) < 1.0
    assert 0.15 < fmean(widths) < 0.30
