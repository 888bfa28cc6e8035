"""The person who trains: measures, heart-rate bounds, fitness, limits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from sixhills.errors import require
from sixhills.rider.fitness import Experience, Fitness, Origin, guess_fitness
from sixhills.rider.limits import Limits


class Sex(StrEnum):
    """Where published figures differ by it; nobody has to tell."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, kw_only=True)
class HeartRateBounds:
    """Resting and maximal heart rate [1/min]."""

    rest_bpm: float
    max_bpm: float

    def __post_init__(self) -> None:
        require(25 <= self.rest_bpm <= 120, "resting heart rate", "25 to 120", self.rest_bpm)
        require(
            self.rest_bpm + 40 <= self.max_bpm <= 240,
            "maximal heart rate",
            "at least 40 above rest, at most 240",
            self.max_bpm,
        )

    def at_reserve(self, fraction: float) -> float:
        """Heart rate [1/min] at a fraction of the heart-rate reserve."""
        return self.rest_bpm + fraction * (self.max_bpm - self.rest_bpm)


@dataclass(frozen=True, kw_only=True)
class Rider:
    """One person who trains.

    Attributes:
        name: what the rider is called here.
        experience: how much the rider has trained.
        mass_kg: body mass.
        height_m: body height.
        fitness: critical power, W′ and maximal power.
        heart_rate: bounds, or None where unknown.
        can_stand: False when the rider says that riding standing is not possible.
        limits: what the rider's answers on health allow, whatever is asked for.
        sex: None where it is not told. Two things ask for it: how wide the muscles' bands are, and
            load by heart rate.
    """

    name: str = "rider"
    experience: Experience = Experience.BEGINNER
    mass_kg: float = 70.0
    height_m: float = 1.70
    fitness: Fitness = field(default_factory=lambda: guess_fitness(Experience.BEGINNER, 70.0))
    heart_rate: HeartRateBounds | None = None
    can_stand: bool = True
    limits: Limits = field(default_factory=Limits)
    sex: Sex | None = None

    def __post_init__(self) -> None:
        require(30 <= self.mass_kg <= 250, "mass_kg", "between 30 and 250", self.mass_kg)
        require(1.2 <= self.height_m <= 2.3, "height_m", "between 1.2 and 2.3", self.height_m)

    @property
    def may_stand(self) -> bool:
        """Whether the rider both can and may ride standing."""
        return self.can_stand and not self.limits.seated_only


DEFAULT_RIDER = Rider()
"""A beginner of 70 kg and 1.70 m, used until a rider says more."""


def change_rider(
    rider: Rider,
    *,
    experience: Experience | None = None,
    critical_power_w: float | None = None,
    mass_kg: float | None = None,
) -> Rider:
    """A rider with other experience, critical power or mass, and the fitness that follows.

    Fitness is guessed again only where it was a guess or critical power is told anew: what a test
    or rides gave stays.
    """
    changed = replace(
        rider,
        experience=experience or rider.experience,
        mass_kg=rider.mass_kg if mass_kg is None else mass_kg,
    )
    guessed = rider.fitness.critical_power_w.origin is Origin.GUESSED
    if critical_power_w is None and not (guessed and changed != rider):
        return changed
    fitness = guess_fitness(changed.experience, changed.mass_kg, critical_power_w=critical_power_w)
    return replace(changed, fitness=fitness)
