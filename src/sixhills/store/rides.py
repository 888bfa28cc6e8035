"""The rides of a data directory, with their original files.

A ride and all its channels are one transaction, committed after its original file is safely on
disk. So a process killed at any moment leaves nothing half: at worst an original without a row,
which `sixhills doctor` finds.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Never

from sqlalchemy import select

from sixhills.errors import InputError, NotFoundError, require
from sixhills.store.home import new_ride_id
from sixhills.store.learnt import forget_learnt_from
from sixhills.store.listed import damage_named
from sixhills.store.originals import (
    hash_bytes,
    keep_original,
    original_path,
    read_original,
    remove_original,
    require_extension,
)
from sixhills.store.ride_rows import (
    make_rating_row,
    make_row,
    read_prescription,
    read_ride,
    read_stored,
)
from sixhills.store.stored_ride import RideDetails
from sixhills.store.tables import RideRow
from sixhills.store.texts import write_summary, write_time

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.recording import Ride
    from sixhills.store.database import Database
    from sixhills.store.stored_ride import Rating, StoredRide

_LAST = "last"
_NEWEST_FIRST = (RideRow.start.desc(), RideRow.id.desc())
_LIST_RIDES = "list them: `sixhills rides`"


class RideStore:
    """The rides in a database, and their original files beside it.

    Args:
        home: the data directory.
        database: of it.
        now: gives the time of storing, rating or deleting, as text.
    """

    def __init__(self, home: Path, database: Database, now: Callable[[], str]):
        self._home = home
        self._database = database
        self._now = now

    def add(
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

    def listed(
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

    def recall(self, original: bytes) -> StoredRide | None:
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

    def find(self, name: str) -> StoredRide:
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

    def get(self, ride_id: str) -> StoredRide:
        """The ride of a whole id.

        Raises:
            NotFoundError: there is none, or it is deleted.
        """
        with self._database.reading() as session:
            row = _get_row(session, ride_id)
            if row.deleted_at is not None:
                _refuse_unknown(ride_id)
            return read_stored(row)

    def details(self, ride_id: str) -> RideDetails:
        """What is kept of a ride besides what lists show.

        Raises:
            NotFoundError: there is none of this id.
            StoreError: it is damaged.
        """
        with self._database.reading() as session:
            row = _get_row(session, ride_id)
            with damage_named(ride_id):
                learnt = tuple(str(one) for one in json.loads(row.learnt or "[]"))
            return RideDetails(file_name=row.file_name, extension=row.extension, learnt=learnt)

    def load(self, ride_id: str) -> tuple[Ride, Prescription | None]:
        """A ride with its channels, and its prescription.

        Raises:
            NotFoundError: there is none of this id.
            StoreError: it is damaged.
        """
        with self._database.reading() as session:
            row = _get_row(session, ride_id)
            return read_ride(row), read_prescription(row)

    def original(self, ride_id: str) -> bytes | None:
        """The file that a ride came from, byte for byte, or None where there was none.

        Raises:
            NotFoundError: there is no ride of this id.
            StoreError: the file is gone or changed.
        """
        with self._database.reading() as session:
            path = self._original_path(_get_row(session, ride_id))
        return None if path is None else read_original(path)

    def rate(
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
            row = _get_row(session, ride_id)
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

    def delete(self, ride_id: str) -> None:
        """Take a ride out of all lists; `restore` brings it back until `purge`.

        Raises:
            NotFoundError: there is none of this id.
        """
        with self._database.writing() as session:
            _get_row(session, ride_id).deleted_at = self._now()

    def restore(self, ride_id: str) -> None:
        """Bring a deleted ride back.

        Raises:
            NotFoundError: there is none of this id.
        """
        with self._database.writing() as session:
            _get_row(session, ride_id).deleted_at = None

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
                path = self._original_path(row)
                if path is not None:
                    remove_original(path)
                session.delete(row)
                forget_learnt_from(session, row.id)
        self._database.empty_log()
        return len(rows)

    def _original_path(self, row: RideRow) -> Path | None:
        if row.original_sha256 is None:
            return None
        return original_path(self._home, row.original_sha256, row.extension)


def _row_of_original(session: Session, sha256: str | None) -> RideRow | None:
    if sha256 is None:
        return None
    return session.scalar(select(RideRow).where(RideRow.original_sha256 == sha256))


def _get_row(session: Session, ride_id: str) -> RideRow:
    row = session.get(RideRow, ride_id)
    if row is None:
        _refuse_unknown(ride_id)
    return row


def _refuse_unknown(ride_id: str) -> Never:
    raise NotFoundError(f'there is no ride "{ride_id}"', remedy=_LIST_RIDES)
