"""What power a rider can hold, and what holding it costs.

Power-duration (2-parameter model in its work-time form: Moritani et al. 1981, Ergonomics 24,
doi:10.1080/00140138108924856; 3-parameter model: Morton 1996, Ergonomics 39,
doi:10.1080/00140139608964484), W′ balance (differential form: Skiba et al. 2015, Eur J Appl
Physiol 115, doi:10.1007/s00421-014-3050-3, with the exact exponential step instead of Euler's),
weighted power (fourth-power mean of a 30 s mean, first full window only) and training load.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.errors import require

if TYPE_CHECKING:
    from collections.abc import Sequence

THRESHOLD_SHARE_OF_CP = 0.96
"""Training load counts 100 for an hour at this share of critical power (DESIGN)."""

_SMOOTHING_S = 30


def ceiling_w(
    duration_s: float, *, critical_power_w: float, w_prime_j: float, max_power_w: float
) -> float:
    """Highest mean power [W] for a duration by the 3-parameter model.

    Raises:
        InvalidValueError: the duration is not positive, or the maximum not above critical power.
    """
    require(duration_s > 0, "duration_s", "above 0", duration_s)
    require(max_power_w > critical_power_w, "max_power_w", "above critical power", max_power_w)
    return w_prime_j / (duration_s + w_prime_j / (max_power_w - critical_power_w)) + (
        critical_power_w
    )


def holdable_w(duration_s: float, *, critical_power_w: float, w_prime_j: float) -> float:
    """Highest mean power [W] for a duration by the 2-parameter model, CP + W′/t.

    Made for efforts of about 2 to 20 minutes; never below the 3-parameter `ceiling_w`.

    Raises:
        InvalidValueError: the duration is not positive.
    """
    require(duration_s > 0, "duration_s", "above 0", duration_s)
    return critical_power_w + w_prime_j / duration_s


@dataclass(frozen=True, kw_only=True)
class Trial:
    """An effort ridden as hard as the rider could hold for its duration.

    Attributes:
        duration_s: how long it lasted.
        power_w: its mean power.
        sd_w: standard deviation of the power: pacing, form of the day, meter.
    """

    duration_s: float
    power_w: float
    sd_w: float = 0.0

    def __post_init__(self) -> None:
        require(self.duration_s > 0, "duration_s", "above 0", self.duration_s)
        require(self.power_w > 0, "power_w", "above 0", self.power_w)
        require(self.sd_w >= 0, "sd_w", "0 or more", self.sd_w)


@dataclass(frozen=True, kw_only=True)
class WorkTimeFit:
    """Critical power and W′ from trials.

    Attributes:
        critical_power_w: slope of work over time.
        w_prime_j: work at time 0; below zero where a longer effort had the higher power: then
            not every trial was as hard as it could be.
        critical_power_sd_w: standard deviation from those of the trials.
        w_prime_sd_j: likewise.
        covariance: of the two [W J]; negative, since both explain the same work.
    """

    critical_power_w: float
    w_prime_j: float
    critical_power_sd_w: float
    w_prime_sd_j: float
    covariance: float


def fit_work_time(trials: Sequence[Trial]) -> WorkTimeFit:
    """Fit W = CP t + W′ to the work of trials by least squares, each trial counting the same.

    W′ differs by a tenth between this form and the others (P on 1/t, t on P), so the form belongs
    to the value. The covariance carries the uncertainty of the trials through the fit; it knows
    nothing of how well the model fits the rider.

    Raises:
        InvalidValueError: there are not two trials of different durations.
    """
    times = [trial.duration_s for trial in trials]
    require(len(set(times)) >= 2, "trials", "of two durations at least", times)
    mean_s = sum(times) / len(times)
    spread = sum((t - mean_s) ** 2 for t in times)
    slopes = [(t - mean_s) / spread for t in times]  # d CP / d work of each trial
    offsets = [1 / len(times) - mean_s * slope for slope in slopes]  # d W′ / d work
    works = [trial.power_w * trial.duration_s for trial in trials]
    variances = [(trial.sd_w * trial.duration_s) ** 2 for trial in trials]
    return WorkTimeFit(
        critical_power_w=_dot(slopes, works),
        w_prime_j=_dot(offsets, works),
        critical_power_sd_w=math.sqrt(_dot([a * a for a in slopes], variances)),
        w_prime_sd_j=math.sqrt(_dot([b * b for b in offsets], variances)),
        covariance=_dot([a * b for a, b in zip(slopes, offsets, strict=True)], variances),
    )


def w_prime_spent_j(
    spent_j: float, power_w: float, duration_s: float, *, critical_power_w: float, w_prime_j: float
) -> float:
    """W′ spent [J] after riding at one power for a duration, starting from `spent_j`.

    Above critical power it grows linearly; below, it decays by the exact solution of the
    2015 differential model, which is stable for any step length. May exceed `w_prime_j`: then
    critical power or W′ is set too low.
    """
    if power_w >= critical_power_w:
        return spent_j + (power_w - critical_power_w) * duration_s
    return spent_j * math.exp(-(critical_power_w - power_w) * duration_s / w_prime_j)


def w_prime_balance_j(
    power_w: Sequence[float],
    *,
    critical_power_w: float,
    w_prime_j: float,
    step_s: float = 1.0,
) -> list[float]:
    """W′ left [J] after each sample of a power channel of equal steps."""
    left: list[float] = []
    spent = 0.0
    for power in power_w:
        spent = w_prime_spent_j(
            spent, power, step_s, critical_power_w=critical_power_w, w_prime_j=w_prime_j
        )
        left.append(w_prime_j - spent)
    return left


def weighted_power_w(power_w: Sequence[float]) -> float | None:
    """Weighted power [W] of a 1 Hz channel, or None when shorter than 30 s.

    Fourth-power mean of the 30 s running mean, from the first full window on.
    """
    if len(power_w) < _SMOOTHING_S:
        return None
    window_sum = float(sum(power_w[:_SMOOTHING_S]))
    fourth_sum = (window_sum / _SMOOTHING_S) ** 4
    for leaving, entering in zip(power_w, power_w[_SMOOTHING_S:], strict=False):
        window_sum += entering - leaving
        fourth_sum += (window_sum / _SMOOTHING_S) ** 4
    return float((fourth_sum / (len(power_w) - _SMOOTHING_S + 1)) ** 0.25)


def training_load(weighted_w: float, duration_s: float, *, critical_power_w: float) -> float:
    """Training load: 100 for one hour at .96 of critical power, quadratic in weighted power."""
    intensity = weighted_w / (THRESHOLD_SHARE_OF_CP * critical_power_w)
    return 100.0 * intensity**2 * duration_s / 3600.0


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return math.fsum(a * b for a, b in zip(one, other, strict=True))
