"""docs/workout-text.md: its example reads, and it leaves out nothing that the reader knows."""

import re
from pathlib import Path

import pytest

from sixhills.workout.model import Kind, Posture, Role, Word
from sixhills.workout.text import FORM, format_workout, parse_workout

PAGE = (Path(__file__).parents[2] / "docs" / "workout-text.md").read_text("utf-8")
GRAMMAR = re.findall(r"```ebnf\n(.*?)```", PAGE, re.DOTALL)[0]


def test_the_example_reads_and_comes_back() -> None:
    (example,) = re.findall(r"```workout\n(.*?)```", PAGE, re.DOTALL)
    workout = parse_workout(example)
    assert len(workout.steps()) == 15
    assert parse_workout(format_workout(workout)) == workout


@pytest.mark.parametrize("known", [*Kind, *Posture, *Word, *Role])
def test_the_grammar_has_every_word(known: str) -> None:
    assert f'"{known.replace("_", "-")}"' in GRAMMAR


def test_the_page_is_of_this_form() -> None:
    assert f"This is form {FORM}." in PAGE


def test_every_name_of_the_grammar_is_defined() -> None:
    bare = re.sub(r'"[^"]*"|\'[^\']*\'|\?[^?]*\?', "", GRAMMAR)
    defined = set(re.findall(r"^(\w+) +=", bare, re.MULTILINE))
    assert set(re.findall(r"[a-z]+", bare)) == defined
