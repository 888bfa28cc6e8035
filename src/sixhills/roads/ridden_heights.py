"""Heights of a map made better by a rider's own rides, on the roads that they rode.

What a barometer says of a road against the elevation model, less what varies slowly along the way,
is the model's error there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.roads.tracks import (
    STEP_M,
    Plane,
    Squares,
    Track,
    find_middle,
    lay_evenly,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    HeightModel = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]

_SLOW_M = 2_500.0  # what varies over more than this along the way is the barometer's
_WORST_M = 12.0  # a ride farther from the model, slow errors taken off, is no help
_NEAR_M = 25.0  # how far beside a ride its heights count
_SURE = 0.15  # weight of the model against one point of a ride right there


@dataclass(frozen=True, kw_only=True, eq=False)
class Corrected:
    """Heights of a model, made better by rides.

    Attributes:
        heights: the model to ask now.
        rides: how many rides helped.
        ridden_m: length of their ways.
    """

    heights: HeightModel
    rides: int
    ridden_m: float


def correct_heights(
    model: HeightModel, tracks: Sequence[Track], near: tuple[float, float] | None = None
) -> Corrected:
    """An elevation model with what rides say of its errors on the roads that they rode.

    A ride helps where its altitudes, slow errors taken off, stay within some metres of the model:
    those of a satellite receiver do not.

    Args:
        model: heights by latitude and longitude, NaN where it knows none.
        tracks: of rides.
        near: the middle of the region, latitude and longitude; that of the rides unless given.
    """
    norths, easts, errors = [], [], []
    used, ridden_m = 0, 0.0
    if not tracks:
        return Corrected(heights=model, rides=0, ridden_m=0.0)
    middle = near or find_middle(tracks)
    plane = Plane(lat_deg=middle[0], lon_deg=middle[1])
    for track in tracks:
        for part in lay_evenly(track, plane):
            north, east, altitude = part
            lat = north / plane.per_degree[0] + middle[0]
            lon = east / plane.per_degree[1] + middle[1]
            error = altitude - model(lat, lon)
            known = np.isfinite(error)
            if known.sum() < 2 * _SLOW_M / STEP_M / 5:
                continue
            fast = error[known] - _average_slowly(error[known])
            if fast.std() > _WORST_M:
                continue
            norths.append(north[known])
            easts.append(east[known])
            errors.append(fast)
            used += 1
            ridden_m += STEP_M * len(fast)
    if not errors:
        return Corrected(heights=model, rides=0, ridden_m=0.0)
    north, east, error = (np.concatenate(one) for one in (norths, easts, errors))
    squares = Squares(north, east, _NEAR_M)

    def ask(lat_deg: NDArray[np.float64], lon_deg: NDArray[np.float64]) -> NDArray[np.float64]:
        y, x = plane.lay(lat_deg, lon_deg)
        asked, found = squares.pairs(y, x)
        away = np.hypot(y[asked] - north[found], x[asked] - east[found])
        weight = np.where(away < _NEAR_M, (1.0 - (away / _NEAR_M) ** 2) ** 2, 0.0)
        weights = np.bincount(asked, weights=weight, minlength=len(y))
        sums = np.bincount(asked, weights=weight * error[found], minlength=len(y))
        return np.asarray(model(lat_deg, lon_deg) + sums / (weights + _SURE))

    return Corrected(heights=ask, rides=used, ridden_m=ridden_m)


def _average_slowly(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean of values over a long stretch about each; shorter at the ends."""
    half = round(_SLOW_M / STEP_M)
    sums = np.concatenate(([0.0], np.cumsum(values)))
    place = np.arange(len(values))
    first, last = np.maximum(0, place - half), np.minimum(len(values), place + half + 1)
    return np.asarray((sums[last] - sums[first]) / (last - first))
