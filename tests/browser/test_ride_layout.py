"""The ride page on every screen: what is read while riding is large, whole and apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pages_on_screen import find_barriers
from ride_moments import RIDING
from screens import SCREENS
from scripted_ride import ScriptedRide

if TYPE_CHECKING:
    from playwright.sync_api import Page

LEAST_LETTERS = 0.04  # of the screen's height
LEAST_POSTURE = 0.12
LEAST_TARGET_PX = 44

READ_TEXTS = """
() => [...document.querySelectorAll(".ride *")]
  .filter((element) => [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .filter((element) => !element.closest(".unseen") && element.checkVisibility())
  .map((element) => {
    const boxes = [...element.childNodes]
      .filter((node) => node.nodeType === 3 && node.data.trim())
      .map((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return range.getBoundingClientRect();
      });
    const least = (side) => Math.min(...boxes.map((box) => box[side]));
    const most = (side) => Math.max(...boxes.map((box) => box[side]));
    return {
      text: element.textContent.trim(),
      letters: parseFloat(getComputedStyle(element).fontSize),
      left: least("left"), top: least("top"), right: most("right"), bottom: most("bottom"),
    };
  })
"""

READ_PARTS = """
() => [...document.querySelectorAll("[data-part]")].map((element) => {
  const box = element.getBoundingClientRect();
  const { left, top, right, bottom } = box;
  return { part: element.dataset.part, left, top, right, bottom };
}).filter((box) => box.right > box.left && box.bottom > box.top)
"""

READ_PANELS = """
() => [...document.querySelectorAll(".ride .over")].map((element) => ({
  text: element.textContent.trim(), top: element.getBoundingClientRect().top,
}))
"""


def show_moment(show_ride: Any, screen: str, moment: str, **settings: Any) -> Page:
    told = RIDING[moment]
    ride = ScriptedRide(told.bike, told.workout, **settings)
    told.arrange(ride)
    width, height = SCREENS[screen]
    page: Page = show_ride(ride, width=width, height=height)
    page.get_by_test_id("riding").wait_for()
    return page


def overlaps(one: dict[str, float], other: dict[str, float]) -> bool:
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    along = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return across > 1 and along > 1


def check_letters(page: Page, width: int, height: int) -> None:
    texts = page.evaluate(READ_TEXTS)
    assert len(texts) > 4
    small = [t["text"] for t in texts if t["letters"] < LEAST_LETTERS * height - 0.01]
    assert small == []
    outside = [t for t in texts if t["left"] < -1 or t["right"] > width + 1]
    outside += [t for t in texts if t["top"] < -1 or t["bottom"] > height + 1]
    assert outside == []


def check_hill(page: Page, height: int) -> None:
    box = page.get_by_test_id("hill").bounding_box()
    assert box is not None
    assert box["height"] >= 0.06 * height


def check_places(page: Page) -> None:
    parts = page.evaluate(READ_PARTS)
    pairs = [(a["part"], b["part"]) for a in parts for b in parts if a is not b and overlaps(a, b)]
    assert pairs == []
    (ahead,) = (one for one in parts if one["part"] == "ahead")
    above = page.evaluate(READ_PANELS)  # a question or a sentence lies over the hill and no more
    assert [panel for panel in above if panel["top"] < ahead["top"] - 1] == []
    root = "document.scrollingElement"
    assert page.evaluate(f"{root}.scrollWidth <= innerWidth && {root}.scrollHeight <= innerHeight")


@pytest.mark.parametrize("moment", RIDING)
@pytest.mark.parametrize("screen", SCREENS)
def test_everything_read_while_riding_is_large_whole_and_apart(
    show_ride: Any, screen: str, moment: str
) -> None:
    page = show_moment(show_ride, screen, moment)
    check_letters(page, *SCREENS[screen])
    check_places(page)
    check_hill(page, SCREENS[screen][1])


@pytest.mark.parametrize("moment", RIDING)
def test_so_it_is_in_german_where_room_is_shortest(show_ride: Any, moment: str) -> None:
    page = show_moment(show_ride, "phone", moment, language="de")
    check_letters(page, *SCREENS["phone"])
    check_places(page)


@pytest.mark.parametrize("moment", ["seated", "before standing", "sensors"])
@pytest.mark.parametrize("screen", SCREENS)
def test_posture_is_the_loudest_thing(show_ride: Any, screen: str, moment: str) -> None:
    height = SCREENS[screen][1]
    page = show_moment(show_ride, screen, moment)
    box = page.get_by_test_id("posture").bounding_box()
    assert box is not None
    assert box["height"] >= LEAST_POSTURE * height


@pytest.mark.parametrize("screen", SCREENS)
def test_what_is_tapped_is_large_enough(show_ride: Any, screen: str) -> None:
    page = show_moment(show_ride, screen, "question")
    boxes = [b.bounding_box() for b in page.locator(".ride button:visible").all()]
    assert len(boxes) >= 10  # six controls and four answers
    sides = [min(box["width"], box["height"]) for box in boxes if box is not None]
    assert min(sides) >= LEAST_TARGET_PX - 0.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("moment", RIDING)
def test_axe_finds_no_barrier(show_ride: Any, moment: str, scheme: str) -> None:
    page = show_moment(show_ride, "phone", moment)
    page.emulate_media(color_scheme=scheme)
    assert find_barriers(page) == []


def test_dark_has_its_own_colours(show_ride: Any) -> None:
    page = show_moment(show_ride, "laptop", "seated")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


@pytest.mark.parametrize("screen", SCREENS)
def test_before_the_start_one_large_button(show_ride: Any, screen: str) -> None:
    width, height = SCREENS[screen]
    page = show_ride(ScriptedRide(), width=width, height=height)
    start = page.get_by_role("button", name="Start")
    box = start.bounding_box()
    assert box["height"] >= 0.12 * height
    assert box["y"] + box["height"] <= height
    assert "Level 2" in page.get_by_test_id("first").inner_text()
