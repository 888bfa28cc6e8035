"""Somebody new who has the screen and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


class Newcomer:
    """Goes by what is to be seen; every tap and every word typed is a step."""

    def __init__(self, page: Page):
        self.page = page
        self.steps = 1  # opening the address

    def tap(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()
        self.steps += 1

    def answer(self, name: str) -> None:
        self.page.get_by_role("radio", name=re.compile(f"^{name}")).check()
        heading = self.page.locator("h1").inner_text()
        self.tap("Continue")
        self.page.locator("h1", has_text=heading).wait_for(state="detached")
        self.steps += 1

    def set_up(self) -> None:
        """From the first page to today's ride."""
        self.tap("Begin")
        for one in ("Exercise bike with levels", "16", "Yes, and the bike", "Little or not"):
            self.answer(one)
        self.page.get_by_label("Weight in kg").fill("70")
        self.steps += 1
        self.tap("Continue")
        self.tap("None of these")
        self.tap("Continue")
        self.tap("I have read this")

    def begin(self) -> None:
        """To the first stroke of the pedals."""
        self.tap("Start")
        self.page.get_by_test_id("ready").wait_for()
        self.tap("Start")
        self.page.get_by_test_id("riding").wait_for()

    def end(self) -> None:
        """The ride, as its page asks, once there is something to keep."""
        self.page.locator('[data-points^="2 "]').wait_for()
        self.page.keyboard.press("Escape")
        self.page.get_by_role("button", name="Yes, end").click()
