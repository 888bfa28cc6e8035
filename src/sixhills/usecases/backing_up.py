"""Back up and restore: a backup is believed only after all of it was looked at."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING

from sixhills import __version__
from sixhills.errors import FormatError, StoreError
from sixhills.store.home import (
    DATABASE_NAME,
    aside_dir,
    database_path,
    has_database,
    make_home,
    tmp_dir,
)
from sixhills.usecases.deleting import require_nobody_rides

if TYPE_CHECKING:
    from datetime import datetime

_SPARE_BYTES = 2**26  # that stay free on the disk


@dataclass(frozen=True, kw_only=True)
class BackedUp:
    """What is in a backup.

    Attributes:
        rides: how many.
        files: how many original files.
        notes: what could not be taken into it, each one plain sentence.
    """

    rides: int
    files: int
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What a restored backup brought.

    Attributes:
        rides: how many there are now.
        added: how many of them were not there before.
        aside: folder in which what was there before lies; None where nothing was.
    """

    rides: int
    added: int
    aside: str | None = None


def back_up(home: Path, to: IO[bytes], *, now: datetime) -> BackedUp:
    """Write a backup of everything stored; rides that are not finished are not in it.

    Args:
        home: the data directory.
        to: an open file that can be searched.
        now: the present moment.

    Raises:
        StoreError: the data cannot be read, or the backup not be written.
    """
    from sixhills.formats.backup_archive import write_backup
    from sixhills.store.snapshot import copy_database, list_ride_ids
    from sixhills.store.store import Store

    Store.open(home).close()  # of nothing there is a backup too
    with TemporaryDirectory(dir=tmp_dir(home), prefix="backup-") as folder:
        database = Path(folder) / DATABASE_NAME
        copy_database(home, database)
        originals, notes = _find_originals(home, database)
        try:
            write_backup(
                to,
                {DATABASE_NAME: database, **originals},
                made=now,
                version=__version__,
                notes=notes,
            )
        except OSError as error:
            raise StoreError(f"the backup cannot be written: {error.strerror}") from error
        return BackedUp(rides=len(list_ride_ids(database)), files=len(originals), notes=notes)


def restore(home: Path, file: IO[bytes], *, now: datetime) -> Restored:
    """Put a backup in place of what is stored; what was there is kept in a folder beside.

    Every file of the backup is compared with its hash, and its database read, before anything is
    changed. A process that is killed leaves what was there or what is restored, never half.

    Args:
        home: the data directory.
        file: the backup, which can be searched.
        now: the present moment.

    Raises:
        FormatError: it is no backup, or damaged; the file at fault is named. Nothing is changed.
        ConflictError: a ride is being ridden.
        StoreError: the disk does not take it.
    """
    from sixhills.formats.backup_archive import open_backup

    require_nobody_rides(home)
    make_home(home)
    with TemporaryDirectory(dir=tmp_dir(home), prefix="restore-") as folder:
        stage = Path(folder)
        try:
            with open_backup(file) as archive:
                _require_room(home, archive.manifest.size)
                archive.unpack_into(stage)
        except OSError as error:
            raise StoreError(f"the backup cannot be unpacked: {error.strerror}") from error
        _check_stage(stage)
        return _put_in_place(home, stage, now)


def _find_originals(home: Path, database: Path) -> tuple[dict[str, Path], tuple[str, ...]]:
    """The whole files that the rides of a database need, by name; and what is not whole."""
    from sixhills.store.originals import is_whole, original_path
    from sixhills.store.snapshot import list_originals

    paths = sorted(original_path(home, *wanted) for wanted in list_originals(database))
    whole = [path for path in paths if is_whole(path)]
    notes = tuple(
        f"The original {path.name} is missing or changed, so it is not in the backup."
        for path in paths
        if path not in set(whole)
    )
    return {path.relative_to(home).as_posix(): path for path in whole}, notes


def _require_room(home: Path, size: int) -> None:
    free = shutil.disk_usage(home).free
    if size + _SPARE_BYTES > free:
        raise StoreError(
            f"the backup needs {size >> 20} MiB on the disk, and {free >> 20} are free",
            place=str(home),
            remedy="make room on the disk",
        )


def _check_stage(stage: Path) -> None:
    """Read all that lists read of an unpacked database."""
    from sixhills.store.reader import Reader
    from sixhills.store.snapshot import check_database

    try:
        check_database(stage / DATABASE_NAME)
        with Reader.open(stage) as reader:
            reader.load_rider()
            reader.bikes()
            reader.rides()
    except StoreError as error:
        raise FormatError(
            f"the database of the backup cannot be used: {error.problem}",
            place=DATABASE_NAME,
            remedy="update sixhills, or take another backup",
        ) from error


def _put_in_place(home: Path, stage: Path, now: datetime) -> Restored:
    """First what adds, then the database in one step, then what is left over."""
    from sixhills.store.snapshot import list_ride_ids, replace_database, set_aside

    before: frozenset[str] = frozenset()
    aside = None
    if has_database(home):
        before = _try_ids(home)
        aside = aside_dir(home) / f"{now:%Y-%m-%d-%H%M%S}"
        set_aside(home, aside)
    _move_originals(stage, home)
    replace_database(home, stage / DATABASE_NAME)
    if aside is not None:
        _drop_unwanted(home)
    after = list_ride_ids(database_path(home))
    return Restored(
        rides=len(after), added=len(after - before), aside=str(aside) if aside else None
    )


def _try_ids(home: Path) -> frozenset[str]:
    """Rides that are there; of a damaged database none are known."""
    from sixhills.store.snapshot import list_ride_ids

    try:
        return list_ride_ids(database_path(home))
    except StoreError:
        return frozenset()


def _move_originals(stage: Path, home: Path) -> None:
    from sixhills.store.originals import find_originals, is_whole

    for path in find_originals(stage):
        place = home / path.relative_to(stage)
        if not is_whole(place):
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.replace(place)


def _drop_unwanted(home: Path) -> None:
    """Delete the originals of rides that are no more here; they lie aside."""
    from sixhills.store.originals import find_originals, original_path
    from sixhills.store.snapshot import list_originals

    wanted = {original_path(home, *one) for one in list_originals(database_path(home))}
    for path in set(find_originals(home)) - wanted:
        path.unlink(missing_ok=True)
