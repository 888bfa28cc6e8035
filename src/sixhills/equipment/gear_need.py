"""Which gear a hill needs, whether a bike has it, and which sprocket would do."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.equipment.gears import Gear
from sixhills.errors import require

if TYPE_CHECKING:
    from sixhills.equipment.road_bike import RoadBike

SLOWEST_RPM = 60.0
"""Seated, slower legs than these are asked of nobody up a hill for minutes."""

WALKING_MPS = 6.0 / 3.6
"""Slower than this a bike is hard to keep upright."""

_LARGEST_SPROCKET = 52


@dataclass(frozen=True, kw_only=True)
class GearNeed:
    """A hill, a power and a bike.

    Attributes:
        speed_mps: up the hill.
        development_m: what a turn of the crank must roll at the cadence wanted.
        gear: the bike's gear that comes nearest without falling below that cadence, else its
            easiest one.
        cadence_rpm: in that gear.
        has_it: whether the bike has a gear for that cadence.
        sprocket: the smallest that would do with the smallest chainring, where it has none; None
            where it has, or where no cassette reaches so far.
        wobbly: whether the hill is slower than a bike likes.
    """

    speed_mps: float
    development_m: float
    gear: Gear
    cadence_rpm: float
    has_it: bool
    sprocket: int | None
    wobbly: bool


def find_gear(
    bike: RoadBike,
    rider_mass_kg: float,
    *,
    grade: float,
    power_w: float,
    cadence_rpm: float = SLOWEST_RPM,
) -> GearNeed:
    """The gear for a hill at a power, so that the legs turn no slower than wanted.

    Args:
        bike: on what.
        rider_mass_kg: who rides.
        grade: of the hill, rise over run.
        power_w: at the cranks.
        cadence_rpm: the slowest that is wanted.

    Raises:
        InvalidValueError: power, grade or cadence are none of a climb.
    """
    require(0 <= grade <= 0.35, "grade", "between 0 and 0.35", grade)
    require(20 <= power_w <= 1000, "power_w", "between 20 and 1000", power_w)
    require(30 <= cadence_rpm <= 120, "cadence_rpm", "between 30 and 120", cadence_rpm)
    load = bike.road_load(rider_mass_kg)
    speed_mps = load.speed_mps(power_w, grade)
    gears = bike.gears.easiest_first()
    fitting = [g for g in gears if bike.gears.cadence_rpm(g, speed_mps) >= cadence_rpm]
    gear = fitting[-1] if fitting else gears[0]
    development_m = load.development_m(power_w, grade, cadence_rpm)
    return GearNeed(
        speed_mps=speed_mps,
        development_m=development_m,
        gear=gear,
        cadence_rpm=bike.gears.cadence_rpm(gear, speed_mps),
        has_it=bool(fitting),
        sprocket=None if fitting else _find_sprocket(bike, development_m),
        wobbly=speed_mps < WALKING_MPS,
    )


def _find_sprocket(bike: RoadBike, development_m: float) -> int | None:
    ring = min(bike.gears.chainrings)
    teeth = math.ceil(bike.gears.wheel_circumference_m * ring / development_m - 1e-9)
    return teeth if teeth <= _LARGEST_SPROCKET else None
