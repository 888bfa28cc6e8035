"""A ride that is killed with SIGKILL loses no acknowledged sample and resumes at its step."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sixhills.formats.fit.reader import read_activity

RIDE = [sys.executable, "-m", "sixhills", "ride", "--follow", "--confirm", "auto"]
SPEED = "400"
WORKOUT = "two-short-hills"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")


@dataclass
class Follower:
    """What a killed ride said before it died."""

    elapsed: list[float] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)

    def follow(self, output: str) -> None:
        for line in output.splitlines():
            if not line.startswith("{") or not line.endswith("}"):
                continue  # the report of a ride that ended, or a line that the kill cut
            said = json.loads(line)
            if said["state"] == "riding":
                self.elapsed.append(said["elapsed_s"])
                self.steps.append(said["step"])


def start(home: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "SIXHILLS_HOME": str(home)}
    return subprocess.Popen([*RIDE, *arguments], env=environment, stdout=subprocess.PIPE, text=True)


def ride_killed_often(home: Path, device: str, kills: int, rng: random.Random) -> Follower:
    """Ride a workout to its end through a number of kills; return all that was acknowledged."""
    follower = Follower()
    options = ["--device", device, "--speed", SPEED]
    arguments = [WORKOUT, *options]
    for _ in range(kills):
        ride = start(home, *arguments)
        assert ride.stdout is not None
        first = ride.stdout.readline()  # it rides now
        time.sleep(rng.uniform(0.0, 1.0))
        ride.send_signal(signal.SIGKILL)
        before = follower.steps[-1] if follower.steps else 0
        follower.follow(first + ride.communicate()[0])
        assert follower.steps[-1] >= before
        arguments = ["--resume", *options]
        if not list((home / "recording").glob("*")):
            return follower  # it had ended before the kill
    last = start(home, *arguments)
    follower.follow(last.communicate()[0])
    assert last.returncode == 0
    return follower


def check_ride(home: Path, follower: Follower) -> None:
    [fit] = (home / "exports").glob("*.fit")
    ride = read_activity(fit)
    offset = follower.elapsed[0] - ride.elapsed_s[0]
    recorded = set((ride.elapsed_s + offset).round(6))
    lost = [moment for moment in follower.elapsed if round(moment, 6) not in recorded]
    assert lost == []
    assert not ride.notes


@pytest.mark.parametrize("device", ["none", "sim"])
def test_a_killed_ride_loses_nothing(tmp_path, device):
    follower = ride_killed_often(tmp_path, device, kills=2, rng=random.Random(2))
    check_ride(tmp_path, follower)


@pytest.mark.soak
@pytest.mark.parametrize("device", ["none", "sim"])
def test_fifty_kills_lose_nothing(tmp_path, device):
    rng = random.Random(3)
    for number in range(10):
        home = tmp_path / str(number)
        check_ride(home, ride_killed_often(home, device, kills=5, rng=rng))
