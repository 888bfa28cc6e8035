"""Original files, kept untouched under the hash of their bytes."""

from __future__ import annotations

import hashlib
import os
import tempfile
from typing import TYPE_CHECKING

from sixhills.store.home import originals_dir, tmp_dir

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def hash_bytes(data: bytes) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def original_path(home: Path, sha256: str, extension: str) -> Path:
    """Where a file with a hash lies."""
    return originals_dir(home) / sha256[:2] / sha256[2:4] / f"{sha256}{extension}"


def keep_original(home: Path, data: bytes, extension: str) -> str:
    """Store a file so that it is whole on disk or not there at all; return its SHA-256."""
    sha256 = hash_bytes(data)
    path = original_path(home, sha256, extension)
    if path.exists() and hash_bytes(path.read_bytes()) == sha256:
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, part = tempfile.mkstemp(dir=tmp_dir(home))
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)  # noqa: PTH105 (part is a plain name)
    _sync_directory(path.parent)
    return sha256


def find_originals(home: Path) -> Iterator[Path]:
    """All original files, in order of their hashes."""
    yield from sorted(path for path in originals_dir(home).glob("*/*/*") if path.is_file())


def _sync_directory(path: Path) -> None:
    if os.name == "nt":  # directories cannot be synced there
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
