"""What a trainer can be asked to do, in our units."""

from __future__ import annotations

from dataclasses import dataclass

from sixhills.errors import require
from sixhills.prescribe.prescription import Command, Mode

SAFE_W = 50.0
"""What a trainer is left at while nobody pedals."""

_WATT, _GRADE, _SHARE = 1.0, 0.001, 0.005  # what is less of a change is none


@dataclass(frozen=True, kw_only=True)
class HoldPower:
    """ERG: a power at any cadence."""

    power_w: float


@dataclass(frozen=True, kw_only=True)
class RideRoad:
    """A road: what a rider of a mass meets on it.

    Attributes:
        grade: rise over run.
        rolling_resistance: coefficient.
        wind_kgpm: force of the air over speed squared.
    """

    grade: float
    rolling_resistance: float = 0.004
    wind_kgpm: float = 0.22


@dataclass(frozen=True, kw_only=True)
class Resist:
    """A share of the brake, 0 to 1."""

    share: float

    def __post_init__(self) -> None:
        require(0 <= self.share <= 1, "share", "0 to 1", self.share)


Target = HoldPower | RideRoad | Resist

SAFE = HoldPower(power_w=SAFE_W)
FLAT = RideRoad(grade=0.0)


def target_of(command: Command, *, wind_kgpm: float = 0.22) -> Target | None:
    """The target in a command, or None where it is for the rider.

    Args:
        command: of the player.
        wind_kgpm: force of the air over speed squared, of the road that it means.
    """
    if isinstance(command.value, bool) or not isinstance(command.value, (int, float)):
        return None
    value = float(command.value)
    match command.mode:
        case Mode.ERG:
            return HoldPower(power_w=max(0.0, value))
        case Mode.SLOPE:
            return RideRoad(grade=value, wind_kgpm=wind_kgpm)
        case Mode.RESISTANCE:
            return Resist(share=min(1.0, max(0.0, value / 100.0)))
        case _:
            return None


def are_alike(one: Target | None, other: Target | None) -> bool:
    """Whether two targets are the same as far as a rider can feel."""
    match one, other:
        case HoldPower(power_w=a), HoldPower(power_w=b):
            return abs(a - b) < _WATT
        case RideRoad(), RideRoad():
            same_road = (one.rolling_resistance, one.wind_kgpm) == (
                other.rolling_resistance,
                other.wind_kgpm,
            )
            return same_road and abs(one.grade - other.grade) < _GRADE / 2
        case Resist(share=a), Resist(share=b):
            return abs(a - b) < _SHARE
        case _:
            return one is other
