"""Read lists and settings without the weight of the writing side.

What a short command such as `sixhills next` reads are a few columns. SQLAlchemy and numpy, which
the writing side needs, take longer to import than all the rest of such a command takes; the
standard library's sqlite3 is there at once. This module only reads: the same columns, through the
same functions, as `Store` does (docs/decisions/0013-light-reading.md). Tables are made, migrated
and changed by `Store` alone.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from sixhills.store.home import database_path
from sixhills.store.listed import RatingColumns, RideColumns, read_listed
from sixhills.store.migrations import HEAD
from sixhills.store.refusals import WAIT_S, name_refusal
from sixhills.store.texts import read_bike, read_rider

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sixhills.equipment import Equipment
    from sixhills.rider import Rider
    from sixhills.store.stored_ride import StoredRide

_NEWEST_RIDER = "SELECT rider FROM riders ORDER BY number DESC LIMIT 1"
_BIKES = "SELECT name, bike FROM bikes ORDER BY name"
_SETTING = "SELECT value FROM settings WHERE key = ?"
_WORKOUTS = "SELECT key, text FROM workouts WHERE deleted_at IS NULL ORDER BY key"
_VERSION = "SELECT version_num FROM alembic_version"
_VERSION_TABLE = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"


def _list_columns(table: str, names: tuple[str, ...]) -> str:
    return ", ".join(f'{table}."{name}"' for name in names)


_RIDES = f"""
    SELECT {_list_columns("rides", RideColumns._fields)},
           ratings.ride_id IS NOT NULL,
           {_list_columns("ratings", RatingColumns._fields)}
    FROM rides LEFT JOIN ratings ON ratings.ride_id = rides.id
    WHERE rides.deleted_at IS NULL
    ORDER BY rides.start DESC, rides.id DESC
"""  # noqa: S608 - the names are ours
_RATED_AT = len(RideColumns._fields)


class Reader:
    """One state of the database of a data directory, to be read only.

    Use it as a context manager. What others write meanwhile is not seen.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection):
        self._path = path
        self._connection = connection

    @classmethod
    def open(cls, home: Path, *, wait_s: float = WAIT_S) -> Self:
        """Open the database of a data directory, which must exist.

        One of an older sixhills is brought up to date first.

        Args:
            home: the data directory.
            wait_s: how long to wait while another sixhills brings the database up to date.

        Raises:
            StoreError: it cannot be opened, is damaged, or is of a newer version.
        """
        path = database_path(home)
        connection = _connect(path, wait_s)
        try:
            with _refusal_named(path):
                up_to_date = _schema_version(connection) == HEAD
            if not up_to_date:
                connection.close()
                _bring_up_to_date(home, wait_s)
                connection = _connect(path, wait_s)
            with _refusal_named(path):
                connection.execute("BEGIN")
        except BaseException:
            connection.close()
            raise
        return cls(path, connection)

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def load_rider(self) -> Rider | None:
        """The rider as last saved, or None."""
        with _refusal_named(self._path):
            row = self._connection.execute(_NEWEST_RIDER).fetchone()
        return None if row is None else read_rider(row[0])

    def bikes(self) -> tuple[Equipment, ...]:
        """All bikes saved, by name."""
        with _refusal_named(self._path):
            rows = self._connection.execute(_BIKES).fetchall()
        return tuple(read_bike(name, text) for name, text in rows)

    def setting(self, key: str) -> str | None:
        """The value of a setting, or None."""
        with _refusal_named(self._path):
            row = self._connection.execute(_SETTING, (key,)).fetchone()
        return None if row is None else str(row[0])

    def workouts(self) -> dict[str, str]:
        """Texts of the rider's own workouts by their key, those that are not deleted."""
        with _refusal_named(self._path):
            return dict(self._connection.execute(_WORKOUTS).fetchall())

    def rides(self) -> tuple[StoredRide, ...]:
        """All rides that are not deleted, the latest first, without their channels.

        Raises:
            StoreError: one of them is damaged.
        """
        with _refusal_named(self._path):
            rows = self._connection.execute(_RIDES).fetchall()
        return tuple(map(_read_ride, rows))


def _connect(path: Path, wait_s: float) -> sqlite3.Connection:
    """A connection that refuses to write and makes no file.

    Not SQLite's own read-only mode: in that, the files of the write-ahead log stay behind.
    """
    with _refusal_named(path):
        place = f"{path.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(place, uri=True, timeout=wait_s, isolation_level=None)
        connection.execute("PRAGMA query_only=ON")
    return connection


def _schema_version(connection: sqlite3.Connection) -> str | None:
    if connection.execute(_VERSION_TABLE).fetchone() is None:
        return None
    row = connection.execute(_VERSION).fetchone()
    return None if row is None else str(row[0])


def _bring_up_to_date(home: Path, wait_s: float) -> None:
    from sixhills.store.store import Store

    Store.open(home, wait_s=wait_s).close()


def _read_ride(row: tuple[object, ...]) -> StoredRide:
    ride = RideColumns._make(row[:_RATED_AT])
    rated, rating = row[_RATED_AT], row[_RATED_AT + 1 :]
    return read_listed(ride, RatingColumns._make(rating) if rated else None)


@contextmanager
def _refusal_named(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise name_refusal(path, str(error)) from error
