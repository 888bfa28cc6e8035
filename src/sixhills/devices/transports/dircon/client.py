"""The other end of Direct Connect: requests with their responses, and notifications.

A response belongs to the request whose sequence and message it repeats; what else arrives is passed
over. Silence is an error of its own: TCP does not tell of a peer that has gone without a word, so
every request has its time.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from typing import TYPE_CHECKING, Self

from sixhills.devices.transports.dircon.packets import (
    Code,
    Message,
    Packet,
    PacketReader,
    decode_characteristics,
    decode_services,
    encode_uuid,
)
from sixhills.errors import DeviceError, FrameError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sixhills.devices.transports.dircon.packets import Property

_ANSWER_WITHIN_S = 2.0
_CONNECT_WITHIN_S = 5.0

_log = logging.getLogger(__name__)


class DirconClient(asyncio.Protocol):
    """A connection to a trainer.

    Args:
        on_notification: takes characteristic and value of each notification.
        on_lost: is called once when the connection is gone, whoever ended it.
    """

    def __init__(self, on_notification: Callable[[str, bytes], None], on_lost: Callable[[], None]):
        self._on_notification = on_notification
        self._on_lost = on_lost
        self._reader = PacketReader()
        self._transport: asyncio.Transport | None = None
        self._socket: socket.socket | None = None
        self._sequence = 0
        self._waiting: dict[tuple[int, int], asyncio.Future[Packet]] = {}
        self._is_open = False

    @classmethod
    async def connect(
        cls,
        host: str,
        port: int,
        *,
        on_notification: Callable[[str, bytes], None],
        on_lost: Callable[[], None],
        within_s: float = _CONNECT_WITHIN_S,
    ) -> Self:
        """Connect.

        Raises:
            DeviceError: nobody answers there.
        """
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(within_s):
                _, client = await loop.create_connection(
                    lambda: cls(on_notification, on_lost), host, port
                )
        except (OSError, TimeoutError) as error:
            raise DeviceError(
                "no trainer answers there",
                place=f"{host}:{port}",
                remedy="is it switched on, and in the same network?",
            ) from error
        return client

    @property
    def is_open(self) -> bool:
        """Whether the connection stands, as far as is known."""
        return self._is_open

    async def services(self) -> tuple[str, ...]:
        """UUIDs of the services.

        Raises:
            DeviceError: no answer, or not that.
        """
        return decode_services((await self._request(Message.SERVICES)).body)

    async def characteristics(self, service: str) -> tuple[tuple[str, Property], ...]:
        """UUIDs of a service's characteristics, with what they can do.

        Raises:
            DeviceError: no answer, or not that.
        """
        response = await self._request(Message.CHARACTERISTICS, encode_uuid(service))
        return decode_characteristics(response.body)

    async def read(self, uuid: str) -> bytes:
        """The value of a characteristic.

        Raises:
            DeviceError: no answer, or not that.
        """
        return (await self._request(Message.READ, encode_uuid(uuid))).value

    async def write(self, uuid: str, value: bytes) -> None:
        """Write a characteristic. What follows the UUID in the answer is passed over.

        Raises:
            DeviceError: no answer, or not that.
        """
        await self._request(Message.WRITE, encode_uuid(uuid) + value)

    async def subscribe(self, uuid: str, *, on: bool = True) -> None:
        """Hear a characteristic, or hear it no more; whatever its properties say.

        Raises:
            DeviceError: no answer, or not that.
        """
        await self._request(Message.SUBSCRIBE, encode_uuid(uuid) + bytes([on]))

    def close(self) -> None:
        """End the connection."""
        if self._transport is not None:
            self._transport.abort()

    # -- the stream ------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The stream is open."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - TCP is one
        self._transport = transport
        self._socket = transport.get_extra_info("socket")
        self._is_open = True
        with contextlib.suppress(OSError, AttributeError):
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        self._acknowledge_quickly()

    def data_received(self, data: bytes) -> None:
        """Some bytes came."""
        self._acknowledge_quickly()
        try:
            packets = self._reader.feed(data)
        except FrameError as error:
            _log.warning("the trainer speaks something else: %s", error)
            self.close()
            return
        for packet in packets:
            self._take(packet)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """The stream is closed."""
        self._is_open = False
        for future in self._waiting.values():
            if not future.done():
                future.set_exception(DeviceError("the connection was lost"))
        self._waiting.clear()
        self._on_lost()

    def _take(self, packet: Packet) -> None:
        if packet.message == Message.NOTIFICATION:
            if packet.uuid is None:
                _log.warning("a notification without its UUID is passed over")
                return
            try:
                self._on_notification(packet.uuid, packet.value)
            except Exception:
                _log.exception("a notification could not be taken")
            return
        future = self._waiting.get((packet.message, packet.sequence))
        if future is not None and not future.done():
            future.set_result(packet)

    async def _request(self, message: Message, body: bytes = b"") -> Packet:
        transport = self._transport
        if transport is None or not self._is_open:
            raise DeviceError("the trainer is not connected")
        self._sequence = (self._sequence + 1) & 0xFF
        key = (message, self._sequence)
        future: asyncio.Future[Packet] = asyncio.get_running_loop().create_future()
        self._waiting[key] = future
        transport.write(Packet(message=message, sequence=self._sequence, body=body).encode())
        self._acknowledge_quickly()
        try:
            async with asyncio.timeout(_ANSWER_WITHIN_S):
                response = await future
        except TimeoutError as error:
            raise DeviceError(f"the trainer does not answer ({message.name.lower()})") from error
        finally:
            self._waiting.pop(key, None)
        if response.code != Code.SUCCESS:
            raise DeviceError(f"the trainer refuses: {_say_code(response.code)}")
        return response

    def _acknowledge_quickly(self) -> None:
        """Keep Linux from delaying its acknowledgements.

        A trainer that sends its response in two small pieces, and has Nagle's algorithm on, waits
        with the second until the first is acknowledged: 40 ms, unless asked again and again for
        quick ones, because the kernel goes back to slow ones by itself.
        """
        option = getattr(socket, "TCP_QUICKACK", None)
        if option is not None and self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.setsockopt(socket.IPPROTO_TCP, option, 1)


def _say_code(code: int) -> str:
    names = {int(one): one.name.lower().replace("_", " ") for one in Code}
    return names.get(code, f"code {code}")
