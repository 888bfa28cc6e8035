"""List the workouts that there are to ride."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.usecases.own_workouts import own_workouts
from sixhills.workout.library import stock_workouts
from sixhills.workout.model import Kind
from sixhills.workout.variation import Variation, split_key, vary_workout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
        is_own: whether the rider wrote or brought it.
    """

    workout: str
    title: str
    about: str
    kind: Kind
    difficulty: int
    minutes: float | None
    variation_of: str | None
    is_own: bool = False


def list_workouts(home: Path) -> tuple[ListedWorkout, ...]:
    """The rider's own by title, then all stock workouts by kind and difficulty.

    Each stock workout is followed by its variations.
    """
    own = tuple(list_workout(workout, is_own=True) for workout in own_workouts(home))
    stock = (one for workout in stock_workouts() for one in _with_variations(workout))
    return own + tuple(list_workout(one) for one in stock)


def _with_variations(workout: Workout) -> Iterator[Workout]:
    yield workout
    if workout.kind is not Kind.TEST:  # a test is ridden as it is
        yield from (vary_workout(workout, variation) for variation in Variation)


def list_workout(workout: Workout, *, is_own: bool = False) -> ListedWorkout:
    """A workout as a list shows it."""
    base, variation = split_key(workout.key)
    return ListedWorkout(
        workout=workout.key,
        title=workout.title,
        about=workout.about,
        kind=workout.kind,
        difficulty=workout.difficulty,
        minutes=workout.minutes,
        variation_of=base if variation and not is_own else None,
        is_own=is_own,
    )
