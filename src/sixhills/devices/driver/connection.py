"""One trainer or sensor: connected, listened to, told what to do, watched, connected anew.

`run` does all of it until cancelled. A device that falls silent while its link seems to stand is
found by a watchdog, since neither bleak nor TCP tells; one that drops is connected anew, and what
it was asked for is given again by the control machine.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from sixhills.devices.codecs import fitness_machine as ftms
from sixhills.devices.codecs import uuids
from sixhills.devices.codecs.heart_rate import decode_battery
from sixhills.devices.control.dialects import (
    FecDialect,
    FtmsDialect,
    WahooDialect,
    read_status,
)
from sixhills.devices.control.machine import ControlPoint, Event
from sixhills.devices.control.machine import State as ControlState
from sixhills.devices.control.targets import FLAT, SAFE, HoldPower, Resist, RideRoad, are_alike
from sixhills.devices.driver.channels import STALE_S, Source
from sixhills.devices.driver.ears import EARS, rank_of
from sixhills.devices.driver.link import Link
from sixhills.devices.driver.settling import Settling
from sixhills.errors import DeviceError, FrameError, NoRadioError
from sixhills.ride.recording import Channel

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bleak.backends.client import BaseBleakClient
    from bleak.backends.device import BLEDevice

    from sixhills.devices.control.dialects import Dialect
    from sixhills.devices.control.targets import Target
    from sixhills.devices.driver.ears import Ear

STILL_SILENT_S = 15.0
"""So long a device that stood still may say nothing: some sensors sleep."""

_RETRY_AFTER_S = (0.1, 0.3, 0.5, 1.0)  # the last again and again
_LOOK_AGAIN_AFTER_S = 20.0  # a search takes the radio's time from what is connected
_WATCH_EVERY_S = 0.25
_LEAVE_WITHIN_S = 1.5
_MOVING = {Channel.POWER_W, Channel.CADENCE_RPM, Channel.SPEED_MPS}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a device is.

    Attributes:
        name: for people.
        target: address, or a device that a scan has found.
        backend: of bleak; None for the radio of this computer.
    """

    name: str
    target: BLEDevice | str
    backend: type[BaseBleakClient] | None = None


@dataclass(frozen=True, kw_only=True)
class Sought:
    """A device that has to be heard before it can be connected.

    Attributes:
        name: for people.
        look: looks for it; raises a DeviceError where it is not heard.
    """

    name: str
    look: Callable[[], Awaitable[Address]]


