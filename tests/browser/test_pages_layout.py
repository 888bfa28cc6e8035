"""Every page on every screen: nothing sticks out, nobody is shut out, nothing complains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pages_on_screen import (
    NEW,
    ON_THE_ROAD,
    PAGES,
    find_barriers,
    find_overlapping,
    find_sticking_out,
    scrolls_sideways,
)
from patience import settle
from screens import SCREENS
from scripted_pages import ScriptedPages

if TYPE_CHECKING:
    from playwright.sync_api import Page


def show(show_pages: Any, name: str, language: str = "en", **options: Any) -> tuple[Page, Any]:
    settings = {"units": "metric", "language": language, "voice": False, "sounds": True}
    needs = "setup" if name in NEW else None
    bike = "road" if name in ON_THE_ROAD else "exercise"
    pages = ScriptedPages(bike, settings=settings, needs=needs)
    page: Page = show_pages(pages, PAGES[name], **options)
    settle(page)
    return page, pages


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out_or_overlaps(show_pages: Any, name: str, screen: str) -> None:
    width, height = SCREENS[screen]
    page, pages = show(show_pages, name, width=width, height=height)
    assert not scrolls_sideways(page)
    assert find_sticking_out(page) == []
    assert find_overlapping(page) == []
    assert pages.errors == []


@pytest.mark.parametrize("screen", SCREENS)
def test_forms_do_not_stick_out_or_overlap(show_pages: Any, screen: str) -> None:
    width, height = SCREENS[screen]
    page, _ = show(show_pages, "settings", language="de", width=width, height=height)
    page.get_by_role("button", name="Alles löschen").click()
    page.get_by_role("button", name="Code zeigen").click()
    page.get_by_role("button", name="Ein Rad hinzufügen").click()
    for kind in ("levels", "knob", "trainer", "road"):
        page.get_by_label("Was es ist").select_option(kind)
        assert not scrolls_sideways(page)
        assert find_sticking_out(page) == []
        assert find_overlapping(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out_or_overlaps_in_german(show_pages: Any, name: str) -> None:
    page, _ = show(show_pages, name, language="de", width=390, height=844)
    assert page.locator("html").get_attribute("lang") == "de"
    assert not scrolls_sideways(page)
    assert find_sticking_out(page) == []
    assert find_overlapping(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_shut_out(show_pages: Any, name: str, scheme: str) -> None:
    page, _ = show(show_pages, name, width=820, height=1180, color_scheme=scheme)
    assert find_barriers(page) == []
    assert find_sticking_out(page) == []
    assert find_overlapping(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_what_is_tapped_is_large_enough(show_pages: Any, name: str) -> None:
    page, _ = show(show_pages, name, width=390, height=844)
    heights: list[float] = page.evaluate(
        "[...document.querySelectorAll('main button, main select, main fieldset label')]"
        ".filter((one) => one.checkVisibility() && !one.closest('.unseen'))"
        ".map((one) => one.getBoundingClientRect().height)"
    )
    assert min(heights, default=44) >= 44  # CSS pixels, WCAG 2.2 target size (enhanced)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("screen", SCREENS)
def test_navigation_fits_and_leads_to_every_page(
    show_pages: Any, screen: str, language: str
) -> None:
    width, height = SCREENS[screen]
    page, _ = show(show_pages, "settings", language=language, width=width, height=height)
    navigation = page.get_by_role("navigation")
    clipped = navigation.locator("a, button").evaluate_all(
        "(all) => all.filter((one) => one.checkVisibility())"
        ".filter((one) => one.scrollWidth > one.clientWidth || one.clientHeight < 44)"
        ".map((one) => one.textContent)"
    )
    assert clipped == []
    more = navigation.get_by_role("button")
    for index in range(navigation.locator("a").count()):
        link = navigation.locator("a").nth(index)
        if not link.is_visible():
            more.click()
        link.click()
        page.locator("h1:focus").wait_for()
        assert link.get_attribute("aria-current") == "page"
        assert not page.locator("[popover]").is_visible()


def test_heading_gets_the_focus_when_gone_to(show_pages: Any) -> None:
    page, _ = show(show_pages, "today")
    page.get_by_role("link", name="Settings").click()
    page.locator("h1:focus", has_text="Settings").wait_for()
    assert page.title() == "Settings · sixhills"


def test_theme_is_kept_on_this_screen(show_pages: Any) -> None:
    page, _ = show(show_pages, "settings", color_scheme="light")
    page.get_by_role("radio", name="dark", exact=True).check()
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.reload()
    settle(page)
    assert page.evaluate(ground) == dark
    page.get_by_role("radio", name="light", exact=True).check()
    assert page.evaluate(ground) != dark
