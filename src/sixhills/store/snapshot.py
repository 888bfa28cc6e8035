"""Whole databases: a copy of one that is in use, and one put in place of another.

Neither stops anybody: both go through SQLite's own locks, so who reads meanwhile sees the state
before or the state after, and a process that is killed leaves the state before.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from sixhills.errors import InvalidValueError, StoreError, require
from sixhills.store.database import Database
from sixhills.store.home import DATABASE_NAME, database_path, has_database, make_home
from sixhills.store.originals import find_originals, require_extension
from sixhills.store.refusals import WAIT_S, name_refusal
from sixhills.store.tables import Base

if TYPE_CHECKING:
    from pathlib import Path

_BESIDE = ("-wal", "-shm")  # what SQLite keeps beside a database
_ORIGINALS = "SELECT original_sha256, extension FROM rides WHERE original_sha256 IS NOT NULL"
_SHOWN = "SELECT id FROM rides WHERE deleted_at IS NULL"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FIRST = "0001"  # the first schema


def copy_database(home: Path, to: Path) -> None:
    """Write the database of a data directory to a new file, whole and without gaps.

    No trace of what was deleted in it for good is in the copy.

    Raises:
        StoreError: the database cannot be read, or the file not be written.
    """
    path = database_path(home)
    try:
        with closing(sqlite3.connect(path, timeout=WAIT_S)) as connection:
            connection.execute("VACUUM INTO ?", (str(to),))
    except sqlite3.Error as error:
        raise name_refusal(path, str(error)) from error


def check_database(path: Path) -> None:
    """Bring a database file that is in nobody's use up to date, and look whether it is whole.

    Raises:
        StoreError: it is no database of ours, damaged, or of a newer sixhills.
    """
    _require_ours(path)
    database = Database(path)
    try:
        database.bring_up_to_date()
        with database.reading() as session:
            for table in Base.metadata.sorted_tables:  # each with all its columns
                session.execute(table.select().limit(0))
    finally:
        database.close()
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # one file again
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.Error as error:
        raise name_refusal(path, str(error)) from error
    if verdict != "ok":
        raise StoreError(f"the database is damaged: {verdict}", place=path.name)
    for sha256, extension in list_originals(path):
        _require_inside(sha256, extension)


def replace_database(home: Path, source: Path) -> None:
    """Put a checked database in place of that of a data directory.

    A database that is too damaged to be written to makes room; copy it before.

    Raises:
        StoreError: somebody else writes, or the disk does not take it.
    """
    make_home(home)
    if has_database(home) and not _is_database(database_path(home)):
        remove_database(home)
    fresh = Database(database_path(home))
    try:
        fresh.bring_up_to_date()  # so that it is made as all are: for the user only, with a log
    finally:
        fresh.close()
    _copy_pages(source, database_path(home))


def set_aside(home: Path, folder: Path) -> None:
    """Keep what is there as a data directory of its own; what both hold is on the disk once.

    Args:
        home: the data directory, which stays as it is.
        folder: made here.

    Raises:
        StoreError: it cannot be made.
    """
    try:
        make_home(folder)
        for path in find_originals(home):
            _link(path, folder / path.relative_to(home))
        try:
            copy_database(home, folder / DATABASE_NAME)
        except StoreError:  # damaged: as it is
            for name in (DATABASE_NAME, *(DATABASE_NAME + end for end in _BESIDE)):
                if (home / name).exists():
                    shutil.copy2(home / name, folder / name)
    except OSError as error:
        raise StoreError(
            f"what is there cannot be kept: {error.strerror}", place=str(folder)
        ) from error


def remove_database(home: Path) -> None:
    """Delete the database of a data directory.

    Raises:
        StoreError: it cannot be deleted.
    """
    try:
        for name in (DATABASE_NAME, *(DATABASE_NAME + end for end in _BESIDE)):
            (home / name).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"the database cannot be deleted: {error.strerror}", place=str(home)
        ) from error


def list_originals(path: Path) -> frozenset[tuple[str, str]]:
    """SHA-256 and extension of the original files that the rides of a database need."""
    return frozenset((str(row[0]), str(row[1])) for row in _ask(path, _ORIGINALS))


def list_ride_ids(path: Path) -> frozenset[str]:
    """Ids of the rides of a database that are not deleted."""
    return frozenset(str(row[0]) for row in _ask(path, _SHOWN))


def _ask(path: Path, query: str) -> list[tuple[object, ...]]:
    try:
        with closing(sqlite3.connect(path, timeout=WAIT_S)) as connection:
            connection.execute("PRAGMA query_only=ON")
            return connection.execute(query).fetchall()
    except sqlite3.Error as error:
        raise name_refusal(path, str(error)) from error


def _require_ours(path: Path) -> None:
    """Refuse a file that is no database of sixhills before anything is changed in it."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA trusted_schema=OFF")
            kinds = connection.execute("SELECT type, name FROM sqlite_master").fetchall()
            versions = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.Error as error:
        raise name_refusal(path, str(error)) from error
    plain = all(kind in {"table", "index"} for kind, _ in kinds)  # no views, no triggers
    known = len(versions) == 1 and str(versions[0][0]) >= _FIRST
    if not (plain and known):
        raise StoreError("this is no database of sixhills", place=path.name)


def _require_inside(sha256: str, extension: str) -> None:
    """Refuse a row whose original file would lie elsewhere than the originals do."""
    try:
        require(bool(_SHA256.fullmatch(sha256)), "a hash", "64 hexadecimal digits", sha256)
        require_extension(extension)
    except InvalidValueError as error:
        raise StoreError(f"a row of the database leads elsewhere: {error.problem}") from error


def _is_database(path: Path) -> bool:
    try:
        _ask(path, "SELECT 1 FROM sqlite_master")
    except StoreError:
        return False
    return True


def _copy_pages(source: Path, target: Path) -> None:
    """Everything in one transaction of the target."""
    try:
        with (
            closing(sqlite3.connect(source)) as whole,
            closing(sqlite3.connect(target, timeout=WAIT_S)) as place,
        ):
            place.execute("PRAGMA synchronous=FULL")
            whole.backup(place)
    except sqlite3.Error as error:
        raise name_refusal(target, str(error)) from error


def _link(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        to.hardlink_to(path)
    except OSError:  # a file system that knows no links
        shutil.copy2(path, to)
