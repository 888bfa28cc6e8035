"""The fit of a bike over the API: heel, inseam, holes, a picture, a drawing, what-ifs."""

from __future__ import annotations

import pytest

FIT = "/api/bikes/exercise/fit"
MARKS = {
    "first_mark": 3, "first_height_m": 0.80, "second_mark": 9, "second_height_m": 0.95,
    "lowest_mark": 1, "highest_mark": 12,
}  # fmt: skip
# thigh and shank 200 px each, knee bent by 60 degrees
LEG = {
    "shoulder": [700, 100], "hip": [500, 300], "knee": [600, 473.2], "ankle": [500, 646.4],
    "pedal": [560, 690], "toe": [620, 690],
}  # fmt: skip


def picture(**changes):
    return {"first": LEG, "second": LEG, "kind": "dynamic", **changes}


def test_a_new_bike_has_a_start_and_no_history(client) -> None:
    page = client.get(FIT).json()
    assert "tends to be low" in page["heel_steps"][-1]
    assert (page["marks"], page["mark"], page["notes"]) == (None, None, [])
    assert {one["key"] for one in page["guidance"]} >= {"setback", "reach"}
    assert len(page["complaints"]) >= 8


def test_m4_2_an_inseam_gives_an_interval_from_both_lines_and_is_remembered(client) -> None:
    told = {"inseam_m": 0.82, "crank_m": 0.165, "seat_tube_deg": 73}
    start = client.put(f"{FIT}/inseam", json=told).json()
    assert start["from_pedal"]["low_m"] < 1.09 * 0.82 < start["from_pedal"]["high_m"]
    lower = start["start_from_pedal_m"] - start["start_from_bottom_bracket_m"]
    assert lower == pytest.approx(0.165)
    assert client.get(FIT).json()["measures"] == told


def test_another_bike_has_its_own_crank_and_the_riders_inseam(client) -> None:
    client.put(f"{FIT}/inseam", json={"inseam_m": 0.82, "crank_m": 0.165})
    measures = client.get("/api/bikes/road/fit").json()["measures"]
    assert (measures["inseam_m"], measures["crank_m"]) == (0.82, 0.170)


def test_m4_2_a_picture_answers_in_millimetres_with_how_sure_it_is(client) -> None:
    told = client.post(f"{FIT}/pictures", json=picture()).json()
    assert told["pose"]["knee"]["deg"] == pytest.approx(60.0, abs=0.1)
    assert told["answer"]["move"]["move_m"] == 0.005
    assert told["answer"]["move"]["low_chance"] > 0.8
    assert told["answer"]["target_deg"] == [33, 43]
    assert told["answer"]["marked"] is None
    assert client.get(FIT).json()["notes"] == []


def test_m4_2_the_same_in_holes_after_two_were_measured(client) -> None:
    client.put(f"{FIT}/marks", json=MARKS)
    page = client.post(f"{FIT}/places", json={"method": "heel", "mark": 5}).json()
    assert (page["mark"], page["height_m"]) == (5, pytest.approx(0.85))
    told = client.post(f"{FIT}/pictures", json=picture(keep=True)).json()
    assert told["answer"]["marked"]["mark"] == 6
    [newest, _] = client.get(FIT).json()["notes"]
    assert (newest["method"], newest["mark"], newest["kind"]) == ("picture", 5, "dynamic")


def test_a_static_picture_has_its_own_range(client) -> None:
    told = client.post(f"{FIT}/pictures", json=picture(kind="static")).json()
    assert told["answer"]["target_deg"] == [25, 35]


def test_a_plumb_line_gives_the_trunk(client) -> None:
    upright = {"top": [100, 100], "bottom": [100, 500]}
    pose = client.post(f"{FIT}/pictures", json=picture(plumb=upright)).json()["pose"]
    assert pose["trunk"]["deg"] == pytest.approx(45.0)
    assert client.post(f"{FIT}/pictures", json=picture()).json()["pose"]["trunk"] is None


def test_marks_that_differ_are_refused_in_words(client) -> None:
    other = {**LEG, "knee": [640, 473]}
    answer = client.post(f"{FIT}/pictures", json=picture(second=other))
    assert answer.status_code == 422
    assert "differ by" in answer.json()["problem"]
    assert "loupe" in answer.json()["remedy"]


def test_a_hole_that_the_post_does_not_have_is_refused(client) -> None:
    client.put(f"{FIT}/marks", json=MARKS)
    assert client.post(f"{FIT}/places", json={"mark": 30}).status_code == 422


def test_an_angle_from_elsewhere_is_judged(client) -> None:
    told = {"flexion_deg": 20, "kind": "dynamic", "sd_deg": 3, "keep": True}
    answer = client.post(f"{FIT}/angles", json=told).json()
    assert (answer["move"]["verdict"], answer["move"]["move_m"]) == ("high", -0.005)
    assert client.get(FIT).json()["notes"][0]["flexion_deg"] == 20


def test_the_drawing_says_what_it_rests_on(client) -> None:
    usual = client.get(f"{FIT}/figure").json()
    assert (usual["measured"], usual["placed"]) == (False, False)
    client.post(f"{FIT}/angles", json={"flexion_deg": 45, "kind": "dynamic", "keep": True})
    measured = client.get(f"{FIT}/figure").json()
    assert measured["measured"]
    bent = measured["figure"]["knee_flexion_deg"][measured["figure"]["straightest"]]
    assert bent == pytest.approx(45.0, abs=1.0)


def test_a_what_if_is_a_change_and_a_range(client) -> None:
    effect = client.get(f"{FIT}/what-if?up_m=0.01").json()
    assert effect["knee_straight_deg"]["low"] < effect["knee_straight_deg"]["high"] < 0


@pytest.mark.parametrize("path", ["fit", "fit/figure", "fit/what-if", "check"])
def test_no_such_bike(client, path) -> None:
    assert client.get(f"/api/bikes/none/{path}").status_code == 404
