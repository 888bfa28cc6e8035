"""Import a file that somebody sent: as from a disk, but its name is not believed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sixhills.usecases.importing import import_rides
from sixhills.usecases.profile import load_profile

if TYPE_CHECKING:
    from datetime import datetime

    from sixhills.errors import SixhillsError
    from sixhills.usecases.importing import Imported

_LONGEST_NAME = 120
_NOTHING = "there is no file in it"


@dataclass(frozen=True, kw_only=True)
class ImportedFile:
    """What became of one file.

    Attributes:
        name: of the file; of one in an archive, the archive's with its name behind.
        ride: id of the stored ride, or None where there is none.
        new: whether it was not stored before.
        error: why there is no ride of it, one plain sentence; None where there is one.
        skipped: why it was passed over, likewise; with `ride`, that is the ride that it is another
            recording of.
        notes: what was repaired or left out, each one plain sentence.
        learnt: what it taught about the rider, likewise.
    """

    name: str
    ride: str | None
    new: bool
    error: str | None
    skipped: str | None = None
    notes: tuple[str, ...] = ()
    learnt: tuple[str, ...] = ()


def import_upload(
    home: Path, upload: Path, name: str, *, now: datetime | None = None
) -> tuple[ImportedFile, ...]:
    """Import what was sent, a ride or an archive of rides; what became of each file in it.

    Args:
        home: the data directory.
        upload: where the bytes lie, in a folder of their own; the file gets its name there.
        name: as the sender calls it.
        now: the present moment, unless that of the clock.

    Raises:
        StoreError: disk or database refuse.
    """
    from sixhills.store.store import Store

    path = upload.replace(upload.with_name(make_safe(name)))
    rider = load_profile(home).rider
    with Store.open(home) as store:
        told = tuple(_tell(one, path) for one in import_rides(store, [path], rider, now=now))
    return told or (ImportedFile(name=path.name, ride=None, new=False, error=_NOTHING),)


def make_safe(name: str) -> str:
    """A name that is one file in one folder on any system, and still looks like what was sent."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(sign if sign.isprintable() and sign not in '<>:"|?*' else "_" for sign in last)
    encoded = clean.encode("utf-8", "replace")[-_LONGEST_NAME:]
    return encoded.decode("utf-8", "ignore").lstrip(".").strip() or "file"


def _tell(one: Imported, path: Path) -> ImportedFile:
    error = _say(one.error) if one.error else None
    return ImportedFile(
        name=one.path.relative_to(path.parent).as_posix(),
        ride=one.stored.id if one.stored else None,
        new=one.new,
        error=error if error or one.stored else one.skipped,
        skipped=one.skipped,
        notes=one.notes,
        learnt=one.learnt,
    )


def _say(error: SixhillsError) -> str:
    """An error without its place: that is the name of the file, which is told beside."""
    return f"{error.problem} ({error.remedy})" if error.remedy else error.problem
