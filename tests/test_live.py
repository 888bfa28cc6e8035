from __future__ import annotations

import asyncio
import errno
import os
import threading
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hand_made import (
    FREE,
    SEATED,
    STANDING,
    TRAINER,
    level,
    prescription,
    segment,
    watts,
)
from sixhills.devices.none import NoDevice
from sixhills.errors import DeviceError, SixhillsError, StoreError
from sixhills.formats.journal import decode_journal
from sixhills.live import JournalFile, LiveRide, WorldClock, replay_journal
from sixhills.prescribe.prescription import Command, Mode
from sixhills.ride.frame import CueKind, Frame, Key, State
from sixhills.ride.recorder import Press, Tick
from sixhills.ride.recording import Channel, Evidence, Pause, Sample

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sixhills.devices.device import Device, Viewer
    from sixhills.prescribe.prescription import Prescription

START = datetime(2026, 5, 1, 9, tzinfo=UTC)
PLAN = prescription(segment(20, SEATED, level(4)), segment(20, STANDING, level(6)))
ERG = prescription(
    segment(20, command=watts(90)), segment(20, command=watts(150)), equipment=TRAINER
)
SAFE = Command(mode=Mode.ERG, value=50)


class InstantClock:
    """Ride time that takes no time."""

    async def wait(self, _seconds: float) -> None:
        await asyncio.sleep(0)


class Trainer:
    """A device that measures 100 W and notes what it is told."""

    def __init__(self) -> None:
        self.commands: list[Command] = []
        self.calls: list[str] = []

    trouble: str | None = None

    async def connect(self) -> None:
        self.calls.append("connect")

    async def read(self, elapsed_s: float) -> Sample:
        return Sample(elapsed_s=elapsed_s, power_w=100.0, cadence_rpm=80.0)

    async def set(self, command: Command) -> None:
        self.commands.append(command)

    async def close(self) -> None:
        self.calls.append("close")


class Presser:
    """A viewer that keeps the frames and presses keys at seconds of the ride."""

    def __init__(self, **keys_at: Key):
        self._keys = {float(at.removeprefix("s")): key for at, key in keys_at.items()}
        self.frames: list[Frame] = []

    def show(self, frame: Frame) -> tuple[Key, ...]:
        self.frames.append(frame)
        if frame.state is State.READY:
            return (Key.START,)
        key = self._keys.pop(frame.elapsed_s, None)
        return () if key is None else (key,)

    def texts(self, kind: CueKind) -> set[str]:
        said = [frame.announcement for frame in self.frames]
        return {a.text for a in said if a is not None and a.kind is kind}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "events.log"


def begin(path: Path, plan: Prescription = PLAN) -> LiveRide:
    return LiveRide.begin(path, "r1", plan, START)


def ride(live: LiveRide, device: Device, *viewers: Viewer) -> LiveRide:
    asyncio.run(live.run(device, viewers, InstantClock()))
    return live


# -- a ride ----------------------------------------------------------------------------------


def test_a_ride_without_any_sensor_runs_to_its_end(path: Path) -> None:
    live = ride(begin(path), NoDevice(), Presser(s5=Key.CONFIRM))
    recording = live.recorder.recording()
    assert recording is not None
    assert live.recorder.player.state is State.FINISHED
    assert len(recording.elapsed_s) == 40
    assert not recording.channels
    assert [p.evidence for p in recording.postures] == [
        Evidence.INSTRUCTED,
        Evidence.CONFIRMED,
        Evidence.INSTRUCTED,
    ]


def test_a_trainer_gets_its_commands_and_is_closed(path: Path) -> None:
    trainer = Trainer()
    ride(begin(path, ERG), trainer, Presser())
    assert trainer.commands == [watts(90), watts(150), SAFE]
    assert trainer.calls == ["connect", "close"]


def test_the_journal_is_the_ride(path: Path) -> None:
    live = ride(begin(path), Trainer(), Presser(s5=Key.HARDER, s9=Key.CONFIRM))
    replayed, intact_bytes = replay_journal(path.read_bytes())
    assert intact_bytes == path.stat().st_size
    assert replayed.player.frame() == live.recorder.player.frame()
    assert replayed.player.postures == live.recorder.player.postures


