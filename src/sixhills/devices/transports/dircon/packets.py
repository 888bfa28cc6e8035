"""Packets of Direct Connect, without I/O.

Six bytes of header, big-endian: version 1, message, sequence, response code, length of the body.
UUIDs are 16 bytes in the order of their text; values are as in Bluetooth, little-endian.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import IntEnum, IntFlag

from sixhills.errors import FrameError

VERSION = 1
HEADER = 6
UUID_SIZE = 16
LONGEST_BODY = 0xFFFF

DEFAULT_PORT = 36866
SERVICE_TYPE = "_wahoo-fitness-tnp._tcp.local."


class Message(IntEnum):
    """What a packet is about."""

    SERVICES = 1
    CHARACTERISTICS = 2
    READ = 3
    WRITE = 4
    SUBSCRIBE = 5
    NOTIFICATION = 6
    UNKNOWN_7 = 7  # seen, meaning unknown; answered with an empty success


class Code(IntEnum):
    """What a response says."""

    SUCCESS = 0
    UNKNOWN_MESSAGE = 1
    UNEXPECTED_ERROR = 2
    SERVICE_NOT_FOUND = 3
    CHARACTERISTIC_NOT_FOUND = 4
    NOT_SUPPORTED = 5
    WRITE_FAILED = 6
    UNKNOWN_VERSION = 7


class Property(IntFlag):
    """What a characteristic can do."""

    READ = 0x01
    WRITE = 0x02
    NOTIFY = 0x04
    INDICATE = 0x08


@dataclass(frozen=True, kw_only=True)
class Packet:
    """One packet.

    Attributes:
        message: what it is about; a number that is not in `Message` stays a number.
        sequence: of a request, repeated in its response.
        code: of a response.
        body: what follows the header.
    """

    message: int
    sequence: int
    code: int = Code.SUCCESS
    body: bytes = b""

    def encode(self) -> bytes:
        """The bytes of it.

        Raises:
            ValueError: the body is too long.
        """
        if len(self.body) > LONGEST_BODY:
            raise ValueError(f"a body of {len(self.body)} bytes does not fit")
        head = bytes([VERSION, self.message, self.sequence & 0xFF, self.code])
        return head + len(self.body).to_bytes(2, "big") + self.body

    @property
    def uuid(self) -> str | None:
        """The UUID that the body begins with, or None where it is shorter: some errors are."""
        return decode_uuid(self.body) if len(self.body) >= UUID_SIZE else None

    @property
    def value(self) -> bytes:
        """What follows the UUID."""
        return self.body[UUID_SIZE:]


class PacketReader:
    """Packets from a stream that cuts and joins them as it likes."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def feed(self, data: bytes) -> list[Packet]:
        """The packets that are whole by now.

        Raises:
            FrameError: what comes is of no version that is known; the stream cannot be trusted
                from there on.
        """
        self._waiting += data
        packets = []
        while (packet := self._next()) is not None:
            packets.append(packet)
        return packets

    def _next(self) -> Packet | None:
        data = self._waiting
        if data and data[0] != VERSION:
            raise FrameError("a Direct Connect packet has an unknown version", bytes(data[:HEADER]))
        if len(data) < HEADER:
            return None
        end = HEADER + int.from_bytes(data[4:HEADER], "big")
        if len(data) < end:
            return None
        packet = Packet(
            message=data[1], sequence=data[2], code=data[3], body=bytes(data[HEADER:end])
        )
        del data[:end]
        return packet


def encode_uuid(text: str) -> bytes:
    """A UUID in the order of its text."""
    return uuid.UUID(text).bytes


def decode_uuid(data: bytes) -> str:
    """The UUID that some bytes begin with.

    Raises:
        FrameError: there are not enough.
    """
    if len(data) < UUID_SIZE:
        raise FrameError("a Direct Connect packet ends within a UUID", data)
    return str(uuid.UUID(bytes=bytes(data[:UUID_SIZE])))


def decode_services(body: bytes) -> tuple[str, ...]:
    """The services in a response.

    Raises:
        FrameError: it ends within one.
    """
    if len(body) % UUID_SIZE:
        raise FrameError("a list of services ends within a UUID", body)
    return tuple(decode_uuid(body[at:]) for at in range(0, len(body), UUID_SIZE))


def decode_characteristics(body: bytes) -> tuple[tuple[str, Property], ...]:
    """The characteristics in a response, after the service that it repeats.

    Raises:
        FrameError: it ends within one.
    """
    entry = UUID_SIZE + 1
    entries = body[UUID_SIZE:]
    if len(body) < UUID_SIZE or len(entries) % entry:
        raise FrameError("a list of characteristics ends within one", body)
    starts = range(0, len(entries), entry)
    return tuple(
        (decode_uuid(entries[at:]), Property(entries[at + UUID_SIZE] & 0x0F)) for at in starts
    )
