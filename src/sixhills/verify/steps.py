"""What was done of a prescription, step by step.

A ride that sixhills recorded says which segment each record belongs to, so nothing has to be
searched. A step counts as done by what was ridden, not by what was announced: by time (or
distance), by turning pedals where a sensor can tell, and, for a hill or interval with a power
meter, by an effort that deserves the name. Where nothing but the clock tells, it is not known.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from sixhills.equipment import SmartTrainer
from sixhills.errors import require
from sixhills.ride.posture_spans import PROOF, PostureSpan, find_posture_spans
from sixhills.ride.recording import Channel, Evidence
from sixhills.verify.posture import describe_postures, index_spans
from sixhills.verify.recorded import held_s, trailing_mean
from sixhills.workout.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from sixhills.equipment import Equipment
    from sixhills.prescribe.prescription import Prescription, Segment
    from sixhills.ride.recording import Ride

DONE_SHARE = 0.85
"""Share of a step's time or distance that has to be ridden."""

DONE_EFFORT = 0.75
"""Share of the lower end of the power band that a hill, interval or test has to reach."""

BAND_TOLERANCE = 0.10
"""The band is widened to at least this share of the target on either side."""

_DISPLAY_S = 3.0  # riders steer by a 3 s mean: single seconds scatter at constant effort
_SETTLE_S = 5.0  # a rider needs this long to find a new effort; a trainer says its own
_SETTLE_SHARE = 0.25  # of the step at most, so that a ten-second effort is judged too
_MOST_MISSING = 0.5  # of a step's seconds; with more of them without power it is not judged


@dataclass(frozen=True, kw_only=True)
class StepResult:
    """What was done of one step.

    Names are those of `sixhills report --json`, as far as they occur there.

    Attributes:
        index: of the step in the workout, repeats written out, from 0.
        role: what the step is for.
        hill: number of the hill, or None.
        done: whether it was ridden (see the module); None where the clock alone says so: no sensor
            saw the pedals turn, neither a device nor the rider vouches for any of it, and the
            rider did not say how it felt.
        compliance: share of the seconds asked for that were ridden within the power band, 0 to
            1; None where no watts were asked for or measured.
        finished: share of the step that was ridden, 0 to 1, less where the effort stayed below
            the power band.
        measured: True when a sensor saw the pedals turn; else the time is the clock's alone.
        posture_asked: "seated", "standing", "free", or those that follow each other, joined by
            "then".
        posture_found: likewise or "mixed"; None unless a device or the rider vouches for most
            of the step.
        evidence: the strongest that covers most of the step.
        ridden_s: recorded seconds in the step; in a hill, interval or test only those in which
            the pedals turned.
        mean_power_w: over the step, or None.
        mean_cadence_rpm: over the step while the pedals turned, or None.
    """

    index: int
    role: Role
    hill: int | None
    done: bool | None
    compliance: float | None
    finished: float
    measured: bool
    posture_asked: str
    posture_found: str | None
    evidence: Evidence
    ridden_s: float
    mean_power_w: float | None
    mean_cadence_rpm: float | None


def verify_ride(ride: Ride, prescription: Prescription) -> tuple[StepResult, ...]:
    """What was done of each step of a prescription, in the order of the prescription.

    Returns:
        One result for each step; nothing for a ride that does not say which segment was ridden.

    Raises:
        InvalidValueError: the ride follows another prescription with more segments.
    """
    if ride.segments is None:
        return ()
    highest = int(ride.segments.max())
    count = len(prescription.segments)
    require(highest < count, "segment", f"below {count}: this ride's prescription", highest)
    tracks = _Tracks.of(ride)
    rows_of_step = _rows_of_steps(ride.segments, prescription.segments)
    felt = {prescription.segments[feeling.segment].step for feeling in ride.feelings}
    return tuple(
        _verify_step(
            tracks,
            rows_of_step.get(step[0].step, _NO_ROWS),
            step,
            prescription.equipment,
            felt=step[0].step in felt,
        )
        for step in prescription.steps()
    )


