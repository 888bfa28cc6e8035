"""Rises of a curve: the same as the full dynamic programme over all points."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.errors import InvalidValueError
from sixhills.terrain.rises import find_rises, find_turns

CURVES = st.lists(st.integers(-20, 20).map(float), min_size=2, max_size=60)
PRICES = st.sampled_from([0.5, 3.5, 10.5])  # never what two whole numbers differ by: no ties


def earn(curve: list[float], rises: list[tuple[int, int]], price: float) -> float:
    return sum(curve[top] - curve[foot] - price for foot, top in rises)


def earn_most(curve: list[float], price: float) -> float:
    """What the best path of the two states earns, step by step."""
    outside, inside = 0.0, -price
    for before, after in pairwise(curve):
        stay, enter = inside + after - before, outside + after - before - price
        outside, inside = max(outside, stay), max(stay, enter, outside - price)
    return max(outside, inside)


@given(CURVES, PRICES)
def test_no_other_cut_earns_more(curve: list[float], price: float) -> None:
    rises = find_rises(np.array(curve), price)
    assert earn(curve, rises, price) == pytest.approx(earn_most(curve, price))


@given(CURVES, PRICES)
def test_rises_follow_each_other(curve: list[float], price: float) -> None:
    ends = [end for rise in find_rises(np.array(curve), price) for end in rise]
    assert ends == sorted(set(ends))


@given(CURVES, PRICES)
def test_a_rise_starts_at_its_lowest_and_ends_at_its_highest(
    curve: list[float], price: float
) -> None:
    for foot, top in find_rises(np.array(curve), price):
        stretch = curve[foot : top + 1]
        assert (stretch[0], stretch[-1]) == (min(stretch), max(stretch))


@given(CURVES, PRICES)
def test_falls_are_rises_backwards(curve: list[float], price: float) -> None:
    """Upside down and backwards a curve has the same rises."""
    last = len(curve) - 1
    turned = find_rises(-np.array(curve)[::-1], price)
    there = earn(curve, find_rises(np.array(curve), price), price)
    assert earn(curve, [(last - top, last - foot) for foot, top in turned], price) == (
        pytest.approx(there)
    )


def test_a_dip_smaller_than_the_price_is_borne() -> None:
    assert find_rises(np.array([0, 10, 8, 20.0]), 3) == [(0, 3)]
    assert find_rises(np.array([0, 10, 6, 20.0]), 3) == [(0, 1), (2, 3)]


def test_a_bump_smaller_than_the_price_is_none() -> None:
    assert find_rises(np.array([0, 2, 0, 2, 0.0]), 3) == []


@pytest.mark.parametrize("curve", [[], [1.0], [1.0, 1.0, 1.0], [3.0, 2.0, 1.0]])
def test_what_never_rises_has_no_rises(curve: list[float]) -> None:
    assert find_rises(np.array(curve), 1) == []


def test_turns_are_the_ends_and_changes_of_direction() -> None:
    assert find_turns(np.array([0, 1, 2, 2, 1, 1, 5.0])).tolist() == [0, 2, 4, 6]


def test_a_price_is_positive() -> None:
    with pytest.raises(InvalidValueError, match="price"):
        find_rises(np.array([0, 1.0]), 0)
