"""Mean-maximal power: the highest mean power of a ride over a duration, for each duration.

A prefix sum over whole seconds makes every window one subtraction. Two clocks can lay out the
seconds: recorded time, as devices and other software show it, in which a pause takes no time; and
the clock on the wall, by which a pause is a rest. What a rider can hold without one is asked of
the second.

Missing power is missing: a window's mean is that of its known seconds, and a window that lacks
more than `MOST_MISSING` of them does not count. With every second known, d MMP(d) never falls as
d grows; else it may.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import require
from sixhills.ride.recording import Channel
from sixhills.verify.best_work import best_work_j
from sixhills.verify.recorded import held_s

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sixhills.ride.recording import Ride

MOST_MISSING = 0.03
"""Share of a window's seconds that may lack power; with more, its mean is a guess."""

_TINY_S = 1e-6  # rounding in sums of seconds


def mean_max_power_w(
    ride: Ride, durations_s: Iterable[int], *, through_pauses: bool = True
) -> dict[int, float | None]:
    """Highest mean power [W] of a ride over each duration.

    Args:
        ride: with power, else every value is None.
        durations_s: whole seconds.
        through_pauses: on recorded time, where a window reaches across a pause as if it took no
            time; False: by the clock, where nothing is done in pauses and holes of the recording.

    Returns:
        For each duration the mean; None where the ride is shorter or too much power is missing.

    Raises:
        InvalidValueError: a duration is below one second.
    """
    wanted = list(durations_s)
    require(all(d >= 1 for d in wanted), "durations_s", "1 or more", wanted)
    seconds = lay_seconds(ride, through_pauses=through_pauses)
    if seconds is None:
        return dict.fromkeys(wanted)
    return {duration: seconds.best_mean_w(duration) for duration in wanted}


def lay_seconds(ride: Ride, *, through_pauses: bool = True) -> PowerSeconds | None:
    """The power of a ride second by second, None where it was never measured.

    Arguments as in `mean_max_power_w`.
    """
    power = ride.channel(Channel.POWER_W)
    if power is None or np.isnan(power).all():
        return None
    held = held_s(ride)
    begin = _begin_recorded(held) if through_pauses else ride.elapsed_s - ride.elapsed_s[0]
    missing_s = np.where(np.isnan(power), held, 0.0)
    work_j = np.where(np.isnan(power), 0.0, power) * held
    whole = np.arange(int(begin[-1] + held[-1] + _TINY_S) + 1)
    edges = np.column_stack((begin, begin + held)).ravel()  # of each record: begin, end
    return PowerSeconds(
        work_j=np.interp(whole, edges, _run_up(work_j)),
        known_s=np.interp(whole, edges, edges - _run_up(missing_s)),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class PowerSeconds:
    """Running sums at whole seconds, shape (n + 1,) for n seconds, from 0.

    Attributes:
        work_j: work done until then.
        known_s: seconds until then of which the power is known.
    """

    work_j: NDArray[np.float64]
    known_s: NDArray[np.float64]

    def best_mean_w(self, duration_s: int) -> float | None:
        """Highest mean power [W] of all windows of a duration, None where none counts."""
        if duration_s >= len(self.work_j):
            return None
        known_s = self.known_s[duration_s:] - self.known_s[:-duration_s]
        work_j = self.work_j[duration_s:] - self.work_j[:-duration_s]
        counts = known_s >= (1.0 - MOST_MISSING) * duration_s - _TINY_S
        return float((work_j[counts] / known_s[counts]).max()) if counts.any() else None

    def best_means_w(self) -> NDArray[np.float64]:
        """Highest mean power [W] over 1, 2 .. n seconds, shape (n,), NaN where none counts."""
        durations = np.arange(1, len(self.work_j))
        whole = self.known_s[-1] >= durations[-1] - _TINY_S if len(durations) else False
        if whole and bool((np.diff(self.work_j) >= 0).all()):
            return best_work_j(self.work_j) / durations
        found = (self.best_mean_w(duration) for duration in durations.tolist())
        return np.array([np.nan if mean is None else mean for mean in found])

    def mean_w(self, start_s: int, end_s: int) -> float:
        """Mean power [W] of the known seconds from one moment to another; NaN where none is."""
        known_s = float(self.known_s[end_s] - self.known_s[start_s])
        work_j = float(self.work_j[end_s] - self.work_j[start_s])
        return work_j / known_s if known_s > _TINY_S else float("nan")

    def power_w(self) -> NDArray[np.float64]:
        """Mean power of each second, shape (n,); NaN where none of it is known."""
        known_s = np.diff(self.known_s)
        known = known_s > _TINY_S
        return np.where(known, np.diff(self.work_j) / np.where(known, known_s, 1.0), np.nan)


def _begin_recorded(held: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate(([0.0], np.cumsum(held[:-1])))


def _run_up(amounts: NDArray[np.float64]) -> NDArray[np.float64]:
    """The running sum before and after each record, as its edges have it."""
    after = np.cumsum(amounts)
    return np.column_stack((after - amounts, after)).ravel()
