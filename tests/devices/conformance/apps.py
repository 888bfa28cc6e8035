"""Apps that drive a trainer, all asked for the same things: ours, and those of others.

An app is told in the words of a ride (hold 200 W, a road of 4 %), whatever it speaks below.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Protocol

from sixhills.devices.driver.rig import Rig
from sixhills.prescribe.prescription import Command, Mode

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sixhills.devices.driver.connection import Address


class App(Protocol):
    """Somebody else's or our way of driving a trainer."""

    async def hold(self, power_w: int) -> None:
        """Set a power."""

    async def resist(self, per_cent: int) -> None:
        """Set a resistance."""

    async def road(self, grade: float) -> None:
        """Set a slope."""

    async def power_w(self) -> float | None:
        """What is measured."""

    async def cadence_rpm(self) -> float | None:
        """What is measured."""


class OurApp:
    """Our driver."""

    def __init__(self, rig: Rig):
        self._rig = rig

    async def hold(self, power_w: int) -> None:
        await self._rig.set(Command(mode=Mode.ERG, value=power_w))

    async def resist(self, per_cent: int) -> None:
        await self._rig.set(Command(mode=Mode.RESISTANCE, value=float(per_cent)))

    async def road(self, grade: float) -> None:
        await self._rig.set(Command(mode=Mode.SLOPE, value=grade))

    async def power_w(self) -> float | None:
        return (await self._rig.read(1.0)).power_w

    async def cadence_rpm(self) -> float | None:
        return (await self._rig.read(1.0)).cadence_rpm


@asynccontextmanager
async def our_app(address: Address, within_s: float = 5.0) -> AsyncIterator[App]:
    rig = Rig([address], connect_within_s=within_s)
    await rig.connect()
    try:
        yield OurApp(rig)
    finally:
        await rig.close()


class PycyclingApp:
    """pycycling, from PyPI: raw units, nothing awaited but the write."""

    def __init__(self, service):
        self._service = service
        self._last = None
        service.set_indoor_bike_data_handler(self._take)

    def _take(self, data) -> None:
        self._last = data

    async def hold(self, power_w: int) -> None:
        await self._service.set_target_power(power_w)

    async def resist(self, per_cent: int) -> None:
        """It writes one byte and does not scale, so nothing above 25 can be said."""
        await self._service.set_target_resistance_level(per_cent)

    async def road(self, grade: float) -> None:
        await self._service.set_simulation_parameters(0, round(grade * 10_000), 40, 22)

    async def power_w(self) -> float | None:
        return None if self._last is None else self._last.instant_power

    async def cadence_rpm(self) -> float | None:
        return None if self._last is None else self._last.instant_cadence


@asynccontextmanager
async def pycycling_app(address: Address) -> AsyncIterator[App]:
    from bleak import BleakClient
    from pycycling.fitness_machine_service import FitnessMachineService

    client = BleakClient(address.target, backend=address.backend)
    await client.connect()
    try:
        service = FitnessMachineService(client)
        answers: list[object] = []
        service.set_control_point_response_handler(answers.append)
        app = PycyclingApp(service)
        await service.enable_indoor_bike_data_notify()
        await service.enable_control_point_indicate()
        await service.request_control()
        async with asyncio.timeout(2):
            while not answers:
                await asyncio.sleep(0.01)
        yield app
    finally:
        await client.disconnect()
