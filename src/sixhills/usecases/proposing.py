"""Propose the next workout from the stored rides, and say why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from sixhills.care.pain import judge_pain
from sixhills.errors import InvalidValueError
from sixhills.prescribe.timeline import predict_load, prescribe_workout
from sixhills.progress.glute_weeks import USUAL_WEEKS, GluteRail, find_glute_weeks
from sixhills.progress.next_workout import Proposal, next_workout
from sixhills.progress.outcome import RideOutcome
from sixhills.progress.reasons import say_refused
from sixhills.store.home import has_database
from sixhills.usecases.profile import Overrides, Profile, load_profile
from sixhills.workout.library import varied_workouts

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.body.muscles.glute_table import GluteTable
    from sixhills.prescribe.prescription import Prescription
    from sixhills.progress.outcome import GluteLoad
    from sixhills.store.stored_ride import StoredRide
    from sixhills.workout.model import Workout


_FEWEST_RIDES = 3  # before the last seven days, for anything to be usual
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
    rides = _read_rides(home)
    glutes = _read_glutes(home, rides, today)
    by_key = {workout.key: workout for workout in workouts}
    history = tuple(_outcome(stored, by_key, glutes) for stored in rides)
    weeks = find_glute_weeks(history, today)
    predictions = _Predictions(home=home, profile=profile, day=today)
    return next_workout(
        history,
        profile.rider,
        profile.equipment,
        today=today,
        workouts=workouts,
        predict_load=predictions.load,
        minutes=minutes,
        feels=feels,
        glutes=GluteRail(weeks=weeks, predict=predictions.glutes) if weeks else None,
        refuse=predictions.refuse,
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Predictions:
    """What workouts would cost the rider on a day."""

    home: Path
    profile: Profile
    day: date
    tried: dict[str, Prescription | InvalidValueError] = field(default_factory=dict)

    def load(self, workout: Workout) -> float:
        """Training load."""
        tried = self.tried.get(workout.key)
        if tried is not None and not isinstance(tried, InvalidValueError):
            return tried.training_load
        profile = self.profile
        return predict_load(workout, profile.rider, profile.equipment, day=self.day)

    def refuse(self, workout: Workout) -> str | None:
        """Why nobody may prescribe it for the rider on the bike, None where it may be."""
        tried = self._try(workout)
        return say_refused(tried.problem) if isinstance(tried, InvalidValueError) else None

    def glutes(self, workout: Workout) -> GluteLoad | None:
        """What it would ask of the glutes; None where that is not known, or nobody may ride it."""
        from sixhills.prescribe.glutes import plan_glutes

        tried = self._try(workout)
        return None if isinstance(tried, InvalidValueError) else plan_glutes(tried, self._table)

    def _try(self, workout: Workout) -> Prescription | InvalidValueError:
        if workout.key not in self.tried:
            profile = self.profile
            try:
                self.tried[workout.key] = prescribe_workout(
                    workout, profile.rider, profile.equipment, day=self.day
                )
            except InvalidValueError as error:
                self.tried[workout.key] = error
        return self.tried[workout.key]

    @cached_property
    def _table(self) -> GluteTable:
        from sixhills.usecases.glute_tables import load_glute_table

        return load_glute_table(self.home, self.profile.rider, self.profile.equipment.name)


def _read_rides(home: Path) -> tuple[StoredRide, ...]:
    if not has_database(home):
        return ()
    from sixhills.store.reader import Reader

    with Reader.open(home) as reader:
        return reader.rides()


def _read_glutes(
    home: Path, rides: tuple[StoredRide, ...], today: date
) -> dict[str, GluteLoad | None]:
    """What the glutes did in the rides of the last weeks, where there are weeks to compare."""
    days = [stored.start.astimezone().date() for stored in rides]
    since = today - timedelta(weeks=USUAL_WEEKS + 1)
    if sum(since < day <= today - timedelta(weeks=1) for day in days) < _FEWEST_RIDES:
        return {}
    from sixhills.usecases.kept_glutes import key_of, load_in, read_kept

    recent = [stored for stored, day in zip(rides, days, strict=True) if day >= since]
    kept = read_kept(home)
    if all(key_of(stored) in kept for stored in recent):
        return {stored.id: load_in(kept[key_of(stored)]) for stored in recent}
    from sixhills.usecases.muscle_rides import load_rides

    return load_rides(home, recent)


def _outcome(
    stored: StoredRide, workouts: dict[str, Workout], glutes: dict[str, GluteLoad | None]
) -> RideOutcome:
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
        load_asked=stored.number("load_asked"),
        training_load=stored.number("training_load"),
        enjoyed=None if rating is None or rating.enjoyed is None else rating.enjoyed >= _ENJOYED,
        light=judge_pain(rating.pain, rating.numb) if rating else None,
        glutes=glutes.get(stored.id),
    )
