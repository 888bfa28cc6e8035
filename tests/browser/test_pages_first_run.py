"""The first run: four kinds of bike, back, reload, keyboard alone, and what follows from health."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from scripted_pages import ScriptedPages

if TYPE_CHECKING:
    from playwright.sync_api import Page

BIKES: dict[str, tuple[list[str], dict[str, Any]]] = {
    "levels": (
        ["Exercise bike with levels", "20"],
        {"kind": "exercise", "resistance": {"kind": "levels", "lowest": 1, "highest": 20}},
    ),
    "knob": (
        ["Exercise bike with a knob", "about 5 turns"],
        {"kind": "exercise", "resistance": {"kind": "knob", "turns": 5, "notch_turns": 0.25}},
    ),
    "trainer": (["Smart trainer", "One gear"], {"kind": "trainer", "gears": None}),
    "road": (["Bike on the road"], {"kind": "road"}),
}
"""Answers on the bike, and what is stored of it."""


@pytest.fixture
def pages() -> ScriptedPages:
    return ScriptedPages(needs="setup")


@pytest.fixture
def page(pages: ScriptedPages, show_pages: Any) -> Page:
    page: Page = show_pages(pages, "/", width=390, height=844)
    return page


def answer(page: Page, *answers: str) -> None:
    """Tap answers, each on a screen of its own."""
    for one in answers:
        page.get_by_role("radio", name=re.compile(f"^{one}")).check()
        go_on(page)


def go_on(page: Page) -> None:
    heading = page.locator("h1").inner_text()
    page.get_by_role("button", name="Continue").click()
    page.locator("h1", has_text=heading).wait_for(state="detached")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tell_rider(page: Page) -> None:
    answer(page, "Yes, and the bike", "Little or not")
    page.get_by_label("Weight in kg").fill("70,5")
    go_on(page)


@pytest.mark.parametrize("kind", BIKES)
def test_first_run_on_each_kind_of_bike(pages: ScriptedPages, page: Page, kind: str) -> None:
    answers, stored = BIKES[kind]
    page.get_by_role("button", name="Begin").click()
    answer(page, *answers)
    tell_rider(page)
    page.get_by_role("button", name="None of these").click()
    go_on(page)
    page.get_by_role("button", name="I have read this").click()
    page.get_by_role("button", name="Start").wait_for()
    [bike] = pages.bodies("PUT", "/api/bikes/my-bike")
    assert {**bike, **stored, "can_stand": True} == bike
    [rider] = pages.bodies("PUT", "/api/rider")
    assert (rider["experience"], rider["mass_kg"], rider["can_stand"]) == ("beginner", 70.5, True)
    assert pages.bodies("PUT", "/api/screening") == [{"yes": [], "cleared": False}]
    assert pages.errors == []


def test_pounds_are_stored_as_kilograms(pages: ScriptedPages, page: Page) -> None:
    page.get_by_role("button", name="Begin").click()
    answer(page, *BIKES["road"][0], "Yes, and the bike", "Little or not")
    page.get_by_role("radio", name="lb").check()
    page.get_by_label("Weight in lb").fill("154")
    go_on(page)
    [rider] = pages.bodies("PUT", "/api/rider")
    assert rider["mass_kg"] == pytest.approx(69.85, abs=0.01)  # 154 lb of 0.45359237 kg


def test_back_and_reload_lose_nothing(page: Page) -> None:
    page.get_by_role("button", name="Begin").click()
    answer(page, *BIKES["levels"][0])
    page.go_back()
    page.go_back()
    assert page.get_by_role("radio", name="Exercise bike with levels").is_checked()
    page.reload()
    assert page.get_by_role("radio", name="Exercise bike with levels").is_checked()
    go_on(page)
    assert page.get_by_role("radio", name="20").is_checked()


def test_nobody_skips_a_question(page: Page) -> None:
    page.goto("http://127.0.0.1:9/start/mass")
    page.get_by_role("heading", name="What do you ride?").wait_for()


def test_first_run_by_keyboard_alone(pages: ScriptedPages, page: Page) -> None:
    page.get_by_role("button", name="Begin").wait_for()
    press(page, "Tab", "Enter")
    for heading, keys in (
        ("What do you ride", ["Tab", "Space", "Enter"]),
        ("How many levels", ["Tab", "Space", "ArrowRight", "Enter"]),
        ("Can you ride standing", ["Tab", "Space", "Enter"]),
        ("How much have you trained", ["Tab", "Space", "Enter"]),
        ("How heavy", ["Tab", *"70", "Enter"]),
        ("Does any of this apply to you", ["Tab", "Enter", "Tab", "Enter"]),
        ("Before you ride", ["Tab", "Tab", "Enter"]),
    ):
        page.locator("h1:focus", has_text=heading).wait_for()
        press(page, *keys)
    page.locator("h1:focus", has_text="Today").wait_for()
    [bike] = pages.bodies("PUT", "/api/bikes/my-bike")
    assert bike["resistance"]["highest"] == 10  # the second of the common ones
    assert pages.bodies("PUT", "/api/screening") == [{"yes": [], "cleared": False}]


def test_a_yes_asks_for_clearance_and_tells_what_follows(
    pages: ScriptedPages, show_pages: Any
) -> None:
    pages.app.update(needs="health", health_because="You have not ridden for two months or more.")
    page: Page = show_pages(pages, "/start/health")
    page.get_by_role("group", name="heart condition").get_by_label("Yes").check()
    page.get_by_role("button", name="No to all others").click()
    on = page.get_by_role("button", name="Continue")
    assert on.is_disabled()  # whether a doctor cleared riding hard is still open
    page.get_by_role("group", name="Has a doctor").get_by_label("No").check()
    on.click()
    page.get_by_text("no effort is above 4 of 10").wait_for()
    page.get_by_text("Ask the doctor who knows your heart").wait_for()
    assert pages.bodies("PUT", "/api/screening") == [{"yes": ["heart"], "cleared": False}]


def test_a_refusal_is_told_and_the_answers_stay(pages: ScriptedPages, page: Page) -> None:
    pages.refusing.add("PUT /api/rider")
    page.get_by_role("button", name="Begin").click()
    answer(page, *BIKES["road"][0], "No, I stay seated", "Regularly")
    page.get_by_label("Weight in kg").fill("70")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("alert").get_by_text("the disk is full").wait_for()
    pages.refusing.clear()
    go_on(page)
    assert pages.bodies("PUT", "/api/rider")[-1]["can_stand"] is False


def test_show_me_plays_a_ride_that_is_not_kept(pages: ScriptedPages, page: Page) -> None:
    page.get_by_role("button", name="Show me").click()
    page.wait_for_url("**/ride")
    [ride] = pages.bodies("POST", "/api/rides")
    assert (ride["simulated"], ride["demo"]) == (True, True)
    assert ride["speed"] > 10
