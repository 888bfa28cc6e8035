"""Indoor Bike Data: bytes with a comment per field, cut anywhere, any values there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.devices.codecs.indoor_bike import (
    IndoorBikeData,
    decode_indoor_bike_data,
    encode_indoor_bike_data,
    join_frames,
)
from sixhills.errors import FrameError

EVERYTHING = bytes.fromhex(
    "fe1f"  # flags: all fields, bit 0 clear: speed is there
    "b80b"  # speed 30.00 km/h
    "c409"  # mean speed 25.00 km/h
    "b400"  # cadence 90.0
    "a900"  # mean cadence 84.5
    "393000"  # distance 12345 m
    "5e01"  # resistance 350, raw
    "fa00"  # power 250 W
    "dc00"  # mean power 220 W
    "2c01"  # energy 300 kcal
    "8403"  # 900 kcal an hour
    "0f"  # 15 kcal a minute
    "96"  # heart rate 150
    "55"  # metabolic equivalent 8.5
    "100e"  # elapsed 3600 s
    "5802"  # remaining 600 s
)
SPEED_CADENCE_POWER = bytes.fromhex(
    "4400"  # flags: cadence, power, and speed because bit 0 is clear
    "b80b"  # speed 30.00 km/h
    "a000"  # cadence 80.0
    "0a01"  # power 266 W
)


def test_every_field() -> None:
    data = decode_indoor_bike_data(EVERYTHING)
    assert data.speed_mps == pytest.approx(30 / 3.6)
    assert data.mean_speed_mps == pytest.approx(25 / 3.6)
    assert (data.cadence_rpm, data.mean_cadence_rpm) == (90.0, 84.5)
    assert data.distance_m == 12345
    assert (data.power_w, data.mean_power_w) == (250, 220)
    assert data.energy_kcal == 300
    assert data.energy_kcal_per_hour == 900
    assert data.energy_kcal_per_minute == 15
    assert data.heart_rate_bpm == 150
    assert data.metabolic_equivalent == pytest.approx(8.5)
    assert (data.elapsed_s, data.remaining_s) == (3600, 600)
    assert not data.more


def test_hazard_resistance_is_raw_while_its_range_is_in_tenths() -> None:
    """What devices send: 350 of a range that is told as 0 to 35.0."""
    assert decode_indoor_bike_data(EVERYTHING).resistance == 350


def test_it_is_written_as_it_is_read() -> None:
    assert encode_indoor_bike_data(decode_indoor_bike_data(EVERYTHING)) == EVERYTHING


@pytest.mark.parametrize("frame", [EVERYTHING, SPEED_CADENCE_POWER])
def test_hazard_truncated_frame_is_an_error_at_every_byte(frame: bytes) -> None:
    for length in range(len(frame)):
        with pytest.raises(FrameError):
            decode_indoor_bike_data(frame[:length])


def test_hazard_first_flag_is_inverted() -> None:
    data = decode_indoor_bike_data(bytes.fromhex("4100c800"))  # no speed, power 200 W
    assert (data.speed_mps, data.power_w, data.more) == (None, 200, True)


def test_power_can_be_negative() -> None:
    assert decode_indoor_bike_data(bytes.fromhex("4100feff")).power_w == -2


def test_no_heart_rate_is_none_and_not_zero() -> None:
    assert decode_indoor_bike_data(bytes.fromhex("010200")).heart_rate_bpm is None


def test_energy_that_is_not_available_is_none() -> None:
    data = decode_indoor_bike_data(bytes.fromhex("0101ffffffffff"))
    assert data.energy_kcal is data.energy_kcal_per_hour is data.energy_kcal_per_minute is None


def test_hazard_trailing_bytes_are_passed_over() -> None:
    wide_heart_rate = bytes.fromhex("01029600")  # a simulator writes it in two bytes
    assert decode_indoor_bike_data(wide_heart_rate).heart_rate_bpm == 150


def test_hazard_a_moment_split_over_two_frames_is_joined() -> None:
    first = decode_indoor_bike_data(bytes.fromhex("4500a0000a01"))  # cadence, power, more
    second = decode_indoor_bike_data(bytes.fromhex("0002b80b96"))  # speed, heart rate
    joined = join_frames(first, second)
    assert (joined.power_w, joined.cadence_rpm, joined.heart_rate_bpm) == (266, 80.0, 150)
    assert joined.speed_mps == pytest.approx(30 / 3.6)
    assert not joined.more


@given(
    power=st.none() | st.integers(-32768, 32767),
    cadence=st.none() | st.integers(0, 65535),
    heart=st.none() | st.integers(1, 255),
    resistance=st.none() | st.integers(-32768, 32767),
    distance=st.none() | st.integers(0, 2**24 - 1),
    speed=st.none() | st.integers(0, 65535),
)
def test_any_values_there_and_back(*, power, cadence, heart, resistance, distance, speed) -> None:
    data = IndoorBikeData(
        power_w=power,
        cadence_rpm=None if cadence is None else cadence / 2,
        heart_rate_bpm=heart,
        resistance=resistance,
        distance_m=distance,
        speed_mps=None if speed is None else speed * 0.01 / 3.6,
        more=speed is None,
    )
    back = decode_indoor_bike_data(encode_indoor_bike_data(data))
    assert back.speed_mps == pytest.approx(data.speed_mps) or speed is None
    assert (back.power_w, back.cadence_rpm) == (data.power_w, data.cadence_rpm)
    assert (back.heart_rate_bpm, back.resistance) == (heart, resistance)
    assert (back.distance_m, back.more) == (distance, data.more)
