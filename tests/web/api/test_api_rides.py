"""Stored rides over the API: list, show, rate, download, delete and bring back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from filed_rides import add_file
from sixhills.errors import NotFoundError
from sixhills.store.store import Store
from sixhills.usecases.deleting import KEPT_DAYS, purge_deleted
from sixhills.web.bare import make_bare_app
from sixhills.web.context import Context
from stored_home import START

NOBODY = "00000000-0000-7000-8000-000000000000"


def test_no_rides_are_an_empty_list(client) -> None:
    assert client.get("/api/rides").json() == []


def test_the_list_has_the_ride(client, ride) -> None:
    (row,) = client.get("/api/rides").json()

    assert (row["ride"], row["workout"], row["mean_power_w"]) == (ride, "by-hand", None)
    assert datetime.fromisoformat(row["start"]) == START


def test_a_ride_is_shown_with_what_was_asked_and_done(client, ride) -> None:
    shown = client.get(f"/api/rides/{ride}").json()

    assert shown["title"] == "By hand"
    assert shown["report"]["hills_asked"] == 2
    assert shown["report"]["hills_done"] is None  # planned is never shown as done
    assert shown["prescription"]["segments"][1]["hill"] == 1
    assert shown["tracks"]["power_w"] is None
    assert {span["evidence"] for span in shown["postures"]} == {"instructed"}
    assert shown["next"]["because"]


def test_what_was_measured_comes_second_by_second(client, home) -> None:
    tracks = client.get(f"/api/rides/{add_file(home)}").json()["tracks"]

    assert len(tracks["power_w"]) == len(tracks["t_s"])
    assert None in tracks["power_w"]  # the pause
    assert tracks["altitude_m"] is None


def test_what_a_ride_taught_is_told_again(client, home, ride) -> None:
    with Store.open(home) as store:
        store.learnt.keep(ride, bike=None, rider=None, told=("Level 9 is about 150 W.",))

    assert client.get(f"/api/rides/{ride}").json()["learnt"] == ["Level 9 is about 150 W."]


@pytest.mark.parametrize("method", ["get", "delete"])
@pytest.mark.parametrize("ride_id", [NOBODY, "last", "0", "%00"])
def test_a_ride_that_is_not_there_is_not_found(client, ride, method, ride_id) -> None:
    answer = client.request(method, f"/api/rides/{ride_id}")

    assert answer.status_code == 404
    assert answer.json()["problem"]


def test_part_of_an_id_deletes_nothing(client, ride) -> None:
    assert client.delete(f"/api/rides/{ride[:20]}").status_code == 404
    assert client.put(f"/api/rides/{ride[:20]}/rating", json={"rpe": 5}).status_code == 404
    assert len(client.get("/api/rides").json()) == 1


# -- rating --------------------------------------------------------------------------------


def test_what_is_told_of_hills_counts(client, ride) -> None:
    told = {"rpe": 6, "postures": {"1": "seated", "2": "seated-then-standing"}}
    rated = client.put(f"/api/rides/{ride}/rating", json=told).json()
    shown = client.get(f"/api/rides/{ride}").json()

    assert (rated["hills_done"], rated["hills_asked"]) == (2, 2)
    assert shown["rating"]["postures"] == {"1": ["seated"], "2": ["seated", "standing"]}
    assert "confirmed" in {span["evidence"] for span in shown["postures"]}


def test_what_is_left_out_stays_as_it_was(client, ride) -> None:
    client.put(f"/api/rides/{ride}/rating", json={"rpe": 6, "note": "windy"})
    client.put(f"/api/rides/{ride}/rating", json={"enjoyed": 8})
    rating = client.get(f"/api/rides/{ride}").json()["rating"]

    assert (rating["rpe"], rating["enjoyed"], rating["note"]) == (6, 8, "windy")


def test_pain_brings_advice(client, ride) -> None:
    told = {"pain": 7, "where": "knee"}

    assert client.put(f"/api/rides/{ride}/rating", json=told).json()["advice"]


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"rpe": 11},
        {"pain": -1},
        {"where": "x" * 81},
        {"note": "x" * 4001},
        {"postures": {"7": "standing"}},
        {"postures": {"1": "flying"}},
        {"numb": "perhaps"},
    ],
)
def test_a_rating_that_cannot_be_is_refused(client, ride, told) -> None:
    answer = client.put(f"/api/rides/{ride}/rating", json=told)

    assert answer.status_code == 422
    assert answer.json()["problem"]


# -- file ----------------------------------------------------------------------------------


def test_the_file_comes_back_byte_for_byte(client, home) -> None:
    answer = client.get(f"/api/rides/{add_file(home, bytes(range(256)))}/file")

    assert answer.content == bytes(range(256))
    assert 'filename="Sunday ride.fit"' in answer.headers["content-disposition"]


def test_a_hostile_name_stays_a_name(client, home) -> None:
    ride_id = add_file(home, name='a"\r\nSet-Cookie: x=1; .fit')
    headers = client.get(f"/api/rides/{ride_id}/file").headers

    assert "set-cookie" not in headers
    assert '"a___Set-Cookie_ x_1_ .fit"' in headers["content-disposition"]


def test_a_ride_without_a_file_has_none(client, ride) -> None:
    assert client.get(f"/api/rides/{ride}/file").status_code == 404


# -- deleting ------------------------------------------------------------------------------


def test_a_deleted_ride_is_gone_and_comes_back(client, ride) -> None:
    assert client.delete(f"/api/rides/{ride}").status_code == 204
    gone = (client.get("/api/rides").json(), client.get(f"/api/rides/{ride}").status_code)
    assert client.post(f"/api/rides/{ride}/undelete").status_code == 204

    assert gone == ([], 404)
    assert len(client.get("/api/rides").json()) == 1


def test_after_thirty_days_it_is_gone_for_good(client, home, ride) -> None:
    client.delete(f"/api/rides/{ride}")
    now = datetime.now(UTC)

    assert purge_deleted(home, now=now + timedelta(days=KEPT_DAYS - 1)) == 0
    assert purge_deleted(home, now=now + timedelta(days=KEPT_DAYS + 1)) == 1
    assert client.post(f"/api/rides/{ride}/undelete").status_code == 404


def test_the_first_start_after_that_removes_it(home, ride) -> None:
    before = datetime.now(UTC) - timedelta(days=KEPT_DAYS + 1)
    with Store.open(home, clock=lambda: before) as store:
        store.rides.delete(ride)
    with TestClient(make_bare_app(Context(home=home))):
        pass

    with Store.open(home) as store, pytest.raises(NotFoundError):
        store.rides.restore(ride)
