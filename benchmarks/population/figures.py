"""One figure of a crowd, and how it is made of many things."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TypeVar

_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure of one crowd.

    Attributes:
        name: what it is.
        value: None where there was nothing to measure.
        unit: "%" for a share, else a unit or "".
        count: of how many.
        goal: what is asked of it, in words; empty where nothing is.
    """

    name: str
    value: float | None
    unit: str
    count: int
    goal: str = ""


def share(name: str, items: Sequence[_T], holds: Callable[[_T], bool], goal: str = "") -> Figure:
    """The share of things for which something holds."""
    value = 100.0 * fmean(bool(holds(item)) for item in items) if items else None
    return Figure(name=name, value=value, unit="%", count=len(items), goal=goal)


def mean(name: str, values: Sequence[float], goal: str = "") -> Figure:
    """The mean of some values."""
    value = fmean(values) if values else None
    return Figure(name=name, value=value, unit="", count=len(values), goal=goal)


def largest(name: str, values: Sequence[float]) -> Figure:
    """The largest of some values, in per cent."""
    return Figure(name=name, value=max(values, default=None), unit="%", count=len(values))
