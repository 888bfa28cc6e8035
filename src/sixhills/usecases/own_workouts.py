"""Workouts of the rider's own: kept by their text, beside the stock workouts and never over one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from sixhills.errors import InputError, NotFoundError
from sixhills.store.home import has_database
from sixhills.workout.library import find_workout
from sixhills.workout.text import parse_workout

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sixhills.workout.model import Workout

MOST_WORKOUTS = 1000
LONGEST_KEY = 60
"""Letters, as `Workout` allows."""

OWN = "my-"
"""Begins the key of a workout that was a stock one and was changed."""

_KEY_LINE = re.compile(r"^(\s*workout\s+)\S+", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class KeptWorkout:
    """A workout that was kept.

    Attributes:
        workout: its key, under which it can be ridden.
        text: as it was kept, with this key.
    """

    workout: str
    text: str


def own_texts(home: Path) -> Mapping[str, str]:
    """The texts of the rider's own workouts by key, read without the weight of the writing side."""
    from sixhills.store.reader import Reader

    if not has_database(home):
        return {}
    with Reader.open(home) as reader:
        return reader.workouts()


def own_workouts(home: Path) -> tuple[Workout, ...]:
    """The rider's own workouts by title; one whose text is understood no more is left out."""
    found = (_parse(text) for text in own_texts(home).values())
    return tuple(sorted((one for one in found if one), key=lambda one: one.title.casefold()))


def find_any_workout(home: Path, key: str) -> Workout:
    """The stock workout of a key, a variation of one, or the rider's own.

    Raises:
        NotFoundError: there is none.
        WorkoutTextError: the text of the rider's own is understood no more.
    """
    try:
        return find_workout(key)
    except NotFoundError:
        text = own_texts(home).get(key)
        if text is None:
            raise
        return parse_workout(text)


def keep_workout(home: Path, text: str, *, replaces: str | None = None) -> KeptWorkout:
    """Keep a workout.

    Where its key is that of a stock workout, or of another of the rider's own, it gets one of its
    own.

    Args:
        home: the data directory.
        text: the workout in its text form.
        replaces: key of the rider's own that it takes the place of, or None.

    Raises:
        WorkoutTextError: the text has a fault.
        InputError: there are too many already.
    """
    from sixhills.store.store import Store

    wanted = parse_workout(text).key
    taken = own_texts(home)
    if len(taken) >= MOST_WORKOUTS and replaces not in taken:
        raise InputError(f"there are {MOST_WORKOUTS} workouts of yours", remedy="delete some first")
    key = _free_key(wanted, taken.keys() - {replaces})
    text = _KEY_LINE.sub(rf"\g<1>{key}", text, count=1)
    with Store.open(home) as store:
        store.workouts.save(key, text)
        if replaces in taken and replaces != key:
            store.workouts.delete(str(replaces))
    return KeptWorkout(workout=key, text=text)


def delete_workout(home: Path, key: str) -> None:
    """Take a workout of the rider's own out of all lists; `undelete_workout` brings it back.

    Raises:
        NotFoundError: there is none of this key.
    """
    from sixhills.store.store import Store

    _require_database(home, key)
    with Store.open(home) as store:
        store.workouts.delete(key)


def undelete_workout(home: Path, key: str) -> None:
    """Bring a deleted workout back.

    Raises:
        NotFoundError: there is none, or no more.
    """
    from sixhills.store.store import Store

    _require_database(home, key)
    with Store.open(home) as store:
        store.workouts.restore(key)


def _require_database(home: Path, key: str) -> None:
    if not has_database(home):
        raise NotFoundError(f'there is no workout "{key}" of yours')


def _parse(text: str) -> Workout | None:
    try:
        return parse_workout(text)
    except InputError:
        return None


def _free_key(wanted: str, taken: set[str]) -> str:
    """A key that nobody has, like the one that is wanted."""
    if _is_stock(wanted):
        wanted = f"{OWN}{wanted}"
    short = wanted[: LONGEST_KEY - 5].strip("-")
    numbered = (f"{short}-{number}" for number in count(2))
    free = wanted if len(wanted) <= LONGEST_KEY else short
    while free in taken or _is_stock(free):
        free = next(numbered)
    return free


def _is_stock(key: str) -> bool:
    try:
        find_workout(key)
    except NotFoundError:
        return False
    return True
