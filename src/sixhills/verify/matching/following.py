"""A ride that follows a prescription as matched: each record with its segment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.recording import Ride
    from sixhills.verify.matching.matched import Matching


def follow_matching(ride: Ride, prescription: Prescription, matching: Matching) -> Ride:
    """The ride as if it had said which segment each record belongs to.

    A step's segments share its stretch as they share its time. What lies between belongs to none.
    """
    segments = np.full(len(ride.elapsed_s), -1, dtype=np.int32)
    clock_s = ride.elapsed_s - ride.elapsed_s[0]
    by_step = {step[0].step: step for step in prescription.steps()}
    for matched in matching.steps:
        step = by_step[matched.step]
        lengths = np.cumsum([segment.duration_s for segment in step])
        ends = matched.start_s + lengths / lengths[-1] * (matched.end_s - matched.start_s)
        inside = (clock_s >= matched.start_s) & (clock_s < matched.end_s)
        which = np.searchsorted(ends, clock_s[inside], side="right").clip(max=len(step) - 1)
        segments[inside] = step[0].index + which
    return replace(ride, segments=segments)
