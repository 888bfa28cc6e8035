"""From the first question to the report, on the screen alone, with the real server behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from patience import PATIENCE_MS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from served_app import ServedApp

FILES = ("climb_1012m.fit", "climb_1549m.fit")


@pytest.fixture(scope="module")
def page(chromium: Browser, server: ServedApp) -> Iterator[Page]:
    """The screen of a newcomer who has answered all questions."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto(server.address)
    answer_all(page)
    yield page
    context.close()


def answer_all(page: Page) -> None:
    page.get_by_role("button", name="Begin").click()
    for answer in ("Exercise bike with levels", "20", "Yes, and the bike", "Little or not"):
        page.get_by_role("radio", name=re.compile(f"^{answer}")).check()
        go_on(page)
    page.get_by_label("Weight in kg").fill("72")
    go_on(page)
    page.get_by_role("button", name="None of these").click()
    go_on(page)
    page.get_by_role("button", name="I have read this").click()
    page.get_by_role("button", name="Start").wait_for()


def go_on(page: Page) -> None:
    heading = page.locator("h1").inner_text()
    page.get_by_role("button", name="Continue").click()
    page.locator("h1", has_text=heading).wait_for(state="detached")


def go_to(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_role("heading", name=name, exact=True).wait_for()


def test_a_newcomer_is_proposed_a_first_ride(page: Page) -> None:
    go_to(page, "Today")
    page.get_by_role("heading", name="Three hills", exact=True).wait_for()
    page.get_by_text("What it asks, step by step").click()
    assert "Level" in page.get_by_role("listitem").filter(has_text="Hill 3 of 3").inner_text()


def test_a_ride_is_ridden_ended_and_rated(page: Page) -> None:
    go_to(page, "Today")
    page.get_by_role("button", name="Start").click()
    page.get_by_test_id("ready").wait_for()
    page.keyboard.press("Enter")
    page.get_by_test_id("riding").wait_for()
    page.locator('[data-points^="2 "]').wait_for(
        state="attached"
    )  # nobody stores a ride of no seconds
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Yes, end").click()
    page.wait_for_url("**/after/*")
    page.get_by_role("group", name="How hard was the work?").get_by_label("6: short").check()
    page.get_by_text("saved", exact=True).wait_for()
    page.reload()
    six = page.get_by_role("group", name="How hard was the work?").get_by_label("6: short")
    six.wait_for()
    assert six.is_checked()


def test_real_files_are_imported(page: Page, shared: Path, tmp_path: Path) -> None:
    go_to(page, "Rides")
    page.get_by_role("button", name="Bring rides from elsewhere").click()
    bad = tmp_path / "bad.fit"
    bad.write_bytes(b"no ride")
    files: list[Any] = [shared / "data" / "rides" / name for name in FILES]
    page.get_by_label("Choose files").first.set_input_files([*files, bad])
    page.get_by_text("Read: 3").wait_for()
    assert page.locator("li.new").count() == len(FILES)
    assert "this is not a FIT file" in page.locator("li.failed").inner_text()


def test_a_backup_is_restored(page: Page, tmp_path: Path) -> None:
    go_to(page, "Settings")
    with page.expect_download() as download:
        page.get_by_role("link", name="Save a backup").click()
    backup = tmp_path / "backup.zip"
    download.value.save_as(backup)
    page.locator("input[type=file]").set_input_files(backup)
    page.get_by_text("Restored. Rides:").wait_for()


def test_german_and_back(page: Page) -> None:
    go_to(page, "Settings")
    page.get_by_role("radio", name="Deutsch").check()
    page.get_by_role("heading", name="Deine Daten").wait_for()
    page.reload()
    page.get_by_role("heading", name="Deine Daten").wait_for()
    page.get_by_role("radio", name="English").check()
    page.get_by_role("heading", name="Your data").wait_for()
