"""Export: every ride as its file, JSON and CSV, readable without sixhills."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from filed_rides import add_file, make_measured_ride
from sixhills.errors import InputError
from sixhills.formats.samples_csv import write_samples
from sixhills.store.originals import find_originals
from sixhills.usecases.exporting import export_to_folder, export_to_zip
from stored_home import store_unseen


def read_export(home: Path) -> dict[str, bytes]:
    to = BytesIO()
    export_to_zip(home, to)
    with ZipFile(to) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read_samples(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def test_samples_have_their_units_in_the_header() -> None:
    first, *_ = read_samples(write_samples(make_measured_ride()))

    assert list(first) == [
        "elapsed_s",
        "power_w",
        "heart_rate_bpm",
        "latitude_deg",
        "posture",
        "evidence",
    ]


def test_samples_come_back_as_they_were_and_missing_is_empty() -> None:
    ride = make_measured_ride()
    rows = read_samples(write_samples(ride))

    assert [float(row["latitude_deg"]) for row in rows] == pytest.approx(
        ride.channels["latitude_deg"].tolist(), abs=1e-8
    )
    assert [row["heart_rate_bpm"] for row in rows[4:6]] == ["", "120"]


def test_posture_says_how_it_is_known() -> None:
    rows = read_samples(write_samples(make_measured_ride()))

    assert (rows[14]["posture"], rows[14]["evidence"]) == ("", "")
    assert (rows[15]["posture"], rows[-1]["evidence"]) == ("standing", "confirmed")


def test_a_ride_has_its_file_its_json_and_its_samples(tmp_path: Path) -> None:
    ride_id = add_file(tmp_path)
    files = read_export(tmp_path)

    folder = f"rides/2026-03-01-0930-free-{ride_id[-8:]}"
    assert files[f"{folder}/original.fit"] == b"as it came"
    ride = json.loads(files[f"{folder}/ride.json"])
    assert (ride["ride"], ride["file_name"]) == (ride_id, "Sunday ride.fit")
    assert ride["report"]["summary"]["max_power_w"] == 269
    assert files[f"{folder}/samples.csv"].startswith(b"elapsed_s,power_w")


def test_what_was_asked_for_is_in_it_too(tmp_path: Path) -> None:
    store_unseen(tmp_path)
    files = read_export(tmp_path)

    (ride,) = (json.loads(data) for name, data in files.items() if name.endswith("ride.json"))
    assert ride["prescription"]["title"] == "By hand"
    assert ride["report"]["hills_done"] is None


def test_the_profile_is_in_it(tmp_path: Path) -> None:
    profile = json.loads(read_export(tmp_path)["profile.json"])

    assert profile["rider"]["experience"] == "beginner"
    assert profile["default_bike"] == "exercise"
    assert profile["health"] is None


def test_a_lost_original_is_told_and_the_rest_is_exported(tmp_path: Path) -> None:
    add_file(tmp_path / "data")
    (original,) = find_originals(tmp_path / "data")
    original.unlink()

    exported = export_to_folder(tmp_path / "data", tmp_path / "out")

    assert exported.rides == 1
    assert "gone or changed" in exported.problems[0]
    assert len(list((tmp_path / "out").rglob("samples.csv"))) == 1


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")

    with pytest.raises(InputError, match="not empty"):
        export_to_folder(tmp_path / "data", tmp_path / "out")
