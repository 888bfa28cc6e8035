"""The store: all that is kept in a data directory's database, by subject.

Each subject is a small store of its own, over the same database: the rider, bikes, settings,
workouts, routes, what rides taught, rides. One writer, short transactions (`Database`); every
change is one transaction, also where it touches several subjects.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from sixhills.store.bikes import BikeStore
from sixhills.store.database import Database
from sixhills.store.home import database_path, make_home
from sixhills.store.learnt import LearntStore
from sixhills.store.refusals import WAIT_S
from sixhills.store.rider import RiderStore
from sixhills.store.rides import RideStore
from sixhills.store.routes import RouteStore
from sixhills.store.settings import SettingStore
from sixhills.store.texts import write_time
from sixhills.store.workouts import WorkoutStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Engine


def _now_utc() -> datetime:
    return datetime.now(UTC)


class Store:
    """The database of one data directory and the original files beside it.

    Use it as a context manager.

    Attributes:
        rider: as saved over time.
        bikes: that the rider saved.
        settings: by key.
        workouts: of the rider's own.
        routes: that the rider took along.
        learnt: what rides taught.
        rides: with their channels and original files.
    """

    def __init__(self, home: Path, database: Database, clock: Callable[[], datetime]):
        def now() -> str:
            return write_time(clock())

        self._database = database
        self.rider = RiderStore(database, now)
        self.bikes = BikeStore(database, now)
        self.settings = SettingStore(database)
        self.workouts = WorkoutStore(database, now)
        self.routes = RouteStore(database, now)
        self.learnt = LearntStore(database, now)
        self.rides = RideStore(home, database, now)

    @classmethod
    def open(
        cls, home: Path, *, clock: Callable[[], datetime] = _now_utc, wait_s: float = WAIT_S
    ) -> Self:
        """Open the database of a data directory, making both where needed.

        Args:
            home: the data directory.
            clock: gives the time at which things are saved, with its zone.
            wait_s: how long to wait for another writer.

        Raises:
            StoreError: it cannot be opened, is damaged, or is of a newer version.
        """
        make_home(home)
        database = Database(database_path(home), wait_s=wait_s)
        try:
            database.bring_up_to_date()
        except BaseException:
            database.close()
            raise
        return cls(home, database, clock)

    @property
    def engine(self) -> Engine:
        """The database itself, for checks; transactions on it do not take the writer's lock."""
        return self._database.engine

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
