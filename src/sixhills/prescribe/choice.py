"""Choosing among the settings that a machine has: levels of a bike, notches of a knob, gears.

A machine offers a finite ladder of settings. Each gives the target power at another cadence, so
cadence absorbs what the ladder cannot (DESIGN, rule 1). Hills that must rise are chosen together,
by dynamic programming over the ladder: O(hills x settings^2).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_BREACH_WEIGHT = 1e3  # what is beyond a rider's limits comes last, whatever else it misses
_POWER_MISS_WEIGHT = 4.0  # missing the power counts this much more than missing the cadence


_Path = tuple[float, "list[Option]"]  # what the options so far cost together, and these


class Option(NamedTuple):
    """One setting for one target; a tuple, since a ride that is set anew weighs thousands.

    Attributes:
        rank: position of the setting on the machine's ladder, the easiest 0.
        cadence_rpm: at which it gives the target power, held to what can be pedalled.
        power_w: that it then gives.
        power_miss: logarithm of that power over the one meant: above 0 too much, below too little.
        cost: how far from what was meant, 0 for exactly.
        breach: logarithm of how far it is beyond the rider's limits, 0 within them.
    """

    rank: int
    cadence_rpm: float
    power_w: float
    power_miss: float
    cost: float
    breach: float = 0.0

    @property
    def torque(self) -> float:
        """Crank torque up to a constant factor."""
        return self.power_w / self.cadence_rpm


def weigh_option(
    rank: int,
    *,
    cadence_rpm: float,
    power_w: float,
    aim_rpm: float,
    target_w: float,
    shown_w: float | None = None,
) -> Option:
    """An option with its cost against the cadence and power that were meant.

    Args:
        rank: of the setting.
        cadence_rpm: at which it is ridden.
        power_w: that it then gives.
        aim_rpm: cadence that was meant.
        target_w: power that was meant.
        shown_w: power to reckon with from here on, where what the setting gives is not known.
    """
    cadence_miss = math.log(cadence_rpm / aim_rpm)
    power_miss = math.log(power_w / target_w)
    return Option(
        rank=rank,
        cadence_rpm=cadence_rpm,
        power_w=power_w if shown_w is None else shown_w,
        power_miss=power_miss,
        cost=cadence_miss**2 + _POWER_MISS_WEIGHT * power_miss**2,
    )


def mark_breach(option: Option, breach: float) -> Option:
    """An option that is beyond the rider's limits, at a cost that it is taken last for."""
    return option._replace(breach=breach, cost=option.cost + _BREACH_WEIGHT * breach)


def choose_best(options: Sequence[Option]) -> Option:
    """The option that costs least; of equals the easiest."""
    return min(options, key=lambda option: (option.cost, option.rank))


def keep_harder(options: Sequence[Option], than: Option) -> list[Option]:
    """The options with a harder setting and more torque than another."""
    return [option for option in options if _rises(than, option, strict=True)]


def choose_rising(
    ladders: Sequence[Sequence[Option]], *, strictly: Sequence[bool]
) -> list[Option] | None:
    """One option for each target so that setting and torque rise from target to target.

    Args:
        ladders: the options of each target, in order.
        strictly: for each target but the first, whether it must rise above the one before
            (else it may stay equal).

    Returns:
        The choice that costs least in sum, or None when the machine has too few settings.
    """
    paths: list[_Path] = [(0.0, [])]
    for ladder, strict in zip(ladders, [True, *strictly], strict=False):
        paths = [
            path for option in ladder if (path := _cheapest_before(paths, option, strict=strict))
        ]
    return min(paths, key=lambda path: path[0])[1] if paths else None


def _cheapest_before(paths: Sequence[_Path], option: Option, *, strict: bool) -> _Path | None:
    fitting = [path for path in paths if not path[1] or _rises(path[1][-1], option, strict=strict)]
    if not fitting:
        return None
    cost, chosen = min(fitting, key=lambda path: path[0])
    return cost + option.cost, [*chosen, option]


def _rises(before: Option, after: Option, *, strict: bool) -> bool:
    if strict:
        return after.rank > before.rank and after.torque > before.torque
    return after.rank >= before.rank and after.torque >= before.torque
