"""Stored rides that came from a file: a minute with power and a pause."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from sixhills.ride.recording import Channel, Evidence, Pause, PostureEvent, Ride
from sixhills.store.store import Store
from sixhills.workout.model import Posture
from stored_home import START

if TYPE_CHECKING:
    from pathlib import Path


def make_measured_ride(*, day: int = 0) -> Ride:
    """Thirty seconds, a pause of ten, thirty more; standing from the second 15."""
    seconds = np.concatenate((np.arange(30.0), np.arange(40.0, 70.0)))
    return Ride(
        start=START + timedelta(days=day),
        elapsed_s=seconds,
        channels={
            Channel.POWER_W: 200 + seconds,
            Channel.LATITUDE_DEG: 48 + seconds / 1e5,
            Channel.HEART_RATE_BPM: np.where(seconds < 5, np.nan, 120.0),
        },
        pauses=(Pause(start_s=30, end_s=40),),
        postures=(
            PostureEvent(elapsed_s=15, posture=Posture.STANDING, evidence=Evidence.CONFIRMED),
        ),
        source="Garmin edge_530",
    )


def add_file(
    home: Path, data: bytes = b"as it came", name: str = "Sunday ride.fit", *, day: int = 0
) -> str:
    """Store such a ride with its file; its id."""
    with Store.open(home) as store:
        return store.rides.add(
            ride=make_measured_ride(day=day),
            original=data,
            extension=".fit",
            file_name=name,
            prescription=None,
            summary={"recorded_s": 60.0},
        ).id
