from __future__ import annotations

import gzip
import shutil

import pytest

from make_tracks import gpx, gpx_point, tcx, tcx_lap, tcx_point
from make_zips import zip_files


@pytest.fixture
def rides_folder(shared):
    return shared / "data" / "rides"


def test_a_real_ride_is_imported_and_reported(sixhills, rides_folder):
    path = rides_folder / "road_edge530_1385m_standing.fit"
    assert "1 imported" in sixhills("import", str(path)).out
    by_id = sixhills("report", "last", "--json").json
    by_file = sixhills("report", str(path), "--json").json
    assert by_id["summary"] == by_file["summary"]
    assert by_id["steps"] == []
    assert by_id["hills_done"] is None


def test_twice_is_once(sixhills, rides_folder):
    path = str(rides_folder / "edge530_indoor_hrv.fit")
    sixhills("import", path)
    assert "0 imported, 1 already there" in sixhills("import", path).out


def test_one_bad_file_never_stops_the_others(sixhills, rides_folder, tmp_path):
    folder = tmp_path / "mixed"
    folder.mkdir()
    shutil.copy(rides_folder / "edge530_indoor_hrv.fit", folder / "a.fit")
    (folder / "b.fit").write_bytes(b"no ride")
    shutil.copy(rides_folder / "onelap_indoor.fit", folder / "c.fit")
    printed = sixhills("import", str(folder))
    assert printed.code == 0
    assert "2 imported, 0 already there, 1 not readable" in printed.out
    assert "b.fit" in printed.err


def test_only_bad_files_end_with_2(sixhills, tmp_path):
    (tmp_path / "b.fit").write_bytes(b"no ride")
    assert sixhills("import", str(tmp_path / "b.fit")).code == 2


def test_what_is_not_there_is_named(sixhills):
    printed = sixhills("import", "gone.fit")
    assert printed.code == 2
    assert "gone.fit" in printed.err


def test_another_kind_of_file_is_refused(sixhills, tmp_path):
    (tmp_path / "a.doc").write_text("x")
    printed = sixhills("report", str(tmp_path / "a.doc"))
    assert printed.code == 2
    assert ".fit" in printed.err


# -- folders, archives, and what is passed over ----------------------------------------------


def make_folder(tmp_path):
    """A ride in two formats, a route, a text, and an archive with another ride."""
    folder = tmp_path / "rides"
    folder.mkdir()
    inside = "<Extensions><TPX><Watts>150</Watts></TPX></Extensions>"
    powered = tcx(tcx_lap(0, (tcx_point(s, inside) for s in range(600))))
    (folder / "a.gpx").write_bytes(gpx(*(gpx_point(s) for s in range(600))))
    (folder / "b.tcx").write_bytes(powered)
    (folder / "route.gpx").write_bytes(gpx(gpx_point(None), gpx_point(None)))
    (folder / "notes.txt").write_text("hello")
    other = gpx(*(gpx_point(s) for s in range(9000, 9600)))
    (folder / "export.zip").write_bytes(zip_files({"activities/1.gpx.gz": gzip.compress(other)}))
    return folder


def test_a_folder_gives_each_ride_once_and_a_line_for_the_rest(sixhills, tmp_path):
    printed = sixhills("import", str(make_folder(tmp_path)))
    assert printed.code == 0
    assert (
        "2 imported, 0 already there, 0 not readable, 1 recorded twice, 2 passed over"
        in printed.out
    )
    assert "route.gpx: this is a route without times, not a ride: passed over" in printed.out
    assert "notes.txt: this is no ride file: passed over" in printed.out
    assert "kept once" in printed.out


def test_all_keeps_second_recordings_too(sixhills, tmp_path):
    assert "3 imported" in sixhills("import", "--all", str(make_folder(tmp_path))).out
    assert len(sixhills("rides", "--json").json) == 3


def test_json_has_an_entry_for_each_file(sixhills, tmp_path):
    entries = sixhills("import", str(make_folder(tmp_path)), "--json").json
    by_name = {entry["file"].split("/")[-1]: entry for entry in entries}
    assert set(by_name) == {"a.gpx", "b.tcx", "route.gpx", "notes.txt", "1.gpx.gz"}
    assert set(by_name["b.tcx"]) == {
        "file", "ride", "new", "error", "skipped", "notes", "learnt",
    }  # fmt: skip
    assert by_name["a.gpx"]["ride"] == by_name["b.tcx"]["ride"]
    assert [by_name[name]["new"] for name in ("a.gpx", "b.tcx", "1.gpx.gz")] == [False, True, True]


def test_a_folder_of_routes_alone_is_no_failure(sixhills, tmp_path):
    (tmp_path / "route.gpx").write_bytes(gpx(gpx_point(None)))
    assert sixhills("import", str(tmp_path / "route.gpx")).code == 0


def test_the_devices_own_figures_are_reported_and_stored(sixhills, rides_folder):
    path = rides_folder / "turbo_fenix6_position.fit"
    sixhills("import", str(path))
    summary = sixhills("report", "last", "--json").json["summary"]
    assert summary["device_standing_s"] == 87.998
    assert summary["recorded_s"] == 3158.912
