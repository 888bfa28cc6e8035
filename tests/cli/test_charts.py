"""Charts in a terminal."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.cli.charts import draw_area, fold_columns


def draw(*values: float, rows: int = 1, high: float = 8) -> list[str]:
    styles = ["cyan"] * len(values)
    return draw_area(values, rows=rows, low=0, high=high, styles=styles).plain.split("\n")


def test_a_column_is_as_high_as_its_value() -> None:
    assert draw(1, 4, 8) == ["▁▄█"]
    assert draw(8, 16, rows=2, high=16) == [" █", "██"]


def test_what_is_missing_stays_empty_and_what_is_least_does_not() -> None:
    assert draw(0, math.nan, 8) == ["▁ █"]


def test_all_alike_is_a_line() -> None:
    assert draw(5, 5, high=0) == ["▁▁"]


def test_columns_are_means() -> None:
    assert fold_columns([1, 3, 5, 7, math.nan, 9], 3) == [2, 6, 9]
    assert math.isnan(fold_columns([math.nan] * 4, 2)[0])


@given(st.lists(st.floats(0, 100), min_size=1, max_size=200), st.integers(1, 60))
def test_columns_keep_the_range(values: list[float], width: int) -> None:
    columns = fold_columns(values, width)
    assert len(columns) == min(width, len(values))
    assert min(values) - 1e-9 <= min(columns) <= max(columns) <= max(values) + 1e-9


@pytest.mark.parametrize("rows", [1, 3, 6])
def test_a_chart_has_its_rows(rows: int) -> None:
    assert len(draw(1, 2, 3, rows=rows)) == rows
