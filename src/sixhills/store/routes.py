"""Routes that the rider took along, with their workouts and courses."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from sixhills.errors import NotFoundError
from sixhills.store.stored_route import RouteFiles, RouteToKeep, StoredRoute
from sixhills.store.tables import RouteRow
from sixhills.store.texts import write_time

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from sixhills.store.database import Database


class RouteStore:
    """The kept routes in a database.

    Args:
        database: that holds them.
        now: gives the time of saving or deleting, as text.
    """

    def __init__(self, database: Database, now: Callable[[], str]):
        self._database = database
        self._now = now

    def save(self, route: RouteToKeep) -> None:
        """Keep a route, in place of one of its key."""
        values = {name: getattr(route, name) for name in route.__dataclass_fields__}
        with self._database.writing() as session:
            session.merge(RouteRow(saved_at=self._now(), deleted_at=None, **values))

    def listed(self) -> tuple[StoredRoute, ...]:
        """All routes that are not deleted, the last kept first."""
        wanted = select(RouteRow).where(RouteRow.deleted_at.is_(None))
        with self._database.reading() as session:
            rows = session.scalars(wanted.order_by(RouteRow.saved_at.desc(), RouteRow.key)).all()
        return tuple(map(_read_listed, rows))

    def load(self, key: str) -> RouteFiles:
        """Workout and course of a route.

        Raises:
            NotFoundError: there is none of this key.
        """
        with self._database.reading() as session:
            row = _get_row(session, key)
            return RouteFiles(workout=row.workout, course=row.course)

    def delete(self, key: str) -> None:
        """Take a route out of all lists; `restore` brings it back until `purge`.

        Raises:
            NotFoundError: there is none of this key.
        """
        with self._database.writing() as session:
            _get_row(session, key).deleted_at = self._now()

    def restore(self, key: str) -> None:
        """Bring a deleted route back.

        Raises:
            NotFoundError: there is none of this key.
        """
        with self._database.writing() as session:
            _get_row(session, key).deleted_at = None

    def purge(self, *, before: datetime) -> None:
        """Remove for good the routes that were deleted before a moment."""
        with self._database.writing() as session:
            session.execute(delete(RouteRow).where(RouteRow.deleted_at < write_time(before)))


def _read_listed(row: RouteRow) -> StoredRoute:
    return StoredRoute(
        key=row.key,
        saved_at=datetime.fromisoformat(row.saved_at),
        region=row.region,
        title=row.title,
        hills=row.hills,
        distance_m=row.distance_m,
        duration_s=row.duration_s,
    )


def _get_row(session: Session, key: str) -> RouteRow:
    row = session.get(RouteRow, key)
    if row is None:
        raise NotFoundError(f'there is no route "{key}" of yours')
    return row
