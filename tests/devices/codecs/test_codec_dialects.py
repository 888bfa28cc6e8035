"""Wahoo's and Tacx's own ways, and the pages of ANT+ FE-C."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.devices.codecs import fec, wahoo
from sixhills.errors import FrameError, InvalidValueError


@pytest.mark.parametrize(
    ("command", "frame"),
    [
        (wahoo.unlock(), "20eefc"),
        (wahoo.set_power(250), "42fa00"),
        (wahoo.set_brake(0.0), "40ff3f"),  # the brake counts downwards
        (wahoo.set_brake(1.0), "400000"),
        (wahoo.set_level(5), "4105"),
        (wahoo.set_grade(0.0), "460080"),  # the middle of 0..65535, rounded to even
        (wahoo.set_grade(2.0), "46ffff"),
        (wahoo.set_road(mass_kg=85, rolling_resistance=0.004, wind_kgpm=0.51), "4334212800fe01"),
    ],
)
def test_wahoo_commands(command: bytes, frame: str) -> None:
    assert command.hex() == frame


def test_wahoo_answers() -> None:
    assert wahoo.decode_wahoo_answer(bytes.fromhex("0142fa00")).done
    assert not wahoo.decode_wahoo_answer(bytes.fromhex("0242")).done
    with pytest.raises(FrameError):
        wahoo.decode_wahoo_answer(b"\x01")


def test_wahoo_refuses_what_it_cannot_say() -> None:
    with pytest.raises(InvalidValueError):
        wahoo.set_level(10)


@pytest.mark.parametrize(
    ("page", "frame"),
    [
        (fec.resistance_page(0.5), "30ffffffffffff64"),  # 100 half per cents
        (fec.power_page(250), "31ffffffffffe803"),  # 1000 quarter watts
        # .51 kg/m, no wind (127), no drafting (100)
        (fec.wind_page(wind_kgpm=0.51), "32ffffffff337f64"),
        # 6.5 % is 650 + 20000 hundredths, crr .004 is 80 steps of 5e-5
        (fec.track_page(grade=0.065, rolling_resistance=0.004), "33ffffffffaa5050"),
        # 75 kg; bike 10 kg is 200 steps; wheel .668 m is 66 and 8 mm; gear 2.79 is 93 steps
        (
            fec.user_page(rider_kg=75, bike_kg=10, gear_ratio=2.79),
            "374c1dff880c425d",
        ),
        (fec.request_page(fec.Page.CAPABILITIES), "46ffffffff013601"),
    ],
)
def test_hazard_slope_wind_and_user_pages_of_fec_which_openant_has_not(
    page: bytes, frame: str
) -> None:
    assert page.hex() == frame
    assert len(page) == fec.PAGE_SIZE


def test_fec_trainer_page() -> None:
    page = bytes.fromhex(
        "19"  # page 25
        "07"  # 7 events
        "5a"  # cadence 90
        "e803"  # 1000 W accumulated
        "fa20"  # power 250, wants a spin-down (bit 5)
        "30"  # in use
    )
    read = fec.decode_page(page)
    assert read == fec.TrainerPage(
        events=7, cadence_rpm=90, work_counter=1000, power_w=250, needs_calibration=True
    )


def test_fec_what_is_invalid_is_none_and_not_zero() -> None:
    read = fec.decode_page(bytes.fromhex("1900ff0000ff0f30"))
    assert isinstance(read, fec.TrainerPage)
    assert read.power_w is read.cadence_rpm is None
    general = fec.decode_page(bytes.fromhex("10190000ffffff30"))
    assert general == fec.GeneralPage(speed_mps=None, heart_rate_bpm=None)


def test_fec_capabilities() -> None:
    read = fec.decode_page(bytes.fromhex("36ffffffffc80007"))
    assert isinstance(read, fec.CapabilitiesPage)
    assert read.most_newton == 200
    assert read.modes == (
        fec.Capability.RESISTANCE | fec.Capability.POWER | fec.Capability.SIMULATION
    )


def test_fec_status_of_a_command() -> None:
    read = fec.decode_page(bytes.fromhex("47310200ffffe803"))
    assert read == fec.CommandStatusPage(
        command=fec.Page.POWER, sequence=2, result=fec.CommandResult.PASS, data=b"\xff\xff\xe8\x03"
    )


def test_an_unknown_page_is_no_fault() -> None:
    assert fec.decode_page(bytes.fromhex("50ffff0100010001")) == fec.OtherPage(number=0x50)


@pytest.mark.parametrize("length", [0, 1, 7, 9])
def test_a_page_of_another_length_is_a_fault(length: int) -> None:
    with pytest.raises(FrameError):
        fec.decode_page(bytes(length))


def test_tacx_wraps_with_an_exclusive_or() -> None:
    """A library adds the bytes up instead: its commands have a wrong checksum."""
    message = fec.wrap_page(fec.power_page(250))
    assert message.hex() == "a4094f0531ffffffffffe803c2"
    whole = 0
    for byte in message:
        whole ^= byte
    assert whole == 0  # what makes it one


@given(st.binary(min_size=8, max_size=8))
def test_any_page_is_unwrapped_as_wrapped(page: bytes) -> None:
    message = fec.wrap_page(page)
    assert fec.unwrap_page(message) == page
    for length in range(len(message)):
        with pytest.raises(FrameError):
            fec.unwrap_page(message[:length])


@given(st.binary(min_size=8, max_size=8), st.integers(0, 12), st.integers(1, 255))
def test_one_wrong_byte_in_a_message_is_seen(page: bytes, at: int, flip: int) -> None:
    message = bytearray(fec.wrap_page(page))
    message[at] ^= flip
    with pytest.raises(FrameError):
        fec.unwrap_page(bytes(message))


@given(st.integers(0, 4000), st.integers(0, 250), st.integers(0, 255))
def test_any_trainer_page_there_and_back(power: int, cadence: int, events: int) -> None:
    page = fec.TrainerPage(
        events=events,
        cadence_rpm=cadence,
        work_counter=events * power & 0xFFFF,
        power_w=power,
        needs_calibration=False,
    )
    assert fec.decode_page(fec.encode_trainer_page(page)) == page
