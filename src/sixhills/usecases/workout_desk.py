"""The desk on which workouts are looked at, written, brought in and sent out."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from sixhills.errors import InputError, WorkoutTextError
from sixhills.formats.workouts.exchange import export_plan, read_plan
from sixhills.formats.workouts.own import make_workout, plan_workout
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.usecases.converting import find_form_of
from sixhills.usecases.own_workouts import own_texts
from sixhills.usecases.profile import load_profile
from sixhills.workout.library import find_workout
from sixhills.workout.model import Posture
from sixhills.workout.text import format_workout, parse_workout

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.workout.model import Workout

LONGEST_TEXT = 100_000
"""Letters of a workout's text: 1000 steps take less."""


@dataclass(frozen=True, kw_only=True)
class DrawnSegment:
    """What a picture needs of a segment."""

    step: int
    hill: int | None
    start_s: float
    duration_s: float
    posture: Posture
    resistance_felt: float


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A workout's text and what it comes to for the rider, or what is wrong with it.

    Attributes:
        text: as it was given.
        title: of the workout, or None where the text cannot be read.
        minutes: that it takes; None likewise, and where it goes by distance.
        segments: its picture; empty likewise.
        problem: what is wrong, one plain sentence, or None.
        line: where, counted from 1, or None.
        remedy: what to write instead, or None.
    """

    text: str
    title: str | None = None
    minutes: float | None = None
    segments: tuple[DrawnSegment, ...] = ()
    problem: str | None = None
    line: int | None = None
    remedy: str | None = None


@dataclass(frozen=True, kw_only=True)
class BroughtIn:
    """A file of another program as a draft, with what was mended and what came out different."""

    draft: Draft
    warnings: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SentOut:
    """A file for another program, and what it does not hold.

    Attributes:
        name: of the file.
        content: its bytes, in base64.
        losses: what became of what the format does not know, one plain sentence each.
    """

    name: str
    content: str
    losses: tuple[str, ...]


def show_workout(home: Path, key: str) -> Draft:
    """A stock workout, or the rider's own as it was written.

    Raises:
        NotFoundError: there is none of this key.
    """
    own = own_texts(home).get(key)
    if own is not None:
        return draw_draft(home, own)
    workout = find_workout(key)
    return _draw(home, workout, format_workout(workout))


def draw_draft(home: Path, text: str) -> Draft:
    """What a text comes to; a fault in it is told and not raised."""
    try:
        return _draw(home, parse_workout(text), text)
    except WorkoutTextError as error:
        return Draft(text=text, problem=error.problem, line=error.line_number, remedy=error.remedy)
    except InputError as error:
        return Draft(text=text, problem=error.problem, remedy=error.remedy)


def _draw(home: Path, workout: Workout, text: str) -> Draft:
    profile = load_profile(home)
    prescription = prescribe_workout(workout, profile.rider, profile.equipment)
    return Draft(
        text=text,
        title=workout.title,
        minutes=workout.minutes,
        segments=tuple(
            DrawnSegment(
                step=segment.step,
                hill=segment.hill,
                start_s=segment.start_s,
                duration_s=segment.duration_s,
                posture=segment.posture,
                resistance_felt=segment.resistance_felt,
            )
            for segment in prescription.segments
        ),
    )


def bring_in(home: Path, data: bytes, name: str) -> BroughtIn:
    """A file of any format that is read here.

    Raises:
        InputError: it cannot be read as a workout.
    """
    path = PurePath(name)
    found = read_plan(data, path.suffix, load_profile(home).rider)
    plan = found.plan
    if plan.title == "Workout":  # the file names none
        plan = replace(plan, title=path.stem or plan.title)
    workout, off = make_workout(plan)
    return BroughtIn(
        draft=draw_draft(home, format_workout(workout)),
        warnings=(*map(str, found.warnings), *found.notes),
        losses=tuple(f"{feature}: {words}" for feature, words in off.items() if words),
    )


def send_out(home: Path, text: str, suffix: str, *, ftp_w: float | None = None) -> SentOut:
    """The file of a text in a format.

    Raises:
        InputError: the text has a fault, or nothing is written in this format.
    """
    form = find_form_of(suffix)
    workout = parse_workout(text)
    plan = plan_workout(workout, load_profile(home).rider)
    exported = export_plan(replace(plan, ftp_w=ftp_w), form)
    return SentOut(
        name=f"{workout.key}{form.value}",
        content=base64.b64encode(exported.data).decode(),
        losses=exported.report.lines(),
    )
