from __future__ import annotations

import shutil

import pytest


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
