"""Today, offers and the list of workouts over the API."""

from __future__ import annotations

import pytest

from sixhills.workout.library import find_workout, stock_workouts


def test_today_offers_a_ride_ready_to_start(client) -> None:
    today = client.get("/api/today").json()

    offer = today["offer"]
    assert offer["prescription"]["workout"] == offer["workout"]
    assert offer["prescription"]["segments"]
    assert today["why"]
    assert all(one["title"] and one["because"] for one in today["rejected"])


def test_others_are_shorter_easier_and_harder(client) -> None:
    today = client.get("/api/today").json()
    offer, others = today["offer"], today["others"]
    last = offer["prescription"]["segments"][-1]

    assert others["easier"]["difficulty"] < offer["difficulty"] < others["harder"]["difficulty"]
    assert others["shorter"]["minutes"] * 60 < 0.7 * (last["start_s"] + last["duration_s"])
    assert all(other["because"].endswith(".") for other in others.values())


def test_less_time_gives_a_shorter_ride(client) -> None:
    offer = client.get("/api/today", params={"minutes": 20}).json()["offer"]

    assert offer["prescription"]["segments"][-1]["start_s"] < 20 * 60


def test_another_bike_gets_its_own_settings(client) -> None:
    offer = client.get("/api/today", params={"bike": "trainer"}).json()["offer"]

    assert offer["prescription"]["equipment"]["kind"] == "trainer"


@pytest.mark.parametrize(
    "query", [{"minutes": 0}, {"minutes": "nan"}, {"feels": 11}, {"bike": "none"}]
)
def test_wishes_that_cannot_be_are_refused(client, query) -> None:
    assert client.get("/api/today", params=query).status_code in {404, 422}


def test_nothing_that_fits_is_rest_and_has_no_others(client) -> None:
    today = client.get("/api/today", params={"minutes": 1}).json()

    assert today["offer"] is None
    assert today["why"]
    assert set(today["others"].values()) == {None}


def test_an_offer_is_for_the_bike_and_the_hill(client) -> None:
    query = {"bike": "road", "hill": "900m@6%"}
    offer = client.get("/api/offers/six-hills", params=query).json()

    hills = [one for one in offer["prescription"]["segments"] if one["role"] == "hill"]
    assert {round(one["grade"], 3) for one in hills} == {0.06}
    assert offer["stop_rules"]


def test_an_offer_never_reads_a_file(client, tmp_path) -> None:
    (tmp_path / "mine.workout").write_text("secret")

    answer = client.get(f"/api/offers/{tmp_path / 'mine.workout'}")

    assert answer.status_code == 404
    assert "secret" not in answer.text


def test_an_unknown_workout_is_answered_with_a_near_one(client) -> None:
    answer = client.get("/api/offers/six-hils")

    assert answer.status_code == 404
    assert "six-hills" in answer.json()["remedy"]


def test_the_list_has_every_stock_workout_and_its_variations(client) -> None:
    listed = client.get("/api/workouts").json()
    plain = [one["workout"] for one in listed if one["variation_of"] is None]

    assert plain == [workout.key for workout in stock_workouts()]
    assert all(find_workout(one["workout"]).title == one["title"] for one in listed)


def test_a_card_is_a_file_for_this_ride_and_bike(client) -> None:
    answer = client.get("/api/card?workout=intervals&bike=knob")
    assert answer.status_code == 200
    assert 'filename="intervals-knob.html"' in answer.headers["content-disposition"]
    assert "Knob" in answer.text


def test_a_card_of_a_file_on_this_computer_is_refused(client) -> None:
    assert client.get("/api/card?workout=/etc/x.workout").status_code == 404