_NO_ROWS = np.empty(0, dtype=np.intp)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Tracks:
    """What the records say, each array of shape (n,), NaN where missing."""

    segment: NDArray[np.int32]
    held: NDArray[np.float64]
    power: NDArray[np.float64]
    cadence: NDArray[np.float64]
    distance: NDArray[np.float64]
    span: NDArray[np.intp]
    spans: tuple[PostureSpan, ...]

    @classmethod
    def of(cls, ride: Ride) -> _Tracks:
        """The tracks of a ride that knows its segments."""
        missing = np.full(len(ride.elapsed_s), np.nan)
        spans = find_posture_spans(ride)
        return cls(
            segment=ride.segments if ride.segments is not None else missing.astype(np.int32),
            held=held_s(ride),
            power=ride.channels.get(Channel.POWER_W, missing),
            cadence=ride.channels.get(Channel.CADENCE_RPM, missing),
            distance=ride.channels.get(Channel.DISTANCE_M, missing),
            span=index_spans(ride, spans),
            spans=spans,
        )

    def at(self, rows: NDArray[np.intp]) -> _Tracks:
        """The tracks of some records only."""
        return _Tracks(
            segment=self.segment[rows],
            held=self.held[rows],
            power=self.power[rows],
            cadence=self.cadence[rows],
            distance=self.distance[rows],
            span=self.span[rows],
            spans=self.spans,
        )

    @property
    def still(self) -> NDArray[np.bool_]:
        """Records in which a sensor says that the pedals stood, and none that they turned."""
        told = ~np.isnan(self.power) | ~np.isnan(self.cadence)
        return told & ~(self.power > 0) & ~(self.cadence > 0)


@dataclass(frozen=True, kw_only=True)
class _Effort:
    """Power of one step against its band.

    Attributes:
        compliance: as in StepResult.
        ratio: mean power over the mean lower end of the band, None where not measured.
    """

    compliance: float | None
    ratio: float | None


def _rows_of_steps(
    segment_of_row: NDArray[np.int32], segments: Sequence[Segment]
) -> dict[int, NDArray[np.intp]]:
    """Rows of the records of each step, in order of time."""
    step_of_segment = np.array([segment.step for segment in segments] + [-1])  # -1: no segment
    step_of_row = step_of_segment[segment_of_row]
    order = np.argsort(step_of_row, kind="stable")
    steps, starts = np.unique(step_of_row[order], return_index=True)
    return {
        int(step): rows
        for step, rows in zip(steps, np.split(order, starts[1:]), strict=True)
        if step >= 0
    }


def _verify_step(
    ride: _Tracks,
    rows: NDArray[np.intp],
    step: tuple[Segment, ...],
    equipment: Equipment,
    *,
    felt: bool,
) -> StepResult:
    first = step[0]
    track = ride.at(rows)
    turning = track.held if not first.role.is_work else np.where(track.still, 0.0, track.held)
    ridden_s = float(turning.sum())
    has_power = not bool(np.isnan(ride.power).all())
    effort = _judge_effort(track, step, equipment) if has_power else _NOT_JUDGED
    share = _ridden_share(track, step, ridden_s)
    ratio = 1.0 if effort.ratio is None else effort.ratio
    strong_enough = not first.role.is_work or ratio >= DONE_EFFORT
    evidence = _judge_evidence(track)
    measured = _mostly((track.power > 0) | (track.cadence > 0), track.held)
    done = share >= DONE_SHARE and strong_enough
    return StepResult(
        index=first.step,
        role=first.role,
        hill=first.hill,
        done=done if not done or measured or felt or _is_witnessed(track, first.role) else None,
        compliance=effort.compliance,
        finished=min(1.0, share) * min(1.0, ratio),
        measured=measured,
        posture_asked=_describe_asked(step),
        posture_found=_describe_found(track) if evidence in PROOF else None,
        evidence=evidence,
        ridden_s=ridden_s,
        mean_power_w=_mean(track.power, track.held),
        mean_cadence_rpm=_mean(np.where(track.cadence > 0, track.cadence, np.nan), track.held),
    )


# -- effort --------------------------------------------------------------------------------

_NOT_JUDGED = _Effort(compliance=None, ratio=None)


