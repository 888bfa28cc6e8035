"""Damaged FIT files: what is whole is kept, what makes no sense is skipped, and both are told.

Mutations are drawn with a fixed seed: a thousand in the normal run, a hundred thousand under
`-m soak`.
"""

from __future__ import annotations

import multiprocessing
import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fit_rides import make_ride
from sixhills.errors import FormatError
from sixhills.formats.fit.activity import write_activity
from sixhills.formats.fit.checksum import crc16
from sixhills.formats.fit.contents import FitContents, decode_fit
from sixhills.formats.fit.reader import read_activity

RIDES = Path(__file__).parents[2].parent / "shared" / "data" / "rides"
NAMES = {
    "onelap_indoor.fit": 40_000,
    "edge800_indoor_power.fit": 40_000,
    "edge530_indoor_hrv.fit": 16_000,
    "turbo_fenix6_position.fit": 4_000,
}
"""Rides that are damaged, and how often in full: long ones, which take long, less often."""

with_files = pytest.mark.skipif(not RIDES.is_dir(), reason="needs the recorded rides in ../shared")

RECORD, STAMP = 20, 253
WHOLE = write_activity(
    make_ride(900, power_w=200.0, heart_rate_bpm=130.0, distance_m=np.arange(900) * 7.0)
)


def stamps_of(contents: FitContents) -> list[float]:
    return contents.table(RECORD).numbers(STAMP).tolist()


def offsets_of(contents: FitContents) -> list[int]:
    return contents.table(RECORD).offsets.tolist()


def ends_of(contents: FitContents) -> list[int]:
    """The first byte behind each record."""
    tables = [file.tables[RECORD] for file in contents.files if RECORD in file.tables]
    parts = [part for table in tables for part in table.parts]
    return sorted(end for part in parts for end in (part.offsets + part.layout.size).tolist())


# -- one damage at a time --------------------------------------------------------------------


def test_behind_a_hole_the_ride_goes_on() -> None:
    hole = WHOLE[:8000] + WHOLE[8123:]
    ride = read_activity(hole)
    assert len(ride.elapsed_s) >= 900 - 123 // 15 - 4
    assert ride.elapsed_s[-1] == 899
    assert "skipped" in ride.notes[0]


def test_nulls_in_place_of_records_cost_only_these() -> None:
    nulled = WHOLE[:8000] + bytes(2048) + WHOLE[10_048:]
    ride = read_activity(nulled)
    size = np.diff(offsets_of(decode_fit(WHOLE))).min()
    assert len(ride.elapsed_s) >= 900 - 2048 / size - 4


def test_what_is_skipped_is_told_with_its_place() -> None:
    (file,) = decode_fit(WHOLE[:8000] + b"\xee" * 500 + WHOLE[8500:]).files
    (skipped,) = file.skipped
    assert 7980 < skipped.begin < 8020  # the hole begins within a record, which is kept
    assert 8500 <= skipped.end < 8520


def test_a_clock_that_is_set_in_mid_ride_costs_nothing() -> None:
    early = write_activity(make_ride(60, power_w=100.0))
    late = write_activity(make_ride(range(10**7, 10**7 + 60), power_w=100.0))
    joined = early[14:-2] + late[14:-2]
    header = early[:4] + len(joined).to_bytes(4, "little") + early[8:12]
    damaged = header + crc16(header).to_bytes(2, "little") + joined + b"\0\0"
    assert len(decode_fit(damaged).table(RECORD)) == 120


def test_a_recording_that_was_never_closed_is_whole() -> None:
    unclosed = WHOLE[:4] + bytes(4) + WHOLE[8:-2]
    (file,) = decode_fit(unclosed).files
    assert file.is_open
    assert not file.skipped
    assert stamps_of(decode_fit(unclosed)) == stamps_of(decode_fit(WHOLE))


def test_a_size_that_is_too_large_does_not_swallow_the_next_file() -> None:
    larger = WHOLE[:4] + (len(WHOLE) + 500).to_bytes(4, "little") + WHOLE[8:]
    contents = decode_fit(larger + WHOLE)
    assert len(contents.table(RECORD)) == 1800


@given(size=st.integers(0, len(WHOLE) - 1))
def test_all_records_before_a_cut_are_kept(size: int) -> None:
    whole = sum(end <= size for end in ends_of(decode_fit(WHOLE)))
    assert len(decode_fit(WHOLE[:size]).table(RECORD)) >= whole


@given(data=st.binary(max_size=400))
def test_any_bytes_are_decoded_without_an_error(data: bytes) -> None:
    header = b"\x0e\x20\xe2\x52" + len(data).to_bytes(4, "little") + b".FIT\x00\x00"
    decode_fit(header + data)
    decode_fit(data)


@given(data=st.binary(max_size=3000))
def test_the_check_sum_of_rows_is_that_of_bytes(data: bytes) -> None:
    crc = 0
    for byte in data:  # the rule of the format, byte by byte and bit by bit
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0xA001 if crc & 1 else 0)
    assert crc16(data) == crc


def test_the_check_sum_of_a_long_file_is_right() -> None:
    data = random.Random(1).randbytes(100_001)
    assert crc16(data + crc16(data).to_bytes(2, "little")) == 0


# -- files that broke other readers ------------------------------------------------------------

CUT = "The file is cut short: what came before the cut was kept."
WRONG = "The file's check sum is wrong: single values may be damaged."
BEHIND = "Bytes after the end of the ride make no sense and were left out."

