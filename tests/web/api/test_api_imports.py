"""Import over the API: good files are rides, hostile ones a sentence, none an error of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hostile_files import FIT, GPX, HOSTILE, HOSTILE_NAMES, make_fit

from make_zips import zip_files
from sixhills.usecases.uploads import make_safe

if TYPE_CHECKING:
    from pathlib import Path

MIB = 2**20


def send(client, data: bytes, name: str = "ride.fit"):
    return client.post(f"/api/imports?name={quote(name)}", content=data)


def list_files(home: Path) -> list[str]:
    """Names of all files that are neither the database nor an original."""
    return [
        path.relative_to(home).as_posix()
        for path in home.rglob("*")
        if path.is_file()
        and not path.name.startswith("sixhills.db")
        and "originals" not in path.parts
    ]


def test_a_ride_is_imported_once(client) -> None:
    (first,) = send(client, FIT).json()
    (again,) = send(client, FIT, "copy.fit").json()

    assert (first["new"], first["error"], first["name"]) == (True, None, "ride.fit")
    assert (again["new"], again["ride"]) == (False, first["ride"])
    shown = client.get(f"/api/rides/{first['ride']}").json()
    assert (shown["file_name"], shown["report"]["summary"]["mean_power_w"]) == ("ride.fit", 150)


def test_the_file_comes_back_as_it_was_sent(client) -> None:
    (imported,) = send(client, GPX, "Old La Honda.gpx").json()
    answer = client.get(f"/api/rides/{imported['ride']}/file")

    assert answer.content == GPX
    assert "Old La Honda.gpx" in answer.headers["content-disposition"]


def test_of_an_archive_each_file_is_told(client) -> None:
    data = zip_files({"a/ride.fit": FIT, "b/notes.txt": b"not a ride"})
    first, second = send(client, data, "export.zip").json()

    assert (first["name"], first["new"]) == ("export.zip/a/ride.fit", True)
    assert (second["name"], second["ride"]) == ("export.zip/b/notes.txt", None)
    assert second["error"]


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files_are_refused_in_a_sentence(client, home, what: str) -> None:
    name, data = HOSTILE[what]
    answer = send(client, data, name)

    assert answer.status_code == 200
    assert answer.json()
    for one in answer.json():
        assert one["ride"] or " " in one["error"]
        assert str(home) not in str(one)
        assert one["name"].isprintable()
    assert list_files(home) == []


def test_there_are_forty_of_them() -> None:
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=range(len(HOSTILE_NAMES)))
def test_hostile_names_are_names_of_files_and_no_more(client, home, tmp_path, name: str) -> None:
    answer = send(client, FIT, name)

    assert answer.status_code == 200
    (imported,) = answer.json()
    assert imported["new"]
    assert list_files(home) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]
    assert client.get(f"/api/rides/{imported['ride']}/file").content == FIT


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=range(len(HOSTILE_NAMES)))
def test_a_safe_name_leads_nowhere(name: str) -> None:
    safe = make_safe(name)

    assert safe
    assert safe not in {".", ".."}
    assert safe.isprintable()
    assert not set(safe) & set('/\\:"<>|?*\0')
    assert len(safe.encode()) <= 120


def test_a_file_without_a_name_is_refused(client) -> None:
    assert client.post("/api/imports", content=FIT).status_code == 422


def test_a_name_of_a_million_letters_is_refused(client) -> None:
    assert client.post("/api/imports", params={"name": "x" * 5000}, content=FIT).status_code == 422


def test_a_file_of_26_mib_is_too_large(client, home) -> None:
    answer = send(client, bytes(26 * MIB))

    assert answer.status_code == 413
    assert "25 MiB" in answer.json()["problem"]
    assert list_files(home) == []


def test_a_large_file_is_refused_while_it_comes_whatever_it_says(client, home) -> None:
    def pieces():
        for _ in range(26):
            yield bytes(MIB)

    answer = client.post("/api/imports?name=ride.fit", content=pieces())

    assert answer.status_code == 413
    assert list_files(home) == []


def test_a_file_of_25_mib_is_read(client) -> None:
    (imported,) = send(client, make_fit() + bytes(25 * MIB - len(make_fit()))).json()

    assert imported["ride"] or imported["error"]


def test_damaged_real_files_are_told_in_a_sentence(client, shared: Path) -> None:
    for path in sorted((shared / "data" / "rides" / "evil").iterdir()):
        answer = send(client, path.read_bytes(), path.name)
        assert answer.status_code == 200, path.name
        assert all(one["ride"] or one["error"] for one in answer.json()), path.name
