"""The ride page while the server is not heard, and how it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from scripted_ride import ScriptedRide

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def ride() -> ScriptedRide:
    ride = ScriptedRide()
    ride.ride_to(1000)
    return ride


@pytest.fixture
def page(ride: ScriptedRide, show_ride: Any) -> Page:
    """The page at a moment at which its clock stands still."""
    return open_page_at(ride, show_ride)


@pytest.fixture
def running(ride: ScriptedRide, show_ride: Any) -> Page:
    """The same, while its clock runs."""
    return open_page_at(ride, show_ride, clock_runs=True)


def open_page_at(ride: ScriptedRide, show_ride: Any, **options: Any) -> Page:
    page: Page = show_ride(ride, **options)
    page.get_by_test_id("riding").wait_for()
    ride.pass_s(1)
    ride.wait_until_shown(page)
    page.evaluate("window.not_reloaded = true")
    return page


def read_left(page: Page) -> tuple[int, float]:
    """Seconds that are left by the page, and of the page's clock, at one moment."""
    told, now_ms = page.evaluate(
        "[document.querySelector('[data-testid=left]').innerText, performance.now()]"
    )
    minutes, seconds = told.split()[-1].split(":")
    return 60 * int(minutes) + int(seconds), now_ms / 1000


def test_silence_is_told_and_the_countdown_goes_on(ride: ScriptedRide, running: Page) -> None:
    ride.fall_silent()
    running.get_by_test_id("lost").wait_for()
    assert "The ride goes on" in running.get_by_test_id("lost").inner_text()
    left_s, began_s = read_left(running)
    running.wait_for_timeout(4000)
    later_s, now_s = read_left(running)
    assert left_s - later_s == pytest.approx(now_s - began_s, abs=2)  # it counts by halves


def test_a_server_that_is_gone_is_told_apart(ride: ScriptedRide, page: Page) -> None:
    before = page.get_by_test_id("left").inner_text()
    ride.cut()
    page.clock.run_for(600)  # until it looks for the server
    page.get_by_text("does not answer").wait_for()
    assert page.get_by_test_id("left").inner_text() == before


def test_it_comes_back_by_itself_with_every_point(ride: ScriptedRide, running: Page) -> None:
    ride.cut()
    running.get_by_test_id("lost").wait_for()
    ride.pass_s(4)
    ride.away = False
    running.get_by_test_id("lost").wait_for(state="detached")
    assert running.evaluate("window.not_reloaded")
    assert running.locator("[data-points]").get_attribute("data-points") == "1005 1 1005"


def test_buttons_rest_while_nobody_hears_them(ride: ScriptedRide, running: Page) -> None:
    ride.cut()
    running.get_by_test_id("lost").wait_for()
    assert running.get_by_role("button", name="pause").is_disabled()
    running.keyboard.press("n")
    ride.away = False
    running.get_by_test_id("lost").wait_for(state="detached")
    assert ride.keys == []


def test_a_reload_changes_nothing(ride: ScriptedRide, page: Page) -> None:
    page.reload()
    page.get_by_test_id("riding").wait_for()
    assert page.get_by_test_id("step").inner_text() == "Hill 1 of 6"
    assert page.locator("[data-points]").get_attribute("data-points") == "1001 1 1001"


def test_a_turned_phone_changes_nothing(ride: ScriptedRide, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    before_s, _ = read_left(page)
    page.set_viewport_size({"width": 844, "height": 390})
    assert read_left(page)[0] == before_s
    assert page.evaluate("window.not_reloaded")


def test_two_screens_show_the_same(ride: ScriptedRide, page: Page, show_ride: Any) -> None:
    other = show_ride(ride, width=390, height=844)
    other.get_by_test_id("riding").wait_for()
    other.keyboard.press("n")
    for screen in (page, other):
        screen.get_by_test_id("step").get_by_text("Recover").wait_for()
