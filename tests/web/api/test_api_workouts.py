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
