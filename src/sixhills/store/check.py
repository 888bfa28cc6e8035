"""Check a data directory: is all there, is all whole."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.errors import SixhillsError, StoreError
from sixhills.store.home import database_path, has_database, recordings_dir, tmp_dir
from sixhills.store.originals import find_originals, is_whole, original_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from sixhills.store.database import Database

_A_DAY_S = 86_400.0


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What a check found, each one plain sentence.

    Attributes:
        facts: what is there.
        problems: what is wrong.
    """

    facts: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Contents:
    """What was found in the database.

    Attributes:
        findings: facts and problems.
        originals: paths of the originals that its rides need; None where it cannot be read.
    """

    findings: Findings
    originals: frozenset[Path] | None


def check(home: Path) -> Findings:
    """Check database, originals and leftovers; nothing is changed, nothing migrated.

    A database that cannot be used is a problem found, not an error raised.
    """
    contents = _check_database(home)
    originals = _check_originals(home, contents.originals)
    facts = [*contents.findings.facts, *originals.facts]
    journals = len(list(recordings_dir(home).glob("*/*")))
    if journals:
        facts.append(f"{journals} journals of unfinished rides.")
    leftovers = len(_leftovers(home))
    if leftovers:
        facts.append(f"{leftovers} leftovers of interrupted writes; --repair removes them.")
    problems = (*contents.findings.problems, *originals.problems)
    return Findings(facts=tuple(facts), problems=problems)


def sweep(home: Path, *, wait_s: float = 5.0) -> int:
    """Remove leftovers of interrupted writes; return how many.

    Nobody writes meanwhile. Where the database cannot be locked, nothing is removed: another
    sixhills is writing, or the database is damaged, which `check` tells.

    Args:
        home: the data directory.
        wait_s: how long to wait for another writer.
    """
    if not has_database(home):
        return _remove_leftovers(home)
    from sixhills.store.database import Database

    database = Database(database_path(home), wait_s=wait_s)
    try:
        with database.writing():
            return _remove_leftovers(home)
    except StoreError:
        return 0
    finally:
        database.close()


def _leftovers(home: Path) -> list[Path]:
    """Files, and folders of yesterday or before: those of today may be an upload that goes on."""
    yesterday = time.time() - _A_DAY_S
    return [
        path
        for path in tmp_dir(home).glob("*")
        if path.is_file() or path.stat().st_mtime < yesterday
    ]


def _remove_leftovers(home: Path) -> int:
    leftovers = _leftovers(home)
    for path in leftovers:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(leftovers)


# -- database ------------------------------------------------------------------------------


def _check_database(home: Path) -> _Contents:
    if not has_database(home):
        return _Contents(
            findings=Findings(facts=("There is no database yet.",)), originals=frozenset()
        )
    from sixhills.store.database import Database

    database = Database(database_path(home))
    try:
        return _read_contents(home, database)
    except StoreError as error:
        return _Contents(findings=Findings(problems=(f"{error}.",)), originals=None)
    finally:
        database.close()


def _read_contents(home: Path, database: Database) -> _Contents:
    from sixhills.store.database import schema_version
    from sixhills.store.migrations import HEAD

    with database.reading() as session:
        problems = list(_find_faults(session))
        version = schema_version(session.connection())
        if version != HEAD:
            return _Contents(findings=_other_version(version, problems), originals=None)
        rows = _read_keys(session)
    for ride_id in rows:
        problems += _try_ride(database, ride_id)
    size_mb = database_path(home).stat().st_size / 1e6
    deleted = sum(key.deleted for key in rows.values())
    facts = [f"{len(rows)} rides in a database of {size_mb:.1f} MB, schema {version}."]
    if deleted:
        facts.append(f"{deleted} of them are deleted and can be brought back.")
    paths = (original_path(home, key.sha256, key.extension) for key in rows.values() if key.sha256)
    return _Contents(
        findings=Findings(facts=tuple(facts), problems=tuple(problems)), originals=frozenset(paths)
    )


@dataclass(frozen=True, kw_only=True)
class _Key:
    sha256: str | None
    extension: str
    deleted: bool


def _read_keys(session: Session) -> dict[str, _Key]:
    from sqlalchemy import select

    from sixhills.store.tables import RideRow

    columns = (RideRow.id, RideRow.original_sha256, RideRow.extension, RideRow.deleted_at)
    return {
        ride_id: _Key(sha256=sha256, extension=extension, deleted=deleted_at is not None)
        for ride_id, sha256, extension, deleted_at in session.execute(select(*columns))
    }


def _find_faults(session: Session) -> Iterator[str]:
    from sqlalchemy import text

    for (verdict,) in session.execute(text("PRAGMA integrity_check(10)")):
        if verdict != "ok":
            yield f"The database is damaged: {verdict}."
    for table, *_ in session.execute(text("PRAGMA foreign_key_check")):
        yield f"The database has a row in {table} that belongs to no ride."


def _other_version(version: str | None, problems: list[str]) -> Findings:
    from sixhills.store.migrations import HEAD

    if version is not None and version > HEAD:
        problems.append(f"The database is of a newer sixhills (schema {version}): update sixhills.")
    old = version or "none"
    fact = f"The database has schema {old}; it becomes {HEAD} when next used."
    return Findings(facts=() if problems else (fact,), problems=tuple(problems))


def _try_ride(database: Database, ride_id: str) -> list[str]:
    from sixhills.store.ride_rows import read_prescription, read_ride, read_stored
    from sixhills.store.tables import RideRow

    try:
        with database.reading() as session:
            row = session.get(RideRow, ride_id)
            if row is not None:
                read_stored(row)
                read_ride(row)
                read_prescription(row)
    except SixhillsError as error:
        return [f"Ride {ride_id}: {error}."]
    return []


# -- originals -----------------------------------------------------------------------------


def _check_originals(home: Path, wanted: frozenset[Path] | None) -> Findings:
    present = list(find_originals(home))
    size_mb = sum(path.stat().st_size for path in present) / 1e6
    facts = [f"{len(present)} original files of {size_mb:.1f} MB."]
    problems = [f"The original {path.name} has changed." for path in present if not is_whole(path)]
    if wanted is not None:
        lost = sorted(wanted.difference(present))
        problems += [f"The original {path.name} is missing." for path in lost]
        alone = len(set(present) - wanted)
        if alone:
            facts.append(f"{alone} of them have no ride (an import was cut off): import again.")
    return Findings(facts=tuple(facts), problems=tuple(problems))
