"""Backups: what is written comes back; what is not as listed is refused by name."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from sixhills.errors import FormatError
from sixhills.formats import backup_archive
from sixhills.formats.backup_archive import Manifest, open_backup, write_backup

if TYPE_CHECKING:
    from pathlib import Path

MADE = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
RIDE = b"a ride"
SHA = hashlib.sha256(RIDE).hexdigest()
ORIGINAL = f"originals/{SHA[:2]}/{SHA[2:4]}/{SHA}.fit"
DATABASE = b"a database"


def mark(data: bytes, **other: object) -> dict[str, object]:
    return {"size": len(data), "sha256": hashlib.sha256(data).hexdigest(), **other}


def list_files(**changes: object) -> dict[str, Any]:
    files = {"sixhills.db": mark(DATABASE), ORIGINAL: mark(RIDE)}
    return {
        "form": 1,
        "made": MADE.isoformat(),
        "version": "1",
        "notes": [],
        "files": files,
        **changes,
    }


def make_backup(
    manifest: object, files: dict[str, bytes] | None = None, packing: int = ZIP_DEFLATED
) -> BytesIO:
    """An archive by hand: a list, and files that may keep to it or not."""
    file = BytesIO()
    with ZipFile(file, "w", packing) as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        for name, data in (files or {"sixhills.db": DATABASE, ORIGINAL: RIDE}).items():
            archive.writestr(name, data)
    return file


def unpack(file: BytesIO, folder: Path) -> Manifest:
    with open_backup(file) as archive:
        archive.unpack_into(folder)
        return archive.manifest


def refusal_of(file: BytesIO, folder: Path) -> str:
    with pytest.raises(FormatError) as caught:
        unpack(file, folder)
    return str(caught.value)


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    (tmp_path / "db").write_bytes(DATABASE)
    (tmp_path / "ride").write_bytes(RIDE)
    files = {"sixhills.db": tmp_path / "db", ORIGINAL: tmp_path / "ride"}
    to = BytesIO()

    written = write_backup(to, files, made=MADE, version="1", notes=("A note.",))
    read = unpack(to, tmp_path / "back")

    assert read == written
    assert (tmp_path / "back" / ORIGINAL).read_bytes() == RIDE


def test_the_hand_made_one_is_whole(tmp_path: Path) -> None:
    assert unpack(make_backup(list_files()), tmp_path).size == len(DATABASE) + len(RIDE)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"sixhills.db": DATABASE}, "missing"),
        ({"sixhills.db": DATABASE, ORIGINAL: RIDE, "more.txt": b""}, "more.txt"),
        ({"sixhills.db": b"A database", ORIGINAL: RIDE}, "sixhills.db"),
        ({"sixhills.db": DATABASE + b"!", ORIGINAL: RIDE}, "sixhills.db"),
        ({"sixhills.db": DATABASE[:-1], ORIGINAL: RIDE}, "sixhills.db"),
        ({"sixhills.db": DATABASE, ORIGINAL: b"b ride"}, ORIGINAL),
    ],
)
def test_a_file_that_is_not_as_listed_is_named(files, told, tmp_path: Path) -> None:
    assert told in refusal_of(make_backup(list_files(), files), tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        "../outside.db",
        "/etc/passwd",
        "originals/../../outside",
        "C:\\outside",
        ORIGINAL.replace(SHA[:2], "zz", 1),
        ORIGINAL + "/..",
        "originals/00/00/" + SHA + ".fit",
        "accounts.db",
        "x" * 300,
    ],
)
def test_no_name_leads_out_of_the_folder(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "folder"
    folder.mkdir(parents=True)
    files = {"sixhills.db": mark(DATABASE), name: mark(RIDE)}
    backup = make_backup(list_files(files=files), {"sixhills.db": DATABASE, name: RIDE})

    refusal_of(backup, folder)

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    "manifest",
    [
        [],
        {},
        list_files(form=2),
        list_files(files=[]),
        list_files(files={}),
        list_files(made="yesterday"),
        list_files(files={"sixhills.db": mark(DATABASE, size=-1)}),
        list_files(files={"sixhills.db": mark(DATABASE, size="10")}),
        list_files(files={"sixhills.db": mark(DATABASE, sha256="00")}),
        list_files(files={"sixhills.db": mark(DATABASE, size=2**50)}),
    ],
)
def test_a_list_that_cannot_be_is_refused(manifest: object, tmp_path: Path) -> None:
    assert refusal_of(make_backup(manifest, {"sixhills.db": DATABASE}), tmp_path)


def test_a_bomb_is_refused_by_its_ratio_before_it_is_unpacked(tmp_path: Path) -> None:
    zeros = bytes(40 * 2**20)  # packs to 40 kB
    backup = make_backup(list_files(files={"sixhills.db": mark(zeros)}), {"sixhills.db": zeros})

    assert "unpacks to more" in refusal_of(backup, tmp_path)
    assert (tmp_path / "sixhills.db").stat().st_size == 0


def test_a_list_that_is_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_archive, "_LARGEST_MANIFEST", 2**20)
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", bytes(2**21))

    assert "manifest.json" in refusal_of(file, tmp_path)


def test_packing_that_unpacks_in_one_go_is_refused(tmp_path: Path) -> None:
    assert "packed in a way" in refusal_of(make_backup(list_files(), packing=ZIP_BZIP2), tmp_path)


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    file = make_backup(list_files())
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(file, "a") as archive:
        archive.writestr("sixhills.db", b"another")

    assert "two files of one name" in refusal_of(file, tmp_path)


@pytest.mark.parametrize("data", [b"", b"PK", b"no archive at all", b"PK\5\6" + bytes(18)])
def test_what_is_no_backup_is_refused(data: bytes, tmp_path: Path) -> None:
    assert refusal_of(BytesIO(data), tmp_path)


def test_every_cut_is_refused(tmp_path: Path) -> None:
    whole = make_backup(list_files()).getvalue()

    for length in range(0, len(whole), 7):
        assert refusal_of(BytesIO(whole[:length]), tmp_path)


def test_every_flipped_byte_is_refused_or_harmless(tmp_path: Path) -> None:
    whole = make_backup(list_files()).getvalue()

    for place in range(0, len(whole), 3):
        data = bytearray(whole)
        data[place] ^= 0x55
        try:
            unpack(BytesIO(bytes(data)), tmp_path)
        except FormatError:
            continue
        assert (tmp_path / "sixhills.db").read_bytes() == DATABASE
        assert (tmp_path / ORIGINAL).read_bytes() == RIDE
