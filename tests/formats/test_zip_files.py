"""ZIP archives: member by member, within limits, whatever the archive claims."""

from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZIP_STORED

import pytest
from hypothesis import given
from hypothesis import strategies as st

from make_zips import make_zip, zip_files
from sixhills.errors import FormatError
from sixhills.formats.unpacking import Budget, Limits
from sixhills.formats.zip_files import HEAD_BYTES, count_members, walk_zip

MIB = 2**20


def unpack(data: bytes, limits: Limits = Limits()) -> dict[str, bytes | str]:  # noqa: B008
    """Every member, or what is wrong with it."""
    found: dict[str, bytes | str] = {}
    for member in walk_zip(BytesIO(data), Budget(limits)):
        try:
            found[member.name] = member.read()
        except FormatError as error:
            found[member.name] = error.problem
    return found


def test_members_come_in_order_of_their_names() -> None:
    data = zip_files({"b/2.fit": b"two", "a/1.fit": b"one", "a/": b""})
    assert list(unpack(data).items()) == [("a/1.fit", b"one"), ("b/2.fit", b"two")]


def test_a_head_is_the_beginning() -> None:
    data = make_zip(a=bytes(range(256)) * 100)
    (member,) = walk_zip(BytesIO(data), Budget())
    assert member.head == (bytes(range(256)) * 100)[:HEAD_BYTES]


def test_members_are_counted_without_unpacking() -> None:
    assert count_members(BytesIO(make_zip(a=b"1", b=b"2"))) == 2
    assert count_members(BytesIO(b"no archive")) == 1


def test_a_bomb_is_refused_before_it_fills_the_memory() -> None:
    data = make_zip(bomb=bytes(64 * MIB))
    assert len(data) < 100_000
    assert unpack(data)["bomb"] == "it unpacks to more than any ride file has"


def test_a_bomb_costs_only_itself() -> None:
    found = unpack(make_zip(bomb=bytes(64 * MIB), ride=b"whole"))
    assert found["ride"] == b"whole"


def test_all_members_together_have_a_limit() -> None:
    limits = Limits(all_bytes=3 * MIB, ratio=1e6)
    found = unpack(make_zip(a=bytes(2 * MIB), b=bytes(2 * MIB)), limits)
    assert [isinstance(member, bytes) for member in found.values()] == [True, False]


def test_a_member_has_a_limit() -> None:
    limits = Limits(file_bytes=MIB, ratio=1e6)
    found = unpack(make_zip(ZIP_STORED, a=bytes(MIB), b=bytes(MIB + 1)), limits)
    assert [isinstance(member, bytes) for member in found.values()] == [True, False]


def test_too_many_members_are_refused() -> None:
    files = {f"{number}.fit": b"" for number in range(20)}
    with pytest.raises(FormatError, match="more than 19 files"):
        unpack(zip_files(files), Limits(members=19))


def test_a_directory_that_would_fill_the_memory_is_refused_unread() -> None:
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65535, 65535, 2**31, 0, 0)
    with pytest.raises(FormatError, match="more files than any export"):
        unpack(b"PK\3\4" + end)


def test_a_wide_directory_is_looked_up() -> None:
    wide = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 9**9, 9**9, 2**40, 0)
    place = struct.pack("<4sLQL", b"PK\6\7", 0, 0, 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65535, 65535, 2**32 - 1, 2**32 - 1, 0)
    with pytest.raises(FormatError, match="more files than any export"):
        unpack(wide + place + end)


@pytest.mark.parametrize("packing", [ZIP_BZIP2, ZIP_LZMA])
def test_packings_without_a_bound_are_refused(packing: int) -> None:
    assert "not read here" in str(unpack(make_zip(packing, a=b"1"))["a"])


def test_an_encrypted_member_costs_only_itself() -> None:
    data = bytearray(make_zip(ZIP_STORED, a=b"secret", b=b"open"))
    data[6] |= 1  # the flag in the member's own header
    directory = data.index(b"PK\1\2")
    data[directory + 8] |= 1  # and in the list of members
    assert unpack(bytes(data)) == {"a": "it is encrypted", "b": b"open"}


def test_a_damaged_member_costs_only_itself() -> None:
    data = bytearray(make_zip(ZIP_STORED, a=b"whole", b=b"whole too"))
    data[data.index(b"whole")] ^= 1
    assert unpack(bytes(data)) == {"a": "it is damaged", "b": b"whole too"}


@pytest.mark.parametrize("kept", [0, 4, 30, -1, -30])
def test_an_archive_cut_short_is_refused(kept: int) -> None:
    with pytest.raises(FormatError):
        unpack(make_zip(a=b"one", b=b"two")[:kept])


def test_names_are_made_printable() -> None:
    (name,) = unpack(zip_files({"../\x1b[31mevil\n.fit": b""}))
    assert name == "../?[31mevil?.fit"


@given(st.lists(st.tuples(st.integers(0, 399), st.integers(0, 255)), max_size=8))
def test_any_damage_gives_members_or_an_error(flips: list[tuple[int, int]]) -> None:
    data = bytearray(make_zip(a=b"one" * 40, b=b"two" * 40))
    for place, value in flips:
        data[place % len(data)] = value
    try:
        found = unpack(bytes(data))
    except FormatError:
        return
    assert all(isinstance(member, bytes | str) for member in found.values())
