"""What the app needs to know before it shows anything."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sixhills import __version__
from sixhills.rider import DEFAULT_RIDER, Limits, Rider
from sixhills.store.home import has_database
from sixhills.usecases.bikes import ShownBike, show_bikes
from sixhills.usecases.profile import load_profile
from sixhills.usecases.riding import find_unfinished
from sixhills.usecases.screening import screening_due
from sixhills.usecases.settings import Settings, load_settings

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


class Role(StrEnum):
    """Who asks."""

    OWNER = "owner"  # whose data it is, on this computer
    PHONE = "phone"  # beside the bike, let in by a code: may ride, and no more
    ACCOUNT = "account"  # signed in by name and password, with data of their own


class Need(StrEnum):
    """What comes before a ride."""

    SETUP = "setup"  # nothing was told of rider and bike yet
    HEALTH = "health"  # it is time to ask about health


@dataclass(frozen=True, kw_only=True)
class LeftRide:
    """A ride that was cut off and can go on.

    Attributes:
        ride: its id.
        title: of the workout.
        start: when it began.
        ridden_s: seconds on the prescription's timeline.
        total_s: of the whole prescription.
    """

    ride: str
    title: str
    start: datetime
    ridden_s: float
    total_s: float


@dataclass(frozen=True, kw_only=True)
class AppState:
    """What the app needs to know before it shows anything.

    Attributes:
        version: of sixhills.
        role: who asks.
        needs: what comes before a ride, or None.
        health_because: why to ask about health now, one plain sentence, or None.
        rider: the stored one, or the default.
        bikes: all bikes, those of the rider first.
        live: id of the ride that runs, or None.
        unfinished: rides that were cut off, the latest first.
        settings: of the app.
    """

    version: str
    role: Role
    needs: Need | None
    health_because: str | None
    rider: Rider
    bikes: tuple[ShownBike, ...]
    live: str | None
    unfinished: tuple[LeftRide, ...]
    settings: Settings


def load_app_state(
    home: Path, *, today: date, role: Role = Role.OWNER, live: str | None = None
) -> AppState:
    """The state of one data directory.

    Args:
        home: the data directory; it need not exist yet.
        today: the day.
        role: who asks.
        live: id of the ride that runs; it is not among those cut off.
    """
    due = screening_due(home, today)
    need = Need.SETUP if is_new(home) else Need.HEALTH if due else None
    return AppState(
        version=__version__,
        role=role,
        needs=need,
        health_because=due,
        rider=load_profile(home).rider,
        bikes=show_bikes(home),
        live=live,
        unfinished=tuple(_list_left(home, live)),
        settings=load_settings(home),
    )


def is_new(home: Path) -> bool:
    """Whether nothing was told yet but how healthy the rider is."""
    if not has_database(home):
        return True
    from sixhills.store.reader import Reader

    with Reader.open(home) as reader:
        rider = reader.load_rider() or DEFAULT_RIDER
        told = replace(rider, limits=Limits()) != DEFAULT_RIDER
        return not told and not reader.bikes() and not reader.rides()


def _list_left(home: Path, live: str | None) -> list[LeftRide]:
    return [
        LeftRide(
            ride=left.ride,
            title=left.title,
            start=left.start,
            ridden_s=left.ridden_s,
            total_s=left.total_s,
        )
        for left in find_unfinished(home, but=live)
    ]
