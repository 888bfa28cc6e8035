from __future__ import annotations

import pytest


def test_a_rider_is_remembered(sixhills):
    assert sixhills("rider", "--mass", "62", "--experience", "trained", "--no-stand").code == 0
    rider = sixhills("rider", "--json").json
    assert (rider["mass_kg"], rider["experience"], rider["can_stand"]) == (62, "trained", False)


def test_looking_stores_nothing(sixhills, home):
    sixhills("rider")
    sixhills("next")
    sixhills("rides")
    assert not home.exists()


def test_told_fitness_says_where_it_comes_from(sixhills):
    sixhills("rider", "--critical-power", "210")
    estimate = sixhills("rider", "--json").json["fitness"]["critical_power_w"]
    assert estimate["value"] == 210
    assert estimate["origin"] == "told by the rider"


def test_heart_rate_needs_both_ends(sixhills):
    printed = sixhills("rider", "--max-heart-rate", "180")
    assert printed.code == 2
    assert "both ends" in printed.err


def test_a_bike_of_ones_own_is_the_default_then(sixhills):
    assert sixhills("bike", "add", "cellar", "--levels", "24", "--no-stand").code == 0
    listed = sixhills("bike", "--json").json
    assert listed["default"] == "cellar"
    prescription = sixhills("prescribe", "six-hills", "--json").json
    assert prescription["equipment"]["name"] == "cellar"
    assert "standing" not in {s["posture"] for s in prescription["segments"]}


def test_the_four_built_in_bikes_always_exist(sixhills):
    sixhills("bike", "add", "cellar")
    names = {bike["name"] for bike in sixhills("bike", "--json").json["bikes"]}
    assert names >= {"exercise", "knob", "trainer", "road", "cellar"}


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (["--kind", "knob", "--turns", "3"], "knob of 3 turns"),
        (["--kind", "trainer", "--chainrings", "34,50", "--sprockets", "11,13,15"], "6 gears"),
        (["--kind", "road", "--power"], "power meter"),
        (["--levels", "32", "--power"], "levels 1 to 32, shows power"),
    ],
)
def test_every_kind_can_be_added(sixhills, kind, words):
    assert words in sixhills("bike", "add", "mine", *kind).out.replace("\n", " ")


def test_a_built_in_name_is_refused(sixhills):
    assert "built-in" in sixhills("bike", "add", "road").err


def test_a_bike_can_be_forgotten(sixhills):
    sixhills("bike", "add", "cellar")
    assert sixhills("bike", "remove", "cellar").code == 0
    assert sixhills("bike", "--json").json["default"] == "exercise"


def test_a_hill_program_is_told(sixhills):
    sixhills("bike", "add", "cellar", "--hill-program", "P3 Alps")
    setup = sixhills("prescribe", "six-hills", "--json").json["setup"]
    assert any("P3 Alps" in sentence for sentence in setup)


def test_sex_may_be_told_and_taken_back(sixhills):
    assert sixhills("rider", "--json").json["sex"] is None
    assert sixhills("rider", "--sex", "female", "--json").json["sex"] == "female"
    assert sixhills("rider", "--mass", "61", "--json").json["sex"] == "female"
    assert sixhills("rider", "--sex", "untold", "--json").json["sex"] is None
    refused = sixhills("rider", "--sex", "yes")
    assert refused.code == 2
    assert "female, male or untold" in refused.err
