"""What tests with a real browser share: Chromium, the built pages, and a server of their own.

Chromium is a program of its own, so that these tests may use the network of this computer though
sockets are off for the tests themselves. Where there is no Chromium they are skipped.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from chromium_here import CHROMIUM, CHROMIUM_OPTIONS
from patience import PATIENCE_MS, settle, stop_clock, watch_requests
from served_app import DIST, ServedApp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page
    from scripted_pages import ScriptedPages
    from scripted_ride import ScriptedRide

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))  # makers of rides


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.enable_socket)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser without a window. Of a module: its event loop must not meet other tests."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    if CHROMIUM is None:
        pytest.skip("needs the program chromium (apt install chromium)")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Any]:
    """A function that opens an empty page with its own cookies: `open_page(width=…, height=…)`."""
    contexts: list[BrowserContext] = []

    def open_one(width: int = 1280, height: int = 720, **options: Any) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        return watch_requests(context.new_page())

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def built() -> Path:
    """The built pages."""
    if not (DIST / "index.html").is_file():
        pytest.skip("needs the built pages in src/sixhills/web/dist (make front)")
    return DIST


@pytest.fixture
def show_ride(open_page: Any, built: Path) -> Any:
    """A function that opens the ride page on a ride that the test conducts, without a server.

    Time passes on the page only where `clock_runs`.
    """

    def show(
        ride: ScriptedRide,
        *,
        origin: str = "http://127.0.0.1:9",
        clock_runs: bool = False,
        **options: Any,
    ) -> Page:
        page: Page = open_page(**options)
        if not clock_runs:
            stop_clock(page)
        ride.serve(page, built)
        page.goto(f"{origin}/ride")
        return page

    return show


@pytest.fixture
def show_pages(open_page: Any, built: Path) -> Iterator[Any]:
    """A function that opens an address of pages that the test conducts, without a server.

    They are shown when all that they ask for has come. At the end nothing must have been said or
    sent that the API does not describe.
    """
    shown: list[ScriptedPages] = []

    def show(pages: ScriptedPages, path: str, **options: Any) -> Page:
        page: Page = open_page(**{"timezone_id": "Europe/Berlin", **options})
        page.clock.set_fixed_time(pages.now)
        pages.serve(page, built)
        shown.append(pages)
        page.goto(f"http://127.0.0.1:9{path}")
        settle(page, unfold=False)
        return page

    yield show
    for pages in shown:
        pages.bike_pages.close()
    assert [misfit for pages in shown for misfit in pages.misfits] == []


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, chromium: Browser, built: Path
) -> Iterator[ServedApp]:
    """A running server with an empty home."""
    server = ServedApp(tmp_path_factory.mktemp("served"))
    server.start()
    yield server
    server.stop()
