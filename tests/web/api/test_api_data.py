"""Backup, restore, export and deleting everything over the API."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from filed_rides import add_file
from sixhills.web.api import data

OCTETS = {"Content-Type": "application/octet-stream"}
SURE = {"sure": "delete everything"}


def test_what_there_is_is_told(client, home, ride) -> None:
    facts = client.get("/api/data").json()

    assert (facts["home"], facts["rides"]) == (str(home), 1)
    assert facts["megabytes"] > 0
    assert facts["facts"] == []


def test_a_check_looks_at_all_of_it(client, home) -> None:
    add_file(home)
    facts = client.get("/api/data", params={"check": True}).json()

    assert facts["facts"]
    assert facts["problems"] == []


def test_a_damaged_database_is_told_and_not_an_error(client, home, ride) -> None:
    (home / "sixhills.db").write_bytes(b"rubbish" * 1000)

    assert "not a database" in client.get("/api/data").json()["problems"][0]


def test_a_backup_restores_what_was_deleted(client, ride) -> None:
    backup = client.get("/api/data/backup")
    client.request("DELETE", "/api/data", json=SURE)
    gone = client.get("/api/rides").json()
    restored = client.post("/api/data/restore", content=backup.content, headers=OCTETS).json()

    assert backup.headers["content-type"] == "application/zip"
    assert int(backup.headers["content-length"]) == len(backup.content)
    assert (gone, restored["rides"], restored["added"]) == ([], 1, 1)
    assert client.get(f"/api/rides/{ride}").json()["title"] == "By hand"


def test_what_is_no_backup_is_refused_by_name(client, ride) -> None:
    backup = bytearray(client.get("/api/data/backup").content)
    backup[len(backup) // 2] ^= 0xFF
    answer = client.post("/api/data/restore", content=bytes(backup), headers=OCTETS)

    assert (answer.status_code, answer.json()["place"]) == (422, "sixhills.db")
    assert len(client.get("/api/rides").json()) == 1


def test_a_backup_that_is_too_large_is_refused(client, monkeypatch) -> None:
    monkeypatch.setattr(data, "MOST_BYTES", 10)
    answer = client.post("/api/data/restore", content=b"x" * 11, headers=OCTETS)

    assert answer.status_code == 413
    assert answer.json()["remedy"]


def test_an_export_opens_without_us(client, home) -> None:
    add_file(home)
    answer = client.get("/api/data/export")

    with ZipFile(BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        assert "profile.json" in archive.namelist()


@pytest.mark.parametrize("body", [{}, {"sure": "yes"}, {"sure": True}, [], None])
def test_nothing_is_deleted_by_mistake(client, ride, body) -> None:
    assert client.request("DELETE", "/api/data", json=body).status_code == 422
    assert len(client.get("/api/rides").json()) == 1


def test_deleting_everything_leaves_nothing(client, home, ride) -> None:
    add_file(home)
    client.get("/api/data/backup")

    assert client.request("DELETE", "/api/data", json=SURE).status_code == 204
    assert [path for path in home.rglob("*") if path.is_file()] == []
    assert client.get("/api/app").json()["needs"] == "setup"


def test_nothing_is_left_of_what_was_sent_or_made(client, home, ride) -> None:
    backup = client.get("/api/data/backup").content
    client.get("/api/data/export")
    client.post("/api/data/restore", content=backup, headers=OCTETS)

    assert list((home / "tmp").iterdir()) == []


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/api/data/restore"), ("DELETE", "/api/data")]
)
def test_nothing_happens_to_data_under_a_rider(client, ride, method, path) -> None:
    client.post("/api/rides", json={"workout": "recovery-20"})
    answer = client.request(method, path, json=SURE)

    assert answer.status_code == 409
    assert "ridden" in answer.json()["problem"]


def test_sources_name_licences(client) -> None:
    sources = client.get("/api/sources").json()

    assert sources["licence"] == "Apache-2.0"
    named = {source["name"]: source["licence"] for source in sources["sources"]}
    assert named["uPlot"] == "MIT"
    assert "MIT" in named["fastapi"]
    assert all(named.values())
