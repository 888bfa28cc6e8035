"""Waiting for states of a page, never for times: so tests hold on a slow and busy computer too."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

PATIENCE_MS = 60_000
"""Until something that has to come counts as missing."""

THREE_PICTURES = """async () => {
  for (let picture = 0; picture < 3; picture += 1) await new Promise(requestAnimationFrame);
}"""
"""Passes when the browser has drawn three times: so often what measures itself needs at most."""

_LOADING = re.compile("One moment|Einen Moment|Reckoning|Wird berechnet")


def stop_clock(page: Page) -> None:
    """No time passes on a page but what a test lets pass by `page.clock`; call it before it opens.

    So it stays at its moment however slow the computer is: nothing counts down, nothing is missed.
    """
    page.clock.install(time=0)
    page.clock.pause_at(1)
    page.clock_stands = True  # type: ignore[attr-defined]


def wait_for_answer(page: Page, promise: str) -> Any:
    """What a promise of the page comes to; where the clock stands, milliseconds pass for it.

    `page.evaluate` would wait for ever there: what the page does a moment later never comes.
    """
    page.evaluate(f"""() => {{
      window.answer = null;
      void {promise}.then((result) => (window.answer = {{ result }}));
    }}""")
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while (answer := page.evaluate("window.answer")) is None:
        assert time.monotonic() < deadline, f"no answer from {promise}"
        if getattr(page, "clock_stands", False):
            page.clock.run_for(1)
    return answer["result"]


def watch_requests(page: Page) -> Page:
    """Keep note of what a page has asked for and not got yet; `settle` needs to know."""
    underway: set[Request] = set()

    def begin(request: Request) -> None:
        underway.add(request)

    def end(request: Request) -> None:
        underway.discard(request)

    page.on("request", begin)
    page.on("requestfinished", end)
    page.on("requestfailed", end)
    page.underway = underway  # type: ignore[attr-defined]
    return page


def settle(page: Page, *, unfold: bool = True) -> None:
    """Wait until a page has what it shows, and unfold all of it unless told otherwise."""
    page.locator("h1").wait_for()
    _wait_until_quiet(page)
    for _ in range(2 if unfold else 0):  # what unfolds may hold more that does
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        _wait_until_quiet(page)


def _wait_until_quiet(page: Page) -> None:
    """Nothing is underway or says that it waits, and three pictures long nothing more came."""
    underway: set[Request] = page.underway  # type: ignore[attr-defined]
    waiting = page.locator("main").get_by_text(_LOADING).filter(visible=True)
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < deadline:
        page.evaluate(THREE_PICTURES)
        if not underway and waiting.count() == 0:
            return
    missing = [*(one.url for one in underway), *waiting.all_inner_texts()]
    raise AssertionError(f"the page still waits for {missing}")
