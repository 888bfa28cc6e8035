"""How long each arc takes a rider at a power."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from sixhills.physics import GRAVITY_MPS2, RoadLoad
from sixhills.roads.road_class import RoadClass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.roads.network import Network

STEEPEST = 0.40
"""Grades beyond it, up or down, are ridden like it."""

GRADE_STEP = 0.0025

WALKING_MPS = 1.4
"""Slower nobody stays upright; then the rider gives more than asked for."""

FASTEST_OPEN_MPS = 12.5
"""On open roads nobody is sent down faster: 45 km/h (convention)."""

FASTEST_TOWN_MPS = 8.5
"""In streets and on paths likewise: 30 km/h (convention)."""

TURN_ROUND_S = 12.0
"""Looking, slowing, turning, going."""

_TOWN = (RoadClass.LIVING_STREET, RoadClass.RESIDENTIAL, RoadClass.SERVICE, RoadClass.PATH)
_BISECTIONS = 40
_TOP_MPS = 40.0


@lru_cache(maxsize=64)
def make_speed_table(load: RoadLoad, power_w: float) -> NDArray[np.float64]:
    """Steady speeds [m/s] at grades of -`STEEPEST` to `STEEPEST`, each `GRADE_STEP`.

    The same root as `RoadLoad.speed_mps` finds, for all grades at once; not to be written to.
    """
    count = round(2 * STEEPEST / GRADE_STEP) + 1
    slope = np.arctan(np.linspace(-STEEPEST, STEEPEST, count))
    weight_n = load.mass_kg * GRAVITY_MPS2
    along_n = weight_n * (np.sin(slope) + load.rolling_resistance * np.cos(slope))
    drag = 0.5 * load.air_density_kgpm3 * load.drag_area_m2
    low, high = np.zeros(count), np.full(count, _TOP_MPS)
    for _ in range(_BISECTIONS):
        middle = 0.5 * (low + high)
        too_fast = (along_n + drag * middle**2) * middle > power_w * load.drivetrain_efficiency
        high = np.where(too_fast, middle, high)
        low = np.where(too_fast, low, middle)
    table = np.maximum(low, WALKING_MPS)
    table.flags.writeable = False
    return table


def speed_limits(network: Network) -> NDArray[np.float64]:
    """The fastest that anybody is sent along each piece [m/s], shape (p,)."""
    in_town = np.isin(network.road_class, [int(one) for one in _TOWN])
    return np.where(in_town, FASTEST_TOWN_MPS, FASTEST_OPEN_MPS)


def time_arcs(network: Network, load: RoadLoad, power_w: float) -> NDArray[np.float64]:
    """Seconds for each arc at a power, shape (2 p,)."""
    times: NDArray[np.float64] = _time_arcs(
        network.sample_first,
        network.sample_m,
        network.length_m,
        make_speed_table(load, power_w),
        speed_limits(network),
    )
    return times


@njit(cache=True)
def _time_arcs(first, height, length, table, limits):  # type: ignore[no-untyped-def]
    pieces = len(length)
    times = np.zeros(2 * pieces)
    last = len(table) - 1
    for p in range(pieces):
        gaps = first[p + 1] - first[p] - 1
        step = length[p] / gaps
        for k in range(gaps):
            grade = (height[first[p] + k + 1] - height[first[p] + k]) / step
            for side in range(2):
                place = ((grade if side == 0 else -grade) + STEEPEST) / GRADE_STEP
                place = min(max(place, 0.0), last - 1e-9)
                i = int(place)
                speed = table[i] + (place - i) * (table[i + 1] - table[i])
                times[2 * p + side] += step / min(speed, limits[p])
    return times


def time_profile(
    distance_m: NDArray[np.float64],
    altitude_m: NDArray[np.float64],
    load: RoadLoad,
    power_w: NDArray[np.float64],
    limit_mps: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Seconds for each gap between points, shape (n - 1,).

    Args:
        distance_m, altitude_m: of points, shape (n,).
        load: what resists.
        power_w: in each gap, shape (n - 1,).
        limit_mps: the fastest allowed in each gap, shape (n - 1,).
    """
    steps = np.diff(distance_m)
    grades = np.divide(np.diff(altitude_m), steps, out=np.zeros_like(steps), where=steps > 0)
    places = np.linspace(-STEEPEST, STEEPEST, round(2 * STEEPEST / GRADE_STEP) + 1)
    speeds = np.empty_like(steps)
    for power in np.unique(power_w):
        part = power_w == power
        speeds[part] = np.interp(grades[part], places, make_speed_table(load, float(power)))
    return np.asarray(steps / np.minimum(speeds, limit_mps))


def steepest_rideable(load: RoadLoad, power_w: float, easiest_speed_mps: float) -> float:
    """The grade at which a power gives the speed of the easiest gear at the slowest cadence."""
    return load.grade(power_w, max(easiest_speed_mps, WALKING_MPS)) if power_w > 0 else math.inf
