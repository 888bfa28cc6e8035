"""Which gear a hill needs for the stored rider, and where to begin with the tyres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.equipment import Gear, RoadBike
from sixhills.equipment.gear_need import SLOWEST_RPM, GearNeed, find_gear
from sixhills.equipment.tyres import TyrePressures, start_pressures
from sixhills.errors import InputError
from sixhills.prescribe.effort import find_intensity
from sixhills.usecases.prescribing import prescribe
from sixhills.usecases.profile import Overrides, Profile, load_profile
from sixhills.workout.model import Posture, Word, WordEffort

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sixhills.prescribe.prescription import Segment

_LIGHTEST = WordEffort(word=Word.HILL_1)
"""Of the six hills the first asks for the least power, so for the easiest gear."""

_WORKOUT = "six-hills"
_HILL_LENGTH = "1km"
_CLIMB_S = 240.0


def find_hill_gear(
    home: Path, grade: float, *, cadence_rpm: float, bike: str | None = None
) -> tuple[GearNeed, float]:
    """The gear for a hill at the effort of the first of six, and that power [W].

    Raises:
        InputError: no such road bike, or no such hill.
    """
    profile, road = _load_road(home, bike)
    share = find_intensity(_LIGHTEST, _CLIMB_S, profile.rider).start_share
    power_w = share * profile.rider.fitness.critical_power_w.value
    need = find_gear(
        road, profile.rider.mass_kg, grade=grade, power_w=power_w, cadence_rpm=cadence_rpm
    )
    return need, power_w


@dataclass(frozen=True, kw_only=True)
class ClimbGear:
    """A hill of the workout, on a real one.

    Attributes:
        hill: its number.
        postures: how it is ridden, in order.
        gear: that the prescription asks for.
        cadence_rpm: low and high.
    """

    hill: int
    postures: tuple[Posture, ...]
    gear: Gear
    cadence_rpm: tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class HillGears:
    """What a hill asks of rider and bike.

    Attributes:
        bike: its name.
        grade: rise over run.
        cadence_rpm: the slowest that was wanted.
        power_w: at the effort of the first hill.
        need: the gear for that, whether the bike has it, and what would do.
        climbs: the six hills as they would be prescribed here.
        warnings: what is said of that, each one plain sentence.
    """

    bike: str
    grade: float
    cadence_rpm: float
    power_w: float
    need: GearNeed
    climbs: tuple[ClimbGear, ...]
    warnings: tuple[str, ...]


def show_hill_gears(
    home: Path, bike: str, grade: float, *, cadence_rpm: float = SLOWEST_RPM
) -> HillGears:
    """The gears for a hill: at the effort of the first, and for each hill of the six.

    Raises:
        InputError: no such road bike, or no such hill.
    """
    need, power_w = find_hill_gear(home, grade, cadence_rpm=cadence_rpm, bike=bike)
    hill = f"{_HILL_LENGTH}@{100 * grade:g}%"
    prescribed = prescribe(home, _WORKOUT, Overrides(bike=bike), hill=hill).prescription
    climbs = [step for step in prescribed.steps() if step[0].hill is not None]
    return HillGears(
        bike=bike,
        grade=grade,
        cadence_rpm=cadence_rpm,
        power_w=power_w,
        need=need,
        climbs=tuple(_show_climb(step) for step in climbs),
        warnings=prescribed.warnings,
    )


def _show_climb(step: Sequence[Segment]) -> ClimbGear:
    first, band = step[0], step[0].cadence_rpm
    assert isinstance(first.command.value, Gear)  # noqa: S101 - a climb on a road bike has one
    assert band is not None  # noqa: S101 - and a cadence
    return ClimbGear(
        hill=first.hill or 0,
        postures=tuple(dict.fromkeys(segment.posture for segment in step)),
        gear=first.command.value,
        cadence_rpm=(band.low, band.high),
    )


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
