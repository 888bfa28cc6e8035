"""Ride files: found, recognised, unpacked, read; what is none says so."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import numpy as np
import pytest

from make_tracks import gpx, gpx_point, tcx, tcx_lap, tcx_point
from make_zips import zip_files
from sixhills.errors import FormatError, NotARideError, NotFoundError
from sixhills.formats.fit.activity import write_activity
from sixhills.formats.sniffing import FileKind
from sixhills.formats.tcx import read_tcx
from sixhills.ride.recording import Channel
from sixhills.usecases.ride_files import (
    RideFile,
    count_files,
    find_ride_files,
    open_ride_files,
    read_ride_file,
)

GPX = gpx(*(gpx_point(s, at=s / 1000) for s in range(20)))
TCX = tcx(tcx_lap(0, (tcx_point(s, "<Cadence>80</Cadence>") for s in range(20))))
FIT = write_activity(read_tcx(TCX))


def opened(tmp_path: Path, name: str, data: bytes) -> list[RideFile]:
    path = tmp_path / name
    path.write_bytes(data)
    return list(open_ride_files(path))


def kinds(files: list[RideFile]) -> dict[str, FileKind | None]:
    return {file.path.name: file.kind for file in files}


# -- finding ---------------------------------------------------------------------------------


def test_a_folder_gives_all_its_files_those_that_tell_most_first(tmp_path: Path) -> None:
    for name in ("a.gpx", "b.fit.gz", "c.md", "d/e.TCX", "d/f.FIT", "g.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [path.name for path in find_ride_files([str(tmp_path)])]
    assert found == ["b.fit.gz", "f.FIT", "e.TCX", "a.gpx", "g.csv", "c.md"]


def test_files_named_stay_in_their_order(tmp_path: Path) -> None:
    names = [str(tmp_path / name) for name in ("b.gpx", "a.fit")]
    for name in names:
        Path(name).touch()
    assert [str(path) for path in find_ride_files(names)] == names


def test_what_is_not_there_is_named() -> None:
    with pytest.raises(NotFoundError, match="gone"):
        find_ride_files(["gone"])


def test_files_in_archives_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zip_files({"1.fit": FIT, "2.gpx": GPX}))
    (tmp_path / "b.zip").write_bytes(b"no archive")
    (tmp_path / "c.fit").write_bytes(FIT)
    assert count_files(find_ride_files([str(tmp_path)])) == 4


# -- opening ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "kind"), [(FIT, FileKind.FIT), (GPX, FileKind.GPX), (TCX, FileKind.TCX)]
)
def test_a_file_is_known_by_its_bytes_whatever_its_name(
    tmp_path: Path, data: bytes, kind: FileKind
) -> None:
    for name in ("ride", "ride.fit", "ride.gpx", "ride.fit.gz"):
        packed = gzip.compress(data) if name.endswith(".gz") else data
        (file,) = opened(tmp_path, name, packed)
        assert (file.kind, file.data, file.error) == (kind, data, None)


def test_an_archive_gives_its_files_one_by_one(tmp_path: Path) -> None:
    files = {"activities/1.fit.gz": gzip.compress(FIT), "activities/2.gpx": GPX, "3.tcx": TCX}
    found = opened(tmp_path, "export.zip", zip_files(files))
    assert kinds(found) == {
        "3.tcx": FileKind.TCX,
        "1.fit.gz": FileKind.FIT,
        "2.gpx": FileKind.GPX,
    }
    assert str(found[0].path).endswith("export.zip/3.tcx")


def test_an_archive_within_an_archive_is_opened(tmp_path: Path) -> None:
    inner = zip_files({"1.fit": FIT})
    assert kinds(opened(tmp_path, "a.zip", zip_files({"part.zip": inner}))) == {
        "1.fit": FileKind.FIT
    }


def test_archives_without_end_are_refused(tmp_path: Path) -> None:
    data = zip_files({"1.fit": FIT})
    for _ in range(8):
        data = zip_files({"a.zip": data})
    (file,) = opened(tmp_path, "a.zip", data)
    assert "nested too deeply" in str(file.error)


def test_other_files_are_no_ride_files(tmp_path: Path) -> None:
    files = {"photo.jpg": b"\xff\xd8\xff\xe0", "notes.md": b"a,b", "__MACOSX/._1.fit": b"\0\5"}
    for file in opened(tmp_path, "export.zip", zip_files(files)):
        assert isinstance(file.error, NotARideError)
        assert file.data == b""


@pytest.mark.parametrize("data", [b"PK\3\4 and no more", b""])
def test_a_broken_archive_is_one_error(tmp_path: Path, data: bytes) -> None:
    (file,) = opened(tmp_path, "a.zip", data)
    assert isinstance(file.error, FormatError)
    assert not isinstance(file.error, NotARideError)


def test_a_bomb_within_an_archive_is_one_error(tmp_path: Path) -> None:
    bomb = zip_files({"1.gpx": b"<gpx>" + bytes(64 * 2**20)})
    files = opened(tmp_path, "a.zip", zip_files({"bomb.zip": bomb, "ride.fit": FIT}))
    assert [file.error is None for file in files] == [False, True]


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.gpx"
    with path.open("wb") as file:
        file.write(b"<gpx>")
        file.truncate(300 * 2**20)
    (found,) = open_ride_files(path)
    assert "300 MiB" in str(found.error)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is locked to this user"
)
def test_a_file_that_may_not_be_read_is_one_error(tmp_path: Path) -> None:
    path = tmp_path / "locked.fit"
    path.write_bytes(FIT)
    path.chmod(0)
    (found,) = open_ride_files(path)
    assert "cannot read" in str(found.error)


# -- reading ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "data"), [("a.fit", FIT), ("a.gpx", GPX), ("a.tcx", TCX)])
def test_each_kind_is_read(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert len(read_ride_file(tmp_path / name).elapsed_s) == 20


def test_what_is_read_is_clean_and_has_a_distance(tmp_path: Path) -> None:
    points = [gpx_point(s, f"<power>{p}</power>", s / 1000) for s, p in enumerate([90, 65e3, 90])]
    (tmp_path / "a.gpx").write_bytes(gpx(*points))
    ride = read_ride_file(tmp_path / "a.gpx")
    assert np.isnan(ride.channels[Channel.POWER_W][1])
    assert ride.channels[Channel.DISTANCE_M][-1] == pytest.approx(152, abs=1)
    assert len(ride.notes) == 2


def test_an_archive_of_one_ride_is_that_ride(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zip_files({"1.fit": FIT}))
    assert len(read_ride_file(tmp_path / "a.zip").elapsed_s) == 20


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.zip", zip_files({"1.fit": FIT, "2.gpx": GPX}), "several files"),
        ("a.zip", zip_files({}), "holds no files"),
        ("a.jpg", b"\xff\xd8", "no ride file"),
        ("a.gpx", b"<html/>", "not a GPX file"),
        ("a.fit", b"", "empty"),
        ("a.gpx", gpx(gpx_point(None)), "route"),
    ],
)
def test_what_is_no_ride_says_why_and_where(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(FormatError, match=words) as caught:
        read_ride_file(tmp_path / name)
    assert name in str(caught.value)
