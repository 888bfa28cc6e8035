"""Direct Connect as a backend of bleak: whatever drives a trainer over Bluetooth drives it here.

Addresses are `HOST:PORT`. There are no handles in the protocol, so they are counted. A
characteristic that two services have is listed in both, and is one and the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.client import BaseBleakClient
from bleak.backends.service import BleakGATTService, BleakGATTServiceCollection
from bleak.exc import BleakError

from sixhills.devices.transports.dircon.client import DirconClient
from sixhills.devices.transports.dircon.packets import DEFAULT_PORT, Property
from sixhills.errors import DeviceError

if TYPE_CHECKING:
    from bleak.args import SizedBuffer
    from bleak.assigned_numbers import CharacteristicPropertyName
    from bleak.backends.client import NotifyCallback
    from bleak.backends.descriptor import BleakGATTDescriptor

_NAMES: dict[Property, CharacteristicPropertyName] = {
    Property.READ: "read",
    Property.WRITE: "write",
    Property.NOTIFY: "notify",
    Property.INDICATE: "indicate",
}
_LARGEST_VALUE = 512


def split_address(address: str) -> tuple[str, int]:
    """Host and port of `HOST`, `HOST:PORT` or `[HOST]:PORT`.

    Raises:
        ValueError: the port is no number.
    """
    if address.startswith("["):
        host, _, rest = address[1:].partition("]")
        return host, int(rest.removeprefix(":") or DEFAULT_PORT)
    if address.count(":") > 1:
        return address, DEFAULT_PORT
    host, _, port = address.partition(":")
    return host, int(port or DEFAULT_PORT)


class DirconBackend(BaseBleakClient):
    """A client over Direct Connect. Made by `BleakClient(address, backend=DirconBackend)`."""

    _client: DirconClient | None = None

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._callbacks: dict[str, NotifyCallback] = {}

    @property
    def name(self) -> str:
        """The address: the protocol has no name."""
        return self.address

    @property
    def mtu_size(self) -> int:
        """There is no such limit; that of a value in Bluetooth."""
        return _LARGEST_VALUE + 3

    @property
    def is_connected(self) -> bool:
        """Whether the connection stands, as far as is known."""
        return self._client is not None and self._client.is_open

    async def connect(self, pair: bool, **kwargs: Any) -> None:
        """Connect, and list what is there."""
        host, port = split_address(self.address)
        try:
            self._client = await DirconClient.connect(
                host,
                port,
                on_notification=self._hear,
                on_lost=self._lose,
                within_s=self._timeout,
            )
            self.services = await self._list_services(self._client)
        except DeviceError as error:
            await self.disconnect()
            raise BleakError(str(error)) from error

    async def disconnect(self) -> None:
        """End the connection."""
        client, self._client = self._client, None
        self.services = None
        self._callbacks.clear()
        if client is not None:
            client.close()

    async def pair(self, *args: Any, **kwargs: Any) -> None:
        """There is nothing to pair."""

    async def unpair(self) -> None:
        """There is nothing to pair."""

    async def read_gatt_char(
        self, characteristic: BleakGATTCharacteristic, **kwargs: Any
    ) -> bytearray:
        """The value of a characteristic."""
        try:
            return bytearray(await self._require().read(characteristic.uuid))
        except DeviceError as error:
            raise BleakError(str(error)) from error

    async def write_gatt_char(
        self,
        characteristic: BleakGATTCharacteristic,
        data: SizedBuffer,
        response: bool,
    ) -> None:
        """Write a characteristic."""
        try:
            await self._require().write(characteristic.uuid, bytes(data))
        except DeviceError as error:
            raise BleakError(str(error)) from error

    async def start_notify(
        self, characteristic: BleakGATTCharacteristic, callback: NotifyCallback, **kwargs: Any
    ) -> None:
        """Hear a characteristic, whatever its properties say: some say nothing of it."""
        client = self._require()
        self._callbacks[characteristic.uuid] = callback
        try:
            await client.subscribe(characteristic.uuid)
        except DeviceError as error:
            self._callbacks.pop(characteristic.uuid, None)
            raise BleakError(str(error)) from error

    async def stop_notify(self, characteristic: BleakGATTCharacteristic) -> None:
        """Hear a characteristic no more."""
        self._callbacks.pop(characteristic.uuid, None)
        try:
            await self._require().subscribe(characteristic.uuid, on=False)
        except DeviceError as error:
            raise BleakError(str(error)) from error

    async def read_gatt_descriptor(
        self, descriptor: BleakGATTDescriptor, **kwargs: Any
    ) -> bytearray:
        """The protocol has no descriptors."""
        raise BleakError("Direct Connect has no descriptors")

    async def write_gatt_descriptor(
        self, descriptor: BleakGATTDescriptor, data: SizedBuffer
    ) -> None:
        """The protocol has no descriptors."""
        raise BleakError("Direct Connect has no descriptors")

    # -- within ----------------------------------------------------------------------------

    def _require(self) -> DirconClient:
        if self._client is None or not self._client.is_open:
            raise BleakError("Not connected")
        return self._client

    def _hear(self, uuid: str, value: bytes) -> None:
        """Pass a notification on; some trainers send what nobody has subscribed to."""
        callback = self._callbacks.get(uuid)
        if callback is not None:
            callback(bytearray(value))

    def _lose(self) -> None:
        """The connection is gone; who ended it himself is not told."""
        if self._client is None:
            return
        self._client = None
        self.services = None
        self._callbacks.clear()
        if self._disconnected_callback is not None:
            self._disconnected_callback()

    async def _list_services(self, client: DirconClient) -> BleakGATTServiceCollection:
        found = BleakGATTServiceCollection()
        handle = 0
        for service_uuid in await client.services():
            handle += 1
            service = BleakGATTService(None, handle, service_uuid)
            found.add_service(service)
            for uuid, properties in await client.characteristics(service_uuid):
                handle += 1
                found.add_characteristic(
                    BleakGATTCharacteristic(
                        None,
                        handle,
                        uuid,
                        [name for flag, name in _NAMES.items() if properties & flag],
                        lambda: _LARGEST_VALUE,
                        service,
                    )
                )
        return found
