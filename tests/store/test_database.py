from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from sixhills.errors import StoreError
from sixhills.rider import DEFAULT_RIDER
from sixhills.store.database import Database
from sixhills.store.home import database_path, make_home
from sixhills.store.migrations import upgrade
from sixhills.store.store import Store
from sixhills.store.tables import SettingRow

OPEN = """
import sys
from contextlib import suppress
from pathlib import Path
from sixhills.store.store import Store
Store.open(Path(sys.argv[1])).close()
"""
KILL_WITHIN_MIGRATION = """
import os, signal
from sqlalchemy import event
from sqlalchemy.engine import Engine

@event.listens_for(Engine, "before_cursor_execute")
def kill(connection, cursor, statement, *rest):
    if "CREATE TABLE channels" in statement:
        os.kill(os.getpid(), signal.SIGKILL)
"""


def pragma(store: Store, name: str) -> object:
    with store._database.reading() as session:
        return session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
        ("secure_delete", 1),
    ],
)
def test_safeguards_are_on(store: Store, name: str, value: object) -> None:
    assert pragma(store, name) == value


def test_a_migration_is_all_or_nothing(home: Path) -> None:
    make_home(home)
    database = Database(database_path(home))
    with suppress(RuntimeError), database.writing() as session:
        upgrade(session.connection())
        raise RuntimeError
    with database.reading() as session:
        tables = session.connection().exec_driver_sql("SELECT name FROM sqlite_master").all()
    database.close()
    assert tables == []


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_kill_within_the_migration_leaves_a_store_that_opens(home: Path) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILL_WITHIN_MIGRATION + OPEN, str(home)], check=False
    )
    assert killed.returncode == -9
    with Store.open(home) as store:
        assert store.rides.listed() == ()


def test_several_may_open_a_new_store_at_once(home: Path) -> None:
    command = [sys.executable, "-c", OPEN, str(home)]
    running = [subprocess.Popen(command) for _ in range(3)]
    assert [process.wait(timeout=60) for process in running] == [0, 0, 0]


def test_opening_twice_changes_nothing(store: Store, home: Path) -> None:
    store.rider.save(DEFAULT_RIDER)
    with Store.open(home) as again:
        assert again.rider.load() == DEFAULT_RIDER


@pytest.mark.parametrize("name", ["a?b#c%41", "with spaces é"])
def test_any_name_of_a_folder_will_do(tmp_path: Path, name: str) -> None:
    Store.open(tmp_path / name).close()
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert database_path(tmp_path / name).exists()


@pytest.mark.skipif(os.name == "nt", reason="permissions of files are those of POSIX")
def test_only_the_user_may_read_the_database(store: Store, home: Path) -> None:
    store.rider.save(DEFAULT_RIDER)
    modes = {path.name: path.stat().st_mode & 0o777 for path in home.glob("sixhills.db*")}
    assert modes == dict.fromkeys(("sixhills.db", "sixhills.db-shm", "sixhills.db-wal"), 0o600)


def test_what_is_no_database_is_refused(home: Path) -> None:
    make_home(home)
    database_path(home).write_bytes(b"no database at all" * 500)
    with pytest.raises(StoreError, match="restore a backup"):
        Store.open(home)


def test_another_writer_is_told(home: Path) -> None:
    with Store.open(home, wait_s=0.01) as store:
        other = sqlite3.connect(database_path(home), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another sixhills is writing"):
            store.rider.save(DEFAULT_RIDER)
        other.close()
        store.rider.save(DEFAULT_RIDER)


def test_reading_goes_on_while_another_writes(store: Store, home: Path) -> None:
    store.rider.save(DEFAULT_RIDER)
    other = sqlite3.connect(database_path(home), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert store.rider.load() == DEFAULT_RIDER
    other.close()


def test_an_error_leaves_nothing_behind(store: Store) -> None:
    with suppress(RuntimeError), store._database.writing() as session:
        session.add(SettingRow(key="half", value="done"))
        session.flush()
        raise RuntimeError
    assert store.settings.load("half") is None
