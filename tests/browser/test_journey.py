"""As a newcomer: from the address that the terminal prints to a ride with its report and back."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from newcomer import Newcomer

from sixhills.errors import DeviceError
from sixhills.web.phone import find_home_address

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route
    from served_app import ServedApp

BEGIN = """
async (wish) => {
  const body = JSON.stringify(wish);
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch("/api/rides", { method: "POST", headers, body });
  return answer.status;
}
"""
FIRST_STROKE_S = 600.0  # ten minutes with the install, of which this is the app's part
MOST_STEPS = 20


@pytest.fixture
def page(server: ServedApp, open_page: Any) -> Page:
    page: Page = open_page(width=390, height=844)
    page.goto(server.address)
    return page


def hurry(page: Page) -> None:
    """Let a shown ride pass in seconds; all else stays as the page asks for it."""

    def faster(route: Route) -> None:
        wish = route.request.post_data_json
        route.continue_(post_data=json.dumps({**wish, "speed": 2000.0}))

    page.route("**/api/rides", faster)


def ride_simulated(page: Page, workout: str = "three-short-hills") -> None:
    wish = {"workout": workout, "simulated": True, "speed": 2000.0}
    assert page.evaluate(BEGIN, wish) == 200
    page.wait_for_url(re.compile("/after/"))


def test_a_newcomer_comes_to_the_first_stroke_by_the_screen_alone(page: Page) -> None:
    began = time.monotonic()
    newcomer = Newcomer(page)
    newcomer.set_up()
    newcomer.begin()
    assert newcomer.steps <= MOST_STEPS
    assert time.monotonic() - began < FIRST_STROKE_S
    assert "Warm-up" in page.get_by_test_id("step").inner_text()
    newcomer.end()
    page.wait_for_url(re.compile("/after/"))


def test_a_simulated_ride_is_shown_to_its_report_by_the_screen_alone(
    page: Page, server: ServedApp
) -> None:
    hurry(page)
    page.get_by_role("button", name="Show me").first.click()
    report = page.get_by_test_id("demo-report")
    report.wait_for()
    assert re.search(r"Hill (\d) of \1", report.inner_text())  # the last one
    page.get_by_role("link", name="See today's ride").click()
    page.get_by_role("heading", name="Today").wait_for()


def test_a_simulated_ride_is_stored_with_its_report(page: Page, server: ServedApp) -> None:
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
    rides = page.locator("main a[href^='/after/']")
    rides.first.wait_for()
    before = rides.count()
    page.get_by_role("button", name=re.compile("^Delete ")).first.click()
    page.get_by_role("button", name="Undo").wait_for()
    assert rides.count() == before - 1
    page.get_by_role("button", name="Undo").click()
    rides.nth(before - 1).wait_for()


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


def test_a_phone_rides_from_another_origin_by_its_code(
    page: Page, server: ServedApp, open_page: Any
) -> None:
    try:
        address = find_home_address()
    except DeviceError:
        pytest.skip("needs an address beside loopback: this computer is in no network")
    page.goto(server.address.split("/?")[0] + "/today")
    page.get_by_role("button", name="On the phone").click()
    page.get_by_role("button", name="Show the code").click()
    page.get_by_role("img", name="Code to scan").wait_for()
    url = page.locator(".url").inner_text()
    assert url.startswith(f"http://{address}:")

    phone: Page = open_page(width=390, height=844, has_touch=True)
    said: list[str] = []
    phone.on("pageerror", lambda error: said.append(str(error)))
    phone.goto(url)
    assert not phone.evaluate("isSecureContext")
    waits, on = phone.get_by_test_id("none"), phone.get_by_role("link", name="To the ride")
    waits.or_(on).wait_for()
    if on.is_visible():  # from the report of the ride before, which was over a moment ago
        on.click()
    waits.wait_for()
    page.get_by_role("button", name="Start").first.click()
    phone.get_by_test_id("ready").wait_for()
    phone.get_by_role("button", name="Start").click()
    phone.get_by_test_id("riding").wait_for()
    page.get_by_test_id("riding").wait_for()  # both screens show one ride
    phone.wait_for_function("document.querySelector('video.awake')?.paused === false")
    phone.locator('[data-points^="2 "]').wait_for()  # nobody stores a ride of no seconds
    phone.get_by_role("button", name="more").click()
    phone.get_by_role("button", name="end").click()
    phone.get_by_role("button", name="Yes, end").click()
    phone.wait_for_url("**/after/*")
    assert said == []

    stranger: Page = open_page()
    again = stranger.goto(url)  # the code is good once
    assert again is not None
    assert again.status == 401
