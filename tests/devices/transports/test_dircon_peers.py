"""Client and server of Direct Connect over loopback, also with peers that do it otherwise."""

from __future__ import annotations

import asyncio
import socket
import time
from typing import TYPE_CHECKING

import pytest

from served_trainer import run, served, until
from sixhills.devices.codecs import fitness_machine as ftms
from sixhills.devices.codecs import uuids
from sixhills.devices.driver.link import Link
from sixhills.devices.transports.dircon.backend import DirconBackend
from sixhills.devices.transports.dircon.client import DirconClient
from sixhills.devices.transports.dircon.discovery import announced, browse
from sixhills.devices.transports.dircon.packets import (
    Code,
    Message,
    Packet,
    PacketReader,
    Property,
    encode_uuid,
)
from sixhills.errors import DeviceError

if TYPE_CHECKING:
    pass

pytestmark = pytest.mark.enable_socket


async def connect(port: int, heard: list[tuple[str, bytes]] | None = None) -> DirconClient:
    notes = [] if heard is None else heard

    def take(uuid: str, value: bytes) -> None:
        notes.append((uuid, value))

    return await DirconClient.connect("127.0.0.1", port, on_notification=take, on_lost=lambda: None)


def test_every_operation() -> None:
    async def main() -> None:
        async with served() as stand:
            heard: list[tuple[str, bytes]] = []
            client = await connect(stand.server.port, heard)
            assert uuids.FITNESS_MACHINE in await client.services()
            known = dict(await client.characteristics(uuids.FITNESS_MACHINE))
            assert uuids.MACHINE_CONTROL_POINT in known
            assert len(await client.read(uuids.MACHINE_FEATURE)) == 8
            await client.subscribe(uuids.MACHINE_CONTROL_POINT)
            await client.write(uuids.MACHINE_CONTROL_POINT, ftms.request_control())
            await until(lambda: (uuids.MACHINE_CONTROL_POINT, b"\x80\x00\x01") in heard)
            client.close()

    run(main)


def test_what_is_not_there_is_refused_in_words() -> None:
    async def main() -> None:
        async with served() as stand:
            client = await connect(stand.server.port)
            with pytest.raises(DeviceError, match="characteristic not found"):
                await client.read(uuids.short(0x2AFF))
            with pytest.raises(DeviceError, match="service not found"):
                await client.characteristics(uuids.short(0x18FF))
            with pytest.raises(DeviceError, match="not supported"):
                await client.write(uuids.INDOOR_BIKE_DATA, b"\x00")
            client.close()

    run(main)


def test_hazard_control_point_before_its_subscription_fails() -> None:
    async def main() -> None:
        async with served() as stand:
            client = await connect(stand.server.port)
            with pytest.raises(DeviceError, match="write failed"):
                await client.write(uuids.MACHINE_CONTROL_POINT, ftms.request_control())
            client.close()

    run(main)


def test_nobody_hears_what_they_have_not_subscribed_to() -> None:
    async def main() -> None:
        async with served() as stand:
            heard: list[tuple[str, bytes]] = []
            client = await connect(stand.server.port, heard)
            await client.subscribe(uuids.INDOOR_BIKE_DATA)
            await until(lambda: len(heard) > 3)
            assert {uuid for uuid, _ in heard} == {uuids.INDOOR_BIKE_DATA}
            await client.subscribe(uuids.INDOOR_BIKE_DATA, on=False)
            client.close()

    run(main)


def test_a_wrong_version_and_short_bodies_do_not_end_the_server() -> None:
    async def main() -> None:
        async with served() as stand:
            for rubbish in (b"\xff" * 40, Packet(message=3, sequence=1, body=b"ab").encode()):
                reader, writer = await asyncio.open_connection("127.0.0.1", stand.server.port)
                writer.write(rubbish)
                answer = await reader.read(6)
                assert answer[3] in {Code.UNKNOWN_VERSION, Code.UNEXPECTED_ERROR}
                writer.close()
                await writer.wait_closed()
            client = await connect(stand.server.port)
            assert await client.services()
            client.close()

    run(main)


