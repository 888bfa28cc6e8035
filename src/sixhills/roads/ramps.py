"""Where there is no hill: the best ramp near the door, a bridge, an underpass, a bank.

It is too low or too short for a hill of a route, but ridden up some times in a row it does for one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.roads.network import distance_m
from sixhills.roads.stretches import find_stretches

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.roads.network import Network
    from sixhills.roads.rises import ArcRises

LEAST_RAMP_M = 5.0
"""Metres between foot and top of a ramp that is worth a word."""

LEAST_LENGTH_M = 100.0
"""A shorter one is over before it is felt."""

LEAST_UP_S = 120.0
"""So long a rider climbs in one hill, at least; a ramp that is shorter comes again."""

_FARTHEST_M = 6_000.0  # from the door as the crow flies: to be reached within a warm-up
_AWAY_COST = 0.5  # metres of height that a kilometre of distance is worth
_TOO_STEEP = 1.35  # a ramp is short, so it may be so much steeper than a hill


@dataclass(frozen=True, kw_only=True)
class Ramp:
    """A short climb.

    Attributes:
        lat_deg, lon_deg: of its foot.
        away_m: from the door as the crow flies.
        length_m, gain_m: from foot to top.
        duration_s: that it takes at the power of a hill.
    """

    lat_deg: float
    lon_deg: float
    away_m: float
    length_m: float
    gain_m: float
    duration_s: float

    @property
    def grade(self) -> float:
        """Mean rise over run."""
        return self.gain_m / self.length_m

    @property
    def ups(self) -> int:
        """How often in a row it is ridden up for one hill."""
        return max(1, math.ceil(LEAST_UP_S / self.duration_s))


def find_ramp(
    network: Network,
    rises: ArcRises,
    start: int,
    seconds: NDArray[np.float64],
    *,
    usable: NDArray[np.bool_],
    steepest: float,
) -> Ramp | None:
    """The highest ramp near a junction, None where all is flat or too steep.

    Args:
        network, rises: of the region.
        start: the junction at the door.
        seconds: that each arc takes at the power of a hill, shape (2 p,).
        usable: whether each arc may be part of a hill, shape (2 p,).
        steepest: mean grade of hills beyond which the rider's gears do not reach.
    """
    ways_up = find_stretches(network, rises, least_gain_m=LEAST_RAMP_M)
    best, best_score = None, -math.inf
    for number in range(ways_up.count):
        arcs = ways_up.arcs_of(number)
        foot = int(network.tails[arcs[0]])
        length_m = float(network.length_m[arcs >> 1].sum())
        gain_m = float(rises.gain_m[arcs].sum())
        away_m = float(
            distance_m(
                network.lat_deg[start],
                network.lon_deg[start],
                network.lat_deg[foot],
                network.lon_deg[foot],
            )
        )
        rideable = length_m >= LEAST_LENGTH_M and gain_m <= _TOO_STEEP * steepest * length_m
        score = gain_m - _AWAY_COST * away_m / 1000.0
        if not (rideable and away_m <= _FARTHEST_M and usable[arcs].all()):
            continue
        if score > best_score:
            best_score = score
            best = Ramp(
                lat_deg=float(network.lat_deg[foot]),
                lon_deg=float(network.lon_deg[foot]),
                away_m=away_m,
                length_m=length_m,
                gain_m=gain_m,
                duration_s=float(seconds[arcs].sum()),
            )
    return best
