"""The live ride: device, player, journal and viewers, joined and timed.

A sample is written to the journal before anything else happens with it. What is acknowledged to a
viewer is therefore on disk as far as the operating system goes (a killed process loses nothing),
and once a second also as far as the disk goes (a power cut loses at most a second).

Time and keys come in by two ways that do not wait for each other. A tick is due once a second,
and a key that is pressed meanwhile (`LiveRide.press`) wakes the ride and acts at once; the tick
still comes when it was due. One coroutine takes both in, so the journal has one order.

What breaks on the way does not end the ride. A silent device leaves samples without values and is
told its command again; a full disk keeps the journal's next lines waiting; a screen that fails is
left out. The rider is told of each once.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import os
import sys
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, Self

from sixhills.errors import DeviceError, SixhillsError, StoreError
from sixhills.formats.journal import Beginning, decode_journal, encode_beginning, encode_input
from sixhills.plain import prescription_from_plain, to_plain
from sixhills.ride.frame import Announcement, CueKind, Frame, Key, State
from sixhills.ride.player import SHOWN_S
from sixhills.ride.recorder import Press, Recorder, Tick
from sixhills.ride.recording import Sample

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from sixhills.devices.device import Device, Viewer
    from sixhills.prescribe.prescription import Command, Prescription
    from sixhills.ride.player import Outputs
    from sixhills.ride.recorder import Input

TICK_S = 1.0
_WAITING_S = 0.1  # between two looks at the keys before the start
_PATIENCE = 3  # failures in a row until a viewer is left out
_REMIND_AFTER = 30  # ticks, of a trouble that lasts; then twice as many, and so on

_log = logging.getLogger(__name__)


class Clock(Protocol):
    """The time of a ride, which may run faster than that of the world."""

    async def wait(self, seconds: float) -> None:
        """Let an amount of ride time pass."""


class WorldClock:
    """Ride time that runs at a multiple of real time, without drift.

    Args:
        speed: how many seconds of ride pass in one real second.
    """

    def __init__(self, speed: float = 1.0):
        self._speed = speed
        self._due: float | None = None

    async def wait(self, seconds: float) -> None:
        """Let an amount of ride time pass."""
        now = time.monotonic()
        due = (now if self._due is None else self._due) + seconds / self._speed
        self._due = max(due, now - 1.0)  # after a sleep of the machine, don't rush to catch up
        await asyncio.sleep(max(0.0, due - now))


class _DiskSync:
    """Brings what was written to the disk, in a thread: a slow disk must not hold up the ride.

    Args:
        file: descriptor of the file.
    """

    def __init__(self, file: int):
        self._file = file
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
        self._running: Future[None] | None = None

    def ask(self) -> None:
        """Have it done, unless that goes on already.

        Raises:
            OSError: the last time failed.
        """
        if self._running is not None:
            if not self._running.done():
                return
            done, self._running = self._running, None
            done.result()
        self._running = self._pool.submit(_bring_to_disk, self._file)

    def finish(self) -> None:
        """Have it done now, and wait for that.

        Raises:
            OSError: it failed.
        """
        try:
            if self._running is not None:
                self._running.result()
            _bring_to_disk(self._file)
        finally:
            self._pool.shutdown()

    def drop(self) -> None:
        """It does not matter any more."""
        self._pool.shutdown()


def _bring_to_disk(file: int) -> None:
    """The bytes of a file and its length, but not its times: less for the disk to do."""
    getattr(os, "fdatasync", os.fsync)(file)


class JournalFile:
    """The journal of one ride on disk, written without any buffer of ours.

    Only one at a time can be open on a journal (on Windows this is not enforced).

    Args:
        path: of the file.
        new: True where it must not exist yet, False where it must.

    Raises:
        StoreError: it cannot be opened, or the ride is being ridden elsewhere.
    """

    def __init__(self, path: Path, *, new: bool = False):
        self.path = path
        flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)
        try:
            self._file = os.open(path, flags | (os.O_CREAT | os.O_EXCL if new else 0), 0o600)
            _lock(self._file)
        except BlockingIOError as error:
            os.close(self._file)
            raise StoreError("this ride is being ridden elsewhere", place=str(path)) from error
        except OSError as error:
            problem = f"the journal cannot be opened: {error.strerror}"
            raise StoreError(problem, place=str(path)) from error
        self._unwritten = bytearray()
        self._synced_at = time.monotonic()
        self._disk = _DiskSync(self._file)

    def write(self, line: bytes) -> None:
        """Append a line; on return the operating system has it.

        Raises:
            StoreError: the disk does not take it. What it did not take goes first next time.
        """
        self._unwritten += line
        now = time.monotonic()
        sync = now - self._synced_at >= 1.0
        if sync:
            self._synced_at = now
        self._write_all(self._disk.ask if sync else None)

    def cut(self, length: int) -> None:
        """Leave out all that is beyond a number of bytes."""
        os.ftruncate(self._file, length)

    def close(self) -> None:
        """Bring everything to the disk and close.

        Raises:
            StoreError: the disk does not take it.
        """
        try:
            self._write_all(self._disk.finish)
        finally:
            self._disk.drop()
            os.close(self._file)

    def discard(self) -> None:
        """Close and delete."""
        self._disk.drop()
        os.close(self._file)
        self.path.unlink()

    def _write_all(self, sync: Callable[[], None] | None) -> None:
        try:
            while self._unwritten:
                taken = os.write(self._file, self._unwritten)
                del self._unwritten[:taken]
            if sync is not None:
                sync()
        except OSError as error:
            raise StoreError(
                f"the ride cannot be saved: {error.strerror}",
                remedy="make room on the disk, or what you ride from here on is lost",
            ) from error


class LiveRide:
    """One ride while it is ridden.

    Args:
        recorder: the ride so far.
        journal: holds all that the recorder has taken.
        since_start_s: seconds from the recorder's start until now.
    """

    def __init__(self, recorder: Recorder, journal: JournalFile, *, since_start_s: float = 0.0):
        self._recorder = recorder
        self._journal = journal
        self._zero = time.monotonic() - since_start_s
        self._unsent: Command | None = None
        self._troubles = _Troubles()
        self._pressed: deque[Key] = deque()
        self._woken = asyncio.Event()
        self._aside = False
        self._resumed = False

    @classmethod
    def begin(cls, path: Path, ride: str, prescription: Prescription, start: datetime) -> Self:
        """A new ride with its journal at a path that does not exist yet.

        Raises:
            StoreError: the journal exists, or cannot be written.
        """
        journal = JournalFile(path, new=True)
        beginning = Beginning(ride=ride, start=start, prescription=to_plain(prescription))
        try:
            journal.write(encode_beginning(beginning))
        except StoreError:
            journal.discard()
            raise
        return cls(Recorder(prescription, start), journal)

    @classmethod
    def resume(cls, path: Path, now: datetime, *, by_rider: bool = True) -> Self:
        """A ride that was cut off, at the moment where it was; the time between is a pause.

        Args:
            path: its journal.
            now: the present moment.
            by_rider: whether the rider is there and goes on; else a ride that the rider had paused
                stays so.

        Raises:
            FormatError: the journal has not even a whole first line.
            StoreError: the journal cannot be opened, or the ride is being ridden elsewhere.
        """
        journal = JournalFile(path)
        try:
            recorder, intact_bytes = replay_journal(path.read_bytes())
            journal.cut(intact_bytes)
        except BaseException:
            journal.close()
            raise
        since_start_s = (now - recorder.start).total_seconds()
        ride = cls(recorder, journal, since_start_s=since_start_s)
        ride._resumed = True
        ride._go_on(float(int(since_start_s)), by_rider=by_rider)
        return ride

    @property
    def recorder(self) -> Recorder:
        """The ride so far."""
        return self._recorder

    @property
    def path(self) -> Path:
        """The journal."""
        return self._journal.path

    def press(self, key: Key) -> None:
        """Press a key at any moment; it acts at once, and every viewer sees what it did.

        To be called where the ride's event loop runs. Before `run` the key waits for it.
        """
        self._pressed.append(key)
        self._woken.set()

    def set_aside(self) -> None:
        """Stop riding where the ride is: `run` returns, and the ride can be resumed later.

        To be called where the ride's event loop runs.
        """
        self._aside = True
        self._woken.set()

    async def run(self, device: Device, viewers: Sequence[Viewer], clock: Clock) -> None:
        """Ride to the end, or until set aside.

        Who is cancelled (Ctrl-C) ends the ride, and what was ridden counts.

        Args:
            device: what measures and brakes; it is connected, and closed at the end.
            viewers: who sees every frame and may press keys. One that fails several times in a
                row is left out.
            clock: the time of the ride.

        Raises:
            DeviceError: the device does not connect. Once riding, a silent device only means
                samples without values.
            StoreError: the end of the ride could not be saved.
            SixhillsError: every viewer has failed, so that nobody is guided any more. The ride
                can be resumed.
        """
        try:
            if self._goes_on:
                await device.connect()
                await self._ride(device, _Audience(viewers), clock)
        finally:
            self._journal.close()

    async def _ride(self, device: Device, audience: _Audience, clock: Clock) -> None:
        self._unsent = self._recorder.player.command  # a machine just connected knows of none
        try:
            if self._goes_on:
                await self._tick(device, audience, clock, self._first_tick_in_s())
            while self._goes_on:
                await self._tick(device, audience, clock, TICK_S)
        except asyncio.CancelledError:
            self._take(Press(key=Key.END, elapsed_s=self._recorder.player.elapsed_s))
        finally:
            with contextlib.suppress(DeviceError):  # it is gone: nothing is left to be done
                await device.close()

    @property
    def _goes_on(self) -> bool:
        return not self._aside and self._recorder.player.state is not State.FINISHED

    def _first_tick_in_s(self) -> float:
        """A second, less what reading the journal and connecting have taken of the ride's next."""
        if not self._resumed:
            return TICK_S
        next_s = self._zero + self._recorder.player.elapsed_s + TICK_S
        return min(TICK_S, max(0.0, next_s - time.monotonic()))

    async def _tick(
        self, device: Device, audience: _Audience, clock: Clock, seconds: float
    ) -> None:
        player = self._recorder.player
        waiting = player.state is State.READY
        await self._wait(clock, _WAITING_S if waiting else seconds, device, audience)
        if not self._goes_on:
            return
        if waiting:
            self._troubles.follow(device.trouble)
        else:
            self._take(Tick(sample=await self._read(device, player.elapsed_s + TICK_S)))
            await self._send(device)
        await self._show(device, audience)

    async def _wait(
        self, clock: Clock, seconds: float, device: Device, audience: _Audience
    ) -> None:
        """Let ride time pass while the ride goes on, and act on keys as they are pressed."""
        due = asyncio.ensure_future(clock.wait(seconds))
        due.add_done_callback(lambda _: self._woken.set())
        try:
            while self._goes_on and not due.done():
                await self._woken.wait()
                self._woken.clear()
                await self._act_on_keys(device, audience)
            if due.done():
                due.result()  # a clock that fails is heard of
        finally:
            due.cancel()

    async def _act_on_keys(self, device: Device, audience: _Audience) -> None:
        if not self._pressed:
            return
        while self._pressed:
            self._take(Press(key=self._pressed.popleft(), elapsed_s=self._moment()))
        await self._show(device, audience)
        await self._send(device)

    async def _show(self, device: Device, audience: _Audience) -> None:
        """Show everyone the present moment, and take in the keys that they press at it."""
        for key in audience.show(self._troubles.put_on(self._recorder.player.frame())):
            self._take(Press(key=key, elapsed_s=self._moment()))
            await self._send(device)

    async def _read(self, device: Device, elapsed_s: float) -> Sample:
        """The device's sample with what is no number left out: missing is missing."""
        try:
            sample = await device.read(elapsed_s)
        except DeviceError as error:
            self._troubles.note(str(error))
            return Sample(elapsed_s=elapsed_s)
        finally:
            self._troubles.follow(device.trouble)
        values = {k: float(v) for k, v in vars(sample).items() if v is not None}
        finite = {k: v for k, v in values.items() if math.isfinite(v)}
        return Sample(**{**finite, "elapsed_s": elapsed_s})

    async def _send(self, device: Device) -> None:
        """Give the device the newest command, again and again until it takes it."""
        if self._unsent is None:
            return
        try:
            await device.set(self._unsent)
            self._unsent = None
        except DeviceError as error:
            self._troubles.note(str(error))

    def _take(self, given: Input) -> Outputs:
        try:
            self._journal.write(encode_input(given))
        except StoreError as error:
            self._troubles.note(str(error))
        outputs = self._recorder.take(given)
        self._unsent = outputs.command or self._unsent
        return outputs

    def _moment(self) -> float:
        """When a key is pressed: in whole seconds, as all of a ride; before START, of waiting."""
        if self._recorder.player.state is State.READY:
            return float(max(0, int(time.monotonic() - self._zero)))
        return self._recorder.player.elapsed_s

    def _go_on(self, since_start_s: float, *, by_rider: bool) -> None:
        player = self._recorder.player
        if player.state in {State.READY, State.FINISHED}:
            return
        stays = player.state is State.PAUSED and not by_rider
        if player.state is State.RIDING:
            self._take(Press(key=Key.PAUSE, elapsed_s=player.elapsed_s))
        again_s = max(player.elapsed_s + TICK_S, since_start_s)
        self._take(Press(key=Key.PAUSE if stays else Key.RESUME, elapsed_s=again_s))


