"""The devices of a bike as a page shows them: search, try, spin down, pair, let go."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.devices.driver.connection import LinkState
from sixhills.errors import ConflictError, DeviceError, NotFoundError
from sixhills.usecases.devices import Radio

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.devices.driver.connection import Address
    from sixhills.devices.driver.rig import Rig
    from sixhills.devices.driver.spin_down import SpinDownMoment
    from sixhills.devices.finding import Findings, Found

SEARCH_S = 6.0
TRY_S = 4.0
_CONNECT_WITHIN_S = 10.0


@dataclass(frozen=True, kw_only=True)
class FoundDevice:
    """A device that was found.

    Attributes:
        address: of it, to pair it by.
        name: that it tells of itself.
        kind: "trainer", "power meter", "speed or cadence sensor" or "heart-rate strap".
        rssi_dbm: strength of its signal; None over the network.
    """

    address: str
    name: str
    kind: str
    rssi_dbm: int | None


@dataclass(frozen=True, kw_only=True)
class FoundDevices:
    """What a search has found.

    Attributes:
        found: devices, trainers and strong signals first.
        notes: what could not be searched and why, each one sentence.
    """

    found: tuple[FoundDevice, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TriedDevice:
    """What a device said in a few seconds; None where it said nothing.

    Attributes:
        address: of it.
        control: the way in which it takes commands; None for a sensor.
        battery: charge, 0 to 1.
        power_w, cadence_rpm, heart_rate_bpm, speed_mps: the last that was heard.
        trouble: what is wrong, in a sentence, or None.
    """

    address: str
    control: str | None
    battery: float | None
    power_w: float | None
    cadence_rpm: float | None
    heart_rate_bpm: float | None
    speed_mps: float | None
    trouble: str | None


@dataclass(frozen=True, kw_only=True)
class SpinDownShown:
    """A spin-down that runs or has ended.

    Attributes:
        stage: "connecting", "speed_up", "stop_pedalling", "done" or "failed".
        speed_mps: of the wheel now, or None.
        high_mps: speed up to here, or None where the trainer does not say.
        trouble: why it failed, or None.
    """

    stage: str
    speed_mps: float | None = None
    high_mps: float | None = None
    trouble: str | None = None


class DeviceDesk:
    """Searches and tries devices, one at a time: they give their connection to one only.

    Args:
        home: the data directory.
        radio: the Bluetooth to use.
    """

    def __init__(self, home: Path, radio: Radio | None = None):
        self._home = home
        self._radio = radio or Radio()
        self._busy = asyncio.Lock()
        self._found: dict[str, Found] = {}
        self._spinning: asyncio.Task[None] | None = None
        self._shown: SpinDownShown | None = None

    async def search(self, within_s: float = SEARCH_S) -> FoundDevices:
        """Look for devices everywhere.

        Raises:
            ConflictError: something else is being done with devices.
        """
        from sixhills.devices.finding import find_devices

        async with self._alone():
            findings: Findings = await find_devices(within_s, scanner=self._radio.scanner)
        self._found = {one.address: one for one in findings.found}
        return FoundDevices(
            found=tuple(
                FoundDevice(
                    address=one.address,
                    name=one.name,
                    kind=one.kind.value,
                    rssi_dbm=one.rssi_dbm,
                )
                for one in findings.found
            ),
            notes=findings.notes,
        )

    async def try_out(self, address: str) -> TriedDevice:
        """Connect a device for some seconds, and say what it says.

        Raises:
            ConflictError: something else is being done with devices.
        """
        from sixhills.devices.driver.rig import Rig

        async with self._alone():
            try:
                where = await self._reach(address)
                rig = Rig([where], connect_within_s=_CONNECT_WITHIN_S)
                await rig.connect()
            except (DeviceError, NotFoundError) as error:
                return _silent(address, str(error))
            try:
                await asyncio.sleep(TRY_S)
                return await _look(address, rig)
            finally:
                await rig.close()

    async def begin_spin_down(self, address: str) -> SpinDownShown:
        """Begin a spin-down; `spin_down` tells how it goes.

        Raises:
            ConflictError: something else is being done with devices.
        """
        if self._busy.locked():
            raise ConflictError("the devices are busy", remedy="wait a moment")
        self._shown = SpinDownShown(stage="connecting")
        self._spinning = asyncio.create_task(self._spin_down(address))
        return self._shown

    def spin_down(self) -> SpinDownShown | None:
        """How the last spin-down goes, or went; None where there was none."""
        return self._shown

    async def close(self) -> None:
        """Let go of everything."""
        if self._spinning is not None:
            self._spinning.cancel()
            await asyncio.gather(self._spinning, return_exceptions=True)

    async def _spin_down(self, address: str) -> None:
        from sixhills.devices.driver.spin_down import SpinDown

        async with self._busy:
            try:
                await SpinDown(await self._reach(address), self._take).run()
            except (DeviceError, NotFoundError) as error:
                self._shown = SpinDownShown(stage="failed", trouble=str(error))

    def _take(self, moment: SpinDownMoment) -> None:
        self._shown = SpinDownShown(
            stage=moment.stage.value, speed_mps=moment.speed_mps, high_mps=moment.high_mps
        )

    async def _reach(self, address: str) -> Address:
        from sixhills.devices.finding import RADIO, address_of, find_named

        if address in self._found:
            return self._found[address].as_address(self._radio.client)
        if not address.startswith(f"{RADIO}:"):
            return address_of(address)
        found = await find_named(address.removeprefix(f"{RADIO}:"), scanner=self._radio.scanner)
        return found.as_address(self._radio.client)

    def _alone(self) -> asyncio.Lock:
        if self._busy.locked():
            raise ConflictError("the devices are busy", remedy="wait a moment")
        return self._busy


async def _look(address: str, rig: Rig) -> TriedDevice:
    sample = await rig.read(0.0)
    trainer = rig.trainer
    trouble = rig.trouble
    if trouble is None and trainer.state is not LinkState.CONNECTED:
        trouble = "it does not say anything"
    return TriedDevice(
        address=address,
        control=trainer.dialect,
        battery=trainer.battery,
        power_w=sample.power_w,
        cadence_rpm=sample.cadence_rpm,
        heart_rate_bpm=sample.heart_rate_bpm,
        speed_mps=sample.speed_mps,
        trouble=trouble,
    )


def _silent(address: str, trouble: str) -> TriedDevice:
    return TriedDevice(
        address=address,
        control=None,
        battery=None,
        power_w=None,
        cadence_rpm=None,
        heart_rate_bpm=None,
        speed_mps=None,
        trouble=trouble,
    )
