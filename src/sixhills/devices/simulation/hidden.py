"""What is true of a simulated rider and told to nobody: real fitness, habits, attention."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sixhills.devices.simulation.chance import draw_clipped, draw_log_normal
from sixhills.errors import require
from sixhills.rider import Estimate, Experience, Fitness, HeartRateBounds, Origin

if TYPE_CHECKING:
    from random import Random

    from sixhills.rider import Rider

_LEAST_PEAK = 1.5  # maximal power over critical power, at least
_W_PRIME_BOUNDS_J = (1_500.0, 55_000.0)
_CRITICAL_BOUNDS_W = (35.0, 550.0)

_STANDS_FOR_S = {  # our convention
    Experience.BEGINNER: 150.0,
    Experience.IMPROVER: 240.0,
    Experience.TRAINED: 400.0,
    Experience.ADVANCED: 600.0,
}


@dataclass(frozen=True, kw_only=True)
class HiddenRider:
    """A person as they are. Shares are between 0 and 1; the defaults are our convention.

    Attributes:
        fitness: real critical power, W′ and maximal power.
        heart_rate: real bounds.
        preferred_rpm: cadence where none is asked for, seated.
        cadence_bias_rpm: how far a cadence that is held lies from the one meant.
        wander_rpm: how much it comes and goes, standard deviation.
        compliance: share of posture cues that are followed at once.
        stands_for_s: how long they stand until they have to sit for a moment.
        heeds_settings: share of levels, knobs and gears that are set when told.
        slips: share of those that end up one notch off.
        confirms: share of postures that are confirmed by a key.
        replies: share of questions of how hard it is that are answered.
        rating_bias: points by which effort is rated too high.
        rating_sd: points by which one rating of the same effort differs from the next.
        patience_s: how long an effort that does not fit is borne before a key is pressed.
    """

    fitness: Fitness
    heart_rate: HeartRateBounds
    preferred_rpm: float = 82.0
    cadence_bias_rpm: float = 0.0
    wander_rpm: float = 1.2
    compliance: float = 0.93
    stands_for_s: float = 600.0
    heeds_settings: float = 0.96
    slips: float = 0.03
    confirms: float = 0.9
    replies: float = 0.85
    rating_bias: float = 0.0
    rating_sd: float = 0.4
    patience_s: float = 20.0

    def __post_init__(self) -> None:
        for name in ("compliance", "heeds_settings", "slips", "confirms", "replies"):
            share = getattr(self, name)
            require(0 <= share <= 1, name, "between 0 and 1", share)
        require(self.rating_sd >= 0, "rating_sd", "0 or more", self.rating_sd)
        for name in ("stands_for_s", "patience_s"):
            require(getattr(self, name) > 0, name, "above 0", getattr(self, name))

    def as_rider(self, declared: Rider) -> Rider:
        """The declared rider with what is really true of them."""
        return replace(declared, fitness=self.fitness, heart_rate=self.heart_rate)


def draw_hidden_rider(rider: Rider, chance: Random) -> HiddenRider:
    """A real person for whom the declared rider is an honest guess.

    Fitness is log-normal around each estimate by its standard deviation.
    """
    return HiddenRider(
        fitness=_draw_fitness(rider.fitness, chance),
        heart_rate=_draw_heart_rate(rider.heart_rate, chance),
        preferred_rpm=draw_clipped(chance, 82.0, 7.0, 65.0, 100.0),
        cadence_bias_rpm=chance.gauss(0.0, 1.5),
        wander_rpm=chance.uniform(0.6, 1.8),
        compliance=chance.betavariate(26, 2),
        stands_for_s=draw_log_normal(chance, _STANDS_FOR_S[rider.experience], 0.4),
        heeds_settings=chance.betavariate(48, 2),
        slips=chance.betavariate(2, 60),
        confirms=chance.betavariate(18, 2),
        rating_bias=chance.gauss(0.0, 0.5),
        patience_s=chance.uniform(10.0, 30.0),
        replies=chance.betavariate(17, 3),
    )


def _draw_fitness(declared: Fitness, chance: Random) -> Fitness:
    critical_w = _draw_around(declared.critical_power_w, chance, *_CRITICAL_BOUNDS_W)
    # maximal power moves with critical power: a stronger rider is stronger in both
    scale = critical_w / declared.critical_power_w.value
    peak_w = scale * _draw_around(declared.max_power_w, chance, 0.0, 3_000.0)
    return Fitness(
        critical_power_w=_certain(critical_w),
        w_prime_j=_certain(_draw_around(declared.w_prime_j, chance, *_W_PRIME_BOUNDS_J)),
        max_power_w=_certain(max(_LEAST_PEAK * critical_w, peak_w)),
    )


def _draw_around(estimate: Estimate, chance: Random, low: float, high: float) -> float:
    value = draw_log_normal(chance, estimate.value, estimate.sd / estimate.value)
    return min(high, max(low, value))


def _certain(value: float) -> Estimate:
    return Estimate(value=value, sd=0.0, origin=Origin.TEST)


def _draw_heart_rate(declared: HeartRateBounds | None, chance: Random) -> HeartRateBounds:
    if declared is not None:
        return declared
    return HeartRateBounds(
        rest_bpm=draw_clipped(chance, 64.0, 7.0, 45.0, 85.0),
        max_bpm=draw_clipped(chance, 184.0, 9.0, 155.0, 210.0),
    )
