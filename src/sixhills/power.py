"""What power a rider can hold, and what holding it costs.

Power-duration (3-parameter model: Morton 1996, Ergonomics 39, doi:10.1080/00140139608964484),
W′ balance (differential form: Skiba et al. 2015, Eur J Appl Physiol 115,
doi:10.1007/s00421-014-3050-3, with the exact exponential step instead of Euler's), weighted power
(fourth-power mean of a 30 s mean, first full window only) and training load.
"""

from __future__ import annotations

import math
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
