"""The real app as a process of its own: `sixhills serve`, killed and started again by tests."""

from __future__ import annotations

import contextlib
import os
import random
import re
import select
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

DIST = Path(__file__).parents[2] / "src" / "sixhills" / "web" / "dist"
"""The built pages."""

_START_LIMIT_S = 120.0
_PORTS = range(20_000, 32_000)  # below those that systems give to whoever calls somebody


class ServedApp:
    """`sixhills serve` in a process of its own, with a home of its own.

    Args:
        home: the data directory.
        options: of the command, besides its port.
    """

    def __init__(self, home: Path, *options: str):
        self.home = home
        self._options = options
        self.port = _find_free_port()
        self.address = ""
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it and wait until it tells its address."""
        command = [sys.executable, "-m", "sixhills", "serve", "--no-browser"]
        environment = {**os.environ, "SIXHILLS_HOME": str(self.home), "PYTHONUNBUFFERED": "1"}
        self._process = subprocess.Popen(
            [*command, "--port", str(self.port), *self._options],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.address = self._read_address(self._process)

    def kill(self) -> None:
        """End it as a crash does."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._close()

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._close()

    def _close(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process = None

    def _read_address(self, process: subprocess.Popen[str]) -> str:
        assert process.stdout is not None
        said = ""
        deadline = time.monotonic() + _START_LIMIT_S
        while time.monotonic() < deadline:
            ready, _, _ = select.select([process.stdout], [], [], 0.2)
            if not ready:
                continue
            line = process.stdout.readline()
            said += line
            found = re.search(r"sixhills is at (https?://[^\s,]+)", line)
            if found:
                return found[1]
            if line == "":
                break
        process.kill()
        raise AssertionError(f"sixhills serve did not tell its address:\n{said}")


def _find_free_port() -> int:
    """One that is free and stays so while the server is down: no other process is given it."""
    for port in random.sample(_PORTS, 100):
        with socket.socket() as free, contextlib.suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")
