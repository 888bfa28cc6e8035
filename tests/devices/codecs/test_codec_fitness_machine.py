"""Fitness Machine Service: features, ranges, commands, answers, status; bytes with their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.devices.codecs import fitness_machine as ftms
from sixhills.devices.codecs.fitness_machine import RangeKind
from sixhills.errors import FrameError

if TYPE_CHECKING:
    from collections.abc import Callable

FEATURES = bytes.fromhex(
    "02440000"  # measures cadence, heart rate, power
    "0ce00000"  # resistance, power, simulation, wheel circumference, spin-down
)
RESISTANCE = bytes.fromhex("0000e8030a00")  # 0 to 100, in steps of 1
STATUS_ROAD = bytes.fromhex(
    "12"  # simulation changed
    "0000"  # no wind
    "8a02"  # 6.50 %
    "21"  # rolling resistance .0033
    "3c"  # wind resistance .60
)


def test_features() -> None:
    features = ftms.decode_features(FEATURES)
    assert ftms.MachineFeature.POWER in features.machine
    assert ftms.TargetFeature.POWER in features.target
    assert ftms.TargetFeature.SIMULATION in features.target
    assert ftms.TargetFeature.SPIN_DOWN in features.target
    assert ftms.TargetFeature.CADENCE not in features.target
    assert ftms.encode_features(features) == FEATURES


@pytest.mark.parametrize(
    ("kind", "frame", "low", "high", "step"),
    [
        (RangeKind.RESISTANCE, RESISTANCE, 0, 100, 1),
        (RangeKind.POWER_W, bytes.fromhex("0000d0070100"), 0, 2000, 1),
        (RangeKind.POWER_W, bytes.fromhex("ceffd0070100"), -50, 2000, 1),
        (RangeKind.GRADE, bytes.fromhex("38ffc8000500"), -0.2, 0.2, 0.005),
        (RangeKind.HEART_RATE_BPM, bytes.fromhex("3cc801"), 60, 200, 1),
        (RangeKind.SPEED_MPS, bytes.fromhex("000088136400"), 0, 50 / 3.6, 1 / 3.6),
    ],
)
def test_ranges(kind: RangeKind, frame: bytes, low: float, high: float, step: float) -> None:
    span = ftms.decode_range(kind, frame)
    assert (span.low, span.high, span.step) == pytest.approx((low, high, step))
    assert ftms.encode_range(kind, span) == frame


def test_a_range_that_ends_before_it_begins_is_a_fault() -> None:
    with pytest.raises(FrameError, match="ends before"):
        ftms.decode_range(RangeKind.POWER_W, bytes.fromhex("d00700000100"))


@pytest.mark.parametrize(
    ("command", "frame"),
    [
        (ftms.request_control(), "00"),
        (ftms.reset(), "01"),
        (ftms.start(), "07"),
        (ftms.stop(), "0801"),
        (ftms.stop(pause=True), "0802"),
        (ftms.set_power(250), "05fa00"),
        (ftms.set_power(249.6), "05fa00"),
        # 6.5 %, crr .0033, cw .6: as another program wrote it in a trial
        (
            ftms.set_simulation(
                ftms.Simulation(grade=0.065, rolling_resistance=0.0033, wind_kgpm=0.6)
            ),
            "1100008a02213c",
        ),
        (
            ftms.set_simulation(ftms.Simulation(grade=-0.02, wind_mps=-1.5)),
            "1124fa38ff2816",
        ),
        (ftms.set_wheel_circumference(2.1), "120852"),
        (ftms.spin_down(begin=True), "1301"),
        (ftms.spin_down(begin=False), "1302"),
    ],
)
def test_commands(command: bytes, frame: str) -> None:
    assert command.hex() == frame


def test_hazard_resistance_level_has_two_forms() -> None:
    assert ftms.set_resistance(35.0) == bytes.fromhex("045e01")
    one = ftms.set_resistance(3.5, ftms.ResistanceForm.ONE_BYTE)
    assert one == bytes.fromhex("0423")


def test_hazard_resistance_level_is_in_tenths() -> None:
    """A library wrote `04 23` for 35: that is 3.5."""
    assert ftms.set_resistance(35.0)[1:] == (350).to_bytes(2, "little")


def test_a_level_beyond_its_field_is_refused() -> None:
    with pytest.raises(ValueError, match="fit"):
        ftms.set_resistance(30.0, ftms.ResistanceForm.ONE_BYTE)


def test_hazard_rolling_resistance_is_not_ten_times_too_large() -> None:
    road = ftms.decode_simulation(ftms.set_simulation(ftms.Simulation(grade=0.0))[1:])
    assert road.rolling_resistance == pytest.approx(0.004)


def test_answers() -> None:
    answer = ftms.decode_answer(bytes.fromhex("800501"))  # power, success
    assert (answer.op, answer.done) == (ftms.Op.SET_POWER, True)
    refused = ftms.decode_answer(bytes.fromhex("800403"))  # resistance, invalid
    assert refused.result is not None
    assert refused.result == ftms.Result.INVALID_PARAMETER
    assert not refused.done


def test_hazard_an_answer_to_an_unknown_command_is_no_exception() -> None:
    answer = ftms.decode_answer(bytes.fromhex("807709"))
    assert (answer.op, answer.result) == (0x77, 9)


def test_an_answer_to_a_spin_down_has_its_speeds() -> None:
    answer = ftms.decode_answer(bytes.fromhex("801301c409a00f"))  # 25 to 40 km/h
    assert answer.spin_down_speeds_mps == pytest.approx((25 / 3.6, 40 / 3.6))


def test_what_is_no_answer_is_a_fault() -> None:
    with pytest.raises(FrameError):
        ftms.decode_answer(bytes.fromhex("050100"))


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        ("08fa00", ftms.Status(kind=8, power_w=250)),
        ("01", ftms.Status(kind=1)),
        ("0201", ftms.Status(kind=2)),
        ("ff", ftms.Status(kind=ftms.StatusKind.CONTROL_LOST)),
        ("1404", ftms.Status(kind=0x14, spin_down=ftms.SpinDown.STOP_PEDALLING)),
        ("66", ftms.Status(kind=0x66)),
    ],
)
def test_status(frame: str, expected: ftms.Status) -> None:
    assert ftms.decode_status(bytes.fromhex(frame)) == expected


def test_status_of_a_road() -> None:
    road = ftms.decode_status(STATUS_ROAD).road
    assert road is not None
    assert road.grade == pytest.approx(0.065)
    assert ftms.encode_status(ftms.Status(kind=0x12, road=road)) == STATUS_ROAD


@pytest.mark.parametrize("frame", ["0723", "075e01"])
def test_hazard_status_of_a_level_has_one_byte_or_two(frame: str) -> None:
    """A library asserts on the longer one, within its callback."""
    level = ftms.decode_status(bytes.fromhex(frame)).resistance
    assert level == pytest.approx(3.5 if len(frame) == 4 else 35.0)


def test_training_status() -> None:
    assert ftms.decode_training_status(bytes.fromhex("000d")).status == ftms.Training.MANUAL
    told = ftms.decode_training_status(b"\x01\x0cERG")
    assert (told.status, told.text) == (ftms.Training.WATT_CONTROL, "ERG")
    with pytest.raises(FrameError):
        ftms.decode_training_status(b"\x01\x0c\xff\xfe")


@pytest.mark.parametrize(
    ("decode", "frame"),
    [
        (ftms.decode_features, FEATURES),
        (lambda frame: ftms.decode_range(RangeKind.RESISTANCE, frame), RESISTANCE),
        (ftms.decode_answer, bytes.fromhex("800501")),
        (ftms.decode_status, STATUS_ROAD),
        (ftms.decode_status, bytes.fromhex("08fa00")),
        (ftms.decode_training_status, bytes.fromhex("000d")),
    ],
)
def test_hazard_a_frame_cut_anywhere_is_an_error(
    decode: Callable[[bytes], object], frame: bytes
) -> None:
    for length in range(len(frame)):
        with pytest.raises(FrameError):
            decode(frame[:length])


@given(st.integers(-3276, 3276), st.integers(0, 255), st.integers(0, 255), st.integers(-32, 32))
def test_any_road_there_and_back(grade: int, rolling: int, air: int, wind: int) -> None:
    road = ftms.Simulation(
        grade=grade / 1e4, rolling_resistance=rolling / 1e4, wind_kgpm=air / 100, wind_mps=wind
    )
    back = ftms.decode_simulation(ftms.set_simulation(road)[1:])
    assert back.grade == pytest.approx(road.grade)
    assert back.rolling_resistance == pytest.approx(road.rolling_resistance)
    assert (back.wind_kgpm, back.wind_mps) == pytest.approx((road.wind_kgpm, road.wind_mps))
