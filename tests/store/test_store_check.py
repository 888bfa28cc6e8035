from __future__ import annotations

from pathlib import Path

import pytest
from store_tools import add_ride, run_sql

from sixhills.store.check import Findings, check, sweep
from sixhills.store.home import database_path, make_home, recordings_dir, tmp_dir
from sixhills.store.migrations import HEAD
from sixhills.store.store import Store


def said(lines: tuple[str, ...], words: str) -> bool:
    return any(words in line for line in lines)


def test_a_home_that_is_not_there_is_no_problem(home: Path) -> None:
    findings = check(home)
    assert findings.problems == ()
    assert not home.exists()


def test_a_good_store_has_no_problem(store: Store, home: Path) -> None:
    add_ride(store)
    findings = check(home)
    assert findings.problems == ()
    assert said(findings.facts, "1 rides")
    assert said(findings.facts, f"schema {HEAD}")
    assert said(findings.facts, "1 original files")


def test_deleted_rides_are_counted(store: Store, home: Path) -> None:
    store.rides.delete(add_ride(store).id)
    findings = check(home)
    assert findings.problems == ()
    assert said(findings.facts, "1 of them are deleted")


def test_originals_are_told_even_where_the_database_is_lost(store: Store, home: Path) -> None:
    add_ride(store)
    store.close()
    database_path(home).unlink()
    assert said(check(home).facts, "1 of them have no ride")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE channels SET data = x'00'",
        "UPDATE rides SET prescription = '{}'",
        "UPDATE rides SET summary = '{'",
        "UPDATE rides SET start = 'yesterday'",
    ],
)
def test_a_damaged_ride_is_a_problem_by_its_id(store: Store, home: Path, statement: str) -> None:
    stored = add_ride(store)
    run_sql(home, statement)
    assert said(check(home).problems, stored.id)


def test_a_row_that_belongs_to_no_ride_is_a_problem(store: Store, home: Path) -> None:
    run_sql(home, "INSERT INTO channels VALUES ('none', 'power_w', x'00')")
    assert said(check(home).problems, "belongs to no ride")


def test_what_is_no_database_is_a_problem(home: Path) -> None:
    make_home(home)
    database_path(home).write_bytes(b"no database at all" * 500)
    assert said(check(home).problems, "not a database")


def test_bad_pages_are_a_problem(store: Store, home: Path) -> None:
    add_ride(store)
    store.close()
    data = bytearray(database_path(home).read_bytes())
    data[4096 * 3 : 4096 * 5] = b"\xff" * 8192
    database_path(home).write_bytes(data)
    assert check(home).problems


def test_a_newer_database_is_a_problem(store: Store, home: Path) -> None:
    run_sql(home, "UPDATE alembic_version SET version_num = '9999'")
    assert said(check(home).problems, "update sixhills")


def test_an_older_database_is_told_and_left_alone(home: Path) -> None:
    make_home(home)
    database_path(home).touch()
    findings = check(home)
    assert findings.problems == ()
    assert said(findings.facts, f"it becomes {HEAD} when next used")
    assert check(home) == findings


def test_unfinished_recordings_are_counted(home: Path) -> None:
    make_home(home)
    (recordings_dir(home) / "0190").mkdir()
    (recordings_dir(home) / "0190" / "events.log").write_text("begun")
    assert said(check(home).facts, "1 journals of unfinished rides")


def test_checking_changes_nothing(store: Store, home: Path) -> None:
    add_ride(store)
    (tmp_dir(home) / "left").write_bytes(b"half")
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    first: Findings = check(home)
    assert check(home) == first
    after = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert {path.name for path in after} == {path.name for path in before}
    assert after[database_path(home)] == before[database_path(home)]


def test_nothing_is_swept_while_somebody_writes(home: Path) -> None:
    with Store.open(home) as store, store._database.writing():
        (tmp_dir(home) / "being written").write_bytes(b"half")
        assert sweep(home, wait_s=0.01) == 0
    assert sweep(home) == 1


def test_sweeping_works_before_there_is_a_database(home: Path) -> None:
    make_home(home)
    (tmp_dir(home) / "left").write_bytes(b"half")
    assert sweep(home) == 1
