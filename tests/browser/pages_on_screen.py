"""What of a page can be measured: where things stick out, and what axe-core finds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from patience import wait_for_answer
from scripted_pages import FREE, HILLY, SEEN, UNSEEN

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGES = {
    "first run": "/start",
    "a question": "/start/bike",
    "health": "/start/health",
    "today": "/today",
    "after": f"/after/{SEEN}",
    "after a plain bike": f"/after/{UNSEEN}",
    "after a free ride": f"/after/{FREE}",
    "after real hills": f"/after/{HILLY}",
    "workouts": "/workouts",
    "rides": "/rides",
    "muscles": "/muscles",
    "bike check": "/bike",
    "bike fit": "/bike/fit",
    "bike gears": "/bike/gears",
    "bike devices": "/bike/devices",
    "technique": "/bike/technique",
    "settings": "/settings",
}
"""Every page around the ride, by what it shows."""

NEW = {"first run", "a question"}
"""Those that only somebody sees who is new."""

ON_THE_ROAD = {"bike gears"}
"""Those that show more for a road bike."""

_AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_GRAVE = {"serious", "critical"}

_STICKING_OUT = """() => {
  const shown = (one) => one.checkVisibility() && !one.closest(".unseen, svg, .uplot");
  const right = (one) => one.getBoundingClientRect().right;
  const edge = (one) => right(one.closest(".card") ?? document.documentElement);
  return [...document.querySelectorAll("main *")]
    .filter((one) => shown(one) && right(one) > edge(one) + 1)
    .map((one) => `${one.tagName} ${one.className}: ${one.textContent.trim().slice(0, 40)}`);
}"""

# Texts and controls whose boxes meet; what sticks to the window lies over the rest by intention.
_OVERLAPPING = """() => {
  const SLACK = 3;
  const heard = (one) =>  // kept for screen readers alone
    one !== null && (getComputedStyle(one).clipPath === "inset(50%)" || heard(one.parentElement));
  const shown = (one) => one.checkVisibility() && !one.closest(".uplot, footer") && !heard(one);
  const things = [...document.querySelectorAll("main :is(button, input, select, textarea)")]
    .filter(shown)
    .map((one) => (getComputedStyle(one).opacity === "0" ? one.closest("label") : one))
    .map((node) => ({ node, box: node.getBoundingClientRect(), text: node.outerHTML }));
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    if (node.textContent.trim() === "" || !shown(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) things.push({ node, box, text: node.textContent });
  }
  const meet = (one, other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > SLACK &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > SLACK + 2;
  const apart = (one, other) => !one.contains(other) && !other.contains(one);
  return things.flatMap(({ node, box, text }, index) =>
    things
      .slice(index + 1)
      .filter((other) => apart(node, other.node) && meet(box, other.box))
      .map((other) => `${text.trim().slice(0, 60)} | ${other.text.trim().slice(0, 60)}`),
  );
}"""


def scrolls_sideways(page: Page) -> bool:
    """Whether a page is wider than its window."""
    root = "document.documentElement"
    return bool(page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"))


def find_sticking_out(page: Page) -> list[str]:
    """What reaches over the right edge of its card."""
    found: list[str] = page.evaluate(_STICKING_OUT)
    return found


def find_overlapping(page: Page) -> list[str]:
    """Texts and controls that lie over each other."""
    found: list[str] = page.evaluate(_OVERLAPPING)
    return found


def find_barriers(page: Page) -> list[str]:
    """What axe-core calls serious or worse."""
    if not _AXE.is_file():
        pytest.skip("needs axe-core (npm ci in frontend/)")
    page.evaluate(_AXE.read_text("utf-8"))
    result = wait_for_answer(page, "axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in result["violations"]
        if found["impact"] in _GRAVE
        for node in found["nodes"]
    ]
