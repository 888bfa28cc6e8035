from __future__ import annotations

from datetime import datetime, timedelta

from sixhills.usecases.bike_check import list_checks


def test_what_to_look_at_is_told_for_the_kind_of_bike(sixhills):
    told = sixhills("check", "--bike", "road", "--json").json
    assert told["how_often"] == "monthly"  # never looked at before
    assert {"air", "brakes", "frame"} <= {item["key"] for item in told["items"]}
    assert told["done_today"] is False


def test_a_check_is_kept_and_the_next_one_is_short(sixhills, home):
    assert "Nothing was found" in sixhills("check", "--fine").out
    told = sixhills("check", "--json").json
    assert told["done_today"]
    assert told["how_often"] == "each_ride"
    today = datetime.now().astimezone().date()
    assert told["monthly_on"] == (today + timedelta(days=30)).isoformat()
    assert len(list_checks(home)) == 1


def test_a_dangerous_fault_says_not_to_ride_until_it_is_mended(sixhills):
    printed = sixhills("check", "--bike", "road", "--fault", "brakes", "--fine")
    assert "Do not ride this bike today" in printed.out
    assert sixhills("check", "--bike", "road", "--json").json["open_stops"] == ["brakes"]
    sixhills("check", "--bike", "road", "--fine")
    assert sixhills("check", "--bike", "road", "--json").json["open_stops"] == []


def test_a_fault_to_note_does_not_stop_the_ride(sixhills):
    printed = sixhills("check", "--fault", "room", "--fine")
    assert "overheat" in printed.out
    assert "Do not ride" not in printed.out


def test_an_unknown_fault_is_refused_in_one_line(sixhills, home):
    printed = sixhills("check", "--fault", "wings")
    assert printed.code == 2
    assert printed.err.startswith('sixhills: there is nothing to check by the name "wings"')
    assert not list_checks(home)


def test_without_a_terminal_it_says_what_to_do(sixhills):
    printed = sixhills("check")
    assert printed.code == 2
    assert "--fine" in printed.err
