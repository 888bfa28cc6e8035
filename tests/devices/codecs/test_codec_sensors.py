"""Power meters, speed and cadence sensors, heart-rate straps, batteries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.devices.codecs import uuids
from sixhills.devices.codecs.cycling_power import (
    PowerMeasurement,
    decode_power_measurement,
    encode_power_measurement,
)
from sixhills.devices.codecs.heart_rate import (
    HeartRate,
    decode_battery,
    decode_heart_rate,
    encode_heart_rate,
)
from sixhills.devices.codecs.revolutions import Revolutions, Turns
from sixhills.devices.codecs.speed_cadence import (
    SpeedCadence,
    decode_speed_cadence,
    encode_speed_cadence,
)
from sixhills.errors import FrameError

if TYPE_CHECKING:
    from collections.abc import Callable

POWER_ALL = bytes.fromhex(
    "f70f"  # flags: all but the unit of torque
    "fa00"  # power 250 W
    "60"  # balance 48 % left
    "4000"  # torque 2 N m
    "d2040000"  # 1234 turns of the wheel
    "0008"  # last at 1 s
    "3200"  # 50 turns of the crank
    "0004"  # last at 1 s
    "64009cff"  # forces 100, -100
    "0a00f6ff"  # torques
    "5a00b4"  # angles
    "0a00"  # top dead spot
    "be00"  # bottom dead spot
    "9001"  # 400 kJ
)
SPEED_AND_CADENCE = bytes.fromhex(
    "03"  # wheel and crank
    "e8030000"  # 1000 turns
    "0004"  # at 1 s
    "3200"  # 50 turns
    "0002"  # at half a second
)
HEART = bytes.fromhex(
    "1c"  # 8 bit, knows contact, has energy and beats; no contact bit
    "8c"  # 140
    "6400"  # 100 kJ
    "bc01"  # 444/1024 s
    "c001"  # 448/1024 s
)


def test_power_with_every_field() -> None:
    measured = decode_power_measurement(POWER_ALL)
    assert (measured.power_w, measured.left_share) == (250, pytest.approx(0.48))
    assert measured.torque_nm == pytest.approx(2.0)
    assert measured.wheel == Turns(count=1234, last_ticks=2048)
    assert measured.crank == Turns(count=50, last_ticks=1024)
    assert measured.energy_kj == 400


def test_power_alone() -> None:
    assert decode_power_measurement(bytes.fromhex("0000c800")) == PowerMeasurement(power_w=200)


def test_a_balance_that_names_no_leg_is_none() -> None:
    assert decode_power_measurement(bytes.fromhex("0100c80060")).left_share is None


def test_speed_and_cadence() -> None:
    measured = decode_speed_cadence(SPEED_AND_CADENCE)
    assert measured.wheel == Turns(count=1000, last_ticks=1024)
    assert measured.crank == Turns(count=50, last_ticks=512)
    assert encode_speed_cadence(measured) == SPEED_AND_CADENCE


def test_heart_rate_in_one_byte_and_two() -> None:
    assert decode_heart_rate(bytes.fromhex("008c")).heart_rate_bpm == 140
    assert decode_heart_rate(bytes.fromhex("018c00")).heart_rate_bpm == 140


def test_heart_rate_with_beats() -> None:
    measured = decode_heart_rate(bytes.fromhex("168cbc01c001"))
    assert measured == HeartRate(heart_rate_bpm=140, contact=True, beats_s=(444 / 1024, 448 / 1024))


def test_no_contact_is_no_heart_rate() -> None:
    measured = decode_heart_rate(HEART)
    assert (measured.heart_rate_bpm, measured.contact) == (None, False)
    assert measured.energy_kj == 100
    assert len(measured.beats_s) == 2


def test_a_heart_rate_of_zero_is_none() -> None:
    assert decode_heart_rate(bytes.fromhex("0000")).heart_rate_bpm is None


def test_battery() -> None:
    assert decode_battery(b"\x57") == pytest.approx(0.87)
    with pytest.raises(FrameError):
        decode_battery(b"")
    with pytest.raises(FrameError):
        decode_battery(b"\xff")


@pytest.mark.parametrize(
    ("decode", "frame", "whole_at"),
    [
        (decode_power_measurement, POWER_ALL, ()),
        (decode_speed_cadence, SPEED_AND_CADENCE, ()),
        (decode_heart_rate, HEART, (4, 6)),  # beats are as many as there are
    ],
)
def test_hazard_a_sensor_frame_cut_anywhere_is_an_error(
    decode: Callable[[bytes], object], frame: bytes, whole_at: tuple[int, ...]
) -> None:
    for length in range(len(frame)):
        if length in whole_at:
            decode(frame[:length])
            continue
        with pytest.raises(FrameError):
            decode(frame[:length])


@given(st.integers(-32768, 32767), st.integers(0, 0xFFFF), st.integers(0, 0xFFFF))
def test_any_power_there_and_back(power: int, count: int, ticks: int) -> None:
    measured = PowerMeasurement(power_w=power, crank=Turns(count=count, last_ticks=ticks))
    assert decode_power_measurement(encode_power_measurement(measured)) == measured


@given(st.integers(1, 300), st.lists(st.integers(200, 2000), max_size=4))
def test_any_heart_rate_there_and_back(bpm: int, beats: list[int]) -> None:
    measured = HeartRate(
        heart_rate_bpm=bpm, contact=True, beats_s=tuple(beat / 1024 for beat in beats)
    )
    assert decode_heart_rate(encode_heart_rate(measured)) == measured


@given(st.integers(0, 2**32 - 1), st.integers(0, 0xFFFF))
def test_any_turns_there_and_back(count: int, ticks: int) -> None:
    measured = SpeedCadence(wheel=Turns(count=count, last_ticks=ticks))
    assert decode_speed_cadence(encode_speed_cadence(measured)) == measured


# -- rates -----------------------------------------------------------------------------------


def rates(*steps: tuple[int, int, float]) -> list[float | None]:
    crank = Revolutions(ticks_per_s=1024)
    return [crank.take(Turns(count=c, last_ticks=t), now_s) for c, t, now_s in steps]


def test_a_rate_needs_two_frames() -> None:
    assert rates((10, 0, 0.0), (11, 683, 0.7)) == [None, pytest.approx(90, abs=0.1)]


def test_hazard_counters_wrap_around() -> None:
    assert rates((65535, 65000, 0.0), (0, 147, 0.7))[1] == pytest.approx(90, abs=0.1)


def test_a_wheel_wraps_at_32_bits() -> None:
    wheel = Revolutions(ticks_per_s=2048, count_bits=32, fastest_rpm=2000)
    wheel.take(Turns(count=2**32 - 1, last_ticks=65000), 0.0)
    rpm = wheel.take(Turns(count=3, last_ticks=65000 + 512 - 65536 + 65536 & 0xFFFF), 0.25)
    assert rpm == pytest.approx(4 * 60 / 0.25)


def test_hazard_no_new_turn_is_zero_only_after_a_while() -> None:
    still = rates((10, 0, 0.0), (11, 700, 0.7), (11, 700, 1.7), (11, 700, 3.0), (11, 700, 3.3))
    assert still[1] == still[2] == still[3]
    assert still[1] != 0.0
    assert still[4] == 0.0


def test_a_sensor_that_began_anew_gives_no_rate() -> None:
    assert rates((5000, 60000, 0.0), (2, 60100, 0.5))[1] is None


def test_a_long_silence_gives_no_rate_over_it() -> None:
    assert rates((10, 0, 0.0), (11, 700, 0.7), (80, 30000, 40.0))[2] is None


def test_uuids_in_every_way_they_are_written() -> None:
    whole = "00001826-0000-1000-8000-00805f9b34fb"
    written = ("1826", "0x1826", "00001826", whole.upper(), whole.replace("-", ""))
    assert {uuids.normalize(text) for text in written} == {whole}
    assert uuids.as_short(whole) == 0x1826
    assert uuids.as_short(uuids.TACX) is None
    for wrong in ("", "xyz", "123456789"):
        with pytest.raises(ValueError, match=r"UUID|base 16"):
            uuids.normalize(wrong)
