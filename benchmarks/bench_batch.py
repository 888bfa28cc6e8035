"""Many rides: import, and analysis by one and by two processes.

The files are the recorded rides, each moved to days of its own and written as FIT, so that they
have the size and the content of real ones. The limit for two processes is twice the speed of one.

    python benchmarks/bench_batch.py --files 2000 --rides 5000 --runs 5
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from machine import describe_machine
from sixhills.batch.mapping import map_rides
from sixhills.errors import NotARideError
from sixhills.formats.fit.activity import write_activity
from sixhills.formats.fit.reader import read_activity
from sixhills.rider import DEFAULT_RIDER
from sixhills.store.store import Store
from sixhills.usecases.importing import import_rides
from sixhills.usecases.reporting import summary_of
from sixhills.verify.report import make_report

RIDES = Path(__file__).parents[2] / "shared/data/rides"


@dataclass(frozen=True, kw_only=True)
class PathRef:
    """A file, and a number that tells its copies apart."""

    key: str
    path: Path


def score_ride(ref: PathRef) -> float | None:
    """What an analysis does: read the file, make the report, give a number of it."""
    ride = read_activity(ref.path)
    summary = summary_of(make_report(ride, rider=DEFAULT_RIDER))
    value = summary["mean_power_w"]
    return value if isinstance(value, float) else None


def idle(ref: PathRef) -> str:
    """Nothing, for the cost of the engine itself."""
    return ref.key


def make_files(folder: Path, count: int) -> list[Path]:
    """So many rides of their own, of real ones."""
    rides = []
    for path in sorted(RIDES.glob("*.fit")):
        try:
            rides.append(read_activity(path))
        except NotARideError:
            continue
    paths = []
    for number in range(count):
        ride = rides[number % len(rides)]
        moved = replace(ride, start=ride.start + timedelta(days=3 * (number // len(rides) + 1)))
        paths.append(folder / f"{number:06d}.fit")
        paths[-1].write_bytes(write_activity(moved))
    return paths


def measure_import(paths: list[Path]) -> None:
    """All files into a new store, and again."""
    size = sum(path.stat().st_size for path in paths) / 2**20
    with tempfile.TemporaryDirectory() as home, Store.open(Path(home)) as store:
        for what in ("import", "import again"):
            start = time.perf_counter()
            results = list(import_rides(store, paths, DEFAULT_RIDER))
            seconds = time.perf_counter() - start
            new = sum(result.new for result in results)
            rate = len(results) / seconds
            print(f"{what}: {len(paths)} files, {size:.0f} MiB, {new} new, {rate:.1f} files/s")


def measure_workers(paths: list[Path], count: int, runs: int) -> None:
    """Analysis of so many rides by one and by two processes, in turn."""
    refs = [PathRef(key=str(n), path=paths[n % len(paths)]) for n in range(count)]
    times: dict[int, list[float]] = {1: [], 2: []}
    bare: list[float] = []
    for _ in range(runs):
        bare.append(10 * measure_bare_s(refs[: count // 10]))
        for workers, taken in times.items():
            start = time.perf_counter()
            list(map_rides(score_ride, refs, workers=workers))
            taken.append(time.perf_counter() - start)
    one, two = (statistics.median(taken) for taken in times.values())
    print(f"analysis of {count} rides, median of {runs}: {one:.1f} s by one, {two:.1f} s by two")
    print(f"two processes: {one / two:.2f} times one (limit 2)")
    over = 100 * (one / statistics.median(bare) - 1)
    print(f"engine: {over:.1f} % over a bare loop (its start-up included)")
    start = time.perf_counter()
    list(map_rides(idle, refs, workers=1))
    print(f"engine alone: {1e6 * (time.perf_counter() - start) / count:.0f} us a ride")


def measure_bare_s(refs: list[PathRef]) -> float:
    """Seconds that an analysis takes without any engine."""
    start = time.perf_counter()
    for ref in refs:
        score_ride(ref)
    return time.perf_counter() - start


def main() -> None:
    """Print the measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=400)
    parser.add_argument("--rides", type=int, default=400)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    print(describe_machine())
    if not RIDES.is_dir():
        print("left out: no shared data beside this checkout", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder:
        paths = make_files(Path(folder), given.files)
        measure_import(paths)
        measure_workers(paths, given.rides, given.runs)
    print(describe_machine())


if __name__ == "__main__":
    main()
