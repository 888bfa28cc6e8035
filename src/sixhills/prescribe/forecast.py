"""What a prescription will ask of the rider: W′ balance, load, work, time standing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sixhills.power import training_load, w_prime_spent_j, weighted_power_w
from sixhills.workout.model import Posture, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


class Effort(NamedTuple):
    """A stretch of one power: of a step (its index and role), a share of critical power."""

    step: int
    role: Role
    share_of_cp: float
    duration_s: float


def forecast_ride(segments: Sequence[Segment], rider: Rider) -> Forecast:
    """Predict what riding the segments exactly as asked takes, a test as far as strength goes."""
    cp = rider.fitness.critical_power_w.value
    efforts = [Effort(s.step, s.role, s.share_of_cp, s.duration_s) for s in segments]
    ridden = list(_ride(efforts, rider))
    return Forecast(
        w_prime_min_fraction=1 - max(spent for _, spent in ridden),
        training_load=_weigh([effort for effort, _ in ridden], cp),
        work_kj=sum(effort.share_of_cp * cp * effort.duration_s for effort, _ in ridden) / 1000,
        standing_s=sum(s.duration_s for s in segments if s.posture is Posture.STANDING),
    )


def forecast_load(efforts: Sequence[Effort], rider: Rider) -> float:
    """Training load of riding efforts as asked, a test as far as strength goes."""
    ridden = [effort for effort, _ in _ride(efforts, rider)]
    return _weigh(ridden, rider.fitness.critical_power_w.value)


def forecast_left(efforts: Sequence[Effort], rider: Rider) -> dict[int, float]:
    """What is left of W′ when each step begins, a share of it, for a rider whose W′ is small.

    "Small" is one standard deviation below the best estimate: it is used up sooner.
    """
    w_prime = rider.fitness.w_prime_j
    small = max(0.5, 1.0 - w_prime.sd / w_prime.value)
    left: dict[int, float] = {}
    spent = 0.0
    for effort, after in _ride(efforts, rider, of_w_prime=small):
        left.setdefault(effort.step, max(0.0, 1.0 - spent))
        spent = after
    return left


def _weigh(efforts: Sequence[Effort], critical_power_w: float) -> float:
    power_w: list[float] = []
    for effort in efforts:
        seconds = max(1, round(effort.duration_s))
        power_w += [effort.share_of_cp * critical_power_w] * seconds
    weighted = weighted_power_w(power_w) or sum(power_w) / len(power_w)
    return training_load(weighted, len(power_w), critical_power_w=critical_power_w)


def _ride(
    efforts: Iterable[Effort], rider: Rider, *, of_w_prime: float = 1.0
) -> Iterator[tuple[Effort, float]]:
    """Each effort as far as it can be ridden, with the share of W′ that is spent after it.

    The step of a test ends where W′ is spent: few get to the end of a ramp.

    Args:
        efforts: in order of riding.
        rider: who rides.
        of_w_prime: how much of the best estimate of W′ the rider is taken to have.
    """
    cp = rider.fitness.critical_power_w.value
    w_prime_j = of_w_prime * rider.fitness.w_prime_j.value
    spent_j, ended = 0.0, -1
    for effort in efforts:
        if effort.step == ended:
            continue
        power_w, lasts_s = effort.share_of_cp * cp, effort.duration_s
        if effort.role is Role.TEST and spent_j + (power_w - cp) * lasts_s > w_prime_j:
            lasts_s, ended = (w_prime_j - spent_j) / (power_w - cp), effort.step
        spent_j = w_prime_spent_j(
            spent_j, power_w, lasts_s, critical_power_w=cp, w_prime_j=w_prime_j
        )
        yield effort._replace(duration_s=lasts_s), spent_j / w_prime_j
