"""The elevation profile of a way: altitude at even steps along it, smoothed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import require

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEP_M = 10.0
"""How far apart the points of a profile are."""

SMOOTHING_M = 30.0
"""Standard deviation of the bell by which altitudes are averaged along the way.

It suits barometers and elevation models of 30 m. Coarser models and satellite altitudes want 50 m.
"""

_REACH = 3.0  # standard deviations of the bell
_LONGEST_M = 2_000_000.0  # beyond it a distance is a fault, and a profile would fill the memory


@dataclass(frozen=True, kw_only=True, eq=False)
class Profile:
    """Altitude along a way.

    Attributes:
        start_m: distance at the first point.
        altitude_m: shape (n,), one each `STEP_M`, without gaps.
    """

    start_m: float
    altitude_m: NDArray[np.float64]

    def __post_init__(self) -> None:
        known = bool(np.isfinite(self.altitude_m).all())
        require(known, "altitude_m", "known at every point", "a gap")

    @property
    def distance_m(self) -> NDArray[np.float64]:
        """Distance at each point, shape (n,)."""
        steps = np.arange(len(self.altitude_m), dtype=np.float64)
        return self.start_m + STEP_M * steps


def make_profile(
    distance_m: NDArray[np.float64],
    altitude_m: NDArray[np.float64],
    *,
    smoothing_m: float = SMOOTHING_M,
) -> Profile | None:
    """The profile of recorded or mapped points.

    Points within one step are averaged, between points further apart the way is straight. Points
    without distance or altitude are left out.

    Args:
        distance_m: shape (n,), NaN where missing; what falls back counts as standing still.
        altitude_m: shape (n,), NaN where missing.
        smoothing_m: standard deviation of the bell, 0 for none.

    Returns:
        The profile; None where fewer than two steps are known.

    Raises:
        InvalidValueError: the way is longer than any ride.
    """
    known = np.isfinite(distance_m) & np.isfinite(altitude_m)
    distance, altitude = np.maximum.accumulate(distance_m[known]), altitude_m[known]
    if len(distance) < 2 or distance[-1] - distance[0] < 2 * STEP_M:
        return None
    length_m = float(distance[-1] - distance[0])
    require(length_m <= _LONGEST_M, "distance", f"at most {_LONGEST_M / 1000:g} km", length_m)
    where, height = _average_steps(distance - distance[0], altitude)
    points = STEP_M * np.arange(int(length_m / STEP_M) + 1)
    level = np.interp(points, where, height)
    return Profile(start_m=float(distance[0]), altitude_m=smooth(level, smoothing_m / STEP_M))


def smooth(values: NDArray[np.float64], sd: float) -> NDArray[np.float64]:
    """Values averaged by a bell of a standard deviation in points.

    Ends are continued as if turned half round about the last value, so that a slope that runs out
    of the profile stays a slope.
    """
    reach = min(round(_REACH * sd), len(values) - 1)
    if reach < 1:
        return values
    bell = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sd) ** 2)
    before = 2 * values[0] - values[reach:0:-1]
    after = 2 * values[-1] - values[-2 : -reach - 2 : -1]
    whole = np.concatenate((before, values, after))
    smoothed: NDArray[np.float64] = np.convolve(whole, bell / bell.sum(), "valid")
    return smoothed


def _average_steps(
    distance: NDArray[np.float64], altitude: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean distance and altitude of the points nearest to each step, where there are any."""
    step = np.rint(distance / STEP_M).astype(np.intp)
    first = np.flatnonzero(np.concatenate(([True], step[1:] != step[:-1])))
    counts = np.diff(np.append(first, len(step)))
    where, height = np.add.reduceat(distance, first) / counts, np.add.reduceat(altitude, first)
    return _reach_ends(where, height / counts, float(distance[-1]))


def _reach_ends(
    where: NDArray[np.float64], height: NDArray[np.float64], end: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points continued straight to 0 and to the end, from which the mean of a step lies apart."""
    slopes = np.diff(height)[[0, -1]] / np.diff(where)[[0, -1]]
    first = height[0] - slopes[0] * where[0]
    last = height[-1] + slopes[1] * (end - where[-1])
    return (
        np.concatenate(([0.0], where, [end])),
        np.concatenate(([first], height, [last])),
    )
