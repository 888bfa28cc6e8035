"""Gears: which crank torque and cadence a bike gives at a speed."""

from __future__ import annotations

from dataclasses import dataclass

from sixhills.errors import require

_CROSSED = 2  # smallest sprockets that are not ridden on a smaller chainring
_LEAST_STEP = 1.03  # less of a change between two gears is none


@dataclass(frozen=True, kw_only=True, order=True)
class Gear:
    """One gear: teeth in front and behind."""

    chainring: int
    sprocket: int

    def __post_init__(self) -> None:
        require(16 <= self.chainring <= 70, "chainring", "16 to 70 teeth", self.chainring)
        require(9 <= self.sprocket <= 60, "sprocket", "9 to 60 teeth", self.sprocket)

    @property
    def ratio(self) -> float:
        """Turns of the wheel for one turn of the crank."""
        return self.chainring / self.sprocket

    def __str__(self) -> str:
        return f"{self.chainring}×{self.sprocket}"


@dataclass(frozen=True, kw_only=True)
class Gears:
    """The chainrings and sprockets of a bike.

    Attributes:
        chainrings: teeth, any order.
        sprockets: teeth, any order.
        wheel_circumference_m: distance of one turn of the driven wheel.
    """

    chainrings: tuple[int, ...]
    sprockets: tuple[int, ...]
    wheel_circumference_m: float = 2.096  # 25-622 tyre

    def __post_init__(self) -> None:
        require(bool(self.chainrings), "chainrings", "at least one", self.chainrings)
        require(bool(self.sprockets), "sprockets", "at least one", self.sprockets)
        require(
            0.9 <= self.wheel_circumference_m <= 2.5,
            "wheel_circumference_m",
            "0.9 to 2.5",
            self.wheel_circumference_m,
        )
        self.easiest_first()  # every combination must be a gear

    def easiest_first(self) -> tuple[Gear, ...]:
        """All gears by rising ratio; of equal ratios the one on the larger chainring only."""
        by_ratio = {
            round(gear.ratio, 6): gear
            for ring in sorted(self.chainrings)
            for gear in (Gear(chainring=ring, sprocket=s) for s in self.sprockets)
        }
        return tuple(by_ratio[ratio] for ratio in sorted(by_ratio))

    def in_shifting_order(self) -> tuple[Gear, ...]:
        """The gears that a rider shifts through, by rising ratio, each chainring used once.

        A smaller chainring goes with all sprockets but the two smallest, the next one with what
        is harder than that: so no chain is crossed, and no gear needs another chainring twice.
        """
        gears: list[Gear] = []
        for ring in sorted(set(self.chainrings)):
            sprockets = sorted(set(self.sprockets), reverse=True)
            straight = sprockets if ring == max(self.chainrings) else sprockets[:-_CROSSED]
            easiest = gears[-1].ratio * _LEAST_STEP if gears else 0.0
            own = [Gear(chainring=ring, sprocket=s) for s in straight or sprockets]
            gears += [gear for gear in own if gear.ratio > easiest]
        return tuple(gears)

    def speed_mps(self, gear: Gear, cadence_rpm: float) -> float:
        """Road speed [m/s] in a gear at a cadence."""
        return cadence_rpm / 60.0 * gear.ratio * self.wheel_circumference_m

    def cadence_rpm(self, gear: Gear, speed_mps: float) -> float:
        """Cadence [1/min] in a gear at a road speed."""
        return speed_mps * 60.0 / (gear.ratio * self.wheel_circumference_m)
