"""A large export is taken in, killed in the midst of it, and goes on where it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from fit_rides import make_ride
from process_groups import needs_proc, wait_until_gone
from sixhills.formats.fit.activity import write_activity
from sixhills.rider import DEFAULT_RIDER
from sixhills.store.check import check
from sixhills.store.store import Store
from sixhills.usecases.importing import import_rides

IMPORTER = """
import sys
from pathlib import Path
from sixhills.rider import DEFAULT_RIDER
from sixhills.store.store import Store
from sixhills.usecases.importing import import_rides
if __name__ == "__main__":
    with Store.open(Path(sys.argv[1])) as store:
        for done in import_rides(store, [Path(sys.argv[2])], DEFAULT_RIDER, workers=2):
            print("new" if done.new else "known" if done.stored else "refused", flush=True)
"""


def power_of(number: int) -> float:
    return 100.0 + number % 150


def make_export(path: Path, count: int) -> None:
    """An archive as platforms give it: a folder of rides, all of different days."""
    with ZipFile(path, "w") as archive:
        for number in range(count):
            times = range(86_400 * number, 86_400 * number + 60)
            ride = write_activity(make_ride(times, power_w=power_of(number)))
            archive.writestr(f"activities/{number}.fit", ride)


def start(script: Path, home: Path, export: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(script), str(home), str(export)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def check_killed_import(folder: Path, count: int) -> None:
    home, export, script = folder / "home", folder / "export.zip", folder / "importer.py"
    make_export(export, count)
    script.write_text(IMPORTER)
    first = start(script, home, export)
    assert first.stdout is not None
    told = [first.stdout.readline() for _ in range(count // 4)]
    os.kill(first.pid, signal.SIGKILL)
    first.communicate()
    wait_until_gone(first.pid)
    assert set(told) == {"new\n"}
    with Store.open(home) as store:
        kept = len(store.rides.listed())
        assert count // 4 <= kept < count
        again = list(import_rides(store, [export], DEFAULT_RIDER, workers=2))
        assert [result.new for result in again] == [False] * kept + [True] * (count - kept)
        rides = sorted(store.rides.listed(), key=lambda ride: ride.start)
    assert [ride.number("mean_power_w") for ride in rides] == [power_of(n) for n in range(count)]
    assert check(home).problems == ()


@needs_proc
def test_a_killed_import_goes_on_where_it_was(tmp_path: Path) -> None:
    check_killed_import(tmp_path, 48)


@pytest.mark.soak
@needs_proc
def test_an_export_of_twenty_thousand_is_killed_and_goes_on(tmp_path: Path) -> None:
    check_killed_import(tmp_path, 20_000)
