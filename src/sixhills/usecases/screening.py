"""Screening: when to ask about health, and what becomes of the answers.

Answers and limits are stored with the rider in the data directory and go nowhere else.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, cast

from sixhills.care.pain import Light, judge_pain
from sixhills.care.screening import Screened, decide_limits
from sixhills.errors import StoreError
from sixhills.rider import DEFAULT_RIDER
from sixhills.store.home import has_database

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from sixhills.store.stored_ride import StoredRide

GAP_DAYS = 60
"""Without a ride for so long, health is asked about again (our convention)."""

VALID_DAYS = 365
"""After so long it is asked about again in any case (our convention)."""

_SETTING = "screening"


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The rider's answers at one time.

    Attributes:
        day: when they were given.
        yes: keys of the questions answered with yes.
        cleared: whether a professional said that riding hard is fine.
        seen: rides that hurt badly and were rated before; they are no reason to ask again.
    """

    day: date
    yes: tuple[str, ...]
    cleared: bool
    seen: tuple[str, ...] = ()

    @property
    def decided(self) -> Screened:
        """What follows from them."""
        return decide_limits(self.yes, cleared=self.cleared)


def load_answers(home: Path) -> Answers | None:
    """The last answers, or None where nobody was asked yet.

    Raises:
        StoreError: they are damaged.
    """
    if not has_database(home):
        return None
    from sixhills.store.reader import Reader

    with Reader.open(home) as reader:
        return _read(reader.setting(_SETTING))


def screening_due(home: Path, today: date) -> str | None:
    """Why to ask about health now, in one plain sentence; None where there is no need.

    Raises:
        StoreError: answers or rides are damaged.
    """
    if not has_database(home):
        return _NEVER
    from sixhills.store.reader import Reader

    with Reader.open(home) as reader:
        answers = _read(reader.setting(_SETTING))
        return _NEVER if answers is None else _find_reason(answers, reader.rides(), today)


def save_screening(home: Path, yes: Collection[str], *, cleared: bool, today: date) -> Screened:
    """Store answers, and the limits that follow from them with the rider.

    Args:
        home: the data directory, made where needed.
        yes: keys of the questions answered with yes.
        cleared: whether a professional said that riding hard is fine.
        today: the day.

    Raises:
        InvalidValueError: a key is none of ours; nothing is stored then.
    """
    screened = decide_limits(yes, cleared=cleared)
    from sixhills.store.store import Store

    with Store.open(home) as store:
        # first what protects: should the rest fail, the questions come again
        rider = store.rider.load() or DEFAULT_RIDER
        store.rider.save(replace(rider, limits=screened.limits))
        answers = Answers(
            day=today,
            yes=tuple(sorted(set(yes))),
            cleared=cleared,
            seen=_hurting(store.rides.listed()),
        )
        store.settings.save(_SETTING, _write(answers))
    return screened


_NEVER = "You were not asked about your health yet."


def _find_reason(answers: Answers, rides: Iterable[StoredRide], today: date) -> str | None:
    rides = tuple(rides)
    if set(_hurting(rides)) - set(answers.seen):
        return "A ride hurt badly since you were last asked about your health."
    if (today - answers.day).days >= VALID_DAYS:
        return "It is a year since you were asked about your health."
    last = max([answers.day, *(ride.start.astimezone().date() for ride in rides)])
    if (today - last).days >= GAP_DAYS:
        return "You have not ridden for two months or more."
    return None


def _hurting(rides: Iterable[StoredRide]) -> tuple[str, ...]:
    """Ids of the rides with a red light of pain."""
    return tuple(sorted(ride.id for ride in rides if _light(ride) is Light.RED))


def _light(ride: StoredRide) -> Light | None:
    rating = ride.rating
    return None if rating is None else judge_pain(rating.pain, rating.numb)


def _write(answers: Answers) -> str:
    plain = {
        "day": answers.day.isoformat(),
        "yes": answers.yes,
        "cleared": answers.cleared,
        "seen": answers.seen,
    }
    return json.dumps(plain)


def _read(text: str | None) -> Answers | None:
    if text is None:
        return None
    try:
        plain = cast("dict[str, object]", json.loads(text))
        return Answers(
            day=date.fromisoformat(str(plain["day"])),
            yes=tuple(cast("list[str]", plain["yes"])),
            cleared=bool(plain["cleared"]),
            seen=tuple(cast("list[str]", plain["seen"])),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            "the stored answers on health cannot be read",
            remedy="answer them again with `sixhills screening`",
        ) from error
