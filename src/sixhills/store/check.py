"""Check a data directory: is all there, is all whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.store.home import database_path, has_database, recordings_dir, tmp_dir
from sixhills.store.originals import find_originals, hash_bytes

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What a check found, each one plain sentence.

    Attributes:
        facts: what is there.
        problems: what is wrong.
    """

    facts: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def check(home: Path) -> Findings:
    """Check database, originals and leftovers; nothing is changed.

    Raises:
        StoreError: the database cannot be opened.
    """
    if not has_database(home):
        return Findings(facts=("Nothing is stored yet.",))
    database = _check_database(home)
    originals = _check_originals(home)
    leftovers = len(_leftovers(home))
    journals = len(list(recordings_dir(home).glob("*/*")))
    facts = [*database.facts, *originals.facts, f"{journals} journals of unfinished rides."]
    if leftovers:
        facts.append(f"{leftovers} leftovers of interrupted writes; --repair removes them.")
    return Findings(facts=tuple(facts), problems=(*database.problems, *originals.problems))


def sweep(home: Path) -> int:
    """Remove leftovers of interrupted writes; return how many."""
    leftovers = _leftovers(home)
    for path in leftovers:
        path.unlink()
    return len(leftovers)


def _leftovers(home: Path) -> list[Path]:
    return [path for path in tmp_dir(home).glob("*") if path.is_file()]


def _check_database(home: Path) -> Findings:
    from sqlalchemy import func, select, text

    from sixhills.errors import SixhillsError
    from sixhills.store.store import Store, schema_version
    from sixhills.store.tables import RideRow

    with Store.open(home) as store:
        with store.engine.connect() as connection:
            verdict = str(connection.scalar(text("PRAGMA integrity_check")))
            version = schema_version(connection)
            count = connection.scalar(select(func.count()).select_from(RideRow))
        problems = [] if verdict == "ok" else [f"The database is damaged: {verdict}."]
        for stored in store.rides():
            try:
                store.load_ride(stored.id)
            except SixhillsError as error:
                problems.append(f"{error}.")
    size_mb = database_path(home).stat().st_size / 1e6
    facts = (f"{count} rides in a database of {size_mb:.1f} MB, schema {version}.",)
    return Findings(facts=facts, problems=tuple(problems))


def _check_originals(home: Path) -> Findings:
    from sqlalchemy import select

    from sixhills.store.originals import original_path
    from sixhills.store.store import Store
    from sixhills.store.tables import RideRow

    with Store.open(home) as store, store.engine.connect() as connection:
        rows = connection.execute(select(RideRow.original_sha256, RideRow.extension)).all()
    wanted = {original_path(home, str(sha256), extension) for sha256, extension in rows}
    present = set(find_originals(home))
    changed = [path for path in present if not _is_whole(path)]
    problems = [f"The original {path.name} is missing." for path in sorted(wanted - present)]
    problems += [f"The original {path.name} has changed." for path in sorted(changed)]
    alone = len(present - wanted)
    facts = [f"{len(present)} original files."]
    if alone:
        facts.append(f"{alone} of them have no ride (an import was cut off); import them again.")
    return Findings(facts=tuple(facts), problems=tuple(problems))


def _is_whole(path: Path) -> bool:
    return hash_bytes(path.read_bytes()) == path.stem
