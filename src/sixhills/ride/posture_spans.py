"""Posture over time by the best evidence: which events are believed, and how long each holds.

A device watches all the time, so from its first event on the device alone is believed. A rider's
word holds only until the next cue: being told to sit after having stood is no proof of sitting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.ride.recording import Evidence
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.ride.recording import PostureEvent, Ride

PROOF = frozenset({Evidence.DEVICE, Evidence.CONFIRMED})
"""Evidence that counts: all else says what was asked or guessed."""


@dataclass(frozen=True, kw_only=True)
class PostureSpan:
    """A stretch in one posture, in seconds since the start of the ride."""

    start_s: float
    end_s: float
    posture: Posture
    evidence: Evidence

    @property
    def is_known(self) -> bool:
        """Whether the rider is known to have been seated, or known to have stood."""
        return self.evidence in PROOF and self.posture is not Posture.FREE


def is_proof(event: PostureEvent) -> bool:
    """Whether an event says that the rider really sat or stood."""
    return event.evidence in PROOF and event.posture is not Posture.FREE


def choose_believed(events: Sequence[PostureEvent]) -> list[PostureEvent]:
    """Posture events that count, in order of time."""
    ordered = sorted(events, key=lambda event: event.elapsed_s)
    by_device = [event.elapsed_s for event in ordered if event.evidence is Evidence.DEVICE]
    if not by_device:
        return ordered
    return [e for e in ordered if e.evidence is Evidence.DEVICE or e.elapsed_s < by_device[0]]


def find_posture_spans(ride: Ride, *, end_s: float | None = None) -> tuple[PostureSpan, ...]:
    """The ride's posture over time, in order, without overlap.

    Args:
        ride: what was recorded.
        end_s: until when the last event holds; the last record unless given.
    """
    until_s = float(ride.elapsed_s[-1]) if end_s is None else end_s
    believed = choose_believed(ride.postures)
    ends = [*(event.elapsed_s for event in believed[1:]), until_s]
    return tuple(
        PostureSpan(
            start_s=event.elapsed_s,
            end_s=min(next_s, until_s),
            posture=event.posture,
            evidence=event.evidence,
        )
        for event, next_s in zip(believed, ends, strict=False)
        if event.elapsed_s < min(next_s, until_s)
    )
