"""The database file: its safeguards, one writer at a time, its errors in our words.

A transaction that writes takes the lock of the database when it begins (BEGIN IMMEDIATE), not at
its first change. So what it has read still holds when it writes, and whoever holds the lock may
also change the files beside the database: the lock guards the whole data directory.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from sqlalchemy import URL, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from sixhills.errors import StoreError
from sixhills.store.migrations import HEAD, upgrade
from sixhills.store.refusals import WAIT_S, name_refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

_BEGIN = "sixhills_begin"


class Database:
    """One SQLite file.

    Args:
        path: of the file, which is made when first used.
        wait_s: how long to wait for another writer.
    """

    def __init__(self, path: Path, *, wait_s: float = WAIT_S):
        self._path = path
        self._engine = create_engine(URL.create("sqlite", database=str(path)))
        self._writer = self._engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
        event.listen(self._engine, "connect", _setter_of_pragmas(wait_s))
        event.listen(self._engine, "begin", _begin)

    @property
    def engine(self) -> Engine:
        """The engine beneath; its transactions do not take the writer's lock."""
        return self._engine

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that sees one state of the database.

        Raises:
            StoreError: the database refuses.
        """
        with self._errors_named(), Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction by the only writer, committed at its end unless an error leaves it.

        Raises:
            StoreError: the database refuses, or another writer takes too long.
        """
        with self._errors_named(), Session(self._writer, expire_on_commit=False) as session:
            session.connection()  # takes the lock now
            yield session
            session.commit()

    def bring_up_to_date(self) -> None:
        """Make or migrate the tables, all or nothing; cheap where they are up to date.

        Raises:
            StoreError: the database is of a newer sixhills, or cannot be used.
        """
        self._make_file()
        with self.reading() as session:
            version = schema_version(session.connection())
        if version == HEAD:
            return
        with self.writing() as session:
            connection = session.connection()
            self._refuse_newer(schema_version(connection))
            upgrade(connection)

    def empty_log(self) -> None:
        """Move all that is in the write-ahead log into the database, and empty the log."""
        with self._errors_named():
            connection = self._engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()

    def _make_file(self) -> None:
        try:  # SQLite gives the log files beside it the same permissions
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            raise StoreError(
                f"the database cannot be opened: {error.strerror}", place=str(self._path)
            ) from error

    def _refuse_newer(self, version: str | None) -> None:
        if version is not None and version > HEAD:
            raise StoreError(
                f"the database is of a newer sixhills (schema {version})",
                place=str(self._path),
                remedy="update sixhills",
            )

    @contextmanager
    def _errors_named(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            cause = str(getattr(error, "orig", None) or error)
            raise name_refusal(self._path, cause) from error


def schema_version(connection: Connection) -> str | None:
    """The schema of a database, or None for an empty one."""
    table = text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")
    if connection.execute(table).first() is None:
        return None
    return cast("str | None", connection.scalar(text("SELECT version_num FROM alembic_version")))


def _setter_of_pragmas(wait_s: float) -> Callable[[DBAPIConnection, ConnectionPoolEntry], None]:
    pragmas = (
        f"busy_timeout={round(wait_s * 1000)}",  # first: the others may have to wait
        "journal_mode=WAL",
        "synchronous=FULL",  # NORMAL may lose the last commits when the power fails
        "foreign_keys=ON",
        "secure_delete=ON",  # what is deleted leaves no trace in the file
    )

    def set_pragmas(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        # The driver would commit before CREATE TABLE; transactions are begun by `_begin` instead.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return set_pragmas


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))
