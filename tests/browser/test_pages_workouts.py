"""The page of workouts: find one, change it, see faults in their line, send it out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pages_on_screen import find_overlapping, find_sticking_out, scrolls_sideways
from patience import settle
from screens import SCREENS
from scripted_pages import ScriptedPages


def open_desk(show_pages: Any, **options: Any) -> Any:
    page = show_pages(ScriptedPages(), "/workouts", **options)
    page.get_by_role("button", name="Six hills").click()
    page.get_by_label("As text").wait_for()
    settle(page)
    return page


def test_filters_show_what_fits(show_pages: Any) -> None:
    page = show_pages(ScriptedPages(), "/workouts")
    cards = page.locator("ul.cards li")
    cards.first.wait_for()
    assert cards.count() == 4
    page.get_by_label("recovery").check()
    assert cards.count() == 1


@pytest.mark.parametrize("screen", SCREENS)
def test_the_desk_does_not_stick_out(show_pages: Any, screen: str) -> None:
    width, height = SCREENS[screen]
    page = open_desk(show_pages, width=width, height=height)
    assert not scrolls_sideways(page)
    assert find_sticking_out(page) == []
    assert find_overlapping(page) == []


def test_a_fault_is_told_with_its_line(show_pages: Any) -> None:
    page = open_desk(show_pages)
    text = page.get_by_label("As text")
    text.fill(text.input_value().replace(", seated", ", saeted", 1))
    page.get_by_role("alert").get_by_text("Line 8:").wait_for()
    assert page.get_by_role("button", name="Download").is_disabled()


def test_steps_move_by_key_and_the_text_follows(show_pages: Any) -> None:
    page = open_desk(show_pages)
    before = page.get_by_label("As text").input_value().splitlines()
    page.get_by_role("button", name="Later").first.click()
    after = page.get_by_label("As text").input_value().splitlines()
    assert after.index(before[6]) == 8  # behind hill 1 and its cue
    assert sorted(after) == sorted(before)


def test_a_file_comes_with_what_it_does_not_hold(show_pages: Any, tmp_path: Path) -> None:
    page = open_desk(show_pages)
    page.get_by_role("combobox").select_option(".erg")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    download.value.save_as(tmp_path / "x.erg")
    assert b"MINUTES WATTS" in (tmp_path / "x.erg").read_bytes()
    page.get_by_text("moved to text").first.wait_for()


def test_what_is_written_is_kept_and_listed_as_mine(show_pages: Any) -> None:
    page = open_desk(show_pages)
    text = page.get_by_label("As text")
    text.fill(text.input_value().replace("title Six hills", "title Hills of mine"))
    page.get_by_role("button", name="Keep among mine").click()
    page.get_by_role("button", name="Kept").wait_for()
    assert page.url.endswith("/workouts/mine")
    page.get_by_role("button", name="All workouts").click()
    page.get_by_label("mine", exact=True).check()
    cards = page.locator("ul.cards li")
    assert cards.all_inner_texts()[0].startswith("Hills of mine\nmine · hills")
    assert cards.count() == 1


def test_a_workout_of_mine_is_deleted_and_brought_back(show_pages: Any) -> None:
    page = open_desk(show_pages)
    page.get_by_role("button", name="Keep among mine").click()
    page.get_by_role("button", name="Delete").click()
    page.get_by_text("Six hills is deleted").wait_for()
    cards = page.locator("ul.cards li")
    cards.nth(3).wait_for()
    assert cards.count() == 4
    page.get_by_role("button", name="Undo").click()
    cards.nth(4).wait_for()


def test_a_workout_is_ridden_from_its_desk(show_pages: Any) -> None:
    page = open_desk(show_pages)
    page.get_by_role("button", name="Ride it").click()
    page.wait_for_url("**/today/mine")


def test_losses_are_told_in_german(show_pages: Any) -> None:
    server = ScriptedPages()
    server.app["settings"]["language"] = "de"
    page = show_pages(server, "/workouts/six-hills")
    page.get_by_role("combobox").select_option(".erg")
    with page.expect_download():
        page.get_by_role("button", name="Datei herunterladen").click()
    page.get_by_text("Haltung (13): als Text, Text zum Kurs").wait_for()