def test_hazard_a_client_that_does_not_read_is_sent_away() -> None:
    async def main() -> None:
        async with served() as stand:
            raw = socket.socket()
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            raw.settimeout(0)
            await asyncio.get_running_loop().sock_connect(raw, ("127.0.0.1", stand.server.port))
            await until(lambda: stand.trainer.peripheral.clients)
            (client,) = stand.trainer.peripheral.clients
            for _ in range(60):
                client.send(uuids.INDOOR_BIKE_DATA, bytes(60_000))
            await until(lambda: not stand.trainer.peripheral.clients)
            raw.close()

    run(main)


# -- peers that do it otherwise --------------------------------------------------------------


Answer = "Callable[[Packet, asyncio.Transport], None]"


class OddPeer:
    """A peer on loopback that answers each request as a test says."""

    def __init__(self, answer: Answer):
        self._answer = answer
        self._transports: list[asyncio.Transport] = []
        self.port = 0

    async def __aenter__(self) -> OddPeer:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: OddConnection(self), "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for transport in self._transports:
            transport.abort()
        await asyncio.sleep(0)

    def enter(self, transport: asyncio.Transport) -> None:
        self._transports.append(transport)

    def answer(self, packet: Packet, transport: asyncio.Transport) -> None:
        self._answer(packet, transport)


class OddConnection(asyncio.Protocol):
    def __init__(self, peer: OddPeer):
        self._peer = peer
        self._packets = PacketReader()

    def connection_made(self, transport) -> None:
        self._transport = transport
        self._peer.enter(transport)

    def data_received(self, data: bytes) -> None:
        for packet in self._packets.feed(data):
            self._peer.answer(packet, self._transport)


def respond(writer: asyncio.Transport, packet: Packet, body: bytes, code: int = 0) -> None:
    answer = Packet(message=packet.message, sequence=packet.sequence, code=code, body=body)
    writer.write(answer.encode())


def test_hazard_notifications_with_any_sequence_do_not_answer_requests() -> None:
    """One peer sends 0, another the last number plus one."""

    def answer(packet: Packet, writer: asyncio.Transport) -> None:
        for sequence in (0, packet.sequence, packet.sequence + 1):
            note = Packet(
                message=Message.NOTIFICATION,
                sequence=sequence,
                body=encode_uuid(uuids.INDOOR_BIKE_DATA) + b"\x00\x00\x00\x00",
            )
            writer.write(note.encode())
        respond(writer, packet, encode_uuid(uuids.FITNESS_MACHINE))

    async def main() -> None:
        async with OddPeer(answer) as peer:
            heard: list[tuple[str, bytes]] = []
            client = await connect(peer.port, heard)
            assert await client.services() == (uuids.FITNESS_MACHINE,)
            assert len(heard) == 3
            client.close()

    run(main)


def test_hazard_an_error_without_a_uuid_is_understood() -> None:
    async def main() -> None:
        def answer(packet: Packet, writer: asyncio.Transport) -> None:
            respond(writer, packet, b"", Code.CHARACTERISTIC_NOT_FOUND)

        async with OddPeer(answer) as peer:
            client = await connect(peer.port)
            with pytest.raises(DeviceError, match="characteristic not found"):
                await client.read(uuids.MACHINE_FEATURE)
            client.close()

    run(main)


def test_hazard_extra_bytes_in_a_write_response_are_passed_over() -> None:
    async def main() -> None:
        def answer(packet: Packet, writer: asyncio.Transport) -> None:
            respond(writer, packet, packet.body[:16] + b"\x80\x00\x01")

        async with OddPeer(answer) as peer:
            client = await connect(peer.port)
            await client.write(uuids.MACHINE_CONTROL_POINT, b"\x00")
            client.close()

    run(main)


