"""The package `sweat` as a peer, in an environment of its own.

It needs an older pandas and numpy than we have, so it is installed apart, under build/, and asked
through a process: power goes in as a file of numpy, what it says comes back as JSON. Run by the
peer's own Python, this file is the process; it imports nothing of ours.
"""

import json
import subprocess
import sys
import time
import venv
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
HOME = HERE.parent / "build" / "peers" / "sweat-0.25.0"
NEEDS = ("sweat==0.25.0", "numpy<2", "setuptools<80")
RUNS = 3


def find_peer() -> Path | None:
    """The peer's Python, installed once; None where it cannot be."""
    python = HOME / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if (HOME / "installed").exists():
        return python
    venv.create(HOME, with_pip=True, clear=True)
    install = [str(python), "-m", "pip", "install", "--quiet", *NEEDS]
    if subprocess.run(install, capture_output=True, check=False).returncode:
        return None
    (HOME / "installed").touch()
    return python


def ask_peer(power_w: np.ndarray, *, runs: int = RUNS) -> dict[str, object] | None:
    """What the peer makes of a power channel: values, and milliseconds that each took."""
    python = find_peer()
    if python is None:
        return None
    path = HOME / "power.npy"
    np.save(path, power_w)
    answer = subprocess.run(
        [str(python), str(Path(__file__).resolve()), str(path), str(runs)],
        capture_output=True,
        check=True,
        text=True,
    )
    told: dict[str, object] = json.loads(answer.stdout)
    return told


def answer() -> None:
    """In the peer's process: analyse the file given, and print what came of it."""
    from sweat import w_prime_balance
    from sweat.metrics import core

    power = np.load(sys.argv[1])
    runs = int(sys.argv[2])
    taken = {}

    def measure(name, function):
        best = float("inf")
        for _ in range(runs):
            start = time.process_time()
            value = function()
            best = min(best, time.process_time() - start)
        taken[name] = 1000 * best
        return value

    curve = measure("mean_max", lambda: core.mean_max(power))
    weighted = measure("weighted", lambda: core.weighted_average_power(power))
    balance = measure(
        "w_prime", lambda: w_prime_balance(power, 250, 20_000, algorithm="froncioni-skiba-clarke")
    )
    print(
        json.dumps(
            {
                "mean_max": [float(value) for value in curve],
                "weighted": float(weighted),
                "weighted_xpower": float(core.weighted_average_power(power, algorithm="xPower")),
                "w_prime_last": float(np.asarray(balance)[-1]),
                "best_300": float(core.best_interval(power, 300)),
                "taken_ms": taken,
            }
        )
    )


if __name__ == "__main__":
    answer()
