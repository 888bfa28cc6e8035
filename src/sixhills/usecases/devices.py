"""The devices of a ride, as chosen by name: find them, connect them, remember them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sixhills.devices.driver.connection import Address, Sought
from sixhills.errors import DeviceError, InputError, NotFoundError
from sixhills.usecases.paired_devices import TRAINER, Paired, as_paired, list_paired, pair_device

if TYPE_CHECKING:
    from pathlib import Path

    from bleak.backends.client import BaseBleakClient
    from bleak.backends.scanner import BaseBleakScanner

    from sixhills.devices.driver.rig import Rig
    from sixhills.devices.finding import Findings
    from sixhills.prescribe.prescription import Command, Prescription
    from sixhills.ride.recording import Sample
    from sixhills.usecases.recording_devices import FrameLog

AUTO = "auto"
_STICK = "ant"


@dataclass(frozen=True, kw_only=True)
class Radio:
    """The backends of bleak to use; None for the Bluetooth of this computer."""

    client: type[BaseBleakClient] | None = None
    scanner: type[BaseBleakScanner] | None = None


class ChosenDevices:
    """The devices of a ride, as chosen by `--device`; looked for when the ride connects.

    Args:
        home: the data directory.
        device: "auto", "ble:NAME", "dircon:HOST[:PORT]" or "ant[:NUMBER]".
        prescription: what is ridden, on what, by whom.
        ridden_m: distance at the start.
        radio: the Bluetooth to use.
        frames: file that every raw frame is added to, or None.

    Raises:
        InputError: there is no such device.
    """

    def __init__(
        self,
        home: Path,
        device: str,
        prescription: Prescription,
        *,
        ridden_m: float = 0.0,
        radio: Radio | None = None,
        frames: Path | None = None,
    ):
        check_device(device)
        self._home = home
        self._device = device
        self._bike = prescription.equipment
        self._rider = prescription.rider
        self._ridden_m = ridden_m
        self._radio = radio or Radio()
        self._frames = frames
        self._log: FrameLog | None = None
        self._rig: Rig | None = None
        self._paired: tuple[Paired, ...] = ()

    @property
    def trouble(self) -> str | None:
        """What is wrong, in a sentence for the rider, or None."""
        return self._rig.trouble if self._rig else None

    async def connect(self) -> None:
        """Find the devices and connect them.

        Raises:
            DeviceError: there is no Bluetooth, no trainer, or it does not answer.
        """
        from sixhills.devices.driver.rig import Rig

        self._paired, addresses = await self._find()
        if self._frames is not None:
            from sixhills.usecases.recording_devices import FrameLog

            self._log = FrameLog(self._frames)
        self._rig = Rig(
            addresses,
            rider_kg=self._rider.mass_kg,
            wind_kgpm=_wind_kgpm(self._bike, self._rider.mass_kg),
            learnt={one.name: one.learnt for one in self._paired},
            ridden_m=self._ridden_m,
            watch=self._log.take if self._log else None,
        )
        try:
            await self._rig.connect()
        except BaseException:
            self._close_log()
            raise
        await self._remember()

    async def read(self, elapsed_s: float) -> Sample:
        """What is measured now.

        Raises:
            DeviceError: nobody says anything.
        """
        return await self._require().read(elapsed_s)

    async def set(self, command: Command) -> None:
        """Give the trainer a command."""
        await self._require().set(command)

    async def close(self) -> None:
        """Leave the trainer on a flat road, and disconnect."""
        if self._rig is not None:
            await self._rig.close()
            await self._remember()
        self._close_log()

    def _close_log(self) -> None:
        if self._log is not None:
            self._log.close()
            self._log = None

    def _require(self) -> Rig:
        if self._rig is None:
            raise DeviceError("no device is connected")
        return self._rig

    async def _find(self) -> tuple[tuple[Paired, ...], list[Address | Sought]]:
        known = await asyncio.to_thread(list_paired, self._home, self._bike.name)
        if self._device == AUTO:
            if not known:
                return await self._find_anything()
            return known, [await self._reach(known[0]), *map(self._later, known[1:])]
        found, address = await self._find_told()
        sensors = tuple(one for one in known if one.kind != TRAINER)
        return (found, *sensors), [address, *map(self._later, sensors)]

    async def _find_told(self) -> tuple[Paired, Address]:
        from sixhills.devices.finding import RADIO, address_of, find_named

        if not self._device.startswith(f"{RADIO}:"):
            address = address_of(self._device)
            return self._keep(Paired(address=self._device, name=address.name)), address
        found = await find_named(
            self._device.removeprefix(f"{RADIO}:"), scanner=self._radio.scanner
        )
        return self._keep(as_paired(found)), found.as_address(self._radio.client)

    async def _find_anything(self) -> tuple[tuple[Paired, ...], list[Address | Sought]]:
        """The trainer that is there where none was paired yet."""
        from sixhills.devices.finding import Kind, find_devices

        findings = await find_devices(scanner=self._radio.scanner)
        trainers = [one for one in findings.found if one.kind is Kind.TRAINER]
        if not trainers:
            raise _no_trainer(findings)
        return (as_paired(trainers[0]),), [trainers[0].as_address(self._radio.client)]

    async def _reach(self, device: Paired) -> Address:
        from sixhills.devices.finding import RADIO, address_of, find_named

        if not device.address.startswith(f"{RADIO}:"):
            return replace(address_of(device.address), name=device.name)
        found = await find_named(
            device.address.removeprefix(f"{RADIO}:"), scanner=self._radio.scanner
        )
        return found.as_address(self._radio.client)

    def _later(self, device: Paired) -> Sought:
        """A sensor, which is looked for while the ride goes on: a strap may be put on later."""

        async def look() -> Address:
            try:
                return await self._reach(device)
            except NotFoundError as error:
                raise DeviceError(error.problem, remedy=error.remedy) from error

        return Sought(name=device.name, look=look)

    def _keep(self, device: Paired) -> Paired:
        """What is known of a device from before."""
        known = {one.address: one for one in list_paired(self._home, self._bike.name)}
        return known.get(device.address, device)

    async def _remember(self) -> None:
        """Keep the trainer with the bike, and what was learnt of it."""
        rig = self._require()
        if not rig.trainer.is_trainer or not self._paired:
            return
        learnt = rig.trainer.learnt
        device = replace(
            self._paired[0], one_byte_level=learnt.one_byte_level, settle_s=learnt.settle_s
        )
        if device not in await asyncio.to_thread(list_paired, self._home, self._bike.name):
            await asyncio.to_thread(pair_device, self._home, self._bike.name, device)


async def reach_device(device: str, radio: Radio | None = None) -> Address:
    """Where a device is that is named as `--device` names it.

    Raises:
        DeviceError: there is no Bluetooth.
        InputError: it names no device.
        NotFoundError: it is not heard.
    """
    from sixhills.devices.finding import RADIO, address_of, find_named

    check_address(device)
    if not device.startswith(f"{RADIO}:"):
        return address_of(device)
    told = radio or Radio()
    found = await find_named(device.removeprefix(f"{RADIO}:"), scanner=told.scanner)
    return found.as_address(told.client)


def check_device(device: str) -> None:
    """Refuse what names no device.

    Raises:
        InputError: it does not.
    """
    kind, _, rest = device.partition(":")
    if device in {AUTO, "sim", "none"}:
        return
    if (kind == "dircon" and rest) or kind == _STICK:
        from sixhills.devices.finding import address_of

        address_of(device)
    elif kind != "ble" or not rest.strip():
        raise InputError(
            f'there is no device "{device}"',
            remedy="use auto, ble:NAME, dircon:HOST[:PORT], ant[:NUMBER], sim or none",
        )


def check_address(address: str) -> None:
    """Refuse what is no address of a device.

    Raises:
        InputError: it is none.
    """
    if ":" not in address and address != _STICK:
        raise InputError(f'"{address}" is no address', remedy="search for devices first")
    check_device(address)


def _no_trainer(findings: Findings) -> DeviceError:
    """No trainer was found, at least where one could be looked for."""
    without = "`--device none` rides without one"
    for failure in findings.failures:
        return DeviceError(
            f"{failure.problem}, and no trainer was found otherwise",
            remedy="; ".join(filter(None, (failure.remedy, without))),
        )
    return DeviceError(
        "no trainer was found",
        remedy="turn its pedals, close other apps that may hold it, and try again; or name it "
        f"(`--device ble:NAME`, `--device dircon:HOST`); {without}",
    )


def _wind_kgpm(bike: object, mass_kg: float) -> float:
    """Force of the air over speed squared, as the slopes of a prescription are reckoned with."""
    from sixhills.equipment import SmartTrainer

    if not isinstance(bike, SmartTrainer):
        return 0.22
    load = bike.road_load(mass_kg)
    return 0.5 * load.air_density_kgpm3 * load.drag_area_m2
