"""Settings: each holds at once, bikes, language, data, and nothing is deleted by accident."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from scripted_pages import ScriptedPages

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def pages() -> ScriptedPages:
    return ScriptedPages()


@pytest.fixture
def page(pages: ScriptedPages, show_pages: Any) -> Page:
    page: Page = show_pages(pages, "/settings")
    page.get_by_role("heading", name="Your data").wait_for()
    return page


def add_bike(page: Page, name: str) -> None:
    page.get_by_role("button", name="Add a bike").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Hardest level").fill("24")
    form = page.locator("form").filter(has=page.get_by_label("Hardest level"))
    form.get_by_role("button", name="Save").click()


def test_german_holds_at_once_and_on_the_next_page(pages: ScriptedPages, page: Page) -> None:
    page.get_by_role("radio", name="Deutsch").check()
    page.get_by_role("heading", name="Deine Daten").wait_for()
    page.get_by_role("link", name="Heute").click()
    page.get_by_role("heading", name="Warum diese").wait_for()
    assert pages.bodies("PUT", "/api/settings")[-1]["language"] == "de"


def test_a_refused_setting_is_taken_back(pages: ScriptedPages, page: Page) -> None:
    pages.refusing.add("PUT /api/settings")
    page.get_by_role("radio", name="Deutsch").click()
    page.get_by_role("alert").get_by_text("the disk is full").wait_for()
    assert page.get_by_role("radio", name="English").is_checked()


def test_the_rider_in_pounds_and_inches(pages: ScriptedPages, page: Page) -> None:
    page.get_by_role("radio", name="lb, miles").check()
    page.get_by_label("Height in in").fill("70")
    page.locator("form").first.get_by_role("button", name="Save").click()
    page.get_by_text("✓ saved").first.wait_for()
    [rider] = pages.bodies("PUT", "/api/rider")
    assert rider["height_m"] == pytest.approx(1.778)  # 70 inches of 0.0254 m
    assert rider["mass_kg"] == pytest.approx(70, abs=0.05)  # untouched, shown as 154.3 lb


def test_a_bike_is_added(pages: ScriptedPages, page: Page) -> None:
    add_bike(page, "gym")
    page.get_by_role("button", name="Change gym").wait_for()
    [bike] = pages.bodies("PUT", "/api/bikes/gym")
    assert bike["resistance"] == {"kind": "levels", "lowest": 1, "highest": 24}


def test_a_bike_is_removed_after_a_question(pages: ScriptedPages, page: Page) -> None:
    add_bike(page, "gym")
    page.get_by_role("button", name="Remove gym").click()
    assert pages.bodies("DELETE", "/api/bikes/gym") == []
    page.get_by_role("button", name="Yes, remove").click()
    page.get_by_role("button", name="Change gym").wait_for(state="detached")


def test_another_bike_becomes_the_default(pages: ScriptedPages, page: Page) -> None:
    page.get_by_role("radio", name="trainer").check()
    page.get_by_text("✓ saved").wait_for()
    assert pages.bodies("PUT", "/api/default-bike") == [{"name": "trainer"}]


def test_a_backup_is_restored(pages: ScriptedPages, page: Page) -> None:
    file = {"name": "backup.zip", "mimeType": "application/zip", "buffer": b"PK"}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_text("Restored. Rides: 3; not here before: 2.").wait_for()
    assert pages.bodies("POST", "/api/data/restore") == [b"PK"]


def test_nothing_is_deleted_before_the_words_are_typed(pages: ScriptedPages, page: Page) -> None:
    page.get_by_role("button", name="Delete everything").click()
    yes = page.get_by_role("button", name="Delete it all")
    assert yes.is_disabled()
    page.get_by_label("Type “delete everything”").fill("delete")
    assert yes.is_disabled()
    page.get_by_label("Type “delete everything”").fill("delete everything")
    yes.click()
    page.wait_for_url("**/start")
    assert pages.bodies("DELETE", "/api/data") == [{"sure": "delete everything"}]


def test_sources_are_told_with_their_licences(page: Page) -> None:
    page.locator("summary", has_text="Show").click()
    page.get_by_text("LaiUhlrich2022").wait_for()
