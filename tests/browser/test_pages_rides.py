"""The history: weeks, month, files from elsewhere, delete with undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from scripted_pages import ScriptedPages

if TYPE_CHECKING:
    from playwright.sync_api import Page

DROP = """(names) => {
  const data = new DataTransfer();
  for (const name of names) data.items.add(new File(["x"], name));
  const box = document.querySelector("section:has(> #import)");
  box.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def pages() -> ScriptedPages:
    return ScriptedPages()


@pytest.fixture
def page(pages: ScriptedPages, show_pages: Any) -> Page:
    page: Page = show_pages(pages, "/rides")
    page.get_by_role("heading", name="Week of").first.wait_for()
    return page


def test_totals_are_of_what_is_known(page: Page) -> None:
    week = page.locator("section").filter(has=page.get_by_role("heading", name="November 16"))
    assert "2 rides · 2 h 58 min · 21 km (1 of 2 rides)" in week.inner_text()


def test_free_rides_are_listed_too(page: Page) -> None:
    page.get_by_role("link", name="Free ride").click()
    page.wait_for_url("**/after/free")


def test_the_month_leads_to_its_rides(page: Page) -> None:
    page.get_by_role("radio", name="Month").check()
    page.get_by_role("heading", name="November 2026").wait_for()
    page.get_by_role("link", name="Six hills, 1 h 29 min").first.click()
    page.wait_for_url("**/after/*")


def test_another_month(page: Page) -> None:
    page.get_by_role("radio", name="Month").check()
    page.get_by_role("button", name="Month before").click()
    page.get_by_role("heading", name="October 2026").wait_for()
    assert page.get_by_role("table").get_by_role("link").count() == 0


def test_files_are_chosen_and_a_bad_one_stops_no_other(pages: ScriptedPages, page: Page) -> None:
    page.get_by_role("button", name="Bring rides from elsewhere").click()
    files = [{"name": name, "mimeType": "", "buffer": b"x"} for name in ("bad.fit", "good.fit")]
    page.get_by_label("Choose files").first.set_input_files(files)
    page.get_by_text("not read: this is not a FIT file").wait_for()
    page.get_by_role("link", name="good.fit").wait_for()
    assert pages.bodies("POST", "/api/imports") == [b"x", b"x"]


def test_files_are_dropped(page: Page) -> None:
    page.get_by_role("button", name="Bring rides from elsewhere").click()
    page.evaluate(DROP, ["one.fit", "two.fit"])
    page.get_by_text("Read: 2").wait_for()


def test_delete_is_at_once_and_can_be_undone(page: Page) -> None:
    rides = page.locator("a[href^='/after/']")
    assert rides.count() == 3
    page.get_by_role("button", name="Delete Free ride").click()
    page.get_by_text("Free ride is deleted").wait_for()
    assert rides.count() == 2
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("link", name="Free ride").wait_for()


def test_a_refused_delete_brings_the_ride_back(pages: ScriptedPages, page: Page) -> None:
    pages.refusing.add("DELETE /api/rides/free")
    page.get_by_role("button", name="Delete Free ride").click()
    page.get_by_role("alert").get_by_text("the disk is full").wait_for()
    assert page.get_by_role("link", name="Free ride").is_visible()
