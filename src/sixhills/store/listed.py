"""The columns that lists read, as values: one place for both readers of the database."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from sixhills.errors import StoreError
from sixhills.store.stored_ride import Rating, StoredRide
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sixhills.store.stored_ride import ToldPostures


class RideColumns(NamedTuple):
    """What lists read of a ride, as the database holds it."""

    id: str
    start: str
    workout: str | None
    bike: str | None
    source: str | None
    summary: str


class RatingColumns(NamedTuple):
    """A rating as the database holds it."""

    rpe: float | None
    pain: float | None
    enjoyed: float | None
    numb: bool | None
    where: str | None
    postures: str | None
    note: str | None


def read_listed(
    ride: RideColumns, rating: RatingColumns | None, *, new: bool = False
) -> StoredRide:
    """A ride as lists know it.

    Raises:
        StoreError: the row is damaged.
    """
    with damage_named(ride.id):
        return StoredRide(
            id=ride.id,
            start=datetime.fromisoformat(ride.start),
            workout=ride.workout,
            bike=ride.bike,
            source=ride.source,
            summary=_as_dict(json.loads(ride.summary)),
            rating=None if rating is None else _read_rating(rating),
            new=new,
        )


@contextmanager
def damage_named(ride_id: str) -> Iterator[None]:
    """What goes wrong while a row is read, as a StoreError that names the ride."""
    try:
        yield
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            "a stored ride is damaged",
            place=f"ride {ride_id}",
            remedy="run `sixhills doctor`; the original file of the ride is kept",
        ) from error


def write_postures(told: ToldPostures) -> str | None:
    """Postures that were told, as text; None where none were."""
    plain = {str(hill): [posture.value for posture in told[hill]] for hill in sorted(told)}
    return json.dumps(plain) if plain else None


def _read_rating(rating: RatingColumns) -> Rating:
    return Rating(
        rpe=rating.rpe,
        pain=rating.pain,
        enjoyed=rating.enjoyed,
        numb=None if rating.numb is None else bool(rating.numb),
        where=rating.where,
        postures={} if rating.postures is None else _read_postures(rating.postures),
        note=rating.note,
    )


def _read_postures(text: str) -> ToldPostures:
    plain = json.loads(text)
    if not isinstance(plain, dict):
        raise TypeError("not postures by hill")
    return {int(hill): tuple(Posture(word) for word in words) for hill, words in plain.items()}


def _as_dict(plain: object) -> Mapping[str, float | str | None]:
    if not isinstance(plain, dict):
        raise TypeError("not a list of names and values")
    return plain
