"""Random and mutated frames: nothing but the typed error, and never a zero that was not sent."""

from __future__ import annotations

import math
import random
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

import pytest

from sixhills.devices.codecs import (
    cycling_power,
    fec,
    heart_rate,
    indoor_bike,
    speed_cadence,
    wahoo,
)
from sixhills.devices.codecs import fitness_machine as ftms
from sixhills.devices.transports.dircon.packets import PacketReader
from sixhills.errors import FrameError

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN: dict[str, tuple[Callable[[bytes], object], list[str]]] = {
    "indoor bike data": (
        indoor_bike.decode_indoor_bike_data,
        [
            "fe1fb80bc409b400a900393000 5e01fa00dc002c0184030f9655100e5802",
            "4400b80ba0000a01",
            "410000c8",
            "450ca0000a019655100e",
        ],
    ),
    "cycling power": (
        cycling_power.decode_power_measurement,
        [
            "f70ffa00604000d20400000008320000 0464009cff0a00f6ff5a00b40a00be009001",
            "2000c80001000002",
        ],
    ),
    "speed and cadence": (
        speed_cadence.decode_speed_cadence,
        ["03e803000000043200 0002", "0232000002"],
    ),
    "heart rate": (heart_rate.decode_heart_rate, ["1c8c6400bc01c001", "008c", "018c00"]),
    "features": (ftms.decode_features, ["024400000ce00000"]),
    "resistance range": (
        lambda frame: ftms.decode_range(ftms.RangeKind.RESISTANCE, frame),
        ["0000e8030a00"],
    ),
    "answer": (ftms.decode_answer, ["800501", "801301c409a00f"]),
    "status": (ftms.decode_status, ["1200008a02213c", "08fa00", "075e01", "1404"]),
    "training status": (ftms.decode_training_status, ["010c455247", "000d"]),
    "battery": (heart_rate.decode_battery, ["57"]),
    "wahoo": (wahoo.decode_wahoo_answer, ["0142fa00"]),
    "fec": (fec.decode_page, ["19075ae803fa2030", "1019000010271430"]),
    "direct connect": (
        lambda frame: PacketReader().feed(frame),
        [
            "01010000000001030001001000002acc00001000800000805f9b34fb",
            "01060000001800002ad200001000800000805f9b34fb4400b80ba0000a01",
        ],
    ),
    "tacx": (lambda frame: fec.decode_page(fec.unwrap_page(frame)), ["a4094e0519075ae803fa2030a3"]),
}

_SIZES_BEFORE_POWER = {1: 2, 2: 2, 3: 2, 4: 3, 5: 2}  # bytes of the fields before power, by flag
_HEART_AFTER = {6: 2, 7: 2, 8: 5}


def mutate(frame: bytes, chance: random.Random) -> bytes:
    """The frame with bytes changed, left out, added, or another one altogether."""
    data = bytearray(frame)
    match chance.randrange(5):
        case 0:
            return chance.randbytes(chance.randrange(32))
        case 1:
            del data[chance.randrange(len(data) + 1) :]
        case 2:
            data += chance.randbytes(chance.randrange(1, 9))
        case 3:
            at = chance.randrange(len(data))
            data[at:at] = chance.randbytes(chance.randrange(1, 3))
        case _:
            for _ in range(chance.randrange(1, 4)):
                data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def power_and_heart_at(frame: bytes) -> tuple[int | None, int | None]:
    """Where the power and the heart rate of indoor bike data lie, reckoned from its flags anew."""
    flags = int.from_bytes(frame[:2], "little")
    at = 2 + (0 if flags & 1 else 2)
    at += sum(size for bit, size in _SIZES_BEFORE_POWER.items() if flags & 1 << bit)
    power = at if flags & 1 << 6 else None
    at += sum(size for bit, size in _HEART_AFTER.items() if flags & 1 << bit)
    return power, at if flags & 1 << 9 else None


def check_no_false_zero(frame: bytes, data: indoor_bike.IndoorBikeData) -> None:
    power_at, heart_at = power_and_heart_at(frame)
    sent = None if power_at is None else frame[power_at : power_at + 2]
    assert (data.power_w is None) == (sent is None)
    if sent is not None:
        assert data.power_w == int.from_bytes(sent, "little", signed=True)
    assert data.heart_rate_bpm != 0
    if heart_at is not None:
        assert (data.heart_rate_bpm or 0) == frame[heart_at]


def check_finite(value: object) -> None:
    if is_dataclass(value):
        for field in fields(value):
            check_finite(getattr(value, field.name))
    elif isinstance(value, float):
        assert math.isfinite(value)


def fuzz(name: str, count: int, seed: int) -> None:
    decode, golden = GOLDEN[name]
    frames = [bytes.fromhex(text) for text in golden]
    chance = random.Random(seed)
    read = 0
    for _ in range(count):
        frame = mutate(chance.choice(frames), chance)
        try:
            value = decode(frame)
        except FrameError:
            continue
        read += 1
        check_finite(value)
        if isinstance(value, indoor_bike.IndoorBikeData):
            check_no_false_zero(frame, value)
        if isinstance(value, heart_rate.HeartRate):
            assert value.heart_rate_bpm != 0
    assert read > count / 300 or name == "tacx"  # the mutations are not all rubbish


@pytest.mark.parametrize("name", GOLDEN)
def test_golden_frames_are_read(name: str) -> None:
    decode, golden = GOLDEN[name]
    for text in golden:
        decode(bytes.fromhex(text))


@pytest.mark.parametrize("name", GOLDEN)
def test_ten_thousand_mutated_frames(name: str) -> None:
    fuzz(name, 10_000, seed=8)


@pytest.mark.soak
@pytest.mark.parametrize("name", GOLDEN)
def test_a_million_mutated_frames(name: str) -> None:
    fuzz(name, 1_000_000, seed=88)
