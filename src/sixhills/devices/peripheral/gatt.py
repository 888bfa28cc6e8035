"""A peripheral's services, characteristics and subscriptions; no radio and no socket in it.

Whatever carries it (a virtual radio, Direct Connect) asks `read`, `write` and `subscribe` for a
client, and passes on what `Peripheral.notify` says to those who have subscribed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sixhills.errors import DeviceError

Send = Callable[[str, bytes], None]
"""Passes a notification to one client: characteristic and value."""


class GattError(DeviceError):
    """What a client asks for cannot be.

    Attributes:
        code: of the attribute protocol.
    """

    NOT_FOUND = 0x0A
    NOT_PERMITTED = 0x03
    NOT_SUBSCRIBED = 0xFD

    def __init__(self, problem: str, code: int):
        self.code = code
        super().__init__(problem)


@dataclass(kw_only=True)
class Characteristic:
    """One characteristic.

    Attributes:
        uuid: of it.
        value: that is read.
        readable: whether it can be read.
        notifies: whether its value is sent to those who subscribe.
        indicates: likewise, each confirmed.
        on_write: takes what a client writes, or None where it cannot be written.
    """

    uuid: str
    value: bytes = b""
    readable: bool = False
    notifies: bool = False
    indicates: bool = False
    on_write: Callable[[Client, bytes], None] | None = None


@dataclass(frozen=True, kw_only=True)
class Service:
    """A service with its characteristics."""

    uuid: str
    characteristics: tuple[Characteristic, ...]


@dataclass(kw_only=True, eq=False)
class Client:
    """One who is connected.

    Attributes:
        send: passes notifications to it.
        subscribed: to which characteristics.
    """

    send: Send
    subscribed: set[str] = field(default_factory=set)


class Peripheral:
    """What clients can see of a device.

    Args:
        name: of the device.
        services: of it, the one that matters most first.
    """

    def __init__(self, name: str, services: tuple[Service, ...]):
        self.name = name
        self.services = services
        self.clients: list[Client] = []

    def find(self, uuid: str) -> Characteristic:
        """The characteristic of a UUID.

        Raises:
            GattError: there is none.
        """
        for service in self.services:
            for characteristic in service.characteristics:
                if characteristic.uuid == uuid:
                    return characteristic
        raise GattError(f"no characteristic {uuid}", GattError.NOT_FOUND)

    def enter(self, client: Client) -> None:
        """A client has connected."""
        self.clients.append(client)

    def leave(self, client: Client) -> None:
        """A client is gone."""
        if client in self.clients:
            self.clients.remove(client)

    def read(self, uuid: str) -> bytes:
        """The value of a characteristic.

        Raises:
            GattError: there is none, or it cannot be read.
        """
        characteristic = self.find(uuid)
        if not characteristic.readable:
            raise GattError("it cannot be read", GattError.NOT_PERMITTED)
        return characteristic.value

    def write(self, client: Client, uuid: str, value: bytes) -> None:
        """Take what a client writes.

        Raises:
            GattError: there is no such characteristic, it cannot be written, or its answers have
                not been subscribed to (the attribute protocol's "improperly configured").
        """
        characteristic = self.find(uuid)
        if characteristic.on_write is None:
            raise GattError("it cannot be written", GattError.NOT_PERMITTED)
        if characteristic.indicates and uuid not in client.subscribed:
            raise GattError("its answers are not subscribed to", GattError.NOT_SUBSCRIBED)
        characteristic.on_write(client, value)

    def subscribe(self, client: Client, uuid: str, *, on: bool = True) -> None:
        """Let a client hear a characteristic, or hear it no more.

        Raises:
            GattError: there is no such characteristic, or it says nothing.
        """
        characteristic = self.find(uuid)
        if not (characteristic.notifies or characteristic.indicates):
            raise GattError("it says nothing by itself", GattError.NOT_PERMITTED)
        (client.subscribed.add if on else client.subscribed.discard)(uuid)

    def notify(self, uuid: str, value: bytes) -> None:
        """Send a value to all who have subscribed to it."""
        for client in list(self.clients):
            self.tell(client, uuid, value)

    def tell(self, client: Client, uuid: str, value: bytes) -> None:
        """Send a value to one client, where it has subscribed."""
        if uuid in client.subscribed:
            client.send(uuid, value)