EVIL: dict[str, tuple[int, str]] = {
    "2020-06-01-16-52-40.fit": (96, ""),
    "activity-filecrc.fit": (14, WRONG),
    "activity-settings-corruptheader.fit": (14, BEHIND),
    "activity-settings-nodata.fit": (14, CUT),
    "activity-unexpected-eof.fit": (14, CUT),
    "antfs-dump.63.fit": (686, ""),
    "compressed-speed-distance.fit": (755, ""),
    "coros-pace-2-cycling-misaligned-fields.fit": (11_272, ""),
    "developer-types-sample.fit": (3424, ""),
    "elemnt-bolt-no-application-id-inside-developer-data-id.fit": (132, ""),
    "event_timestamp.fit": (4374, ""),
    "nick.fit": (14_383, WRONG),
    "null_compressed_speed_dist.fit": (1808, ""),
    "sample_mulitple_header.fit": (855, ""),
    "strava-android-app-201.10-b1218918.fit": (2670, "17 places were skipped"),
    "unterminated-strings.fit": (33, ""),
}
"""Records of the ride, and what is said of damage; `invalid_truncated.fit` is a course."""


@with_files
@pytest.mark.parametrize("name", EVIL)
def test_each_odd_file_has_its_result(name: str) -> None:
    ride = read_activity(RIDES / "evil" / name)
    records, said = EVIL[name]
    assert len(ride.elapsed_s) == records
    damage = [note for note in ride.notes if note.startswith(("The file is ", "The file's", "By"))]
    assert len(damage) == bool(said)
    assert not said or said in damage[0]


@with_files
def test_a_cut_course_is_still_called_a_course() -> None:
    with pytest.raises(FormatError, match="course"):
        read_activity(RIDES / "evil" / "invalid_truncated.fit")


# -- many damages ------------------------------------------------------------------------------

Damage = Callable[[bytes, random.Random], bytes]


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def flip(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        damaged[chance.randrange(14, len(data))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def make_hole(data: bytes, chance: random.Random) -> bytes:
    at, size = chance.randrange(14, len(data)), chance.randint(1, 300)
    return data[:at] + data[at + size :]


def overwrite(data: bytes, chance: random.Random) -> bytes:
    at, size = chance.randrange(14, len(data)), chance.randint(1, 300)
    junk = chance.choice((bytes(size), b"\xff" * size, chance.randbytes(size)))
    return (data[:at] + junk + data[at + size :])[: len(data)]


DAMAGES: tuple[Damage, ...] = (cut, flip, make_hole, overwrite)
LEAST_KEPT = {cut: 0.99, flip: 0.93, make_hole: 0.9, overwrite: 0.9}
"""Share of records, on average: of the intact prefix of a cut file, else of the whole.

The best of the decoders in the trial kept 39 (all that is there), 93 and 51 per cent.
"""


@cache
def intact(name: str) -> tuple[bytes, Counter[float], tuple[int, ...]]:
    data = (RIDES / name).read_bytes() if name else WHOLE
    contents = decode_fit(data)
    return data, Counter(stamps_of(contents)), tuple(ends_of(contents))


def kept_share(name: str, damage: Damage, chance: random.Random) -> float:
    """Share of the intact records whose times come back."""
    data, times, ends = intact(name)
    damaged = damage(data, chance)
    once = lru_cache(decode_fit)  # the numbers below and the ride are of the same messages
    found = Counter(stamps_of(once(damaged)))
    with suppress(FormatError), patch("sixhills.formats.fit.decoding.decode_fit", once):
        read_activity(damaged)
    expected = times.total()
    if damage is cut:
        expected = bisect_right(ends, len(damaged))
    return min(1.0, (found & times).total() / expected) if expected else 1.0


def run_damages(name: str, times: int, before_each: Callable[[], object] = int) -> None:
    for damage in DAMAGES:
        chance = random.Random(f"{name} {damage.__name__}")
        shares = []
        for _ in range(times):
            before_each()
            shares.append(kept_share(name, damage, chance))
        assert np.mean(shares) >= LEAST_KEPT[damage], damage.__name__


def test_a_thousand_damages() -> None:
    run_damages("", 250)


@with_files
@pytest.mark.parametrize("name", ["edge530_indoor_hrv.fit", "onelap_indoor.fit"])
def test_damages_to_recorded_rides(name: str) -> None:
    run_damages(name, 20)


MOST_MEMORY = 512 * 2**20
LONGEST_S = 20  # for one damaged file of at most 150 KB: a hang, on any machine


def run_within_limits(name: str, times: int) -> None:
    """The same, as a process that may neither hang nor take much memory."""
    import resource
    import signal

    room = 4 * MOST_MEMORY  # of addresses: libraries take some that hold nothing
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    run_damages(name, times, lambda: signal.alarm(LONGEST_S))  # nothing catches it: the end
    peak = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert peak < MOST_MEMORY, f"{peak >> 20} MiB"
    print(f"{name}: {peak >> 20} MiB at most")  # noqa: T201


@pytest.mark.soak
@with_files
@pytest.mark.parametrize("name", NAMES)
def test_a_hundred_thousand_damages(name: str) -> None:
    child = multiprocessing.get_context("spawn").Process(
        target=run_within_limits, args=(name, NAMES[name] // len(DAMAGES))
    )
    child.start()
    child.join()
    assert child.exitcode == 0
