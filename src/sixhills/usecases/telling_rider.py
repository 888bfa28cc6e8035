"""What a rider tells of themselves, all at once, as a form asks it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sixhills.rider import (
    DEFAULT_RIDER,
    Experience,
    HeartRateBounds,
    Origin,
    Rider,
    Sex,
    change_rider,
    guess_fitness,
)

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class ToldRider:
    """What the rider says; None where it is not known.

    Attributes:
        experience: how much the rider has trained.
        mass_kg: body mass.
        height_m: body height.
        can_stand: whether the rider can ride standing.
        critical_power_w: where the rider knows it. None takes back what was told before; what
            a test or rides gave stays.
        heart_rate: bounds, where the rider knows them.
        sex: where the rider says it.
    """

    experience: Experience
    mass_kg: float
    height_m: float
    can_stand: bool
    critical_power_w: float | None = None
    heart_rate: HeartRateBounds | None = None
    sex: Sex | None = None


def tell_rider(home: Path, told: ToldRider) -> Rider:
    """Remember what the rider says; who rides from now on.

    Raises:
        InvalidValueError: a value cannot be; nothing is stored then.
    """
    from sixhills.store.store import Store

    with Store.open(home) as store:
        rider = apply_told(store.rider.load() or DEFAULT_RIDER, told)
        store.rider.save(rider)
    return rider


def apply_told(known: Rider, told: ToldRider) -> Rider:
    """A rider with what they say, and the fitness that follows.

    Critical power as it is known already, to the watt that a form shows, is nothing new.
    """
    rider = change_rider(
        known,
        experience=told.experience,
        mass_kg=told.mass_kg,
        critical_power_w=_told_anew(known, told.critical_power_w),
    )
    taken_back = known.fitness.critical_power_w.origin is Origin.TOLD
    if told.critical_power_w is None and taken_back:
        rider = replace(rider, fitness=guess_fitness(told.experience, told.mass_kg))
    return replace(
        rider,
        height_m=told.height_m,
        can_stand=told.can_stand,
        heart_rate=told.heart_rate,
        sex=told.sex,
    )


def _told_anew(known: Rider, critical_power_w: float | None) -> float | None:
    now = known.fitness.critical_power_w
    if critical_power_w is None or now.origin is Origin.GUESSED:
        return critical_power_w
    return None if round(now.value) == round(critical_power_w) else critical_power_w
