"""`sixhills region` and `sixhills route`, as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

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
from sixhills.cli.main import make_app
from sixhills.cli.route import read_place
from sixhills.errors import InvalidValueError, NotFoundError

DOOR = f"{SOUTH + 2400 / METRES_NORTH},{WEST + 2800 / METRES_EAST}"
RIDER = ["--mass", "75", "--critical-power", "200"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    write_osm_xml(folder / "shire.osm", make_roads())
    write_hgt(folder / "N50E008.hgt", LANDS["spurs"])
    return folder


@pytest.fixture
def run(made: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("SIXHILLS_HOME", str(made / "home"))

    def run_it(*words: str) -> str:
        result = CliRunner().invoke(make_app(), list(words))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.stdout

    if not (made / "home" / "regions").exists():
        run_it("region", "add", str(made / "shire.osm"), "--elevation", str(made / "N50E008.hgt"))
    return run_it


def test_regions_are_listed_with_whose_data_they_are(run) -> None:  # type: ignore[no-untyped-def]
    told = " ".join(run("region", "list").split())

    assert "shire: 168 km of roads" in told
    assert "OpenStreetMap contributors" in told


def test_json_of_a_route_has_the_names_that_scripts_rely_on(run, made: Path) -> None:  # type: ignore[no-untyped-def]
    out = made / "out"

    told = json.loads(
        run("route", "--region", "shire", "--start", DOOR, *RIDER, "--out", str(out), "--json")
    )

    (proposal,) = told["proposals"]
    assert {
        "distance_m",
        "ascent_m",
        "duration_s",
        "hills",
        "extra_climbs",
        "u_turns",
        "legs",
        "files",
    } <= set(proposal)
    assert len(proposal["hills"]) == 6
    assert set(proposal["legs"]) == {"warm_up_s", "hills_s", "steady_s", "cool_down_s"}
    assert proposal["extra_climbs"] == 0
    assert all((out / name).stat().st_size > 0 for name in proposal["files"])
    assert "reason" not in told
    hill = proposal["hills"][0]
    assert hill["grade"] == pytest.approx(0.06, abs=0.005)
    assert hill["index"] == 0
    assert hill["repeat_of"] is None


def test_a_route_for_people(run) -> None:  # type: ignore[no-untyped-def]
    told = " ".join(run("route", "--region", "shire", "--start", DOOR, *RIDER).split())

    assert "warm-up" in told
    assert "seated" in told
    assert "OpenStreetMap contributors" in told


def test_where_there_is_no_hill_the_best_ramp_is_told(run, made: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    write_hgt(tmp_path / "N50E008.hgt", LANDS["embankment"])
    run("region", "add", str(made / "shire.osm"), "--elevation", str(tmp_path), "--name", "bank")

    told = json.loads(run("route", "--region", "bank", "--start", DOOR, *RIDER, "--json"))
    said = " ".join(run("route", "--region", "bank", "--start", DOOR, *RIDER).split())

    assert told["proposals"] == []
    ramp = told["ramp"]
    assert 10 < ramp["gain_m"] < 22
    assert ramp["ups"] > 1
    assert f"{ramp['ups']} times in a row" in told["reason"]
    assert f"--hill {ramp['length_m']:.0f}m@" in said
    run("region", "remove", "bank")


def test_a_region_that_is_not_there(run) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotFoundError, match="there are: shire"):
        run("route", "--region", "nowhere", "--start", DOOR)


def test_a_place_that_cannot_be_read() -> None:
    with pytest.raises(InvalidValueError, match="like 42"):
        read_place("at home")
