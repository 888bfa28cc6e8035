"""The bike as a new user meets it, with the real server: check, heel, inseam, a picture by finger,
by mouse and by keys, advice in holes and in millimetres."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from drawn_rider import JOINTS, DrawnRider, draw_picture

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page
    from served_app import ServedApp

PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}

_PUT = """([path, body]) => fetch(path, {method: "PUT", body: JSON.stringify(body),
  headers: {"Content-Type": "application/json"}}).then((answer) => answer.status)"""
LEVELS = {"kind": "exercise", "resistance": {"kind": "levels", "highest": 20}}
RIDER = {"experience": "beginner", "mass_kg": 72, "height_m": 1.75, "can_stand": True}


def open_bike(open_page: Any, server: ServedApp, name: str, kind: Any, **options: Any) -> Page:
    """The page on a bike of somebody who has answered the first questions."""
    page: Page = open_page(**options)
    page.goto(server.address)
    page.get_by_role("heading").first.wait_for()
    for path, body in (
        (f"/api/bikes/{name}?default=true", kind),
        ("/api/rider", RIDER),
        ("/api/screening", {"yes": [], "cleared": False}),
    ):
        assert page.evaluate(_PUT, [path, body]) == 200
    page.goto(f"{server.address.split('?')[0].rstrip('/')}/bike")
    page.get_by_role("heading", name="Bike check").wait_for()
    return page


def unfold(page: Page, name: str) -> Locator:
    part = page.locator("details").filter(has=page.get_by_role("heading", name=name)).first
    if part.get_attribute("open") is None:
        part.locator("summary").first.click()
    return part


class Marker:
    """Marks a drawn rider in the picture on a page."""

    def __init__(self, page: Page, rider: DrawnRider):
        self.page, self.rider = page, rider
        self.part = unfold(page, "3. By a picture")
        self.part.locator("input[type=file]").set_input_files([rider.as_file()])  # type: ignore[list-item]
        self.stage = page.get_by_test_id("stage")

    def say(self, how: str) -> None:
        self.part.get_by_role("radio", name=how).check()
        self.stage.wait_for()

    def locate(self, name: str, off: float = 0.0) -> tuple[float, float]:
        self.stage.scroll_into_view_if_needed()
        box = self.stage.bounding_box()
        assert box is not None
        (x, y), scale = self.rider.points[name], box["width"] / self.rider.size[0]
        return box["x"] + x * scale + off, box["y"] + y * scale

    def tap(self, names: tuple[str, ...], off: float = 0.0) -> None:
        for name in names:
            self.page.touchscreen.tap(*self.locate(name, off))
            following = self.part.get_by_role("button", name="Next point")
            if following.count() and following.is_enabled():
                following.click()

    def click(self, names: tuple[str, ...], off: float = 0.0) -> None:
        for name in names:
            self.page.mouse.click(*self.locate(name, off))

    def press(self, names: tuple[str, ...]) -> None:
        """Roughly by mouse, then to the pixel by arrows."""
        for name in names:
            self.page.mouse.click(*self.locate(name, 12.0))
            self.part.get_by_role("group", name="Points to mark").get_by_role(
                "button", name=re.compile(f"{name}$", re.IGNORECASE)
            ).click()
            self.stage.focus()
            box = self.stage.bounding_box()
            assert box is not None
            for _ in range(round(12.0 * self.rider.size[0] / box["width"])):
                self.page.keyboard.press("ArrowLeft")
            self.page.keyboard.press("Enter")

    def on(self, button: str = "Continue") -> None:
        self.part.get_by_role("button", name=button, exact=True).click()

    def read_knee(self) -> float:
        told = self.part.locator(".verdict").inner_text()
        return float(re.search(r"bent by (\d+)°", told)[1])  # type: ignore[index]


def test_m4_1_the_check_takes_a_minute_and_what_stops_stops_the_ride(
    open_page: Any, server: ServedApp
) -> None:
    page = open_bike(open_page, server, "cellar", LEVELS, **PHONE)
    page.get_by_role("button", name="All of it is in order").click()
    page.get_by_text("Looked at today").wait_for()
    page.get_by_role("button", name="Look again").click()
    pin = page.get_by_role("group", name=re.compile("^Tug the saddle"))
    pin.get_by_role("radio", name=re.compile("not fine")).check()
    page.get_by_text("A saddle that drops hurts.").wait_for()
    page.get_by_role("button", name="All the rest is in order").click()
    page.get_by_role("heading", name="Do not ride this bike").wait_for()
    page.get_by_role("link", name="Today", exact=True).click()
    page.get_by_role("heading", name="Do not ride this bike").wait_for()
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("alert").get_by_text("reason not to ride").wait_for()
    page.get_by_role("link", name="Check the bike").click()
    page.get_by_role("button", name="Look again").click()
    page.get_by_role("button", name="All of it is in order").click()
    page.get_by_text("Looked at today").wait_for()
    page.get_by_role("listitem").filter(has_text="seat pin").wait_for()  # history keeps it


def test_m4_2_on_a_phone_a_picture_answers_in_holes(open_page: Any, server: ServedApp) -> None:
    page = open_bike(open_page, server, "gym", LEVELS, **PHONE)
    page.get_by_role("link", name="Fit", exact=True).click()
    holes = unfold(page, "Holes of the seat post")
    for label, value in (("One hole", "3"), ("Another hole", "9"), ("Highest hole", "12")):
        holes.get_by_label(label).fill(value)
    heights = holes.get_by_label("Saddle above the lowest pedal (cm)")
    heights.nth(0).fill("80")
    heights.nth(1).fill("95")
    holes.get_by_role("button", name="Save").click()
    holes.get_by_text("One hole is 25 mm.").wait_for()
    inseam = unfold(page, "2. By the inside of your leg")
    inseam.get_by_label("Inside of the leg (cm)").fill("80")
    inseam.get_by_role("button", name="Where does the saddle begin?").click()
    inseam.get_by_text("On this bike: hole 6.").wait_for()
    heel = unfold(page, "1. Start with the heel")
    heel.get_by_text("tends to be low").wait_for()
    heel.get_by_label("In which hole is it now?").fill("5")
    heel.get_by_role("button", name="I have set it so").click()
    page.get_by_text("The saddle is in hole 5.").wait_for()
    marker = Marker(page, draw_picture(page, saddle_height_m=0.64))
    marker.say("In motion")
    marker.tap(("top", "bottom"))
    marker.on()
    marker.tap(JOINTS)
    marker.on()
    marker.tap(JOINTS, 1.0)
    marker.on("Measure")
    marker.part.get_by_text("Up to hole 6").wait_for()
    assert marker.read_knee() == pytest.approx(marker.rider.flexion_deg, abs=2.5)
    assert marker.part.locator("dd", has_text="4.0°").count() == 1  # the camera's roll
    marker.on("Keep in the history")
    page.get_by_text(re.compile(r"Knee, last measured: 5\d° ± 4")).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_m4_2_on_a_desk_the_mouse_answers_in_millimetres(open_page: Any, server: ServedApp) -> None:
    page = open_bike(open_page, server, "race", {"kind": "road", "mass_kg": 9})
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    page.get_by_role("link", name="Fit", exact=True).click()
    marker = Marker(page, draw_picture(page, saddle_height_m=0.64, size=(1600, 1200)))
    marker.say("In motion")
    marker.on("Nothing upright in it")
    marker.click(JOINTS)
    marker.on()
    marker.click(JOINTS, -1.0)
    marker.on("Measure")
    marker.part.get_by_text("Raise it by 5 mm now, no more at once.").wait_for()
    marker.part.get_by_text("measure again").wait_for()
    assert marker.read_knee() == pytest.approx(marker.rider.flexion_deg, abs=2.0)
    pictures = [line for line in sent if "fit/pictures" in line]
    assert len(pictures) == 1
    assert all(len(line) < 2000 and server.address.split("/")[2] in line for line in sent)


def test_by_arrow_keys_the_marks_are_to_the_pixel(open_page: Any, server: ServedApp) -> None:
    page = open_bike(open_page, server, "race", {"kind": "road", "mass_kg": 9}, height=1000)
    page.get_by_role("link", name="Fit", exact=True).click()
    marker = Marker(page, draw_picture(page, saddle_height_m=0.67, size=(700, 640)))
    marker.say("Standing still")
    marker.on("Nothing upright in it")
    for button in ("Continue", "Measure"):
        marker.press(JOINTS)
        marker.on(button)
    marker.part.get_by_text("25 to 35° fits most riders.").wait_for()
    assert marker.read_knee() == pytest.approx(marker.rider.flexion_deg, abs=1.5)


def test_the_figure_turns_and_a_what_if_answers(open_page: Any, server: ServedApp) -> None:
    page = open_bike(open_page, server, "race", {"kind": "road", "mass_kg": 9})
    page.get_by_role("link", name="Fit", exact=True).click()
    figure = page.get_by_role("img", name=re.compile("Rider on the bike"))
    figure.wait_for()
    still = figure.inner_html()
    page.get_by_label(re.compile("^Crank: ")).fill("3")
    assert figure.inner_html() != still
    what_if = unfold(page, "What if … ?")
    what_if.get_by_label(re.compile("^Saddle up")).fill("10")
    straighter = what_if.locator("dl > div").filter(has_text="Knee at its straightest")
    straighter.get_by_text(re.compile(r"−\d\.\d to −\d(\.\d)?°")).wait_for()


def test_gears_say_what_a_hill_asks_for(open_page: Any, server: ServedApp) -> None:
    page = open_bike(open_page, server, "race", {"kind": "road", "mass_kg": 9})
    page.get_by_role("link", name="Gears", exact=True).click()
    page.get_by_label(re.compile("^How steep")).fill("3")
    page.get_by_text(re.compile("does it$")).wait_for()
    page.get_by_label(re.compile("^How steep")).fill("12")
    page.get_by_text("No gear for 60 rpm here").wait_for()
    page.get_by_text("in front and").wait_for()


def test_a_file_that_is_no_picture_is_told_so(open_page: Any, server: ServedApp) -> None:
    page = open_bike(open_page, server, "gym", LEVELS)
    page.get_by_role("link", name="Fit", exact=True).click()
    part = unfold(page, "3. By a picture")
    text = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"no picture"}
    part.locator("input[type=file]").set_input_files([text])  # type: ignore[list-item]
    part.get_by_role("alert").get_by_text("this picture cannot be read").wait_for()
