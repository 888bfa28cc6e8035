"""Packets of Direct Connect: bytes with their fields, any cuts of the stream, odd packets."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.devices.codecs.uuids import FITNESS_MACHINE, INDOOR_BIKE_DATA
from sixhills.devices.transports.dircon.backend import split_address
from sixhills.devices.transports.dircon.discovery import read_uuids
from sixhills.devices.transports.dircon.packets import (
    Code,
    Message,
    Packet,
    PacketReader,
    Property,
    decode_characteristics,
    decode_services,
    decode_uuid,
    encode_uuid,
)
from sixhills.errors import FrameError

ASK = bytes.fromhex(
    "01"  # version
    "02"  # discover characteristics
    "07"  # sequence
    "00"  # no response code
    "0010"  # 16 bytes follow, big-endian
    "0000182600001000800000805f9b34fb"  # the fitness machine service, in the order of its text
)
PACKETS = st.builds(
    Packet,
    message=st.integers(0, 255),
    sequence=st.integers(0, 255),
    code=st.integers(0, 255),
    body=st.binary(max_size=60),
)


def test_a_request_byte_by_byte() -> None:
    packet = Packet(message=Message.CHARACTERISTICS, sequence=7, body=encode_uuid(FITNESS_MACHINE))
    assert packet.encode() == ASK
    (read,) = PacketReader().feed(ASK)
    assert read == packet
    assert read.uuid == FITNESS_MACHINE


def test_uuids_are_in_the_order_of_their_text() -> None:
    assert encode_uuid(INDOOR_BIKE_DATA).hex() == "00002ad200001000800000805f9b34fb"
    assert decode_uuid(encode_uuid(INDOOR_BIKE_DATA)) == INDOOR_BIKE_DATA


@given(st.lists(PACKETS, max_size=5), st.data())
def test_hazard_split_and_joined_packets_are_the_same(packets, data) -> None:
    stream = b"".join(packet.encode() for packet in packets)
    reader, read = PacketReader(), []
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        read += reader.feed(stream[:size])
        stream = stream[size:]
    assert read == packets


def test_byte_by_byte() -> None:
    reader = PacketReader()
    read = [packet for byte in ASK for packet in reader.feed(bytes([byte]))]
    assert len(read) == 1


def test_hazard_an_unknown_version_ends_the_stream() -> None:
    with pytest.raises(FrameError, match="version"):
        PacketReader().feed(b"\x02" + ASK[1:])


def test_hazard_trailing_garbage_after_a_whole_packet() -> None:
    reader = PacketReader()
    with pytest.raises(FrameError):
        reader.feed(ASK + b"\xff\xff")


def test_a_body_longer_than_its_field_is_refused() -> None:
    with pytest.raises(ValueError, match="fit"):
        Packet(message=4, sequence=1, body=bytes(0x10000)).encode()


def test_hazard_an_error_may_lack_its_uuid() -> None:
    packet = Packet(message=Message.READ, sequence=1, code=Code.CHARACTERISTIC_NOT_FOUND)
    assert packet.uuid is None
    assert packet.value == b""


def test_lists() -> None:
    body = encode_uuid(FITNESS_MACHINE) + encode_uuid(INDOOR_BIKE_DATA) + b"\x04"
    assert decode_characteristics(body) == ((INDOOR_BIKE_DATA, Property.NOTIFY),)
    assert decode_services(encode_uuid(FITNESS_MACHINE)) == (FITNESS_MACHINE,)
    for wrong in (body[:-1], body[:10]):
        with pytest.raises(FrameError):
            decode_characteristics(wrong)
    with pytest.raises(FrameError):
        decode_services(body)


def test_fuzzed_streams_raise_nothing_else() -> None:
    chance = random.Random(8)
    for _ in range(10_000):
        stream = bytearray(ASK + ASK)
        for _ in range(chance.randrange(4)):
            stream[chance.randrange(len(stream))] = chance.randrange(256)
        try:
            for packet in PacketReader().feed(bytes(stream)):
                _ = packet.uuid, packet.value
        except FrameError:
            pass


@pytest.mark.parametrize(
    "told",
    [
        b"0x1826,0x1818",
        b"1826,1818",
        b"00001826-0000-1000-8000-00805f9b34fb,00001818-0000-1000-8000-00805F9B34FB",
        b"0x1826, nonsense ,0x1818",
    ],
)
def test_hazard_announced_uuids_come_in_three_forms(told: bytes) -> None:
    assert [uuid[4:8] for uuid in read_uuids(told)] == ["1826", "1818"]


def test_nothing_announced_is_nothing() -> None:
    assert read_uuids(None) == ()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("10.0.0.5", ("10.0.0.5", 36866)),
        ("10.0.0.5:36867", ("10.0.0.5", 36867)),
        ("kickr.local", ("kickr.local", 36866)),
        ("[fe80::1]:5000", ("fe80::1", 5000)),
        ("fe80::1", ("fe80::1", 36866)),
    ],
)
def test_addresses(address: str, expected: tuple[str, int]) -> None:
    assert split_address(address) == expected
