"""The stock workouts: ladders from a first ride to well past the article's two workouts.

Each is a text file, library_data/KIND/KEY.workout, in the form of docs/workout-text.md. A file is
read when its workout is first asked for, and once only.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sixhills.errors import NotFoundError
from sixhills.workout.model import Kind, Workout
from sixhills.workout.suggestion import suggest
from sixhills.workout.text import parse_workout
from sixhills.workout.variation import Variation, split_key, vary_workout

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_SUFFIX = ".workout"


@cache
def stock_workouts() -> tuple[Workout, ...]:
    """All stock workouts, by kind and, within a kind, by rising difficulty."""
    return tuple(workout for kind in Kind for workout in ladder(kind))


@cache
def ladder(kind: Kind) -> tuple[Workout, ...]:
    """The stock workouts of a kind by rising difficulty; empty where there are none."""
    workouts = (_read(kind, key) for key in _files(kind))
    return tuple(sorted(workouts, key=lambda workout: workout.difficulty))


@cache
def varied_workouts() -> tuple[Workout, ...]:
    """All stock workouts but tests, each followed by its variations."""
    plain = (workout for workout in stock_workouts() if workout.kind is not Kind.TEST)
    return tuple(
        one
        for workout in plain
        for one in (workout, *(vary_workout(workout, variation) for variation in Variation))
    )


def find_workout(key: str) -> Workout:
    """The stock workout of a key, such as "six-hills", or a variation, "six-hills-slower".

    Raises:
        NotFoundError: no stock workout has this key.
    """
    kinds = {known: kind for kind in Kind for known in _files(kind)}
    base, variation = split_key(key)
    if key not in kinds and variation is not None and kinds.get(base, Kind.TEST) is not Kind.TEST:
        return vary_workout(_read(kinds[base], base), variation)
    if key not in kinds:
        remedy = suggest(key, kinds) or 'the article\'s are "six-hills" and "intervals"'
        raise NotFoundError(f'there is no stock workout "{key}"', remedy=remedy)
    return _read(kinds[key], key)


@cache
def _files(kind: Kind) -> dict[str, Traversable]:
    """The files of a kind by the key of their workout."""
    folder = files("sixhills.workout") / "library_data" / kind.value
    found = folder.iterdir() if folder.is_dir() else ()
    return {file.name.removesuffix(_SUFFIX): file for file in found if file.name.endswith(_SUFFIX)}


@cache
def _read(kind: Kind, key: str) -> Workout:
    return parse_workout(_files(kind)[key].read_text("utf-8"))
