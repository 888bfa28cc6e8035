"""Rides that a server runs for its screens: begin one, find the one that was cut off, end one."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sixhills.errors import NotFoundError, require
from sixhills.live import JournalFile, LiveRide, replay_journal
from sixhills.usecases.bike_check import require_rideable
from sixhills.usecases.devices import AUTO
from sixhills.usecases.own_workouts import find_any_workout
from sixhills.usecases.paired_devices import list_paired
from sixhills.usecases.prescribing import prescribe
from sixhills.usecases.profile import Overrides, list_bikes
from sixhills.usecases.riding import (
    RideSetup,
    begin_ride,
    finish_ride,
    last_input_of,
    walk_unfinished,
)
from sixhills.verify.report import Report, make_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from sixhills.ride.recorder import Recorder
    from sixhills.usecases.riding import Unfinished

RIDDEN_ON_WITHIN = timedelta(minutes=5)
"""A ride that was cut off goes on by itself when the server is back within this time."""

_TOP_SPEED = 10_000.0


@dataclass(frozen=True, kw_only=True)
class RideWish:
    """What to ride.

    Attributes:
        workout: key of a stock workout.
        bike: name of a bike; the default one where None.
        hill: for a road bike, the hill as a person tells it.
        simulated: whether a simulated rider rides it.
        speed: ride seconds in one real second; other than 1 only where simulated.
        demo: whether the simulated ride is only shown, and not kept.
    """

    workout: str
    bike: str | None = None
    hill: str | None = None
    simulated: bool = False
    speed: float = 1.0
    demo: bool = False

    def __post_init__(self) -> None:
        require(1 <= self.speed <= _TOP_SPEED, "speed", f"1 to {_TOP_SPEED:g}", self.speed)
        require(self.simulated or self.speed == 1, "speed", "1 for a real rider", self.speed)
        require(self.simulated or not self.demo, "demo", "off for a real rider", self.demo)

    def as_setup(self) -> RideSetup:
        """How to ride it."""
        device = "sim" if self.simulated else "none"
        return RideSetup(device=device, speed=self.speed, demo=self.demo)


@dataclass(frozen=True, kw_only=True)
class EndedRide:
    """What became of a ride.

    Attributes:
        ride: id of the stored ride; None where nothing was ridden or nothing is kept.
        learnt: what it taught about bike and rider, each one plain sentence.
        report: what was done, None where nothing was ridden.
    """

    ride: str | None = None
    learnt: tuple[str, ...] = ()
    report: Report | None = None


def choose_setup(home: Path, wish: RideWish) -> RideSetup:
    """How to ride what is wished for: with the devices that are paired with the bike, if any."""
    setup = wish.as_setup()
    if wish.simulated:
        return setup
    bike = wish.bike or list_bikes(home)[1]
    return replace(setup, device=AUTO) if bike and list_paired(home, bike) else setup


def begin_wished(
    home: Path, wish: RideWish, *, now: datetime, setup: RideSetup | None = None
) -> LiveRide:
    """Prescribe what is wished for and begin to ride it.

    Args:
        home: the data directory.
        wish: what to ride.
        now: the present moment.
        setup: how to ride it; as wished unless given.

    Raises:
        InputError: workout, bike or hill do not exist or cannot be read, or the check of the bike
            found a reason not to ride it.
        StoreError: the data directory cannot be used.
    """
    workout = find_any_workout(
        home, wish.workout
    )  # never a file: who asks may sit at another machine
    prescribed = prescribe(home, workout.key, Overrides(bike=wish.bike), hill=wish.hill)
    if not wish.simulated:
        require_rideable(home, prescribed.prescription.equipment.name)
    kept = demo_home(home) if wish.demo else home
    return begin_ride(kept, prescribed.prescription, now=now, setup=setup or wish.as_setup())


def find_cut_off(home: Path, *, now: datetime) -> Unfinished | None:
    """The ride that the server was killed in just now; demos are looked for too."""

    def is_recent(journal: Path) -> bool:
        return now - last_input_of(journal) <= RIDDEN_ON_WITHIN

    recent = (*walk_unfinished(home, is_recent), *_demos(home, is_recent))
    return max(recent, key=lambda one: one.last_input, default=None)


def find_left(home: Path, ride: str) -> Unfinished:
    """The ride of an id that was cut off at any time.

    Raises:
        NotFoundError: there is none.
    """
    for unfinished in walk_unfinished(home, lambda journal: journal.parent.name == ride):
        return unfinished
    raise NotFoundError("there is no unfinished ride with this id", place=ride)


def look_back(journal: Path, watch: Callable[[Recorder], None]) -> None:
    """See a ride so far once more, as it was after each input.

    Raises:
        FormatError: the journal has not even a whole first line.
    """
    replay_journal(journal.read_bytes(), watch)


def end_ride(home: Path, journal: Path, setup: RideSetup, *, now: datetime) -> EndedRide:
    """Store a ride that is over, or drop it where it was only shown.

    Raises:
        StoreError: it cannot be stored, or is being ridden elsewhere; the journal stays.
    """
    JournalFile(journal).close()  # raises where somebody else rides
    if setup.demo:
        return _drop_demo(journal)
    finished = finish_ride(home, journal, now=now)
    if finished is None:
        return EndedRide()
    return EndedRide(ride=finished.stored.id, learnt=finished.learnt, report=finished.report)


def drop_demos(home: Path, *, now: datetime) -> None:
    """Delete what is left of demos that were cut off and that nobody waits for."""
    for demo in _demos(home, lambda journal: now - last_input_of(journal) > RIDDEN_ON_WITHIN):
        shutil.rmtree(demo.path.parent, ignore_errors=True)


def demo_home(home: Path) -> Path:
    """Where rides lie that are only shown."""
    return home / "demo"


def _demos(home: Path, wanted: Callable[[Path], bool]) -> list[Unfinished]:
    return [one for one in walk_unfinished(demo_home(home), wanted) if one.setup.demo]


def _drop_demo(journal: Path) -> EndedRide:
    recorder, _ = replay_journal(journal.read_bytes())
    ride = recorder.recording()
    report = make_report(ride, recorder.player.prescription) if ride else None
    shutil.rmtree(journal.parent)
    return EndedRide(report=report)