def test_a_sample_is_on_disk_before_anyone_sees_it(path: Path) -> None:
    class Checker(Presser):
        def show(self, frame: Frame) -> tuple[Key, ...]:
            if frame.sample is not None:
                assert decode_journal(path.read_bytes()).inputs[-1] == Tick(sample=frame.sample)
                self.frames.append(frame)
                return ()
            return super().show(frame)

    checker = Checker()
    ride(begin(path), Trainer(), checker)
    assert len(checker.frames) == 41


def test_the_ride_starts_when_start_is_pressed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now_s = 1000.0
    monkeypatch.setattr("sixhills.live.time.monotonic", lambda: now_s)
    live = begin(path)
    now_s += 95.7
    ride(live, NoDevice(), Presser())
    assert live.recorder.start == START + timedelta(seconds=95)
    assert live.recorder.player.elapsed_s == 40.0


def test_cancelling_ends_the_ride_and_keeps_it(path: Path) -> None:
    class Canceller(Presser):
        def show(self, frame: Frame) -> tuple[Key, ...]:
            if frame.elapsed_s == 10.0:
                task = asyncio.current_task()
                assert task is not None
                task.cancel()
            return super().show(frame)

    trainer = Trainer()
    ride(begin(path), trainer, Canceller())
    recorder, _ = replay_journal(path.read_bytes())
    assert recorder.player.state is State.FINISHED
    assert (recorder.player.elapsed_s, trainer.calls[-1]) == (10.0, "close")


def test_a_finished_ride_needs_no_device(path: Path) -> None:
    ride(begin(path), Trainer(), Presser(s3=Key.END))
    trainer = Trainer()
    ride(LiveRide.resume(path, START), trainer)
    assert not trainer.calls


# -- devices that fail -----------------------------------------------------------------------


class Flaky(Trainer):
    """A trainer that fails at some of the calls, counted per kind."""

    def __init__(self, *, read: range = range(0), set_: range = range(0), close: bool = False):
        super().__init__()
        self._bad = {"read": read, "set": set_}
        self._counts = {"read": 0, "set": 0}
        self._bad_close = close

    def _fail(self, kind: str) -> None:
        self._counts[kind] += 1
        if self._counts[kind] in self._bad[kind]:
            raise DeviceError("the trainer does not answer")

    async def read(self, elapsed_s: float) -> Sample:
        self._fail("read")
        return await super().read(elapsed_s)

    async def set(self, command: Command) -> None:
        self._fail("set")
        await super().set(command)

    async def close(self) -> None:
        await super().close()
        if self._bad_close:
            raise DeviceError("the trainer does not answer")


def test_a_silent_device_leaves_samples_without_values(path: Path) -> None:
    live = ride(begin(path), Flaky(read=range(10, 15)), Presser())
    recording = live.recorder.recording()
    assert recording is not None
    missing = np.isnan(recording.channels[Channel.POWER_W])
    assert recording.elapsed_s[missing].tolist() == [10.0, 11.0, 12.0, 13.0, 14.0]


def test_the_rider_is_told_once_of_a_silent_device(path: Path) -> None:
    viewer = Presser()
    ride(begin(path, prescription(segment(60, FREE))), Flaky(read=range(10, 50)), viewer)
    told = [
        f.elapsed_s
        for f in viewer.frames
        if f.announcement and f.announcement.kind is CueKind.TROUBLE
    ]
    assert told == [float(s) for s in range(10, 18)]
    assert viewer.texts(CueKind.TROUBLE) == {"The trainer does not answer"}


class Locked(Trainer):
    """A trainer that another app holds for some samples."""

    def __init__(self, samples: int):
        super().__init__()
        self._left = samples
        self.trouble: str | None = "another app holds it"

    async def read(self, elapsed_s: float) -> Sample:
        self._left -= 1
        if not self._left:
            self.trouble = None
        return await super().read(elapsed_s)


def troubled_s(viewer: Presser) -> list[float]:
    kinds = [(f.elapsed_s, f.announcement.kind) for f in viewer.frames if f.announcement]
    return [elapsed_s for elapsed_s, kind in kinds if kind is CueKind.TROUBLE]


def test_what_is_wrong_is_told_before_the_start(path: Path) -> None:
    viewer = Presser()
    ride(begin(path), Locked(10), viewer)
    first = viewer.frames[0]
    assert (first.state, first.announcement and first.announcement.text) == (
        State.READY,
        "Another app holds it",
    )


