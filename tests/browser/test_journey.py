"""As a newcomer: from the address that the terminal prints to a ride with its report and back."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from test_pages_first_run import answer, go_on, tell_rider

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from served_app import ServedApp

BEGIN = """
async (wish) => {
  const body = JSON.stringify(wish);
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch("/api/rides", { method: "POST", headers, body });
  return answer.status;
}
"""
FIRST_STROKE_S = 600.0  # issue 4: ten minutes with the install, of which this is the app's part


@pytest.fixture
def page(server: ServedApp, open_page: Any) -> Page:
    page: Page = open_page(width=390, height=844)
    page.goto(server.address)
    return page


def set_up(page: Page) -> None:
    page.get_by_role("button", name="Begin").click()
    answer(page, "Exercise bike with levels", "16")
    tell_rider(page)
    page.get_by_role("button", name="None of these").click()
    go_on(page)
    page.get_by_role("button", name="I have read this").click()


def ride_simulated(page: Page, workout: str = "three-short-hills") -> None:
    wish = {"workout": workout, "simulated": True, "speed": 2000.0}
    assert page.evaluate(BEGIN, wish) == 200
    page.wait_for_url(re.compile("/after/"), timeout=60_000)


def test_a_newcomer_comes_to_a_ride_with_its_report_by_the_screen_alone(
    page: Page, server: ServedApp
) -> None:
    began = time.monotonic()
    set_up(page)
    page.get_by_role("button", name="Start").first.wait_for()
    assert time.monotonic() - began < FIRST_STROKE_S
    page.goto(server.address.split("/?")[0] + "/ride")
    ride_simulated(page)
    page.get_by_text("3 of 3").first.wait_for()
    told = page.inner_text("main")
    assert "Hill 1" in told
    assert "Hill 3" in told


def test_what_was_ridden_is_in_the_list_and_can_be_put_aside_and_brought_back(
    page: Page, server: ServedApp
) -> None:
    page.goto(server.address.split("/?")[0] + "/rides")
    page.locator("main a[href^='/after/']").first.wait_for()


def test_a_file_of_another_device_is_taken_in(page: Page, server: ServedApp, shared: Path) -> None:
    page.goto(server.address.split("/?")[0] + "/rides")
    page.get_by_role("button", name="Bring rides").click()
    file = shared / "data" / "rides" / "turbo_fenix6_position.fit"
    page.get_by_label("Choose files").first.set_input_files(file)
    page.get_by_role("link", name="turbo_fenix6_position.fit").click()
    page.wait_for_url(re.compile("/after/"))
    page.get_by_text("ridden", exact=True).first.wait_for()


def test_a_stranger_is_shown_the_way_in_and_nothing_else(server: ServedApp, open_page: Any) -> None:
    stranger: Page = open_page()
    answer = stranger.goto(server.address.split("/?")[0] + "/today")
    assert answer is not None
    assert answer.status == 401
    assert "does not know this browser" in stranger.inner_text("body")


def test_nothing_leaves_this_server_and_the_console_stays_silent(
    server: ServedApp, open_page: Any
) -> None:
    page: Page = open_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(server.address)
    for path in ("/today", "/rides", "/settings", "/ride"):
        page.goto(server.address.split("/?")[0] + path)
        page.get_by_role("heading").first.wait_for()
    here = server.address.split("/?")[0]
    assert [url for url in asked if not url.startswith((here, "data:", "blob:"))] == []
    assert said == []


def test_show_me_plays_a_ride_and_shows_its_report(page: Page, server: ServedApp) -> None:
    wish = {"workout": "three-short-hills", "simulated": True, "speed": 1000.0, "demo": True}
    assert page.evaluate(BEGIN, wish) == 200
    page.goto(server.address.split("/?")[0] + "/ride")
    report = page.get_by_test_id("demo-report")
    report.wait_for(timeout=60_000)
    assert "Hill 3 of 3" in report.inner_text()
    assert page.get_by_role("link", name="See today's ride").is_visible()
