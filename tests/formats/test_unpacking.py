"""gzip within a budget."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.errors import FormatError
from sixhills.formats.unpacking import Budget, Limits, unpack_gzip


@given(st.binary(min_size=1))
def test_what_was_packed_comes_back(data: bytes) -> None:
    assert unpack_gzip(gzip.compress(data), Budget()) == data


def test_pieces_end_to_end_are_one() -> None:
    assert unpack_gzip(gzip.compress(b"one") + gzip.compress(b"two"), Budget()) == b"onetwo"


def test_bytes_behind_the_end_are_left_out() -> None:
    assert unpack_gzip(gzip.compress(b"one") + b"rubbish", Budget()) == b"one"


def test_of_a_file_cut_short_the_beginning_counts() -> None:
    data = bytes(range(256)) * 2000
    packed = gzip.compress(data, compresslevel=1)
    part = unpack_gzip(packed[: len(packed) // 2], Budget())
    assert 0 < len(part) < len(data)
    assert data.startswith(part)


def test_nothing_to_unpack_is_an_error() -> None:
    with pytest.raises(FormatError, match="cannot be unpacked"):
        unpack_gzip(b"\x1f\x8b\x08rubbish", Budget())


def test_a_bomb_is_refused() -> None:
    with pytest.raises(FormatError, match="more than any ride file"):
        unpack_gzip(gzip.compress(bytes(64 * 2**20)), Budget())


def test_a_budget_is_spent_once() -> None:
    budget = Budget(Limits(all_bytes=150))
    unpack_gzip(gzip.compress(bytes(100)), budget)
    with pytest.raises(FormatError):
        unpack_gzip(gzip.compress(bytes(100)), budget)