def test_a_trouble_that_lasts_is_told_again_more_and_more_rarely(path: Path) -> None:
    viewer = Presser()
    ride(begin(path, prescription(segment(200, FREE))), Locked(1000), viewer)
    said = troubled_s(viewer)
    again = [after for before, after in pairwise(said) if after - before > 12.0]
    assert again == [pytest.approx(30.0, abs=2.0), pytest.approx(90.0, abs=2.0)]


def test_a_trouble_that_is_over_is_not_told_any_longer(path: Path) -> None:
    viewer = Presser()
    ride(begin(path, prescription(segment(60, FREE))), Locked(4), viewer)
    assert max(troubled_s(viewer)) <= 4.0


def test_a_trouble_does_not_hide_what_the_player_says(path: Path) -> None:
    viewer = Presser()
    ride(begin(path), Flaky(read=range(1, 50)), viewer)
    assert "In 3 seconds: stand up." in viewer.texts(CueKind.POSTURE)
    assert viewer.texts(CueKind.TROUBLE)


def test_a_command_that_is_not_taken_is_given_again(path: Path) -> None:
    trainer = Flaky(set_=range(2, 6))
    ride(begin(path, ERG), trainer, Presser())
    assert trainer.commands == [watts(90), watts(150), SAFE]


def test_a_command_that_was_never_taken_gives_way_to_the_next(path: Path) -> None:
    trainer = Flaky(set_=range(1, 22))
    ride(begin(path, ERG), trainer, Presser())
    assert trainer.commands == [watts(150), SAFE]


def test_a_device_that_fails_at_the_end_spoils_nothing(path: Path) -> None:
    live = ride(begin(path), Flaky(close=True), Presser())
    assert live.recorder.player.state is State.FINISHED


def test_what_is_no_number_is_missing_and_the_moment_is_ours(path: Path) -> None:
    class Confused(Trainer):
        async def read(self, _elapsed_s: float) -> Sample:
            nan, inf = float("nan"), float("inf")
            return Sample(elapsed_s=-1.0, power_w=nan, speed_mps=inf, cadence_rpm=80)

    live = ride(begin(path), Confused(), Presser())
    inputs = decode_journal(path.read_bytes()).inputs
    assert inputs[1] == Tick(sample=Sample(elapsed_s=1.0, cadence_rpm=80.0))
    assert live.recorder.player.elapsed_s == 40.0


def test_the_device_is_closed_when_something_breaks(path: Path) -> None:
    class Broken(Trainer):
        async def read(self, _elapsed_s: float) -> Sample:
            raise ZeroDivisionError

    trainer = Broken()
    with pytest.raises(ZeroDivisionError):
        ride(begin(path), trainer, Presser())
    assert trainer.calls == ["connect", "close"]


def test_a_device_that_does_not_connect_ends_the_try(path: Path) -> None:
    class Absent(Trainer):
        async def connect(self) -> None:
            raise DeviceError("no trainer was found")

    with pytest.raises(DeviceError, match="no trainer was found"):
        ride(begin(path), Absent(), Presser())
    ride(LiveRide.resume(path, START), Trainer(), Presser())  # nothing holds the journal


# -- viewers that fail -----------------------------------------------------------------------


class BrokenScreen:
    """A viewer that fails from some frame on, for some frames."""

    def __init__(self, first: int = 1, last: int = 10**9):
        self._bad = range(first, last + 1)
        self.shown = 0

    def show(self, frame: Frame) -> tuple[Key, ...]:
        self.shown += 1
        if self.shown in self._bad:
            raise KeyError("width")
        return (Key.START,) if frame.state is State.READY else ()


def test_a_screen_that_breaks_does_not_end_the_ride(path: Path) -> None:
    screen, other = BrokenScreen(), Presser()
    live = ride(begin(path), Trainer(), screen, other)
    assert live.recorder.player.elapsed_s == 40.0
    assert len(other.frames) == 41
    assert screen.shown == 3  # then it was left out


def test_a_screen_may_stumble(path: Path) -> None:
    screen = BrokenScreen(10, 11)
    live = ride(begin(path), Trainer(), screen)
    assert live.recorder.player.state is State.FINISHED
    assert screen.shown == 41


def test_when_nobody_sees_the_ride_any_more_it_stops_and_can_be_resumed(path: Path) -> None:
    trainer = Trainer()
    with pytest.raises(SixhillsError, match="nothing can show the ride any more: KeyError"):
        ride(begin(path), trainer, BrokenScreen(8), BrokenScreen(9))
    assert trainer.calls == ["connect", "close"]
    recorder, _ = replay_journal(path.read_bytes())
    assert recorder.player.state is State.RIDING
    assert recorder.player.elapsed_s == 10.0


