"""Say how a ride was, as a page tells it; what follows, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sixhills.errors import require
from sixhills.usecases.rating import rate_ride, read_postures
from sixhills.usecases.shown_ride import open_store
from sixhills.usecases.today import Brief, propose_brief

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_LONGEST_NOTE = 4000  # characters


@dataclass(frozen=True, kw_only=True)
class ToldRating:
    """What is said of a ride now; what is left out stays as it was said before.

    Attributes:
        rpe: how hard the work felt, 0 to 10.
        pain: 0 to 10; 0 without numbness takes back where it hurt.
        enjoyed: 0 to 10.
        numb: whether anything went numb.
        where: what hurt or went numb.
        note: in the rider's words.
        postures: "seated", "standing" or "seated-then-standing" by number of the hill, or "all".
    """

    rpe: float | None = None
    pain: float | None = None
    enjoyed: float | None = None
    numb: bool | None = None
    where: str | None = None
    note: str | None = None
    postures: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        note = self.note
        require(
            note is None or len(note) <= _LONGEST_NOTE,
            "note",
            f"at most {_LONGEST_NOTE} characters",
            f"{len(note or '')}",
        )


@dataclass(frozen=True, kw_only=True)
class Rated:
    """What follows from what was said.

    Attributes:
        advice: what to do about pain or numbness, or None where nothing was said of these.
        hills_done: hills known to be ridden, None where that is not known.
        hills_asked: hills of the prescription, None without one.
        watched: whether pedals recorded posture, which then counts before what is told.
        next: what comes next now, or None: rest.
    """

    advice: str | None
    hills_done: int | None
    hills_asked: int | None
    watched: bool
    next: Brief | None


def tell_rating(home: Path, ride_id: str, told: ToldRating, *, today: date) -> Rated:
    """Remember how a ride was.

    Args:
        home: the data directory.
        ride_id: its whole id.
        told: what is said.
        today: the day that the next workout is for.

    Raises:
        NotFoundError: there is no such ride.
        InputError: nothing is said, or a value cannot be.
    """
    with open_store(home, ride_id) as store:
        store.rides.get(ride_id)  # the rating below would take a part of an id too
    postures = read_postures([f"{hill}={word}" for hill, word in told.postures.items()])
    rated = rate_ride(
        home,
        ride_id,
        rpe=told.rpe,
        pain=told.pain,
        enjoyed=told.enjoyed,
        numb=told.numb,
        where=told.where or None,  # a field that was left empty says nothing
        postures=postures,
        note=told.note,
    )
    return Rated(
        advice=rated.advice,
        hills_done=rated.hills_done,
        hills_asked=rated.hills_asked,
        watched=rated.watched,
        next=propose_brief(home, today=today),
    )
