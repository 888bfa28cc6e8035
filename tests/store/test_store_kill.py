"""A process that is killed while it stores rides leaves every stored ride whole."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sixhills.store.check import check
from sixhills.store.store import Store

WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from datetime import timedelta
from make_stored import START, add, make_ride
from sixhills.store.store import Store
with Store.open(Path(sys.argv[1])) as store:
    for number in range(int(sys.argv[3]), 100_000):
        add(store, make_ride(600, start=START + timedelta(seconds=number)), str(number).encode())
        print(number, flush=True)
"""


def kill_while_storing(home: Path, first: int, delay_s: float) -> int:
    """Run the writer, kill it a while after its first ride, return how many it said it stored."""
    command = [sys.executable, "-c", WRITER, str(home), str(Path(__file__).parent), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == f"{first}\n"
        time.sleep(delay_s)
        writer.send_signal(signal.SIGKILL)
        said = [first, *map(int, writer.stdout.read().split())]
    return said[-1] + 1 - first


def run(home: Path, times: int) -> None:
    rng = random.Random(1)
    acknowledged = 0
    for _ in range(times):
        with Store.open(home) as store:
            first = 2 * len(store.rides.listed())
        acknowledged += kill_while_storing(home, first, rng.uniform(0.05, 0.4))
    assert check(home).problems == ()
    with Store.open(home) as store:
        assert len(store.rides.listed()) >= acknowledged > 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_while_storing(tmp_path):
    run(tmp_path, times=2)


@pytest.mark.soak
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_while_storing_fifty_times(tmp_path):
    run(tmp_path, times=50)
