"""A connection to one device over any backend of bleak.

Every error of bleak, of its backends and of the system below becomes a DeviceError with a sentence
for the rider. Characteristics are looked up within their service, since devices have the same one
twice. What a callback raises stays here: in some stacks it would end the connection.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING

from sixhills.devices.transports.radio import explain_error
from sixhills.errors import DeviceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bleak import BleakClient
    from bleak.backends.characteristic import BleakGATTCharacteristic
    from bleak.backends.client import BaseBleakClient
    from bleak.backends.device import BLEDevice

CONNECT_WITHIN_S = 15.0
ANSWER_WITHIN_S = 3.0

_log = logging.getLogger(__name__)


class Link:
    """One connection; made anew for each try.

    Args:
        target: address, or a device that a scan has found.
        backend: of bleak; None for the radio of this computer.
        on_lost: is called once when the device is gone without having been told to.
        connect_within_s: how long to try.
    """

    def __init__(
        self,
        target: BLEDevice | str,
        *,
        backend: type[BaseBleakClient] | None = None,
        on_lost: Callable[[], None],
        connect_within_s: float = CONNECT_WITHIN_S,
    ):
        self._target = target
        self._backend = backend
        self._on_lost = on_lost
        self._within_s = connect_within_s
        self._client: BleakClient | None = None
        self._closing = False

    @property
    def is_open(self) -> bool:
        """Whether it stands, as far as is known: a device that fell silent looks like one."""
        return self._client is not None and self._client.is_connected

    async def open(self) -> None:
        """Connect.

        Raises:
            DeviceError: the device does not answer.
        """
        from bleak import BleakClient  # late: 0.1 s

        try:
            client = BleakClient(
                self._target,
                disconnected_callback=self._lose,
                timeout=self._within_s,
                backend=self._backend,
            )
            self._client = client
            async with asyncio.timeout(self._within_s):
                await client.connect()
        except Exception as error:
            await self.close()
            raise explain_error(error) from error

    async def close(self) -> None:
        """Disconnect; what fails then does not matter any more."""
        self._closing = True
        client, self._client = self._client, None
        if client is None:
            return
        with contextlib.suppress(Exception):
            async with asyncio.timeout(ANSWER_WITHIN_S):
                await client.disconnect()

    def services(self) -> tuple[str, ...]:
        """UUIDs of the services, each once."""
        if self._client is None:
            return ()
        return tuple(dict.fromkeys(service.uuid for service in self._client.services))

    def has(self, service: str, characteristic: str) -> bool:
        """Whether the device has a characteristic in a service."""
        return self._find(service, characteristic) is not None

    async def read(self, service: str, characteristic: str) -> bytes | None:
        """The value of a characteristic, None where the device has no such one.

        Raises:
            DeviceError: it does not answer.
        """
        found = self._find(service, characteristic)
        if found is None:
            return None
        try:
            async with asyncio.timeout(ANSWER_WITHIN_S):
                return bytes(await self._require().read_gatt_char(found))
        except Exception as error:
            raise explain_error(error) from error

    async def write(self, service: str, characteristic: str, value: bytes) -> None:
        """Write a characteristic.

        Raises:
            DeviceError: the device does not take it, or has no such one.
        """
        found = self._find(service, characteristic)
        if found is None:
            raise DeviceError("the trainer cannot be controlled in this way")
        answered = "write" in found.properties or "write-without-response" not in found.properties
        try:
            async with asyncio.timeout(ANSWER_WITHIN_S):
                await self._require().write_gatt_char(found, value, response=answered)
        except Exception as error:
            raise explain_error(error) from error

    async def subscribe(
        self, service: str, characteristic: str, hear: Callable[[bytes], None]
    ) -> bool:
        """Hear a characteristic; False where the device has no such one.

        Raises:
            DeviceError: the device does not take it.
        """
        found = self._find(service, characteristic)
        if found is None:
            return False

        def take(_sender: BleakGATTCharacteristic, value: bytearray) -> None:
            try:
                hear(bytes(value))
            except Exception:
                _log.exception("a frame could not be taken")

        try:
            async with asyncio.timeout(ANSWER_WITHIN_S):
                await self._require().start_notify(found, take)
        except Exception as error:
            raise explain_error(error) from error
        return True

    def _find(self, service: str, characteristic: str) -> BleakGATTCharacteristic | None:
        client = self._client
        if client is None or not client.is_connected:
            return None
        try:
            services = client.services
        except Exception as error:
            raise explain_error(error) from error
        for one in services:
            if one.uuid == service and (found := one.get_characteristic(characteristic)):
                return found
        return None

    def _require(self) -> BleakClient:
        if self._client is None:
            raise DeviceError("the device is not connected")
        return self._client

    def _lose(self, _client: BleakClient) -> None:
        if not self._closing:
            self._on_lost()
