"""A peripheral served over Direct Connect.

Each client has its own connection and its own subscriptions. A client that does not read is sent
away once too much waits for it: it must not hold up the others.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import time
from typing import TYPE_CHECKING, ClassVar

from sixhills.devices.peripheral.gatt import Client, GattError
from sixhills.devices.transports.dircon.packets import (
    UUID_SIZE,
    Code,
    Message,
    Packet,
    PacketReader,
    Property,
    encode_uuid,
)
from sixhills.errors import FrameError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sixhills.devices.peripheral.gatt import Characteristic, Peripheral
    from sixhills.devices.peripheral.trainer import ServedTrainer

_MOST_WAITING = 256 * 1024

_log = logging.getLogger(__name__)


class DirconServer:
    """Serves one peripheral on a port.

    Args:
        peripheral: what is served.
        host: address to listen at.
        port: 0 for a free one.
    """

    def __init__(self, peripheral: Peripheral, *, host: str = "127.0.0.1", port: int = 0):
        self._peripheral = peripheral
        self._host = host
        self._port = port
        self._server: asyncio.Server | None = None
        self._connections: set[_Connection] = set()

    @property
    def port(self) -> int:
        """The port that it listens at."""
        return self._port

    async def start(self) -> None:
        """Listen.

        Raises:
            OSError: the port is taken.
        """
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._make_connection, self._host, self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Send everybody away."""
        if self._server is not None:
            self._server.close()
        for connection in list(self._connections):
            connection.abort()
        if self._server is not None:
            await self._server.wait_closed()

    def drop(self) -> None:
        """Cut every connection, as when the network fails; who wants may come back."""
        for connection in list(self._connections):
            connection.abort()

    def _make_connection(self) -> _Connection:
        return _Connection(self._peripheral, self._connections)


