"""Load over days: reference values of the notes on coaching, 5."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.errors import InvalidValueError
from sixhills.verify.load_history import FAST_DAYS, SLOW_DAYS, ImpulseResponse, smooth_loads


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


def test_a_load_harms_for_two_weeks_and_helps_most_after_six() -> None:
    """k1 1, k2 2, t1 45 d, t2 15 d: t_n 15.596 d, t_g 40.315 d, given to three decimals."""
    model = ImpulseResponse()
    assert model.days_of_harm() == pytest.approx(15.596, abs=5e-4)
    assert model.days_to_best() == pytest.approx(40.315, abs=5e-4)


def test_the_response_to_one_load_crosses_zero_and_peaks_there() -> None:
    model = ImpulseResponse()
    later = [model.after([100.0, *[0.0] * days]) for days in range(120)]
    assert later[0] == -100.0
    assert later[15] < 0 < later[16]
    assert max(range(120), key=lambda days: later[days]) == 40


@given(st.lists(st.floats(0, 300), min_size=1, max_size=40))
def test_loads_add_up(loads: list[float]) -> None:
    model = ImpulseResponse()
    apart = [
        model.after([0.0] * day + [load] + [0.0] * (len(loads) - day - 1))
        for day, load in enumerate(loads)
    ]
    assert model.after(loads) == pytest.approx(sum(apart), abs=1e-6)


@pytest.mark.parametrize("given", [{"gains": (2.0, 1.0)}, {"days": (15.0, 45.0)}])
def test_a_model_that_tires_for_ever_is_refused(given: dict[str, tuple[float, float]]) -> None:
    with pytest.raises(InvalidValueError):
        ImpulseResponse(**given)
