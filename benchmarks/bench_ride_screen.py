"""The ride screen: from the server's tick until the browser has painted it, and what it loads.

A ride runs in the real server (`sixhills serve`), once with one browser and once with 29 more
WebSocket clients. Each tick carries the server's wall clock; the page is asked for two animation
frames after the message has arrived, the second of which begins after the first was painted.

    .venv/bin/python benchmarks/bench_ride_screen.py [--seconds 60]
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import HTTPCookieProcessor, build_opener

from playwright.async_api import async_playwright

from machine import describe_machine

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "browser"))
from chromium_here import CHROMIUM, CHROMIUM_OPTIONS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from playwright.async_api import Browser, Page

OTHERS = 29
LIMIT_MS = {1: 50.0, 1 + OTHERS: 100.0}  # p95
LOAD_LIMIT_BYTES = 150_000
MEASURE_PAINT = """
window.painted = [];
const Wire = WebSocket;
window.WebSocket = class extends Wire {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", (event) => {
      const message = JSON.parse(event.data);
      if (message.kind !== "tick") return;
      requestAnimationFrame(() =>
        requestAnimationFrame(() => window.painted.push(Date.now() - message.sent_ms)),
      );
    });
  }
};
"""
BEGIN = """
async () => {
  const wish = { workout: "six-hills", bike: "trainer", simulated: true, speed: 1, demo: true };
  const response = await fetch("/api/rides", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(wish),
  });
  if (!response.ok) throw new Error(await response.text());
}
"""


@contextlib.contextmanager
def serve() -> Iterator[str]:
    """A server with an empty home; its address with the launch token."""
    with tempfile.TemporaryDirectory() as home, socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        free.close()
        environment = {**os.environ, "SIXHILLS_HOME": home, "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "sixhills", "serve", "--no-browser", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            for line in process.stdout or ():
                found = re.search(r"http://\S+token=\S+", line)
                if found:
                    yield found.group()
                    break
            else:
                raise SystemExit("sixhills serve did not tell its address")
        finally:
            process.terminate()
            process.wait()


@contextlib.asynccontextmanager
async def follow(address: str, count: int) -> AsyncIterator[list[int]]:
    """WebSocket clients that read all they get; how many ticks each has got."""
    from websockets.asyncio.client import connect

    cookies = CookieJar()
    await asyncio.to_thread(build_opener(HTTPCookieProcessor(cookies)).open, address)
    headers = {"Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in cookies)}
    place = urlsplit(address).netloc
    got = [0] * count

    async def read(number: int) -> None:
        async with connect(
            f"ws://{place}/api/live", additional_headers=headers, origin=f"http://{place}"
        ) as wire:
            async for text in wire:
                got[number] += '"kind":"tick"' in str(text)

    readers = [asyncio.create_task(read(number)) for number in range(count)]
    try:
        yield got
    finally:
        for reader in readers:
            reader.cancel()
        await asyncio.gather(*readers, return_exceptions=True)


class Load:
    """What a page has loaded and told."""

    def __init__(self) -> None:
        self.bytes = 0
        self.requests = 0
        self.elsewhere: list[str] = []
        self.console: list[str] = []

    async def watch(self, page: Page, origin: str) -> None:
        """Count from now on."""
        session = await page.context.new_cdp_session(page)
        await session.send("Network.enable")
        await session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        session.on("Network.loadingFinished", self._count)
        page.on("request", lambda request: self._ask(request.url, origin))
        page.on("console", lambda message: self.console.append(message.text))
        page.on("pageerror", lambda error: self.console.append(str(error)))

    def _count(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def _ask(self, url: str, origin: str) -> None:
        self.requests += 1
        if urlsplit(url).netloc != origin:
            self.elsewhere.append(url)


async def measure(browser: Browser, seconds: float, others: int) -> tuple[list[float], Load, int]:
    """Milliseconds from tick to paint, what was loaded, and ticks that a client missed at most."""
    with serve() as address:
        origin = urlsplit(address).netloc
        context = await browser.new_context(viewport={"width": 1280, "height": 720})
        page = await context.new_page()
        await page.goto(address)
        await page.evaluate(BEGIN)
        fresh = await context.new_page()
        await fresh.add_init_script(MEASURE_PAINT)
        load = Load()
        await load.watch(fresh, origin)
        await page.close()
        await fresh.goto(f"http://{origin}/ride")
        await fresh.locator("canvas").wait_for()
        async with follow(address, others) as got:
            await asyncio.sleep(2)
            await fresh.evaluate("painted.length = 0")
            before = list(got)
            began = time.monotonic()
            await asyncio.sleep(seconds)
            painted = await fresh.evaluate("painted")
            passed = time.monotonic() - began
            missed = max(
                (int(passed) - 1 - (now - then) for now, then in zip(got, before, strict=True)),
                default=0,
            )
        await context.close()
        return painted, load, max(0, missed)


def tell(clients: int, painted: list[float], missed: int) -> bool:
    """Print one line; whether the limit holds."""
    ordered = sorted(painted)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    limit = LIMIT_MS[clients]
    print(
        f"tick to painted, {clients:2d} clients: p50 {statistics.median(ordered):5.1f} ms, "
        f"p95 {p95:5.1f} ms (at most {limit:g}), max {ordered[-1]:5.1f} ms, "
        f"n {len(ordered)}, ticks missed {missed}"
    )
    return p95 <= limit


async def run(seconds: float) -> bool:
    """Measure and print everything; whether all limits hold."""
    if CHROMIUM is None:
        raise SystemExit("needs the program chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        good = True
        for others in (0, OTHERS):
            painted, load, missed = await measure(browser, seconds, others)
            good &= tell(1 + others, painted, missed)
        print(
            f"first load: {load.bytes} bytes on the wire in {load.requests} requests "
            f"(at most {LOAD_LIMIT_BYTES}), power chart included"
        )
        print(f"requests to elsewhere: {len(load.elsewhere)}; told in the console: {load.console}")
        await browser.close()
    return good and load.bytes <= LOAD_LIMIT_BYTES and not load.elsewhere and not load.console


def main() -> None:
    """Read the options and measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=60.0)
    seconds = options.parse_args().seconds
    print(describe_machine())
    print(f"sixhills from {Path(__file__).parents[1].name}; {seconds:g} s for each line")
    if not asyncio.run(run(seconds)):
        raise SystemExit("a limit does not hold")


if __name__ == "__main__":
    main()