class _Connection(asyncio.Protocol):
    """One client."""

    def __init__(self, peripheral: Peripheral, all_connections: set[_Connection]):
        self._peripheral = peripheral
        self._all = all_connections
        self._reader = PacketReader()
        self._client = Client(send=self._notify)
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - TCP is one
        self._transport = transport
        connected = transport.get_extra_info("socket")
        with contextlib.suppress(OSError):
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._all.add(self)
        self._peripheral.enter(self._client)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        self._all.discard(self)
        self._peripheral.leave(self._client)

    def data_received(self, data: bytes) -> None:
        try:
            packets = self._reader.feed(data)
        except FrameError as error:
            _log.warning("a client is sent away: %s", error)
            self._send(Packet(message=0, sequence=0, code=Code.UNKNOWN_VERSION))
            self.abort(flush=True)
            return
        for packet in packets:
            self._answer(packet)

    def abort(self, *, flush: bool = False) -> None:
        """Cut the connection."""
        if self._transport is not None:
            (self._transport.close if flush else self._transport.abort)()

    def _answer(self, packet: Packet) -> None:
        handler = self._HANDLERS.get(packet.message)
        if handler is None:
            self._respond(packet, Code.UNKNOWN_MESSAGE)
            return
        try:
            handler(self, packet)
        except FrameError:
            self._respond(packet, Code.UNEXPECTED_ERROR)

    def _respond(self, request: Packet, code: Code = Code.SUCCESS, body: bytes = b"") -> None:
        self._send(Packet(message=request.message, sequence=request.sequence, code=code, body=body))

    def _send(self, packet: Packet) -> None:
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        if transport.get_write_buffer_size() > _MOST_WAITING:
            _log.warning("a client does not read, and is sent away")
            transport.abort()
            return
        transport.write(packet.encode())

    def _notify(self, uuid: str, value: bytes) -> None:
        body = encode_uuid(uuid) + value
        self._send(Packet(message=Message.NOTIFICATION, sequence=0, body=body))

    # -- requests --------------------------------------------------------------------------

    def _list_services(self, packet: Packet) -> None:
        body = b"".join(encode_uuid(service.uuid) for service in self._peripheral.services)
        self._respond(packet, body=body)

    def _list_characteristics(self, packet: Packet) -> None:
        asked = _required_uuid(packet)
        for service in self._peripheral.services:
            if service.uuid == asked:
                entries = (
                    encode_uuid(one.uuid) + bytes([_properties(one)])
                    for one in service.characteristics
                )
                self._respond(packet, body=packet.body[:UUID_SIZE] + b"".join(entries))
                return
        self._respond(packet, Code.SERVICE_NOT_FOUND, packet.body[:UUID_SIZE])

    def _read(self, packet: Packet) -> None:
        uuid = _required_uuid(packet)
        self._try(packet, lambda: self._peripheral.read(uuid), Code.NOT_SUPPORTED)

    def _write(self, packet: Packet) -> None:
        """Respond, then carry out: the indication of the control point comes after."""
        uuid = _required_uuid(packet)
        try:
            characteristic = self._peripheral.find(uuid)
        except GattError:
            self._respond(packet, Code.CHARACTERISTIC_NOT_FOUND, packet.body[:UUID_SIZE])
            return
        if characteristic.on_write is None:
            self._respond(packet, Code.NOT_SUPPORTED, packet.body[:UUID_SIZE])
            return
        if characteristic.indicates and uuid not in self._client.subscribed:
            self._respond(packet, Code.WRITE_FAILED, packet.body[:UUID_SIZE])
            return
        self._respond(packet, body=packet.body[:UUID_SIZE])
        self._peripheral.write(self._client, uuid, packet.value)

    def _subscribe(self, packet: Packet) -> None:
        uuid = _required_uuid(packet)
        if len(packet.value) != 1:
            raise FrameError("a subscription has one byte", packet.body)
        on = packet.value != b"\x00"

        def subscribe() -> bytes:
            self._peripheral.subscribe(self._client, uuid, on=on)
            return b""

        self._try(packet, subscribe, Code.NOT_SUPPORTED)

    def _say_nothing(self, packet: Packet) -> None:
        self._respond(packet)

    def _try(self, packet: Packet, act: Callable[[], bytes], refused: Code) -> None:
        uuid = packet.body[:UUID_SIZE]
        try:
            value = act()
        except GattError as error:
            missing = error.code == GattError.NOT_FOUND
            self._respond(packet, Code.CHARACTERISTIC_NOT_FOUND if missing else refused, uuid)
            return
        self._respond(packet, body=uuid + value)

    _HANDLERS: ClassVar[dict[int, Callable[[_Connection, Packet], None]]] = {
        Message.SERVICES: _list_services,
        Message.CHARACTERISTICS: _list_characteristics,
        Message.READ: _read,
        Message.WRITE: _write,
        Message.SUBSCRIBE: _subscribe,
        Message.UNKNOWN_7: _say_nothing,
    }


def _required_uuid(packet: Packet) -> str:
    if packet.uuid is None:
        raise FrameError("a Direct Connect request ends within its UUID", packet.body)
    return packet.uuid


def _properties(characteristic: Characteristic) -> Property:
    properties = Property(0)
    if characteristic.readable:
        properties |= Property.READ
    if characteristic.on_write is not None:
        properties |= Property.WRITE
    if characteristic.notifies or characteristic.indicates:
        properties |= Property.NOTIFY
    return properties


async def run_trainer(trainer: ServedTrainer, *, every_s: float) -> None:
    """Let a served trainer's time pass as that of the world, until cancelled."""
    before_s = due_s = time.monotonic()
    while True:
        due_s += every_s
        await asyncio.sleep(max(0.0, due_s - time.monotonic()))
        now_s = time.monotonic()
        due_s = max(due_s, now_s - every_s)  # after a sleep of the machine, don't rush
        trainer.pass_time(min(1.0, now_s - before_s))
        before_s = now_s
