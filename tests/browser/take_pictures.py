"""Takes a picture of every page and moment on every screen, light and dark, to be looked at.

    python tests/browser/take_pictures.py build/pictures              all, English
    python tests/browser/take_pictures.py build/pictures --language de
    python tests/browser/take_pictures.py build/pictures --only today --only "ride *"

One file for each, named after screen, look and page, and `index.html` beside them, which shows all.
Pages come from a real server with a year of rides behind it; moments of a ride from the real player
that is led there. What the layout tests check by rule, a person has to judge by eye: whether it is
clear at a glance, well spaced, and fit to be read by somebody out of breath.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from fnmatch import fnmatch
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

for _folder in ("tests", "benchmarks"):
    sys.path.insert(0, str(Path(__file__).parents[2] / _folder))

from chromium_here import CHROMIUM, CHROMIUM_OPTIONS  # noqa: E402
from patience import settle, stop_clock, wait_for_answer, watch_requests  # noqa: E402
from ridden_year import ride_year  # noqa: E402
from ride_moments import MOMENTS, Moment  # noqa: E402
from screens import SCREENS  # noqa: E402
from scripted_pages import ScriptedPages  # noqa: E402
from scripted_ride import ScriptedRide  # noqa: E402
from served_app import DIST, ServedApp  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Act = Callable[["Page"], None]

_SETTINGS = """(settings) => fetch("/api/settings", {method: "PUT", body: JSON.stringify(settings),
  headers: {"Content-Type": "application/json"}}).then((answer) => answer.status)"""
_LOOKS = ("light", "dark")
_UNROLLED = "nav, footer { position: static !important }"  # what sticks to the window, at its place


def _press(selector: str) -> Act:
    return lambda page: page.locator(selector).first.click()


def _open_desk(page: Page) -> None:
    page.locator("ul.cards button").first.click()
    page.locator("textarea").wait_for()


def _add_bike(page: Page) -> None:
    page.locator("section:has(> #bikes) > button, section:has(> #bikes) button.add").last.click()


def list_pages(newest: dict[str, str]) -> dict[str, tuple[str, Act | None]]:
    """Every page of the app by a name: its path, and what is done there first."""
    month = _press("fieldset label:nth-of-type(2) input")
    return {
        "today": ("/today", None),
        "workouts": ("/workouts", None),
        "workout desk": ("/workouts", _open_desk),
        "routes": ("/routes", None),
        "rides": ("/rides", None),
        "rides by month": ("/rides", month),
        "import": ("/rides", _press(".ways > button")),
        "after hills": (f"/after/{newest['turbo trainer six-hills']}", None),
        "after a plain bike": (f"/after/{newest['cellar six-hills']}", None),
        "after intervals": (f"/after/{newest['turbo trainer intervals']}", None),
        "after the road": (f"/after/{newest['road']}", None),
        "muscles": ("/muscles", None),
        "bike check": ("/bike", None),
        "bike fit": ("/bike/fit", None),
        "bike gears": ("/bike/gears", None),
        "bike devices": ("/bike/devices", None),
        "technique": ("/bike/technique", None),
        "settings": ("/settings", None),
    }


FIRST_RUN: dict[str, list[str]] = {
    "start 1 hello": [],
    "start 2 bike": ["submit"],
    "start 3 levels": ["first radio", "submit"],
    "start 4 stand": ["first radio", "submit"],
    "start 5 trained": ["first radio", "submit"],
    "start 6 mass": ["first radio", "submit"],
    "start 7 health": ["mass", "submit"],
    "start 8 rules": ["none", "submit"],
    "start 9 today": ["submit"],
}
"""The first run, screen by screen: what leads from one to the next."""


class Camera:
    """Takes the pictures of one language.

    Args:
        folder: where they go.
        only: patterns of names, one of which must fit.
        screens: names of the screens.
    """

    def __init__(self, folder: Path, only: list[str], screens: list[str]):
        self.folder, self._only, self.screens = folder, only, screens
        self.taken: list[Path] = []
        folder.mkdir(parents=True, exist_ok=True)

    def wants(self, name: str) -> bool:
        """Whether a page is to be taken."""
        return any(fnmatch(name, pattern) for pattern in self._only)

    def take(self, page: Page, name: str, *, whole: bool = True) -> None:
        """A page as it is now, on each screen in each look."""
        for screen in self.screens:
            width, height = SCREENS[screen]
            page.set_viewport_size({"width": width, "height": height})
            for look in _LOOKS:
                page.emulate_media(color_scheme=look)
                wait_for_answer(page, "new Promise((done) => requestAnimationFrame(done))")
                file = self.folder / f"{name} - {screen} {look}.png".replace(" ", "_")
                style = _UNROLLED if whole else None
                page.screenshot(path=file, full_page=whole, animations="disabled", style=style)
                self.taken.append(file)
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()

    def write_index(self) -> None:
        """One page that shows all pictures of the folder."""
        files = sorted(one.name for one in self.folder.glob("*.png"))
        shown = "".join(
            f'<figure><a href="{escape(one)}"><img src="{escape(one)}" loading=lazy></a>'
            f"<figcaption>{escape(one)}</figcaption></figure>"
            for one in files
        )
        style = "body{display:flex;flex-wrap:wrap;gap:1rem;font:14px sans-serif}img{height:30rem}"
        page = f"<!doctype html><meta charset=utf-8><style>{style}</style>{shown}"
        (self.folder / "index.html").write_text(page, encoding="utf-8")


def take_pages(browser: Browser, camera: Camera, language: str) -> None:
    """The pages of somebody who has ridden for a year."""
    with TemporaryDirectory() as home:
        newest = ride_year(Path(home), date.today())  # noqa: DTZ011 - the rider's own day
        with _served(Path(home)) as server, _open(browser) as page:
            page.goto(server.address)
            page.locator("h1").wait_for()
            settings = {"units": "metric", "language": language, "voice": False, "sounds": True}
            assert page.evaluate(_SETTINGS, settings) == 200
            for name, (path, act) in list_pages(newest).items():
                if not camera.wants(name):
                    continue
                page.goto(server.address.split("/?")[0] + path)
                settle(page, unfold=False)
                if act:
                    act(page)
                    settle(page, unfold=False)
                camera.take(page, name)
                settle(page)
                camera.take(page, f"{name} unfolded")


def take_first_run(browser: Browser, camera: Camera, language: str) -> None:
    """The first run, question by question."""
    settings = {"units": "metric", "language": language, "voice": False, "sounds": True}
    pages = ScriptedPages(needs="setup", settings=settings)
    with _open(browser) as page:
        page.clock.set_fixed_time(pages.now)
        pages.serve(page, DIST)
        page.goto("http://127.0.0.1:9/")
        page.locator("h1").wait_for()
        for name, ways in FIRST_RUN.items():
            for way in ways:
                _lead(page, way)
            settle(page, unfold=False)
            if camera.wants(name):
                camera.take(page, name)
    pages.bike_pages.close()


def _lead(page: Page, way: str) -> None:
    if way == "first radio":
        page.locator("input[type=radio]").first.check()
    elif way == "mass":
        page.locator("input[inputmode], input[type=text]").first.fill("70")
    elif way == "none":
        page.locator("form .question button").first.click()
    else:
        heading = page.locator("h1").inner_text()
        page.locator("button.main").last.click()
        page.locator("h1", has_text=heading).wait_for(state="detached")


def take_rides(browser: Browser, camera: Camera, language: str) -> None:
    """The ride page in its moments."""
    for name, moment in MOMENTS.items():
        if camera.wants(f"ride {name}"):
            _take_moment(browser, camera, f"ride {name}", moment, language)


def _take_moment(
    browser: Browser, camera: Camera, name: str, moment: Moment, language: str
) -> None:
    ride = ScriptedRide(moment.bike, moment.workout, language=language)
    moment.arrange(ride)
    with _open(browser) as page:
        stop_clock(page)
        ride.serve(page, DIST)
        page.goto("http://127.0.0.1:9/ride")
        page.locator("[data-testid=riding], [data-testid=ready], [data-testid=finished]").wait_for()
        if moment.act:
            moment.act(page)
        camera.take(page, name, whole=False)


@contextmanager
def _served(home: Path) -> Iterator[ServedApp]:
    server = ServedApp(home)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def _open(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(timezone_id="Europe/Berlin")
    context.set_default_timeout(30_000)
    yield watch_requests(context.new_page())
    context.close()


def main() -> None:
    """Take what was asked for."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="en", choices=["en", "de"])
    parser.add_argument("--only", action="append", help="pattern of names; may be given again")
    parser.add_argument("--screen", action="append", choices=list(SCREENS))
    told = parser.parse_args()
    if CHROMIUM is None:
        parser.error("needs the program chromium (apt install chromium)")
    camera = Camera(told.folder, told.only or ["*"], told.screen or list(SCREENS))
    steps: list[Any] = [take_first_run, take_rides, take_pages]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        for take in steps:
            take(browser, camera, told.language)
        browser.close()
    camera.write_index()
    sys.stdout.write(f"{len(camera.taken)} pictures: {told.folder}/index.html\n")


if __name__ == "__main__":
    main()
