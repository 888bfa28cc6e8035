"""The store: riders, bikes, settings and rides in one SQLite database.

One writer, short transactions; a ride and all its channels are one transaction, committed after
its original file is safely on disk. So a process killed at any moment leaves nothing half: at
worst an original without a row, which `sixhills doctor` finds.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Never, Self

from sqlalchemy import delete, select

from sixhills.errors import InputError, NotFoundError, StoreError, require
from sixhills.store.database import Database
from sixhills.store.home import database_path, make_home, new_ride_id
from sixhills.store.listed import damage_named
from sixhills.store.originals import (
    hash_bytes,
    is_whole,
    keep_original,
    original_path,
    require_extension,
)
from sixhills.store.refusals import WAIT_S
from sixhills.store.ride_rows import (
    make_rating_row,
    make_row,
    read_prescription,
    read_ride,
    read_stored,
    write_time,
)
from sixhills.store.stored_ride import Rating, StoredRide
from sixhills.store.stored_route import RouteFiles, RouteToKeep, StoredRoute
from sixhills.store.tables import BikeRow, RideRow, RiderRow, RouteRow, SettingRow, WorkoutRow
from sixhills.store.texts import read_bike, read_rider, write_summary, write_value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy import Engine, Select
    from sqlalchemy.orm import Session

    from sixhills.equipment import Equipment
    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.recording import Ride
    from sixhills.rider import Rider

__all__ = ["Rating", "RideDetails", "SavedRider", "Store", "StoredRide"]

_LAST = "last"
_NEWEST_FIRST = (RideRow.start.desc(), RideRow.id.desc())
_LIST_RIDES = "list them: `sixhills rides`"


@dataclass(frozen=True, kw_only=True)
class SavedRider:
    """The rider as told at a moment."""

    saved_at: datetime
    rider: Rider


@dataclass(frozen=True, kw_only=True)
class RideDetails:
    """What is kept of a ride besides what lists show.

    Attributes:
        file_name: of the file that it came from, or None.
        extension: of that file, with its dot.
        learnt: what the ride taught, each one plain sentence; empty also where nobody noted it.
    """

    file_name: str | None
    extension: str
    learnt: tuple[str, ...]


def _now_utc() -> datetime:
    return datetime.now(UTC)


class Store:
    """The database of one data directory and the original files beside it.

    Use it as a context manager.
    """

    def __init__(self, home: Path, database: Database, clock: Callable[[], datetime]):
        self._home = home
        self._database = database
        self._clock = clock

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

    # -- rider, bikes, settings ------------------------------------------------------------

    def load_rider(self) -> Rider | None:
        """The rider as last saved, or None."""
        with self._database.reading() as session:
            text = session.scalar(_newest_rider())
        return None if text is None else read_rider(text)

    def save_rider(self, rider: Rider) -> None:
        """Save the rider; what was saved before stays as history. Unchanged, nothing is added."""
        text = write_value(rider)
        with self._database.writing() as session:
            if session.scalar(_newest_rider()) != text:
                session.add(RiderRow(saved_at=self._now(), rider=text))

    def rider_history(self) -> tuple[SavedRider, ...]:
        """The rider as saved over time, the latest first."""
        with self._database.reading() as session:
            rows = session.scalars(select(RiderRow).order_by(RiderRow.number.desc())).all()
        return tuple(
            SavedRider(
                saved_at=datetime.fromisoformat(row.saved_at),
                rider=read_rider(row.rider),
            )
            for row in rows
        )

    def bikes(self) -> tuple[Equipment, ...]:
        """All bikes saved, by name."""
        with self._database.reading() as session:
            rows = session.scalars(select(BikeRow).order_by(BikeRow.name)).all()
        return tuple(read_bike(row.name, row.bike) for row in rows)

    def load_bike(self, name: str) -> Equipment | None:
        """The bike saved under a name, or None."""
        with self._database.reading() as session:
            row = session.get(BikeRow, name)
        return None if row is None else read_bike(row.name, row.bike)

    def save_bike(self, bike: Equipment) -> None:
        """Save a bike under its name, in place of one of that name."""
        text = write_value(bike)
        with self._database.writing() as session:
            session.merge(BikeRow(name=bike.name, saved_at=self._now(), bike=text))

    def delete_bike(self, name: str) -> None:
        """Forget a bike.

        Raises:
            NotFoundError: there is none of this name.
        """
        with self._database.writing() as session:
            row = session.get(BikeRow, name)
            if row is None:
                raise NotFoundError(
                    f'there is no bike "{name}" of yours', remedy="list them with `sixhills bike`"
                )
            session.delete(row)

    def setting(self, key: str) -> str | None:
        """The value of a setting, or None."""
        with self._database.reading() as session:
            row = session.get(SettingRow, key)
        return None if row is None else row.value

    def set_setting(self, key: str, value: str) -> None:
        """Set a setting."""
        with self._database.writing() as session:
            session.merge(SettingRow(key=key, value=value))

    # -- workouts of the rider's own ---------------------------------------------------------

    def save_workout(self, key: str, text: str) -> None:
        """Save the text of a workout under its key, in place of one of that key."""
        with self._database.writing() as session:
            row = WorkoutRow(key=key, saved_at=self._now(), deleted_at=None, text=text)
            session.merge(row)

    def delete_workout(self, key: str) -> None:
        """Take a workout out of all lists; `restore_workout` brings it back until `purge_workouts`.

        Raises:
            NotFoundError: there is none of this key.
        """
        with self._database.writing() as session:
            _workout_row(session, key).deleted_at = self._now()

    def restore_workout(self, key: str) -> None:
        """Bring a deleted workout back.

        Raises:
            NotFoundError: there is none of this key.
        """
        with self._database.writing() as session:
            _workout_row(session, key).deleted_at = None

    def purge_workouts(self, *, before: datetime) -> int:
        """Remove for good the workouts that were deleted before a moment; return how many."""
        moment = write_time(before)
        with self._database.writing() as session:
            rows = session.scalars(select(WorkoutRow).where(WorkoutRow.deleted_at < moment)).all()
            for row in rows:
                session.delete(row)
        return len(rows)

    # -- routes that the rider took along ----------------------------------------------------

    def save_route(self, route: RouteToKeep) -> None:
        """Keep a route, in place of one of its key."""
        values = {name: getattr(route, name) for name in route.__dataclass_fields__}
        with self._database.writing() as session:
            session.merge(RouteRow(saved_at=self._now(), deleted_at=None, **values))

    def routes(self) -> tuple[StoredRoute, ...]:
        """All routes that are not deleted, the last kept first."""
        wanted = select(RouteRow).where(RouteRow.deleted_at.is_(None))
        with self._database.reading() as session:
            rows = session.scalars(wanted.order_by(RouteRow.saved_at.desc(), RouteRow.key)).all()
        return tuple(
            StoredRoute(
                key=row.key,
                saved_at=datetime.fromisoformat(row.saved_at),
                region=row.region,
                title=row.title,
                hills=row.hills,
                distance_m=row.distance_m,
                duration_s=row.duration_s,
            )
            for row in rows
        )

    def load_route(self, key: str) -> RouteFiles:
        """Workout and course of a route.

        Raises:
            NotFoundError: there is none of this key.
        """
        with self._database.reading() as session:
            row = _route_row(session, key)
            return RouteFiles(workout=row.workout, course=row.course)

    def delete_route(self, key: str) -> None:
        """Take a route out of all lists; `restore_route` brings it back until `purge_routes`.

        Raises:
            NotFoundError: there is none of this key.
        """
        with self._database.writing() as session:
            _route_row(session, key).deleted_at = self._now()

    def restore_route(self, key: str) -> None:
        """Bring a deleted route back.

        Raises:
            NotFoundError: there is none of this key.
        """
        with self._database.writing() as session:
            _route_row(session, key).deleted_at = None

    def purge_routes(self, *, before: datetime) -> None:
        """Remove for good the routes that were deleted before a moment."""
        with self._database.writing() as session:
            session.execute(delete(RouteRow).where(RouteRow.deleted_at < write_time(before)))

    # -- what rides taught -----------------------------------------------------------------

    def is_learnt(self, ride_id: str) -> bool:
        """Whether a ride was learnt from."""
        return self.setting(_learnt_key(ride_id)) is not None

    def keep_learnt(
        self,
        ride_id: str,
        *,
        bike: Equipment | None,
        rider: Rider | None,
        told: Sequence[str] = (),
    ) -> None:
        """Save what a ride taught, and that it was learnt from, in one transaction.

        Args:
            ride_id: of the ride.
            bike: changed, or None where nothing was learnt about one.
            rider: likewise.
            told: the same for a person, each one plain sentence.
        """
        with self._database.writing() as session:
            if bike is not None:
                row = BikeRow(name=bike.name, saved_at=self._now(), bike=write_value(bike))
                session.merge(row)
            if rider is not None:
                session.add(RiderRow(saved_at=self._now(), rider=write_value(rider)))
            session.merge(SettingRow(key=_learnt_key(ride_id), value=self._now()))
            ride = session.get(RideRow, ride_id)
            if ride is not None and told:
                ride.learnt = json.dumps(list(told))

    # -- rides -----------------------------------------------------------------------------

    def add_ride(
        self,
        *,
        ride: Ride,
        original: bytes | None,
        extension: str,
        file_name: str | None,
        prescription: Prescription | None,
        summary: Mapping[str, float | str | None],
        channels: Sequence[tuple[str, bytes]] | None = None,
    ) -> StoredRide:
        """Store a ride with its original file; the same file twice is stored once.

        Adding a file again brings its ride back where it was deleted, and its original where that
        was lost.

        Args:
            ride: what was recorded.
            original: the bytes of the file that it came from, or None where there is none.
            extension: of the file, with its dot.
            file_name: of the file, or None.
            prescription: what was to be ridden, or None.
            summary: numbers of the report that lists show; NaN is stored as missing.
            channels: the ride's arrays by name, where they are encoded already.

        Raises:
            InvalidValueError: the extension is not like ".fit".
            StoreError: disk or database refuse; nothing is stored then.
        """
        require_extension(extension)
        row = make_row(
            ride_id=new_ride_id(ride.start),
            added_at=self._now(),
            ride=ride,
            sha256=None if original is None else hash_bytes(original),
            extension=extension,
            file_name=file_name,
            prescription=prescription,
            summary=summary,
            channels=channels,
        )
        with self._database.writing() as session:
            known = _row_of_original(session, row.original_sha256)
            if original is not None:
                keep_original(self._home, original, known.extension if known else extension)
            if known is not None:
                known.deleted_at = None
                return read_stored(known)
            session.add(row)
            session.flush()
            return read_stored(row, new=True)

    def rides(
        self,
        *,
        limit: int | None = None,
        offset: int = 0,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> tuple[StoredRide, ...]:
        """Rides that are not deleted, the latest first, without their channels.

        Args:
            limit: how many at most.
            offset: how many of the latest to pass over.
            since: only those that began at this moment or later.
            until: only those that began at this moment or earlier.
        """
        query = select(RideRow).where(RideRow.deleted_at.is_(None)).order_by(*_NEWEST_FIRST)
        if since is not None:
            require(since.tzinfo is not None, "since", "a time with its zone", since)
            query = query.where(RideRow.start >= write_time(since))
        if until is not None:
            require(until.tzinfo is not None, "until", "a time with its zone", until)
            query = query.where(RideRow.start <= write_time(until))
        with self._database.reading() as session:
            return tuple(map(read_stored, session.scalars(query.limit(limit).offset(offset))))

    def recall_file(self, original: bytes) -> StoredRide | None:
        """The ride that came from these very bytes, or None where there is none.

        It is brought back where it was deleted, and its original where that was lost.

        Raises:
            StoreError: disk or database refuse.
        """
        sha256 = hash_bytes(original)
        with self._database.reading() as session:
            if _row_of_original(session, sha256) is None:
                return None
        with self._database.writing() as session:
            known = _row_of_original(session, sha256)
            if known is None:
                return None
            keep_original(self._home, original, known.extension)
            known.deleted_at = None
            return read_stored(known)

    def find_ride(self, name: str) -> StoredRide:
        """The ride of an id, of the beginning or the end of one, or "last".

        Raises:
            NotFoundError: there is none.
            InputError: several ids begin or end so.
        """
        query = select(RideRow).where(RideRow.deleted_at.is_(None)).order_by(*_NEWEST_FIRST)
        if name != _LAST:
            part = name.lower()
            begins = RideRow.id.startswith(part, autoescape=True)
            query = query.where(begins | RideRow.id.endswith(part, autoescape=True))
        with self._database.reading() as session:
            found = session.scalars(query.limit(1 if name == _LAST else 2)).all()
        if not found or not name:
            raise NotFoundError(f'there is no ride "{name}"', remedy=_LIST_RIDES)
        if len(found) > 1:
            ids = " or ".join(row.id for row in found)
            raise InputError(f'several rides are called "{name}"', remedy=f"like {ids}")
        return read_stored(found[0])

    def get_ride(self, ride_id: str) -> StoredRide:
        """The ride of a whole id.

        Raises:
            NotFoundError: there is none, or it is deleted.
        """
        with self._database.reading() as session:
            row = _row(session, ride_id)
            if row.deleted_at is not None:
                _refuse_unknown(ride_id)
            return read_stored(row)

    def get_details(self, ride_id: str) -> RideDetails:
        """What is kept of a ride besides what lists show.

        Raises:
            NotFoundError: there is none of this id.
            StoreError: it is damaged.
        """
        with self._database.reading() as session:
            row = _row(session, ride_id)
            with damage_named(ride_id):
                learnt = tuple(str(one) for one in json.loads(row.learnt or "[]"))
            return RideDetails(file_name=row.file_name, extension=row.extension, learnt=learnt)

    def load_ride(self, ride_id: str) -> tuple[Ride, Prescription | None]:
        """A ride with its channels, and its prescription.

        Raises:
            NotFoundError: there is none of this id.
            StoreError: it is damaged.
        """
        with self._database.reading() as session:
            row = _row(session, ride_id)
            return read_ride(row), read_prescription(row)

    def original(self, ride_id: str) -> bytes | None:
        """The file that a ride came from, byte for byte, or None where there was none.

        Raises:
            NotFoundError: there is no ride of this id.
            StoreError: the file is gone or changed.
        """
        with self._database.reading() as session:
            path = self._original_path(_row(session, ride_id))
        if path is None:
            return None
        if not is_whole(path):
            raise StoreError(
                "the original file of a ride is gone or changed",
                place=str(path),
                remedy="restore a backup or import the file again; the ride itself is still there",
            )
        return path.read_bytes()

    def rate_ride(
        self,
        ride_id: str,
        rating: Rating,
        *,
        summary: Mapping[str, float | str | None] | None = None,
    ) -> None:
        """Remember how a ride was, in place of what was said before.

        Args:
            ride_id: of the ride.
            rating: how it was.
            summary: what the report says now that this is known, in place of the stored summary;
                None leaves that as it is.

        Raises:
            NotFoundError: there is no ride of this id.
        """
        with self._database.writing() as session:
            row = _row(session, ride_id)
            row.rating = make_rating_row(ride_id, self._now(), rating)
            if summary is not None:
                row.summary = write_summary(summary)

    def save_summaries(self, summaries: Mapping[str, Mapping[str, float | str | None]]) -> None:
        """Put summaries in place of those stored, by id, in one transaction; unknown ids are left.

        Args:
            summaries: what reports say now.
        """
        with self._database.writing() as session:
            for ride_id, summary in summaries.items():
                row = session.get(RideRow, ride_id)
                if row is not None:
                    row.summary = write_summary(summary)

    def add_to_summary(self, ride_id: str, numbers: Mapping[str, float | str | None]) -> None:
        """Add to the stored summary of a ride what it did not hold; an unknown id is left."""
        with self._database.writing() as session:
            row = session.get(RideRow, ride_id)
            if row is not None:
                with damage_named(ride_id):
                    row.summary = write_summary({**json.loads(row.summary), **numbers})

    def delete_ride(self, ride_id: str) -> None:
        """Take a ride out of all lists; `restore_ride` brings it back until `purge`.

        Raises:
            NotFoundError: there is none of this id.
        """
        with self._database.writing() as session:
            _row(session, ride_id).deleted_at = self._now()

    def restore_ride(self, ride_id: str) -> None:
        """Bring a deleted ride back.

        Raises:
            NotFoundError: there is none of this id.
        """
        with self._database.writing() as session:
            _row(session, ride_id).deleted_at = None

    def purge(self, *, before: datetime | None = None) -> int:
        """Remove deleted rides for good, with their originals and traces; return how many.

        Files go first: cut off in between, the rides are still marked, and the next purge goes on.

        Args:
            before: only those that were deleted before this moment; all of them where None.

        Raises:
            StoreError: a file or the database cannot be changed.
        """
        query = select(RideRow).where(RideRow.deleted_at.is_not(None))
        if before is not None:
            query = query.where(RideRow.deleted_at < write_time(before))
        with self._database.reading() as session:
            if session.scalars(query.limit(1)).first() is None:
                return 0
        with self._database.writing() as session:
            rows = session.scalars(query).all()
            for row in rows:
                self._remove_original(row)
                session.delete(row)
                session.execute(delete(SettingRow).where(SettingRow.key == _learnt_key(row.id)))
        self._database.empty_log()
        return len(rows)

    # -- within ----------------------------------------------------------------------------

    def _now(self) -> str:
        return write_time(self._clock())

    def _original_path(self, row: RideRow) -> Path | None:
        if row.original_sha256 is None:
            return None
        return original_path(self._home, row.original_sha256, row.extension)

    def _remove_original(self, row: RideRow) -> None:
        path = self._original_path(row)
        try:
            if path is not None:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(
                f"an original file cannot be removed: {error.strerror}", place=str(path)
            ) from error


def _learnt_key(ride_id: str) -> str:
    return f"learnt from {ride_id}"


def _newest_rider() -> Select[str]:
    return select(RiderRow.rider).order_by(RiderRow.number.desc()).limit(1)


def _row_of_original(session: Session, sha256: str | None) -> RideRow | None:
    if sha256 is None:
        return None
    return session.scalar(select(RideRow).where(RideRow.original_sha256 == sha256))


def _workout_row(session: Session, key: str) -> WorkoutRow:
    row = session.get(WorkoutRow, key)
    if row is None:
        raise NotFoundError(f'there is no workout "{key}" of yours')
    return row


def _route_row(session: Session, key: str) -> RouteRow:
    row = session.get(RouteRow, key)
    if row is None:
        raise NotFoundError(f'there is no route "{key}" of yours')
    return row


def _row(session: Session, ride_id: str) -> RideRow:
    row = session.get(RideRow, ride_id)
    if row is None:
        _refuse_unknown(ride_id)
    return row


def _refuse_unknown(ride_id: str) -> Never:
    raise NotFoundError(f'there is no ride "{ride_id}"', remedy=_LIST_RIDES)
