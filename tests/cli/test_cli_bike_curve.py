from __future__ import annotations

import pytest

TABLE = "level,cadence_rpm,power_w\n" + "".join(
    f"{level},{rpm},{52 * 1.15**level * (rpm / 80) ** 1.5:.1f}\n"
    for level in range(1, 17)
    for rpm in (60, 80, 100)
)


@pytest.fixture
def table(tmp_path):
    file = tmp_path / "model.csv"
    file.write_text(TABLE, encoding="utf-8")
    return str(file)


def point(printed, level, rpm):
    (row,) = (row for row in printed.json["rows"] if row["setting"] == level)
    (found,) = (point for point in row["points"] if point["cadence_rpm"] == rpm)
    return found


def test_an_unknown_bike_shows_words_and_no_watts(sixhills):
    printed = sixhills("bike", "curve", "exercise")
    assert printed.code == 0
    assert "can talk" in printed.out
    assert " W" not in printed.out
    assert "Nothing is known of this bike yet" in printed.out


def test_looking_at_a_curve_stores_nothing(sixhills, home):
    sixhills("bike", "curve", "exercise")
    assert not home.exists()


def test_a_table_of_the_model_gives_watts_with_a_band(sixhills, table):
    printed = sixhills("bike", "table", "exercise", table, "--sd", ".1")
    assert printed.code == 0
    # 52 W x 1.15 to 52 W x 1.15^16.
    assert "settings 1 to 16 take about 60 to 487 W at 80 rpm, ± 10 %" in printed.out
    found = point(sixhills("bike", "curve", "exercise", "--json"), 8, 80)
    assert found["power_w"] == pytest.approx(159, rel=0.01)
    # 10 % common to all settings, and the slope's and bend's share of the same table.
    assert 1.15 < found["power_high_w"] / found["power_w"] < 1.25


def test_a_curve_is_drawn_within_eighty_columns(sixhills, table):
    sixhills("bike", "table", "exercise", table)
    for name in ("exercise", "knob"):
        lines = sixhills("bike", "curve", name).out.splitlines()
        drawn = [line for line in lines if "●" in line]
        assert len(drawn) == 16
        assert all(len(line) <= 80 and "…" not in line for line in drawn)


def test_a_value_of_a_meter_is_remembered_and_counted(sixhills):
    told = ("bike", "watts", "exercise", "--level", "8", "--cadence", "70", "--watts", "95")
    assert sixhills(*told).code == 0
    shown = sixhills("bike", "curve", "exercise", "--json")
    assert point(shown, 8, 70)["power_w"] == pytest.approx(95, rel=0.02)
    (found,) = shown.json["learnt_from"]
    assert (found["kind"], found["count"], found["days"]) == ("meter", 1, 1)
    assert "1 value of a meter on 1 day" in sixhills("bike", "curve", "exercise").out


def test_forgetting_keeps_the_bike_and_its_table(sixhills, table):
    sixhills("bike", "add", "cellar", "--levels", "16")
    sixhills("bike", "table", "cellar", table)
    sixhills("bike", "watts", "cellar", "--level", "8", "--cadence", "70", "--watts", "95")
    assert sixhills("bike", "forget", "cellar").code == 0
    shown = sixhills("bike", "curve", "cellar", "--json").json
    assert (shown["table"], shown["learnt_from"]) == (True, [])
    sixhills("bike", "forget", "cellar", "--table")
    assert sixhills("bike", "curve", "cellar", "--json").json["table"] is False


def test_a_table_of_some_levels_shows_those_only(sixhills, tmp_path):
    file = tmp_path / "part.csv"
    file.write_text("level,cadence_rpm,power_w\n5,80,100\n9,80,180\n", encoding="utf-8")
    sixhills("bike", "table", "exercise", str(file))
    rows = sixhills("bike", "curve", "exercise", "--json").json["rows"]
    assert [row["setting"] for row in rows] == [5, 6, 7, 8, 9]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("curve", "nowhere"), 'there is no bike "nowhere"'),
        (("curve", "road"), '"road" is no exercise bike'),
        (("table", "exercise", "nowhere.csv"), "nowhere.csv: cannot read the file"),
        (("table", "exercise", "{file}", "--sd", "0"), "--sd must be between 0.01 and 0.5"),
        (("table", "exercise", "{wide}"), 'wide.csv: "exercise" has no setting 24'),
        (("table", "exercise", "{bad}"), "bad.csv, line 2: power_w must be a number, not 'x'"),
        (("watts", "exercise", "--level", "40", "--cadence", "70", "--watts", "95"), "no setting"),
        (("watts", "exercise", "--level", "4", "--cadence", "7", "--watts", "95"), "--cadence"),
    ],
)
def test_bad_input_ends_with_one_line(sixhills, tmp_path, table, arguments, problem):
    header = "level,cadence_rpm,power_w\n"
    (tmp_path / "wide.csv").write_text(header + "1,80,50\n24,80,300\n", encoding="utf-8")
    (tmp_path / "bad.csv").write_text(header + "1,80,x\n", encoding="utf-8")
    names = {"file": table, "wide": tmp_path / "wide.csv", "bad": tmp_path / "bad.csv"}
    printed = sixhills("bike", *(argument.format(**names) for argument in arguments))
    assert printed.code == 2
    assert problem in printed.err
    assert len(printed.err.splitlines()) == 1
