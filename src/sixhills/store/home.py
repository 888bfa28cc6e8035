"""Where the data lies.

    DATA/                         only for the user (0700)
      sixhills.db                 riders, bikes, rides, settings
      originals/ab/cd/<sha256>.fit  files as received, never rewritten
      recording/<ride>/events.log   journals of rides that are not finished
      recording/<ride>/frames.log   what their trainers and sensors sent and were sent, raw
      exports/                    copies for the user
      regions/NAME/               roads of a region, prepared (maps/region_files.py)
      aside/<time>/               what was there before a backup was restored, a DATA of its own
      derived/                    what can be reckoned anew from the rest: tables of muscles
      tmp/                        files being written

DATA is the environment variable SIXHILLS_HOME, else the platform's place for user data.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sixhills.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

ENVIRONMENT_VARIABLE = "SIXHILLS_HOME"
DATABASE_NAME = "sixhills.db"


def data_home(environment: Mapping[str, str] | None = None) -> Path:
    """The data directory; it need not exist yet.

    Args:
        environment: environment variables, those of the process unless given.
    """
    told = (os.environ if environment is None else environment).get(ENVIRONMENT_VARIABLE)
    if told:
        return Path(told).expanduser()
    from platformdirs import user_data_path

    return user_data_path("sixhills", appauthor=False)


def make_home(home: Path) -> None:
    """Make the data directory with its folders, readable by the user only.

    Raises:
        StoreError: it cannot be made.
    """
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        for place in (originals_dir, recordings_dir, exports_dir, derived_dir, tmp_dir):
            place(home).mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreError(
            f"the data directory cannot be made: {error.strerror}",
            place=str(home),
            remedy=f"set {ENVIRONMENT_VARIABLE} to a directory that can be written",
        ) from error


def database_path(home: Path) -> Path:
    """The database file."""
    return home / DATABASE_NAME


def has_database(home: Path) -> bool:
    """Whether anything was stored yet. Cheap: nothing is opened."""
    return database_path(home).exists()


def originals_dir(home: Path) -> Path:
    """Where original files lie."""
    return home / "originals"


def recordings_dir(home: Path) -> Path:
    """Where journals of unfinished rides lie, a folder each."""
    return home / "recording"


def exports_dir(home: Path) -> Path:
    """Where copies for the user are written."""
    return home / "exports"


def regions_dir(home: Path) -> Path:
    """Where prepared regions lie, a folder each; they can be made again from their maps."""
    return home / "regions"


def aside_dir(home: Path) -> Path:
    """Where data lies that a restored backup took the place of."""
    return home / "aside"


def derived_dir(home: Path) -> Path:
    """Where that lies which can be reckoned anew."""
    return home / "derived"


def tmp_dir(home: Path) -> Path:
    """Where files are written before they get their name."""
    return home / "tmp"


def data_folders(home: Path) -> tuple[Path, ...]:
    """All folders with data of the rider's."""
    folders = (originals_dir, recordings_dir, exports_dir, aside_dir, derived_dir, tmp_dir)
    return tuple(folder(home) for folder in folders)


def new_ride_id(now: datetime, noise: bytes | None = None) -> str:
    """An id for a ride that sorts by time: a version 7 UUID (RFC 9562).

    Args:
        now: when the ride begins.
        noise: ten random bytes, fresh ones unless given.
    """
    import uuid

    random = int.from_bytes(noise or os.urandom(10), "big")
    milliseconds = int(now.timestamp() * 1000)
    bits = (milliseconds & (2**48 - 1)) << 80 | random
    bits = bits & ~(0xF << 76) | 0x7 << 76  # version
    bits = bits & ~(0x3 << 62) | 0x2 << 62  # variant
    return str(uuid.UUID(int=bits))
