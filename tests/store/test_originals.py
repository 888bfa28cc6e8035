from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.errors import InvalidValueError, StoreError
from sixhills.store.home import make_home, originals_dir, tmp_dir
from sixhills.store.originals import (
    find_originals,
    is_whole,
    keep_original,
    original_path,
    require_extension,
)


@pytest.fixture(autouse=True)
def made_home(home: Path) -> None:
    make_home(home)


def test_a_file_lies_under_its_hash(home: Path) -> None:
    sha256 = keep_original(home, b"abc", ".fit")
    # FIPS 180-2, appendix B.1
    assert sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (originals_dir(home) / "ba" / "78" / f"{sha256}.fit").read_bytes() == b"abc"


def test_nothing_is_left_in_between(home: Path) -> None:
    keep_original(home, b"abc", ".fit")
    assert list(tmp_dir(home).iterdir()) == []


def test_the_same_file_is_not_written_again(home: Path) -> None:
    path = original_path(home, keep_original(home, b"abc", ".fit"), ".fit")
    before = path.stat().st_ino
    keep_original(home, b"abc", ".fit")
    assert path.stat().st_ino == before


def test_a_damaged_file_is_mended(home: Path) -> None:
    path = original_path(home, keep_original(home, b"abc", ".fit"), ".fit")
    path.write_bytes(b"ab")
    assert not is_whole(path)
    keep_original(home, b"abc", ".fit")
    assert is_whole(path)


def test_a_double_extension_is_checked_too(home: Path) -> None:
    keep_original(home, b"abc", ".fit.gz")
    assert [is_whole(path) for path in find_originals(home)] == [True]


@pytest.mark.parametrize("extension", ["", "fit", "/../../evil", ".fit/x", ".FIT", ". fit", ".."])
def test_an_extension_leads_nowhere_else(home: Path, extension: str) -> None:
    with pytest.raises(InvalidValueError, match="extension"):
        keep_original(home, b"abc", extension)
    assert list(find_originals(home)) == []


@given(st.text(max_size=12))
def test_an_accepted_extension_keeps_the_folder(extension: str) -> None:
    try:
        require_extension(extension)
    except InvalidValueError:
        return
    sha256 = hashlib.sha256(b"").hexdigest()
    path = Path(os.path.normpath(original_path(Path("home"), sha256, extension)))
    assert path.parent == Path("home") / "originals" / sha256[:2] / sha256[2:4]


def test_a_full_disk_leaves_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(StoreError, match="No space left"):
        keep_original(home, b"abc", ".fit")
    assert list(tmp_dir(home).iterdir()) == []
    assert list(find_originals(home)) == []


@pytest.mark.skipif(os.name == "nt", reason="folders cannot be synced on Windows")
def test_bytes_are_on_disk_before_the_name_and_names_before_the_end(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def note_sync(handle: int) -> None:
        steps.append("sync folder" if os.path.isdir(f"/dev/fd/{handle}/.") else "sync file")  # noqa: PTH112
        fsync(handle)

    def note_replace(path: Path, target: Path) -> Path:
        steps.append("name")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(Path, "replace", note_replace)
    keep_original(home, b"abc", ".fit")
    assert steps[0] == "sync file"
    assert steps.index("name") < len(steps) - 1
    assert steps[-1] != "name"
    assert len(steps) == 5  # the file, two new folders, the name, its folder
