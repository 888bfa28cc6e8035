from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixhills.body.muscles.least_effort import MomentLine, find_least_effort
from sixhills.body.muscles.pedal_force import Ties
from sixhills.body.muscles.sharing import Demand, share_moments

FRAMES, UNKNOWNS = 12, 4


def problem(seed: int) -> tuple[Ties, MomentLine, Demand]:
    chance = np.random.default_rng(seed)
    ties = Ties(
        basis=chance.normal(0.0, 1.0, (FRAMES, 2, UNKNOWNS)),
        rows=chance.normal(0.0, 1.0, (3, UNKNOWNS)),  # fewer than unknowns: some are left open
        values=chance.normal(0.0, 1.0, 3),
        power_row=chance.uniform(0.5, 1.0, UNKNOWNS),
        power_w=2.0,
    )
    line = MomentLine(
        constant_nm=chance.normal(0.0, 5.0, (FRAMES, 3)),
        per_harmonic=chance.normal(0.0, 5.0, (FRAMES, 3, UNKNOWNS)),
    )
    demand = Demand(
        strength_nm=chance.normal(0.0, 60.0, (FRAMES, 9, 3)),
        moments_nm=np.zeros((FRAMES, 3)),
        cost=chance.uniform(0.5, 2.0, 9),
        reserve_cost=np.full(3, 10.0),
    )
    return ties, line, demand


def price(harmonics: np.ndarray, ties: Ties, line: MomentLine, demand: Demand) -> float:
    asked = Demand(
        strength_nm=demand.strength_nm,
        moments_nm=line.at(harmonics),
        cost=demand.cost,
        reserve_cost=demand.reserve_cost,
    )
    shared = share_moments(asked)
    effort = shared.activation**2 @ demand.cost + shared.reserve_nm**2 @ demand.reserve_cost
    return float(effort.mean() + ((ties.rows @ harmonics - ties.values) ** 2).sum())


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 2**32 - 1))
def test_no_other_force_of_the_same_power_costs_less(seed: int) -> None:
    ties, line, demand = problem(seed)
    found, _ = find_least_effort(ties, line, demand, 1.0)
    best = price(found, ties, line, demand)
    chance = np.random.default_rng(seed)
    for _ in range(20):
        aside = chance.normal(0.0, 0.2, UNKNOWNS)
        aside -= ties.power_row * (aside @ ties.power_row) / (ties.power_row @ ties.power_row)
        assert price(found + aside, ties, line, demand) >= best * (1.0 - 1e-3)


def test_the_mean_power_holds_exactly() -> None:
    ties, line, demand = problem(3)
    found, _ = find_least_effort(ties, line, demand, 1.0)
    assert ties.power_row @ found == pytest.approx(ties.power_w, rel=1e-9)


def test_effort_without_weight_leaves_the_ties_alone() -> None:
    ties, line, demand = problem(5)
    found, _ = find_least_effort(ties, line, demand, 1e-9)
    assert ties.rows @ found == pytest.approx(ties.values, abs=1e-3)
