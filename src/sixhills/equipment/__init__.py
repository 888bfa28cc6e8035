"""Equipment: what an exercise bike, a smart trainer, a road bike can be asked for.

Add a kind of bike here: a module with its value, its name in `Equipment`, an instance in
`BUILT_IN_BIKES`, and a module of the same name in `prescribe/` that turns effort into its commands.
"""

from __future__ import annotations

from sixhills.equipment.exercise_bike import ExerciseBike, Knob, Levels
from sixhills.equipment.gears import Gear, Gears
from sixhills.equipment.level_curve import LevelCurve, typical_curve
from sixhills.equipment.road_bike import RoadBike
from sixhills.equipment.smart_trainer import Response, SmartTrainer

Equipment = ExerciseBike | SmartTrainer | RoadBike

BUILT_IN_BIKES: dict[str, Equipment] = {
    "exercise": ExerciseBike(name="exercise"),
    "knob": ExerciseBike(name="knob", resistance=Knob()),
    "trainer": SmartTrainer(name="trainer"),
    "road": RoadBike(name="road"),
}
"""Bikes that always exist; the first is the default."""

__all__ = [
    "BUILT_IN_BIKES",
    "Equipment",
    "ExerciseBike",
    "Gear",
    "Gears",
    "Knob",
    "LevelCurve",
    "Levels",
    "Response",
    "RoadBike",
    "SmartTrainer",
    "typical_curve",
]
