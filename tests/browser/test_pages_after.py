"""After a ride: planned is never shown as done, and every tap is saved, or told when it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from scripted_pages import FREE, HILLY, SEEN, UNSEEN, ScriptedPages

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    Open = Callable[[str], Page]


@pytest.fixture
def pages() -> ScriptedPages:
    return ScriptedPages()


@pytest.fixture
def open_ride(pages: ScriptedPages, show_pages: Any) -> Open:
    def show(ride: str) -> Page:
        page: Page = show_pages(pages, f"/after/{ride}")
        page.get_by_role("heading", name="How was it?").wait_for()
        return page

    return show


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))


def test_what_sensors_saw_is_done(open_ride: Open) -> None:
    hill = row(open_ride(SEEN), "Hill 5 of 6")
    assert "done" in hill.get_by_role("rowheader").inner_text()
    assert hill.get_by_role("cell").nth(2).inner_text().endswith("standing (seen by the pedals)")


def test_what_the_clock_alone_says_is_not_known(open_ride: Open) -> None:
    page = open_ride(UNSEEN)
    hill = row(page, "Hill 5 of 6")
    assert hill.get_by_role("rowheader").get_by_text("not known").is_visible()
    assert "4\N{NO-BREAK SPACE}min" in hill.get_by_role("cell").nth(0).inner_text()  # asked
    assert "min" not in hill.get_by_role("cell").nth(1).inner_text()  # ridden
    assert "not known (told, not confirmed)" in hill.inner_text()
    page.get_by_role("img", name="Steps ridden: 0; not ridden: 0; not known: 15").wait_for()


def test_charts_only_of_what_was_recorded(open_ride: Open) -> None:
    page = open_ride(SEEN)
    page.get_by_role("img", name="power: mean").wait_for()
    page.get_by_role("img", name="Highest mean power").wait_for()
    assert page.locator("canvas").count() == 4  # power, heart rate, cadence, curve; no altitude
    assert open_ride(UNSEEN).locator("canvas").count() == 0


def test_hills_tell_when_they_were_ridden_before_and_the_fastest(open_ride: Open) -> None:
    page = open_ride(HILLY)
    hill = page.get_by_role("group").filter(has_text="Hill 1: ridden 2 times")
    hill.wait_for()
    assert (
        "this ride, hill 1" in hill.get_by_role("listitem").filter(has_text="fastest").inner_text()
    )
    assert hill.get_by_role("link").count() == 1


def test_standing_that_nobody_saw_is_told_as_inferred(open_ride: Open) -> None:
    page = open_ride(HILLY)
    assert page.get_by_text("standing, inferred", exact=True).is_visible()
    assert page.get_by_text("85 % sure").is_visible()
    page.get_by_text("nobody saw it").wait_for()


def test_limits_that_are_known_show_reserve_zones_and_strokes(open_ride: Open) -> None:
    page = open_ride(HILLY)
    page.get_by_role("img", name="Lowest between").wait_for()
    assert page.get_by_role("heading", name="How hard, how long").is_visible()
    assert page.get_by_text("hard and slow").is_visible()


def test_limits_that_are_guessed_show_none_of_these(open_ride: Open) -> None:
    page = open_ride(SEEN)
    assert page.get_by_role("heading", name="W′ left").count() == 0
    assert page.get_by_role("heading", name="How hard, how long").count() == 0


def test_a_free_ride_compares_nothing(open_ride: Open) -> None:
    page = open_ride(FREE)
    assert page.get_by_role("table").count() == 0
    assert page.get_by_text("mean power").is_visible()


@pytest.mark.parametrize(
    ("group", "answer", "said"),
    [
        ("How hard was the work?", "7: single words", {"rpe": 7}),
        ("Did you enjoy it?", "very much", {"enjoyed": 10}),
        ("Did anything hurt?", "2: hardly", {"pain": 2}),
        ("Did anything go numb?", "No", {"numb": False}),
    ],
)
def test_each_answer_is_saved_by_one_tap(
    pages: ScriptedPages, open_ride: Open, group: str, answer: str, said: dict[str, Any]
) -> None:
    page = open_ride(SEEN)
    page.get_by_role("group", name=group).get_by_role("radio", name=answer).check()
    page.get_by_text("saved", exact=True).wait_for()
    assert pages.bodies("PUT", "/api/rides/seen/rating") == [said]


def test_the_posture_of_a_hill_is_told(pages: ScriptedPages, open_ride: Open) -> None:
    page = open_ride(UNSEEN)
    page.get_by_text("Did you stand on the hills?").click()
    page.get_by_role("group", name="Hill 5").get_by_label("standing", exact=True).check()
    page.get_by_text("saved", exact=True).wait_for()
    assert pages.bodies("PUT", "/api/rides/unseen/rating") == [{"postures": {"5": "standing"}}]


def test_all_hills_as_asked_by_one_tap(pages: ScriptedPages, open_ride: Open) -> None:
    page = open_ride(UNSEEN)
    page.get_by_text("Did you stand on the hills?").click()
    page.get_by_role("button", name="As asked, on every hill").click()
    page.get_by_text("saved", exact=True).wait_for()
    [said] = pages.bodies("PUT", "/api/rides/unseen/rating")
    both = "seated-then-standing"
    asked = {"1": "seated", "2": "seated", "3": both, "4": both, "5": "standing", "6": "standing"}
    assert said == {"postures": asked}


def test_posture_is_not_asked_where_pedals_saw_it(open_ride: Open) -> None:
    assert open_ride(SEEN).get_by_text("Did you stand on the hills?").count() == 0


def test_pain_asks_where_and_advises_calmly(pages: ScriptedPages, open_ride: Open) -> None:
    page = open_ride(SEEN)
    assert page.get_by_role("button", name="knee").count() == 0
    page.get_by_role("group", name="Did anything hurt?").get_by_label("6").check()
    page.get_by_text("Rest until it is gone in daily life.").wait_for()
    page.get_by_role("button", name="knee").click()
    page.get_by_text("saved", exact=True).wait_for()
    assert pages.bodies("PUT", "/api/rides/seen/rating")[-1] == {"where": "knee"}


def test_what_could_not_be_saved_is_taken_back_and_sent_again(
    pages: ScriptedPages, open_ride: Open
) -> None:
    page = open_ride(SEEN)
    pages.refusing.add("PUT /api/rides/seen/rating")
    seven = page.get_by_role("group", name="How hard was the work?").get_by_label("7: single")
    seven.click()  # it is taken back at once
    page.get_by_role("alert").get_by_text("the disk is full").wait_for()
    assert not seven.is_checked()
    pages.refusing.clear()
    page.get_by_role("button", name="Try again").click()
    page.get_by_text("saved", exact=True).wait_for()
    assert seven.is_checked()


def test_delete_and_undo(pages: ScriptedPages, open_ride: Open) -> None:
    page = open_ride(SEEN)
    page.get_by_role("button", name="Delete this ride").click()
    page.wait_for_url("**/rides")
    page.get_by_text("Six hills is deleted").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.locator("a[href='/after/seen']").wait_for()
    assert len(pages.bodies("POST", "/api/rides/seen/undelete")) == 1


def test_the_file_can_be_downloaded(open_ride: Open) -> None:
    link = open_ride(SEEN).get_by_role("link", name="Download the file")
    assert link.get_attribute("href") == "/api/rides/seen/file"
