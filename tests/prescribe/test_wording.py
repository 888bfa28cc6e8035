from __future__ import annotations

import pytest

from sixhills.equipment import Gear
from sixhills.prescribe.prescription import Command, Mode
from sixhills.prescribe.wording import (
    describe_change,
    describe_command,
    is_for_rider,
    list_roles,
    name_turns,
    say_about,
    say_grade,
)
from sixhills.workout.model import Role

GEAR = Gear(chainring=34, sprocket=21)


def turn_knob(turns: float) -> Command:
    return Command(mode=Mode.KNOB, value=name_turns(turns), setting=turns)


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        (0, "free"),
        (0.125, "⅛ turn from free"),
        (0.5, "½ turn from free"),
        (1, "1 turn from free"),
        (1.25, "1¼ turns from free"),
        (3, "3 turns from free"),
    ],
)
def test_turns_in_words(turns: float, words: str) -> None:
    assert name_turns(turns) == words


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (Command(mode=Mode.ERG, value=120), "automatic, 120 W"),
        (Command(mode=Mode.LEVEL, value=9, setting=9.0), "level 9"),
        (Command(mode=Mode.GEAR, value=GEAR), "gear 34×21"),
        (Command(mode=Mode.SLOPE, value=0.052, gear=GEAR), "automatic, slope 5.2 %, gear 34×21"),
        (Command(mode=Mode.SLOPE, value=0.03), "automatic, slope 3.0 %"),
        (Command(mode=Mode.RESISTANCE, value=40.0), "automatic, resistance 40 %"),
        (Command(mode=Mode.NONE), "roll down easily"),
        (turn_knob(0.5), "knob ½ turn from free"),
    ],
)
def test_commands_in_words(command: Command, words: str) -> None:
    assert describe_command(command) == words


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (1.0, 1.25, "¼ turn more: 1¼ turns from free"),
        (3.0, 0.5, "2½ turns less: ½ turn from free"),
        (1.0, 1.0, "knob 1 turn from free"),
    ],
)
def test_a_knob_is_told_by_the_way(before: float, after: float, words: str) -> None:
    assert describe_change(turn_knob(before), turn_knob(after)) == words


def test_the_first_knob_setting_is_told_whole() -> None:
    assert describe_change(None, turn_knob(1)) == "knob 1 turn from free"


def test_levels_are_told_whole() -> None:
    levels = [Command(mode=Mode.LEVEL, value=value, setting=value) for value in (4, 9)]
    assert describe_change(*levels) == "level 9"


@pytest.mark.parametrize(
    ("command", "for_rider"),
    [
        (Command(mode=Mode.ERG, value=120), False),
        (Command(mode=Mode.SLOPE, value=0.03), False),
        (Command(mode=Mode.SLOPE, value=0.03, gear=GEAR), True),
        (Command(mode=Mode.LEVEL, value=9), True),
        (Command(mode=Mode.GEAR, value=GEAR), True),
        (Command(mode=Mode.NONE), False),
    ],
)
def test_who_carries_it_out(command: Command, for_rider: bool) -> None:
    assert is_for_rider(command) is for_rider


def test_a_slope_without_a_number_is_our_mistake() -> None:
    with pytest.raises(TypeError, match="number"):
        describe_command(Command(mode=Mode.SLOPE, value="steep"))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (4, "about 10 seconds"),
        (38, "about 40 seconds"),
        (55, "about 1 minute"),
        (60, "about 1 minute"),
        (88, "about 1½ minutes"),
        (240, "about 4 minutes"),
        (636, "about 10½ minutes"),
    ],
)
def test_times_in_words(seconds: float, words: str) -> None:
    assert say_about(seconds) == words


@pytest.mark.parametrize(("grade", "words"), [(0.06, "6 %"), (0.035, "3.5 %"), (0.1234, "12.3 %")])
def test_grades_in_words(grade: float, words: str) -> None:
    assert say_grade(grade) == words


@pytest.mark.parametrize(
    ("roles", "words"),
    [
        ([Role.HILL], "the hills"),
        ([Role.HILL, Role.HILL, Role.WARM_UP], "the hills and the warm-up"),
        (
            [Role.HILL, Role.WARM_UP, Role.STEADY],
            "the hills, the warm-up and the steady part",
        ),
    ],
)
def test_parts_of_a_ride_are_listed_once(roles: list[Role], words: str) -> None:
    assert list_roles(roles) == words


def test_every_role_has_a_name() -> None:
    assert all(list_roles([role]).startswith("the ") for role in Role)
