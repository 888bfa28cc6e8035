"""What is remembered of a ride when the next workout is chosen."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.care.pain import Light
from sixhills.errors import require
from sixhills.workout.model import Kind

if TYPE_CHECKING:
    from datetime import date


GluteLoad = dict[str, float]
"""What each gluteal muscle did in a ride: work of gluteus maximus [kJ], activation-time of medius
and minimus [s], by name."""

HARD_RATING = 7.0
"""A ride that felt this hard counts as hard, whatever it was."""

HARD_LOAD = 80.0
"""So does a ride of this training load: what the full six hills cost a beginner."""

_HARD_KINDS = frozenset({Kind.HILLS, Kind.INTERVALS, Kind.TEST})
_HARDLY_BEGUN = 0.25


@dataclass(frozen=True, kw_only=True)
class RideOutcome:
    """One ride, as far as choosing the next workout needs it. None is unknown, never zero.

    Attributes:
        day: when it was ridden.
        workout: key of the workout, None for a free ride.
        kind: the workout's ladder, None for a free ride.
        difficulty: the workout's rung, None for a free ride.
        finished: share of the work that was ridden, 0 to 1.
        rpe_felt: how hard the work felt, 0 to 10.
        rpe_asked: how hard it was meant to feel.
        load_asked: training load that was predicted for the whole of it when it was prescribed.
        training_load: 100 is one hour at .96 of critical power.
        enjoyed: whether the rider enjoyed it.
        light: what pain and numbness after it mean, None where nothing was said of them.
        glutes: what each gluteal muscle did, by name (progress/glute_weeks.py).
    """

    day: date
    workout: str | None = None
    kind: Kind | None = None
    difficulty: int | None = None
    finished: float | None = None
    rpe_felt: float | None = None
    rpe_asked: float | None = None
    load_asked: float | None = None
    training_load: float | None = None
    enjoyed: bool | None = None
    light: Light | None = None
    glutes: GluteLoad | None = None

    def __post_init__(self) -> None:
        _require_between("finished", self.finished, 0, 1)
        _require_between("rpe_felt", self.rpe_felt, 0, 10)
        _require_between("rpe_asked", self.rpe_asked, 0, 10)
        _require_between("load_asked", self.load_asked, 0, math.inf)
        load = self.training_load
        require(load is None or load >= 0, "training_load", "0 or more", load)

    @property
    def is_hard(self) -> bool:
        """Whether the next hard ride has to wait for this one."""
        if (self.rpe_felt or 0) >= HARD_RATING or (self.training_load or 0) >= HARD_LOAD:
            return True
        return self.kind in _HARD_KINDS and not self.hardly_begun

    @property
    def hardly_begun(self) -> bool:
        """Whether it was broken off before a quarter of it was ridden."""
        return self.finished is not None and self.finished < _HARDLY_BEGUN


def _require_between(field: str, value: float | None, low: float, high: float) -> None:
    require(value is None or low <= value <= high, field, f"between {low} and {high}", value)
