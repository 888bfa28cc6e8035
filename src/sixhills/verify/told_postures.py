"""Postures that the rider told after the ride: they count for their hills as if said meanwhile.

A rider's hands are on the bars, and many a hill is ridden without a key pressed. What the rider
says afterwards is the same word, given later, and is as good: within the hill it takes the place of
what was instructed or confirmed. Pedals that record posture watched the whole time; where they did,
they are believed, as during the ride (`sixhills.ride.posture_spans`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sixhills.ride.recording import Evidence, PostureEvent
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from sixhills.prescribe.prescription import Prescription, Segment
    from sixhills.ride.recording import Ride

_NOT_KNOWN = PostureEvent(elapsed_s=0.0, posture=Posture.FREE, evidence=Evidence.UNKNOWN)


@dataclass(frozen=True, kw_only=True)
class _Stretch:
    """A stretch of a ride within one hill, in seconds since the start of the ride.

    Attributes:
        start_s: moment of its first record.
        change_s: when the second of two postures began.
        end_s: moment of the first record after it, or of the last one of the ride.
    """

    start_s: float
    change_s: float
    end_s: float


def find_hills(ride: Ride, prescription: Prescription | None) -> tuple[int, ...]:
    """Numbers of the hills that were ridden, wholly or in part, rising.

    Empty where the ride follows no prescription or does not say which segment was ridden.
    """
    if prescription is None or ride.segments is None:
        return ()
    ridden = set(ride.segments.tolist())
    hills = (segment.hill for segment in prescription.segments if segment.index in ridden)
    return tuple(sorted({hill for hill in hills if hill is not None}))


def tell_postures(
    ride: Ride, prescription: Prescription | None, told: Mapping[int, Sequence[Posture]]
) -> Ride:
    """The ride with what the rider told afterwards of its hills.

    Args:
        ride: what was recorded.
        prescription: what was to be ridden, or None for a free ride.
        told: posture by the number of the hill, or two that follow each other; those change where
            the hill's own posture was to change, or halfway. Hills not ridden are passed over.

    Returns:
        The same ride where nothing is told of its hills; else one whose posture events within
        these hills are what was told, confirmed by the rider. Outside of them nothing changes.
    """
    if prescription is None or ride.segments is None:
        return ride
    events = sorted(ride.postures, key=lambda event: event.elapsed_s)
    for step in prescription.steps():
        postures = told.get(step[0].hill or 0, ())
        for stretch in _find_stretches(ride, ride.segments, step) if postures else ():
            if not _is_watched(events, stretch):
                events = list(_replace_events(events, stretch, postures))
    return ride if events == list(ride.postures) else replace(ride, postures=tuple(events))


def _find_stretches(
    ride: Ride, segment_of_row: NDArray[np.int32], step: Sequence[Segment]
) -> Iterator[_Stretch]:
    """Where a step was ridden: once, or again after a step back."""
    inside = np.isin(segment_of_row, [segment.index for segment in step])
    later = segment_of_row >= _find_change(step)
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False))
    for first, after in edges.reshape(-1, 2).tolist():
        start_s = float(ride.elapsed_s[first])
        end_s = float(ride.elapsed_s[min(after, len(inside) - 1)])
        changed = np.flatnonzero(later[first:after])
        change_s = ride.elapsed_s[first + changed[0]] if len(changed) else (start_s + end_s) / 2
        yield _Stretch(start_s=start_s, change_s=float(change_s), end_s=end_s)


def _find_change(step: Sequence[Segment]) -> float:
    """Index of the segment in which a step's posture was to change, infinite where in none."""
    changed = (segment.index for segment in step if segment.posture is not step[0].posture)
    return next(changed, math.inf)


def _is_watched(events: Sequence[PostureEvent], stretch: _Stretch) -> bool:
    return any(e.evidence is Evidence.DEVICE and e.elapsed_s < stretch.end_s for e in events)


def _replace_events(
    events: Sequence[PostureEvent], stretch: _Stretch, postures: Sequence[Posture]
) -> Iterator[PostureEvent]:
    before = [event for event in events if event.elapsed_s < stretch.end_s]
    after = [event for event in events if event.elapsed_s >= stretch.end_s]
    yield from (event for event in before if event.elapsed_s < stretch.start_s)
    for at_s, posture in zip((stretch.start_s, stretch.change_s), postures, strict=False):
        yield PostureEvent(elapsed_s=at_s, posture=posture, evidence=Evidence.CONFIRMED)
    if not after or after[0].elapsed_s > stretch.end_s:  # what held at its end goes on
        held = before[-1] if before else _NOT_KNOWN
        yield replace(held, elapsed_s=stretch.end_s)
    yield from after
