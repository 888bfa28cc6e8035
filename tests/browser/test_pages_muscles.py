"""The muscles on pages: words beside colour, what is not known, a condition to try out."""

from __future__ import annotations

from typing import Any

from pages_on_screen import PAGES
from patience import settle
from scripted_pages import ScriptedPages


def show(show_pages: Any, name: str) -> Any:
    settings = {"units": "metric", "language": "en", "voice": False, "sounds": True}
    page = show_pages(ScriptedPages("exercise", settings=settings), PAGES[name])
    settle(page)
    return page


def test_m5_1_the_map_says_in_words_what_it_shows(show_pages: Any) -> None:
    page = show(show_pages, "muscles")
    told = page.get_by_role("list", name="How much each muscle does")
    told.get_by_text("gluteus medius: not known").wait_for()
    assert "J (" in told.inner_text()


def test_m5_1_standing_is_tried_out(show_pages: Any) -> None:
    page = show(show_pages, "muscles")
    page.get_by_label("standing").check()
    told = page.get_by_role("list", name="How much each muscle does")
    told.get_by_text("gluteus medius: low").wait_for()
    assert "Trunk above" not in page.locator("main").inner_text()


def test_m5_1_a_ride_says_it_hill_by_hill(show_pages: Any) -> None:
    page = show(show_pages, "after")
    section = page.get_by_role("region", name="What your glutes did")
    section.get_by_text("Gluteus maximus, hill by hill").wait_for()
    assert section.inner_text().count("kJ (") >= 3


def test_m5_1_the_offer_says_what_the_ride_would_ask(show_pages: Any) -> None:
    page = show(show_pages, "today")
    assert page.get_by_text("What this ride would ask of your glutes").is_visible()
    page.get_by_role("list", name="How much each muscle does").wait_for()
    assert "Planned: nothing measured the power" in page.locator("main").inner_text()
