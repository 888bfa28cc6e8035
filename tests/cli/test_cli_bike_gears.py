from __future__ import annotations

import pytest


def test_a_hill_names_its_gear_and_what_is_missing(sixhills):
    printed = sixhills("bike", "gears", "7")
    assert "34×34" in printed.out
    assert "sprocket of" in printed.out


def test_in_json_grades_are_what_the_road_takes(sixhills):
    told = sixhills("bike", "gears", "3", "--json").json
    assert told["has_it"]
    assert told["cadence_rpm"] >= 60


def test_an_exercise_bike_has_no_gears(sixhills):
    printed = sixhills("bike", "gears", "8", "--bike", "exercise")
    assert printed.code == 2
    assert "no road bike" in printed.err


def test_tyres_begin_by_mass_and_width(sixhills):
    told = sixhills("bike", "tyres", "25", "--json").json
    # 80 kg in all: 55 % on the rear, 120 lb/W^1.5
    assert told["rear_bar"] == pytest.approx(120 * 44 / 0.45359237 / 125 * 0.0689476, rel=1e-3)
