"""The live ride: device, player, journal and viewers, joined and timed.

A sample is written to the journal before anything else happens with it. What is acknowledged to a
viewer is therefore on disk as far as the operating system goes (a killed process loses nothing),
and once a second also as far as the disk goes (a power cut loses at most a second).
"""

from __future__ import annotations

import asyncio
import os
import time
from typing import TYPE_CHECKING, Protocol, Self

from sixhills.errors import DeviceError
from sixhills.formats.journal import Beginning, decode_journal, encode_beginning, encode_input
from sixhills.plain import prescription_from_plain, to_plain
from sixhills.ride.frame import Key, State
from sixhills.ride.recorder import Press, Recorder, Tick
from sixhills.ride.recording import Sample

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from sixhills.devices.device import Device, Viewer
    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.player import Outputs
    from sixhills.ride.recorder import Input

TICK_S = 1.0
_WAITING_S = 0.1  # between two looks at the keys before the start


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


class JournalFile:
    """The journal of one ride on disk, written without any buffer of ours."""

    def __init__(self, path: Path):
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._synced_at = time.monotonic()

    def write(self, line: bytes) -> None:
        """Append a line; on return the operating system has it."""
        os.write(self._file, line)
        now = time.monotonic()
        if now - self._synced_at >= 1.0:
            self._synced_at = now
            os.fsync(self._file)

    def close(self) -> None:
        """Bring everything to the disk and close."""
        os.fsync(self._file)
        os.close(self._file)


class LiveRide:
    """One ride while it is ridden."""

    def __init__(self, recorder: Recorder, journal: JournalFile):
        self._recorder = recorder
        self._journal = journal

    @classmethod
    def begin(cls, path: Path, ride: str, prescription: Prescription, start: datetime) -> Self:
        """A new ride with its journal at a path that does not exist yet."""
        journal = JournalFile(path)
        beginning = Beginning(ride=ride, start=start, prescription=to_plain(prescription))
        journal.write(encode_beginning(beginning))
        return cls(Recorder(prescription, start), journal)

    @classmethod
    def resume(cls, path: Path, now: datetime) -> Self:
        """A ride that was cut off, at the moment where it was; the time between is a pause.

        Raises:
            FormatError: the journal has not even a whole first line.
        """
        recorder, intact_bytes = replay_journal(path.read_bytes())
        os.truncate(path, intact_bytes)
        ride = cls(recorder, JournalFile(path))
        player = recorder.player
        if player.state is State.RIDING:
            ride._take(Press(key=Key.PAUSE, elapsed_s=player.elapsed_s))
        since_start_s = (now - recorder.start).total_seconds()
        again_s = max(player.elapsed_s + TICK_S, float(int(since_start_s)))
        ride._take(Press(key=Key.RESUME, elapsed_s=again_s))
        return ride

    @property
    def recorder(self) -> Recorder:
        """The ride so far."""
        return self._recorder

    async def run(self, device: Device, viewers: Sequence[Viewer], clock: Clock) -> None:
        """Ride to the end.

        Args:
            device: what measures and brakes; it is connected, and closed at the end.
            viewers: who sees every frame and may press keys.
            clock: the time of the ride.

        Raises:
            DeviceError: the device does not connect. Once riding, a silent device only means
                samples without values.
        """
        await device.connect()
        try:
            while self._recorder.player.state is not State.FINISHED:
                await self._tick(device, viewers, clock)
        finally:
            self._journal.close()
            await device.close()

    async def _tick(self, device: Device, viewers: Sequence[Viewer], clock: Clock) -> None:
        player = self._recorder.player
        if player.state is State.READY:
            await clock.wait(_WAITING_S)
        else:
            await clock.wait(TICK_S)
            await self._sample(device, player.elapsed_s + TICK_S)
        await self._show(device, viewers)

    async def _sample(self, device: Device, elapsed_s: float) -> None:
        try:
            sample = await device.read(elapsed_s)
        except DeviceError:
            sample = Sample(elapsed_s=elapsed_s)
        await self._give(device, Tick(sample=sample))

    async def _show(self, device: Device, viewers: Sequence[Viewer]) -> None:
        frame = self._recorder.player.frame()
        for viewer in viewers:
            for key in viewer.show(frame):
                elapsed_s = self._recorder.player.elapsed_s
                await self._give(device, Press(key=key, elapsed_s=elapsed_s))

    async def _give(self, device: Device, given: Input) -> None:
        outputs = self._take(given)
        if outputs.command is not None:
            await device.set(outputs.command)

    def _take(self, given: Input) -> Outputs:
        self._journal.write(encode_input(given))
        return self._recorder.take(given)


def replay_journal(data: bytes) -> tuple[Recorder, int]:
    """The recorder as a journal left it, and how many bytes of the journal are whole.

    Raises:
        FormatError: the journal has not even a whole first line.
    """
    journal = decode_journal(data)
    prescription = prescription_from_plain(journal.beginning.prescription)
    recorder = Recorder(prescription, journal.beginning.start)
    for given in journal.inputs:
        recorder.take(given)
    return recorder, journal.intact_bytes
