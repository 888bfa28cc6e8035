"""Efforts: what a free ride contained, where nobody had prescribed anything.

Work done over time, less what an easy pace would have done, is a curve whose rises are efforts: the
same segmentation that finds hills in a profile (terrain/rises.py) finds them in watts. The price of
an effort is some seconds at critical power, so a push over a bump is none, and a moment's coasting
does not cut a hill in two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.terrain.rises import find_rises
from sixhills.verify.mean_max import lay_seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.ride.recording import Ride

EASY_SHARE = 0.68
"""Share of critical power below which riding is no effort: hills of the workouts begin at .75."""

PRICE_S = 8.0
"""Seconds at critical power that an effort stands out by, at least."""

_UNKNOWN_SHARE = 1.1  # of the ride's usual power, where critical power is not known
_LEAST_RATIO = 1.05  # of an effort's mean over what is easy


@dataclass(frozen=True, kw_only=True)
class Effort:
    """A stretch of a ride that was harder than easy riding. Names are those of `--json`.

    Attributes:
        start_s: by the clock, seconds since the start of the ride.
        duration_s: likewise by the clock.
        mean_power_w: over it.
        share_of_cp: that over critical power, None where this is not known.
    """

    start_s: float
    duration_s: float
    mean_power_w: float
    share_of_cp: float | None


def find_efforts(ride: Ride, critical_power_w: float | None = None) -> tuple[Effort, ...]:
    """The efforts of a ride, in order; none without power.

    Args:
        ride: what was recorded.
        critical_power_w: of the rider; where not known, efforts are what stands out from the ride's
            own usual power.
    """
    seconds = lay_seconds(ride, through_pauses=False)
    if seconds is None:
        return ()
    power = np.nan_to_num(seconds.power_w())
    moving = power[power > 0]
    if not len(moving):
        return ()
    usual_w = _UNKNOWN_SHARE / EASY_SHARE * float(np.median(moving))
    scale_w = usual_w if critical_power_w is None else critical_power_w
    easy_w = EASY_SHARE * scale_w
    rises = find_rises(_stand_out(power, easy_w), PRICE_S * scale_w)
    found = (_measure(power, rise, critical_power_w) for rise in rises)
    return tuple(effort for effort in found if effort.mean_power_w >= _LEAST_RATIO * easy_w)


def _stand_out(power_w: NDArray[np.float64], easy_w: float) -> NDArray[np.float64]:
    """Work [J] above an easy pace until each second."""
    return np.concatenate(([0.0], np.cumsum(power_w - easy_w)))


def _measure(
    power_w: NDArray[np.float64], rise: tuple[int, int], critical_power_w: float | None
) -> Effort:
    mean_w = float(power_w[slice(*rise)].mean())
    return Effort(
        start_s=float(rise[0]),
        duration_s=float(rise[1] - rise[0]),
        mean_power_w=mean_w,
        share_of_cp=mean_w / critical_power_w if critical_power_w else None,
    )
