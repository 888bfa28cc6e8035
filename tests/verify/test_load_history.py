"""Load over days: reference values of the notes on coaching, 5."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.errors import InvalidValueError
from sixhills.verify.load_history import FAST_DAYS, SLOW_DAYS, smooth_loads


@pytest.mark.parametrize(
    ("days", "plain", "expected"),
    [
        (SLOW_DAYS, False, 63.2121),
        (FAST_DAYS, False, 99.7521),
        (SLOW_DAYS, True, 63.6544),
        (FAST_DAYS, True, 99.8457),
    ],
)
def test_six_weeks_of_100_a_day(days: float, plain: bool, expected: float) -> None:
    assert smooth_loads([100.0] * 42, days, plain=plain)[-1] == pytest.approx(expected, rel=1e-6)


@given(st.lists(st.floats(0, 300), min_size=1, max_size=60), st.floats(1, 60))
def test_a_mean_lies_among_the_loads(loads: list[float], days: float) -> None:
    means = smooth_loads(loads, days)
    assert len(means) == len(loads)
    assert all(0 <= mean <= max(loads) + 1e-9 for mean in means)


def test_a_habit_stays_where_it_is() -> None:
    assert smooth_loads([50.0] * 5, SLOW_DAYS, start=50.0) == pytest.approx([50.0] * 5)


def test_a_mean_takes_a_day_at_least() -> None:
    with pytest.raises(InvalidValueError, match="days"):
        smooth_loads([1.0], 0.5)
