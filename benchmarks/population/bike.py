"""Exercise bikes as they are: what their settings really take, which nobody is told.

Drawn from a description of real bikes of our own (notes on coaching, section 7: ten public
tables), not from the product's belief: the easiest setting takes 25 to 130 W at 80 rpm, the hardest
230 to 510 W, between them power grows along lo + (hi - lo) x^g with g from 0.9 (even steps of
watts) to 2.1 (nearly even steps of per cent), single settings stray, and power grows with cadence
to the power p: 1.1 to 2.0 for magnets, about 1 for felt on a wheel. Units of one model differ by
10 %, and each drifts from day to day.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sixhills.devices.simulation.chance import draw_clipped, draw_log_normal
from sixhills.equipment import ExerciseBike, Knob, Levels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

BIKE_NAME = "the bike at home"

_REFERENCE_RPM = 80.0
_KNOB_SHARE = 0.2
_CANNOT_STAND = 0.10
_LEVELS = {6: 1, 8: 4, 10: 1, 12: 1, 15: 1, 16: 6, 20: 2, 24: 4, 25: 1, 32: 5, 40: 1, 100: 2}
"""Numbers of levels and how common they are among the bikes that are sold, roughly."""

_TURNS = (2.0, 3.0, 4.0, 5.0, 6.0, 8.0)
_UNIT_SD = 0.10
_STRAY_SD = 0.015
_MAGNETIC_P = (1.6, 0.2, 1.1, 2.0)  # mean, sd, lowest, highest
_FELT_P = (1.05, 0.04, 1.0, 1.15)
_LOWEST_W = (50.0, 0.45, 25.0, 130.0)  # median, sd of the logarithm, lowest, highest
_HIGHEST_W = (350.0, 0.28, 230.0, 510.0)
_FREE_W = (14.0, 0.4, 5.0, 35.0)  # a knob that does not touch yet
_GROWTH = (1.45, 0.3, 0.9, 2.1)
_DRIFT_SD = (0.03, 0.05)  # from day to day
_KNOB_DRIFT_SD = (0.04, 0.08)  # felt wears and warms, and nobody finds "free" twice


@dataclass(frozen=True, kw_only=True)
class TrueBike:
    """A bike and what its owner can tell of it.

    Attributes:
        declared: what the product is told.
        log_power_at_80: ln of the power [W] at 80 rpm for each setting.
        exponent: of power over cadence.
        drift_sd: of ln power from one day to another.
    """

    declared: ExerciseBike
    log_power_at_80: tuple[float, ...]
    exponent: float
    drift_sd: float

    @cached_property
    def settings(self) -> tuple[float, ...]:
        """All settings, easiest first."""
        return self.declared.resistance.settings()

    @property
    def is_knob(self) -> bool:
        """Whether it has a knob without numbers."""
        return isinstance(self.declared.resistance, Knob)

    def power_w(self, setting: float, cadence_rpm: float, drift: float = 0.0) -> float:
        """Power [W] at a setting, held to the range, and a cadence.

        Args:
            setting: level, or turns of the knob; between two notches on a straight line.
            cadence_rpm: above zero.
            drift: of today, of ln power.
        """
        log_w = _interpolate(setting, self.settings, self.log_power_at_80)
        return float(math.exp(log_w + drift) * (cadence_rpm / _REFERENCE_RPM) ** self.exponent)

    def cadence_rpm(self, setting: float, power_w: float, drift: float = 0.0) -> float:
        """Cadence [1/min] at which a setting takes a power above zero."""
        at_80_w = self.power_w(setting, _REFERENCE_RPM, drift)
        return float(_REFERENCE_RPM * (power_w / at_80_w) ** (1.0 / self.exponent))


def draw_bike(chance: Random) -> TrueBike:
    """A bike from the shelf, with its owner's word for it."""
    knob = chance.random() < _KNOB_SHARE
    if knob:
        resistance: Levels | Knob = Knob(turns=chance.choice(_TURNS))
    else:
        numbers, weights = list(_LEVELS), list(_LEVELS.values())
        resistance = Levels(highest=chance.choices(numbers, weights)[0])
    felt = knob and chance.random() < 0.5
    low, high = _KNOB_DRIFT_SD if knob else _DRIFT_SD
    return TrueBike(
        declared=ExerciseBike(
            name=BIKE_NAME, resistance=resistance, can_stand=chance.random() >= _CANNOT_STAND
        ),
        log_power_at_80=_draw_curve(len(resistance.settings()), chance, knob=knob),
        exponent=draw_clipped(chance, *(_FELT_P if felt else _MAGNETIC_P)),
        drift_sd=chance.uniform(low, high),
    )


def _draw_curve(count: int, chance: Random, *, knob: bool) -> tuple[float, ...]:
    lowest_w = _draw_between(chance, *(_FREE_W if knob else _LOWEST_W))
    highest_w = _draw_between(chance, *_HIGHEST_W)
    growth = draw_clipped(chance, *_GROWTH)
    unit = chance.gauss(0.0, _UNIT_SD)
    places = [rank / (count - 1) for rank in range(count)]
    logs = [
        math.log(lowest_w + (highest_w - lowest_w) * place**growth) + chance.gauss(0.0, _STRAY_SD)
        for place in places
    ]
    rising = sorted(logs)  # a harder setting that takes less would be a broken bike
    return tuple(value + unit + 1e-6 * rank for rank, value in enumerate(rising))


def _draw_between(chance: Random, middle: float, sd: float, low: float, high: float) -> float:
    return min(high, max(low, draw_log_normal(chance, middle, sd)))


def _interpolate(x: float, xs: Sequence[float], ys: Sequence[float]) -> float:
    """Value at x on straight lines, held at the ends."""
    right = bisect_left(xs, x)
    if right == 0:
        return ys[0]
    if right == len(xs):
        return ys[-1]
    share = (x - xs[right - 1]) / (xs[right] - xs[right - 1])
    return ys[right - 1] + share * (ys[right] - ys[right - 1])
