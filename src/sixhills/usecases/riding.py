"""Ride: begin, go on after a crash, and turn the journal into a stored ride with its report."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sixhills.devices.none import NoDevice
from sixhills.devices.scripted import WillingRider
from sixhills.errors import DeviceError, FormatError, InputError, NotFoundError, require
from sixhills.live import LiveRide, WorldClock, replay_journal
from sixhills.ride.frame import State
from sixhills.store.home import exports_dir, new_ride_id, recordings_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sixhills.devices.device import Device, Viewer
    from sixhills.live import Clock
    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.recorder import Recorder
    from sixhills.store.stored_ride import StoredRide
    from sixhills.verify.report import Report

JOURNAL_NAME = "events.log"
SETUP_NAME = "setup.json"
FRAMES_NAME = "frames.log"
_TOP_SPEED = 100_000.0


@dataclass(frozen=True, kw_only=True)
class RideSetup:
    """How to ride.

    Attributes:
        device: "sim" for the simulated bike and rider, "none" for a bike without sensors, else
            what devices.ChosenDevices takes: "auto", "ble:NAME", "dircon:HOST".
        speed: ride seconds in one real second.
        seed: of the simulation.
        confirm_all: whether every posture is taken as ridden when asked ("--confirm auto").
        demo: whether the ride is only shown, and not kept.
    """

    device: str = "none"
    speed: float = 1.0
    seed: int = 1
    confirm_all: bool = False
    demo: bool = False

    def __post_init__(self) -> None:
        require(0 < self.speed <= _TOP_SPEED, "speed", f"up to {_TOP_SPEED:g}", self.speed)
        require(not self.is_real or self.speed == 1, "speed", "1 on a real bike", self.speed)

    @property
    def is_real(self) -> bool:
        """Whether trainers or sensors measure."""
        return self.device not in {"sim", "none"}


@dataclass(frozen=True, kw_only=True)
class Unfinished:
    """A ride that was cut off.

    Attributes:
        ride: its id.
        path: its journal.
        start: when it began.
        title: of the workout.
        ridden_s: seconds on the prescription's timeline.
        total_s: seconds of the whole prescription.
        prescription: what was ridden.
        setup: how.
        last_input: when the last sample or key came.
    """

    ride: str
    path: Path
    start: datetime
    title: str
    ridden_s: float
    total_s: float
    prescription: Prescription
    setup: RideSetup
    last_input: datetime


@dataclass(frozen=True, kw_only=True)
class FinishedRide:
    """A ride that is stored.

    Attributes:
        stored: the row of the ride.
        fit_path: a copy of its FIT file for the rider to find.
        report: what was done.
        learnt: what it taught about bike and rider, each one plain sentence.
    """

    stored: StoredRide
    fit_path: Path
    report: Report
    learnt: tuple[str, ...] = ()


def begin_ride(
    home: Path, prescription: Prescription, *, now: datetime, setup: RideSetup | None = None
) -> LiveRide:
    """A new ride, journalled from here on.

    Args:
        home: the data directory.
        prescription: what to ride.
        now: the present moment.
        setup: how to ride; kept beside the journal, so that a ride that was cut off can go on as
            it was.
    """
    ride = new_ride_id(now)
    folder = recordings_dir(home) / ride
    folder.mkdir(parents=True, mode=0o700)
    if setup is not None:
        _write_whole(folder / SETUP_NAME, json.dumps(asdict(setup)).encode())
    return LiveRide.begin(folder / JOURNAL_NAME, ride, prescription, now)


def resume_ride(unfinished: Unfinished, *, now: datetime, by_rider: bool = True) -> LiveRide:
    """Go on with a ride that was cut off, at the step where it was.

    Args:
        unfinished: the ride.
        now: the present moment.
        by_rider: whether the rider asked for it; else a ride that they had paused stays so.
    """
    return LiveRide.resume(unfinished.path, now, by_rider=by_rider)


async def ride_to_end(
    ride: LiveRide,
    setup: RideSetup,
    viewers: Sequence[Viewer],
    *,
    home: Path,
    clock: Clock | None = None,
) -> None:
    """Ride until it is finished.

    Args:
        home: the data directory, which knows what devices the bike has.
        ride: begun or resumed.
        setup: how to ride.
        viewers: screens and people.
        clock: the time of the ride, unless that of the world at the setup's speed.

    Raises:
        DeviceError: the device does not connect. A ride that had not begun is dropped.
        InputError: there is no such device.
        NotFoundError: the device is not heard; likewise.
    """
    device, riders = _make_device(ride, setup, home)
    try:
        await ride.run(device, [*viewers, *riders], clock or WorldClock(setup.speed))
    except (DeviceError, NotFoundError):
        if ride.recorder.player.state is State.READY:  # nothing of it is worth to go on with
            shutil.rmtree(ride.path.parent)
        raise


def finish_ride(home: Path, journal: Path, *, now: datetime | None = None) -> FinishedRide | None:
    """Turn a journal into a FIT file and a stored ride; None when nothing was ridden.

    The journal is deleted only after the ride is stored and learnt from, so this can be repeated.

    Args:
        home: the data directory.
        journal: of the ride.
        now: the present moment, unless that of the clock.
    """
    recorder, _ = replay_journal(journal.read_bytes())
    finished = keep_ride(home, recorder, now=now)
    shutil.rmtree(journal.parent)
    return finished


def keep_ride(
    home: Path, recorder: Recorder, *, now: datetime | None = None
) -> FinishedRide | None:
    """Store what a recorder holds, learn from it, and write its FIT file; None if nothing was.

    Args:
        home: the data directory.
        recorder: of a ride that has ended.
        now: the present moment, unless that of the clock.
    """
    from sixhills.formats.fit.activity import write_activity
    from sixhills.store.store import Store
    from sixhills.usecases.learning import learn_from_ride
    from sixhills.usecases.muscle_rides import remember_load
    from sixhills.usecases.reporting import summary_of
    from sixhills.verify.report import make_report

    recording = recorder.recording()
    if recording is None:
        return None
    prescription = recorder.player.prescription
    fit = write_activity(recording, prescription=prescription)
    report = make_report(recording, prescription)
    name = f"{recording.start:%Y-%m-%d-%H%M}-{prescription.workout}.fit"
    with Store.open(home) as store:
        stored = store.rides.add(
            ride=recording,
            original=fit,
            extension=".fit",
            file_name=name,
            prescription=prescription,
            summary=summary_of(report),
        )
        learnt = learn_from_ride(store, stored.id, recording, prescription, now=now or now_utc())
        remember_load(home, store, stored)
    path = exports_dir(home) / name
    _write_whole(path, fit)
    return FinishedRide(stored=stored, fit_path=path, report=report, learnt=learnt)


def find_unfinished(home: Path, *, but: str | None = None) -> tuple[Unfinished, ...]:
    """Rides that were cut off, the latest first. Journals that cannot be read are left out.

    Args:
        home: the data directory.
        but: id of a ride that is being ridden right now, and so is none of them.
    """
    return tuple(walk_unfinished(home, lambda journal: journal.parent.name != but))


def pick_unfinished(home: Path, ride: str = "") -> Unfinished:
    """The latest ride that was cut off, or the one whose id begins so.

    Raises:
        NotFoundError: there is none.
    """
    for unfinished in walk_unfinished(home, lambda one: one.parent.name.startswith(ride)):
        return unfinished
    raise NotFoundError("there is no unfinished ride", remedy="start one with `sixhills ride`")


def walk_unfinished(home: Path, wanted: Callable[[Path], bool]) -> Iterator[Unfinished]:
    """Rides that were cut off, the latest first, each read when it is asked for.

    Args:
        home: the data directory.
        wanted: whether to read a journal at all: that of a long ride takes a while.
    """
    for path in sorted(recordings_dir(home).glob(f"*/{JOURNAL_NAME}"), reverse=True):
        if not wanted(path):
            continue
        try:
            recorder, _ = replay_journal(path.read_bytes())
        except (FormatError, InputError):
            continue
        player = recorder.player
        yield Unfinished(
            ride=path.parent.name,
            path=path,
            start=recorder.start,
            title=player.prescription.title,
            ridden_s=player.frame().ridden_s,
            total_s=player.prescription.duration_s,
            prescription=player.prescription,
            setup=_read_setup(path.with_name(SETUP_NAME)),
            last_input=last_input_of(path),
        )


def last_input_of(journal: Path) -> datetime:
    """When the last sample or key came into a journal."""
    return datetime.fromtimestamp(journal.stat().st_mtime, UTC)


def now_utc() -> datetime:
    """The present moment, to the second: rides are recorded on whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def _read_setup(path: Path) -> RideSetup:
    """How a ride was ridden; as on a bike without sensors where that is not known."""
    try:
        return RideSetup(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return RideSetup()


def _make_device(ride: LiveRide, setup: RideSetup, home: Path) -> tuple[Device, list[Viewer]]:
    prescription = ride.recorder.player.prescription
    helper: list[Viewer] = [WillingRider()] if setup.confirm_all else []
    if setup.device == "none":
        return NoDevice(), helper
    if setup.device == "sim":
        from sixhills.devices.simulation import SimulatedRide

        simulated = SimulatedRide(prescription.equipment, prescription.rider, seed=setup.seed)
        return simulated, [simulated]
    from sixhills.usecases.devices import ChosenDevices

    last = ride.recorder.player.frame().sample
    ridden_m = (last.distance_m if last else None) or 0.0
    frames = ride.path.with_name(FRAMES_NAME)
    device = ChosenDevices(home, setup.device, prescription, ridden_m=ridden_m, frames=frames)
    return device, helper


def _write_whole(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.replace(path)
