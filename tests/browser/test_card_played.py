"""A card in Chromium, opened from a file, without any network."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pages_on_screen import find_barriers
from patience import stop_clock
from screens import SCREENS
from scripted_pages import ScriptedPages

if TYPE_CHECKING:
    from playwright.sync_api import Page

CARDS = sorted((Path(__file__).parents[2] / "docs" / "cards").glob("*.html"))
SIX_HILLS = next(card for card in CARDS if card.name == "six-hills-levels.html")
by_card = pytest.mark.parametrize("card", CARDS, ids=lambda card: card.stem)

ENGLISH = re.compile(
    r"\b(?:the|you|your|and|of|hill|level|gear|knob|stand|sit|seated|easy|minutes|turns?)\b",
    re.IGNORECASE,
)

READ_LETTERS = """() => [...document.querySelectorAll(".player [data-part]")]
  .filter((one) => one.textContent.trim() && !one.matches(".unseen"))
  .map((one) => [one.textContent, parseFloat(getComputedStyle(one).fontSize) / innerHeight])"""
OUTSIDE = """() => [...document.querySelectorAll(".player :is([data-part], button)")]
  .filter((one) => !one.matches(".unseen") && one.checkVisibility())
  .filter((one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    return left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1;
  })
  .map((one) => one.textContent)"""


@pytest.fixture
def open_card(open_page: Any) -> Any:
    """A function that opens a card with a clock of its own; whatever it asks for is kept."""

    def open_one(card: Path = SIX_HILLS, **options: Any) -> Page:
        page: Page = open_page(**{"width": 390, "height": 844, **options})
        page.context.set_offline(True)
        stop_clock(page)
        page.asked = []  # type: ignore[attr-defined]
        page.told = []  # type: ignore[attr-defined]
        page.on("request", lambda request: page.asked.append(request.url))  # type: ignore[attr-defined]
        page.on("console", lambda line: page.told.append(line.text))  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.told.append(str(error)))  # type: ignore[attr-defined]
        page.goto(card.as_uri())
        return page

    return open_one


def read(page: Page, part: str) -> str:
    return page.locator(f"[data-part={part}]").inner_text()


@by_card
def test_a_card_plays_to_its_end_and_asks_for_nothing(open_card: Any, card: Path) -> None:
    page = open_card(card)
    page.get_by_role("button", name="Start").click()
    page.clock.run_for(2_000)
    seen = set()
    for _ in range(60):
        if not page.locator(".player").is_visible():
            break
        seen.add(read(page, "name"))
        page.keyboard.press("n")
        page.clock.run_for(400)
    page.get_by_role("button", name="Done. Once more").wait_for()
    assert {"Warm-up", "Cool-down"} <= seen
    if "hills" in card.name:
        assert {f"Hill {hill} of 6" for hill in range(1, 7)} <= seen
    assert page.asked == [card.as_uri()]
    assert page.told == []


def test_it_says_when_to_stand_ahead_and_then(open_card: Any) -> None:
    page = open_card()
    page.get_by_role("button", name="Start").click()
    page.clock.fast_forward(29 * 60_000 + 51_500)  # hill 3 is ridden standing from 30:00 on
    page.clock.run_for(400)
    assert read(page, "name") == "Hill 3 of 6"
    assert read(page, "posture").startswith("STAND in ")
    page.clock.run_for(9_000)
    assert read(page, "posture") == "STAND"
    assert "Stand up." in read(page, "cue")
    assert read(page, "setting") == "Level 11"


def test_a_pause_holds_the_clock_and_a_reload_keeps_the_place(open_card: Any) -> None:
    page = open_card()
    page.get_by_role("button", name="Start").click()
    page.clock.run_for(600_000)
    page.keyboard.press("Space")
    left = read(page, "left")
    page.clock.run_for(60_000)
    assert read(page, "posture") == "PAUSED"
    assert read(page, "left") == left == "5:00"
    page.reload()
    page.get_by_role("button", name="Go on").click()
    page.clock.run_for(400)
    assert read(page, "left") == "5:00"


@by_card
def test_it_prints_on_one_page(open_card: Any, card: Path) -> None:
    pdf = open_card(card).pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("card", [CARDS[0], SIX_HILLS], ids=lambda card: card.stem)
def test_what_is_read_while_riding_is_large_and_whole(
    open_card: Any, card: Path, screen: str
) -> None:
    width, height = SCREENS[screen]
    page = open_card(card, width=width, height=height)
    page.get_by_role("button", name="Start").click()
    page.clock.run_for(1_000)
    for _ in range(6):
        page.keyboard.press("n")
        page.clock.run_for(400)
        assert [one for one in page.evaluate(READ_LETTERS) if one[1] < 0.04 - 1e-4] == []
        assert page.evaluate(OUTSIDE) == []
    banner = page.locator(".posture").bounding_box()
    assert banner["height"] >= 0.12 * height


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(open_card: Any, scheme: str) -> None:
    page = open_card(color_scheme=scheme)
    page.clock.resume()
    assert find_barriers(page) == []
    page.get_by_role("button", name="Start").click()
    assert find_barriers(page) == []


@pytest.mark.parametrize("bike", ["exercise", "knob", "trainer", "road"])
def test_a_card_saved_by_a_german_page_is_german(
    show_pages: Any, open_card: Any, tmp_path: Path, bike: str
) -> None:
    settings = {"units": "metric", "language": "de", "voice": False, "sounds": True}
    page: Page = show_pages(ScriptedPages(bike, settings=settings), "/today")
    with page.expect_download() as download:
        page.get_by_role("link", name="Karte fürs Studio").click()
    file = tmp_path / "card.html"
    download.value.save_as(file)
    card = open_card(file)
    assert card.locator("html").get_attribute("lang") == "de"
    assert ENGLISH.findall(card.locator("body").inner_text()) == []
    card.get_by_role("button", name="Start").click()
    for _ in range(15):
        card.clock.run_for(400)
        assert ENGLISH.findall(card.locator(".player").inner_text()) == []
        if not card.locator(".player").is_visible():
            break
        card.keyboard.press("n")
    card.get_by_role("button", name="Fertig. Noch einmal").wait_for()
    assert card.told == []
