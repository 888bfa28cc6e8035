"""The desk of workouts over the API: pictures, faults in their line, files in and out."""

from __future__ import annotations

import base64

ZWO = (
    b"<workout_file><name>Test</name><workout>"
    b'<SteadyState Duration="600" PowerLow="0.7" PowerHigh="0.8"/>'
    b'<Cooldown Duration="300" PowerLow="0.3" PowerHigh="0.6"/></workout></workout_file>'
)


def test_a_stock_workout_has_its_picture(client) -> None:
    found = client.get("/api/workouts/six-hills").json()
    assert found["title"] == "Six hills"
    assert [s["hill"] for s in found["segments"] if s["hill"]][0] == 1  # noqa: RUF015
    assert {segment["posture"] for segment in found["segments"]} >= {"seated", "standing"}


def test_an_unknown_one_is_not_found(client) -> None:
    assert client.get("/api/workouts/no-such").status_code == 404


def test_a_draft_is_drawn_and_a_fault_has_its_line(client) -> None:
    text = client.get("/api/workouts/six-hills").json()["text"]
    good = client.post("/api/workouts/draft", json={"text": text}).json()
    assert good["problem"] is None
    assert good["segments"]
    bad = client.post("/api/workouts/draft", json={"text": text.replace("seated", "saeted")}).json()
    assert (bad["segments"], bad["line"]) == ([], 8)
    assert bad["remedy"]


# -- the rider's own -----------------------------------------------------------------------------


def keep(client, text: str, **more: str) -> str:
    answer = client.post("/api/workouts", json={"text": text, **more})
    assert answer.status_code == 200, answer.json()
    return str(answer.json()["workout"])


def listed(client) -> dict[str, dict[str, object]]:
    return {one["workout"]: one for one in client.get("/api/workouts").json()}


MINE = """workout mine
title My own
about Ten minutes.
kind hills
difficulty 1

# a remark that stays
steady 10min at moderate
"""


def test_a_workout_is_kept_as_it_was_written_and_listed_first(client) -> None:
    assert keep(client, MINE) == "mine"
    found = client.get("/api/workouts").json()
    assert (found[0]["workout"], found[0]["title"], found[0]["is_own"]) == ("mine", "My own", True)
    assert not any(one["is_own"] for one in found[1:])
    assert client.get("/api/workouts/mine").json()["text"] == MINE


def test_a_stock_workout_that_was_changed_becomes_ones_own_beside_it(client) -> None:
    text = client.get("/api/workouts/six-hills").json()["text"]
    assert keep(client, text) == "my-six-hills"
    assert keep(client, text) == "my-six-hills-2"
    assert keep(client, text, replaces="my-six-hills") == "my-six-hills"
    own = [key for key, one in listed(client).items() if one["is_own"]]
    assert own == ["my-six-hills", "my-six-hills-2"]
    assert (
        client.get("/api/workouts/my-six-hills").json()["text"].startswith("workout my-six-hills\n")
    )


def test_a_new_key_takes_the_place_of_the_old_one(client) -> None:
    keep(client, MINE)
    assert keep(client, MINE.replace("mine", "yours", 1), replaces="mine") == "yours"
    own = [key for key, one in listed(client).items() if one["is_own"]]
    assert own == ["yours"]


def test_what_is_deleted_can_be_brought_back(client) -> None:
    keep(client, MINE)
    assert client.delete("/api/workouts/mine").status_code == 204
    assert "mine" not in listed(client)
    assert client.get("/api/workouts/mine").status_code == 404
    assert client.post("/api/workouts/mine/undelete").status_code == 204
    assert listed(client)["mine"]["title"] == "My own"


def test_only_ones_own_can_be_deleted(client) -> None:
    assert client.delete("/api/workouts/six-hills").status_code == 404
    assert client.post("/api/workouts/six-hills/undelete").status_code == 404


def test_a_text_with_a_fault_is_not_kept(client) -> None:
    answer = client.post("/api/workouts", json={"text": MINE.replace("moderate", "modest")})
    assert answer.status_code == 422
    assert "line 8" in answer.json()["place"]


def test_ones_own_is_offered_and_ridden_like_any_other(client) -> None:
    keep(client, MINE)
    offer = client.get("/api/offers/mine").json()
    assert offer["title"] == "My own"
    ride = client.post("/api/rides", json={"workout": "mine", "simulated": True, "demo": True})
    assert ride.status_code in {200, 201}, ride.json()


# -- files ---------------------------------------------------------------------------------------


def test_a_file_is_brought_in_and_what_was_mended_is_told(client) -> None:
    found = client.post("/api/workouts/file?name=a.zwo", content=ZWO).json()
    assert found["draft"]["title"] == "Test"
    assert found["draft"]["segments"]
    assert "zwo-cooldown-rises" in found["warnings"][0]
    assert any("a band of power" in loss for loss in found["losses"])


def test_a_file_that_is_none_is_refused(client) -> None:
    answer = client.post("/api/workouts/file?name=a.rlv", content=b"x")
    assert answer.status_code == 422
    assert "not read here" in answer.json()["problem"]


def test_a_file_goes_out_with_what_it_does_not_hold(client) -> None:
    text = client.get("/api/workouts/six-hills").json()["text"]
    wanted = {"text": text, "suffix": ".erg", "ftp_w": 200}
    sent = client.post("/api/workouts/export", json=wanted).json()
    assert sent["name"] == "six-hills.erg"
    assert b"MINUTES WATTS" in base64.b64decode(sent["content"])
    assert any("moved to text" in loss for loss in sent["losses"])
    back = client.post("/api/workouts/file?name=x.erg", content=base64.b64decode(sent["content"]))
    assert back.json()["draft"]["text"] == text
