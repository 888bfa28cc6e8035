"""Import: all recorded rides at once, and reading GPX and TCX beside the standard library's tree.

The peer builds a tree of the whole file (`xml.etree`), which does not defend itself against hostile
files, and looks up the time of each point in it: less than our reader does, which gives a ride of
all channels. Memory is the highest that Python's own allocations reached.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from machine import describe_machine
from sixhills.formats.gpx import read_gpx
from sixhills.formats.tcx import read_tcx
from sixhills.rider import DEFAULT_RIDER
from sixhills.store.store import Store
from sixhills.usecases.importing import import_rides
from sixhills.usecases.ride_files import find_ride_files

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 3
RIDES = Path(__file__).parents[2] / "shared/data/rides"
TRACKS = ("edge1000_4078723797_strava_power.gpx", "virtual_strava_power.tcx")
READERS = {".gpx": read_gpx, ".tcx": read_tcx}
POINTS = {".gpx": "trkpt", ".tcx": "Trackpoint"}


def read_with_tree(path: Path) -> int:
    """Times of all points by the standard library."""
    root = ElementTree.parse(path).getroot()  # noqa: S314
    points = root.iter(root.tag.split("}")[0] + "}" + POINTS[path.suffix])
    return sum(
        any(child.tag.lower().endswith("time") and child.text for child in point)
        for point in points
    )


def measure(job: Callable[[], object]) -> tuple[float, float]:
    """Median seconds, and the highest memory [MiB] of a run of its own."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    tracemalloc.start()
    job()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return statistics.median(times), peak / 2**20


def compare_readers(path: Path) -> None:
    """One file by us and by the tree."""
    count = len(READERS[path.suffix](path).elapsed_s)
    ours_s, ours_mib = measure(lambda: READERS[path.suffix](path))
    tree_s, tree_mib = measure(lambda: read_with_tree(path))
    print(f"read {path.name}, {count:,} points")
    for name, seconds, mib in (("sixhills", ours_s, ours_mib), ("xml.etree", tree_s, tree_mib)):
        each = 1e6 * seconds / count
        print(f"  {name:<12}{seconds:>8.3f} s {each:>8.1f} us a point {mib:>8.1f} MiB")


def import_all() -> None:
    """Everything in the folder of rides, twice, into a store of its own."""
    paths = find_ride_files([str(RIDES)])
    size = sum(path.stat().st_size for path in paths) / 2**20
    with tempfile.TemporaryDirectory() as home, Store.open(Path(home)) as store:
        for what in ("import", "import again"):
            start = time.perf_counter()
            results = list(import_rides(store, paths, DEFAULT_RIDER))
            seconds = time.perf_counter() - start
            new = sum(result.new for result in results)
            print(
                f"{what}: {len(results)} files, {size:.1f} MiB, {new} rides new, {seconds:.1f} s, "
                f"{len(results) / seconds:.1f} files/s"
            )


def main() -> None:
    """Print the comparisons."""
    print(describe_machine())
    if not RIDES.is_dir():
        print("left out: no shared data beside this checkout", file=sys.stderr)
        return
    for name in TRACKS:
        compare_readers(RIDES / name)
    import_all()


if __name__ == "__main__":
    main()
