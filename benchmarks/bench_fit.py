"""FIT: reading a real ride beside two other decoders, and writing four hours.

The readers do the same job, all messages of one file. The limit for writing is `struct.pack` of
the same fields, which does nothing but move numbers into bytes.
"""

from __future__ import annotations

import statistics
import struct
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import fitdecode
import numpy as np
from garmin_fit_sdk import Decoder, Stream

from machine import describe_machine
from sixhills.formats.fit.activity import write_activity
from sixhills.formats.fit.reader import read_activity
from sixhills.ride.recording import Channel, Ride

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 5
RIDE = Path(__file__).parents[2] / "shared/data/rides/road_edge530_1385m_standing.fit"
FOUR_HOURS_S = 4 * 3600


def measure_s(jobs: list[Callable[[], object]]) -> list[float]:
    """Median time of each job, run in turn."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(RUNS):
        for job, taken in zip(jobs, times, strict=True):
            start = time.perf_counter()
            job()
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in times]


def decode_with_fitdecode() -> object:
    """Every message by fitdecode."""
    with fitdecode.FitReader(RIDE) as reader:
        return sum(isinstance(frame, fitdecode.FitDataMessage) for frame in reader)


def decode_with_garmin() -> object:
    """Every message by Garmin's decoder."""
    return Decoder(Stream.from_file(str(RIDE))).read()


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


def main() -> None:
    """Print both comparisons."""
    print(describe_machine())
    if RIDE.exists():
        names = ["sixhills (over fitdecode)", "fitdecode", "garmin-fit-sdk"]
        jobs = [lambda: read_activity(RIDE), decode_with_fitdecode, decode_with_garmin]
        taken = measure_s(jobs)
        print(f"read {RIDE.name}, 8,627 records")
        for name, seconds in zip(names, taken, strict=True):
            print(f"  {name:<28}{seconds:>8.3f} s {taken[0] / seconds:>8.2f} (ours to this)")
    else:
        print("reading is left out: no shared data beside this checkout", file=sys.stderr)
    ride = make_ride()
    ours, bare = measure_s([lambda: write_activity(ride), lambda: pack_bare(ride)])
    print("write 4 h at 1 Hz, 5 channels")
    print(f"  {'sixhills':<28}{ours:>8.3f} s")
    print(f"  {'struct.pack alone':<28}{bare:>8.3f} s {ours / bare:>8.2f} (ours to this)")


if __name__ == "__main__":
    main()
