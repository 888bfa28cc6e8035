from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from sixhills.errors import StoreError
from sixhills.store.channels import decode_channel, encode_channel

FLOATS = hnp.arrays(
    np.float64, st.integers(0, 50), elements=st.floats(allow_infinity=True, width=64)
)
DECIMALS = st.lists(st.one_of(st.just(float("nan")), st.integers(-(10**9), 10**9)), max_size=50)


@given(FLOATS)
def test_any_floats_come_back_equal(values):
    assert np.array_equal(decode_channel(encode_channel(values)), values, equal_nan=True)


@given(DECIMALS, st.sampled_from([1, 2, 10, 100, 1000]))
def test_decimals_come_back_equal(whole, scale):
    values = np.array([w / scale for w in whole], dtype=np.float64)
    assert np.array_equal(decode_channel(encode_channel(values)), values, equal_nan=True)


def test_missing_stays_missing_and_zero_stays_zero():
    values = np.array([0.0, np.nan, 0.0, 150.0])
    back = decode_channel(encode_channel(values))
    assert np.isnan(back[1])
    assert back[0] == back[2] == 0.0


def test_a_steady_channel_takes_little_room():
    power = np.full(7200, 150.0)
    assert len(encode_channel(power)) < 200


@pytest.mark.parametrize("damage", [b"", b"abc", encode_channel(np.arange(9.0))[:-4]])
def test_damaged_bytes_are_a_store_error(damage):
    with pytest.raises(StoreError, match="damaged"):
        decode_channel(damage)
