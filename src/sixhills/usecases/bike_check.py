"""Check the bike: what is due before a ride, and what was found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from sixhills.care.bike_check import (
    BikeCheck,
    CheckItem,
    Found,
    HowOften,
    choose_items,
    monthly_due,
    open_stops,
)
from sixhills.errors import InputError, StoreError
from sixhills.store.home import has_database
from sixhills.usecases.profile import Overrides, load_profile

if TYPE_CHECKING:
    from pathlib import Path

_SETTING = "bike_checks"
_MOST_KEPT = 500  # looks that are remembered, the latest

SECONDS_EACH = {HowOften.EACH_RIDE: 9, HowOften.MONTHLY: 25}
"""How long a look at one thing takes, about (our convention): a minute before a ride."""


@dataclass(frozen=True, kw_only=True)
class DueCheck:
    """What to look at on a bike today.

    Attributes:
        bike: its name.
        how_often: EACH_RIDE, or MONTHLY where the whole bike is due.
        items: what to look at, in order.
        monthly_on: when the whole bike is (or was) due.
        open_stops: reasons not to ride it that were found earlier and not mended since.
        done_today: whether it was looked at today already.
    """

    bike: str
    how_often: HowOften
    items: tuple[CheckItem, ...]
    monthly_on: date
    open_stops: tuple[CheckItem, ...]
    done_today: bool


@dataclass(frozen=True, kw_only=True)
class PastCheck:
    """A look at a bike, as a list shows it.

    Attributes:
        day: when.
        whole: whether it was the whole bike.
        faults: keys of what was not in order.
        stops: keys of what of it was a reason not to ride.
        skipped: how many things were not looked at.
    """

    day: date
    whole: bool
    faults: tuple[str, ...]
    stops: tuple[str, ...]
    skipped: int


@dataclass(frozen=True, kw_only=True)
class CheckPage:
    """What to look at on a bike, and what was found before.

    Attributes:
        due: what to look at today.
        seconds: about how long that takes.
        history: looks before, the latest first.
    """

    due: DueCheck
    seconds: int
    history: tuple[PastCheck, ...]


@dataclass(frozen=True, kw_only=True)
class ToldCheck:
    """What a look gave.

    Attributes:
        found: "fine", "fault" or "skipped", by key of the thing.
    """

    found: Mapping[str, Found]


def show_check(home: Path, bike: str | None, *, today: date, whole: bool = False) -> CheckPage:
    """What to look at on a bike, and what was found before; raises as `find_due_check`."""
    due = find_due_check(home, today=today, bike=bike, whole=whole)
    kind = load_profile(home, Overrides(bike=bike)).equipment.kind
    monthly = choose_items(kind, HowOften.MONTHLY)
    past = [_show_past(c, monthly) for c in list_checks(home) if c.bike == due.bike]
    seconds = SECONDS_EACH[due.how_often] * len(due.items)
    return CheckPage(due=due, seconds=seconds, history=tuple(past[::-1]))


def require_rideable(home: Path, bike: str) -> None:
    """Stop a ride on a bike with a fault that can throw the rider off.

    Raises:
        InputError: such a fault was found, and not seen to be mended since.
    """
    stops = open_stops(list_checks(home), bike)
    if stops:
        raise InputError(
            "the check found a reason not to ride this bike: mend it, then check it again",
            place=bike,
            remedy=stops[0].remedy,
        )


def _show_past(check: BikeCheck, monthly: tuple[CheckItem, ...]) -> PastCheck:
    return PastCheck(
        day=check.day,
        whole=check.covers(monthly),
        faults=tuple(item.key for item in check.faults),
        stops=tuple(item.key for item in check.stops),
        skipped=sum(found is Found.SKIPPED for found in check.found.values()),
    )


def find_due_check(
    home: Path, *, today: date, bike: str | None = None, whole: bool = False
) -> DueCheck:
    """What to look at before riding a bike today.

    Args:
        home: the data directory.
        today: the day.
        bike: its name, the default one unless given.
        whole: the whole bike, due or not.

    Raises:
        NotFoundError: there is no such bike.
    """
    equipment = load_profile(home, Overrides(bike=bike)).equipment
    checks = list_checks(home)
    due = monthly_due(checks, equipment.name, equipment.kind, today)
    how_often = HowOften.MONTHLY if whole or due <= today else HowOften.EACH_RIDE
    return DueCheck(
        bike=equipment.name,
        how_often=how_often,
        items=choose_items(equipment.kind, how_often),
        monthly_on=due,
        open_stops=open_stops(checks, equipment.name),
        done_today=any(check.bike == equipment.name and check.day == today for check in checks),
    )


def save_check(home: Path, bike: str, found: Mapping[str, Found], *, today: date) -> BikeCheck:
    """Remember what a look at a bike gave.

    Raises:
        NotFoundError: there is no such bike, or nothing to check by such a name.
    """
    from sixhills.store.store import Store

    name = load_profile(home, Overrides(bike=bike)).equipment.name
    check = BikeCheck(bike=name, day=today, found=dict(found))
    with Store.open(home) as store:
        kept = [*_read(store.settings.load(_SETTING)), check][-_MOST_KEPT:]
        store.settings.save(_SETTING, json.dumps([_write(one) for one in kept]))
    return check


def list_checks(home: Path) -> tuple[BikeCheck, ...]:
    """All looks that are remembered, the earliest first.

    Raises:
        StoreError: they are damaged.
    """
    if not has_database(home):
        return ()
    from sixhills.store.reader import Reader

    with Reader.open(home) as reader:
        return _read(reader.setting(_SETTING))


def _write(check: BikeCheck) -> dict[str, object]:
    return {"bike": check.bike, "day": check.day.isoformat(), "found": check.found}


def _read(text: str | None) -> tuple[BikeCheck, ...]:
    try:
        plain = cast("list[dict[str, object]]", json.loads(text or "[]"))
        return tuple(
            BikeCheck(
                bike=str(one["bike"]),
                day=date.fromisoformat(str(one["day"])),
                found={k: Found(v) for k, v in cast("dict[str, str]", one["found"]).items()},
            )
            for one in plain
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError("the stored bike checks cannot be read") from error
