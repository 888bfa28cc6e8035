"""Fit the bike: saddle height by heel, by inseam, by the knee's angle."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.body.saddle import (
    HeightInterval,
    KneeAngle,
    Line,
    SaddleMove,
    advise_move,
    height_from_inseam,
)
from sixhills.errors import FormatError, NotFoundError
from sixhills.usecases.fit_memory import load_marks, name_bike

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.body.fit_place import MarkedHeight
    from sixhills.body.motion import KneeMotion, PointSource

HEEL_STEPS = (
    "Sit on the saddle, in the shoes you ride in, somebody or a wall holding you.",
    "Put one heel on its pedal and turn the crank until it is lowest, in line with the seat tube.",
    "The leg should be straight, the hips level. Does the knee bend, raise the saddle; do the hips "
    "tip, lower it.",
    "Then ride with the ball of the foot on the pedal. This start tends to be low: measure next.",
)
"""The half-minute start, which nobody has tested and which tends to be low."""

_COLUMNS = ("hip", "knee", "ankle", "foot")


@dataclass(frozen=True, kw_only=True)
class InseamAnswer:
    """Where to put the saddle for a start.

    Attributes:
        interval: from the line that was asked for.
        marked: the hole or mark that comes nearest, where the bike has some.
    """

    interval: HeightInterval
    marked: MarkedHeight | None


def fit_by_inseam(
    home: Path,
    inseam_m: float,
    *,
    crank_m: float = 0.170,
    seat_tube_deg: float = 73.0,
    line: Line = Line.PEDAL,
    bike: str | None = None,
) -> InseamAnswer:
    """Where to put the saddle by inseam, in metres and in the bike's own marks.

    Raises:
        InputError: no such bike, or a measure is no human's.
    """
    interval = height_from_inseam(inseam_m, crank_m=crank_m, seat_tube_deg=seat_tube_deg, line=line)
    marks = load_marks(home, name_bike(home, bike))
    at_pedal_m = interval.along(Line.PEDAL).start_m
    return InseamAnswer(
        interval=interval, marked=marks.nearest(at_pedal_m) if marks is not None else None
    )


def measure_points(path: Path, source: PointSource) -> KneeMotion:
    """The knee's angles from a table of points: `time_s`, then `hip_x`, `hip_y`, `knee_x` ...

    Columns `foot_x` and `foot_y` (pedal spindle or toe) may be left out; an empty cell is a point
    that was not seen.

    Raises:
        FormatError: the table cannot be read.
        PoorMotionError: it is too poor to tell an angle.
    """
    import numpy as np

    from sixhills.body.motion import PointTrack, measure_motion

    columns = _read_columns(path)

    def point(name: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        return np.array([columns[f"{name}_x"], columns[f"{name}_y"]], dtype=float).T

    foot = point("foot") if "foot_x" in columns else None
    times = np.array(columns["time_s"], dtype=float)
    if not bool((np.diff(times) > 0).all()):
        raise FormatError("time_s does not rise", place=str(path), remedy="one line for each frame")
    track = PointTrack(
        time_s=times, hip=point("hip"), knee=point("knee"), ankle=point("ankle"),
        foot=foot, source=source,
    )  # fmt: skip
    return measure_motion(track)


def judge_angle(flexion_deg: float, sd_deg: float, kind: KneeAngle) -> SaddleMove:
    """What an angle says of the saddle; raises as `advise_move`."""
    return advise_move(flexion_deg, sd_deg, kind)


def _read_columns(path: Path) -> dict[str, list[float]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        raise NotFoundError(f"cannot read the file: {error.strerror}", place=str(path)) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise FormatError("this is no table of text", place=str(path)) from error
    names = {name.strip() for name in (rows[0] if rows else {}) if name}
    needed = ["time_s", *(f"{part}_{axis}" for part in _COLUMNS[:3] for axis in "xy")]
    missing = [name for name in needed if name not in names]
    if missing:
        raise FormatError(
            f"the table has no column {missing[0]}",
            place=str(path),
            remedy=f"it needs {', '.join(needed)}, and foot_x and foot_y if you have them",
        )
    return {name: [_number(path, row, at, name) for at, row in enumerate(rows)] for name in names}


def _number(path: Path, row: dict[str, str], at: int, name: str) -> float:
    text = (row.get(name) or "").strip()
    try:
        return float(text) if text else float("nan")
    except ValueError as error:
        raise FormatError(
            f"{name} is {text!r}, not a number", place=f"{path}, line {at + 2}"
        ) from error
