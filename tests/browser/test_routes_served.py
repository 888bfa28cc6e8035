"""Six hills from the door with the real server: a tap on the map, proposals, wishes, files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from kept_ride import RIDDEN, ride_kept_route
from pages_on_screen import find_sticking_out, scrolls_sideways
from patience import PATIENCE_MS

from made_regions import LANDS, make_roads, write_hgt, write_osm_xml
from sixhills.usecases.regions import add_region

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from served_app import ServedApp

_PUT = """([path, body]) => fetch(path, {method: "PUT", body: JSON.stringify(body),
  headers: {"Content-Type": "application/json"}}).then((answer) => answer.status)"""
RIDER = {"experience": "trained", "mass_kg": 75, "height_m": 1.75, "can_stand": True}


def add_shire(folder: Path, home: Path) -> None:
    write_osm_xml(folder / "shire.osm", make_roads())
    write_hgt(folder / "N50E008.hgt", LANDS["rolling"])
    add_region(home, str(folder / "shire.osm"), elevation=[str(folder / "N50E008.hgt")])


def open_routes(open_page: Any, server: ServedApp, **options: Any) -> Page:
    page: Page = open_page(**options)
    page.set_default_timeout(60_000)  # the first search compiles where nothing is compiled yet
    page.goto(server.address)
    page.get_by_role("heading").first.wait_for()
    for path, body in (("/api/rider", RIDER), ("/api/screening", {"yes": [], "cleared": False})):
        assert page.evaluate(_PUT, [path, body]) == 200
    page.goto(f"{server.address.split('?')[0].rstrip('/')}/routes")
    return page


def tap_middle(page: Page) -> None:
    stage = page.locator("canvas")
    box = stage.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])


def test_without_a_region_the_page_says_how_to_get_one(open_page: Any, server: ServedApp) -> None:
    page = open_routes(open_page, server)

    page.get_by_text("sixhills region add").wait_for()


@pytest.mark.parametrize("size", [(390, 844), (1280, 720)], ids=["phone", "desktop"])
def test_a_tap_on_the_map_finds_rides(
    open_page: Any, server: ServedApp, tmp_path: Path, size: tuple[int, int]
) -> None:
    add_shire(tmp_path, server.home)
    page = open_routes(open_page, server, width=size[0], height=size[1])
    page.get_by_text("OpenStreetMap contributors").wait_for()

    tap_middle(page)

    page.get_by_text("rides were found").wait_for(timeout=5 * PATIENCE_MS)  # it compiles
    assert page.get_by_role("listitem").count() == 6
    assert not scrolls_sideways(page)
    assert find_sticking_out(page) == []
    link = page.get_by_role("link", name="FIT for your head unit").get_attribute("href")
    assert link is not None
    assert page.evaluate("(path) => fetch(path).then((answer) => answer.status)", link) == 200


def test_a_route_is_ridden_indoors(open_page: Any, server: ServedApp, tmp_path: Path) -> None:
    add_shire(tmp_path, server.home)
    page = open_routes(open_page, server)
    page.get_by_text("OpenStreetMap contributors").wait_for()
    tap_middle(page)

    page.get_by_role("button", name="Ride it indoors").click()

    page.wait_for_url("**/today/six-hills-route*")
    page.get_by_role("heading").first.wait_for()


def test_keys_set_the_door_and_a_hill_is_avoided(
    open_page: Any, server: ServedApp, tmp_path: Path
) -> None:
    add_shire(tmp_path, server.home)
    page = open_routes(open_page, server)
    page.get_by_text("OpenStreetMap contributors").wait_for()
    page.locator("canvas").focus()

    page.keyboard.press("Enter")
    page.get_by_text("rides were found").wait_for()
    with page.expect_response("**/api/routes") as answer:
        page.get_by_role("button", name="Avoid").first.click()

    wished = answer.value.request.post_data_json
    keys = {hill["key"] for one in answer.value.json()["routes"] for hill in one["hills"]}
    assert wished["avoid"]
    assert not keys & set(wished["avoid"])


def test_a_route_is_kept_and_compared_with_a_ride(
    open_page: Any, server: ServedApp, tmp_path: Path
) -> None:
    add_shire(tmp_path, server.home)
    ride = ride_kept_route(server.home)
    page = open_routes(open_page, server, width=390, height=844)
    kept = page.get_by_role("region", name="Your routes")

    kept.get_by_role("combobox").select_option(ride)

    kept.get_by_text(f"{RIDDEN} of the 6 hills of this route were ridden.").wait_for()
    assert not scrolls_sideways(page)
    assert find_sticking_out(page) == []
    kept.get_by_role("link", name="Open this ride").click()
    page.get_by_role("heading", name="Your route").wait_for()
    card = page.get_by_role("region", name="Your route")
    assert card.get_by_role("listitem").count() == 6
    assert card.get_by_text("not ridden").count() == 6 - RIDDEN


def test_a_proposal_is_kept_with_a_button(
    open_page: Any, server: ServedApp, tmp_path: Path
) -> None:
    add_shire(tmp_path, server.home)
    page = open_routes(open_page, server)
    page.get_by_text("OpenStreetMap contributors").wait_for()
    tap_middle(page)

    page.get_by_role("button", name="Keep this route").click()

    page.get_by_role("heading", name="Your routes").wait_for()
    page.get_by_text("Kept among your routes").wait_for()
