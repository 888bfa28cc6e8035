from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixhills.body.muscles.sharing import FLOOR, Demand, share_moments

COST = np.array([1.0, 1.0])
DEAR = np.array([1e6])


def one_joint(strengths: tuple[float, float], moment: float) -> np.ndarray:
    demand = Demand(
        strength_nm=np.array([[[s] for s in strengths]]),
        moments_nm=np.array([[moment]]),
        cost=COST,
        reserve_cost=DEAR,
    )
    return share_moments(demand).activation[0]


def test_two_like_muscles_share_alike() -> None:
    assert one_joint((100.0, 100.0), 60.0) == pytest.approx([0.3, 0.3], abs=1e-6)


def test_of_squares_the_stronger_gives_more_by_its_strength() -> None:
    # least a² + b² with 100 a + 50 b = 50: a = .4, b = .2, by hand
    assert one_joint((100.0, 50.0), 50.0) == pytest.approx([0.4, 0.2], abs=1e-6)


def test_a_muscle_that_works_against_the_moment_rests() -> None:
    activation = one_joint((100.0, -100.0), 50.0)
    assert activation[1] == FLOOR
    assert activation[0] == pytest.approx(0.51, abs=1e-6)


def test_what_nobody_can_give_is_in_the_reserve() -> None:
    demand = Demand(
        strength_nm=np.array([[[10.0], [10.0]]]),
        moments_nm=np.array([[50.0]]),
        cost=COST,
        reserve_cost=DEAR,
    )
    shared = share_moments(demand)
    assert shared.activation[0] == pytest.approx([1.0, 1.0])
    assert shared.reserve_nm[0, 0] == pytest.approx(30.0, abs=1e-3)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_moments_are_given_and_no_other_sharing_is_cheaper(seed: int) -> None:
    chance = np.random.default_rng(seed)
    strength = chance.normal(0.0, 60.0, (5, 12, 3))
    wanted = np.einsum("nmj,nm->nj", strength, chance.uniform(0.0, 0.8, (5, 12)))
    cost = chance.uniform(0.2, 3.0, 12)
    shared = share_moments(
        Demand(strength_nm=strength, moments_nm=wanted, cost=cost, reserve_cost=np.full(3, 1e4))
    )
    given_nm = np.einsum("nmj,nm->nj", strength, shared.activation)
    assert given_nm + shared.reserve_nm == pytest.approx(wanted, abs=1e-4)
    # the conditions of Karush, Kuhn and Tucker: nobody between floor and 1 would rather move
    prices = 2.0 * 1e4 * shared.reserve_nm
    worth = np.einsum("nmj,nj->nm", strength, prices) - 2.0 * cost * shared.activation
    inside = (shared.activation > FLOOR + 1e-9) & (shared.activation < 1.0 - 1e-9)
    assert np.abs(worth[inside]).max(initial=0.0) < 1e-3
    assert (worth[shared.activation <= FLOOR + 1e-9] <= 1e-3).all()
    assert (worth[shared.activation >= 1.0 - 1e-9] >= -1e-3).all()
