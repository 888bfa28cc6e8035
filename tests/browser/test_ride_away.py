"""The ride page while the server is not heard, and how it comes back."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from scripted_ride import ScriptedRide

if TYPE_CHECKING:
    from playwright.sync_api import Page

BACK_WITHIN_S = 5.0  # issue 4


@pytest.fixture
def ride() -> ScriptedRide:
    ride = ScriptedRide()
    ride.ride_to(1000)
    return ride


@pytest.fixture
def page(ride: ScriptedRide, show_ride: Any) -> Page:
    page: Page = show_ride(ride)
    page.get_by_test_id("riding").wait_for()
    ride.pass_s(1)
    page.evaluate("window.not_reloaded = true")
    return page


def left_s(page: Page) -> int:
    minutes, seconds = page.get_by_test_id("left").inner_text().split()[-1].split(":")
    return 60 * int(minutes) + int(seconds)


def wait_until_gone(page: Page) -> None:
    page.get_by_test_id("lost").wait_for(timeout=4000)


def test_silence_is_told_and_the_countdown_goes_on(ride: ScriptedRide, page: Page) -> None:
    before_s, began = left_s(page), time.monotonic()
    ride.fall_silent()
    wait_until_gone(page)
    assert "The ride goes on" in page.get_by_test_id("lost").inner_text()
    page.wait_for_timeout(2000)
    passed_s = time.monotonic() - began
    assert abs(before_s - passed_s - left_s(page)) <= 1.6  # 1, and what a whole second hides


def test_a_server_that_is_gone_lets_no_time_pass(ride: ScriptedRide, page: Page) -> None:
    ride.cut()
    page.get_by_text("does not answer").wait_for()
    before_s = left_s(page)
    page.wait_for_timeout(2500)
    assert abs(left_s(page) - before_s) <= 1


def test_it_comes_back_by_itself_with_every_point(ride: ScriptedRide, page: Page) -> None:
    ride.cut()
    wait_until_gone(page)
    ride.pass_s(4)
    ride.away = False
    began = time.monotonic()
    page.get_by_test_id("lost").wait_for(state="detached", timeout=1000 * BACK_WITHIN_S)
    assert time.monotonic() - began < BACK_WITHIN_S
    assert page.evaluate("window.not_reloaded")
    count, first, last = map(
        int, str(page.locator("[data-points]").get_attribute("data-points")).split()
    )
    assert (first, last, count) == (1, 1005, 1005)


def test_buttons_rest_while_nobody_hears_them(ride: ScriptedRide, page: Page) -> None:
    ride.cut()
    wait_until_gone(page)
    assert page.get_by_role("button", name="pause").is_disabled()
    page.keyboard.press("n")
    ride.away = False
    page.get_by_test_id("lost").wait_for(state="detached")
    assert ride.keys == []


def test_a_reload_changes_nothing(ride: ScriptedRide, page: Page) -> None:
    page.reload()
    page.get_by_test_id("riding").wait_for()
    assert page.get_by_test_id("step").inner_text() == "Hill 1 of 6"
    assert page.locator("[data-points]").get_attribute("data-points") == "1001 1 1001"


def test_a_turned_phone_changes_nothing(ride: ScriptedRide, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    before_s = left_s(page)
    page.set_viewport_size({"width": 844, "height": 390})
    assert left_s(page) == before_s
    assert page.evaluate("window.not_reloaded")


def test_two_screens_show_the_same(ride: ScriptedRide, page: Page, show_ride: Any) -> None:
    other = show_ride(ride, width=390, height=844)
    other.get_by_test_id("riding").wait_for()
    other.keyboard.press("n")
    for screen in (page, other):
        screen.get_by_test_id("step").get_by_text("Recover").wait_for()
