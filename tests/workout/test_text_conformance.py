"""The examples in tests/data/workout_text, which any implementation of the text form can run."""

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path

import pytest

from sixhills.errors import WorkoutTextError
from sixhills.workout.text import format_workout, parse_workout

EXAMPLES = Path(__file__).parents[1] / "data" / "workout_text"
GOOD = sorted(EXAMPLES.glob("*.workout"))
BAD = sorted(EXAMPLES.glob("bad/*.workout"))


def plain(value: object) -> object:
    """A value of the model in the JSON of the examples (docs/workout-text.md)."""
    if isinstance(value, tuple):
        return [plain(inner) for inner in value]
    if is_dataclass(value):
        kind = type(value).__name__
        return {"is": kind} | {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    return value.value if isinstance(value, Enum) else value


def test_there_are_examples_of_both_sorts() -> None:
    assert len(GOOD) >= 7
    assert len(BAD) >= 50


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_text_gives_its_value(path: Path) -> None:
    workout = parse_workout(path.read_text("utf-8"))
    assert plain(workout) == json.loads(path.with_suffix(".json").read_text("utf-8"))


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_text_means_the_same_when_written_again(path: Path) -> None:
    workout = parse_workout(path.read_text("utf-8"))
    assert parse_workout(format_workout(workout)) == workout


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_text_is_refused_at_its_line(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    with pytest.raises(WorkoutTextError) as caught:
        parse_workout(path.read_text("utf-8"))
    assert caught.value.line_number == expected["line"]
    assert expected["problem"] in caught.value.problem
