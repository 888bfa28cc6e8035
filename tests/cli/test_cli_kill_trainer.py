"""A ride on a trainer that is served by another process, killed with SIGKILL again and again.

The trainer lives on meanwhile. What the ride has said is in its file, it goes on at its step and
second, and the trainer gets a target again.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from sixhills.formats.fit.reader import read_activity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIXHILLS = [sys.executable, "-m", "sixhills"]

pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL"),
]


@dataclass
class Told:
    """What rides said before they died."""

    elapsed_s: list[float] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)

    def take(self, line: str) -> bool:
        """Whether the line says something of the ride."""
        if not line.startswith("{") or not line.endswith("}\n"):
            return False  # cut by the kill
        said = json.loads(line)
        if said["state"] == "riding":
            self.elapsed_s.append(said["elapsed_s"])
            self.steps.append(said["step"])
        return said["state"] == "riding"


@contextmanager
def served_trainer() -> Iterator[str]:
    command = [*SIXHILLS, "trainer", "simulate", "--dircon", "--port", "0", "--no-announce"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().rsplit(" ", 1)[-1].strip()
    finally:
        process.kill()
        process.communicate()


def start(home: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*SIXHILLS, "ride", "--follow", "--confirm", "auto", *arguments],
        env={**os.environ, "SIXHILLS_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def ride_a_while(told: Told, ride: subprocess.Popen[str], end: signal.Signals, s: float) -> None:
    """Ride until a time after the first second that is told, and end it with a signal."""
    assert ride.stdout is not None
    while not told.take(ride.stdout.readline()):
        assert ride.poll() is None, "the ride has ended by itself"
    time.sleep(s)
    ride.send_signal(end)
    for line in ride.communicate()[0].splitlines(keepends=True):
        told.take(line)


def ride_killed(home: Path, kills: int, rng: random.Random) -> Told:
    told = Told()
    with served_trainer() as address:
        arguments = ["two-short-hills", "--bike", "trainer", "--device", address]
        for _ in range(kills):
            ride_a_while(told, start(home, *arguments), signal.SIGKILL, rng.uniform(0.0, 2.0))
            arguments = ["--resume", "--device", address]
        ride_a_while(told, start(home, *arguments), signal.SIGINT, 1.5)
    return told


def check(home: Path, told: Told) -> None:
    assert told.steps == sorted(told.steps)
    assert told.elapsed_s == sorted(told.elapsed_s)
    [fit] = (home / "exports").glob("*.fit")
    ride = read_activity(fit)
    offset_s = told.elapsed_s[0] - ride.elapsed_s[0]
    recorded = set((ride.elapsed_s + offset_s).round(6))
    assert [moment for moment in told.elapsed_s if round(moment, 6) not in recorded] == []


def test_a_ride_on_a_trainer_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    check(tmp_path, ride_killed(tmp_path, kills=1, rng=random.Random(8)))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_twenty_kills_on_a_trainer_lose_nothing(tmp_path: Path, seed: int) -> None:
    check(tmp_path, ride_killed(tmp_path, kills=20, rng=random.Random(seed)))
