"""Original files, kept untouched under the hash of their bytes."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sixhills.errors import StoreError, require
from sixhills.store.home import originals_dir, tmp_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXTENSION = re.compile(r"(\.[a-z0-9]{1,8}){1,2}")


def hash_bytes(data: bytes) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def require_extension(extension: str) -> None:
    """Refuse an extension that could lead anywhere but beside its hash.

    Raises:
        InvalidValueError: it is not like ".fit" or ".fit.gz".
    """
    require(bool(_EXTENSION.fullmatch(extension)), "extension", 'like ".fit"', extension)


def original_path(home: Path, sha256: str, extension: str) -> Path:
    """Where a file with a hash lies."""
    return originals_dir(home) / sha256[:2] / sha256[2:4] / f"{sha256}{extension}"


def keep_original(home: Path, data: bytes, extension: str) -> str:
    """Store a file so that it is whole on disk or not there at all; return its SHA-256.

    A file that is there and whole is left alone; a damaged one is replaced.

    Raises:
        InvalidValueError: the extension is not like ".fit".
        StoreError: the file cannot be written.
    """
    require_extension(extension)
    sha256 = hash_bytes(data)
    path = original_path(home, sha256, extension)
    if not is_whole(path):
        try:
            _write_whole(path, data, tmp_dir(home))
        except OSError as error:
            raise StoreError(
                f"the original file cannot be kept: {error.strerror}",
                place=str(path),
                remedy="look at the disk's free space and the folder's permissions",
            ) from error
    return sha256


def is_whole(path: Path) -> bool:
    """Whether an original file is there and has the hash of its name."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == path.name.partition(".")[0]


def read_original(path: Path) -> bytes:
    """An original file, byte for byte.

    Raises:
        StoreError: it is gone or changed.
    """
    if not is_whole(path):
        raise StoreError(
            "the original file of a ride is gone or changed",
            place=str(path),
            remedy="restore a backup or import the file again; the ride itself is still there",
        )
    return path.read_bytes()


def remove_original(path: Path) -> None:
    """Remove an original file for good; one that is gone already is no error.

    Raises:
        StoreError: it cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"an original file cannot be removed: {error.strerror}", place=str(path)
        ) from error


def find_originals(home: Path) -> Iterator[Path]:
    """All original files, in order of their hashes."""
    yield from sorted(path for path in originals_dir(home).glob("*/*/*") if path.is_file())


def _write_whole(path: Path, data: bytes, tmp: Path) -> None:
    handle, name = tempfile.mkstemp(dir=tmp)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _make_folder(path.parent)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, each name safely on disk."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # folders cannot be synced there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
