"""Whole rides on the real server: from the first key to the report, through crashes and silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from frozen_network import Network
from patience import PATIENCE_MS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page
    from served_app import ServedApp

BEGIN = """
async (wish) => {
  const response = await fetch("/api/rides", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(wish),
  });
  return [response.status, await response.json()];
}
"""
REMEMBER_STEPS = """
window.steps = new Set();
new MutationObserver(() => {
  const step = document.querySelector("[data-testid=step]");
  if (step) window.steps.add(step.textContent);
}).observe(document, { subtree: true, childList: true, characterData: true });
"""
END = """
() => new Promise((resolve) => {
  const wire = new WebSocket(location.origin.replace("http", "ws") + "/api/live");
  wire.onmessage = (event) => {
    const { kind } = JSON.parse(event.data);
    if (kind === "live") wire.send('{"key": "end"}');
    if (kind === "none" || kind === "finished") resolve(wire.close());
  };
})
"""


@pytest.fixture
def page(server: ServedApp, open_page: Any) -> Iterator[Page]:
    """A page that is signed in; whatever it rides is ended after the test."""
    page: Page = open_page()
    page.goto(server.address)
    yield page
    page.goto(server.address)
    page.evaluate(END)


def begin(page: Page, **wish: Any) -> None:
    status, told = page.evaluate(BEGIN, {"workout": "six-hills", **wish})
    assert status == 200, told
    page.goto(page.evaluate("location.origin") + "/ride")


def start(page: Page) -> None:
    page.get_by_test_id("ready").wait_for()
    page.keyboard.press("Enter")
    page.get_by_test_id("riding").wait_for()


def read_points(page: Page) -> tuple[int, int, int]:
    told = page.locator("[data-points]").get_attribute("data-points")
    assert told is not None
    count, first, last = map(int, told.split())
    return count, first, last


def wait_for_points(page: Page, count: int) -> None:
    """Wait until so many seconds of the ride are shown."""
    page.wait_for_function(
        "(count) => parseInt(document.querySelector('[data-points]').dataset.points) >= count",
        arg=count,
    )


def left_s(page: Page) -> int:
    minutes, seconds = page.get_by_test_id("left").inner_text().split()[-1].split(":")
    return 60 * int(minutes) + int(seconds)


def test_six_hills_at_high_speed_from_start_to_report(page: Page) -> None:
    page.add_init_script(REMEMBER_STEPS)
    begin(page, bike="trainer", simulated=True, speed=400)
    page.locator("canvas").wait_for()
    page.wait_for_url("**/after/*", timeout=5 * PATIENCE_MS)  # all of 89 minutes, however slow
    seen = set(page.evaluate("[...steps]"))
    hills = {f"Hill {hill} of 6" for hill in range(1, 7)}
    assert hills & seen  # all of them, unless this computer is too busy to draw each
    for hill in hills:
        row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=hill))
        row.get_by_text("done").wait_for()


def test_a_whole_ride_by_keyboard(page: Page) -> None:
    begin(page)
    start(page)
    wait_for_points(page, 2)  # nobody stores a ride of no seconds
    for _ in range(3):
        page.keyboard.press("n")
    page.get_by_test_id("step").get_by_text("Hill 2 of 6").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/after/*")


def test_a_demonstration_leaves_nothing_behind(page: Page) -> None:
    begin(page, workout="recovery-20", simulated=True, speed=2000, demo=True)
    page.get_by_role("heading", name="That was the ride").wait_for()
    page.get_by_role("link", name="See today").wait_for()


def test_a_frozen_network_changes_nothing(page: Page, server: ServedApp, open_page: Any) -> None:
    begin(page)
    start(page)
    with Network(server.port) as network:
        phone: Page = open_page(width=390, height=844)
        phone.goto(server.address.replace(f":{server.port}/", f":{network.port}/"))
        phone.goto(f"http://127.0.0.1:{network.port}/ride")
        phone.get_by_test_id("riding").wait_for()
        phone.evaluate("window.not_reloaded = true")
        network.freeze()
        phone.get_by_test_id("lost").wait_for()
        assert "The ride goes on" in phone.get_by_test_id("lost").inner_text()
        wait_for_points(page, read_points(page)[0] + 2)
        assert abs(left_s(phone) - left_s(page)) <= 3  # it counts by halves, and looking takes time
        network.thaw()
        phone.get_by_test_id("lost").wait_for(state="detached")
        assert phone.evaluate("window.not_reloaded")
        count, first, last = read_points(phone)
        assert (first, last) == (1, count)


def test_a_killed_server_goes_on_with_the_ride(page: Page, server: ServedApp) -> None:
    begin(page)
    start(page)
    page.keyboard.press("n")
    page.get_by_test_id("step").get_by_text("Hill 1").wait_for()
    wait_for_points(page, 2)
    page.evaluate("window.not_reloaded = true")
    server.kill()
    page.get_by_text("does not answer").wait_for()
    before_s, before_points = left_s(page), read_points(page)
    server.start()
    page.get_by_test_id("lost").wait_for(state="detached")
    assert page.evaluate("window.not_reloaded")
    wait_for_points(page, before_points[0] + 2)
    count, first, last = read_points(page)
    assert (first, last) == (1, count)
    ridden_s = count - before_points[0]  # while the server was gone no time of the ride passed
    assert before_s - left_s(page) == pytest.approx(ridden_s, abs=5)
    assert page.get_by_test_id("step").inner_text() == "Hill 1 of 6"


def test_no_request_leaves_the_origin(page: Page) -> None:
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    page.on("websocket", lambda wire: asked.add(urlsplit(wire.url).netloc))
    begin(page, bike="trainer", simulated=True, speed=20)
    page.locator("canvas").wait_for()
    assert asked == {urlsplit(page.url).netloc}
