"""Trainers in the home network: found by, and announced over, multicast DNS (zeroconf).

The name of the service is longer than the rules for such names allow (17 letters, not 15), so it
is used unchecked.
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.devices.codecs.uuids import normalize
from sixhills.devices.transports.dircon.packets import SERVICE_TYPE
from sixhills.errors import DeviceError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from zeroconf import ServiceStateChange, Zeroconf

_UUIDS = "ble-service-uuids"
_RESOLVE_WITHIN_MS = 1500


@dataclass(frozen=True, kw_only=True)
class Announced:
    """A trainer that announces itself.

    Attributes:
        name: of it.
        host: address.
        port: port.
        services: UUIDs of its services; what cannot be read as one is left out.
    """

    name: str
    host: str
    port: int
    services: tuple[str, ...]


async def browse(within_s: float, *, interfaces: Sequence[str] | None = None) -> list[Announced]:
    """Trainers that announce themselves, as found within a time.

    Args:
        within_s: how long to listen.
        interfaces: addresses of network interfaces, all unless given.

    Raises:
        DeviceError: the network cannot be used.
    """
    from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

    names: set[str] = set()

    def note(zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange):  # type: ignore[no-untyped-def]  # noqa: ARG001
        names.add(name)

    zero = _open(AsyncZeroconf, interfaces)
    try:
        browser = AsyncServiceBrowser(zero.zeroconf, SERVICE_TYPE, handlers=[note])
        await asyncio.sleep(within_s)
        await browser.async_cancel()
        found = []
        for name in sorted(names):
            info = AsyncServiceInfo(SERVICE_TYPE, name)
            if await info.async_request(zero.zeroconf, _RESOLVE_WITHIN_MS):
                found += _read_info(info, name)
        return found
    finally:
        await zero.async_close()


@asynccontextmanager
async def announced(
    name: str,
    port: int,
    services: Sequence[str],
    *,
    host: str,
    interfaces: Sequence[str] | None = None,
) -> AsyncIterator[None]:
    """While this is entered, a trainer is announced.

    Args:
        name: of it.
        port: where it is served.
        services: UUIDs of its services.
        host: the address at which it is reached.
        interfaces: addresses of network interfaces, all unless given.

    Raises:
        DeviceError: the network cannot be used.
    """
    from zeroconf import ServiceInfo
    from zeroconf.asyncio import AsyncZeroconf

    zero = _open(AsyncZeroconf, interfaces)
    short = ",".join(f"0x{uuid[4:8]}" if uuid.startswith("0000") else uuid for uuid in services)
    info = ServiceInfo(
        SERVICE_TYPE,
        f"{name}.{SERVICE_TYPE}",
        addresses=[socket.inet_aton(host)],
        port=port,
        properties={_UUIDS: short, "serial-number": "1", "mac-address": "02-00-00-00-00-01"},
        server=f"{name.lower().replace(' ', '-')}.local.",
    )
    try:
        registering = await zero.async_register_service(info, strict=False)
        await registering
        yield
    finally:
        await zero.async_close()


def _open(zeroconf: type, interfaces: Sequence[str] | None):  # type: ignore[no-untyped-def]
    try:
        return zeroconf(interfaces=list(interfaces)) if interfaces else zeroconf()
    except OSError as error:
        raise DeviceError(
            "the network cannot be searched for trainers",
            remedy="name the trainer's address (`--device dircon:HOST`)",
        ) from error


def _read_info(info, name: str) -> list[Announced]:  # type: ignore[no-untyped-def]
    hosts = info.parsed_addresses()
    if not hosts or info.port is None:
        return []
    return [
        Announced(
            name=name.removesuffix(f".{SERVICE_TYPE}"),
            host=next((host for host in hosts if ":" not in host), hosts[0]),
            port=info.port,
            services=read_uuids(info.properties.get(_UUIDS.encode())),
        )
    ]


def read_uuids(told: bytes | None) -> tuple[str, ...]:
    """The UUIDs in a TXT record: a list with commas, each short, long, with 0x or without."""
    found = []
    for text in (told or b"").decode(errors="replace").split(","):
        try:
            found.append(normalize(text))
        except ValueError:
            continue
    return tuple(found)
