"""How long commands take to start, against the limit: Python that starts and does nothing.

Both run in turn, so that a change of the machine's speed touches both. Figures are medians.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from machine import describe_machine

RUNS = 15
SIXHILLS = [sys.executable, "-m", "sixhills"]
COMMANDS = {
    "sixhills --help": [*SIXHILLS, "--help"],
    "sixhills workouts": [*SIXHILLS, "workouts"],
    "sixhills prescribe six-hills --json": [*SIXHILLS, "prescribe", "six-hills", "--json"],
    "sixhills next --json": [*SIXHILLS, "next", "--json"],
}
NOTHING = [sys.executable, "-c", "pass"]


def measure_s(command: list[str], home: str) -> float:
    """Wall time of one run."""
    start = time.perf_counter()
    subprocess.run(
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"SIXHILLS_HOME": home, "PATH": str(Path(sys.executable).parent)},
    )
    return time.perf_counter() - start


def main() -> None:
    """Print a row for each command."""
    print(describe_machine())
    print(f"{'command':<40}{'median s':>10}{'worst s':>10}{'nothing s':>11}{'ratio':>8}")
    with TemporaryDirectory() as home:
        for name, command in COMMANDS.items():
            measure_s(command, home)  # byte code is compiled once
            pairs = [(measure_s(command, home), measure_s(NOTHING, home)) for _ in range(RUNS)]
            ours = [pair[0] for pair in pairs]
            limit = statistics.median(pair[1] for pair in pairs)
            median = statistics.median(ours)
            print(
                f"{name:<40}{median:>10.3f}{max(ours):>10.3f}{limit:>11.3f}{median / limit:>8.1f}"
            )


if __name__ == "__main__":
    main()
