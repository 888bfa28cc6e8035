"""The report of a ride in which a workout was found: shape and level apart.

Steps are judged after the gain, so that a meter that shows a fifth too little does not make every
hill a failure. The watts that are told stay those of the meter, and the gain is told beside them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sixhills.ride.recording import Channel
from sixhills.verify.report import make_report

if TYPE_CHECKING:
    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.recording import Ride
    from sixhills.verify.matching.matched import Matching
    from sixhills.verify.report import Report


def report_matching(ride: Ride, prescription: Prescription, matching: Matching) -> Report:
    """The report of a ride that follows a prescription as matched.

    Args:
        ride: with the segments of `follow_matching`.
        prescription: what was looked for.
        matching: where it was found.
    """
    power = ride.channels[Channel.POWER_W] / matching.gain
    shape = make_report(
        replace(ride, channels={**ride.channels, Channel.POWER_W: power}), prescription
    )
    level = make_report(ride, prescription)
    steps = tuple(
        replace(step, mean_power_w=measured.mean_power_w)
        for step, measured in zip(shape.steps, level.steps, strict=True)
    )
    return replace(level, steps=steps, hills_done=shape.hills_done, finished=shape.finished)
