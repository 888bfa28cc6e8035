"""How a simulated rider shifts on the road: as told, and otherwise when legs must."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sixhills.equipment import Gear

_BEARABLE_RPM = (50.0, 108.0)  # beyond, a rider shifts whatever was told
_AT_EASE_RPM = (55.0, 103.0)  # the gear told is taken again where it would turn so
_BETWEEN_S = 4.0


class Shifter:
    """The gear that a rider is in.

    Args:
        gears: of the bike, easiest first; empty where there are none.
        gear: at the start.

    Attributes:
        gear: now.
    """

    def __init__(self, gears: tuple[Gear, ...], gear: Gear | None):
        self._gears = gears
        self._told = gear
        self._since_s = 0.0
        self.gear = gear

    def take(self, told: Gear) -> None:
        """Shift to a gear that was told, where the bike has gears at all."""
        if self._gears:
            self.gear = self._told = told
            self._since_s = 0.0

    def adapt(self, crank_rpm: float, passed_s: float) -> None:
        """Leave a gear that cannot be turned, and go back to the one told when it can."""
        self._since_s += passed_s
        if self._since_s < _BETWEEN_S or self.gear not in self._gears:
            return
        rank = self._gears.index(self.gear)
        wanted = min(len(self._gears) - 1, max(0, rank + self._choose_step(rank, crank_rpm)))
        if wanted != rank:
            self.gear = self._gears[wanted]
            self._since_s = 0.0

    def _choose_step(self, rank: int, crank_rpm: float) -> int:
        slowest, fastest = _BEARABLE_RPM
        if not slowest <= crank_rpm <= fastest:
            return 1 if crank_rpm > fastest else -1
        if self._told not in self._gears:
            return 0
        told = self._gears.index(self._told)
        step = (told > rank) - (told < rank)
        turned_rpm = crank_rpm * self._gears[rank].ratio / self._gears[rank + step].ratio
        return step if _AT_EASE_RPM[0] <= turned_rpm <= _AT_EASE_RPM[1] else 0