def replay_journal(
    data: bytes, watch: Callable[[Recorder], None] | None = None
) -> tuple[Recorder, int]:
    """The recorder as a journal left it, and how many bytes of the journal are whole.

    Args:
        data: the journal.
        watch: looks at the recorder after each input.

    Raises:
        FormatError: the journal has not even a whole first line.
    """
    journal = decode_journal(data)
    prescription = prescription_from_plain(journal.beginning.prescription)
    recorder = Recorder(prescription, journal.beginning.start)
    for given in journal.inputs:
        recorder.take(given)
        if watch is not None:
            watch(recorder)
    return recorder, journal.intact_bytes


class _Audience:
    """Those who see the ride and press keys."""

    def __init__(self, viewers: Sequence[Viewer]):
        self._viewers = list(viewers)
        self._failures = [0] * len(self._viewers)  # in a row

    def show(self, frame: Frame) -> list[Key]:
        """Show a frame to everyone; the keys that they press.

        Raises:
            SixhillsError: nobody is left to see the ride.
        """
        keys: list[Key] = []
        for number, viewer in enumerate(self._viewers):
            if self._failures[number] >= _PATIENCE:
                continue
            try:
                keys += viewer.show(frame)
                self._failures[number] = 0
            except Exception as error:
                self._fail(number, error)
        return keys

    def _fail(self, number: int, error: Exception) -> None:
        _log.warning("%s failed", type(self._viewers[number]).__name__, exc_info=error)
        self._failures[number] += 1
        if min(self._failures) >= _PATIENCE:
            raise SixhillsError(
                f"nothing can show the ride any more: {error!r}",
                remedy="`sixhills ride --resume` goes on from here",
            ) from error


