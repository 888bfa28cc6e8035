from __future__ import annotations

import zlib
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from sixhills.errors import StoreError
from sixhills.store.channels import decode_channel, encode_channel

FLOATS = st.floats(allow_nan=True, allow_infinity=True, width=64)


def same(values: NDArray[np.float64]) -> bool:
    """Whether a channel comes back: missing where it was missing, else bit for bit."""
    back = decode_channel(encode_channel(values))
    missing = np.isnan(values)
    bits, bits_back = values[~missing].view(np.int64), back[~missing].view(np.int64)
    return bool(np.array_equal(missing, np.isnan(back)) and np.array_equal(bits, bits_back))


def kind(values: NDArray[np.float64]) -> bytes:
    return zlib.decompress(encode_channel(values))[:1]


@given(arrays(np.float64, st.integers(0, 200), elements=FLOATS))
def test_any_channel_comes_back(values: NDArray[np.float64]) -> None:
    assert same(values)


@given(arrays(np.int64, st.integers(1, 200), elements=st.integers(-(2**31), 2**31 - 1)))
def test_positions_are_stored_as_counts(semicircles: NDArray[np.int64]) -> None:
    degrees = semicircles * (180 / 2**31)  # FIT SDK: 2^31 semicircles are 180°
    assert same(degrees)
    assert kind(degrees) == b"w"


@pytest.mark.parametrize(
    "values",
    [
        [],
        [np.nan, np.nan],
        [-0.0, 1.0],
        [np.inf, 1.0],
        [-np.inf],
        [5e-324],
        [1.7976931348623157e308, -1.7976931348623157e308],
        [2.0**53 + 2],
        [1.0] * 64 + [1 / 3],  # a unit fits the beginning only
        [-1.0, 0.0, 32767.0, -32768.0],
    ],
)
def test_edges_come_back(values: list[float]) -> None:
    assert same(np.array(values, dtype=np.float64))


@pytest.mark.parametrize(
    ("unit", "values"),
    [
        ("W", np.array([0, 250, 1999])),
        ("m, FIT distance", np.array([0, 833, 123_456_78]) / 100),
        ("m/s, FIT speed", np.array([0, 8333, 22_001]) / 1000),
        ("m, FIT altitude", np.array([2617, 2619, 9001]) / 5 - 500),
        ("°, seven decimals", np.array([477_654_321, 477_654_399]) / 1e7),
    ],
)
def test_what_formats_deliver_is_stored_as_counts(unit: str, values: NDArray[np.float64]) -> None:
    assert kind(values.astype(np.float64)) == b"w"


def test_a_channel_that_is_a_view_comes_back() -> None:
    assert same(np.arange(100.0)[::-3])


@given(st.integers(0), st.integers(1, 255))
def test_damage_never_gives_other_values(place: int, change: int) -> None:
    values = np.arange(50.0) / 3
    blob = bytearray(encode_channel(values))
    blob[place % len(blob)] ^= change
    with suppress(StoreError):  # zlib does not use every bit
        assert np.array_equal(decode_channel(bytes(blob)), values)


@pytest.mark.parametrize("blob", [zlib.compress(b""), zlib.compress(b"x\1\0\0\0")])
def test_what_is_no_channel_is_told(blob: bytes) -> None:
    with pytest.raises(StoreError, match="damaged"):
        decode_channel(blob)
