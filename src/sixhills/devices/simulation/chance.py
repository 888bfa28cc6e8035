"""Dice of a simulation: named streams of one seed, so that one subject never shifts another."""

from __future__ import annotations

import math
from random import Random


def open_stream(seed: int, name: str) -> Random:
    """A stream of random numbers that depends on nothing but seed and name."""
    return Random(f"{seed}/{name}")  # noqa: S311 - dice of a simulation, no secret


def draw_log_normal(chance: Random, middle: float, relative_sd: float) -> float:
    """A value above zero around a middle, its logarithm normal."""
    return middle * math.exp(chance.gauss(0.0, relative_sd))


def draw_clipped(chance: Random, mean: float, sd: float, low: float, high: float) -> float:
    """A normal value, held between two bounds."""
    return min(high, max(low, chance.gauss(mean, sd)))
