from __future__ import annotations

import re

import pytest

SEGMENT_KEYS = {
    "index", "role", "hill", "start_s", "duration_s", "posture", "effort", "heart_rate_bpm",
    "power_w", "cadence_rpm", "resistance_felt", "command", "cues", "why",
}  # fmt: skip


def test_json_has_what_scripts_rely_on(sixhills):
    printed = sixhills("prescribe", "six-hills", "--json")
    assert printed.code == 0
    for segment in printed.json["segments"]:
        assert set(segment) >= SEGMENT_KEYS
    assert set(printed.json) >= {
        "segments", "w_prime_min_fraction", "training_load", "standing_s", "warnings",
    }  # fmt: skip


def test_the_assumed_rider_and_bike_are_told(sixhills):
    printed = sixhills("prescribe", "six-hills", "--json")
    assert "beginner of 70 kg and 1.70 m" in printed.err
    assert "exercise bike with 16 levels" in printed.err


@pytest.mark.parametrize("bike", ["exercise", "knob", "trainer", "road"])
def test_every_bike_is_shown_to_people(sixhills, bike):
    printed = sixhills("prescribe", "six-hills", "--bike", bike)
    assert printed.code == 0
    assert "hill 6" in printed.out


def test_overrides_count(sixhills):
    arguments = ("prescribe", "intervals", "--bike", "trainer", "--json")
    weak = sixhills(*arguments, "--critical-power", "100").json
    strong = sixhills(*arguments, "--critical-power", "200").json
    ratio = strong["work_kj"] / weak["work_kj"]
    assert ratio == pytest.approx(2, rel=0.01)


@pytest.mark.parametrize(
    ("bike", "told"), [("exercise", False), ("knob", False), ("trainer", True)]
)
def test_work_is_told_where_watts_are(sixhills, bike, told):
    shown = sixhills("prescribe", "six-hills", "--bike", bike).out
    assert (re.search(r"work \d+ kJ", shown) is not None) is told


def test_levels_override_the_bike(sixhills):
    printed = sixhills("prescribe", "six-hills", "--levels", "8", "--json")
    levels = {segment["command"]["value"] for segment in printed.json["segments"]}
    assert max(levels) <= 8


def test_a_hill_is_ridden_six_times(sixhills):
    printed = sixhills("prescribe", "six-hills", "--bike", "road", "--hill", "900m@5%", "--json")
    hills = [s for s in printed.json["segments"] if s["role"] == "hill"]
    assert sum(s["distance_m"] for s in hills) == pytest.approx(6 * 900)
    assert {s["grade"] for s in hills} == {0.05}


def test_a_workout_file_is_prescribed(sixhills, tmp_path):
    text = sixhills("workouts", "intervals").out
    (tmp_path / "mine.workout").write_text(text.replace("workout intervals", "workout mine"))
    printed = sixhills("prescribe", str(tmp_path / "mine.workout"), "--json")
    assert printed.json["workout"] == "mine"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["prescribe", "nonsense"], "nonsense"),
        (["prescribe", "six-hill"], "six-hills"),
        (["prescribe", "six-hills", "--bike", "moon"], "moon"),
        (["prescribe", "six-hills", "--levels", "2"], "highest level"),
        (["prescribe", "six-hills", "--bike", "road", "--levels", "9"], "--levels"),
        (["prescribe", "six-hills", "--levels", "many"], "--levels"),
        (["prescribe", "six-hills", "--mass", "5"], "mass_kg"),
        (["prescribe", "six-hills", "--critical-power", "5000"], "critical power"),
        (["prescribe", "six-hills", "--bike", "road", "--hill", "up"], "900m@6%"),
        (["prescribe", "no-such.workout"], "no-such.workout"),
        (["prescribe"], "WORKOUT"),
        (["fly"], "fly"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(sixhills, arguments, words):
    printed = sixhills(*arguments)
    assert printed.code == 2
    assert words in printed.err
    assert len(printed.err.strip().splitlines()) == 1
    assert printed.out == ""


def test_a_fault_in_a_workout_file_names_file_and_line(sixhills, tmp_path):
    path = tmp_path / "bad.workout"
    path.write_text("workout bad\ntitle Bad\nabout Bad.\nkind hills\ndifficulty 1\n\nfly 3min\n")
    printed = sixhills("prescribe", str(path))
    assert printed.code == 2
    assert "bad.workout, line 7" in printed.err


def test_a_test_to_exhaustion_says_so_instead_of_a_negative_reserve(sixhills):
    printed = sixhills("prescribe", "ramp-test").out
    assert "more than your reserve" in " ".join(printed.split())
    assert "-4" not in printed.split("reserve")[0][-40:]
