"""The ride page by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from scripted_ride import ScriptedRide

from sixhills.ride.frame import State

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def ride() -> ScriptedRide:
    return ScriptedRide()


@pytest.fixture
def page(ride: ScriptedRide, show_ride: Any) -> Page:
    """The page in hill 1."""
    ride.ride_to(1000)
    page: Page = show_ride(ride)
    page.get_by_test_id("riding").wait_for()
    return page


def wait_for_state(page: Page, state: str) -> None:
    page.locator(f"[data-state={state}]").wait_for()


def level(page: Page) -> int:
    return int(page.get_by_test_id("setting").inner_text().split()[1])


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_start(ride: ScriptedRide, show_ride: Any, key: str) -> None:
    page = show_ride(ride)
    page.get_by_test_id("ready").wait_for()
    page.keyboard.press(key)
    page.get_by_test_id("riding").wait_for()
    assert ride.keys == ["start"]


def test_pause_and_go_on(ride: ScriptedRide, page: Page) -> None:
    page.keyboard.press("Space")
    wait_for_state(page, "paused")
    assert page.get_by_test_id("posture").inner_text() == "PAUSED"
    page.keyboard.press("Space")
    wait_for_state(page, "riding")


def test_harder_and_easier(ride: ScriptedRide, page: Page) -> None:
    before = level(page)
    page.keyboard.press("+")
    page.wait_for_function(f"!document.body.innerText.includes('Level {before}')")
    harder = level(page)
    assert harder > before
    page.keyboard.press("-")
    page.wait_for_function(f"!document.body.innerText.includes('Level {harder}')")
    assert level(page) < harder
    assert ride.keys == ["harder", "easier"]


def test_next_back_and_longer(ride: ScriptedRide, page: Page) -> None:
    step = page.get_by_test_id("step")
    page.keyboard.press("n")
    step.get_by_text("Recover").wait_for()
    page.keyboard.press("b")
    step.get_by_text("Hill 1 of 6").wait_for()
    left_s = ride.frame.step_left_s
    page.keyboard.press("e")
    ride.wait_for_keys(page, "skip", "back", "extend")
    assert ride.frame.step_left_s == left_s + 30


def test_space_means_pause_even_after_a_tap_on_a_button(ride: ScriptedRide, page: Page) -> None:
    page.get_by_role("button", name="harder").click()
    page.keyboard.press("Space")
    wait_for_state(page, "paused")
    assert ride.keys == ["harder", "pause"]


def test_a_button_reached_by_keyboard_is_the_one_that_acts(ride: ScriptedRide, page: Page) -> None:
    page.get_by_role("button", name="easier").focus()
    page.keyboard.press("Enter")
    ride.wait_for_keys(page, "easier")


def test_help(page: Page) -> None:
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    keys.wait_for()
    assert "pause, go on" in keys.inner_text()
    page.keyboard.press("Escape")
    keys.wait_for(state="detached")
    assert page.get_by_role("dialog").count() == 0
    wait_for_state(page, "riding")


def test_ending_asks_once(ride: ScriptedRide, page: Page) -> None:
    page.keyboard.press("Escape")
    page.get_by_role("dialog", name="End the ride here?").wait_for()
    page.keyboard.press("Enter")  # "No, go on" is what stands ready
    page.get_by_role("dialog").wait_for(state="detached")
    assert ride.frame.state is State.RIDING
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_test_id("finished").wait_for()
    assert ride.frame.state is State.FINISHED


def test_posture_by_key(ride: ScriptedRide, page: Page) -> None:
    page.keyboard.press("y")
    page.get_by_role("img", name="noted").wait_for()
    assert ride.keys == ["confirm"]


def test_a_question_by_key(ride: ScriptedRide, show_ride: Any) -> None:
    ride.ride_to(20)
    page = show_ride(ride)
    while ride.frame.question is None:
        ride.pass_s(1)
    page.get_by_test_id("question").wait_for()
    page.keyboard.press("2")
    page.get_by_test_id("question").wait_for(state="detached")
    assert ride.keys == ["answer_2"]


def test_what_is_typed_with_ctrl_is_left_to_the_browser(ride: ScriptedRide, page: Page) -> None:
    page.keyboard.press("Control+n")
    page.keyboard.press("Space")
    ride.wait_for_keys(page, "pause")
