"""A backup: a ZIP archive of a data directory with a list of what has to be in it.

The list, `manifest.json`, names every other file with its size and SHA-256. An archive is believed
only as far as it keeps to its list: what is missing, unlisted, larger or other than listed is
refused by name, before anybody relies on it. Sizes are counted as they come; the names that are
allowed lead nowhere but into the folder.

    manifest.json
    sixhills.db                     the database, one file
    originals/ab/cd/<sha256>.fit    the files of its rides
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import IO, TYPE_CHECKING, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sixhills.errors import FormatError
from sixhills.formats.zip_files import (
    UNREADABLE,
    check_directory,
    explain_unreadable,
    require_known_packing,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MANIFEST_NAME = "manifest.json"
DATABASE_NAME = "sixhills.db"
FORM = 1
"""Number of this form; a later one that old versions cannot read gets another."""

MOST_FILES = 500_000
MOST_BYTES = 64 * 2**30
_LARGEST_MANIFEST = 128 * 2**20
_MOST_RATIO = 200  # unpacked to packed, above the first 4 MiB of a file
_FREE_BYTES = 2**22
_CHUNK_BYTES = 2**20
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ORIGINAL = re.compile(
    r"originals/([0-9a-f]{2})/([0-9a-f]{2})/([0-9a-f]{64})(\.[a-z0-9]{1,8}){1,2}"
)
_AGAIN = "get the backup once more, or take another one"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What a file of a backup has to be: its size [bytes] and its SHA-256 in hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What has to be in a backup.

    Attributes:
        made: when.
        version: of the sixhills that made it.
        files: every file but the manifest, by name.
        notes: what could not be taken into it, each one plain sentence.
    """

    made: datetime
    version: str
    files: Mapping[str, Mark]
    notes: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all files, unpacked."""
        return sum(mark.size for mark in self.files.values())


def write_backup(
    to: IO[bytes],
    files: Mapping[str, Path],
    *,
    made: datetime,
    version: str,
    notes: tuple[str, ...] = (),
) -> Manifest:
    """Write a backup of some files; what is in it.

    Args:
        to: an open file that can be searched.
        files: where each lies, by its name in the backup.
        made: when.
        version: of this sixhills.
        notes: what could not be taken into it.

    Raises:
        OSError: a file cannot be read, or the backup not be written.
    """
    with ZipFile(to, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        marks = {name: _add(archive, name, path, made) for name, path in files.items()}
        manifest = Manifest(made=made, version=version, files=marks, notes=notes)
        archive.writestr(_info(MANIFEST_NAME, made), _write_manifest(manifest))
    return manifest


@contextmanager
def open_backup(file: IO[bytes]) -> Iterator[BackupArchive]:
    """A backup to be read, its list checked against the names that are in it.

    Args:
        file: the archive, which can be searched.

    Raises:
        FormatError: it is no backup, or what is in it is not what its list says.
    """
    check_directory(file)
    try:
        archive = ZipFile(file)
    except UNREADABLE as error:
        raise FormatError("the backup cannot be read", remedy=_AGAIN) from error
    with archive:
        infos = _list_members(archive)
        manifest = _read_manifest(_read_small(archive, infos))
        _compare_names(manifest, infos)
        yield BackupArchive(manifest, archive, infos)


class BackupArchive:
    """An open backup whose names are those of its list.

    Attributes:
        manifest: the list.
    """

    def __init__(self, manifest: Manifest, archive: ZipFile, infos: Mapping[str, ZipInfo]):
        self.manifest = manifest
        self._archive = archive
        self._infos = infos

    def unpack_into(self, folder: Path) -> None:
        """Unpack every file below a folder, each compared with the list while it comes.

        Raises:
            FormatError: a file is not what the list says; it is named.
            OSError: the disk does not take it.
        """
        for name, mark in self.manifest.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with path.open("wb") as file:
                self._unpack(name, mark, file)

    def _unpack(self, name: str, mark: Mark, to: IO[bytes]) -> None:
        info = self._infos[name]
        if mark.size > _FREE_BYTES + _MOST_RATIO * info.compress_size:
            raise FormatError("it unpacks to more than it can hold", place=name, remedy=_AGAIN)
        digest, size = hashlib.sha256(), 0
        for chunk in _read_chunks(self._archive, info):
            size += len(chunk)
            if size > mark.size:
                break
            digest.update(chunk)
            to.write(chunk)
        if size != mark.size or digest.hexdigest() != mark.sha256:
            raise FormatError(
                "this file of the backup is not what its list says", place=name, remedy=_AGAIN
            )


# -- writing -------------------------------------------------------------------------------


def _add(archive: ZipFile, name: str, path: Path, made: datetime) -> Mark:
    size = path.stat().st_size
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        file.seek(0)
        with archive.open(_info(name, made), "w", force_zip64=size >= 2**31) as member:
            shutil.copyfileobj(file, member, _CHUNK_BYTES)
            size = file.tell()
    return Mark(size=size, sha256=digest.hexdigest())


def _info(name: str, made: datetime) -> ZipInfo:
    info = ZipInfo(name, made.timetuple()[:6])
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def _write_manifest(manifest: Manifest) -> str:
    plain = {
        "form": FORM,
        "made": manifest.made.isoformat(),
        "version": manifest.version,
        "notes": list(manifest.notes),
        "files": {
            name: {"size": mark.size, "sha256": mark.sha256}
            for name, mark in manifest.files.items()
        },
    }
    return json.dumps(plain, indent=1)


# -- reading -------------------------------------------------------------------------------


def _list_members(archive: ZipFile) -> dict[str, ZipInfo]:
    infos = archive.infolist()
    if len(infos) > MOST_FILES:
        raise FormatError(f"the backup holds more than {MOST_FILES} files", remedy=_AGAIN)
    named = {info.filename: info for info in infos}
    if len(named) != len(infos):
        raise FormatError("the backup holds two files of one name", remedy=_AGAIN)
    if MANIFEST_NAME not in named:
        raise FormatError(
            "this is no backup of sixhills: it has no list of its files",
            place=MANIFEST_NAME,
            remedy="take a file that `sixhills backup` or the settings page made",
        )
    return named


def _read_small(archive: ZipFile, infos: Mapping[str, ZipInfo]) -> bytes:
    data = bytearray()
    for chunk in _read_chunks(archive, infos[MANIFEST_NAME]):
        data += chunk
        if len(data) > _LARGEST_MANIFEST:
            raise FormatError("it is larger than any", place=MANIFEST_NAME, remedy=_AGAIN)
    return bytes(data)


def _read_chunks(archive: ZipFile, info: ZipInfo) -> Iterator[bytes]:
    require_known_packing(info)
    try:
        with archive.open(info) as member:
            while chunk := member.read(_CHUNK_BYTES):
                yield chunk
    except UNREADABLE as error:
        raise FormatError(
            explain_unreadable(error), place=info.filename[:200], remedy=_AGAIN
        ) from error


def _read_manifest(data: bytes) -> Manifest:
    try:
        plain = cast("dict[str, object]", json.loads(data))
        if plain["form"] != FORM:
            raise FormatError(
                "this backup is of another sixhills", place=MANIFEST_NAME, remedy="update sixhills"
            )
        files = cast("dict[str, dict[str, object]]", plain["files"])
        return Manifest(
            made=datetime.fromisoformat(str(plain["made"])),
            version=str(plain["version"])[:40],
            files={name: _read_mark(name, mark) for name, mark in files.items()},
            notes=tuple(str(note) for note in cast("list[object]", plain["notes"])),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise FormatError("it cannot be read", place=MANIFEST_NAME, remedy=_AGAIN) from error


def _read_mark(name: str, plain: dict[str, object]) -> Mark:
    size, sha256 = plain["size"], plain["sha256"]
    original = _ORIGINAL.fullmatch(name)
    if original is None and name != DATABASE_NAME:
        raise FormatError("a backup has no such file", place=name[:200], remedy=_AGAIN)
    if not isinstance(size, int) or size < 0 or not _SHA256.fullmatch(str(sha256)):
        raise FormatError("what the list says of it cannot be", place=name, remedy=_AGAIN)
    if original and not (
        original[3] == sha256 and original[3].startswith(original[1] + original[2])
    ):
        raise FormatError("its name is not that of its content", place=name, remedy=_AGAIN)
    return Mark(size=size, sha256=str(sha256))


def _compare_names(manifest: Manifest, infos: Mapping[str, ZipInfo]) -> None:
    listed = {MANIFEST_NAME, *manifest.files}
    for name in sorted(listed.symmetric_difference(infos)):
        problem = "is missing in the backup" if name in listed else "is not in the list"
        raise FormatError(f"this file {problem}", place=name[:200], remedy=_AGAIN)
    if DATABASE_NAME not in manifest.files:
        raise FormatError("the backup holds no database", place=DATABASE_NAME, remedy=_AGAIN)
    if manifest.size > MOST_BYTES:
        raise FormatError("the backup holds more than any", remedy=_AGAIN)
