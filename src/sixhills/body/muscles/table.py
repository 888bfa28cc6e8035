"""A table for one rider on one bike: what each muscle group does at any power, cadence, posture.

Built once in seconds; between its nodes amounts are interpolated, so that every second of years of
rides can be looked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.body.muscles.ensemble import (
    WIDER,
    Band,
    count_amounts,
    draw_variations,
    find_bands,
)
from sixhills.body.muscles.geometry import find_geometry
from sixhills.body.muscles.glute_table import MAXIMUS, GluteTable
from sixhills.body.muscles.groups import GLUTES, GROUPS
from sixhills.body.muscles.pedaller import Pedaller
from sixhills.body.muscles.pedalling import Condition, Stroke, pedal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

POWERS_W = np.array([25.0, 60.0, 100.0, 150.0, 200.0, 260.0, 330.0, 420.0, 550.0, 750.0])
CADENCES_RPM = np.array([45.0, 60.0, 75.0, 90.0, 105.0, 120.0])
WORK, ACTIVATION, HIGH = 0, 1, 2
"""Rows of amounts: joules a turn, mean activation, share of the turn with high activation."""

_BAND_POWERS_W = (100.0, 300.0)
_BAND_RPM = 75.0


@dataclass(frozen=True, kw_only=True, eq=False)
class AmountTable:
    """Amounts of one leg by posture, power and cadence, without their bands.

    Attributes:
        pedaller: whose.
        amounts: two postures (seated, standing) by powers by cadences by three amounts by groups.
    """

    pedaller: Pedaller
    amounts: Floats

    def look_up(self, power_w: Floats, cadence_rpm: Floats, standing: Floats) -> Floats:
        """Amounts at each moment, n by three by groups.

        Args:
            power_w: at the pedals; beyond the table's ends the nearest counts, in proportion to
                power below the lowest.
            cadence_rpm: likewise, the nearest.
            standing: how likely the rider stands, 0 to 1.
        """
        seated, stood = (self._at(posture, power_w, cadence_rpm) for posture in (0, 1))
        return np.asarray(seated + standing[:, None, None] * (stood - seated), dtype=np.float64)

    def _at(self, posture: int, power_w: Floats, cadence_rpm: Floats) -> Floats:
        row, up = _place(POWERS_W, power_w)
        column, right = _place(CADENCES_RPM, cadence_rpm)
        grid = self.amounts[posture]
        up, right = up[:, None, None], right[:, None, None]
        low = grid[row, column] + right * (grid[row, column + 1] - grid[row, column])
        high = grid[row + 1, column] + right * (grid[row + 1, column + 1] - grid[row + 1, column])
        below = np.minimum(1.0, power_w / POWERS_W[0])[:, None, None]
        return np.asarray((low + up * (high - low)) * below, dtype=np.float64)


@dataclass(frozen=True, kw_only=True, eq=False)
class MuscleTable(AmountTable):
    """The same with its bands.

    Attributes:
        bands: factors low and high of amounts, for both postures at two powers:
            two by two by two (low, high) by three by groups.
    """

    bands: Floats

    def band(self, power_w: float, standing: float) -> tuple[Floats, Floats]:
        """Factors of the amounts, low and high, at a mean power and share of standing.

        Below what was measured they are widened.
        """
        at = np.clip((power_w - _BAND_POWERS_W[0]) / np.diff(_BAND_POWERS_W)[0], 0.0, 1.0)
        by_posture = self.bands[:, 0] + at * (self.bands[:, 1] - self.bands[:, 0])
        low, high = by_posture[0] + standing * (by_posture[1] - by_posture[0])
        wider = WIDER if self.is_extrapolated(power_w) else 1.0
        return np.power(low, wider), np.power(high, wider)

    def is_extrapolated(self, power_w: float) -> bool:
        """Whether nobody like this was measured."""
        return self.pedaller.is_extrapolated(power_w)


def build_table(pedaller: Pedaller) -> MuscleTable:
    """The table of a rider on a bike.

    Raises:
        ReachError: the rider's leg does not fit the bike.
    """
    return add_bands(build_amounts(pedaller))


def build_amounts(pedaller: Pedaller) -> AmountTable:
    """The same without its bands, which are most of the work.

    Raises:
        ReachError: the rider's leg does not fit the bike.
    """
    amounts = [_tabulate(pedaller, standing=standing) for standing in (False, True)]
    return AmountTable(pedaller=pedaller, amounts=np.array(amounts))


def add_bands(table: AmountTable) -> MuscleTable:
    """A table with its bands."""
    pedaller = table.pedaller
    return MuscleTable(pedaller=pedaller, amounts=table.amounts, bands=_find_bands(pedaller))


def tabulate_glutes(table: AmountTable) -> GluteTable:
    """What the glutes do by a table, as numbers for who has no numpy."""
    rows = {name: WORK if name == MAXIMUS else ACTIVATION for name in GLUTES}
    grids = {name: table.amounts[..., row, GROUPS.index(name)] for name, row in rows.items()}
    return GluteTable(
        powers_w=tuple(POWERS_W.tolist()),
        cadences_rpm=tuple(CADENCES_RPM.tolist()),
        amounts={name: grid.tolist() for name, grid in grids.items()},
    )


def _tabulate(pedaller: Pedaller, *, standing: bool) -> Floats:
    """Amounts of one posture, by powers and cadences; each stroke is found from its neighbour."""
    geometry = find_geometry(pedaller, standing=standing)
    rows: list[list[Floats]] = []
    near: Stroke | None = None
    for power_w in POWERS_W:
        row = []
        for rpm in CADENCES_RPM[:: 1 if len(rows) % 2 == 0 else -1]:  # there and back again
            condition = Condition(power_w=power_w, cadence_rpm=rpm, standing=standing)
            near = pedal(pedaller, condition, geometry=geometry, near=near)
            row.append(count_amounts(near).table)
        rows.append(row if len(rows) % 2 == 0 else row[::-1])
    return np.array(rows)


def _find_bands(pedaller: Pedaller) -> Floats:
    variations = draw_variations()
    found: list[list[Sequence[Floats]]] = []
    for standing in (False, True):
        conditions = [
            Condition(power_w=power_w, cadence_rpm=_BAND_RPM, standing=standing)
            for power_w in _BAND_POWERS_W
        ]
        found.append([_ends(band) for band in find_bands(pedaller, conditions, variations)])
    return np.array(found)


def _ends(band: Band) -> tuple[Floats, Floats]:
    """Low and high about the middle, never inverted by rounding."""
    least = np.minimum(band.low, 1.0)
    return np.maximum(least, 1e-3), np.maximum(band.high, 1.0)


def _place(nodes: Floats, values: Floats) -> tuple[NDArray[np.intp], Floats]:
    """Index of the node below each value, and how far it is to the next, 0 to 1."""
    index = np.clip(np.searchsorted(nodes, values, side="right") - 1, 0, len(nodes) - 2)
    share = (values - nodes[index]) / (nodes[index + 1] - nodes[index])
    return index, np.clip(share, 0.0, 1.0)
