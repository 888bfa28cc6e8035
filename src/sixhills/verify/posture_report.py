"""The posture of a whole ride in one line: how long standing, how that is known, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.ride.posture_spans import find_posture_spans
from sixhills.ride.recording import Evidence
from sixhills.verify.inferred_standing import infer_standing
from sixhills.verify.recorded import held_s
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.posture_spans import PostureSpan
    from sixhills.ride.recording import Ride


@dataclass(frozen=True, kw_only=True)
class PostureReport:
    """How a ride was ridden, as far as that is known. Names are those of `--json`.

    Attributes:
        standing_s: recorded seconds standing by device or rider, or inferred (see `evidence`);
            None where neither is there.
        evidence: the best there is for any of the ride.
        confidence: 1 where a device or the rider said so; of what is inferred, the share of seconds
            that is expected to be right; None where nothing is known.
    """

    standing_s: float | None = None
    evidence: Evidence = Evidence.UNKNOWN
    confidence: float | None = None


def report_posture(
    ride: Ride, standing_s: float | None, prescription: Prescription | None = None
) -> PostureReport:
    """The posture of a ride.

    Args:
        ride: what was recorded.
        standing_s: what device and rider vouch for, see `measure_standing_s`.
        prescription: what was to be ridden, or None.
    """
    spans = find_posture_spans(ride)
    if standing_s is not None:
        by_device = any(span.is_known and span.evidence is Evidence.DEVICE for span in spans)
        evidence = Evidence.DEVICE if by_device else Evidence.CONFIRMED
        return PostureReport(standing_s=standing_s, evidence=evidence, confidence=1.0)
    inferred = infer_standing(ride, prescription)
    if inferred is not None:
        return PostureReport(
            standing_s=float(held_s(ride)[inferred.standing].sum()),
            evidence=Evidence.INFERRED,
            confidence=inferred.confidence,
        )
    told = {span.evidence for span in spans if span.posture is not Posture.FREE}
    if Evidence.INSTRUCTED in told:
        return PostureReport(evidence=Evidence.INSTRUCTED)
    return PostureReport()


def choose_postures(
    ride: Ride, prescription: Prescription | None = None
) -> tuple[PostureSpan, ...]:
    """Posture over time for a picture: what is known, else what is inferred, else what was told."""
    spans = find_posture_spans(ride)
    if any(span.is_known for span in spans):
        return spans
    inferred = infer_standing(ride, prescription)
    return inferred.spans if inferred is not None else spans
