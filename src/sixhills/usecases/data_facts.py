"""Where the data lies, how much it is, and whether all is well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.errors import StoreError
from sixhills.store.home import DATABASE_NAME, data_folders, database_path, has_database
from sixhills.usecases.checking import Health, check_data

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class DataFacts:
    """What there is.

    Attributes:
        home: where it lies.
        rides: how many, without deleted ones.
        megabytes: on the disk, all together.
        facts: what a check found, each one plain sentence; empty where nobody asked for one.
        problems: what is wrong, likewise.
    """

    home: str
    rides: int
    megabytes: float
    facts: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def describe_data(home: Path, *, check: bool = False) -> DataFacts:
    """What there is.

    Args:
        home: the data directory; it need not exist yet.
        check: look at every ride and every file too, which takes a while where there are many.
    """
    found = check_data(home) if check else Health(facts=(), problems=())
    rides, trouble = _count_rides(home)
    return DataFacts(
        home=str(home),
        rides=rides,
        megabytes=round(_count_bytes(home) / 1e6, 1),
        facts=found.facts,
        problems=found.problems or trouble,
    )


def _count_rides(home: Path) -> tuple[int, tuple[str, ...]]:
    """How many rides there are, and why they cannot be counted."""
    if not has_database(home):
        return 0, ()
    from sixhills.store.snapshot import list_ride_ids

    try:
        return len(list_ride_ids(database_path(home))), ()
    except StoreError as error:
        return 0, (f"{error}.",)


def _count_bytes(home: Path) -> int:
    beside = home.glob(f"{DATABASE_NAME}*")
    within = (path for folder in data_folders(home) for path in folder.rglob("*"))
    return sum(_size(path) for path in (*beside, *within))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:  # it has gone meanwhile
        return 0
