"""A ride on a trainer that is served by another process, killed with SIGKILL again and again.

The trainer lives on meanwhile. What the ride has said is in its file, it goes on at its step and
second, and the trainer gets a target again.
"""

from __future__ import annotations

import json
import os
import random
import signal
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from sixhills.formats.fit.reader import read_activity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIXHILLS = [sys.executable, "-m", "sixhills"]
HEARS_INTERRUPTS = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("sixhills", run_name="__main__", alter_sys=True)
"""
RIDES = [sys.executable, "-c", HEARS_INTERRUPTS]
"""Also where the tests run in the background: there Ctrl-C is ignored, by what they start too."""

pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL"),
]


@dataclass
class Told:
    """What rides said before they died.

    Attributes:
        elapsed_s: the ride's clock at each sample.
        steps: the step at each.
        ridden_s: the second on the prescription's timeline at each.
        resumed_s: how long each ride that went on took to its first sample, from the start of its
            process; a second of it is the tick that it waits for.
    """

    elapsed_s: list[float] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)
    ridden_s: list[float] = field(default_factory=list)
    resumed_s: list[float] = field(default_factory=list)

    def take(self, line: str) -> bool:
        """Whether the line says something of the ride."""
        if not line.startswith("{") or not line.endswith("}\n"):
            return False  # cut by the kill
        said = json.loads(line)
        if said["state"] == "riding":
            self.elapsed_s.append(said["elapsed_s"])
            self.steps.append(said["step"])
            self.ridden_s.append(said["ridden_s"])
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
        [*RIDES, "ride", "--follow", "--confirm", "auto", *arguments],
        env={**os.environ, "SIXHILLS_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def ride_a_while(told: Told, ride: subprocess.Popen[str], end: signal.Signals, s: float) -> None:
    """Ride until a time after the first second that is told, and end it with a signal."""
    began_s = time.monotonic()
    goes_on = bool(told.elapsed_s)
    assert ride.stdout is not None
    while not told.take(ride.stdout.readline()):
        assert ride.poll() is None, "the ride has ended by itself"
    if goes_on:
        told.resumed_s.append(time.monotonic() - began_s)
    time.sleep(s)
    end_ride(told, ride, end)


def end_ride(told: Told, ride: subprocess.Popen[str], end: signal.Signals) -> None:
    """End it with a signal, and take in what it has said."""
    ride.send_signal(end)
    for line in ride.communicate()[0].splitlines(keepends=True):
        told.take(line)


def ride_killed(home: Path, kills: int, rng: random.Random) -> Told:
    """Kill a ride at random points: while it is ridden, and while it comes back."""
    told = Told()
    with served_trainer() as address:
        arguments = ["two-short-hills", "--bike", "trainer", "--device", address]
        for number in range(kills):
            ride = start(home, *arguments)
            if number % 4 == 3:  # while it starts, reads its journal, connects
                time.sleep(rng.uniform(0.0, 2.0))
                end_ride(told, ride, signal.SIGKILL)
            else:
                ride_a_while(told, ride, signal.SIGKILL, rng.uniform(0.0, 2.0))
            arguments = ["--resume", "--device", address]
        ride_a_while(told, start(home, *arguments), signal.SIGINT, 1.5)
    return told


def check(home: Path, told: Told) -> None:
    """No sample that was told is lost, and the ride went on where it was."""
    assert told.steps == sorted(told.steps)
    gaps_s = [after - before for before, after in pairwise(told.ridden_s)]
    assert min(gaps_s) > 0
    assert max(gaps_s) <= 4.0  # written and not yet told when killed: a second for each kill
    assert told.elapsed_s == sorted(told.elapsed_s)
    [fit] = (home / "exports").glob("*.fit")
    ride = read_activity(fit)
    offset_s = told.elapsed_s[0] - ride.elapsed_s[0]
    recorded = set((ride.elapsed_s + offset_s).round(6))
    assert [moment for moment in told.elapsed_s if round(moment, 6) not in recorded] == []


def test_a_ride_on_a_trainer_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    check(tmp_path, ride_killed(tmp_path, kills=1, rng=random.Random(8)))


@pytest.mark.soak
def test_two_hundred_kills_on_a_trainer_lose_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    resumed_s: list[float] = []
    for seed in range(10):
        home = tmp_path / str(seed)
        told = ride_killed(home, kills=20, rng=random.Random(seed))
        check(home, told)
        resumed_s += told.resumed_s
    resumed_s.sort()
    p95_s = resumed_s[-len(resumed_s) // 20]
    with capsys.disabled():
        sys.stdout.write(
            f"\nmeasured: 200 kills, {len(resumed_s)} followed to the next sample: back after "
            f"{statistics.median(resumed_s):.2f} s, p95 {p95_s:.2f} s, worst {resumed_s[-1]:.2f} s "
            "(goal 5 s)\n"
        )
