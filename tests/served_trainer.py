"""A simulated trainer served on loopback, for tests, its time faster than that of the world."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from sixhills.devices.driver.connection import Address
from sixhills.devices.driver.rig import Rig
from sixhills.devices.peripheral.trainer import Quirks, ServedTrainer
from sixhills.devices.simulation.pedaller import Pedaller
from sixhills.devices.transports.dircon.backend import DirconBackend
from sixhills.devices.transports.dircon.server import DirconServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine

    from sixhills.prescribe.prescription import Command
    from sixhills.ride.recording import Sample

EVERY_S = 0.02
STEP_S = 0.2  # of the trainer's time, for each of those: ten times as fast as the world


class Stand:
    """A served trainer whose time can be stopped.

    Attributes:
        trainer: what is served.
        server: over Direct Connect.
        running: whether its time passes; when it does not, it says nothing.
    """

    def __init__(self, quirks: Quirks | None = None, cadence_rpm: float = 85.0):
        self.bike = Pedaller(cadence_rpm=cadence_rpm)
        self.trainer = ServedTrainer(self.bike, quirks=quirks, battery=0.8)
        self.server = DirconServer(self.trainer.peripheral)
        self.running = True

    @property
    def last(self) -> Command | None:
        """The last target that it took."""
        targets = self.trainer.targets
        return targets[-1] if targets else None

    @property
    def address(self) -> Address:
        where = f"127.0.0.1:{self.server.port}"
        return Address(name="trainer", target=where, backend=DirconBackend)

    async def run(self) -> None:
        while True:
            await asyncio.sleep(EVERY_S)
            if self.running:
                self.trainer.pass_time(STEP_S)


@asynccontextmanager
async def served(quirks: Quirks | None = None, cadence_rpm: float = 85.0) -> AsyncIterator[Stand]:
    stand = Stand(quirks, cadence_rpm)
    await stand.server.start()
    task = asyncio.create_task(stand.run())
    try:
        yield stand
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await stand.server.stop()


@asynccontextmanager
async def riding(stand: Stand, *more: Address) -> AsyncIterator[Rig]:
    rig = Rig([stand.address, *more], connect_within_s=10.0)
    await rig.connect()
    try:
        yield rig
    finally:
        await rig.close()


async def until(met: Callable[[], object], within_s: float = 20.0) -> None:
    """Wait for something that has to come."""
    async with asyncio.timeout(within_s):
        while not met():
            await asyncio.sleep(0.005)


async def read_until(rig: Rig, met: Callable[[Sample], object], within_s: float = 20.0) -> Sample:
    async with asyncio.timeout(within_s):
        while True:
            sample = await rig.read(1.0)
            if met(sample):
                return sample
            await asyncio.sleep(0.02)


def run(main: Callable[[], Coroutine[None, None, None]]) -> None:
    """Run a test's coroutine, at most for some minutes: machines may be busy."""

    async def limited() -> None:
        async with asyncio.timeout(240):
            await main()

    asyncio.run(limited())


__all__ = ["Awaitable", "Quirks", "Stand", "read_until", "riding", "run", "served", "until"]
