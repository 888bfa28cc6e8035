"""Today: one tap to start, other rides, wishes, what waits, and a day of rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from scripted_pages import ScriptedPages

if TYPE_CHECKING:
    from playwright.sync_api import Page

WAITING = {
    "ride": "cut",
    "title": "Six hills",
    "start": "2026-11-22T18:00:00+00:00",
    "ridden_s": 900.0,
    "total_s": 5340.0,
}


@pytest.fixture
def pages() -> ScriptedPages:
    return ScriptedPages()


@pytest.fixture
def page(pages: ScriptedPages, show_pages: Any) -> Page:
    page: Page = show_pages(pages, "/today")
    page.get_by_role("button", name="Start").wait_for()
    return page


def test_one_tap_starts_the_proposed_ride(pages: ScriptedPages, page: Page) -> None:
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/ride")
    [ride] = pages.bodies("POST", "/api/rides")
    assert (ride["workout"], ride["bike"]) == ("six-hills", "exercise")
    assert (ride["simulated"], ride["demo"], ride["speed"]) == (False, False, 1)


def test_start_is_seen_without_scrolling(page: Page) -> None:
    box = page.get_by_role("button", name="Start").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 720


def test_steps_are_told_in_the_words_of_the_bike(page: Page) -> None:
    page.get_by_text("What it asks, step by step").click()
    hill = page.get_by_role("listitem").filter(has_text="Hill 3 of 6")
    assert "Level 11" in hill.inner_text()
    assert hill.get_by_text("standing").is_visible()


def test_another_ride_is_shown_and_started(pages: ScriptedPages, page: Page) -> None:
    page.get_by_role("button", name="Shorter").click()
    page.get_by_role("heading", name="Three hills").wait_for()
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/ride")
    assert pages.bodies("POST", "/api/rides")[0]["workout"] == "three-hills"


def test_back_to_the_proposed_ride(page: Page) -> None:
    page.get_by_role("button", name="Shorter").click()
    page.get_by_role("button", name="Back to the proposed ride").click()
    page.get_by_role("heading", name="Six hills", exact=True).wait_for()


def test_another_bike_changes_what_is_set_and_leaves_the_steps_unfolded(page: Page) -> None:
    page.get_by_text("What it asks, step by step").click()
    page.get_by_text("Time, form, bike").click()
    page.get_by_label("Which bike?").select_option("knob")
    page.get_by_text("Knob").first.wait_for()


def test_the_time_there_is_goes_to_the_server(page: Page) -> None:
    page.get_by_text("Time, form, bike").click()
    with page.expect_request("**/api/today?minutes=30*"):
        page.get_by_role("radio", name="30 min").check()


def test_why_is_short_and_the_rest_unfolds(page: Page) -> None:
    page.get_by_text("Your first hard ride is hills.").wait_for()
    assert not page.get_by_text("They come next time.").is_visible()
    page.get_by_text("More on why").click()
    assert page.get_by_text("They come next time.").is_visible()


def test_a_day_of_rest_still_offers_rides(pages: ScriptedPages, show_pages: Any) -> None:
    pages.rest_day = True
    page: Page = show_pages(pages, "/today")
    page.get_by_role("heading", name="Today is for rest").wait_for()
    page.get_by_text("The next hard ride is due on Wednesday, November 25.").wait_for()
    assert page.get_by_role("button", name="Shorter").is_visible()


@pytest.mark.parametrize(
    ("button", "path", "leads_to"),
    [
        ("Go on", "/api/rides/cut/resume", "**/ride"),
        ("Store what was ridden", "/api/rides/cut/finish", "**/after/seen"),
    ],
)
def test_an_unfinished_ride_comes_first(
    show_pages: Any, button: str, path: str, leads_to: str
) -> None:
    pages = ScriptedPages(unfinished=[WAITING])
    page: Page = show_pages(pages, "/today")
    page.get_by_text("15 min of 1 h 29 min are ridden").wait_for()
    page.get_by_role("button", name=button).click()
    page.wait_for_url(leads_to)
    assert len(pages.bodies("POST", path)) == 1


def test_health_is_asked_about_where_it_is_due(show_pages: Any) -> None:
    pages = ScriptedPages(needs="health", health_because="You have not ridden for two months.")
    page: Page = show_pages(pages, "/today")
    page.get_by_role("link", name="Answer the questions on health").click()
    page.get_by_role("heading", name="Does any of this apply to you?").wait_for()


def test_a_code_for_the_phone(page: Page) -> None:
    page.get_by_role("button", name="On the phone").click()
    page.get_by_role("button", name="Show the code").click()
    page.get_by_role("img", name="Code to scan with the phone").wait_for()
    page.get_by_text("within 5 minutes").wait_for()


def test_the_card_is_that_of_this_ride_and_bike(page: Page) -> None:
    card = page.get_by_role("link", name="Card for the gym")
    assert card.get_attribute("href") == "/api/card?workout=six-hills&bike=exercise"


def test_a_refusal_is_told_with_its_remedy(pages: ScriptedPages, page: Page) -> None:
    pages.refusing.add("POST /api/rides")
    page.get_by_role("button", name="Start").click()
    told = page.get_by_role("alert")
    told.get_by_text("the disk is full").wait_for()
    assert "make room" in told.inner_text()
