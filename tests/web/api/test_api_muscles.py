"""Muscles over the API: a condition, a ride, a workout, the last weeks."""

from __future__ import annotations

from sixhills.body.muscles.groups import GLUTES, GROUPS


def test_m5_1_a_condition_is_told_with_bands(client) -> None:
    told = client.get("/api/muscles?power_w=200&cadence_rpm=60&posture=standing").json()
    assert tuple(told["muscles"]) == GROUPS
    work = told["muscles"]["gluteus_maximus"]["positive_work_j_per_rev"]
    assert 0 < work["low"] < work["median"] < work["high"]
    assert len(told["muscles"]["gluteus_maximus"]["activation"]) == 72


def test_what_nobody_rides_is_refused(client) -> None:
    assert client.get("/api/muscles?power_w=5").status_code == 422
    assert client.get("/api/muscles?posture=lying").status_code == 422


def test_m5_1_a_workout_says_what_it_would_ask(client) -> None:
    told = client.get("/api/muscles/workouts/six-hills").json()
    assert told["groups"]["gluteus_maximus"]["positive_work_kj"]["median"] > 1
    assert not told["groups"]["gluteus_medius"]["shown"]


def test_no_workout_from_a_file_is_read(client) -> None:
    assert client.get("/api/muscles/workouts/%2Fetc%2Fpasswd").status_code in {404, 400, 422}


def test_m5_1_a_ride_without_a_meter_is_planned(client, ride) -> None:
    told = client.get(f"/api/muscles/rides/{ride}").json()
    assert told is None or told["basis"] == "planned"


def test_a_ride_that_is_not_there_is_not_found(client) -> None:
    assert client.get("/api/muscles/rides/nothing").status_code == 404


def test_m5_2_twelve_weeks_are_told_whether_ridden_or_not(client, ride) -> None:
    weeks = client.get("/api/muscles/weeks?day=2026-06-30").json()
    assert len(weeks) == 12
    assert all(week["monday"] < "2026-07-01" for week in weeks)
    for week in weeks:
        assert set(week["muscles"]) == (set(GLUTES) if week["rides"] > week["unknown"] else set())