class _Troubles:
    """What is wrong, told to the rider once each, when the player itself has nothing to say.

    What lasts is told again, more and more rarely: who missed it wonders why nothing happens.
    """

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._waiting: deque[Announcement] = deque()
        self._ticks_shown = 0
        self._seen_s = -TICK_S
        self._lasting: str | None = None
        self._again_in = self._pause = 0  # looks at it

    def follow(self, text: str | None) -> None:
        """Tell of something that lasts; once it is over it may be told anew."""
        if text != self._lasting:
            self._forget(self._lasting)
            self._lasting = text
            self._again_in = self._pause = _REMIND_AFTER
        if text is None:
            return
        self.note(text)
        self._again_in -= 1
        if not self._again_in:
            self._again_in = self._pause = 2 * self._pause
            self._known.discard(text)

    def note(self, text: str) -> None:
        """Tell of something, once."""
        if text not in self._known:
            self._known.add(text)
            self._waiting.append(Announcement(kind=CueKind.TROUBLE, text=_begin_large(text)))

    def _forget(self, text: str | None) -> None:
        """It is over: what was not told of it yet is not true any more."""
        if text is not None:
            self._known.discard(text)
            over = _begin_large(text)
            self._waiting = deque(one for one in self._waiting if one.text != over)

    def put_on(self, frame: Frame) -> Frame:
        """The frame, with a trouble on it where one waits and there is room."""
        if frame.announcement is not None or not self._waiting:
            return frame
        told = replace(frame, announcement=self._waiting[0])
        self._ticks_shown += frame.elapsed_s > self._seen_s  # not when only a key was pressed
        self._seen_s = frame.elapsed_s
        if self._ticks_shown * TICK_S >= SHOWN_S:
            self._waiting.popleft()
            self._ticks_shown = 0
        return told


def _begin_large(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _lock(file: int) -> None:
    """Keep other processes from riding the same ride.

    Raises:
        BlockingIOError: one does already.
    """
    if sys.platform == "win32":
        return
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:  # a file system that knows no locks
        return
