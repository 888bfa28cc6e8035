"""What the stored rides add up to: the load that a rider is used to, and that of the last week."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sixhills.verify.load_history import FAST_DAYS, SLOW_DAYS, smooth_loads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.store.stored_ride import StoredRide

LEAST_DAYS = 14
"""With fewer days since the first ride the slow mean says more of the start than of a habit."""

_MOST_DAYS = 400  # what lies further back has left the slow mean to less than a thousandth


@dataclass(frozen=True, kw_only=True)
class LoadTrend:
    """Daily training load, as means that forget.

    Attributes:
        used_to: mean over about six weeks, up to today.
        lately: mean over about one week, up to today.
        rested: yesterday's slow mean less its fast one; below zero who did more than usual.
        without_load: rides of the last six weeks whose load is not known; they count as days off.
    """

    used_to: float
    lately: float
    rested: float
    without_load: int


def find_load_trend(rides: Sequence[StoredRide], today: date) -> LoadTrend | None:
    """The load of a rider's days; None where too little is known of the last weeks.

    Args:
        rides: all stored ones; those of a clock that is ahead of today are left out.
        today: of the rider.
    """
    dated = [(day, ride) for ride in rides if (day := ride.start.astimezone().date()) <= today]
    first = max(min((day for day, _ in dated), default=today), today - timedelta(days=_MOST_DAYS))
    recent = [ride for day, ride in dated if (today - day).days < SLOW_DAYS]
    known = [ride for ride in recent if ride.number("training_load") is not None]
    if not known or (today - first).days < LEAST_DAYS:
        return None
    loads = [0.0] * ((today - first).days + 1)
    for day, ride in dated:
        if day >= first:
            loads[(day - first).days] += ride.number("training_load") or 0.0
    slow, fast = _average(loads, SLOW_DAYS), _average(loads, FAST_DAYS)
    return LoadTrend(
        used_to=slow[-1],
        lately=fast[-1],
        rested=slow[-2] - fast[-2],
        without_load=len(recent) - len(known),
    )


def _average(loads: Sequence[float], days: float) -> list[float]:
    """Means of the days so far, each weighing less the longer ago: what was before is not zero."""
    means = smooth_loads(loads, days)
    return [mean / -math.expm1(-number / days) for number, mean in enumerate(means, start=1)]


def read_load_trend(rides: Sequence[StoredRide], today: date) -> tuple[str, ...]:
    """The same in words; nothing where too little is known."""
    trend = find_load_trend(rides, today)
    if trend is None:
        return ()
    told = [
        f"Load a day: {trend.lately:.0f} over the last week, {trend.used_to:.0f} over six weeks, "
        f"{_say_rested(trend)}. Means of what you did: they foretell no form."
    ]
    if trend.without_load:
        count = trend.without_load
        rides_told = "1 ride" if count == 1 else f"{count} rides"
        told.append(f"Of {rides_told} of these weeks no load is known: counted as days off.")
    return tuple(told)


def _say_rested(trend: LoadTrend) -> str:
    margin = 0.2 * trend.used_to
    if trend.rested < -margin:
        return "so you have done more than you are used to"
    return "so you are rested" if trend.rested > margin else "about what you are used to"
