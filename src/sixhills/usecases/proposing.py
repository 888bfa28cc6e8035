"""Propose the next workout from the stored rides, and say why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.care.pain import judge_pain
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.progress.next_workout import Proposal, next_workout
from sixhills.progress.outcome import RideOutcome
from sixhills.store.home import has_database
from sixhills.usecases.profile import Overrides, Profile, load_profile
from sixhills.workout.library import varied_workouts

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sixhills.store.store import StoredRide
    from sixhills.workout.model import Workout


_ENJOYED = 5.0  # of 10: from here on a ride counts as enjoyed


def propose_next(
    home: Path,
    *,
    today: date,
    overrides: Overrides | None = None,
    minutes: float | None = None,
    feels: float | None = None,
) -> Proposal:
    """The next workout for the stored rider and bike, as far as not overridden.

    Raises:
        InputError: the bike does not exist, or there is no time.
    """
    profile = load_profile(home, overrides)
    workouts = varied_workouts()
    return next_workout(
        _history(home, {workout.key: workout for workout in workouts}),
        profile.rider,
        profile.equipment,
        today=today,
        workouts=workouts,
        predict_load=lambda workout: _predict_load(workout, profile),
        minutes=minutes,
        feels=feels,
    )


def _predict_load(workout: Workout, profile: Profile) -> float:
    return prescribe_workout(workout, profile.rider, profile.equipment).training_load


def _history(home: Path, workouts: dict[str, Workout]) -> tuple[RideOutcome, ...]:
    if not has_database(home):
        return ()
    from sixhills.store.reader import Reader

    with Reader.open(home) as reader:
        return tuple(_outcome(stored, workouts) for stored in reader.rides())


def _outcome(stored: StoredRide, workouts: dict[str, Workout]) -> RideOutcome:
    workout = workouts.get(stored.workout or "")
    rating = stored.rating
    return RideOutcome(
        day=stored.start.astimezone().date(),
        workout=stored.workout,
        kind=workout.kind if workout else None,
        difficulty=workout.difficulty if workout else None,
        finished=stored.number("finished"),
        rpe_felt=rating.rpe if rating else None,
        rpe_asked=stored.number("rpe_asked"),
        training_load=stored.number("training_load"),
        enjoyed=None if rating is None or rating.enjoyed is None else rating.enjoyed >= _ENJOYED,
        light=judge_pain(rating.pain, rating.numb) if rating else None,
    )
