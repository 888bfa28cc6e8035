"""Prescribe a workout: a stock one by its key, or one from a file in the text form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sixhills.equipment import RoadBike
from sixhills.errors import NotFoundError, WorkoutTextError
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.terrain.known_hill import parse_hill
from sixhills.usecases.own_workouts import find_any_workout
from sixhills.usecases.paired_devices import with_learnt
from sixhills.usecases.profile import Overrides, load_profile
from sixhills.workout.text import parse_workout

if TYPE_CHECKING:
    from datetime import date

    from sixhills.prescribe.prescription import Prescription
    from sixhills.workout.model import Workout

_TEXT_SUFFIX = ".workout"


@dataclass(frozen=True, kw_only=True)
class Prescribed:
    """A prescription with the workout that it came from.

    Attributes:
        workout: what it came from.
        prescription: for the rider and bike.
        notes: what was assumed about them.
    """

    workout: Workout
    prescription: Prescription
    notes: tuple[str, ...]


def prescribe(
    home: Path,
    name: str,
    overrides: Overrides | None = None,
    *,
    hill: str | None = None,
    today: date | None = None,
) -> Prescribed:
    """Prescribe a workout for the stored rider and bike, as far as not overridden.

    Args:
        home: the data directory.
        name: key of a stock workout or of the rider's own, or path of a file.
        overrides: what to change for this once.
        hill: for a road bike, the hill as a person tells it.
        today: the day of the ride, unless that of the clock.

    Raises:
        InputError: workout, bike or hill do not exist or cannot be read.
    """
    workout = read_workout(home, name)
    profile = load_profile(home, overrides)
    known = parse_hill(hill) if hill else None
    day = today or datetime.now().astimezone().date()
    bike = with_learnt(home, profile.equipment)
    prescription = prescribe_workout(workout, profile.rider, bike, hill=known, day=day)
    if known and not isinstance(profile.equipment, RoadBike):
        told = "The hill is left out: it matters to a road bike only."
        prescription = replace(prescription, warnings=(*prescription.warnings, told))
    return Prescribed(workout=workout, prescription=prescription, notes=profile.notes)


def read_workout(home: Path, name: str) -> Workout:
    """A stock workout or the rider's own by its key, or the workout in a file of any format.

    Raises:
        NotFoundError: there is neither.
        WorkoutTextError: our own text form in the file has a fault.
        InputError: the file cannot be read as a workout.
    """
    path = Path(name)
    if not name.endswith(_TEXT_SUFFIX):
        is_file = bool(path.suffix) and path.is_file()
        return _read_foreign(path) if is_file else find_any_workout(home, name)
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise NotFoundError(f"cannot read the file: {error.strerror}", place=name) from error
    except UnicodeDecodeError as error:
        raise WorkoutTextError(
            "the file is not UTF-8 text", line_number=1, remedy="save it as UTF-8"
        ) from error
    try:
        return parse_workout(text)
    except WorkoutTextError as error:
        error.place = f"{name}, line {error.line_number}"
        raise


def _read_foreign(path: Path) -> Workout:
    """The workout in a file of another program, as near as ours comes to it."""
    from sixhills.formats.workouts.own import make_workout
    from sixhills.rider import DEFAULT_RIDER
    from sixhills.usecases.converting import read_workout_plan

    workout, _ = make_workout(read_workout_plan(path, DEFAULT_RIDER).plan)
    return workout
