"""What the glutes of one rider do at any power, cadence and posture: numbers only.

The next workout is chosen by it while somebody waits, so nothing here needs numpy, which takes
longer to import than all that is reckoned with it. The numbers are those of the muscle table
(table.py), and so are the answers.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sixhills.errors import require

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEGS = 2
USUALLY_STANDING = 0.1
"""How much of a ride is ridden standing where nothing tells (our convention)."""

LEAST_RPM = 10.0
"""Slower than this no pedal turns."""

MAXIMUS = "gluteus_maximus"

Grid = tuple[tuple[tuple[float, ...], ...], ...]
"""Amounts by posture (seated, standing), power and cadence."""


class Moment(NamedTuple):
    """Some time of steady riding.

    Attributes:
        power_w: at the pedals.
        cadence_rpm: of the crank.
        standing: 1 where the rider stands, 0 where they sit, in between how likely; NaN unknown.
        held_s: how long.
    """

    power_w: float
    cadence_rpm: float
    standing: float
    held_s: float


@dataclass(frozen=True, kw_only=True)
class GluteTable:
    """Amounts of the gluteal muscles of one leg.

    Attributes:
        powers_w: of the grid, rising.
        cadences_rpm: likewise.
        amounts: by muscle; of gluteus maximus positive work of a turn [J], of those that hold the
            pelvis level mean activation.
    """

    powers_w: tuple[float, ...]
    cadences_rpm: tuple[float, ...]
    amounts: dict[str, Grid]

    def __post_init__(self) -> None:
        shape = 2, len(self.powers_w), len(self.cadences_rpm)
        for muscle, grid in self.amounts.items():
            found = len(grid), len(grid[0]), len(grid[0][0])
            require(found == shape, muscle, f"{shape} numbers", found)

    def count(self, moments: Iterable[Moment]) -> dict[str, float] | None:
        """Work of gluteus maximus [kJ] and activation-time of the others [s], of both legs.

        None where no pedal turns.
        """
        turning = [m for m in moments if m.power_w > 0 and m.cadence_rpm > LEAST_RPM]
        if not turning:
            return None
        totals = dict.fromkeys(self.amounts, 0.0)
        for moment in turning:
            turns = moment.held_s * moment.cadence_rpm / 60.0
            places = self._find_places(moment)
            for muscle, grid in self.amounts.items():
                amount = sum(weight * grid[at][row][column] for weight, at, row, column in places)
                times = turns / 1000.0 if muscle == MAXIMUS else moment.held_s
                totals[muscle] += LEGS * times * amount
        return totals

    def _find_places(self, moment: Moment) -> list[tuple[float, int, int, int]]:
        """Weights of the grid's nodes at a moment, each with posture, power and cadence."""
        stood = USUALLY_STANDING if math.isnan(moment.standing) else moment.standing
        row, up = _place(self.powers_w, moment.power_w)
        column, right = _place(self.cadences_rpm, moment.cadence_rpm)
        below = min(1.0, moment.power_w / self.powers_w[0])
        return [
            (below * by_posture * by_power * by_cadence, posture, row + high, column + fast)
            for posture, by_posture in enumerate((1.0 - stood, stood))
            if by_posture
            for high, by_power in enumerate((1.0 - up, up))
            for fast, by_cadence in enumerate((1.0 - right, right))
        ]


def _place(nodes: Sequence[float], value: float) -> tuple[int, float]:
    """Index of the node below a value, and how far it is to the next, 0 to 1."""
    index = min(max(0, bisect_right(nodes, value) - 1), len(nodes) - 2)
    share = (value - nodes[index]) / (nodes[index + 1] - nodes[index])
    return index, min(1.0, max(0.0, share))
