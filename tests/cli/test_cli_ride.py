from __future__ import annotations

import sys

import pytest

WORKOUT = "two-short-hills"
FAST = ("--speed", "100000", "--confirm", "auto")


@pytest.mark.parametrize("bike", ["exercise", "knob", "trainer", "road"])
def test_a_ride_without_sensors_on_every_bike(sixhills, bike):
    printed = sixhills("ride", WORKOUT, "--bike", bike, *FAST, "--json")
    assert printed.code == 0
    report = sixhills("report", printed.json["ride"], "--json").json
    assert report["workout"] == WORKOUT
    assert report["hills_done"] == 2
    assert report["summary"]["mean_power_w"] is None


@pytest.mark.parametrize("bike", ["exercise", "knob", "trainer", "road"])
def test_a_simulated_ride_on_every_bike(sixhills, bike):
    printed = sixhills("ride", WORKOUT, "--bike", bike, "--device", "sim", *FAST[:2], "--json")
    assert printed.code == 0
    steps = sixhills("report", "last", "--json").json["steps"]
    assert [step["hill"] for step in steps if step["role"] == "hill"] == [1, 2]


def test_the_fit_file_is_where_it_says(sixhills, home):
    printed = sixhills("ride", WORKOUT, *FAST, "--json")
    report = sixhills("report", printed.json["fit"], "--json").json
    assert report["summary"]["records"] > 600
    assert str(home) in printed.json["fit"]


def test_what_was_ridden_shapes_what_comes_next(sixhills):
    first = sixhills("next", "--json").json["workout"]
    assert first == "three-hills"
    sixhills("ride", *FAST)
    proposed = sixhills("next", "--json").json
    assert proposed["workout"] != first
    assert proposed["why"]
    assert proposed["rejected"]


def test_a_ride_is_listed(sixhills):
    assert sixhills("rides", "--json").json == []
    sixhills("ride", WORKOUT, *FAST)
    [row] = sixhills("rides", "--json").json
    assert (row["workout"], row["bike"]) == (WORKOUT, "exercise")
    assert WORKOUT in sixhills("rides").out


def test_planned_is_not_shown_as_done(sixhills):
    sixhills("ride", "three-hills", "--device", "sim", "--bike", "trainer", *FAST[:2])
    steps = sixhills("report", "--json").json["steps"]
    for step in steps:
        if step["evidence"] not in {"device", "confirmed"}:
            assert step["posture_found"] is None


def test_without_a_terminal_keys_are_missed(sixhills):
    printed = sixhills("ride", WORKOUT)
    assert printed.code == 2
    assert "--confirm auto" in printed.err


def test_start_says_how_without_a_terminal(sixhills):
    printed = sixhills("start")
    assert printed.code == 2
    assert "sixhills ride" in printed.err


def test_nothing_to_resume(sixhills):
    printed = sixhills("ride", "--resume", *FAST)
    assert printed.code == 2
    assert "no unfinished ride" in printed.err


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux asks D-Bus for Bluetooth")
def test_a_ride_whose_trainer_is_not_there_leaves_nothing_unfinished(
    sixhills, monkeypatch, tmp_path
):
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path / 'none'}")
    ride = ["ride", "six-hills", "--bike", "trainer", "--device", "ble:KICKR", "--confirm", "auto"]
    printed = sixhills(*ride)
    assert printed.code == 1
    assert "this computer has no Bluetooth that can be used" in printed.err
    assert "no unfinished ride" in sixhills("ride", "--resume", "--confirm", "auto").err


def test_a_report_of_nothing_is_refused(sixhills):
    assert sixhills("report").code == 2
    assert sixhills("report", "gone.fit").code == 2


def test_doctor_is_well_after_rides(sixhills):
    sixhills("ride", WORKOUT, *FAST)
    printed = sixhills("doctor")
    assert printed.code == 0
    assert "All is well" in printed.out


def test_the_demo_ends_with_a_report_a_file_and_a_proposal(sixhills, home):
    printed = sixhills("demo", "--seconds", "1")
    assert printed.code == 0
    assert "of 6 hills done" in printed.out
    assert "Next:" in printed.out
    assert list((home / "demo" / "exports").glob("*.fit"))
    assert sixhills("rides", "--json").json == []
