"""A level curve from a table of powers: one exponent of cadence, a height for each setting.

Such tables come from makers' apps, owners with a meter, forums. They scatter, repeat themselves
and hold single wrong values, so the fit is robust: least squares in logarithms, with less weight
for what lies far off (Huber 1964, "Robust estimation of a location parameter", weights
min(1, k / |r|) with k = 1.5 robust standard deviations), then the nearest rising heights.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING

from sixhills.equipment.isotonic import make_rise
from sixhills.equipment.level_curve import REFERENCE_CADENCE_RPM, TYPICAL_EXPONENT, LevelCurve
from sixhills.errors import InvalidValueError, require

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TABLE_SD = 0.12
"""How far one bike lies from the table of its model: 5 to 20 % (docs/glossary.md)."""

_ROUNDS = 10
_FAR = 1.5  # robust standard deviations from which on a reading weighs less
_LEAST_SCALE = 0.005
_NORMAL_MAD = 1.4826  # standard deviations in a median absolute deviation of a normal spread
_LEAST_RISE = 0.001  # of ln power from one setting of the table to the next
_LEAST_SPREAD = 0.03  # sd of ln cadence at a setting, for its exponent to be seen
_EXPONENTS = (0.8, 3.2)


@dataclass(frozen=True, kw_only=True)
class LevelReading:
    """One row of a table.

    Attributes:
        setting: of the bike.
        cadence_rpm: pedalled.
        power_w: that it took.
    """

    setting: float
    cadence_rpm: float
    power_w: float

    def __post_init__(self) -> None:
        require(0 <= self.setting <= 200, "level", "0 to 200", self.setting)
        require(20 <= self.cadence_rpm <= 200, "cadence_rpm", "20 to 200", self.cadence_rpm)
        require(0 < self.power_w <= 3000, "power_w", "above 0, at most 3000", self.power_w)

    @property
    def ln_cadence(self) -> float:
        """Logarithm of cadence over 80 rpm."""
        return math.log(self.cadence_rpm / REFERENCE_CADENCE_RPM)


def fit_level_curve(readings: Sequence[LevelReading], *, sd: float = TABLE_SD) -> LevelCurve:
    """The level curve nearest to a table.

    Args:
        readings: of at least two settings, in any order.
        sd: how far the bike at hand may lie from the table, of the logarithm of power.

    Returns:
        A measured curve over the settings of the table, its sd that and the table's own scatter
        together. The exponent is the typical one where the table has one cadence only.

    Raises:
        InvalidValueError: there are fewer than two settings, or power does not rise with them.
    """
    settings = sorted({reading.setting for reading in readings})
    if len(settings) < 2:
        raise InvalidValueError(
            f"a table needs at least two levels, this one has {len(settings)}",
            remedy="add rows of easier and harder levels",
        )
    weights = [1.0] * len(readings)
    for _ in range(_ROUNDS):
        exponent = _fit_exponent(readings, weights)
        heights = _fit_heights(readings, weights, exponent)
        off = [_distance(reading, heights, exponent) for reading in readings]
        scale = _spread(off, free=len(readings) - len(settings) - 1)
        weights = [min(1.0, _FAR * scale / max(1e-12, abs(distance))) for distance in off]
    _refuse_falling([heights[setting] for setting in settings])
    counts = _sum_by_setting(readings, weights)
    rising = make_rise(
        [heights[setting] for setting in settings],
        at_least=_LEAST_RISE,
        weights=[counts[setting] for setting in settings],
    )
    return LevelCurve(
        settings=tuple(settings),
        power_at_80_w=tuple(math.exp(value) for value in rising),
        exponent=exponent,
        sd=math.hypot(sd, scale),
        measured=True,
    )


def _fit_exponent(readings: Sequence[LevelReading], weights: Sequence[float]) -> float:
    """Slope of ln power over ln cadence, common to all settings."""
    totals = _sum_by_setting(readings, weights)
    x_mean = _average(readings, [r.ln_cadence for r in readings], weights, totals)
    y_mean = _average(readings, [math.log(r.power_w) for r in readings], weights, totals)
    spread = slope = 0.0
    for reading, weight in zip(readings, weights, strict=True):
        x = reading.ln_cadence - x_mean[reading.setting]
        spread += weight * x * x
        slope += weight * x * (math.log(reading.power_w) - y_mean[reading.setting])
    if spread <= _LEAST_SPREAD**2 * sum(weights):
        return TYPICAL_EXPONENT
    low, high = _EXPONENTS
    return min(high, max(low, slope / spread))


def _fit_heights(
    readings: Sequence[LevelReading], weights: Sequence[float], exponent: float
) -> dict[float, float]:
    """Logarithm of power at 80 rpm of each setting."""
    at_80 = [math.log(r.power_w) - exponent * r.ln_cadence for r in readings]
    return _average(readings, at_80, weights, _sum_by_setting(readings, weights))


def _distance(reading: LevelReading, heights: Mapping[float, float], exponent: float) -> float:
    expected = heights[reading.setting] + exponent * reading.ln_cadence
    return math.log(reading.power_w) - expected


def _spread(off: Sequence[float], *, free: int) -> float:
    """Robust standard deviation of distances from a fit that left so many degrees of freedom."""
    seen = _NORMAL_MAD * median(abs(distance) for distance in off)
    return max(_LEAST_SCALE, seen * math.sqrt(len(off) / max(1, free)))


def _refuse_falling(heights: Sequence[float]) -> None:
    middle = len(heights) // 2
    if fmean(heights[middle:]) <= fmean(heights[:middle]):
        raise InvalidValueError(
            "power does not rise with the level in this table",
            remedy="check which column is the level; the hardest level has the highest number",
        )


def _sum_by_setting(
    readings: Sequence[LevelReading], values: Sequence[float]
) -> dict[float, float]:
    sums: dict[float, float] = {}
    for reading, value in zip(readings, values, strict=True):
        sums[reading.setting] = sums.get(reading.setting, 0.0) + value
    return sums


def _average(
    readings: Sequence[LevelReading],
    values: Sequence[float],
    weights: Sequence[float],
    totals: Mapping[float, float],
) -> dict[float, float]:
    """Weighted mean of each setting's values."""
    products = [value * weight for value, weight in zip(values, weights, strict=True)]
    sums = _sum_by_setting(readings, products)
    return {setting: total / totals[setting] for setting, total in sums.items()}
