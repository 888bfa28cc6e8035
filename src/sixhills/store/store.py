"""The store: riders, bikes, settings and rides in one SQLite database.

One writer, short transactions; a ride and all its channels are one transaction, made after its
original file is safely on disk. So a process killed at any moment leaves nothing half: at worst an
original without a row, which `sixhills doctor` finds.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self, cast

from sqlalchemy import create_engine, event, select, text
from sqlalchemy.exc import DatabaseError, SQLAlchemyError
from sqlalchemy.orm import Session

from sixhills.errors import InputError, NotFoundError, StoreError, require
from sixhills.plain import (
    equipment_from_plain,
    prescription_from_plain,
    rider_from_plain,
    to_plain,
)
from sixhills.store.home import database_path, make_home, new_ride_id
from sixhills.store.migrations import HEAD, upgrade
from sixhills.store.originals import hash_bytes, keep_original, original_path
from sixhills.store.ride_rows import read_ride, write_channels, write_events
from sixhills.store.tables import BikeRow, RatingRow, RideRow, RiderRow, SettingRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

    from sixhills.equipment import Equipment
    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.recording import Ride
    from sixhills.rider import Rider

_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000")
_LAST = "last"


@dataclass(frozen=True, kw_only=True)
class Rating:
    """How a ride was for the rider; None where not said.

    Attributes:
        rpe: how hard the work felt, 0 to 10.
        pain: 0 to 10.
        enjoyed: 0 to 10.
        note: in the rider's words.
    """

    rpe: float | None = None
    pain: float | None = None
    enjoyed: float | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        for name in ("rpe", "pain", "enjoyed"):
            value = getattr(self, name)
            require(value is None or 0 <= value <= 10, name, "between 0 and 10", value)


@dataclass(frozen=True, kw_only=True)
class StoredRide:
    """A ride as lists know it, without its channels.

    Attributes:
        id: sorts by the time of the ride.
        start: when it began.
        workout: key of the workout, or None for a free ride.
        bike: name of the bike, or None.
        source: what recorded it, or None.
        summary: numbers of the report by name.
        rating: how it was, or None.
        new: False when this very file was stored before.
    """

    id: str
    start: datetime
    workout: str | None
    bike: str | None
    source: str | None
    summary: Mapping[str, float | str | None]
    rating: Rating | None = None
    new: bool = False

    def number(self, name: str) -> float | None:
        """A number of the summary, or None where it is missing."""
        value = self.summary.get(name)
        return float(value) if isinstance(value, int | float) else None


class Store:
    """The database of one data directory. Use it as a context manager."""

    def __init__(self, home: Path, engine: Engine):
        self._home = home
        self._engine = engine

    @classmethod
    def open(cls, home: Path) -> Self:
        """Open the database of a data directory, making both where needed.

        Raises:
            StoreError: it cannot be opened, is damaged, or is of a newer version.
        """
        make_home(home)
        path = database_path(home)
        engine = create_engine(f"sqlite:///{path}")
        event.listen(engine, "connect", _set_pragmas)
        try:
            with engine.begin() as connection:
                _bring_up_to_date(connection, path)
        except DatabaseError as error:
            engine.dispose()
            raise StoreError(
                f"the database cannot be used: {error.orig}",
                place=str(path),
                remedy="if another sixhills is running, end it; else restore a backup",
            ) from error
        return cls(home, engine)

    @property
    def engine(self) -> Engine:
        """The database itself, for checks."""
        return self._engine

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- rider, bikes, settings ------------------------------------------------------------

    def load_rider(self) -> Rider | None:
        """The rider as last saved, or None."""
        with self._session() as session:
            newest = select(RiderRow).order_by(RiderRow.number.desc()).limit(1)
            row = session.scalar(newest)
            return rider_from_plain(_load(row.rider, "the rider")) if row else None

    def save_rider(self, rider: Rider) -> None:
        """Save the rider; what was saved before stays as history."""
        with self._session() as session:
            session.add(RiderRow(saved_at=_now(), rider=json.dumps(to_plain(rider))))

    def bikes(self) -> tuple[Equipment, ...]:
        """All bikes saved, by name."""
        with self._session() as session:
            rows = session.scalars(select(BikeRow).order_by(BikeRow.name))
            return tuple(equipment_from_plain(_load(row.bike, row.name)) for row in rows)

    def save_bike(self, bike: Equipment) -> None:
        """Save a bike under its name, in place of one of that name."""
        with self._session() as session:
            row = BikeRow(name=bike.name, saved_at=_now(), bike=json.dumps(to_plain(bike)))
            session.merge(row)

    def delete_bike(self, name: str) -> None:
        """Forget a bike.

        Raises:
            NotFoundError: there is none of this name.
        """
        with self._session() as session:
            row = session.get(BikeRow, name)
            if row is None:
                raise NotFoundError(
                    f'there is no bike "{name}" of yours', remedy="list them with `sixhills bike`"
                )
            session.delete(row)

    def setting(self, key: str) -> str | None:
        """The value of a setting, or None."""
        with self._session() as session:
            row = session.get(SettingRow, key)
            return row.value if row else None

    def set_setting(self, key: str, value: str) -> None:
        """Set a setting."""
        with self._session() as session:
            session.merge(SettingRow(key=key, value=value))

    # -- rides -----------------------------------------------------------------------------

    def add_ride(
        self,
        *,
        ride: Ride,
        original: bytes,
        extension: str,
        file_name: str | None,
        prescription: Prescription | None,
        summary: Mapping[str, float | str | None],
    ) -> StoredRide:
        """Store a ride with its original file; the same file twice is stored once.

        Args:
            ride: what was recorded.
            original: the bytes of the file that it came from.
            extension: of the file, with its dot.
            file_name: of the file, or None.
            prescription: what was to be ridden, or None.
            summary: numbers of the report that lists show.
        """
        known = self._find_original(hash_bytes(original))
        if known is not None:
            return known
        sha256 = keep_original(self._home, original, extension)
        row = RideRow(
            id=new_ride_id(ride.start),
            start=ride.start.astimezone(UTC).isoformat(),
            added_at=_now(),
            original_sha256=sha256,
            extension=extension,
            file_name=file_name,
            workout=prescription.workout if prescription else None,
            bike=prescription.equipment.name if prescription else None,
            source=ride.source,
            summary=json.dumps(dict(summary), allow_nan=False),
            events=write_events(ride),
            prescription=json.dumps(to_plain(prescription)) if prescription else None,
            channels=write_channels(ride),
        )
        with self._session() as session:
            session.add(row)
            session.flush()
            return _stored(row, new=True)

    def rides(self) -> tuple[StoredRide, ...]:
        """All rides that are not deleted, the latest first, without their channels."""
        query = select(RideRow).where(RideRow.deleted_at.is_(None))
        with self._session() as session:
            rows = session.scalars(query.order_by(RideRow.start.desc(), RideRow.id.desc()))
            return tuple(_stored(row) for row in rows)

    def find_ride(self, name: str) -> StoredRide:
        """The ride of an id, of the beginning of one, or "last".

        Raises:
            NotFoundError: there is none.
            InputError: several ids begin so.
        """
        found = self.rides()
        if name == _LAST:
            matches = found[:1]
        else:
            matches = tuple(ride for ride in found if ride.id.startswith(name.lower()))
        if not matches:
            raise NotFoundError(f'there is no ride "{name}"', remedy="list them: `sixhills rides`")
        if len(matches) > 1:
            raise InputError(f'several rides begin with "{name}"', remedy="give more of the id")
        return matches[0]

    def load_ride(self, ride_id: str) -> tuple[Ride, Prescription | None]:
        """A ride with its channels, and its prescription.

        Raises:
            NotFoundError: there is none of this id.
            StoreError: it is damaged.
        """
        with self._session() as session:
            row = self._row(session, ride_id)
            ride = read_ride(row)
            if row.prescription is None:
                return ride, None
            return ride, prescription_from_plain(_load(row.prescription, f"ride {row.id}"))

    def original(self, ride_id: str) -> bytes:
        """The file that a ride came from, byte for byte.

        Raises:
            NotFoundError: there is no ride of this id.
            StoreError: the file is gone or changed.
        """
        with self._session() as session:
            row = self._row(session, ride_id)
            sha256, extension = str(row.original_sha256), row.extension
        path = original_path(self._home, sha256, extension)
        data = path.read_bytes() if path.exists() else b""
        if hash_bytes(data) != sha256:
            raise StoreError(
                "the original file of a ride is gone or changed",
                place=str(path),
                remedy="restore a backup; the ride itself is still there",
            )
        return data

    def rate_ride(self, ride_id: str, rating: Rating) -> None:
        """Remember how a ride was, in place of what was said before.

        Raises:
            NotFoundError: there is no ride of this id.
        """
        with self._session() as session:
            self._row(session, ride_id)
            row = RatingRow(
                ride_id=ride_id,
                rated_at=_now(),
                rpe=rating.rpe,
                pain=rating.pain,
                enjoyed=rating.enjoyed,
                note=rating.note,
            )
            session.merge(row)

    def delete_ride(self, ride_id: str) -> None:
        """Take a ride out of all lists; `restore_ride` brings it back.

        Raises:
            NotFoundError: there is none of this id.
        """
        with self._session() as session:
            self._row(session, ride_id).deleted_at = _now()

    def restore_ride(self, ride_id: str) -> None:
        """Bring a deleted ride back.

        Raises:
            NotFoundError: there is none of this id.
        """
        with self._session() as session:
            self._row(session, ride_id).deleted_at = None

    # -- within ----------------------------------------------------------------------------

    def _find_original(self, sha256: str) -> StoredRide | None:
        with self._session() as session:
            row = session.scalar(select(RideRow).where(RideRow.original_sha256 == sha256))
            if row is None:
                return None
            row.deleted_at = None  # who brings a deleted ride again wants it back
            return _stored(row)

    @staticmethod
    def _row(session: Session, ride_id: str) -> RideRow:
        row = session.get(RideRow, ride_id)
        if row is None:
            raise NotFoundError(
                f'there is no ride "{ride_id}"', remedy="list them: `sixhills rides`"
            )
        return row

    def _session(self) -> _Transaction:
        return _Transaction(self._engine, database_path(self._home))


class _Transaction:
    """A session that commits at its end, and names database errors."""

    def __init__(self, engine: Engine, path: Path):
        self._session = Session(engine, expire_on_commit=False)
        self._path = path

    def __enter__(self) -> Session:
        return self._session

    def __exit__(self, kind: object, error: BaseException | None, _trace: object) -> None:
        try:
            if error is None:
                self._session.commit()
        except SQLAlchemyError as failure:
            raise self._named(failure) from failure
        finally:
            self._session.close()
        if isinstance(error, SQLAlchemyError):
            raise self._named(error) from error

    def _named(self, error: SQLAlchemyError) -> StoreError:
        cause = getattr(error, "orig", None) or error
        return StoreError(
            f"the database refuses: {cause}", place=str(self._path), remedy="run `sixhills doctor`"
        )


def _set_pragmas(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _bring_up_to_date(connection: Connection, path: Path) -> None:
    version = schema_version(connection)
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        raise StoreError(
            f"the database is of a newer sixhills (schema {version})",
            place=str(path),
            remedy="update sixhills",
        )
    upgrade(connection)


def schema_version(connection: Connection) -> str | None:
    """The schema of a database, or None for an empty one."""
    table = text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")
    if connection.execute(table).first() is None:
        return None
    return cast("str | None", connection.scalar(text("SELECT version_num FROM alembic_version")))


def _stored(row: RideRow, *, new: bool = False) -> StoredRide:
    rating = row.rating
    return StoredRide(
        id=row.id,
        start=datetime.fromisoformat(row.start),
        workout=row.workout,
        bike=row.bike,
        source=row.source,
        summary=json.loads(row.summary),
        rating=Rating(rpe=rating.rpe, pain=rating.pain, enjoyed=rating.enjoyed, note=rating.note)
        if rating
        else None,
        new=new,
    )


def _load(text_: str, what: str) -> object:
    try:
        return json.loads(text_)
    except ValueError as error:
        raise StoreError(
            f"what is stored of {what} is damaged", remedy="restore a backup"
        ) from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
