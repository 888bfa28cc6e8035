"""From a fresh clone to the first stroke of the pedals, the install included."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from newcomer import Newcomer

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
LIMIT_S = 600.0
MOST_STEPS = 22  # cloning and `make run` are two of them


@pytest.fixture
def run_clone(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    clone = tmp_path / "sixhills"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    environment = {**os.environ, "SIXHILLS_HOME": str(tmp_path / "home"), "PYTHONUNBUFFERED": "1"}
    environment.pop("VIRTUAL_ENV", None)
    running = subprocess.Popen(
        ["make", "run", "ARGS=--no-browser"],
        cwd=clone,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    yield running
    os.killpg(running.pid, signal.SIGINT)
    running.wait(timeout=20)
    assert running.stdout is not None
    running.stdout.close()


@pytest.mark.soak
def test_a_newcomer_pedals_within_ten_minutes_of_the_clone(
    run_clone: subprocess.Popen[str], open_page: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.monotonic()
    assert run_clone.stdout is not None
    said = ""
    while (found := re.search(r"http://\S+token=\S+", said)) is None:
        line = run_clone.stdout.readline()
        assert line != "", said
        said += line
    installed_s = time.monotonic() - began
    page = open_page()
    page.goto(found.group())
    newcomer = Newcomer(page)
    newcomer.set_up()
    newcomer.begin()
    took_s = time.monotonic() - began
    steps = newcomer.steps + 2
    with capsys.disabled():
        told = f"{steps} steps, {took_s:.0f} s, of which {installed_s:.0f} s to install and start"
        sys.stdout.write(f"\n{told}\n")
    assert steps <= MOST_STEPS
    assert took_s < LIMIT_S
    newcomer.end()
