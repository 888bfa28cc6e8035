"""Fitness: what a rider can do, each number with its uncertainty and origin."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from sixhills.errors import require
from sixhills.power import ceiling_w


class Experience(StrEnum):
    """How much a rider has trained. Not the difficulty of a workout."""

    BEGINNER = "beginner"
    IMPROVER = "improver"
    TRAINED = "trained"
    ADVANCED = "advanced"

    @property
    def position(self) -> float:
        """0 for a beginner, 1 for an advanced rider, evenly spaced between."""
        order = list(Experience)
        return order.index(self) / (len(order) - 1)


class Origin(StrEnum):
    """Where an estimate comes from, the weakest first."""

    GUESSED = "guessed from experience"
    TOLD = "told by the rider"
    RIDES = "rides"
    TEST = "test"


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A number about a rider that is never known exactly.

    Attributes:
        value: the best estimate, above zero.
        sd: its standard deviation, same unit.
        origin: where it comes from.
    """

    value: float
    sd: float
    origin: Origin

    def __post_init__(self) -> None:
        require(self.value > 0, "an estimate's value", "above 0", self.value)
        require(self.sd >= 0, "an estimate's sd", "0 or more", self.sd)


@dataclass(frozen=True, kw_only=True)
class Fitness:
    """Critical power, W′ and maximal power with their uncertainty."""

    critical_power_w: Estimate
    w_prime_j: Estimate
    max_power_w: Estimate

    def __post_init__(self) -> None:
        cp = self.critical_power_w.value
        require(30 <= cp <= 600, "critical power", "between 30 and 600 W", cp)
        w_prime = self.w_prime_j.value
        require(1_000 <= w_prime <= 60_000, "W′", "between 1 and 60 kJ", w_prime)
        peak = self.max_power_w.value
        require(peak > cp, "maximal power", f"above critical power ({cp:.0f} W)", peak)

    def ceiling_w(self, duration_s: float, *, left: float = 1.0) -> float:
        """Highest mean power [W] that this rider can hold for a duration.

        Args:
            duration_s: of the effort.
            left: share of W′ that earlier efforts have left. Maximal power falls with it, so what
                can be held above critical power does too.
        """
        critical_w = self.critical_power_w.value
        fresh_w = ceiling_w(
            duration_s,
            critical_power_w=critical_w,
            w_prime_j=self.w_prime_j.value,
            max_power_w=self.max_power_w.value,
        )
        return critical_w + max(0.0, left) * (fresh_w - critical_w)

    def ceiling_sd(self, duration_s: float) -> float:
        """Standard deviation of the logarithm of that power over critical power.

        It comes from W′ and maximal power, taken as independent, by the slopes of the model.
        """
        reserve_w = self.max_power_w.value - self.critical_power_w.value
        above_w = self.ceiling_w(duration_s) - self.critical_power_w.value
        quick = above_w / reserve_w  # how much maximal power decides; W′ decides the rest
        by_w_prime = (1.0 - quick) * self.w_prime_j.sd / self.w_prime_j.value
        by_max_power = quick * self.max_power_w.sd / reserve_w
        return above_w / self.ceiling_w(duration_s) * math.hypot(by_w_prime, by_max_power)


@dataclass(frozen=True, kw_only=True)
class _Typical:
    """Fitness typical of an experience, relative to body mass and to critical power."""

    critical_power_wpkg: float
    w_prime_s: float  # W′ as seconds at critical power
    max_power_ratio: float  # maximal power over critical power


# CP / W′ / Pmax of the four riders that the workouts were simulated with (notes on coaching,
# section 6.2), at 70 kg: our convention, replaced by the first test or told value.
_TYPICAL = {
    Experience.BEGINNER: _Typical(
        critical_power_wpkg=120 / 70, w_prime_s=9_000 / 120, max_power_ratio=500 / 120
    ),
    Experience.IMPROVER: _Typical(
        critical_power_wpkg=170 / 70, w_prime_s=13_000 / 170, max_power_ratio=750 / 170
    ),
    Experience.TRAINED: _Typical(
        critical_power_wpkg=230 / 70, w_prime_s=17_000 / 230, max_power_ratio=950 / 230
    ),
    Experience.ADVANCED: _Typical(
        critical_power_wpkg=290 / 70, w_prime_s=21_000 / 290, max_power_ratio=1150 / 290
    ),
}
_GUESS_SD = 0.20  # share of the value; our convention until evidence narrows it
_TOLD_SD = 0.05
_GUESSED_W_PRIME_SD = 0.30
_GUESSED_MAX_POWER_SD = 0.25


def guess_fitness(
    experience: Experience, mass_kg: float, *, critical_power_w: float | None = None
) -> Fitness:
    """Fitness typical of an experience and body mass.

    Args:
        experience: how much the rider has trained.
        mass_kg: the rider's mass.
        critical_power_w: told by the rider; W′ and maximal power then follow in proportion.
    """
    typical = _TYPICAL[experience]
    if critical_power_w is None:
        cp = typical.critical_power_wpkg * mass_kg
        critical = Estimate(value=cp, sd=_GUESS_SD * cp, origin=Origin.GUESSED)
    else:
        cp = critical_power_w
        critical = Estimate(value=cp, sd=_TOLD_SD * cp, origin=Origin.TOLD)
    w_prime = typical.w_prime_s * cp
    peak = typical.max_power_ratio * cp
    return Fitness(
        critical_power_w=critical,
        w_prime_j=Estimate(value=w_prime, sd=_GUESSED_W_PRIME_SD * w_prime, origin=Origin.GUESSED),
        max_power_w=Estimate(value=peak, sd=_GUESSED_MAX_POWER_SD * peak, origin=Origin.GUESSED),
    )
