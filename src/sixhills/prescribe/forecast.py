"""What a prescription will ask of the rider: W′ balance, load, work, time standing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.power import training_load, w_prime_spent_j, weighted_power_w
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.prescribe.prescription import Segment
    from sixhills.rider import Rider


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What a ride is predicted to take.

    Attributes:
        w_prime_min_fraction: lowest W′ balance as a share of W′; below zero, too much is asked.
        training_load: 100 is one hour at .96 of critical power.
        work_kj: mechanical work.
        standing_s: time asked for standing.
    """

    w_prime_min_fraction: float
    training_load: float
    work_kj: float
    standing_s: float


def forecast_ride(segments: Sequence[Segment], rider: Rider) -> Forecast:
    """Predict what riding the segments exactly as asked takes."""
    cp = rider.fitness.critical_power_w.value
    power_w = [s.share_of_cp * cp for s in segments for _ in range(max(1, round(s.duration_s)))]
    weighted = weighted_power_w(power_w) or sum(power_w) / len(power_w)
    return Forecast(
        w_prime_min_fraction=_lowest_w_prime(segments, rider),
        training_load=training_load(weighted, len(power_w), critical_power_w=cp),
        work_kj=sum(s.share_of_cp * cp * s.duration_s for s in segments) / 1000,
        standing_s=sum(s.duration_s for s in segments if s.posture is Posture.STANDING),
    )


def _lowest_w_prime(segments: Sequence[Segment], rider: Rider) -> float:
    cp = rider.fitness.critical_power_w.value
    w_prime = rider.fitness.w_prime_j.value
    spent = most = 0.0
    for segment in segments:
        spent = w_prime_spent_j(
            spent,
            segment.share_of_cp * cp,
            segment.duration_s,
            critical_power_w=cp,
            w_prime_j=w_prime,
        )
        most = max(most, spent)
    return 1 - most / w_prime