def _judge_effort(track: _Tracks, step: tuple[Segment, ...], equipment: Equipment) -> _Effort:
    if any(segment.power_w is None for segment in step):
        return _NOT_JUDGED
    asked_s = sum(segment.duration_s for segment in step)
    settle_s = _settle_s(equipment, asked_s)
    settled = np.cumsum(track.held) > settle_s
    missing = np.isnan(track.power)
    missing_s = float(track.held[settled & missing].sum())
    if missing_s > _MOST_MISSING * (asked_s - settle_s):
        return _NOT_JUDGED
    judged = settled & ~missing
    low, high, floor = _bands(track.segment - step[0].index, step)
    shown = trailing_mean(track.power, track.held, _DISPLAY_S)
    inside = judged & (shown >= low) & (shown <= high)
    judged_s = float(track.held[judged].sum())
    all_s = max(judged_s, asked_s - settle_s - missing_s)
    held = track.held[judged]
    return _Effort(
        compliance=min(1.0, float(track.held[inside].sum()) / all_s),
        ratio=float((track.power[judged] @ held) / (floor[judged] @ held)) if judged_s else None,
    )


def _bands(
    position: NDArray[np.int32], step: tuple[Segment, ...]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Lower and upper end of the widened band and the lower end as asked, at each record."""
    targets = [segment.power_w for segment in step if segment.power_w is not None]
    low = np.array([min(t.low, (1 - BAND_TOLERANCE) * t.target) for t in targets])
    high = np.array([max(t.high, (1 + BAND_TOLERANCE) * t.target) for t in targets])
    floor = np.array([t.low for t in targets])
    return low[position], high[position], floor[position]


def _settle_s(equipment: Equipment, step_s: float) -> float:
    own = equipment.response.settle_s if isinstance(equipment, SmartTrainer) else _SETTLE_S
    return min(own, _SETTLE_SHARE * step_s)


def _ridden_share(track: _Tracks, step: tuple[Segment, ...], ridden_s: float) -> float:
    """Share of a step's distance where it has one and it was measured, else of its time."""
    asked_m = sum(segment.distance_m or 0.0 for segment in step)
    measured = track.distance[~np.isnan(track.distance)]
    if asked_m and len(measured) and all(segment.distance_m for segment in step):
        return float(measured[-1] - measured[0]) / asked_m
    return ridden_s / sum(segment.duration_s for segment in step)


# -- posture -------------------------------------------------------------------------------


def _describe_asked(step: tuple[Segment, ...]) -> str:
    words = describe_postures((segment.posture, segment.duration_s) for segment in step)
    return words or str(step[0].posture)


def _describe_found(track: _Tracks) -> str | None:
    runs = ((span, seconds) for span, seconds in _runs(track) if span is not None)
    return describe_postures((span.posture, seconds) for span, seconds in runs if span.is_known)


def _is_witnessed(track: _Tracks, role: Role) -> bool:
    """Whether anything but the clock tells that a step was ridden.

    A sensor that counts metres, pedals that need not turn (rolling down is riding too), or a word
    of a device or the rider about any part of it.
    """
    moved = not bool(np.isnan(track.distance).all())
    sensed = not bool((np.isnan(track.power) & np.isnan(track.cadence)).all())
    said = any(span.is_known for span, _ in _runs(track) if span is not None)
    return moved or said or (sensed and not role.is_work)


def _judge_evidence(track: _Tracks) -> Evidence:
    seconds: defaultdict[Evidence, float] = defaultdict(float)
    for span, run_s in _runs(track):
        if span is not None:
            seconds[span.evidence] += run_s
    total_s = float(track.held.sum())
    covered_s = 0.0
    for evidence in Evidence:
        covered_s += seconds[evidence]
        if total_s and covered_s > 0.5 * total_s:
            return evidence
    return Evidence.UNKNOWN


def _runs(track: _Tracks) -> Iterable[tuple[PostureSpan | None, float]]:
    """Posture spans within a step, each with its recorded seconds there."""
    pairs = zip(track.span.tolist(), track.held.tolist(), strict=True)
    for index, group in groupby(pairs, key=lambda pair: pair[0]):
        yield (track.spans[index] if index >= 0 else None, sum(held for _, held in group))


# -- means ---------------------------------------------------------------------------------


def _mean(values: NDArray[np.float64], held: NDArray[np.float64]) -> float | None:
    present = ~np.isnan(values)
    total_s = float(held[present].sum())
    return float(values[present] @ held[present]) / total_s if total_s else None


def _mostly(condition: NDArray[np.bool_], held: NDArray[np.float64]) -> bool:
    return bool(held[condition].sum() > 0.5 * held.sum())
