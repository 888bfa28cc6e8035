"""What power a resistance setting takes at a cadence: P = k s(level) (cadence / 80)^p.

Fitted to ten published tables of exercise bikes one exponent p and a monotone curve s describe a
bike to 1-5 %, while single bikes of one model differ by 5-20 % (docs/evidence.md).
Without any evidence the curve is a *typical* one, good to start from and never shown as watts.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from sixhills.errors import require

REFERENCE_CADENCE_RPM = 80.0
TYPICAL_EXPONENT = 1.65  # magnetic brakes 1.45-1.9; friction about 1, air 3
TYPICAL_LOWEST_W = 40.0
TYPICAL_HIGHEST_W = 300.0
TYPICAL_SD = 0.35  # of the logarithm of power
KNOWN_SD = 0.15
"""A curve that is surer than this may be steered by: settings and cadence are chosen to fit it."""


@dataclass(frozen=True, kw_only=True)
class LevelCurve:
    """Power by setting and cadence for one bike.

    Attributes:
        settings: resistance settings (levels, or turns of a knob), strictly rising.
        power_at_80_w: power [W] at 80 rpm for each setting, strictly rising.
        exponent: p, the growth of power with cadence.
        sd: standard deviation of the logarithm of power (.05 is about 5 %).
        measured: True when a meter or a known model's table gave the curve; only then may watts be
            shown. Else the curve is relative to its rider.
        setting_sds: the same deviation for each setting, where it differs; empty where not.
    """

    settings: tuple[float, ...]
    power_at_80_w: tuple[float, ...]
    exponent: float = TYPICAL_EXPONENT
    sd: float = TYPICAL_SD
    measured: bool = False
    setting_sds: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        require(len(self.settings) >= 2, "settings", "at least two", self.settings)
        require(
            len(self.settings) == len(self.power_at_80_w),
            "power_at_80_w",
            f"as many as settings ({len(self.settings)})",
            len(self.power_at_80_w),
        )
        require(_strictly_rising(self.settings), "settings", "strictly rising", self.settings)
        require(
            self.power_at_80_w[0] > 0 and _strictly_rising(self.power_at_80_w),
            "power_at_80_w",
            "above 0 and strictly rising",
            self.power_at_80_w,
        )
        require(0.8 <= self.exponent <= 3.2, "exponent", "between 0.8 and 3.2", self.exponent)
        require(self.sd >= 0, "sd", "0 or more", self.sd)
        require(
            len(self.setting_sds) in {0, len(self.settings)},
            "setting_sds",
            f"none or as many as settings ({len(self.settings)})",
            len(self.setting_sds),
        )

    @property
    def known(self) -> bool:
        """Whether it is sure enough to choose settings and cadence by."""
        return self.measured or self.sd <= KNOWN_SD

    def power_w(self, setting: float, cadence_rpm: float) -> float:
        """Power [W] at a setting (held to the curve's range) and cadence."""
        at_80_w = _interpolate_log(setting, self.settings, self.power_at_80_w)
        return float(at_80_w * (cadence_rpm / REFERENCE_CADENCE_RPM) ** self.exponent)

    def sd_at(self, setting: float) -> float:
        """Standard deviation of the logarithm of power at the setting nearest to one."""
        if not self.setting_sds:
            return self.sd
        above = min(bisect_left(self.settings, setting), len(self.settings) - 1)
        below = max(0, above - 1)
        nearer = setting - self.settings[below] <= self.settings[above] - setting
        return self.setting_sds[below if nearer else above]

    def cadence_rpm(self, setting: float, power_w: float) -> float:
        """Cadence [1/min] at which a setting takes a power above zero."""
        at_80 = self.power_w(setting, REFERENCE_CADENCE_RPM)
        return float(REFERENCE_CADENCE_RPM * (power_w / at_80) ** (1.0 / self.exponent))


def typical_curve(settings: tuple[float, ...], *, exponent: float = TYPICAL_EXPONENT) -> LevelCurve:
    """The curve of a typical exercise bike over settings: exponential from 40 to 300 W."""
    span = math.log(TYPICAL_HIGHEST_W / TYPICAL_LOWEST_W)
    first, last = settings[0], settings[-1]
    powers = tuple(
        TYPICAL_LOWEST_W * math.exp(span * (s - first) / (last - first)) for s in settings
    )
    return LevelCurve(settings=settings, power_at_80_w=powers, exponent=exponent)


def _strictly_rising(values: tuple[float, ...]) -> bool:
    return all(a < b for a, b in pairwise(values))


def _interpolate_log(x: float, xs: tuple[float, ...], ys: tuple[float, ...]) -> float:
    """Value at x, its logarithm on straight lines between the points, held at the ends."""
    right = bisect_left(xs, x)
    if right == 0:
        return ys[0]
    if right == len(xs):
        return ys[-1]
    x0, x1, y0, y1 = xs[right - 1], xs[right], ys[right - 1], ys[right]
    return float(y0 * (y1 / y0) ** ((x - x0) / (x1 - x0)))