# -- keys at any moment ----------------------------------------------------------------------


class SlowClock:
    """Ride time in which the first ticks come at once and the next one only when it is let."""

    def __init__(self, ticks: int):
        self._ticks = ticks
        self.stuck = asyncio.Event()
        self.go_on = asyncio.Event()

    async def wait(self, _seconds: float) -> None:
        await asyncio.sleep(0)
        self._ticks -= 1
        if self._ticks < 0:
            self.stuck.set()
            await self.go_on.wait()


def ride_between_ticks(
    live: LiveRide, viewer: Presser, between: Callable[[], None], device: Device | None = None
) -> None:
    """Ride; do something in the midst of the second after the fifth tick."""

    async def run() -> None:
        clock = SlowClock(6)  # one of them before the start
        riding = asyncio.create_task(live.run(device or Trainer(), [viewer], clock))
        await clock.stuck.wait()
        between()
        for _ in range(5):
            await asyncio.sleep(0)
        clock.go_on.set()
        await riding

    asyncio.run(run())


def press_all(live: LiveRide, keys: Sequence[Key]) -> None:
    for key in keys:
        live.press(key)


def test_a_key_acts_before_the_next_tick_is_due(path: Path) -> None:
    live, viewer = begin(path), Presser()
    ride_between_ticks(live, viewer, lambda: live.press(Key.HARDER))
    notches = [(frame.elapsed_s, frame.notches) for frame in viewer.frames[5:8]]
    assert notches == [(5.0, 0), (5.0, 1), (6.0, 1)]


def test_a_key_moves_no_tick(path: Path) -> None:
    live, viewer = begin(path), Presser()
    ride_between_ticks(live, viewer, lambda: press_all(live, [Key.CONFIRM] * 9))
    recording = live.recorder.recording()
    assert recording is not None
    assert recording.elapsed_s.tolist() == [float(second) for second in range(1, 41)]


def test_keys_are_in_the_journal_in_their_order(path: Path) -> None:
    live, keys = begin(path), [Key.HARDER, Key.PAUSE, Key.RESUME, Key.EASIER]
    ride_between_ticks(live, Presser(), lambda: press_all(live, keys))
    inputs = decode_journal(path.read_bytes()).inputs
    assert list(inputs[6:10]) == [Press(key=key, elapsed_s=5.0) for key in keys]
    replayed, _ = replay_journal(path.read_bytes())
    assert replayed.player.frame() == live.recorder.player.frame()


def test_a_machine_gets_its_command_before_the_next_tick(path: Path) -> None:
    trainer, live = Trainer(), begin(path, ERG)
    keys = [Key.PAUSE, Key.END]
    ride_between_ticks(live, Presser(), lambda: press_all(live, keys), trainer)
    assert trainer.commands == [watts(90), SAFE]


def test_the_end_does_not_wait_for_the_next_tick(path: Path) -> None:
    live, viewer = begin(path), Presser()
    ride_between_ticks(live, viewer, lambda: live.press(Key.END))
    assert viewer.frames[-1].state is State.FINISHED
    assert live.recorder.player.elapsed_s == 5.0


def test_a_key_that_is_pressed_too_early_waits_for_the_ride(path: Path) -> None:
    live = begin(path)
    live.press(Key.START)
    ride(live, Trainer(), Idler())
    assert live.recorder.player.elapsed_s == 40.0


class Idler:
    """A viewer that presses nothing."""

    def show(self, _frame: Frame) -> tuple[Key, ...]:
        return ()


def test_a_ride_that_is_set_aside_can_be_resumed(path: Path) -> None:
    live, trainer = begin(path), Trainer()
    ride_between_ticks(live, Presser(), live.set_aside, trainer)
    recorder, _ = replay_journal(path.read_bytes())
    assert (recorder.player.state, recorder.player.elapsed_s) == (State.RIDING, 5.0)
    assert trainer.calls == ["connect", "close"]
    resumed = ride(LiveRide.resume(path, START + timedelta(seconds=60)), Trainer(), Presser())
    assert resumed.recorder.player.frame().ridden_s == 40.0


