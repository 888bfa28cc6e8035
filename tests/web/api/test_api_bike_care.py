"""The bike in order over the API: its check, what stops a ride, gears, tyres, technique."""

from __future__ import annotations

import pytest


def look(client, bike: str, *, whole: bool = False, **faults: str) -> dict:
    items = client.get(f"/api/bikes/{bike}/check?whole={whole}").json()["due"]["items"]
    found = {item["key"]: "fine" for item in items} | faults
    return client.post(f"/api/bikes/{bike}/checks", json={"found": found}).json()


def test_m4_1_the_first_look_is_at_the_whole_bike_the_next_takes_a_minute(client) -> None:
    first = client.get("/api/bikes/road/check").json()
    assert first["due"]["how_often"] == "monthly"
    after = look(client, "road")
    assert (after["due"]["how_often"], after["due"]["done_today"]) == ("each_ride", True)
    assert after["seconds"] <= 60
    assert after["history"][0]["whole"]


@pytest.mark.parametrize("bike", ["exercise", "trainer", "road"])
def test_a_short_look_takes_a_minute_at_most(client, bike) -> None:
    assert look(client, bike)["seconds"] <= 60


def test_m4_1_a_fault_that_stops_stops_the_ride_until_it_is_mended(client) -> None:
    stopped = look(client, "exercise", **{"seat-pin": "fault"})
    assert [item["key"] for item in stopped["due"]["open_stops"]] == ["seat-pin"]
    refused = client.post("/api/rides", json={"workout": "three-hills", "bike": "exercise"})
    assert refused.status_code == 422
    assert "check it again" in refused.json()["problem"]
    assert "pin through" in refused.json()["remedy"]
    look(client, "exercise")
    assert client.post("/api/rides", json={"workout": "three-hills"}).status_code == 200


def test_a_fault_of_another_bike_stops_nothing(client) -> None:
    look(client, "road", brakes="fault")
    ride = {"workout": "three-hills", "bike": "exercise"}
    assert client.post("/api/rides", json=ride).status_code == 200


def test_a_ride_to_watch_needs_no_brakes(client) -> None:
    look(client, "exercise", **{"seat-pin": "fault"})
    demo = {"workout": "three-hills", "simulated": True, "demo": True, "speed": 1000}
    assert client.post("/api/rides", json=demo).status_code == 200


def test_an_unknown_thing_is_not_found(client) -> None:
    told = {"found": {"wings": "fine"}}
    assert client.post("/api/bikes/road/checks", json=told).status_code == 404


def test_gears_of_a_hill_are_those_that_would_be_prescribed(client) -> None:
    shown = client.get("/api/bikes/road/gears?grade=0.03").json()
    assert [climb["hill"] for climb in shown["climbs"]] == [1, 2, 3, 4, 5, 6]
    assert shown["climbs"][2]["postures"] == ["seated", "standing"]
    assert shown["need"]["has_it"]


def test_a_steep_hill_asks_for_another_cassette(client) -> None:
    need = client.get("/api/bikes/road/gears?grade=0.06").json()["need"]
    assert not need["has_it"]
    assert need["sprocket"] is None or need["sprocket"] > 34


def test_an_exercise_bike_has_no_gears(client) -> None:
    assert client.get("/api/bikes/exercise/gears?grade=0.05").status_code == 422


def test_tyres_begin_somewhere(client) -> None:
    start = client.get("/api/bikes/road/tyres?width_mm=28").json()
    assert 4 < start["front_bar"] < start["rear_bar"] < 7


def test_technique_says_what_it_rests_on(client) -> None:
    page = client.get("/api/technique").json()
    assert {cue["basis"] for cue in page["cues"]} <= {"article", "coaching", "guess", "study"}
    assert page["standing_up"]
