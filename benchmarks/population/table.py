"""Figures of several crowds as text: mean over the crowds, least and most, beside the goal."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from population.figures import Figure

_NAME = 72
_FEW = 0.005


def write_table(crowds: Sequence[Sequence[Figure]]) -> str:
    """A row for each figure; all crowds have the same figures in the same order."""
    header = f"{'':<{_NAME}}{'mean':>8}{'least':>8}{'most':>8}{'of':>9}  goal"
    rows = (_write_row(figures) for figures in zip(*crowds, strict=True))
    return "\n".join([header, *rows])


def compare_crowds(
    whole: Sequence[Figure], without: Mapping[str, Sequence[Figure]], names: Sequence[str]
) -> str:
    """A column for each crowd, the first with all rules, a row for each figure of some names."""
    header = f"{'':<{_NAME}}{'all rules':>12}" + "".join(f"{key:>12}" for key in without)
    crowds = [whole, *without.values()]
    return "\n".join([header, *(_compare(name, crowds) for name in names)])


def _write_row(figures: Sequence[Figure]) -> str:
    first = figures[0]
    name = f"{first.name}, %" if first.unit else first.name
    values = [figure.value for figure in figures if figure.value is not None]
    count = sum(figure.count for figure in figures)
    shown = "".join(f"{number:>8}" for number in _summarize(values))
    return f"{name:<{_NAME}}{shown}{count:>9}  {first.goal}".rstrip()


def _summarize(values: Sequence[float]) -> Iterator[str]:
    if not values:
        yield from ("-", "-", "-")
        return
    for value in (fmean(values), min(values), max(values)):
        yield _show(value)


def _compare(name: str, crowds: Sequence[Sequence[Figure]]) -> str:
    found = [next(figure for figure in figures if figure.name == name) for figures in crowds]
    shown = ("-" if figure.value is None else _show(figure.value) for figure in found)
    label = f"{name}, %" if found[0].unit else name
    return f"{label:<{_NAME}}" + "".join(f"{value:>12}" for value in shown)


def _show(value: float) -> str:
    return f"{value:.2f}" if _FEW < abs(value) < 1 else f"{value:.1f}"
