"""What is not with a route as it should be: which bound it breaks, and by how much."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sixhills.roads.padding import MOST_PASSES

if TYPE_CHECKING:
    from sixhills.roads.route import Route
    from sixhills.terrain.climbs import Climb

WARM_UP_S = (900.0, 1500.0)
HILL_S = (120.0, 480.0)
"""Bounds of the article's ride: warm-up of 15 to 25 minutes, hills of 2 to 8."""


class FaultKind(StrEnum):
    """What can be wrong."""

    JOINED = "joined"  # hills that run into another climb
    BETWEEN = "between"  # more climbs between the hills
    WARM_UP = "warm_up"  # climbs in the warm-up
    TAIL = "tail"  # climbs in the last 35 minutes
    PASSES = "passes"  # a piece of road that comes too often
    WARM_UP_TIME = "warm_up_time"
    HILL_TIME = "hill_time"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something that is not as it should be.

    Attributes:
        kind: what.
        count: of hills, climbs, or passes.
        gain_m, grade: of the highest such climb, None where it is about something else.
        duration_s: how long it takes, likewise.
    """

    kind: FaultKind
    count: int = 1
    gain_m: float | None = None
    grade: float | None = None
    duration_s: float | None = None


def find_faults(route: Route) -> tuple[Fault, ...]:
    """All that is wrong with a route; empty where it is as it should be."""
    shape = route.shape
    faults = []
    joined = sum(not found for found in shape.found)
    if joined:
        faults.append(Fault(kind=FaultKind.JOINED, count=joined))
    first_m = route.hills[0].end_m
    before = tuple(climb for climb in shape.loud if climb.end_m < first_m)
    after = tuple(climb for climb in shape.loud if climb.end_m >= first_m)
    for kind, climbs in (
        (FaultKind.BETWEEN, shape.extra),
        (FaultKind.WARM_UP, before),
        (FaultKind.TAIL, after),
    ):
        if climbs:
            faults.append(_tell_climbs(kind, climbs))
    if route.most_passes > MOST_PASSES:
        faults.append(Fault(kind=FaultKind.PASSES, count=route.most_passes))
    if not WARM_UP_S[0] <= route.legs.warm_up_s <= WARM_UP_S[1]:
        faults.append(Fault(kind=FaultKind.WARM_UP_TIME, duration_s=route.legs.warm_up_s))
    wrong = [h.duration_s for h in route.hills if not HILL_S[0] <= h.duration_s <= HILL_S[1]]
    if wrong:
        faults.append(Fault(kind=FaultKind.HILL_TIME, count=len(wrong), duration_s=max(wrong)))
    return tuple(faults)


def _tell_climbs(kind: FaultKind, climbs: tuple[Climb, ...]) -> Fault:
    highest = max(climbs, key=lambda climb: climb.gain_m)
    return Fault(kind=kind, count=len(climbs), gain_m=highest.gain_m, grade=highest.grade)


_LOUDER = "30 m or 4 % is too much, and no flatter way of the right time was found."


def say_fault(fault: Fault) -> str:
    """A fault as a sentence."""
    minutes = (fault.duration_s or 0.0) / 60.0
    climbs = "a climb" if fault.count == 1 else f"{fault.count} climbs, the highest"
    climb = f"{climbs} of {fault.gain_m or 0.0:.0f} m at {100 * (fault.grade or 0.0):.1f} %"
    return {
        FaultKind.JOINED: f"{fault.count} of the hills run into another climb.",
        FaultKind.BETWEEN: f"Between the hills lies {climb}.",
        FaultKind.WARM_UP: f"In the warm-up lies {climb}; {_LOUDER}",
        FaultKind.TAIL: f"In the last 35 minutes lies {climb}; {_LOUDER}",
        FaultKind.PASSES: f"Outside the hills a piece of road comes {fault.count} times.",
        FaultKind.WARM_UP_TIME: f"The warm-up takes {minutes:.0f} minutes, 15 to 25 are meant.",
        FaultKind.HILL_TIME: f"A hill takes {minutes:.1f} minutes, 2 to 8 are meant.",
    }[fault.kind]
