"""The rider: who rides, what the rider can do, and what binds every prescription."""

from __future__ import annotations

from sixhills.rider.fitness import Estimate, Experience, Fitness, Origin, guess_fitness
from sixhills.rider.limits import Limits
from sixhills.rider.person import DEFAULT_RIDER, HeartRateBounds, Rider, Sex, change_rider

__all__ = [
    "DEFAULT_RIDER",
    "Estimate",
    "Experience",
    "Fitness",
    "HeartRateBounds",
    "Limits",
    "Origin",
    "Rider",
    "Sex",
    "change_rider",
    "guess_fitness",
]
