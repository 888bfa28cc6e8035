"""A process killed at each step of `add_ride` leaves nothing half."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from add_ride_and_die import MOMENTS
from store_tools import add_ride

from sixhills.store.check import check, sweep
from sixhills.store.store import Store

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
PROGRAM = Path(__file__).with_name("add_ride_and_die.py")


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_kill_leaves_nothing_half(home: Path, moment: str) -> None:
    killed = subprocess.run([sys.executable, PROGRAM, home, moment], check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert check(home).problems == ()  # loads every ride, hashes every original
    with Store.open(home) as store:
        assert len(store.rides.listed()) == 1  # the one stored before
    sweep(home)
    assert not any("leftovers" in fact for fact in check(home).facts)


def test_the_ride_can_be_added_again_after_a_kill(home: Path) -> None:
    subprocess.run([sys.executable, PROGRAM, home, "after name"], check=False, timeout=60)
    with Store.open(home) as store:
        stored = add_ride(store, b"second")
        assert stored.new
        assert store.rides.original(stored.id) == b"second"