def test_a_clock_that_fails_is_heard_of(path: Path) -> None:
    class Broken:
        async def wait(self, _seconds: float) -> None:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(begin(path).run(Trainer(), [Presser()], Broken()))


def test_keys_do_not_shorten_what_is_told_of_a_trouble(path: Path) -> None:
    viewer = Presser()
    live = begin(path, prescription(segment(60, FREE)))
    clock = SlowClock(12)

    async def run() -> None:
        riding = asyncio.create_task(live.run(Flaky(read=range(10, 50)), [viewer], clock))
        await clock.stuck.wait()
        for _ in range(20):
            live.press(Key.HARDER)
            await asyncio.sleep(0)
        clock.go_on.set()
        await riding

    asyncio.run(run())
    said = [(f.elapsed_s, f.announcement.kind) for f in viewer.frames if f.announcement]
    assert {at for at, kind in said if kind is CueKind.TROUBLE} == {float(s) for s in range(10, 18)}


# -- the journal on disk ---------------------------------------------------------------------


def test_a_new_ride_does_not_touch_an_old_journal(path: Path) -> None:
    path.write_bytes(b"of another ride")
    with pytest.raises(StoreError, match="cannot be opened"):
        begin(path)
    assert path.read_bytes() == b"of another ride"


def test_a_journal_that_is_not_there_cannot_be_resumed(path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        LiveRide.resume(path, START)
    assert not path.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no advisory locks of this kind")
def test_a_ride_is_ridden_in_one_place_only(path: Path) -> None:
    live = begin(path)
    with pytest.raises(StoreError, match="ridden elsewhere"):
        LiveRide.resume(path, START)
    ride(live, Trainer(), Presser())
    assert LiveRide.resume(path, START).recorder.player.state is State.FINISHED


class FullDisk:
    """`os.write` of a disk that is full for some of the calls, and takes half a line before."""

    def __init__(self, calls: range):
        self._calls = calls
        self._write = os.write
        self._count = 0

    def __call__(self, file: int, data: bytes) -> int:
        self._count += 1
        if self._count in self._calls:
            raise OSError(errno.ENOSPC, "No space left on device")
        if self._count + 1 in self._calls:
            return self._write(file, bytes(data[: len(data) // 2]))
        return self._write(file, bytes(data))


def test_a_full_disk_keeps_lines_waiting_and_tells_the_rider_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = Presser()
    live = begin(path, prescription(segment(60, FREE)))
    monkeypatch.setattr("sixhills.live.os.write", FullDisk(range(10, 30)))
    ride(live, Trainer(), viewer)
    assert len(decode_journal(path.read_bytes()).inputs) == 61
    (told,) = viewer.texts(CueKind.TROUBLE)
    assert told.startswith("The ride cannot be saved: No space left on device")


def test_a_disk_that_stays_full_is_an_error_in_the_end(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer, live = Trainer(), begin(path)
    monkeypatch.setattr("sixhills.live.os.write", FullDisk(range(10, 10_000)))
    with pytest.raises(StoreError, match="No space left"):
        ride(live, trainer, Presser())
    assert trainer.calls[-1] == "close"
    assert len(decode_journal(path.read_bytes()).inputs) == 8  # all before the torn line


def test_a_ride_on_a_full_disk_does_not_begin(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sixhills.live.os.write", FullDisk(range(1, 9)))
    with pytest.raises(StoreError, match="No space left"):
        begin(path)
    assert not path.exists()


def test_the_disk_is_asked_to_keep_the_journal_once_a_second(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now_s, synced = 1000.0, []
    monkeypatch.setattr("sixhills.live.time.monotonic", lambda: now_s)
    monkeypatch.setattr("sixhills.live._bring_to_disk", synced.append)
    journal = JournalFile(path, new=True)
    for number in range(40):
        now_s += 0.25
        journal.write(b"line\n")
        while len(synced) < (number + 1) // 4:
            time.sleep(0.001)  # it is done by a thread
    assert len(synced) == 10
    journal.close()
    assert len(synced) == 11


def test_a_slow_disk_does_not_hold_up_the_ride(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now_s, waiting = 1000.0, threading.Event()
    monkeypatch.setattr("sixhills.live.time.monotonic", lambda: now_s)
    monkeypatch.setattr("sixhills.live._bring_to_disk", lambda _file: waiting.wait(10))
    journal = JournalFile(path, new=True)
    for _ in range(20):
        now_s += 1.0
        journal.write(b"line\n")  # returns although the disk has not come to an end once
    assert path.read_bytes() == 20 * b"line\n"
    waiting.set()
    journal.close()


def test_a_disk_that_refuses_is_told_at_the_next_line(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now_s = 1000.0

    def refuse(_file: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("sixhills.live.time.monotonic", lambda: now_s)
    monkeypatch.setattr("sixhills.live._bring_to_disk", refuse)
    journal = JournalFile(path, new=True)
    now_s += 1.0
    journal.write(b"line\n")
    with pytest.raises(StoreError, match="Input/output error"):
        journal.close()


# -- a ride that was cut off -----------------------------------------------------------------


def cut_off(path: Path, plan: Prescription, at_s: float, **keys_at: Key) -> Trainer:
    """Ride until a device breaks for good: as after kill -9 nothing is put in order."""

    class Dying(Trainer):
        async def read(self, elapsed_s: float) -> Sample:
            if elapsed_s > at_s:
                raise ZeroDivisionError
            return await super().read(elapsed_s)

    trainer = Dying()
    with pytest.raises(ZeroDivisionError):
        ride(begin(path, plan), trainer, Presser(**keys_at))
    return trainer


def test_a_resumed_ride_goes_on_at_its_second_and_the_gap_is_a_pause(path: Path) -> None:
    cut_off(path, PLAN, 15.0)
    live = LiveRide.resume(path, START + timedelta(seconds=300))
    player = live.recorder.player
    assert (player.state, player.elapsed_s) == (State.RIDING, 300.0)
    assert (player.segment.index, player.frame().ridden_s) == (0, 15.0)
    recording = ride(live, Trainer(), Presser()).recorder.recording()
    assert recording is not None
    assert recording.pauses == (Pause(start_s=15.0, end_s=300.0),)
    assert recording.elapsed_s.tolist() == [*range(1, 16), *range(301, 326)]


def test_a_resumed_ride_is_whole_in_its_journal(path: Path) -> None:
    cut_off(path, PLAN, 15.0)
    live = ride(LiveRide.resume(path, START + timedelta(seconds=300)), Trainer(), Presser())
    replayed, _ = replay_journal(path.read_bytes())
    assert replayed.player.frame() == live.recorder.player.frame()


def test_a_resumed_ride_does_not_wait_longer_than_for_its_next_second(path: Path) -> None:
    waits: list[float] = []

    class Watched(InstantClock):
        async def wait(self, seconds: float) -> None:
            waits.append(seconds)
            await super().wait(seconds)

    cut_off(path, PLAN, 15.0)
    live = LiveRide.resume(path, START + timedelta(seconds=300.75))
    asyncio.run(live.run(Trainer(), [Presser()], Watched()))
    assert 0.0 <= waits[0] <= 0.25
    assert set(waits[1:]) == {1.0}
    assert live.recorder.player.state is State.FINISHED


def test_a_trainer_gets_its_command_again_after_a_restart(path: Path) -> None:
    assert cut_off(path, ERG, 15.0).commands == [watts(90)]
    trainer = Trainer()
    ride(LiveRide.resume(path, START + timedelta(seconds=60)), trainer, Presser())
    assert trainer.commands == [watts(90), watts(150), SAFE]


def test_also_a_command_as_low_as_that_of_a_pause(path: Path) -> None:
    plan = prescription(segment(40, command=SAFE), equipment=TRAINER)
    cut_off(path, plan, 15.0)
    trainer = Trainer()
    ride(LiveRide.resume(path, START + timedelta(seconds=60)), trainer, Presser())
    assert trainer.commands == [SAFE]


@pytest.mark.parametrize("tail", [b"8", b'0badcafe {"sample"', b"\0" * 4096])
def test_a_torn_tail_is_cut_off_before_going_on(path: Path, tail: bytes) -> None:
    cut_off(path, PLAN, 15.0)
    with path.open("ab") as file:
        file.write(tail)
    ride(LiveRide.resume(path, START + timedelta(seconds=60)), Trainer(), Presser())
    journal = decode_journal(path.read_bytes())
    assert not journal.torn
    assert Press(key=Key.RESUME, elapsed_s=60.0) in journal.inputs


@pytest.mark.parametrize("cut", [1, 10, 40, 100])
def test_a_journal_cut_anywhere_resumes(path: Path, cut: int) -> None:
    cut_off(path, PLAN, 15.0)
    os.truncate(path, path.stat().st_size - cut)
    live = ride(LiveRide.resume(path, START + timedelta(seconds=60)), Trainer(), Presser())
    assert live.recorder.player.state is State.FINISHED
    assert live.recorder.player.frame().ridden_s == 40.0


def test_a_ride_that_was_paused_stays_one_pause(path: Path) -> None:
    cut_off(path, PLAN, 15.0, s10=Key.PAUSE)
    live = LiveRide.resume(path, START + timedelta(seconds=60))
    recording = live.recorder.recording()
    assert recording is not None
    assert recording.pauses == (Pause(start_s=10.0, end_s=60.0),)


def test_a_pause_of_the_rider_goes_on_where_the_rider_did_not_ask(path: Path) -> None:
    cut_off(path, PLAN, 15.0, s10=Key.PAUSE)
    live = LiveRide.resume(path, START + timedelta(seconds=60), by_rider=False)
    player = live.recorder.player
    assert (player.state, player.elapsed_s, player.frame().ridden_s) == (State.PAUSED, 60.0, 10.0)


def test_a_ride_that_was_ridden_goes_on_also_where_the_rider_did_not_ask(path: Path) -> None:
    cut_off(path, PLAN, 15.0)
    live = LiveRide.resume(path, START + timedelta(seconds=60), by_rider=False)
    assert live.recorder.player.state is State.RIDING


def test_a_clock_set_back_does_not_confuse_a_resumed_ride(path: Path) -> None:
    cut_off(path, PLAN, 15.0)
    live = LiveRide.resume(path, START - timedelta(days=1))
    assert live.recorder.player.elapsed_s == 16.0


def test_a_ride_that_never_started_starts_when_it_does(path: Path) -> None:
    begin(path)._journal.close()
    later = START + timedelta(hours=1)
    live = LiveRide.resume(path, later)
    assert live.recorder.player.state is State.READY
    ride(live, Trainer(), Presser())
    assert later <= live.recorder.start <= later + timedelta(seconds=5)
    assert live.recorder.player.elapsed_s == 40.0


def test_what_is_no_journal_is_left_as_it_is(path: Path) -> None:
    path.write_bytes(b"rubbish")
    with pytest.raises(SixhillsError, match="no whole first line"):
        LiveRide.resume(path, START)
    assert path.read_bytes() == b"rubbish"


# -- the clock -------------------------------------------------------------------------------


class World:
    """Time that passes only in sleeps and when told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch):
        self.now_s = 5000.0
        self.slept: list[float] = []
        monkeypatch.setattr("sixhills.live.time.monotonic", lambda: self.now_s)
        monkeypatch.setattr("sixhills.live.asyncio.sleep", self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now_s += seconds

    def run(self, clock: WorldClock, times: int, *, work_s: Callable[[int], float]) -> None:
        async def wait() -> None:
            for number in range(times):
                await clock.wait(1.0)
                self.now_s += work_s(number)

        asyncio.run(wait())


def test_the_clock_does_not_drift(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(monkeypatch)
    world.run(WorldClock(), 1000, work_s=lambda n: 0.001 * (n % 300))
    assert world.now_s - 5000.0 == pytest.approx(1000.0, abs=0.3)


def test_the_clock_runs_at_its_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(monkeypatch)
    world.run(WorldClock(60.0), 600, work_s=lambda _: 0.001)
    assert world.now_s - 5000.0 == pytest.approx(10.0, abs=0.01)


def test_the_clock_does_not_rush_after_a_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(monkeypatch)
    world.run(WorldClock(), 20, work_s=lambda n: 600.0 if n == 9 else 0.0)
    assert world.slept[:10] == [1.0] * 10
    assert sum(s < 0.5 for s in world.slept) <= 2  # at most a second is caught up
    assert world.slept[-5:] == [1.0] * 5


def test_a_clock_that_cannot_keep_up_still_lets_others_run(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(monkeypatch)
    world.run(WorldClock(100_000.0), 50, work_s=lambda _: 0.01)
    assert len(world.slept) == 50
    assert world.now_s - 5000.0 == pytest.approx(0.5, abs=0.01)


def test_the_world_clock_takes_real_time() -> None:
    async def wait() -> float:
        clock, before = WorldClock(20.0), time.monotonic()
        await clock.wait(1.0)
        await clock.wait(1.0)
        return time.monotonic() - before

    assert asyncio.run(wait()) >= 0.1
