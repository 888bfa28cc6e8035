from __future__ import annotations

import csv

import numpy as np
import pytest

from sixhills.body.leg import BikeGeometry, pose_seated, size_leg


@pytest.fixture
def film(tmp_path):
    """A table of points of a leg whose knee bends to a known angle; in pixels, y downwards."""

    def make(height_m: float = 0.66, seconds: float = 12.0, columns=("hip", "knee", "ankle")):
        time_s = np.arange(0.0, seconds, 1 / 30)
        pose = pose_seated(size_leg(1.75), BikeGeometry(saddle_height_m=height_m), 480 * time_s)
        path = tmp_path / "points.csv"
        with path.open("w", newline="") as file:
            out = csv.writer(file)
            out.writerow(["time_s", *(f"{c}_{axis}" for c in columns for axis in "xy")])
            for row in zip(time_s, *(getattr(pose, c) for c in columns), strict=True):
                out.writerow(
                    [
                        row[0],
                        *(500 * v * s for p in row[1:] for v, s in zip(p, (1, -1), strict=True)),
                    ]
                )
        return path, pose.fullest_extension_deg

    return make


def test_m4_2_a_saddle_begins_within_an_interval_with_its_line(sixhills):
    told = sixhills("fit", "inseam", "80", "--json").json
    assert told["line"] == "pedal"
    assert told["low_m"] < 0.872 < told["high_m"]  # Hamley and Thomas at 80 cm
    assert len(told["members"]) == 3


def test_from_the_bottom_bracket_it_is_a_crank_less(sixhills):
    pedal = sixhills("fit", "inseam", "80", "--crank", "165", "--json").json
    other = sixhills(
        "fit", "inseam", "80", "--crank", "165", "--from", "bottom_bracket", "--json"
    ).json
    assert pedal["start_m"] - other["start_m"] == pytest.approx(0.165)


def test_m4_2_points_give_the_angle_in_motion(sixhills, film):
    path, true_deg = film()
    told = sixhills("fit", "points", str(path), "--source", "marker", "--json").json
    assert told["motion"]["extension_deg"] == pytest.approx(true_deg, abs=0.5)
    assert told["motion"]["cadence_rpm"] == pytest.approx(80.0, abs=0.2)
    assert told["kind"] == "dynamic"


def test_points_of_few_turns_are_refused_in_one_line(sixhills, film):
    printed = sixhills("fit", "points", str(film(seconds=3.0)[0]))
    assert printed.code == 2
    assert "turns of the crank" in printed.err


def test_a_table_without_a_knee_is_refused_with_what_it_needs(sixhills, film):
    printed = sixhills("fit", "points", str(film(columns=("hip", "ankle"))[0]))
    assert printed.code == 2
    assert "knee_x" in printed.err


def test_a_word_in_the_table_is_named_with_its_line(sixhills, film):
    path, _ = film()
    lines = path.read_text().splitlines()
    lines[4] = lines[4].replace(lines[4].split(",")[2], "left", 1)
    path.write_text("\n".join(lines))
    printed = sixhills("fit", "points", str(path))
    assert "line 5" in printed.err
    assert "'left'" in printed.err


def test_a_bent_knee_asks_for_five_millimetres(sixhills):
    printed = sixhills("fit", "angles", "55")
    assert "Raise it by 5 mm" in printed.out
    assert "measure again" in printed.out


def test_holes_answer_in_holes(sixhills):
    sixhills("fit", "marks", "3=80", "9=95")
    told = sixhills("fit", "inseam", "80", "--json").json
    assert told["marked"]["mark"] == 6
    assert abs(told["marked"]["off_m"]) <= 0.0125


def test_what_was_measured_is_remembered_with_its_bike(sixhills):
    sixhills("fit", "angles", "38", "--bike", "road")
    notes = sixhills("fit", "history", "--json").json["notes"]
    assert [(n["bike"], n["flexion_deg"], n["kind"]) for n in notes] == [("road", 38.0, "dynamic")]


def test_the_heel_start_says_that_it_is_one(sixhills):
    assert "tends to be low" in sixhills("fit", "heel").out


def test_m4_2_advice_is_in_holes_once_the_hole_is_told(sixhills):
    sixhills("fit", "marks", "3=80", "9=95")
    sixhills("fit", "place", "--hole", "5")
    assert "Go to 6, 25 mm up" in sixhills("fit", "angles", "55").out
    assert sixhills("fit", "angles", "55", "--json").json["marked"]["coarse"] is True


def test_a_hole_that_the_post_does_not_have_is_refused(sixhills):
    sixhills("fit", "marks", "3=80", "9=95", "--highest", "10")
    assert sixhills("fit", "place", "--hole", "30").code == 2
    assert sixhills("fit", "place").code == 2


def test_pain_gives_possible_reasons_and_when_to_see_somebody(sixhills):
    told = sixhills("fit", "pain", "knee").out
    assert "may be too low" in told
    assert "looked at" in told
    assert sixhills("fit", "pain", "elbow").code == 2
