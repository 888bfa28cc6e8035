from __future__ import annotations

import itertools
import json
import re

import pytest

from sixhills.equipment import BUILT_IN_BIKES
from sixhills.formats.card import write_card
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.rider import DEFAULT_RIDER
from sixhills.workout.library import find_workout


def write(workout: str = "six-hills", bike: str = "exercise", about: str = "Hills.") -> str:
    prescription = prescribe_workout(find_workout(workout), DEFAULT_RIDER, BUILT_IN_BIKES[bike])
    return write_card(prescription, about=about, bike="a bike", stop_rules=("Chest pain: stop.",))


def read_ride(card: str) -> dict:
    (text,) = re.findall(r'<script type="application/json" id="ride">(.*?)</script>', card)
    return json.loads(text)


def test_nothing_in_it_leads_out() -> None:
    card = write()
    assert "default-src 'none'" in card
    assert not re.search(r"https?:|//[a-z]|src=|@import|<link", card)


def test_its_parts_are_the_prescription() -> None:
    parts = read_ride(write())["parts"]
    assert parts[0]["from_s"] == 0
    assert all(a["to_s"] == b["from_s"] for a, b in itertools.pairwise(parts))
    third = [part for part in parts if part["name"] == "Hill 3 of 6"]
    assert [part["posture"] for part in third] == ["seated", "standing"]
    assert {part["setting"] for part in third} == {"Level 11"}


def test_the_table_shows_every_part_a_ramp_as_one() -> None:
    rows = re.findall(r'<tr class="(\w+)">(.*?)</tr>', write())
    assert [posture for posture, _ in rows].count("standing") == 4
    assert len(rows) == 17
    assert "Level 3 → Level 6" in rows[0][1]


@pytest.mark.parametrize(
    ("bike", "setting"), [("trainer", ""), ("knob", "Knob "), ("road", "Gear ")]
)
def test_what_the_rider_sets_is_in_the_words_of_the_bike(bike, setting) -> None:
    parts = read_ride(write("recovery-20", bike))["parts"]
    assert all(part["setting"].startswith(setting) for part in parts)
    assert not any("automatic" in part["setting"] for part in parts)


def test_text_stays_text() -> None:
    card = write(about="</p><script>alert(1)</script>")
    assert "<script>alert" not in card
    assert "</" not in re.findall(r'id="ride">(.*?)</script>', card)[0]


def test_the_line_of_heights_is_within_the_picture() -> None:
    heights = read_ride(write())["heights"]
    assert len(set(heights)) > 20
    assert all(40 <= height <= 248 for height in heights)
