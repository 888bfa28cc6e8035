"""Workouts, ladders and histories made by hand."""

from __future__ import annotations

from datetime import date, timedelta

from sixhills.progress.outcome import RideOutcome
from sixhills.rider import Experience, Rider
from sixhills.workout.model import (
    CadenceBand,
    Kind,
    Posture,
    PostureChange,
    Role,
    RpeEffort,
    Step,
    Time,
    Workout,
)
from sixhills.workout.variation import Variation, vary_workout

TODAY = date(2026, 3, 13)  # a Friday
RUNGS = 10
FULL = {Kind.HILLS: "six-hills", Kind.INTERVALS: "intervals"}
FULL_RUNG = 8


def make_workout(key: str, kind: Kind, difficulty: int, minutes: float = 30.0) -> Workout:
    """A workout of one standing step."""
    step = Step(
        role=Role.STEADY,
        extent=Time(duration_s=60 * minutes),
        effort=RpeEffort(rpe=5),
        postures=(PostureChange(at=0, posture=Posture.STANDING),),
        cadence=_cadence(kind, difficulty),
    )
    return Workout(
        key=key,
        title=key.capitalize(),
        about="Made by hand.",
        kind=kind,
        difficulty=difficulty,
        blocks=(step,),
    )


def _cadence(kind: Kind, difficulty: int) -> CadenceBand:
    """Another one for each rung of each kind, so that no two workouts are alike."""
    low = 50.0 + 2.5 * ((5 * difficulty + list(Kind).index(kind)) % 7)
    return CadenceBand(low_rpm=low, high_rpm=low + 8)


def vary_all(workouts: tuple[Workout, ...]) -> tuple[Workout, ...]:
    """Workouts and their variations."""
    return tuple(one for w in workouts for one in (w, *(vary_workout(w, v) for v in Variation)))


def make_ladder_of(kind: Kind, rungs: int = RUNGS) -> tuple[Workout, ...]:
    """Workouts of 22, 24, ... minutes; rung 8 of hills and intervals is the article's own."""
    return tuple(
        make_workout(
            FULL[kind] if kind in FULL and rung == FULL_RUNG else f"{kind}-{rung}",
            kind,
            rung,
            minutes=20 + 2 * rung,
        )
        for rung in range(1, rungs + 1)
    )


WORKOUTS = vary_all(
    (
        *make_ladder_of(Kind.HILLS),
        *make_ladder_of(Kind.INTERVALS),
        *make_ladder_of(Kind.TECHNIQUE, 3),
        *make_ladder_of(Kind.RECOVERY, 3),
    )
)


def predict_load(workout: Workout) -> float:
    """Load that rises by a tenth from rung to rung, so that the rail lets one rung through."""
    return float(20 * 1.1**workout.difficulty)


def ridden(
    days_ago: int,
    kind: Kind = Kind.HILLS,
    difficulty: int = 1,
    *,
    finished: float | None = 1.0,
    harder: float | None = 0.0,
    load: float | None = None,
    enjoyed: bool | None = None,
) -> RideOutcome:
    """A ride so many days before today, that felt so much harder than asked."""
    key = FULL[kind] if kind in FULL and difficulty == FULL_RUNG else f"{kind}-{difficulty}"
    return RideOutcome(
        day=TODAY - timedelta(days=days_ago),
        workout=key,
        kind=kind,
        difficulty=difficulty,
        finished=finished,
        rpe_felt=None if harder is None else 5.0 + harder,
        rpe_asked=5.0,
        training_load=load,
        enjoyed=enjoyed,
    )


def make_rider(experience: Experience = Experience.BEGINNER) -> Rider:
    """A rider of an experience."""
    return Rider(experience=experience)
