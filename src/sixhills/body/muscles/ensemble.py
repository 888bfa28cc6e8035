"""How unsure it all is: the same pedalling with what is not known drawn again and again.

Nobody measured this rider's pedal forces, pelvis, ankles or moment arms. Each draw takes them from
as wide a range as riders differ in, and the spread of what comes out is the band that is shown:
four draws of five lie in it. The riders that the force is tied to were strong (5 to 6 W/kg) and
men; for gentler efforts and for women the band is widened and called extrapolated.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from sixhills.body.muscles.geometry import find_geometry
from sixhills.body.muscles.groups import group_matrix, member_matrix
from sixhills.body.muscles.pedaller import AVERAGE, Pedaller, Variation
from sixhills.body.muscles.pedalling import Condition, Stroke, pedal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DRAWS = 40
BAND = (10.0, 90.0)
"""Percentiles of the draws between which the band lies."""

WIDER = 1.5
"""Factor of the band's logarithm where it is extrapolated (our convention)."""

HIGH_ACTIVATION = 0.3

_SHARE_SD = 0.25
_TILT_SD_DEG = 8.0
_PITCH_SD_DEG = 5.0
_PEAK_SD_DEG = 8.0
_STRENGTH_SD = 0.20
_ARM_SD = 0.05
_LEVER_RANGE_M = (0.0, 0.06)


@dataclass(frozen=True, kw_only=True, eq=False)
class Amounts:
    """What each group of one leg does in a turn; arrays by GROUPS.

    Attributes:
        positive_work_j: of shortening active fibres.
        mean_activation: over the turn, by volume.
        high_share: share of the turn with more than .3 activation.
    """

    positive_work_j: Floats
    mean_activation: Floats
    high_share: Floats

    @property
    def table(self) -> Floats:
        """All of it, three by groups."""
        return np.stack([self.positive_work_j, self.mean_activation, self.high_share])


def count_amounts(stroke: Stroke) -> Amounts:
    """What the groups did in a turn."""
    muscles = stroke.muscles
    volumes = muscles.max_force_n * muscles.fibre_length_m
    active = stroke.shared.activation @ group_matrix(muscles.names, volumes)
    return Amounts(
        positive_work_j=stroke.positive_work_j() @ member_matrix(muscles.names),
        mean_activation=active.mean(axis=0),
        high_share=(active > HIGH_ACTIVATION).mean(axis=0),
    )


def draw_variations(count: int = DRAWS) -> tuple[Variation, ...]:
    """Riders that differ in what is not known, always the same ones.

    No dice: the steps of k times the square roots of the primes spread evenly over every range
    (Weyl 1916), and the normal distribution's percentiles make deviations of them.
    """
    roots = np.sqrt(_primes(_DIMENSIONS))
    even = (np.arange(1, count + 1)[:, None] * roots) % 1.0
    deviations = np.vectorize(NormalDist().inv_cdf)(np.clip(even, 1e-6, 1.0 - 1e-6))
    return tuple(
        _vary(row, float(lever)) for row, lever in zip(deviations, even[:, -1], strict=True)
    )


_DIMENSIONS = 6 + 4 + 40 + 1


def _vary(deviations: Floats, lever: float) -> Variation:
    """A rider by standard deviations, and a lever by its place in the range."""
    least_m, most_m = _LEVER_RANGE_M
    return Variation(
        shares=tuple(np.exp(_SHARE_SD * deviations[:6]).tolist()),
        tilt_deg=float(_TILT_SD_DEG * deviations[6]),
        pitch_deg=float(_PITCH_SD_DEG * deviations[7]),
        peak_deg=float(_PEAK_SD_DEG * deviations[8]),
        strength=math.exp(_STRENGTH_SD * float(deviations[9])),
        arms=tuple(np.exp(_ARM_SD * deviations[10:50]).tolist()),
        lever_m=least_m + lever * (most_m - least_m),
    )


def _primes(count: int) -> Floats:
    found: list[int] = []
    number = 2
    while len(found) < count:
        if all(number % prime for prime in found):
            found.append(number)
        number += 1
    return np.array(found, dtype=np.float64)


@dataclass(frozen=True, kw_only=True, eq=False)
class Band:
    """Factors of a nominal amount: the middle and the ends, each three by groups."""

    median: Floats
    low: Floats
    high: Floats


def find_band(pedaller: Pedaller, condition: Condition, variations: Sequence[Variation]) -> Band:
    """How the draws lie about the nominal rider at a condition."""
    return find_bands(pedaller, [condition], variations)[0]


def find_bands(
    pedaller: Pedaller, conditions: Sequence[Condition], variations: Sequence[Variation]
) -> list[Band]:
    """The same at several conditions of one posture, for which each draw's leg is posed once."""
    drawn = draw_amounts(pedaller, conditions, variations)
    nominal = draw_amounts(pedaller, conditions, [AVERAGE])[0]
    ratio = np.where(nominal > _NOTHING, drawn / np.maximum(nominal, _NOTHING), 1.0)
    low, median, high = np.percentile(ratio, [BAND[0], 50.0, BAND[1]], axis=0)
    return [Band(median=median[at], low=low[at], high=high[at]) for at in range(len(conditions))]


def draw_amounts(
    pedaller: Pedaller, conditions: Sequence[Condition], variations: Sequence[Variation]
) -> Floats:
    """Amounts of each draw at each condition of one posture: draws by conditions by 3 by groups."""
    found = []
    near: list[Stroke | None] = [None] * len(conditions)
    for variation in variations:
        standing = conditions[0].standing
        geometry = find_geometry(pedaller, standing=standing, variation=variation)
        near = [
            pedal(pedaller, condition, variation, geometry, start)
            for condition, start in zip(conditions, near, strict=True)
        ]
        found.append([count_amounts(stroke).table for stroke in near if stroke])
    return np.array(found)


_NOTHING = 1e-6
