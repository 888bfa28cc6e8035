"""A virtual radio as a backend of bleak: a scanner and a client on the air.

bumble has errors and timeouts of its own, and an exception in a callback costs it the connection's
confirmations; here they become bleak's, and callbacks are wrapped.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Any

from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.client import BaseBleakClient
from bleak.backends.scanner import AdvertisementData, BaseBleakScanner
from bleak.backends.service import BleakGATTService, BleakGATTServiceCollection
from bleak.exc import BleakError, BleakGATTProtocolError
from bumble.att import ATT_Error
from bumble.core import UUID, AdvertisingData
from bumble.device import Peer

from sixhills.devices.codecs.uuids import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bleak.args import SizedBuffer
    from bleak.assigned_numbers import CharacteristicPropertyName
    from bleak.backends.client import NotifyCallback
    from bleak.backends.descriptor import BleakGATTDescriptor
    from bumble.device import Advertisement, Connection, Device
    from bumble.hci import Address

    from sixhills.devices.transports.virtual.air import VirtualAir

_NAMES: dict[int, CharacteristicPropertyName] = {
    0x02: "read",
    0x04: "write-without-response",
    0x08: "write",
    0x10: "notify",
    0x20: "indicate",
}
_MTU = 247

_log = logging.getLogger(__name__)


class VirtualRadio:
    """The radio of one who looks for devices, with its two backends.

    Args:
        air: where it listens.
    """

    def __init__(self, air: VirtualAir):
        self.device: Device = air.make_device("radio")
        self.heard: dict[str, Address] = {}  # with their kind: chips of others have public ones
        self.powered = False
        radio = self

        class Client(VirtualClient):
            _radio = radio

        class Scanner(VirtualScanner):
            _radio = radio

        self.client: type[BaseBleakClient] = Client
        self.scanner: type[BaseBleakScanner] = Scanner

    async def power_on(self) -> None:
        """Switch it on, once."""
        if not self.powered:
            self.powered = True
            await self.device.power_on()


_LISTS_OF_SERVICES = {
    AdvertisingData.INCOMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS,
    AdvertisingData.COMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS,
}


class VirtualScanner(BaseBleakScanner):
    """Hears what is advertised."""

    _radio: VirtualRadio

    def __init__(self, detection_callback: Any, service_uuids: Any, *args: Any, **kwargs: Any):
        super().__init__(detection_callback, service_uuids)
        self._seen: dict[str, dict[str, Any]] = {}

    async def start(self) -> None:
        """Listen."""
        self.seen_devices = {}
        await self._radio.power_on()
        self._radio.device.on("advertisement", self._take)
        await self._radio.device.start_scanning(filter_duplicates=False)

    async def stop(self) -> None:
        """Listen no more."""
        self._radio.device.remove_listener("advertisement", self._take)
        await self._radio.device.stop_scanning()

    def _take(self, advertisement: Advertisement) -> None:
        address = str(advertisement.address).split("/")[0]
        self._radio.heard[address] = advertisement.address
        known = self._seen.setdefault(address, {"name": None, "services": [], "data": {}})
        for kind, data in advertisement.data.ad_structures:
            if kind == AdvertisingData.COMPLETE_LOCAL_NAME:
                known["name"] = data.decode(errors="replace")
            elif kind in _LISTS_OF_SERVICES:
                known["services"] = [
                    normalize(f"{int.from_bytes(data[at : at + 2], 'little'):04x}")
                    for at in range(0, len(data) - 1, 2)
                ]
            elif kind == AdvertisingData.SERVICE_DATA_16_BIT_UUID:
                number = int.from_bytes(data[:2], "little")
                known["data"][normalize(f"{number:04x}")] = data[2:]
        told = AdvertisementData(
            local_name=known["name"],
            manufacturer_data={},
            service_data=known["data"],
            service_uuids=known["services"],
            tx_power=None,
            rssi=advertisement.rssi,
            platform_data=(advertisement,),
        )
        if not self.is_allowed_uuid(told.service_uuids):
            return
        device = self.create_or_update_device(
            address, address, known["name"], advertisement.address, told
        )
        self.call_detection_callbacks(device, told)


class VirtualClient(BaseBleakClient):
    """A connection over the air."""

    _radio: VirtualRadio
    _connection: Connection | None = None
    _peer: Peer | None = None

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._subscriptions: dict[int, Any] = {}

    @property
    def name(self) -> str:
        """The address."""
        return self.address

    @property
    def mtu_size(self) -> int:
        """As it was agreed."""
        return _MTU

    @property
    def is_connected(self) -> bool:
        """Whether the connection stands."""
        return self._connection is not None

    async def connect(self, pair: bool, **kwargs: Any) -> None:
        """Connect, and list what is there."""
        await self._radio.power_on()
        with _as_bleak():
            peer = self._radio.heard.get(self.address, self.address)
            self._connection = await self._radio.device.connect(peer, timeout=self._timeout)
            self._connection.on("disconnection", self._lose)
            self._peer = Peer(self._connection)
            await self._peer.request_mtu(_MTU)
            self.services = await self._list_services(self._peer)

    async def disconnect(self) -> None:
        """End the connection."""
        connection, self._connection = self._connection, None
        self.services = None
        if connection is not None:
            with contextlib.suppress(Exception):
                await connection.disconnect()

    async def pair(self, *args: Any, **kwargs: Any) -> None:
        """Nothing here wants it."""

    async def unpair(self) -> None:
        """Nothing here wants it."""

    async def read_gatt_char(
        self, characteristic: BleakGATTCharacteristic, **kwargs: Any
    ) -> bytearray:
        """The value of a characteristic."""
        with _as_bleak():
            return bytearray(await self._alive(characteristic.obj.read_value()))

    async def write_gatt_char(
        self,
        characteristic: BleakGATTCharacteristic,
        data: SizedBuffer,
        response: bool,
    ) -> None:
        """Write a characteristic."""
        with _as_bleak():
            await self._alive(characteristic.obj.write_value(bytes(data), with_response=response))

    async def start_notify(
        self, characteristic: BleakGATTCharacteristic, callback: NotifyCallback, **kwargs: Any
    ) -> None:
        """Hear a characteristic."""

        def take(value: bytes) -> None:
            try:
                callback(bytearray(value))
            except Exception:
                _log.exception("a notification could not be taken")

        self._subscriptions[characteristic.handle] = take
        with _as_bleak():
            await self._alive(characteristic.obj.subscribe(take))

    async def stop_notify(self, characteristic: BleakGATTCharacteristic) -> None:
        """Hear a characteristic no more."""
        take = self._subscriptions.pop(characteristic.handle, None)
        with _as_bleak():
            await self._alive(characteristic.obj.unsubscribe(take))

    async def read_gatt_descriptor(
        self, descriptor: BleakGATTDescriptor, **kwargs: Any
    ) -> bytearray:
        """Nobody wants any."""
        raise BleakError("descriptors are not read here")

    async def write_gatt_descriptor(
        self, descriptor: BleakGATTDescriptor, data: SizedBuffer
    ) -> None:
        """Nobody wants any."""
        raise BleakError("descriptors are not written here")

    async def _alive(self, awaitable: Any) -> Any:
        """Wait for something that fails at once when the connection drops."""
        connection = self._connection
        if connection is None:
            if asyncio.iscoroutine(awaitable):
                awaitable.close()
            raise BleakError("Not connected")
        return await connection.cancel_on_disconnection(awaitable)

    def _lose(self, _reason: object) -> None:
        if self._connection is None:
            return
        self._connection = None
        self.services = None
        if self._disconnected_callback is not None:
            self._disconnected_callback()

    async def _list_services(self, peer: Peer) -> BleakGATTServiceCollection:
        await peer.discover_services()
        await peer.discover_characteristics()
        found = BleakGATTServiceCollection()
        for proxy in peer.services:
            service = BleakGATTService(proxy, proxy.handle, _text(proxy.uuid))
            found.add_service(service)
            for one in proxy.characteristics:
                found.add_characteristic(
                    BleakGATTCharacteristic(
                        one,
                        one.handle,
                        _text(one.uuid),
                        [name for flag, name in _NAMES.items() if int(one.properties) & flag],
                        lambda: _MTU - 3,
                        service,
                    )
                )
        return found


def _text(uuid: UUID) -> str:
    return normalize(uuid.to_hex_str())


@contextlib.contextmanager
def _as_bleak() -> Iterator[None]:
    """Bumble's errors as bleak's."""
    try:
        yield
    except ATT_Error as error:
        raise BleakGATTProtocolError(error.error_code) from error
    except asyncio.CancelledError:
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise
        raise BleakError("Not connected") from None  # bumble cancels what waits on a drop
    except BleakError:
        raise
    except Exception as error:
        raise BleakError(f"{type(error).__name__}: {error}") from error
