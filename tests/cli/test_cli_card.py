from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

CARDS = Path(__file__).parents[2] / "docs" / "cards"
COMMANDS = re.findall(r"^    sixhills (card .+)$", (CARDS / "README.md").read_text("utf-8"), re.M)


def test_a_card_is_written_where_it_is_wanted(sixhills, home, tmp_path) -> None:
    path = tmp_path / "mine.html"
    printed = sixhills("card", "intervals", "--bike", "knob", "--out", str(path))
    assert printed.code == 0
    assert "Knob" in path.read_text("utf-8")


def test_without_a_place_it_is_named_after_workout_and_bike(
    sixhills, home, tmp_path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sixhills("card", "recovery-20", "--bike", "exercise")
    assert [file.name for file in tmp_path.glob("*.html")] == ["recovery-20-exercise.html"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["no-such"], "no-such"), (["intervals", "--out", "/no/such/place.html"], "--out")],
)
def test_what_cannot_be_is_one_line(sixhills, home, arguments, told) -> None:
    printed = sixhills("card", *arguments)
    assert printed.code == 2
    assert told in printed.err
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_ready_made_cards_are_what_the_command_makes_now(sixhills, home, tmp_path, command) -> None:
    *arguments, place = shlex.split(command)
    path = tmp_path / "card.html"
    assert sixhills(*arguments, str(path)).code == 0
    kept = (CARDS / Path(place).name).read_text("utf-8")
    assert path.read_text("utf-8") == kept, "make cards, and commit"


def test_every_ready_made_card_is_told_of() -> None:
    told = {Path(shlex.split(command)[-1]).name for command in COMMANDS}
    assert {file.name for file in CARDS.glob("*.html")} == told