def test_hazard_what_can_be_subscribed_to_does_not_stand_in_its_properties() -> None:
    """One peer lists its control point as write only, and notifies all the same."""

    def answer(packet: Packet, writer: asyncio.Transport) -> None:
        control = encode_uuid(uuids.MACHINE_CONTROL_POINT)
        bodies = {
            Message.SERVICES: encode_uuid(uuids.FITNESS_MACHINE),
            Message.CHARACTERISTICS: encode_uuid(uuids.FITNESS_MACHINE)
            + control
            + bytes([Property.WRITE]),
            Message.SUBSCRIBE: control,
        }
        respond(writer, packet, bodies[Message(packet.message)])
        if packet.message == Message.SUBSCRIBE:
            note = Packet(message=Message.NOTIFICATION, sequence=0, body=control + b"\x80\x00\x01")
            writer.write(note.encode())

    async def main() -> None:
        async with OddPeer(answer) as peer:
            heard: list[bytes] = []
            where = f"127.0.0.1:{peer.port}"
            link = Link(where, backend=DirconBackend, on_lost=lambda: None)
            await link.open()
            machine, control = uuids.FITNESS_MACHINE, uuids.MACHINE_CONTROL_POINT
            assert await link.subscribe(machine, control, heard.append)
            await until(lambda: heard == [b"\x80\x00\x01"])
            await link.close()

    run(main)


def test_hazard_what_nobody_subscribed_to_is_passed_over() -> None:
    """One peer notifies from the first moment on, whether asked to or not."""

    def answer(packet: Packet, writer: asyncio.Transport) -> None:
        bike_data = encode_uuid(uuids.INDOOR_BIKE_DATA)
        note = Packet(message=Message.NOTIFICATION, sequence=0, body=bike_data + bytes(29))
        writer.write(note.encode())
        found = packet.message == Message.SERVICES
        respond(writer, packet, encode_uuid(uuids.FITNESS_MACHINE) if found else packet.body)

    async def main() -> None:
        async with OddPeer(answer) as peer:
            link = Link(f"127.0.0.1:{peer.port}", backend=DirconBackend, on_lost=lambda: None)
            await link.open()
            assert link.services() == (uuids.FITNESS_MACHINE,)
            await link.close()

    run(main)


def test_a_late_answer_belongs_to_nobody() -> None:
    async def main() -> None:
        def answer(packet: Packet, writer: asyncio.Transport) -> None:
            wrong = Packet(message=packet.message, sequence=packet.sequence + 1, body=b"")
            writer.write(wrong.encode())
            respond(writer, packet, encode_uuid(uuids.HEART_RATE))

        async with OddPeer(answer) as peer:
            client = await connect(peer.port)
            assert await client.services() == (uuids.HEART_RATE,)
            client.close()

    run(main)


def test_the_sequence_wraps_around() -> None:
    async def main() -> None:
        async with served() as stand:
            client = await connect(stand.server.port)
            for _ in range(300):
                assert len(await client.read(uuids.MACHINE_FEATURE)) == 8
            client.close()

    run(main)


def test_who_is_not_there_is_an_error_with_what_to_do() -> None:
    async def main() -> None:
        with pytest.raises(DeviceError, match="switched on"):
            await connect(1)

    run(main)


@pytest.mark.skipif(not hasattr(socket, "TCP_QUICKACK"), reason="only Linux has quick ACKs")
def test_hazard_nagle_and_delayed_acknowledgements() -> None:
    """A peer that writes its answer in two pieces with Nagle's algorithm on: 44 ms in a trial."""

    def answer(packet: Packet, writer: asyncio.Transport) -> None:
        whole = Packet(
            message=packet.message, sequence=packet.sequence, body=bytes(16) + b"12"
        ).encode()
        raw = writer.get_extra_info("socket")
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 0)
        writer.write(whole[:6])
        writer.write(whole[6:])

    async def main() -> None:
        async with OddPeer(answer) as peer:
            client = await connect(peer.port)
            assert client._socket is not None
            for _ in range(5):
                await client.read(uuids.MACHINE_FEATURE)
                quick = client._socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK)
                assert quick  # the kernel takes it back by itself: asked for again each time
            client.close()

    run(main)


def test_hazard_announced_under_a_name_that_is_too_long() -> None:
    """zeroconf refuses `_wahoo-fitness-tnp`, 17 letters, unless told to be lenient."""

    async def main() -> None:
        services = [uuids.FITNESS_MACHINE, uuids.CYCLING_POWER]
        name = f"test trainer {time.monotonic_ns()}"
        here = ["127.0.0.1"]
        async with announced(name, 36999, services, host="127.0.0.1", interfaces=here):
            found = await browse(0.7, interfaces=here)
        (ours,) = [one for one in found if one.name == name]
        assert (ours.host, ours.port) == ("127.0.0.1", 36999)
        assert ours.services == tuple(services)

    run(main)
