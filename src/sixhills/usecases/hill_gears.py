"""Which gear a hill needs for the stored rider, and where to begin with the tyres."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.equipment import RoadBike
from sixhills.equipment.gear_need import GearNeed, find_gear
from sixhills.equipment.tyres import TyrePressures, start_pressures
from sixhills.errors import InputError
from sixhills.usecases.profile import Overrides, Profile, load_profile

if TYPE_CHECKING:
    from pathlib import Path

CLIMBING_SHARE = 0.9
"""Of critical power: about what the hills of the article ask for."""


def find_hill_gear(
    home: Path, grade: float, *, cadence_rpm: float, bike: str | None = None
) -> tuple[GearNeed, float]:
    """The gear for a hill at a hill's effort, and that power [W].

    Raises:
        InputError: no such road bike, or no such hill.
    """
    profile, road = _load_road(home, bike)
    power_w = CLIMBING_SHARE * profile.rider.fitness.critical_power_w.value
    need = find_gear(
        road, profile.rider.mass_kg, grade=grade, power_w=power_w, cadence_rpm=cadence_rpm
    )
    return need, power_w


def find_tyre_start(home: Path, width_mm: float, *, bike: str | None = None) -> TyrePressures:
    """Tyre pressures to begin with for the stored rider.

    Raises:
        InputError: no such road bike, or no such tyre.
    """
    profile, road = _load_road(home, bike)
    return start_pressures(profile.rider.mass_kg + road.mass_kg, width_mm)


def _load_road(home: Path, bike: str | None) -> tuple[Profile, RoadBike]:
    profile = load_profile(home, Overrides(bike=bike or "road"))
    if not isinstance(profile.equipment, RoadBike):
        raise InputError(
            f'"{profile.equipment.name}" is no road bike', remedy="name one with --bike"
        )
    return profile, profile.equipment
