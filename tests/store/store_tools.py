"""What the tests of the store do over and over."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from typing import TYPE_CHECKING

from make_stored import START, make_ride

from sixhills.store.home import database_path

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.store.store import Store
    from sixhills.store.stored_ride import StoredRide


def add_ride(store: Store, original: bytes | None = b"a file", *, day: int = 0) -> StoredRide:
    """A ride of some day, from a file of these bytes."""
    ride = make_ride(start=START + timedelta(days=day))
    return store.rides.add(
        ride=ride,
        original=original,
        extension=".fit",
        file_name="ride.fit",
        prescription=None,
        summary={},
    )


def make_first_schema(home: Path) -> None:
    """Take a database back to the first schema, as the first sixhills made it."""
    for column in ("numb", "where", "postures"):
        run_sql(home, f'ALTER TABLE ratings DROP COLUMN "{column}"')
    run_sql(home, "ALTER TABLE rides DROP COLUMN learnt")
    run_sql(home, "DROP TABLE routes")
    run_sql(home, "DROP TABLE workouts")
    run_sql(home, "UPDATE alembic_version SET version_num = '0001'")


def run_sql(home: Path, statement: str, *values: str) -> None:
    """Change the database behind the store's back."""
    connection = sqlite3.connect(database_path(home))
    with connection:
        connection.execute(statement, values)
    connection.close()
