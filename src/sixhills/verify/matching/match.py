"""From a ride and a prescription to where its steps were ridden: the stages of matching in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sixhills.verify.matching.asked import list_asked
from sixhills.verify.matching.edges import put_on_clock, sharpen
from sixhills.verify.matching.effort import EffortSums
from sixhills.verify.matching.judging import judge, measure_fit
from sixhills.verify.matching.learning import learn
from sixhills.verify.matching.matched import Matching
from sixhills.verify.matching.path import align
from sixhills.verify.mean_max import lay_seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.recording import Ride

_LEAST_SECONDS = 60  # of a ride in which steps are sought
_FINE_BINS = 1500  # of a ride, for the last path


def match_ride(ride: Ride, prescription: Prescription) -> Matching | None:
    """Find the steps of a prescription in a ride; None without power or for a ride of no length.

    Args:
        ride: what was recorded; what it knows of segments and laps is not looked at.
        prescription: what was to be ridden.
    """
    seconds = lay_seconds(ride, through_pauses=False)
    if seconds is None or len(seconds.work_j) <= _LEAST_SECONDS:
        return None
    asked = list_asked(prescription)
    critical_w = prescription.rider.fitness.critical_power_w.value
    ridden = _fill(seconds.power_w()) / critical_w
    gain, manner = learn(ridden, asked)
    shares = ridden / gain
    sums = EffortSums.of(shares, 1)
    stretches = sharpen(sums, align(shares, asked, manner, _FINE_BINS).stretches)
    found = judge(sums, asked, put_on_clock(sums, asked, stretches))
    return Matching(gain=gain, steps=found, fit=measure_fit(asked, found))


def _fill(power_w: NDArray[np.float64]) -> NDArray[np.float64]:
    """Power with what is unknown taken from the neighbours."""
    known = np.flatnonzero(~np.isnan(power_w))
    return np.interp(np.arange(len(power_w)), known, power_w[known])
