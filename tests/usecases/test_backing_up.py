"""Backup and restore: all comes back, nothing is lost, nothing half."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from filed_rides import add_file
from sixhills.errors import ConflictError, FormatError, StoreError
from sixhills.rider import DEFAULT_RIDER
from sixhills.store import snapshot
from sixhills.store.check import check
from sixhills.store.home import database_path, tmp_dir
from sixhills.store.originals import find_originals
from sixhills.store.store import Store
from sixhills.usecases.backing_up import Restored, back_up, restore
from sixhills.usecases.riding import begin_ride
from stored_home import PLAN, store_unseen

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def make_backup(home: Path) -> BytesIO:
    to = BytesIO()
    back_up(home, to, now=NOW)
    return to


def list_ids(home: Path) -> set[str]:
    with Store.open(home) as store:
        return {stored.id for stored in store.rides.listed()}


def change_database(backup: BytesIO, folder: Path, *statements: str) -> BytesIO:
    """The backup with another database in it, its list kept to."""
    with ZipFile(backup) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    path = folder / "changed.db"
    path.write_bytes(files["sixhills.db"])
    connection = sqlite3.connect(path)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    data = path.read_bytes()
    manifest = json.loads(files.pop("manifest.json"))
    manifest["files"]["sixhills.db"] = {"size": len(data), "sha256": sha256(data).hexdigest()}
    changed = BytesIO()
    with ZipFile(changed, "w") as archive:
        for name, kept in {**files, "sixhills.db": data}.items():
            archive.writestr(name, kept)
        archive.writestr("manifest.json", json.dumps(manifest))
    return changed


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Two rides, one of them from a file."""
    folder = tmp_path / "data"
    store_unseen(folder)
    add_file(folder, day=1)
    return folder


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another data directory, with a ride of its own."""
    folder = tmp_path / "other"
    add_file(folder, b"another file", day=2)
    return folder


def test_all_comes_back_in_an_empty_place(home: Path, tmp_path: Path) -> None:
    with Store.open(home) as store:
        store.rider.save(replace(DEFAULT_RIDER, name="Ada"))
    fresh = tmp_path / "fresh"

    restored = restore(fresh, make_backup(home), now=NOW)

    assert restored == Restored(rides=2, added=2, aside=None)
    assert list_ids(fresh) == list_ids(home)
    with Store.open(fresh) as store:
        rider = store.rider.load()
    assert rider is not None
    assert rider.name == "Ada"
    assert check(fresh).problems == ()


def test_the_original_file_comes_back(home: Path, tmp_path: Path) -> None:
    restore(tmp_path / "fresh", make_backup(home), now=NOW)

    (original,) = find_originals(tmp_path / "fresh")
    assert original.read_bytes() == b"as it came"


def test_what_was_there_lies_aside_as_data_of_its_own(home: Path, other: Path) -> None:
    before = list_ids(other)

    restored = restore(other, make_backup(home), now=NOW)

    assert (restored.rides, restored.added) == (2, 2)
    assert restored.aside is not None
    assert list_ids(Path(restored.aside)) == before
    assert check(Path(restored.aside)).problems == ()
    assert check(other).problems == ()
    assert "no ride" not in " ".join(check(other).facts)


def test_the_same_backup_adds_nothing(home: Path) -> None:
    assert restore(home, make_backup(home), now=NOW).added == 0


def test_nothing_stored_makes_a_backup_too(tmp_path: Path) -> None:
    backup = make_backup(tmp_path / "nothing")

    assert restore(tmp_path / "other", backup, now=NOW).rides == 0


def test_a_lost_original_is_told_and_the_rest_is_saved(home: Path, tmp_path: Path) -> None:
    (original,) = find_originals(home)
    original.unlink()

    made = back_up(home, BytesIO(), now=NOW)

    assert (made.rides, made.files) == (2, 0)
    assert original.name in made.notes[0]


def test_who_reads_meanwhile_sees_the_state_before(home: Path, other: Path) -> None:
    before = list_ids(other)
    with Store.open(other) as store, store.engine.connect() as reading:
        reading.exec_driver_sql("SELECT count(*) FROM rides").scalar()
        restore(other, make_backup(home), now=NOW)
        kept = reading.exec_driver_sql("SELECT id FROM rides").scalars().all()

    assert set(kept) == before
    assert list_ids(other) == list_ids(home)


def test_a_broken_backup_changes_nothing(home: Path, other: Path) -> None:
    backup = bytearray(make_backup(home).getvalue())
    backup[len(backup) // 3] ^= 0xFF
    before = sorted(path for path in other.rglob("*") if path.is_file())

    with pytest.raises(FormatError, match=r"sixhills\.db"):
        restore(other, BytesIO(bytes(backup)), now=NOW)

    assert sorted(path for path in other.rglob("*") if path.is_file()) == before


def test_a_restore_that_breaks_off_leaves_what_was_there(
    home: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list_ids(other)

    def refuse(*_: object) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr(snapshot, "_copy_pages", refuse)
    with pytest.raises(StoreError, match="full"):
        restore(other, make_backup(home), now=NOW)

    assert list_ids(other) == before
    assert check(other).problems == ()
    assert list(tmp_dir(other).iterdir()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE alembic_version SET version_num = '9999'",
        "UPDATE alembic_version SET version_num = '0000'",
        "UPDATE alembic_version SET version_num = '00x'",
        "DELETE FROM alembic_version",
        "DROP TABLE alembic_version",
        "DROP TABLE ratings",
        "DROP TABLE settings",
        "CREATE TRIGGER t AFTER UPDATE ON rides BEGIN DELETE FROM riders; END",
        "CREATE VIEW v AS SELECT 1",
        "UPDATE rides SET summary = 'no JSON'",
        "UPDATE rides SET start = 'never'",
        "UPDATE rides SET original_sha256 = '../../../etc/x' WHERE original_sha256 IS NOT NULL",
        "UPDATE rides SET extension = '/../../x' WHERE original_sha256 IS NOT NULL",
        "INSERT INTO riders (saved_at, rider) VALUES ('', '{\"mass_kg\": -1}')",
    ],
)
def test_a_database_that_is_not_ours_is_refused_before_anything_changes(
    home: Path, other: Path, tmp_path: Path, statement: str
) -> None:
    backup = make_backup(home)
    before = list_ids(other)

    with pytest.raises(FormatError, match=r"sixhills\.db"):
        restore(other, change_database(backup, tmp_path, statement), now=NOW)

    assert list_ids(other) == before


def test_a_backup_of_an_older_sixhills_is_brought_up_to_date(home: Path, tmp_path: Path) -> None:
    older = change_database(
        make_backup(home),
        tmp_path,
        "DROP TABLE routes",
        "DROP TABLE workouts",
        "ALTER TABLE rides DROP COLUMN learnt",
        "UPDATE alembic_version SET version_num = '0002'",
    )

    assert restore(tmp_path / "fresh", older, now=NOW).rides == 2


def test_a_damaged_database_gives_way_and_is_kept_as_it_is(home: Path, other: Path) -> None:
    database_path(other).write_bytes(b"no database" * 500)

    restored = restore(other, make_backup(home), now=NOW)

    assert list_ids(other) == list_ids(home)
    assert restored.aside is not None
    assert database_path(Path(restored.aside)).read_bytes() == b"no database" * 500


def test_nothing_is_restored_under_a_rider(home: Path, other: Path) -> None:
    live = begin_ride(other, PLAN, now=NOW)

    with pytest.raises(ConflictError, match="ridden"):
        restore(other, make_backup(home), now=NOW)
    live.set_aside()
