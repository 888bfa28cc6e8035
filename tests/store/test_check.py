from __future__ import annotations

import sqlite3

from make_stored import add, make_ride

from sixhills.store.check import check, sweep
from sixhills.store.home import database_path, tmp_dir
from sixhills.store.originals import hash_bytes, keep_original, original_path
from sixhills.store.store import Store


def stored_home(tmp_path):
    with Store.open(tmp_path) as store:
        add(store, make_ride(), original=b"abc")
    return tmp_path


def test_a_sound_home_has_no_problems(tmp_path):
    findings = check(stored_home(tmp_path))
    assert findings.problems == ()
    assert any("1 rides" in fact for fact in findings.facts)


def test_nothing_stored_is_no_problem(tmp_path):
    assert check(tmp_path).problems == ()


def test_a_missing_original_is_found(tmp_path):
    home = stored_home(tmp_path)
    original_path(home, hash_bytes(b"abc"), ".fit").unlink()
    assert "missing" in check(home).problems[0]


def test_a_changed_original_is_found(tmp_path):
    home = stored_home(tmp_path)
    original_path(home, hash_bytes(b"abc"), ".fit").write_bytes(b"other")
    assert "changed" in check(home).problems[0]


def test_an_original_without_a_ride_is_told(tmp_path):
    home = stored_home(tmp_path)
    keep_original(home, b"cut off", ".fit")
    assert any("have no ride" in fact for fact in check(home).facts)


def test_a_damaged_channel_is_found(tmp_path):
    home = stored_home(tmp_path)
    with sqlite3.connect(database_path(home)) as raw:
        raw.execute("UPDATE channels SET data = x'00' WHERE name = 'power_w'")
    raw.close()
    assert any("damaged" in problem for problem in check(home).problems)


def test_leftovers_are_told_and_swept(tmp_path):
    home = stored_home(tmp_path)
    (tmp_dir(home) / "part").write_bytes(b"half")
    assert any("leftovers" in fact for fact in check(home).facts)
    assert sweep(home) == 1
    assert sweep(home) == 0
