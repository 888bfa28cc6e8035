"""What a rider wants of a ride over six hills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.errors import require

if TYPE_CHECKING:
    from sixhills.physics import RoadLoad


@dataclass(frozen=True, kw_only=True)
class RideWish:
    """A workout over hills as its road needs to know it.

    Attributes:
        load: what resists rider and bike.
        hills_w: power at each hill, in order; as many as there are hills.
        warm_up_w, recovery_w, steady_w, cool_down_w: mean power of the other parts.
        hill_s: how long a hill should take.
        warm_up_s: least and most of the warm-up.
        recovery_s: of each recovery.
        steady_s, cool_down_s: after the last recovery.
        steepest: mean grade of hills that the rider's easiest gear can turn.
        month: of the ride, 1 to 12, for roads that are closed in some; None: any.
        most_repeats: how often one hill may come again, None for any number.
        total_s: how long the whole ride should take, or None.
        use, avoid: keys of hills; see `hill_key` in six_hills.py.
        proposals: how many different rides are wanted.
    """

    load: RoadLoad
    hills_w: tuple[float, ...]
    warm_up_w: float
    recovery_w: float
    steady_w: float
    cool_down_w: float
    hill_s: float = 240.0
    warm_up_s: tuple[float, float] = (900.0, 1500.0)
    recovery_s: float = 150.0
    steady_s: float = 1800.0
    cool_down_s: float = 300.0
    steepest: float = 0.10
    month: int | None = None
    most_repeats: int | None = None
    total_s: float | None = None
    use: frozenset[str] = frozenset()
    avoid: frozenset[str] = frozenset()
    proposals: int = 1

    def __post_init__(self) -> None:
        require(1 <= len(self.hills_w) <= 12, "hills", "1 to 12", len(self.hills_w))
        require(1 <= self.proposals <= 10, "proposals", "1 to 10", self.proposals)
        require(self.month is None or 1 <= self.month <= 12, "month", "1 to 12", self.month)
        repeats = self.most_repeats
        require(repeats is None or 0 <= repeats <= 11, "repeats", "0 to 11", repeats)

    @property
    def tail_s(self) -> float:
        """From the top of the last hill to the door."""
        return self.recovery_s + self.steady_s + self.cool_down_s
