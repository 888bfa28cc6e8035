from __future__ import annotations

import pytest
from defusedxml import ElementTree

from sixhills.body.muscles.groups import GROUPS


def test_m5_1_every_group_is_told_with_its_band(sixhills):
    told = sixhills("muscles", "--power", "250", "--cadence", "70", "--json").json
    assert tuple(told["muscles"]) == GROUPS
    maximus = told["muscles"]["gluteus_maximus"]
    assert len(maximus["activation"]) == len(maximus["excitation"]) == 72
    work = maximus["positive_work_j_per_rev"]
    assert work["low"] < work["median"] < work["high"]
    assert maximus["shown"]
    assert told["muscles"]["gluteus_medius"]["level"] == "not_known"
    assert told["residual_nm"] < 1.0


def test_joint_shares_add_up(sixhills):
    told = sixhills("muscles", "--power", "200", "--posture", "standing", "--json").json
    for shares in told["joint_power_share"].values():
        assert sum(shares.values()) == pytest.approx(1.0)
        assert set(shares) == {"hip", "knee", "ankle", "upper_body"}


def test_a_hill_changes_little_while_seated(sixhills):
    level, hill = (
        sixhills("muscles", "--power", "250", "--grade", grade, "--json").json["muscles"][
            "gluteus_maximus"
        ]["mean_activation"]["median"]
        for grade in ("0", "0.08")
    )
    assert hill / level == pytest.approx(1.0, abs=0.05)


def test_a_picture_of_the_turn_is_written(sixhills, tmp_path):
    path = tmp_path / "stroke.svg"
    assert sixhills("muscles", "--svg", str(path)).code == 0
    texts = [element.text for element in ElementTree.parse(path).getroot().iter() if element.text]
    assert "gluteus maximus" in texts


@pytest.mark.parametrize(
    ("option", "value"),
    [("--power", "5"), ("--cadence", "200"), ("--posture", "lying"), ("--crank-length", "0.5")],
)
def test_what_nobody_does_is_refused_in_one_line(sixhills, option, value):
    printed = sixhills("muscles", option, value)
    assert printed.code == 2
    assert printed.err.count("\n") == 1


def test_m5_1_a_workout_says_what_it_would_ask_as_planned(sixhills):
    told = sixhills("muscles", "--workout", "six-hills", "--json").json
    assert told["basis"] == "planned"
    assert told["score"]["groups"]["gluteus_maximus"]["positive_work_kj"]["median"] > 1
    assert "Planned" in sixhills("muscles", "--workout", "intervals").out


@pytest.mark.parametrize(("bike", "basis"), [("trainer", "measured"), ("exercise", "planned")])
def test_m5_1_a_ride_says_what_each_hill_did_and_what_that_rests_on(sixhills, bike, basis):
    sixhills(
        "ride", "three-short-hills", "--bike", bike, "--device", "sim", "--speed", "50000", "--json"
    )
    told = sixhills("muscles", "--ride", "last", "--json").json
    assert told["basis"] == basis
    assert [step["hill"] for step in told["steps"] if step["hill"]] == [1, 2, 3]
    hills = [step["score"]["groups"]["gluteus_maximus"] for step in told["steps"] if step["hill"]]
    assert all(h["positive_work_kj"]["low"] < h["positive_work_kj"]["high"] for h in hills)


def test_a_ride_and_a_workout_at_once_are_refused(sixhills):
    printed = sixhills("muscles", "--ride", "last", "--workout", "six-hills")
    assert printed.code == 2
    assert "exclude" in printed.err
