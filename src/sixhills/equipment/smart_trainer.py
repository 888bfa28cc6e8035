"""A smart trainer: software sets its brake as watts (ERG), as a slope, or as a resistance."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from sixhills.equipment.gears import Gears
from sixhills.errors import require
from sixhills.physics import RoadLoad

TRAINER_GEARS = Gears(chainrings=(34, 50), sprockets=(11, 12, 13, 14, 15, 17, 19, 21, 24, 28))
"""A compact crankset with the cassette that trainers are often sold with."""


_LEAD_SHARE = 0.6  # of the time to a new power
_LEAST_LEAD_S, _MOST_LEAD_S = 1.0, 6.0


class Response(StrEnum):
    """How fast a trainer reaches a new ERG target (Wahoo's support pages: 3-5 s, others 5-10 s)."""

    QUICK = "quick"
    SLOW = "slow"

    @property
    def settle_s(self) -> float:
        """Seconds until a new target is reached, the slow end of the class."""
        return 5.0 if self is Response.QUICK else 10.0


@dataclass(frozen=True, kw_only=True)
class SmartTrainer:
    """A trainer that software controls.

    Attributes:
        name: what the trainer is called here.
        gears: those of the bike on it, or None when it has one gear or they are unknown; hills
            are ridden on a slope only where the gears are known.
        response: how fast it reaches a new target.
        steepest_grade: the steepest slope that it simulates, rise over run.
        can_stand: False when it is not fit to be ridden standing.
        settle_s: how soon it reaches a new power, as rides have told; None: as its class.
    """

    kind: Literal["trainer"] = "trainer"
    name: str = "trainer"
    gears: Gears | None = TRAINER_GEARS
    response: Response = Response.QUICK
    steepest_grade: float = 0.16
    can_stand: bool = True
    settle_s: float | None = None

    def __post_init__(self) -> None:
        if self.settle_s is not None:
            require(0 < self.settle_s <= 30, "settle_s", "above 0 to 30", self.settle_s)
        require(
            0.02 <= self.steepest_grade <= 0.30, "steepest_grade", ".02 to .30", self.steepest_grade
        )

    @property
    def lead_s(self) -> float:
        """Seconds that the brake is set ahead of an effort of seconds.

        Less than it takes to a new power: the rider's own push makes the power, the brake has only
        to stand there, and more would be felt before the effort begins. Three fifths are what
        serves simulated riders best (benchmarks/bench_control.py), until real ones tell.
        """
        settle_s = self.response.settle_s if self.settle_s is None else self.settle_s
        return round(min(_MOST_LEAD_S, max(_LEAST_LEAD_S, _LEAD_SHARE * settle_s)), 1)

    @property
    def shows_watts(self) -> bool:
        """A smart trainer always measures power."""
        return True

    def road_load(self, rider_mass_kg: float) -> RoadLoad:
        """What the trainer is told to simulate on a slope, besides the slope itself."""
        return RoadLoad(mass_kg=rider_mass_kg + 10.0, rolling_resistance=0.004, drag_area_m2=0.36)
