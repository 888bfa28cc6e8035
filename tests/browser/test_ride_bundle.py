"""What opening the ride page loads."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any

from scripted_ride import ScriptedRide

if TYPE_CHECKING:
    from pathlib import Path

FIRST_LOAD_LIMIT_BYTES = 150_000  # compressed, all together


def test_the_first_load_is_small_and_from_here_alone(open_page: Any, built: Path) -> None:
    page = open_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    ride = ScriptedRide("trainer")
    ride.serve(page, built)
    page.goto("http://127.0.0.1:9/ride")
    ride.ride_to(5, power_w=100.0)  # the chart included
    page.locator("canvas").wait_for()
    assert {url.split("/")[2] for url in requests} == {"127.0.0.1:9"}
    paths = {url.split("/", 3)[3].split("?")[0] for url in requests}
    files = [built / (path if (built / path).is_file() else "index.html") for path in paths]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < FIRST_LOAD_LIMIT_BYTES


def test_the_console_stays_silent(open_page: Any, built: Path) -> None:
    page = open_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    ride = ScriptedRide("trainer")
    ride.serve(page, built)
    page.goto("http://127.0.0.1:9/ride")
    page.get_by_role("button", name="Start").click()
    ride.ride_to(1000, power_w=100.0, heart_rate_bpm=120.0)
    page.locator("canvas").wait_for()
    for key, shows in (
        ("Space", "[data-state=paused]"),
        ("Space", "[data-state=riding]"),
        ("?", "dialog"),
        ("Escape", "body:not(:has(dialog))"),
        ("Escape", "dialog"),
        ("Enter", "body:not(:has(dialog))"),
        ("+", "body"),
        ("n", "body"),
    ):
        page.keyboard.press(key)
        page.locator(shows).wait_for()
    ride.wait_for_keys(page, "start", "pause", "resume", "harder", "skip")
    assert told == []
