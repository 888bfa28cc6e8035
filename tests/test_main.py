"""The whole process, as `python -m sixhills` and the installed script start it."""

from __future__ import annotations

import subprocess
import sys

from sixhills import __version__


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sixhills", *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_a_command_ends_well() -> None:
    ended = run("--version")
    assert (ended.returncode, ended.stdout) == (0, f"sixhills {__version__}\n")


def test_bad_input_ends_with_2_and_one_line() -> None:
    ended = run("prescribe", "no-such-workout")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.count("\n") == 1
