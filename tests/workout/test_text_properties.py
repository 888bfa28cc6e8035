"""Whatever is valid survives the text form; whatever is not is refused with its line."""

import contextlib
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixhills.errors import InvalidValueError, WorkoutTextError
from sixhills.workout.library import find_workout
from sixhills.workout.model import (
    Kind,
    Posture,
    PostureChange,
    Repeat,
    Role,
    RpeEffort,
    Step,
    StepCue,
    Time,
    Workout,
)
from sixhills.workout.text import DEEPEST_NESTING, format_workout, parse_workout
from workout_strategies import steps, workouts


def wrap(step: Step, *, deep: int = 0) -> Workout:
    block: Step | Repeat = step
    for _ in range(deep):
        block = Repeat(times=1, blocks=(block,))
    return Workout(key="w", title="W", about="A.", kind=Kind.TEST, difficulty=1, blocks=(block,))


def refused_line(text: str, *, otherwise: int) -> int:
    try:
        parse_workout(text)
    except WorkoutTextError as error:
        return error.line_number
    return otherwise


@settings(deadline=None)  # the machine may be busy
@given(workouts)
def test_every_workout_comes_back(workout: Workout) -> None:
    assert parse_workout(format_workout(workout)) == workout


@settings(deadline=None)  # the machine may be busy
@given(steps())
def test_every_step_comes_back(step: Step) -> None:
    assert parse_workout(format_workout(wrap(step))).steps() == (step,)


@settings(deadline=None)  # the machine may be busy
@given(steps())
def test_deep_repeats_come_back(step: Step) -> None:
    assert parse_workout(format_workout(wrap(step, deep=30))) == wrap(step, deep=30)


@settings(deadline=None)  # the machine may be busy
@given(workouts)
def test_formatting_is_stable(workout: Workout) -> None:
    text = format_workout(workout)
    assert format_workout(parse_workout(text)) == text


@settings(deadline=None)  # the machine may be busy
@given(workouts)
def test_windows_line_ends_mean_the_same(workout: Workout) -> None:
    assert parse_workout("\ufeff" + format_workout(workout).replace("\n", "\r\n")) == workout


@settings(deadline=None)  # the machine may be busy
@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(WorkoutTextError):
        parse_workout(text)


@settings(deadline=None)  # the machine may be busy
@given(st.randoms(use_true_random=False), st.text(max_size=8))
def test_any_damage_is_read_or_refused_at_a_line(source: random.Random, patch: str) -> None:
    text = format_workout(find_workout("six-hills"))
    start = source.randrange(len(text))
    damaged = text[:start] + patch + text[start + source.randrange(20) :]
    assert 1 <= refused_line(damaged, otherwise=1) <= damaged.count("\n") + 1


def test_minus_zero_is_zero() -> None:
    cue = StepCue(at_s=-0.0, text="Go.")
    start = (PostureChange(at=-0.0, posture=Posture.SEATED),)
    step = Step(role=Role.TEST, extent=Time(duration_s=9), effort=RpeEffort(rpe=5), cues=(cue,))
    assert 'cue 0:00 "Go."' in format_workout(wrap(replace(step, postures=start)))


def test_too_deep_repeats_are_refused_both_ways() -> None:
    step = Step(role=Role.TEST, extent=Time(duration_s=9), effort=RpeEffort(rpe=5))
    text = format_workout(wrap(step, deep=DEEPEST_NESTING))
    *head, last = text.splitlines()
    deeper = [*head, " " * 200 + "repeat 1", " " + last]
    assert parse_workout(text) == wrap(step, deep=DEEPEST_NESTING)
    with pytest.raises(InvalidValueError, match="at most 100 deep"):
        format_workout(wrap(step, deep=DEEPEST_NESTING + 1))
    with pytest.raises(WorkoutTextError, match="more than 100 deep"):
        parse_workout("\n".join(deeper))
