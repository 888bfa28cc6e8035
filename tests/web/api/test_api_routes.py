"""/api/regions and /api/routes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from made_regions import (
    LANDS,
    METRES_EAST,
    METRES_NORTH,
    SOUTH,
    WEST,
    make_roads,
    write_hgt,
    write_osm_xml,
)
from sixhills.usecases.regions import add_region

if TYPE_CHECKING:
    from starlette.testclient import TestClient

DOOR = {"lat_deg": SOUTH + 2400 / METRES_NORTH, "lon_deg": WEST + 2800 / METRES_EAST}


@pytest.fixture
def shire(home: Path, tmp_path: Path) -> None:
    write_osm_xml(tmp_path / "shire.osm", make_roads())
    write_hgt(tmp_path / "N50E008.hgt", LANDS["rolling"])
    add_region(home, str(tmp_path / "shire.osm"), elevation=[str(tmp_path / "N50E008.hgt")])


def find(client: TestClient, **wishes: object) -> dict[str, Any]:
    answer = client.post("/api/routes", json={"region": "shire", **DOOR, **wishes})
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


def test_no_region_at_first(client: TestClient) -> None:
    assert client.get("/api/regions").json() == []


@pytest.mark.usefixtures("shire")
def test_a_region_with_its_map(client: TestClient) -> None:
    (region,) = client.get("/api/regions").json()
    assert region["name"] == "shire"
    assert region["has_heights"]
    assert any("OpenStreetMap" in credit for credit in region["attribution"])

    drawn = client.get("/api/regions/shire/map").json()

    assert len(drawn["lines"]) == len(drawn["classes"]) == 2 * 15 * 14
    assert drawn["lines"][0][:2] == [round(SOUTH * 100_000), round(WEST * 100_000)]


@pytest.mark.usefixtures("shire")
def test_routes_with_what_is_prescribed_on_each_hill(client: TestClient) -> None:
    told = find(client, proposals=2)

    first = told["routes"][0]
    assert len(told["routes"]) == 2
    assert first["faults"] == []
    assert [hill["index"] for hill in first["hills"]] == list(range(6))
    assert first["hills"][2]["postures"] == ["seated", "standing"]
    assert first["hills"][2]["stand_m"] > first["hills"][2]["start_m"]
    assert "×" in first["hills"][0]["gear"]
    assert len(first["line"]) == 2 * len(first["line_m"])


@pytest.mark.usefixtures("shire")
@pytest.mark.parametrize("kind", ["fit", "gpx", "tcx", "html", "svg", "workout", "json"])
def test_files_of_a_route(client: TestClient, kind: str) -> None:
    found = find(client, proposals=1)["found"]

    answer = client.get(f"/api/routes/{found}/1/{kind}")

    assert answer.status_code == 200
    assert f"six-hills-1.{kind}" in answer.headers["content-disposition"]
    assert len(answer.content) > 500


@pytest.mark.usefixtures("shire")
def test_a_hill_to_avoid(client: TestClient) -> None:
    key = find(client)["routes"][0]["hills"][0]["key"]

    other = find(client, avoid=[key])

    assert all(hill["key"] != key for route in other["routes"] for hill in route["hills"])


@pytest.mark.usefixtures("shire")
def test_a_route_is_kept_listed_and_deleted(client: TestClient) -> None:
    found = find(client, proposals=1)["found"]

    kept = client.post(f"/api/routes/{found}/1/keep").json()

    assert client.get("/api/kept-routes").json() == [kept]
    place = f"/api/kept-routes/{kept['key']}"
    assert client.get(f"{place}/fit").content[8:12] == b".FIT"
    assert client.get(f"{place}/workout").json()["text"].startswith("workout six-hills-route")
    assert client.delete(place).status_code == 204
    assert client.get("/api/kept-routes").json() == []
    assert client.post(f"{place}/undelete").status_code == 204
    assert client.get("/api/kept-routes").json() == [kept]


def test_a_route_that_is_not_there_cannot_be_kept(client: TestClient) -> None:
    assert client.post("/api/routes/77/1/keep").status_code == 404
    assert client.get("/api/kept-routes/none/fit").status_code == 404
    assert client.delete("/api/kept-routes/none").status_code == 404
    assert client.get("/api/rides/none/route").status_code == 404


def test_what_is_not_there(client: TestClient) -> None:
    assert client.get("/api/regions/nowhere/map").status_code == 404
    assert client.get("/api/routes/77/1/fit").status_code == 404
    answer = client.post("/api/routes", json={"region": "nowhere", **DOOR})
    assert answer.status_code == 404


def test_without_rides_no_region_is_learnt_and_it_is_said(client: TestClient) -> None:
    answer = client.post("/api/regions/rides", json={})

    assert answer.status_code == 422
    assert "sixhills import" in answer.text
