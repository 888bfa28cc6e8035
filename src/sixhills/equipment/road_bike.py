"""A road bike: resistance comes from the hill and the gear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sixhills.equipment.gears import Gears
from sixhills.errors import require
from sixhills.physics import RoadLoad

COMPACT_GEARS = Gears(
    chainrings=(34, 50), sprockets=(11, 12, 13, 14, 15, 17, 19, 21, 24, 27, 30, 34)
)
"""A compact crankset with a wide cassette, common on road bikes since about 2015."""


@dataclass(frozen=True, kw_only=True)
class RoadBike:
    """A bike on real roads.

    Attributes:
        name: what the bike is called here.
        gears: its chainrings and sprockets.
        mass_kg: of the bike with what it carries.
        rolling_resistance: coefficient of rolling resistance.
        drag_area_m2: drag coefficient times frontal area of rider and bike.
        measures_power: True when the bike has a power meter.
        can_stand: False when the rider cannot stand on it.
    """

    kind: Literal["road"] = "road"
    name: str = "road"
    gears: Gears = COMPACT_GEARS
    mass_kg: float = 10.0
    rolling_resistance: float = 0.005
    drag_area_m2: float = 0.36
    measures_power: bool = False
    can_stand: bool = True

    def __post_init__(self) -> None:
        require(4 <= self.mass_kg <= 60, "mass_kg", "between 4 and 60", self.mass_kg)
        require(
            0.001 <= self.rolling_resistance <= 0.05,
            "rolling_resistance",
            ".001 to .05",
            self.rolling_resistance,
        )
        require(0.1 <= self.drag_area_m2 <= 1.0, "drag_area_m2", "0.1 to 1.0", self.drag_area_m2)

    @property
    def shows_watts(self) -> bool:
        """Whether anything on this bike gives watts."""
        return self.measures_power

    def road_load(self, rider_mass_kg: float) -> RoadLoad:
        """What resists a rider of a mass on this bike."""
        return RoadLoad(
            mass_kg=rider_mass_kg + self.mass_kg,
            rolling_resistance=self.rolling_resistance,
            drag_area_m2=self.drag_area_m2,
        )
