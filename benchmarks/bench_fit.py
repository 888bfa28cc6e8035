"""FIT: reading all recorded rides beside two other decoders, and writing four hours.

Each decoder gets the bytes of every ride and reads all messages, with the file's check sum. Ours
gives columns: all fields of all records as numbers, and once more all fields of all messages. The
others give their usual objects. The time is that of the processor in this process, the best of
some runs for ours; the others, which take half a minute, run once unless `--runs` says more.

The limit for writing is `struct.pack` of the same fields, which does nothing but move numbers into
bytes.
"""

from __future__ import annotations

import argparse
import struct
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import fitdecode
import numpy as np
from garmin_fit_sdk import Decoder, Stream

from machine import describe_machine
from sixhills.errors import NotARideError
from sixhills.formats.fit.activity import write_activity
from sixhills.formats.fit.checksum import crc16
from sixhills.formats.fit.contents import decode_fit
from sixhills.formats.fit.reader import read_activity
from sixhills.ride.recording import Channel, Ride

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sixhills.formats.fit.tables import Table

OUR_RUNS = 5
RIDES = Path(__file__).parents[2] / "shared/data/rides"
FOUR_HOURS_S = 4 * 3600
RECORD = 20


def measure_s(job: Callable[[], object], runs: int) -> float:
    """The least time of the processor that a job took."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        job()
        best = min(best, time.process_time() - start)
    return best


def read_columns(table: Table) -> None:
    """All fields of a kind of message."""
    for key in table.keys:
        if table.is_text(key):
            table.texts(key)
        elif table.is_array(key):
            table.arrays(key)
        else:
            table.numbers(key)


def read_records(files: Sequence[bytes]) -> int:
    """All fields of all records, by us; how many records."""
    count = 0
    for data in files:
        records = decode_fit(data).table(RECORD)
        read_columns(records)
        count += len(records)
    return count


def read_everything(files: Sequence[bytes]) -> None:
    """All fields of all messages, by us."""
    for data in files:
        for file in decode_fit(data).files:
            for table in file.tables.values():
                read_columns(table)


def read_rides(files: Sequence[bytes]) -> None:
    """Each file to a ride; one of them is a course."""
    for data in files:
        with suppress(NotARideError):
            read_activity(data)


def read_with_fitdecode(files: Sequence[bytes]) -> None:
    """Every message by fitdecode, check sum included, as it is set up by default."""
    for data in files:
        with fitdecode.FitReader(data) as reader:
            for frame in reader:
                if isinstance(frame, fitdecode.FitDataMessage):
                    {field.name: field.value for field in frame.fields}


def read_with_garmin(files: Sequence[bytes]) -> None:
    """Every message by Garmin's decoder, check sum included, as it is set up by default."""
    for data in files:
        Decoder(Stream.from_byte_array(bytearray(data))).read()


def compare_readers(runs: int) -> None:
    """All recorded rides by three decoders."""
    files = [path.read_bytes() for path in sorted(RIDES.glob("*.fit"))]
    records, size = read_records(files), sum(map(len, files)) / 1e6
    print(f"read {len(files)} recorded rides, {records:,} records, {size:.1f} MB, check sums too")
    jobs: list[tuple[str, Callable[[], object], int]] = [
        ("sixhills, all fields of records", lambda: read_records(files), OUR_RUNS),
        ("sixhills, all fields of all messages", lambda: read_everything(files), OUR_RUNS),
        ("sixhills, to a ride", lambda: read_rides(files), OUR_RUNS),
        ("check sums alone, ours", lambda: [crc16(data) for data in files], OUR_RUNS),
        ("garmin-fit-sdk", lambda: read_with_garmin(files), runs),
        ("fitdecode", lambda: read_with_fitdecode(files), runs),
    ]
    ours = None
    for name, job, times in jobs:
        seconds = measure_s(job, times)
        ours = ours or seconds
        rate = records / seconds / 1e3
        print(f"  {name:<38}{seconds:>8.3f} s {rate:>8.0f} k rec/s {seconds / ours:>7.1f} x")


def make_ride() -> Ride:
    """Four hours of five channels."""
    rng = np.random.default_rng(1)
    channels = [
        Channel.POWER_W, Channel.CADENCE_RPM, Channel.HEART_RATE_BPM,
        Channel.SPEED_MPS, Channel.DISTANCE_M,
    ]  # fmt: skip
    return Ride(
        start=datetime(2026, 1, 1, tzinfo=UTC),
        elapsed_s=np.arange(FOUR_HOURS_S, dtype=np.float64),
        channels={c: rng.integers(0, 200, FOUR_HOURS_S).astype(np.float64) for c in channels},
    )


def pack_bare(ride: Ride) -> bytes:
    """The same numbers by struct alone."""
    columns = [ride.elapsed_s, *ride.channels.values()]
    rows = zip(*(column.astype(int).tolist() for column in columns), strict=True)
    return b"".join(struct.pack("<BIHBBII", 0, t, p, c, h, s, d) for t, p, c, h, s, d in rows)


def compare_writers() -> None:
    """Four hours by us and by struct."""
    ride = make_ride()
    ours = measure_s(lambda: write_activity(ride), OUR_RUNS)
    bare = measure_s(lambda: pack_bare(ride), OUR_RUNS)
    print("write 4 h at 1 Hz, 5 channels")
    print(f"  {'sixhills':<38}{ours:>8.3f} s")
    print(f"  {'struct.pack alone':<38}{bare:>8.3f} s {ours / bare:>8.2f} (ours to this)")


def main() -> None:
    """Print both comparisons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1, help="runs of the other decoders")
    runs = parser.parse_args().runs
    print(describe_machine())
    if RIDES.is_dir():
        compare_readers(runs)
    else:
        print("reading is left out: no shared data beside this checkout", file=sys.stderr)
    compare_writers()


if __name__ == "__main__":
    main()
