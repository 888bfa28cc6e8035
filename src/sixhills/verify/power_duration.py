"""Models of power over duration beyond those that riding needs, and three ways to fit the first.

power.py holds the 2-parameter model (CP + W′/t), the 3-parameter model and the work-time fit. Here
are the exponential model (Hopkins et al. 1989), the omni-domain model (Puchowicz, Baker and Clarke
2020), and the fits. W′ differs by a tenth and more between fits of the same trials, so a fit
carries its method.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from sixhills.errors import require
from sixhills.power import Trial, fit_work_time

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONG_S = 1800.0
"""Beyond it the omni-domain model falls below critical power, with the logarithm of time."""

_STEP = 1e-3  # relative, of a power, for a derivative
_TURNS = 70  # leave 1e-14 of the range
_GOLDEN = (math.sqrt(5) - 1) / 2


def exponential_w(
    duration_s: float, *, critical_power_w: float, max_power_w: float, decay_s: float
) -> float:
    """Highest mean power [W] by the exponential model.

    Raises:
        InvalidValueError: the decay is not positive.
    """
    require(decay_s > 0, "decay_s", "above 0", decay_s)
    return critical_power_w + (max_power_w - critical_power_w) * math.exp(-duration_s / decay_s)


def omni_w(
    duration_s: float,
    *,
    critical_power_w: float,
    w_prime_j: float,
    max_power_w: float,
    fall_w: float,
) -> float:
    """Highest mean power [W] by the omni-domain model.

    Args:
        duration_s: above 0.
        critical_power_w: of the rider.
        w_prime_j: likewise.
        max_power_w: likewise.
        fall_w: by how much power falls as time grows e-fold beyond half an hour.

    Raises:
        InvalidValueError: the duration is not positive.
    """
    require(duration_s > 0, "duration_s", "above 0", duration_s)
    used = -math.expm1(-duration_s * (max_power_w - critical_power_w) / w_prime_j)
    late = fall_w * math.log(duration_s / LONG_S) if duration_s > LONG_S else 0.0
    return critical_power_w + w_prime_j / duration_s * used - late


class Method(StrEnum):
    """How critical power and W′ are fitted to trials."""

    WORK_TIME = "work on time"
    INVERSE_TIME = "power on 1/time"
    TIME_POWER = "time on power"


@dataclass(frozen=True, kw_only=True)
class CriticalPowerFit:
    """Critical power and W′ from trials, with their uncertainty.

    Attributes:
        method: of the fit.
        critical_power_w: fitted.
        w_prime_j: fitted; below zero where the longer trial had the higher power.
        critical_power_sd_w: standard deviation, from those of the trials.
        w_prime_sd_j: likewise.
        covariance: of the two [W J].
    """

    method: Method
    critical_power_w: float
    w_prime_j: float
    critical_power_sd_w: float
    w_prime_sd_j: float
    covariance: float

    @property
    def correlation(self) -> float:
        """Of the two estimates, -1 to 1; 0 where the trials are taken as exact."""
        both = self.critical_power_sd_w * self.w_prime_sd_j
        return self.covariance / both if both else 0.0


def fit_critical_power(trials: Sequence[Trial], method: Method) -> CriticalPowerFit:
    """Fit critical power and W′ to trials, each counting the same.

    The covariance carries each trial's standard deviation through the fit, to first order.

    Raises:
        InvalidValueError: there are not two trials of different durations.
    """
    durations = {trial.duration_s for trial in trials}
    require(len(durations) >= 2, "trials", "of two durations at least", sorted(durations))
    solve = _SOLVERS[method]
    critical_w, w_prime_j = solve(trials)
    slopes = [_differentiate(solve, trials, index) for index in range(len(trials))]
    by_w = [slope[0] * trial.sd_w for slope, trial in zip(slopes, trials, strict=True)]
    by_j = [slope[1] * trial.sd_w for slope, trial in zip(slopes, trials, strict=True)]
    return CriticalPowerFit(
        method=method,
        critical_power_w=critical_w,
        w_prime_j=w_prime_j,
        critical_power_sd_w=math.hypot(*by_w),
        w_prime_sd_j=math.hypot(*by_j),
        covariance=math.fsum(a * b for a, b in zip(by_w, by_j, strict=True)),
    )


Solution = tuple[float, float]


def _solve_work_time(trials: Sequence[Trial]) -> Solution:
    fit = fit_work_time(trials)
    return fit.critical_power_w, fit.w_prime_j


def _solve_inverse(trials: Sequence[Trial]) -> Solution:
    """The line of power on 1/time: its height is critical power, its slope W′."""
    inverse = [1.0 / trial.duration_s for trial in trials]
    mean = sum(inverse) / len(inverse)
    power = sum(trial.power_w for trial in trials) / len(trials)
    spread = math.fsum((x - mean) ** 2 for x in inverse)
    pairs = zip(inverse, trials, strict=True)
    slope = math.fsum((x - mean) * (trial.power_w - power) for x, trial in pairs) / spread
    return power - slope * mean, slope


def _solve_time_power(trials: Sequence[Trial]) -> Solution:
    """Least squares of time: for a critical power W′ is linear, so one number is searched."""
    ceiling = min(trial.power_w for trial in trials)
    low, high = 0.0, ceiling * (1 - 1e-9)
    left, right = _cut(low, high)
    for _ in range(_TURNS):
        if _miss_time(trials, left) < _miss_time(trials, right):
            high = right
        else:
            low = left
        left, right = _cut(low, high)
    critical_w = 0.5 * (low + high)
    return critical_w, _best_w_prime(trials, critical_w)


def _cut(low: float, high: float) -> tuple[float, float]:
    return high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)


def _best_w_prime(trials: Sequence[Trial], critical_w: float) -> float:
    above = [1.0 / (trial.power_w - critical_w) for trial in trials]
    pairs = zip(above, trials, strict=True)
    return math.fsum(x * trial.duration_s for x, trial in pairs) / math.fsum(x * x for x in above)


def _miss_time(trials: Sequence[Trial], critical_w: float) -> float:
    w_prime_j = _best_w_prime(trials, critical_w)
    return math.fsum((t.duration_s - w_prime_j / (t.power_w - critical_w)) ** 2 for t in trials)


_SOLVERS: dict[Method, Callable[[Sequence[Trial]], Solution]] = {
    Method.WORK_TIME: _solve_work_time,
    Method.INVERSE_TIME: _solve_inverse,
    Method.TIME_POWER: _solve_time_power,
}


def _differentiate(
    solve: Callable[[Sequence[Trial]], Solution], trials: Sequence[Trial], index: int
) -> Solution:
    """How both numbers change with the power of one trial."""
    trial = trials[index]
    if not trial.sd_w:
        return 0.0, 0.0
    step = _STEP * trial.power_w

    def solve_at(power_w: float) -> Solution:
        return solve([*trials[:index], replace(trial, power_w=power_w), *trials[index + 1 :]])

    more, less = solve_at(trial.power_w + step), solve_at(trial.power_w - step)
    return (more[0] - less[0]) / (2 * step), (more[1] - less[1]) / (2 * step)
