"""How fast a live ride reaches its screens, what that costs, and how soon it is back after a kill.

Screens are WebSocket clients on the same machine. Latency is from the server's stamp on a tick to
the moment when a client has its text. The server is killed with SIGKILL in mid-ride and started
again; the ride is back with the first tick that a client hears from the new server.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from contextlib import AsyncExitStack
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from websockets.asyncio.client import ClientConnection, connect

from machine import describe_machine

if TYPE_CHECKING:
    from collections.abc import Sequence

SCREENS = (1, 30)
SPEED = 4  # ticks in a second
TICKS = 80
KILLS = 3
WORKOUT = "six-hills"
SERVING = """
import sys
from pathlib import Path
from sixhills.web.server import serve
serve(Path(sys.argv[1]), port=int(sys.argv[2]), ready=lambda address: print(address, flush=True))
"""
SERVE = (sys.executable, "-c", SERVING)  # with a data directory and a port

Json = dict[str, Any]


@dataclass
class Server:
    """A server process with a data directory of its own, and the cookie that lets screens in."""

    home: Path
    port: int
    process: subprocess.Popen[str]
    cookie: str

    @classmethod
    def start(cls, home: Path, command: Sequence[str] = SERVE) -> Server:
        """Start one by a command, and come in by the address that it prints."""
        port = find_free_port()
        process = start_process(home, port, command)
        address = process.stdout.readline().strip() if process.stdout else ""
        jar = CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        opener.open(address).close()
        cookie = "; ".join(f"{one.name}={one.value}" for one in jar)
        return cls(home, port, process, cookie)

    def again(self) -> Server:
        """The same once more; it answers a little later, and knows the cookie."""
        return Server(self.home, self.port, start_process(self.home, self.port), self.cookie)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop it."""
        self.process.send_signal(how)
        self.process.communicate()

    def post(self, path: str, body: Json) -> None:
        """Post JSON."""
        headers = {"Content-Type": "application/json", "Cookie": self.cookie}
        address = f"http://127.0.0.1:{self.port}/api/{path}"
        request = urllib.request.Request(address, json.dumps(body).encode(), headers)
        urllib.request.urlopen(request).close()  # noqa: S310 - http on loopback

    def follow(self, since: int = -1) -> connect:
        """A screen."""
        address = f"ws://127.0.0.1:{self.port}/api/live?since={since}"
        return connect(address, max_size=None, additional_headers={"Cookie": self.cookie})

    def cpu_s(self) -> float:
        """Processor time used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float:
        """Memory held."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


def start_process(home: Path, port: int, command: Sequence[str] = SERVE) -> subprocess.Popen[str]:
    """The server as `sixhills serve` runs it."""
    return subprocess.Popen([*command, str(home), str(port)], stdout=subprocess.PIPE, text=True)


def find_free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def hear_ticks(screen: ClientConnection, count: int) -> list[float]:
    """Latencies of ticks [ms], the first few left out."""
    latencies: list[float] = []
    while len(latencies) < count:
        message = json.loads(await screen.recv())
        if message["kind"] == "tick":
            latencies.append(time.time() * 1000 - message["sent_ms"])
    return latencies[3:]


async def measure_screens(server: Server, screens: int) -> str:
    """Latency, processor and memory with a number of screens."""
    async with AsyncExitStack() as stack:
        followers = [await stack.enter_async_context(server.follow()) for _ in range(screens)]
        cpu_s, began_s = server.cpu_s(), time.monotonic()
        heard = await asyncio.gather(*(hear_ticks(one, TICKS) for one in followers))
        share = (server.cpu_s() - cpu_s) / (time.monotonic() - began_s)
        memory_mb = server.memory_mb()
    cuts = statistics.quantiles([latency for one in heard for latency in one], n=20)
    worst = max(latency for one in heard for latency in one)
    return (
        f"{screens:>11}{cuts[9]:>11.2f}{cuts[18]:>11.2f}{worst:>11.2f}"
        f"{100 * share:>11.1f}{memory_mb:>11.0f}"
    )


async def press_and_hear(screen: ClientConnection, key: str, state: str) -> float:
    """Press a key; how long until the screen shows what it did [ms]."""
    began_s = time.perf_counter()
    await screen.send(json.dumps({"key": key}))
    while True:
        message = json.loads(await screen.recv())
        if message["kind"] == "tick" and message["frame"]["state"] == state:
            return 1000 * (time.perf_counter() - began_s)


async def measure_keys(home: Path) -> str:
    """How long a key takes to show on the screen where it was pressed."""
    server = Server.start(home)
    server.post("rides", {"workout": WORKOUT})
    async with server.follow() as screen:
        times = [await press_and_hear(screen, "start", "riding")]
        for key, state in [("pause", "paused"), ("resume", "riding")] * 10:
            times.append(await press_and_hear(screen, key, state))
            await asyncio.sleep(0.13)  # at another moment of the second each time
    server.stop()
    return f"{statistics.median(times):>10.2f}{max(times):>10.2f}"


async def hear_points(server: Server, known: list[int], count: int) -> float:
    """Follow until some new points are there; when the first tick came (monotonic clock)."""
    first_s: float | None = None
    wanted = len(known) + count
    while True:
        try:
            async with server.follow(known[-1] if known else -1) as screen:
                async for text in screen:
                    message = json.loads(text)
                    if message["kind"] == "live":
                        known += [point["n"] for point in message["live"]["points"]]
                    elif message["kind"] == "tick" and message["point"]:
                        first_s = first_s or time.monotonic()
                        known.append(message["point"]["n"])
                    if first_s is not None and len(known) >= wanted:
                        return first_s
        except OSError:
            await asyncio.sleep(0.05)


async def measure_kill(home: Path) -> float:
    """Seconds from SIGKILL to the first tick of the server that was started at once again."""
    server = Server.start(home)
    server.post("rides", {"workout": WORKOUT})
    async with server.follow() as screen:
        await screen.send('{"key": "start"}')
        await screen.recv()
    known: list[int] = []
    await hear_points(server, known, 5)
    server.stop(signal.SIGKILL)
    killed_s = time.monotonic()
    server = server.again()
    back_s = await hear_points(server, known, 3)
    server.stop()
    if known != list(range(1, len(known) + 1)):
        raise AssertionError(f"points are missing or doubled: {known}")
    return back_s - killed_s


async def measure() -> None:
    """Print a row for each measurement."""
    with TemporaryDirectory() as home:
        server = Server.start(Path(home))
        ride = {"workout": WORKOUT, "bike": "trainer", "simulated": True, "speed": SPEED}
        server.post("rides", ride)
        print(f"tick to client on loopback, {SPEED} ticks in a second")
        names = ("screens", "p50 ms", "p95 ms", "max ms", "CPU %", "memory MB")
        print("".join(f"{name:>11}" for name in names))
        for screens in SCREENS:
            print(await measure_screens(server, screens))
        server.stop()
    with TemporaryDirectory() as home:
        print(f"\n{'key to screen':<32}{'p50 ms':>10}{'max ms':>10}")
        print(f"{'any moment of a second':<32}{await measure_keys(Path(home))}")
    times = []
    for _ in range(KILLS):
        with TemporaryDirectory() as home:
            times.append(await measure_kill(Path(home)))
    median_s, worst_s = statistics.median(times), max(times)
    print(
        f"\nkill -9 to the first tick after restart: median {median_s:.2f} s, worst {worst_s:.2f} s"
    )


def main() -> None:
    """Measure all."""
    print(describe_machine())
    asyncio.run(measure())


if __name__ == "__main__":
    main()
