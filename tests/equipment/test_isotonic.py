from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.equipment.isotonic import make_rise


def test_what_rises_stays() -> None:
    assert make_rise([1.0, 2.0, 4.0], at_least=0.5) == [1.0, 2.0, 4.0]


def test_a_fall_is_pooled_to_its_mean() -> None:
    assert make_rise([1.0, 3.0, 2.0, 4.0], at_least=0.0) == [1.0, 2.5, 2.5, 4.0]


def test_a_heavier_value_moves_less() -> None:
    assert make_rise([3.0, 2.0], at_least=0.0, weights=[3.0, 1.0]) == [2.75, 2.75]


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=20), st.floats(0, 0.5))
def test_the_result_rises_and_keeps_the_mean(values: list[float], at_least: float) -> None:
    rising = make_rise(values, at_least=at_least)
    assert all(b - a >= at_least - 1e-9 for a, b in pairwise(rising))
    assert sum(rising) == pytest.approx(sum(values), abs=1e-6)
