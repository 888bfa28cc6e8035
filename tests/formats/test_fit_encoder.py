"""Messages to bytes: a comment for each field, and two other decoders as judges elsewhere."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.formats.fit import profile
from sixhills.formats.fit.checksum import crc16
from sixhills.formats.fit.encoder import Encoder, Layout, make_header, store
from sixhills.formats.fit.profile import Field, Message

WATTS = Field(name="power", number=7, base=profile.UINT16)


def body_of(encoder: Encoder) -> bytes:
    return encoder.finish()[14:-2]


def test_check_sum_of_the_digits() -> None:
    # CRC-16/ARC, check value of the catalogue of parametrised CRC algorithms
    assert crc16(b"123456789") == 0xBB3D


def test_header() -> None:
    header = make_header(0x01020304)

    assert header[0] == 14  # its own size
    assert header[1] == 0x20  # protocol 2.0
    assert header[2:4] == (21_218).to_bytes(2, "little")  # profile 21.218
    assert header[4:8] == bytes([4, 3, 2, 1])  # size of the messages
    assert header[8:12] == b".FIT"
    assert crc16(header) == 0  # a check sum appended to its data gives 0


def test_whole_file_checks() -> None:
    encoder = Encoder()
    encoder.write(profile.FILE_CREATOR, {"software_version": 7})

    file = encoder.finish()

    assert int.from_bytes(file[4:8], "little") == len(file) - 16
    assert crc16(file) == 0


def test_message_of_one_field() -> None:
    encoder = Encoder()
    encoder.write(profile.FILE_CREATOR, {"software_version": 0x0102})

    assert body_of(encoder) == bytes.fromhex(
        "40"  # definition, local number 0
        "00 00"  # reserved, little-endian
        "3100"  # message 49
        "01"  # one field:
        "00 02 84"  # number 0, two bytes, uint16
        "00"  # data, local number 0
        "0201"
    )


def test_developer_field() -> None:
    encoder = Encoder()
    encoder.write(profile.RECORD, {"heart_rate": 120}, {profile.SEGMENT: 3})

    assert body_of(encoder) == bytes.fromhex(
        "60"  # definition with developer fields, local number 0
        "00 00 1400"  # message 20
        "01 03 01 02"  # one field: number 3, one byte, uint8
        "01 00 02 00"  # one developer field: number 0, two bytes, developer 0
        "00 78 0300"
    )


def test_definition_is_written_once() -> None:
    encoder = Encoder()
    for heart_rate in (100, 101, 102):
        encoder.write(profile.RECORD, {"heart_rate": heart_rate})

    assert body_of(encoder) == bytes.fromhex("40 00 00 1400 01 03 01 02  00 64  00 65  00 66")


def test_other_fields_are_defined_anew_under_the_same_number() -> None:
    encoder = Encoder()
    encoder.write(profile.RECORD, {"heart_rate": 100})
    encoder.write(profile.RECORD, {"cadence": 90})

    assert body_of(encoder)[11:] == bytes.fromhex("40 00 00 1400 01 04 01 02  00 5a")


def test_seventeenth_message_takes_the_number_of_the_first() -> None:
    encoder = Encoder()
    for number in range(17):
        message = Message(name=f"kind {number}", number=1000 + number, fields=(WATTS,))
        encoder.write(message, {"power": number})

    assert body_of(encoder)[-3] == 0


def test_rows_are_written_as_they_are() -> None:
    layout = Layout(message=profile.RECORD, fields=(profile.RECORD["power"],))
    encoder = Encoder()
    encoder.write_row(layout, (258,))

    assert body_of(encoder)[-3:] == bytes.fromhex("00 0201")


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -1.0, 65_535.0, 1e300])
def test_what_a_field_cannot_hold_is_missing(value: float | None) -> None:
    assert store(WATTS, value) == 0xFFFF


@pytest.mark.parametrize("value", [None, math.nan, 1e300])
def test_missing_float_is_all_ones(value: float | None) -> None:
    assert store(profile.RESISTANCE_LEVEL, value) == 0xFFFF_FFFF


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        (profile.RECORD["enhanced_altitude"], 100.0, 3000),  # (100 + 500) * 5
        (profile.RECORD["enhanced_altitude"], -500.0, 0),
        (profile.RECORD["distance"], 12.34, 1234),
        (profile.RECORD["grade"], -5.25, -525),
        (profile.RECORD["temperature"], -10.0, -10),
        (profile.RECORD["temperature"], 127.0, 0x7F),  # what sint8 keeps for missing
        (profile.RESISTANCE_LEVEL, 1.5, 0x3FC0_0000),  # IEEE 754
    ],
)
def test_numbers_are_scaled(field: Field, value: float, stored: int) -> None:
    assert store(field, value) == stored


@given(st.integers(0, 65_534))
def test_every_whole_number_of_watts_is_kept(watts: int) -> None:
    assert store(WATTS, float(watts)) == watts


def test_text_is_cut_between_characters() -> None:
    field = Field(name="name", number=0, base=profile.TEXT, length=4)

    assert store(field, "aéé") == "aé".encode()  # three bytes and the closing zero


def test_a_number_is_no_text() -> None:
    with pytest.raises(TypeError, match="power is a number"):
        store(WATTS, "many")
