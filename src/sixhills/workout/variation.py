"""Variations: a workout ridden slower or quicker, everything else as it is.

At the same effort a slower cadence is more resistance at the crank, a quicker one less. Steps,
times, hills and postures stay, so a variation of the article's workout is still the article's.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from sixhills.workout.model import CadenceBand, Repeat, Role, Step, Workout

if TYPE_CHECKING:
    from sixhills.workout.model import Block

SHIFT_RPM = 7.0
"""How far cadence moves: a change of torque that is felt, about a tenth (our convention)."""

_BOUNDS = {  # of a band, seated and standing (notes on coaching, section 6.3)
    (Role.HILL, False): (52.0, 87.0),
    (Role.HILL, True): (48.0, 80.0),
    (Role.INTERVAL, False): (73.0, 115.0),
    (Role.INTERVAL, True): (63.0, 97.0),
    (Role.STEADY, False): (60.0, 105.0),
    (Role.STEADY, True): (48.0, 80.0),
}


class Variation(StrEnum):
    """How a workout is varied; the end of its key says so ("six-hills-slower")."""

    SLOWER = "slower"
    QUICKER = "quicker"
    QUICKEST = "quickest"

    @property
    def shift_rpm(self) -> float:
        """What is added to cadence."""
        return _SHIFTS[self]


_SHIFTS = {
    Variation.SLOWER: -SHIFT_RPM,
    Variation.QUICKER: SHIFT_RPM,
    Variation.QUICKEST: 1.6 * SHIFT_RPM,
}
_FREE_BANDS = {  # where the workout leaves cadence free
    Variation.SLOWER: CadenceBand(low_rpm=68.0, high_rpm=78.0),
    Variation.QUICKER: CadenceBand(low_rpm=83.0, high_rpm=93.0),
    Variation.QUICKEST: CadenceBand(low_rpm=90.0, high_rpm=100.0),
}


def split_key(key: str) -> tuple[str, Variation | None]:
    """The key of the workout itself, and the variation that the end of a key names."""
    for variation in Variation:
        base = key.removesuffix(f"-{variation}")
        if base != key:
            return base, variation
    return key, None


def vary_workout(workout: Workout, variation: Variation) -> Workout:
    """The workout with its work and its steady parts at another cadence."""
    return replace(
        workout,
        key=f"{workout.key}-{variation}",
        title=f"{workout.title}, {variation}",
        blocks=tuple(_vary(block, variation) for block in workout.blocks),
    )


def _vary(block: Block, variation: Variation) -> Block:
    if isinstance(block, Repeat):
        return replace(block, blocks=tuple(_vary(inner, variation) for inner in block.blocks))
    bounds = _BOUNDS.get((block.role, block.stands))
    return block if bounds is None else replace(block, cadence=_move(block, bounds, variation))


def _move(step: Step, bounds: tuple[float, float], variation: Variation) -> CadenceBand:
    if step.cadence is None:
        return _FREE_BANDS[variation]
    lowest = min(bounds[0], step.cadence.low_rpm) - step.cadence.low_rpm
    highest = max(bounds[1], step.cadence.high_rpm) - step.cadence.high_rpm
    shift = min(highest, max(lowest, variation.shift_rpm))
    return CadenceBand(low_rpm=step.cadence.low_rpm + shift, high_rpm=step.cadence.high_rpm + shift)