class LinkState(StrEnum):
    """How it stands with a device."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    SILENT = "silent"  # the link seems to stand, and nothing comes
    LOST = "lost"
    NO_RADIO = "no_radio"


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """What was learnt of a device; kept with the bike.

    Attributes:
        one_byte_level: whether it takes resistance levels in one byte only.
        settle_s: how soon it reaches a new power, or None where that is not known yet.
    """

    one_byte_level: bool = False
    settle_s: float | None = None


@dataclass(frozen=True, kw_only=True)
class Heard:
    """A raw frame, for the journal.

    Attributes:
        device: name of the device.
        characteristic: UUID.
        frame: the bytes.
        written: whether we wrote it.
        at_s: when, by the driver's clock.
    """

    device: str
    characteristic: str
    frame: bytes
    written: bool
    at_s: float


class Connection:
    """A device that is kept connected.

    Args:
        address: of it.
        take: what it measures goes here: source, values, moment.
        controls: whether to give it commands, where it takes any.
        watch: is told of every raw frame.
        learnt: what is known of it from before.
        clock: seconds that are never set back.
        rider_kg: mass of the rider, which some dialects want.
        connect_within_s: how long to try to connect, each time.
    """

    def __init__(
        self,
        address: Address | Sought,
        *,
        take: Callable[[Source, Mapping[Channel, float], float], None],
        controls: bool = True,
        watch: Callable[[Heard], None] | None = None,
        learnt: Learnt | None = None,
        clock: Callable[[], float] = time.monotonic,
        rider_kg: float = 75.0,
        connect_within_s: float = 15.0,
    ):
        self.address = address
        self._take = take
        self._controls = controls
        self._watch = watch
        self._known = learnt or Learnt()
        self._clock = clock
        self._rider_kg = rider_kg
        self._within_s = connect_within_s
        self._state = LinkState.CONNECTING
        self._error: DeviceError | None = None
        self._control: ControlPoint | None = None
        self._dialect: Dialect | None = None
        self._wanted: Target | None = None
        self._settling = Settling(self._known.settle_s)
        self._where = address if isinstance(address, Address) else None
        self._link: Link | None = None
        self._gone = asyncio.Event()
        self._woken = asyncio.Event()
        self._ready = asyncio.Event()
        self._tried = asyncio.Event()  # ready, or there is nothing to wait for
        self._heard_s = 0.0
        self._moves = False
        self._battery: float | None = None
        self._services: tuple[str, ...] = ()
        self._faults = 0
        self._connections = 0

    # -- what is known of it ---------------------------------------------------------------

    @property
    def state(self) -> LinkState:
        """How it stands."""
        return self._state

    @property
    def is_trainer(self) -> bool:
        """Whether it takes commands and gets them."""
        return self._control is not None

    @property
    def dialect(self) -> str | None:
        """The name of the way in which it is told, or None for a sensor."""
        return self._dialect.name if self._dialect else None

    @property
    def given(self) -> Target | None:
        """The target that it has taken, as far as we know."""
        return self._control.given if self._control else None

    @property
    def battery(self) -> float | None:
        """Charge, 0 to 1, where it tells."""
        return self._battery

    @property
    def services(self) -> tuple[str, ...]:
        """UUIDs of its services."""
        return self._services

    @property
    def faults(self) -> int:
        """Frames that were cut short or odd."""
        return self._faults

    @property
    def connections(self) -> int:
        """How often it was connected."""
        return self._connections

    @property
    def learnt(self) -> Learnt:
        """What was learnt of it."""
        one_byte = (
            isinstance(self._dialect, FtmsDialect)
            and self._dialect.form is ftms.ResistanceForm.ONE_BYTE
        )
        return Learnt(
            one_byte_level=one_byte or self._known.one_byte_level, settle_s=self._settling.settle_s
        )

    @property
    def trouble(self) -> str | None:
        """What is wrong, in plain words, or None."""
        name = self.address.name
        if self._state is LinkState.LOST and not self._connections:
            return f"{name} is not heard yet; it joins the ride as soon as it is"
        if self._state in {LinkState.LOST, LinkState.SILENT}:
            return f"the connection to {name} is lost; it comes back by itself"
        if self._state is LinkState.NO_RADIO:
            return str(self._error)
        return self._control.trouble if self._control else None

    # -- what it is asked for --------------------------------------------------------------

    def want(self, target: Target) -> None:
        """Ask for a target; it is given as soon as it can be, and again after every reconnect."""
        self._wanted = target
        self._settling.ask(target.power_w if isinstance(target, HoldPower) else None, self._clock())
        if self._control is not None:
            self._control.want(target)
            self._woken.set()

    def feel(self, power_w: float | None, cadence_rpm: float | None) -> None:
        """Let the control machine compare what is measured with what it gave."""
        if self._control is not None:
            self._control.feel(power_w, cadence_rpm, self._clock())

    async def wait_ready(self, within_s: float) -> None:
        """Wait until it is connected for the first time.

        Raises:
            DeviceError: it is not, in time; at once where this computer cannot.
        """
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                await self._tried.wait()
        if not self._ready.is_set():
            raise self._error or DeviceError(
                f"{self.address.name} does not answer", remedy="is it awake and near?"
            )

    # -- its life --------------------------------------------------------------------------

    async def run(self) -> None:
        """Keep it connected until cancelled."""
        failures = 0
        while True:
            self._gone.clear()
            try:
                await self._connect()
                failures = 0
                await self._stay()
            except DeviceError as error:
                self._error = error
                failures += 1
                no_radio = isinstance(error, NoRadioError)
                self._state = LinkState.NO_RADIO if no_radio else LinkState.LOST
                if no_radio:
                    self._tried.set()
                _log.info("%s: %s", self.address.name, error)
            finally:
                await self._disconnect()
            wait_s = _RETRY_AFTER_S[min(failures, len(_RETRY_AFTER_S) - 1)]
            await asyncio.sleep(_LOOK_AGAIN_AFTER_S if self._where is None else wait_s)

    async def leave(self) -> None:
        """Leave a trainer on a flat road and without a target of ours, if it can be reached."""
        control, link = self._control, self._link
        if control is None or link is None or not link.is_open or self._gone.is_set():
            return
        self.want(FLAT)
        with contextlib.suppress(TimeoutError, DeviceError):
            async with asyncio.timeout(_LEAVE_WITHIN_S):
                while not are_alike(control.given, FLAT) and control.trouble is None:
                    await asyncio.sleep(0.02)
                if isinstance(self._dialect, FtmsDialect):
                    await self._write(link, ftms.reset())

    async def _connect(self) -> None:
        where = await self._find()
        self._link = Link(
            where.target,
            backend=where.backend,
            on_lost=self._gone.set,
            connect_within_s=self._within_s,
        )
        await self._link.open()
        self._services = self._link.services()
        await self._listen(self._link)
        await self._take_control(self._link)
        await self._read_battery(self._link)
        self._heard_s = self._clock()
        self._state = LinkState.CONNECTED
        self._connections += 1
        self._ready.set()
        self._tried.set()

    async def _find(self) -> Address:
        """Where it is; looked for until it was heard once."""
        if self._where is None:
            sought = self.address
            self._where = await sought.look() if isinstance(sought, Sought) else sought
        return self._where

    async def _listen(self, link: Link) -> None:
        for service, characteristic, make_ear in EARS:
            if link.has(service, characteristic):
                ear = make_ear()
                hear = partial(self._hear, characteristic, ear)
                await link.subscribe(service, characteristic, hear)

    async def _take_control(self, link: Link) -> None:
        if not self._controls:
            return
        dialect = self._dialect or await self._choose_dialect(link)
        if dialect is None:
            return
        self._dialect = dialect
        if self._control is None:
            self._control = ControlPoint(dialect)
            self._control.want(self._wanted or SAFE)  # what it was left at is not known
        if dialect.answered is not None:
            hear = partial(self._hear_answer, dialect.answered)
            if dialect.answered == dialect.written:
                await link.subscribe(dialect.service, dialect.answered, hear)
        await link.subscribe(uuids.FITNESS_MACHINE, uuids.MACHINE_STATUS, self._hear_status)
        self._control.link(self._clock())

    async def _choose_dialect(self, link: Link) -> Dialect | None:
        if link.has(uuids.FITNESS_MACHINE, uuids.MACHINE_CONTROL_POINT):
            return await self._read_ftms(link)
        if link.has(uuids.TACX, uuids.TACX_TO_TRAINER):
            return FecDialect(rider_kg=self._rider_kg)
        if link.has(uuids.CYCLING_POWER, uuids.WAHOO_CONTROL_POINT):
            return WahooDialect(mass_kg=self._rider_kg + 10.0)
        return None

    async def _read_ftms(self, link: Link) -> FtmsDialect:
        """What this machine can be asked for; what it does not tell is as usual."""
        dialect = FtmsDialect()
        if self._known.one_byte_level:
            dialect.form = ftms.ResistanceForm.ONE_BYTE
        with contextlib.suppress(FrameError):
            frame = await link.read(uuids.FITNESS_MACHINE, uuids.RESISTANCE_RANGE)
            if frame is not None:
                dialect.resistance = ftms.decode_range(ftms.RangeKind.RESISTANCE, frame)
        with contextlib.suppress(FrameError):
            frame = await link.read(uuids.FITNESS_MACHINE, uuids.POWER_RANGE)
            if frame is not None:
                dialect.power = ftms.decode_range(ftms.RangeKind.POWER_W, frame)
        with contextlib.suppress(FrameError):
            frame = await link.read(uuids.FITNESS_MACHINE, uuids.MACHINE_FEATURE)
            if frame is not None:
                dialect.features = ftms.decode_features(frame).target
        return dialect

    async def _read_battery(self, link: Link) -> None:
        with contextlib.suppress(DeviceError):
            frame = await link.read(uuids.BATTERY, uuids.BATTERY_LEVEL)
            self._battery = None if frame is None else decode_battery(frame)

    async def _stay(self) -> None:
        """Give commands and watch, until the device is gone."""
        tasks = [
            asyncio.create_task(self._give_commands()),
            asyncio.create_task(self._watch_over()),
            asyncio.create_task(self._gone.wait()),
        ]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        raise DeviceError(f"the connection to {self.address.name} is lost")

    async def _disconnect(self) -> None:
        link, self._link = self._link, None
        if self._control is not None:
            self._control.drop(self._clock())
        if link is not None:
            await link.close()

    # -- what comes in ---------------------------------------------------------------------

    def _hear(self, characteristic: str, ear: Ear, frame: bytes) -> None:
        now_s = self._clock()
        self._note(characteristic, frame, written=False)
        try:
            values = ear.hear(frame, now_s)
        except FrameError as error:
            self._faults += 1
            _log.debug("%s: %s", self.address.name, error)
            return
        finally:
            if self._control is not None and characteristic == uuids.TACX_FROM_TRAINER:
                self._control.hear(frame, now_s)
                self._woken.set()
        if not values:
            return
        self._heard_s = now_s
        if Channel.POWER_W in values:
            self._settling.feel(values[Channel.POWER_W], now_s)
        moving = [value for channel, value in values.items() if channel in _MOVING]
        if moving:
            self._moves = any(value > 0 for value in moving)
        if self._state is LinkState.SILENT:
            self._state = LinkState.CONNECTED
        rank = rank_of(characteristic, controls=self._controls and self._control is not None)
        self._take(Source(rank=rank, name=self.address.name), values, now_s)

    def _hear_answer(self, characteristic: str, frame: bytes) -> None:
        self._note(characteristic, frame, written=False)
        if self._control is not None:
            self._control.hear(frame, self._clock())
            self._woken.set()

    def _hear_status(self, frame: bytes) -> None:
        self._note(uuids.MACHINE_STATUS, frame, written=False)
        if self._control is None or not isinstance(self._dialect, FtmsDialect):
            return
        now_s = self._clock()
        try:
            status = read_status(frame, self._dialect)
        except FrameError:
            self._faults += 1
            return
        if status.kind in {ftms.StatusKind.CONTROL_LOST, ftms.StatusKind.RESET}:
            self._control.lose(now_s)
        elif (target := _target_in(status)) is not None:
            self._control.hear_target(target, now_s)
        self._woken.set()

    # -- what goes out ---------------------------------------------------------------------

    async def _give_commands(self) -> None:
        control, link = self._control, self._link
        if control is None or link is None:
            await asyncio.Event().wait()
            return
        while True:
            self._woken.clear()
            frame = control.poll(self._clock())
            if frame is not None:
                try:
                    await self._write(link, frame)
                    control.written(self._clock())
                except DeviceError as error:
                    _log.info("%s: %s", self.address.name, error)
                    control.fail(self._clock())
                continue
            if control.state is ControlState.DEAD:
                return
            wait_s = control.due_s(self._clock()) - self._clock()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(0.001, wait_s)):
                    await self._woken.wait()

    async def _write(self, link: Link, frame: bytes) -> None:
        dialect = self._dialect
        if dialect is None:
            return
        self._note(dialect.written, frame, written=True)
        await link.write(dialect.service, dialect.written, frame)

    async def _watch_over(self) -> None:
        """Return where the device has said nothing for too long."""
        while True:
            await asyncio.sleep(_WATCH_EVERY_S)
            silent_s = self._clock() - self._heard_s
            if silent_s < STALE_S - _WATCH_EVERY_S:
                continue
            if self._moves or silent_s >= STILL_SILENT_S:
                self._state = LinkState.SILENT
                return

    def _note(self, characteristic: str, frame: bytes, *, written: bool) -> None:
        if self._watch is not None:
            heard = Heard(
                device=self.address.name,
                characteristic=characteristic,
                frame=frame,
                written=written,
                at_s=self._clock(),
            )
            self._watch(heard)


def _target_in(status: ftms.Status) -> Target | None:
    if status.power_w is not None:
        return HoldPower(power_w=status.power_w)
    if status.road is not None:
        return RideRoad(
            grade=status.road.grade,
            rolling_resistance=status.road.rolling_resistance,
            wind_kgpm=status.road.wind_kgpm,
        )
    if status.resistance is not None and 0 <= status.resistance <= 1:
        return Resist(share=status.resistance)
    return None


__all__ = ["Address", "Connection", "Event", "Heard", "Learnt", "LinkState"]
