"""Riders, bikes and prescriptions for the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.equipment import BUILT_IN_BIKES, Equipment, ExerciseBike, LevelCurve, Levels
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.rider import Experience, Rider, guess_fitness
from sixhills.terrain.known_hill import parse_hill
from sixhills.workout.library import find_workout
from sixhills.workout.model import Role, Workout

if TYPE_CHECKING:
    from sixhills.prescribe.prescription import Prescription, Segment

EXPERIENCES = tuple(Experience)
BIKES = tuple(BUILT_IN_BIKES)


def make_rider(
    experience: Experience = Experience.BEGINNER,
    *,
    mass_kg: float = 70.0,
    critical_power_w: float | None = None,
    can_stand: bool = True,
) -> Rider:
    return Rider(
        experience=experience,
        mass_kg=mass_kg,
        fitness=guess_fitness(experience, mass_kg, critical_power_w=critical_power_w),
        can_stand=can_stand,
    )


def prescribe(
    workout: str | Workout,
    rider: Rider | None = None,
    bike: str | Equipment = "exercise",
    *,
    hill: str | None = None,
) -> Prescription:
    return prescribe_workout(
        find_workout(workout) if isinstance(workout, str) else workout,
        rider or make_rider(),
        BUILT_IN_BIKES[bike] if isinstance(bike, str) else bike,
        hill=parse_hill(hill) if hill else None,
    )


def make_level_bike(levels: int) -> ExerciseBike:
    """A bike of which nothing is known but the number of its levels."""
    return ExerciseBike(resistance=Levels(highest=levels))


def make_measured_bike(
    levels: int, *, lowest_w: float = 27.0, highest_w: float = 481.0, exponent: float = 1.45
) -> ExerciseBike:
    """A bike with a measured curve; the defaults are Echelon's table (notes on coaching, 7)."""
    steps = levels - 1
    curve = LevelCurve(
        settings=tuple(float(level) for level in range(1, levels + 1)),
        power_at_80_w=tuple(
            lowest_w * (highest_w / lowest_w) ** (step / steps) for step in range(levels)
        ),
        exponent=exponent,
        sd=0.05,
        measured=True,
    )
    return ExerciseBike(resistance=Levels(highest=levels), curve=curve)


def hill(prescription: Prescription, number: int) -> tuple[Segment, ...]:
    """The segments of one hill."""
    return tuple(segment for segment in prescription.segments if segment.hill == number)


def with_role(prescription: Prescription, role: Role) -> list[Segment]:
    return [segment for segment in prescription.segments if segment.role is role]


def steps_with_role(prescription: Prescription, role: Role) -> list[tuple[Segment, ...]]:
    return [step for step in prescription.steps() if step[0].role is role]


def length_s(segments: tuple[Segment, ...] | list[Segment]) -> float:
    return sum(segment.duration_s for segment in segments)
