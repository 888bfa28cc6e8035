"""The app's state, settings, rider and bikes over the API."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sixhills.equipment.level_evidence import EvidenceKind, LevelEvidence
from sixhills.store.store import Store

TOLD = {"experience": "improver", "mass_kg": 62, "height_m": 1.68, "can_stand": True}
LEVELS = {"kind": "exercise", "resistance": {"kind": "levels", "highest": 20}}


def needs(client) -> str | None:
    return client.get("/api/app").json()["needs"]


def test_who_is_new_is_asked_for_rider_and_bike_first(client) -> None:
    state = client.get("/api/app").json()

    assert (state["needs"], state["role"], state["live"]) == ("setup", "owner", None)
    assert "not asked" in state["health_because"]


def test_then_for_health_and_then_nothing_is_left(client) -> None:
    client.put("/api/bikes/mine?default=true", json=LEVELS)
    client.put("/api/rider", json=TOLD)
    before = needs(client)
    client.put("/api/screening", json={"yes": [], "cleared": False})

    assert (before, needs(client)) == ("health", None)


def test_looking_at_the_app_makes_no_file(client, home) -> None:
    client.get("/api/app")

    assert not home.exists()


def test_settings_are_remembered(client) -> None:
    told = {"units": "imperial", "language": "de", "voice": True, "sounds": False}

    assert client.put("/api/settings", json=told).json() == told
    assert client.get("/api/app").json()["settings"] == told


def test_damaged_settings_are_as_at_the_beginning(client, home) -> None:
    with Store.open(home) as store:
        store.settings.save("app", '{"units": "furlongs"}')

    assert client.get("/api/app").json()["settings"]["units"] == "metric"


def test_an_unknown_language_is_refused_by_its_field(client) -> None:
    answer = client.put("/api/settings", json={"language": "tlh"})

    assert answer.status_code == 422
    assert answer.json()["place"] == "language"


def test_the_rider_is_remembered(client) -> None:
    rider = client.put("/api/rider", json=TOLD).json()

    assert (rider["mass_kg"], rider["experience"]) == (62, "improver")
    assert client.get("/api/app").json()["rider"] == rider


def test_told_critical_power_counts_and_can_be_taken_back(client) -> None:
    told = client.put("/api/rider", json={**TOLD, "critical_power_w": 200}).json()
    taken_back = client.put("/api/rider", json=TOLD).json()

    assert told["fitness"]["critical_power_w"]["origin"] == "told by the rider"
    assert taken_back["fitness"]["critical_power_w"]["origin"] == "guessed from experience"


@pytest.mark.parametrize("mass_kg", [0, -70, 1000, "heavy", None])
def test_a_mass_that_nobody_has_is_refused_in_words(client, mass_kg) -> None:
    answer = client.put("/api/rider", json={**TOLD, "mass_kg": mass_kg})

    assert answer.status_code == 422
    assert answer.json()["problem"]


def test_a_bike_is_stored_and_described(client) -> None:
    shown = client.put("/api/bikes/cellar?default=true", json=LEVELS).json()

    assert shown["words"] == "exercise bike, levels 1 to 20, no sensor"
    assert (shown["built_in"], shown["is_default"]) == (False, True)


@pytest.mark.parametrize("kind", ["trainer", "road"])
def test_other_bikes_need_no_more_than_their_kind(client, kind) -> None:
    assert client.put("/api/bikes/mine", json={"kind": kind}).json()["bike"]["kind"] == kind


def test_what_was_learnt_of_a_bike_stays_while_its_levels_do(client, home) -> None:
    client.put("/api/bikes/mine", json=LEVELS)
    add_evidence(home)

    changed = client.put("/api/bikes/mine", json={**LEVELS, "can_stand": False}).json()
    other = client.put(
        "/api/bikes/mine", json={"kind": "exercise", "resistance": {"kind": "levels"}}
    ).json()

    assert (len(changed["bike"]["evidence"]), changed["bike"]["can_stand"]) == (1, False)
    assert other["bike"]["evidence"] == []


def add_evidence(home) -> None:
    felt = LevelEvidence(
        kind=EvidenceKind.METER,
        day=date(2026, 3, 1),
        setting=9,
        cadence_rpm=70,
        low=150,
        high=150,
        sd=0.05,
    )
    with Store.open(home) as store:
        bike = store.bikes.load("mine")
        assert bike is not None
        store.bikes.save(replace(bike, evidence=(felt,)))


@pytest.mark.parametrize("name", ["exercise", "x" * 41, "a%09b", " mine", "a\\b"])
def test_a_name_that_cannot_be_is_refused(client, name) -> None:
    assert client.put(f"/api/bikes/{name}", json=LEVELS).status_code == 422


def test_a_bike_can_be_the_default_and_be_forgotten(client) -> None:
    client.put("/api/bikes/mine", json=LEVELS)

    assert client.put("/api/default-bike", json={"name": "mine"}).status_code == 204
    assert client.delete("/api/bikes/mine").status_code == 204
    names = {
        bike["bike"]["name"]: bike["is_default"] for bike in client.get("/api/app").json()["bikes"]
    }
    assert names == {"exercise": True, "knob": False, "trainer": False, "road": False}


def test_a_bike_that_is_not_there_is_not_found(client) -> None:
    assert client.delete("/api/bikes/none").status_code == 404
    assert client.put("/api/default-bike", json={"name": "none"}).status_code == 404
