"""A trainer on an ANT+ stick as a backend of bleak: FE-C in the service that carries it over radio.

Addresses are the number that the trainer has in ANT+, 0 for whichever is heard first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.client import BaseBleakClient
from bleak.backends.service import BleakGATTService, BleakGATTServiceCollection
from bleak.exc import BleakError

from sixhills.devices.codecs import uuids
from sixhills.devices.codecs.fec import unwrap_page, wrap_page
from sixhills.devices.transports.ant.stick import AntStick

if TYPE_CHECKING:
    from bleak.args import SizedBuffer
    from bleak.assigned_numbers import CharacteristicPropertyName
    from bleak.backends.client import NotifyCallback
    from bleak.backends.descriptor import BleakGATTDescriptor

_PAGE_IN_MESSAGE = 13
_CHARACTERISTICS: tuple[tuple[str, CharacteristicPropertyName], ...] = (
    (uuids.TACX_FROM_TRAINER, "notify"),
    (uuids.TACX_TO_TRAINER, "write"),
)


class AntBackend(BaseBleakClient):
    """A client over ANT+. Made by `BleakClient(number, backend=AntBackend)`."""

    _stick: AntStick | None = None

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._callback: NotifyCallback | None = None

    @property
    def name(self) -> str:
        """The address: trainers have no name in ANT+."""
        return self.address

    @property
    def mtu_size(self) -> int:
        """That of one page."""
        return _PAGE_IN_MESSAGE + 3

    @property
    def is_connected(self) -> bool:
        """Whether the trainer is heard, as far as is known."""
        return self._stick is not None

    async def connect(self, pair: bool, **kwargs: Any) -> None:
        """Open a channel, and wait until the trainer is heard."""
        stick = AntStick(int(self.address), on_page=self._hear, on_lost=self._lose)
        await stick.open(self._timeout)
        self._stick = stick
        self.services = _list_services()

    async def disconnect(self) -> None:
        """Let the stick go."""
        stick, self._stick = self._stick, None
        self.services = self._callback = None
        if stick is not None:
            await stick.close()

    async def pair(self, *args: Any, **kwargs: Any) -> None:
        """There is nothing to pair."""

    async def unpair(self) -> None:
        """There is nothing to pair."""

    async def read_gatt_char(
        self, characteristic: BleakGATTCharacteristic, **kwargs: Any
    ) -> bytearray:
        """Nothing can be read."""
        raise BleakError("a page cannot be read, it comes by itself")

    async def write_gatt_char(
        self, characteristic: BleakGATTCharacteristic, data: SizedBuffer, response: bool
    ) -> None:
        """Send a page."""
        if self._stick is None:
            raise BleakError("Not connected")
        await self._stick.send(unwrap_page(bytes(data)))

    async def start_notify(
        self, characteristic: BleakGATTCharacteristic, callback: NotifyCallback, **kwargs: Any
    ) -> None:
        """Hear what the trainer sends."""
        self._callback = callback

    async def stop_notify(self, characteristic: BleakGATTCharacteristic) -> None:
        """Hear it no more."""
        self._callback = None

    async def read_gatt_descriptor(
        self, descriptor: BleakGATTDescriptor, **kwargs: Any
    ) -> bytearray:
        """ANT+ has no descriptors."""
        raise BleakError("ANT+ has no descriptors")

    async def write_gatt_descriptor(
        self, descriptor: BleakGATTDescriptor, data: SizedBuffer
    ) -> None:
        """ANT+ has no descriptors."""
        raise BleakError("ANT+ has no descriptors")

    # -- within ----------------------------------------------------------------------------

    def _hear(self, page: bytes) -> None:
        if self._callback is not None:
            self._callback(bytearray(wrap_page(page)))

    def _lose(self) -> None:
        """The trainer is not heard any more; the stick is let go of when it is disconnected."""
        if self._stick is not None and self._disconnected_callback is not None:
            self._disconnected_callback()


def _list_services() -> BleakGATTServiceCollection:
    found = BleakGATTServiceCollection()
    service = BleakGATTService(None, 1, uuids.TACX)
    found.add_service(service)
    for handle, (uuid, ability) in enumerate(_CHARACTERISTICS, start=2):
        found.add_characteristic(
            BleakGATTCharacteristic(
                None, handle, uuid, [ability], lambda: _PAGE_IN_MESSAGE, service
            )
        )
    return found
