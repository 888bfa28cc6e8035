"""Charts in a terminal: an area under a curve, a line, and where they lie.

A chart is rows of cells. An area fills each column up to its value in eighths of a cell; colours
come by column. A column without a value stays empty: missing is not zero.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

_EIGHTHS = " ▁▂▃▄▅▆▇█"


def draw_area(
    columns: Sequence[float],
    *,
    rows: int,
    low: float,
    high: float,
    styles: Sequence[str],
    label: str = "",
) -> Text:
    """An area under a curve, one column a value.

    Args:
        columns: values; NaN leaves a column empty.
        rows: height of the chart.
        low: value at its foot.
        high: value at its top.
        styles: of each column.
        label: told above, at the left.
    """
    from rich.text import Text

    picture = Text(f"{label}\n" if label else "", style="dim")
    heights = [_eighths(value, rows, low, high) for value in columns]
    for row in range(rows - 1, -1, -1):
        for height, style in zip(heights, styles, strict=True):
            picture.append(_EIGHTHS[min(8, max(0, height - 8 * row))], style=style)
        picture.append("\n" if row else "")
    return picture


def _eighths(value: float, rows: int, low: float, high: float) -> int:
    """Height of a column in eighths of a cell; what is known shows at least one."""
    if math.isnan(value):
        return 0
    share = (value - low) / (high - low) if high > low else 0.0
    return max(1, min(8 * rows, round(8 * rows * share)))


def fold_columns(values: Sequence[float], width: int) -> list[float]:
    """Values as means of so many columns; NaN where a column has none."""
    if len(values) <= width:
        return list(values)
    edges = [round(len(values) * column / width) for column in range(width + 1)]
    return [_mean(values[a:b]) for a, b in pairwise(edges)]


def _mean(values: Sequence[float]) -> float:
    known = [value for value in values if not math.isnan(value)]
    return sum(known) / len(known) if known else math.nan
