"""The air that virtual radios share, and the peripherals in it.

bumble's link takes a controller's random address as the source of what it sends, so both addresses
of a controller are made the same: a stack that uses its public one would else hear nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bumble import hci
from bumble.controller import Controller
from bumble.core import UUID, AdvertisingData
from bumble.device import Device
from bumble.gatt import Characteristic as Attribute
from bumble.gatt import CharacteristicValue, Service
from bumble.host import Host
from bumble.link import LocalLink
from bumble.transport.common import AsyncPipeSink

from sixhills.devices.codecs.uuids import as_short
from sixhills.devices.peripheral.gatt import Client, GattError

if TYPE_CHECKING:
    from bumble.device import Connection

    from sixhills.devices.peripheral.gatt import Characteristic, Peripheral

_INTERVAL_MS = 100
_AVAILABLE_BIKE = b"\x26\x18\x01\x20\x00"  # of the fitness machine service


class VirtualAir:
    """Radios that hear each other."""

    def __init__(self) -> None:
        self.link = LocalLink()  # type: ignore[no-untyped-call]
        self._made = 0

    def make_controller(self, name: str) -> tuple[Controller, str]:
        """A radio chip with an address of its own."""
        self._made += 1
        address = f"F0:F1:F2:F3:F4:{self._made:02X}"
        controller = Controller(name, link=self.link, public_address=address)
        controller.random_address = hci.Address(address)
        return controller, address

    def make_device(self, name: str) -> Device:
        """A stack with its radio."""
        controller, address = self.make_controller(name)
        host = Host(controller, AsyncPipeSink(controller))
        return Device(name=name, address=hci.Address(address), host=host)


class VirtualPeripheral:
    """A peripheral on the air.

    Args:
        air: where it is heard.
        peripheral: what it is.
    """

    def __init__(self, air: VirtualAir, peripheral: Peripheral):
        self._peripheral = peripheral
        self._device = air.make_device(peripheral.name)
        self._clients: dict[Connection, Client] = {}
        self._attributes: dict[str, Attribute[bytes]] = {}

    @property
    def address(self) -> str:
        """Its address."""
        return str(self._device.random_address).split("/")[0]

    async def start(self) -> None:
        """Switch it on: it is heard from now on."""
        for service in self._peripheral.services:
            attributes = [self._make_attribute(one) for one in service.characteristics]
            self._device.add_service(Service(_uuid(service.uuid), attributes))
        self._device.on("connection", self._enter)
        await self._device.power_on()
        await self._device.start_advertising(
            advertising_data=self._advertisement(),
            auto_restart=True,
            advertising_interval_min=_INTERVAL_MS,
            advertising_interval_max=_INTERVAL_MS,
        )

    async def stop(self) -> None:
        """Switch it off."""
        await self.drop()
        await self._device.power_off()

    async def drop(self) -> None:
        """Cut every connection, as when somebody walks away; who wants may come back."""
        for connection in list(self._clients):
            await connection.disconnect()

    def _advertisement(self) -> bytes:
        """Services, availability and name in the 31 bytes that there are.

        bumble's radio does not send what a scan may ask for besides.
        """
        short = b"".join(
            int(service.uuid[4:8], 16).to_bytes(2, "little")
            for service in self._peripheral.services
            if service.uuid.startswith("0000")
        )
        structures = [
            (AdvertisingData.INCOMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS, short[:4]),
            (AdvertisingData.SERVICE_DATA_16_BIT_UUID, _AVAILABLE_BIKE),
            (AdvertisingData.COMPLETE_LOCAL_NAME, self._peripheral.name.encode()[:16]),
        ]
        return bytes(AdvertisingData(structures))

    def _make_attribute(self, characteristic: Characteristic) -> Attribute[bytes]:
        properties = Attribute.Properties(0)
        permissions = Attribute.Permissions(0)
        if characteristic.readable:
            properties |= Attribute.Properties.READ
            permissions |= Attribute.READABLE
        if characteristic.on_write is not None:
            properties |= Attribute.Properties.WRITE
            permissions |= Attribute.WRITEABLE
        if characteristic.notifies:
            properties |= Attribute.Properties.NOTIFY
        if characteristic.indicates:
            properties |= Attribute.Properties.INDICATE
        uuid = characteristic.uuid

        def read(_connection: Connection) -> bytes:
            return characteristic.value

        def write(connection: Connection, value: bytes) -> None:
            from bumble.att import ATT_Error

            try:
                self._peripheral.write(self._clients[connection], uuid, bytes(value))
            except GattError as error:
                raise ATT_Error(error.code) from error

        attribute: Attribute[bytes] = Attribute(
            _uuid(uuid), properties, permissions, CharacteristicValue(read=read, write=write)
        )
        attribute.on(
            Attribute.EVENT_SUBSCRIPTION,
            lambda connection, notify, indicate: self._subscribe(
                connection, uuid, on=notify or indicate
            ),
        )
        self._attributes[uuid] = attribute
        return attribute

    def _enter(self, connection: Connection) -> None:
        client = Client(send=lambda uuid, value: self._send(connection, uuid, value))
        self._clients[connection] = client
        self._peripheral.enter(client)
        connection.on("disconnection", lambda _reason: self._leave(connection))

    def _leave(self, connection: Connection) -> None:
        client = self._clients.pop(connection, None)
        if client is not None:
            self._peripheral.leave(client)

    def _subscribe(self, connection: Connection, uuid: str, *, on: bool) -> None:
        client = self._clients.get(connection)
        if client is not None:
            self._peripheral.subscribe(client, uuid, on=on)

    def _send(self, connection: Connection, uuid: str, value: bytes) -> None:
        attribute = self._attributes[uuid]
        indicates = Attribute.Properties.INDICATE in attribute.properties
        send = self._device.indicate_subscriber if indicates else self._device.notify_subscriber
        connection.cancel_on_disconnection(send(connection, attribute, value))


def _uuid(text: str) -> UUID:
    """A UUID as devices send it: those of the Bluetooth SIG in 16 bits."""
    number = as_short(text)
    return UUID(text) if number is None else UUID.from_16_bits(number)
