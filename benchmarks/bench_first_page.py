"""From the command to the first page: server and Chromium started cold, until the button is there.

What a newcomer waits for who types `sixhills serve`: Python and the server start, then the browser,
and the page is painted with the button that leads on. Once with the byte code that an installation
leaves behind, once without any, as right after the first download. Beside it the same Chromium with
the smallest server there is (`http.server`, one word of HTML): the limit that no app can beat.

    .venv/bin/python benchmarks/bench_first_page.py [--runs 7]
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from machine import describe_machine

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "browser"))
from chromium_here import CHROMIUM, CHROMIUM_OPTIONS

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

LIMIT_S = 3.0
SERVE = ["-m", "sixhills", "serve", "--no-browser", "--port"]
SMALLEST = ["-u", "-m", "http.server", "--bind", "127.0.0.1"]
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+\S*")


def measure_s(
    playwright: Playwright, command: list[str], folder: Path, button: str
) -> tuple[float, float]:
    """Seconds until the server told its address, and until the page was painted with a button.

    Args:
        playwright: starts a Chromium of its own, with an empty profile.
        command: of the server, for Python; its port comes last.
        folder: where it runs, and its home.
        button: what of the page has to be there, as a selector.
    """
    environment = {**os.environ, "SIXHILLS_HOME": str(folder), "PYTHONUNBUFFERED": "1"}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    begin = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, *command, port],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        address = _read_address(server)
        told_s = time.perf_counter() - begin
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        page = browser.new_page()
        page.goto(address, wait_until="commit")
        page.locator(button).first.wait_for()
        page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        painted_s = time.perf_counter() - begin
        browser.close()
    finally:
        server.terminate()
        server.wait()
    return told_s, painted_s


def _read_address(server: subprocess.Popen[str]) -> str:
    for line in server.stdout or ():
        if found := ADDRESS.search(line):
            return found.group().rstrip("/) ")
    raise RuntimeError("the server ended without telling its address")


def _serve_ours(playwright: Playwright) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as home:
        return measure_s(playwright, SERVE, Path(home), "button.main")


def _serve_without_byte_code(playwright: Playwright) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as empty:
        command = ["-X", f"pycache_prefix={empty}", *SERVE]
        return measure_s(playwright, command, Path(home), "button.main")


def _serve_smallest(playwright: Playwright) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        page = "<!doctype html><title>x</title><button class=main>Begin</button>"
        (Path(folder) / "index.html").write_text(page)
        return measure_s(playwright, SMALLEST, Path(folder), "button.main")


WAYS: dict[str, Callable[[Playwright], tuple[float, float]]] = {
    "sixhills serve": _serve_ours,
    "sixhills serve, no byte code": _serve_without_byte_code,
    "http.server, one word": _serve_smallest,
}


def main() -> None:
    """Print a row for each server; the ratio is to the smallest one."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    print(describe_machine())
    print(f"{'from the command until':<32}{'address s':>11}{'page s':>9}{'worst s':>9}{'ratio':>8}")
    with sync_playwright() as playwright:
        for measure in WAYS.values():
            measure(playwright)  # files are in the cache of the system, as after an installation
        taken = [{way: measure(playwright) for way, measure in WAYS.items()} for _ in range(runs)]
    limit = statistics.median(one["http.server, one word"][1] for one in taken)
    for way in WAYS:
        told = statistics.median(one[way][0] for one in taken)
        painted = [one[way][1] for one in taken]
        median, worst = statistics.median(painted), max(painted)
        print(f"{way:<32}{told:>11.2f}{median:>9.2f}{worst:>9.2f}{median / limit:>8.2f}")
    print(f"limit: {LIMIT_S:g} s from the command to the first page")


if __name__ == "__main__":
    main()
