"""Rides and prescriptions made by hand, a record each second unless said otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import accumulate

import numpy as np

from sixhills.equipment import BUILT_IN_BIKES
from sixhills.prescribe.prescription import (
    Command,
    EffortTarget,
    Mode,
    PowerTarget,
    Prescription,
    Segment,
)
from sixhills.ride.recording import Channel, Evidence, Pause, PostureEvent, Ride
from sixhills.rider import DEFAULT_RIDER
from sixhills.workout.model import Posture, Role

START = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)


def make_ride(
    elapsed_s: Sequence[float] | int,
    *,
    pauses: Sequence[tuple[float, float]] = (),
    postures: Sequence[tuple[float, Posture, Evidence]] = (),
    segments: Sequence[int] | None = None,
    **channels: Sequence[float] | float,
) -> Ride:
    """A ride of records at given times, or of so many records a second apart."""
    times = range(elapsed_s) if isinstance(elapsed_s, int) else elapsed_s
    return Ride(
        start=START,
        elapsed_s=np.array(times, dtype=np.float64),
        channels={
            Channel(name): np.broadcast_to(np.array(values, dtype=np.float64), len(times)).copy()
            for name, values in channels.items()
        },
        pauses=tuple(Pause(start_s=start, end_s=end) for start, end in pauses),
        postures=tuple(
            PostureEvent(elapsed_s=at, posture=posture, evidence=evidence)
            for at, posture, evidence in postures
        ),
        segments=None if segments is None else np.array(segments, dtype=np.int32),
    )


def make_segment(
    role: Role = Role.HILL,
    *,
    step: int = 0,
    duration_s: float = 240.0,
    posture: Posture = Posture.SEATED,
    watts: float | None = 100.0,
    rpe: float = 6.0,
    hill: int | None = None,
    distance_m: float | None = None,
) -> Segment:
    """A segment whose power band is 5 % either way."""
    return Segment(
        index=0,
        step=step,
        role=role,
        hill=hill or (1 if role is Role.HILL else None),
        start_s=0.0,
        duration_s=duration_s,
        distance_m=distance_m,
        posture=posture,
        share_of_cp=0.8,
        effort=EffortTarget(rpe_low=rpe, rpe_high=rpe, words="short phrases"),
        heart_rate_bpm=None,
        power_w=watts and PowerTarget(low=0.95 * watts, target=watts, high=1.05 * watts),
        cadence_rpm=None,
        resistance_felt=1.0,
        command=Command(mode=Mode.NONE),
        cues=(),
        why="Because the test says so.",
    )


def make_prescription(*segments: Segment, bike: str = "exercise") -> Prescription:
    """A prescription of segments, placed one after another."""
    starts = accumulate((s.duration_s for s in segments[:-1]), initial=0.0)
    placed = tuple(
        Segment(**{**vars(segment), "index": index, "start_s": start})
        for index, (segment, start) in enumerate(zip(segments, starts, strict=True))
    )
    return Prescription(
        workout="by-hand",
        title="By hand",
        rider=DEFAULT_RIDER,
        equipment=BUILT_IN_BIKES[bike],
        segments=placed,
        w_prime_min_fraction=1.0,
        training_load=50.0,
        work_kj=100.0,
        standing_s=0.0,
    )
