"""Finding trainers and sensors: over the radio and in the network, with signal and abilities."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sixhills.devices.codecs import uuids
from sixhills.devices.driver.connection import Address
from sixhills.devices.transports.dircon.backend import DirconBackend, split_address
from sixhills.devices.transports.dircon.discovery import browse
from sixhills.devices.transports.radio import explain_error
from sixhills.errors import DeviceError, InputError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bleak.backends.client import BaseBleakClient
    from bleak.backends.scanner import BaseBleakScanner

SCAN_S = 6.0
RADIO, NETWORK, STICK = "ble", "dircon", "ant"


class Kind(StrEnum):
    """What a device is, by its services."""

    TRAINER = "trainer"
    POWER_METER = "power meter"
    SPEED_CADENCE = "speed or cadence sensor"
    HEART_RATE = "heart-rate strap"


_KINDS = (
    ({uuids.FITNESS_MACHINE, uuids.TACX}, Kind.TRAINER),
    ({uuids.CYCLING_POWER}, Kind.POWER_METER),
    ({uuids.SPEED_CADENCE}, Kind.SPEED_CADENCE),
    ({uuids.HEART_RATE}, Kind.HEART_RATE),
)
_WAHOO_NAMES = ("kickr", "wahoo")  # trainers before FTMS announce their power service only


@dataclass(frozen=True, kw_only=True)
class Found:
    """A device that was found.

    Attributes:
        address: as `--device` takes it: `ble:ADDRESS` or `dircon:HOST:PORT`.
        name: that it tells of itself.
        kind: what it is.
        rssi_dbm: strength of its signal; None over a network.
        services: UUIDs that it announces.
        target: what connects to it.
    """

    address: str
    name: str
    kind: Kind
    rssi_dbm: int | None
    services: tuple[str, ...]
    target: Any = None

    def as_address(self, backend: type[BaseBleakClient] | None = None) -> Address:
        """Where to connect."""
        if self.address.startswith(f"{NETWORK}:"):
            where = self.address.removeprefix(f"{NETWORK}:")
            return Address(name=self.name, target=where, backend=DirconBackend)
        return Address(name=self.name, target=self.target, backend=backend)


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What a search has found.

    Attributes:
        found: devices, trainers and strong signals first.
        failures: what could not be searched, and why.
    """

    found: tuple[Found, ...]
    failures: tuple[DeviceError, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What could not be searched and why, each one sentence."""
        return tuple(map(str, self.failures))


def judge_kind(name: str, services: Sequence[str]) -> Kind | None:
    """What a device is, or None where it is nothing for a ride."""
    for wanted, kind in _KINDS:
        if wanted & set(services):
            is_trainer = kind is Kind.POWER_METER and name.lower().startswith(_WAHOO_NAMES)
            return Kind.TRAINER if is_trainer else kind
    return None


async def find_devices(
    within_s: float = SCAN_S,
    *,
    radio: bool = True,
    network: bool = True,
    scanner: type[BaseBleakScanner] | None = None,
    interfaces: Sequence[str] | None = None,
    heard: Callable[[Found], None] | None = None,
) -> Findings:
    """Look for devices everywhere at once.

    What cannot be searched is a note, not an error: who has no Bluetooth may have a network.

    Args:
        within_s: how long to look.
        radio: whether to look over Bluetooth.
        network: whether to look in the network.
        scanner: backend of bleak; None for the radio of this computer.
        interfaces: addresses of network interfaces, all unless given.
        heard: is told of each device when it is heard for the first time.
    """
    searches = []
    if radio:
        searches.append(_scan(within_s, scanner, heard))
    if network:
        searches.append(_browse(within_s, interfaces))
    results = await asyncio.gather(*searches, return_exceptions=True)
    found: list[Found] = []
    failures: list[DeviceError] = []
    for result in results:
        if isinstance(result, DeviceError):
            failures.append(result)
        elif isinstance(result, BaseException):
            raise result
        else:
            found += result
    kinds = list(Kind)
    found.sort(key=lambda one: (kinds.index(one.kind), -(one.rssi_dbm or 0), one.name))
    return Findings(found=tuple(found), failures=tuple(failures))


async def find_named(
    name: str, within_s: float = 15.0, *, scanner: type[BaseBleakScanner] | None = None
) -> Found:
    """The Bluetooth device of a name (its beginning will do) or an address, as soon as it is heard.

    Raises:
        DeviceError: there is no Bluetooth.
        NotFoundError: it is not heard in time.
    """
    wanted = name.strip().lower()
    here: asyncio.Future[Found] = asyncio.get_running_loop().create_future()

    def look(found: Found) -> None:
        fits = found.name.lower().startswith(wanted)
        if (fits or found.address.lower() == f"{RADIO}:{wanted}") and not here.done():
            here.set_result(found)

    scan = asyncio.ensure_future(_scan(within_s, scanner, look))
    try:
        either: set[asyncio.Future[Any]] = {scan, here}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if here.done():
            return here.result()
        heard = scan.result()
    finally:
        scan.cancel()
        await asyncio.gather(scan, return_exceptions=True)
    others = ", ".join(one.name for one in heard)
    raise NotFoundError(
        f'no Bluetooth device called "{name}" is heard',
        remedy=(
            f"heard: {others}"
            if others
            else "wake it by turning the pedals, and close other apps that may hold it"
        ),
    )


def address_of(text: str) -> Address:
    """The address in `dircon:HOST[:PORT]` or `ant[:NUMBER]`.

    Raises:
        InputError: it is none.
    """
    if text.partition(":")[0] == STICK:
        return _address_on_stick(text)
    where = text.removeprefix(f"{NETWORK}:")
    try:
        host, port = split_address(where)
    except ValueError:
        host, port = "", 0
    if not host or not 0 < port < 65536:
        raise InputError(f'"{text}" is no address', remedy="for example dircon:192.168.1.20:36866")
    return Address(name=f"trainer at {host}", target=where, backend=DirconBackend)


def _address_on_stick(text: str) -> Address:
    from sixhills.devices.transports.ant.backend import AntBackend

    number = text.removeprefix(STICK).removeprefix(":") or "0"
    if not number.isdecimal() or int(number) > 65_535:
        raise InputError(
            f'"{text}" is no address', remedy="for example ant:12345, or ant for any trainer"
        )
    name = "trainer on ANT+" if number == "0" else f"trainer {number} on ANT+"
    return Address(name=name, target=number, backend=AntBackend)


async def _scan(
    within_s: float,
    scanner: type[BaseBleakScanner] | None,
    heard: Callable[[Found], None] | None,
) -> list[Found]:
    from bleak import BleakScanner

    found: dict[str, Found] = {}

    def take(device: Any, advertisement: Any) -> None:
        name = advertisement.local_name or device.name or device.address
        services = tuple(uuid.lower() for uuid in advertisement.service_uuids)
        services += tuple(uuid.lower() for uuid in advertisement.service_data)
        kind = judge_kind(name, services)
        if kind is None:
            return
        new = device.address not in found
        found[device.address] = Found(
            address=f"{RADIO}:{device.address}",
            name=name,
            kind=kind,
            rssi_dbm=advertisement.rssi,
            services=tuple(dict.fromkeys(services)),
            target=device,
        )
        if new and heard is not None:
            heard(found[device.address])

    try:
        async with BleakScanner(take, backend=scanner):
            await asyncio.sleep(within_s)
    except Exception as error:
        raise explain_error(error) from error
    return list(found.values())


async def _browse(within_s: float, interfaces: Sequence[str] | None) -> list[Found]:
    return [
        Found(
            address=f"{NETWORK}:{one.host}:{one.port}",
            name=one.name,
            kind=judge_kind(one.name, one.services) or Kind.TRAINER,
            rssi_dbm=None,
            services=one.services,
            target=f"{one.host}:{one.port}",
        )
        for one in await browse(within_s, interfaces=interfaces)
    ]
