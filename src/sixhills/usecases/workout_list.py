"""List the workouts that there are to ride."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.progress.next_workout import measure_minutes
from sixhills.workout.library import stock_workouts
from sixhills.workout.model import Kind
from sixhills.workout.variation import Variation, split_key, vary_workout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sixhills.workout.model import Workout


@dataclass(frozen=True, kw_only=True)
class ListedWorkout:
    """A workout in a list.

    Attributes:
        workout: its key.
        title: its name.
        about: what it is, in a sentence.
        kind: its ladder.
        difficulty: rung of that.
        minutes: that it takes; None where it goes by distance.
        variation_of: key of the workout that it is a slower or quicker variation of, or None.
    """

    workout: str
    title: str
    about: str
    kind: Kind
    difficulty: int
    minutes: float | None
    variation_of: str | None


def list_workouts() -> tuple[ListedWorkout, ...]:
    """All stock workouts by kind and difficulty, each followed by its variations."""
    return tuple(_list(one) for workout in stock_workouts() for one in _with_variations(workout))


def _with_variations(workout: Workout) -> Iterator[Workout]:
    yield workout
    if workout.kind is not Kind.TEST:  # a test is ridden as it is
        yield from (vary_workout(workout, variation) for variation in Variation)


def _list(workout: Workout) -> ListedWorkout:
    base, variation = split_key(workout.key)
    return ListedWorkout(
        workout=workout.key,
        title=workout.title,
        about=workout.about,
        kind=workout.kind,
        difficulty=workout.difficulty,
        minutes=measure_minutes(workout),
        variation_of=base if variation else None,
    )
