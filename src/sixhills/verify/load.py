"""What a ride cost: its training load from power, or from how hard the rider says it felt.

From heart rate, where neither is there: heart_load.py.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import require
from sixhills.power import training_load
from sixhills.ride.recording import Channel
from sixhills.verify.recorded import held_s, recorded_s

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.prescribe.prescription import Prescription, Segment
    from sixhills.ride.recording import Ride
    from sixhills.rider import Rider
    from sixhills.verify.steps import StepResult
    from sixhills.verify.summary import Summary

THRESHOLD_RATING = 7.0
"""Rating of perceived exertion at which an hour counts 100.

Our convention. With it, minutes times rating (Foster et al. 2001, Journal of Strength and
Conditioning Research 15, 109-115) meets the load from power within a tenth over the article's
words: .69 of critical power is rated 3.5 and gives 50 against 52, .90 is rated 6 and gives 86
against 88.
"""

_SHOWN_S = 1200  # the longest of a summary's best powers
_POWER_COVERAGE = 0.9  # of recorded time; with less of it measured, power does not give the load


class LoadOrigin(StrEnum):
    """What a training load was worked out from."""

    POWER = "power"
    RATING = "rating"
    HEART_RATE = "heart rate"


def load_from_power(ride: Ride, summary: Summary, rider: Rider) -> float | None:
    """Training load from weighted power, None where power is missing for a tenth or more."""
    power = ride.channel(Channel.POWER_W)
    if power is None or summary.weighted_power_w is None:
        return None
    if float(np.mean(~np.isnan(power))) < _POWER_COVERAGE:
        return None
    return training_load(
        summary.weighted_power_w,
        recorded_s(held_s(ride)),  # the timer may have run where nothing was recorded
        critical_power_w=max(rider.fitness.critical_power_w.value, _shown_w(summary, rider)),
    )


def _shown_w(summary: Summary, rider: Rider) -> float:
    """Critical power [W] that a ride shows at the least: its best 20 minutes less W′ over them.

    Nobody works more than CP x t + W′ in a time t (Monod and Scherrer 1965). So a rider whose
    critical power was guessed too low, as before the first rides are imported, gets a load that a
    person can bear. 0 where the ride shows nothing.
    """
    best_w = summary.mean_max_power_w.get(str(_SHOWN_S))
    return 0.0 if best_w is None else best_w - rider.fitness.w_prime_j.value / _SHOWN_S


def load_from_rating(rpe: float, duration_s: float) -> float:
    """Training load of riding for a time at an effort rated 0 to 10.

    Raises:
        InvalidValueError: the rating is out of range.
    """
    require(0 <= rpe <= 10, "rpe", "between 0 and 10", rpe)
    return 100.0 * rpe / THRESHOLD_RATING * duration_s / 3600.0


def load_from_steps(
    steps: Sequence[StepResult], prescription: Prescription, rpe_felt: float
) -> float:
    """Training load of a prescribed ride whose work felt as hard as `rpe_felt`.

    Each step counts with the rating asked for, the work steps shifted by as much as they felt
    harder or easier than asked: a rating of the hills says little about the half hour after.
    """
    shift = rpe_felt - rate_work(prescription)
    asked = {segments[0].step: segments for segments in prescription.steps()}
    total = 0.0
    for step in steps:
        rating = _rate(asked[step.index]) + (shift if step.role.is_work else 0.0)
        total += load_from_rating(min(10.0, max(0.0, rating)), step.ridden_s)
    return total


def rate_work(prescription: Prescription) -> float:
    """The rating (0 to 10) that a prescription asks of its work steps, or of all without any."""
    work = tuple(segment for segment in prescription.segments if segment.role.is_work)
    return _rate(work or prescription.segments)


def _rate(segments: Sequence[Segment]) -> float:
    total_s = sum(segment.duration_s for segment in segments)
    rated = (0.5 * (s.effort.rpe_low + s.effort.rpe_high) * s.duration_s for s in segments)
    return sum(rated) / total_s
