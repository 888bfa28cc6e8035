"""A data directory with one ride in it: two hills on a bike without a sensor, no key pressed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from hand_made import SEATED, STANDING, prescription, segment
from sixhills.ride.recording import Evidence, PostureEvent, Ride
from sixhills.store.store import Store
from sixhills.usecases.reporting import summary_of
from sixhills.verify.report import make_report
from sixhills.workout.model import Role

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.store.stored_ride import StoredRide

START = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)

PLAN = prescription(
    segment(60, SEATED, step=0),
    segment(120, SEATED, step=1, role=Role.HILL, hill=1),
    segment(60, SEATED, step=2),
    segment(60, SEATED, step=3, role=Role.HILL, hill=2),
    segment(60, STANDING, step=3, role=Role.HILL, hill=2),
    segment(60, SEATED, step=4),
)
"""Hill 1 seated from 60 s to 180 s, hill 2 from 240 s, standing from 300 s to 360 s."""


def ride_unseen(evidence: Evidence = Evidence.INSTRUCTED) -> Ride:
    """The plan ridden by the clock: a record each second, nothing measured."""
    seconds = np.arange(420, dtype=np.float64)
    ends = [part.end_s for part in PLAN.segments]
    return Ride(
        start=START,
        elapsed_s=seconds,
        postures=tuple(
            PostureEvent(elapsed_s=part.start_s, posture=part.posture, evidence=evidence)
            for part in PLAN.segments
        ),
        segments=np.searchsorted(ends, seconds, side="right").astype(np.int32),
    )


def store_unseen(home: Path, evidence: Evidence = Evidence.INSTRUCTED) -> StoredRide:
    """Store such a ride, as riding it would."""
    ride = ride_unseen(evidence)
    with Store.open(home) as store:
        return store.rides.add(
            ride=ride,
            original=None,
            extension=".fit",
            file_name=None,
            prescription=PLAN,
            summary=summary_of(make_report(ride, PLAN)),
        )
