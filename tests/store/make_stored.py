"""Rides and stores for the tests."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from sixhills.ride.recording import Channel, Evidence, Lap, Pause, PostureEvent, Ride
from sixhills.workout.model import Posture

START = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def make_ride(seconds: int = 60, *, seed: int = 1, start: datetime = START) -> Ride:
    """A ride with every kind of content: holes, decimals, events."""
    rng = np.random.default_rng(seed)
    cadence = np.where(rng.random(seconds) < 0.1, np.nan, rng.integers(60, 100, seconds))
    return Ride(
        start=start,
        elapsed_s=np.arange(seconds, dtype=np.float64),
        channels={
            Channel.POWER_W: rng.integers(0, 900, seconds).astype(np.float64),
            Channel.CADENCE_RPM: cadence.astype(np.float64),
            Channel.SPEED_MPS: rng.integers(0, 20_000, seconds) / 1000,
            Channel.LATITUDE_DEG: rng.random(seconds) * 90,
        },
        laps=(Lap(start_s=0.0, end_s=20.0, step=0), Lap(start_s=20.0, end_s=59.0)),
        pauses=(Pause(start_s=30.0, end_s=33.0),),
        postures=(
            PostureEvent(elapsed_s=5.0, posture=Posture.STANDING, evidence=Evidence.CONFIRMED),
        ),
        segments=np.repeat(np.int32(0), seconds),
        source="Garmin edge_530",
        notes=("Two records were out of order and were left out.",),
    )


def add(store, ride: Ride, original: bytes = b"bytes", prescription=None, summary=None):
    """Store a ride with the least ceremony."""
    return store.rides.add(
        ride=ride,
        original=original,
        extension=".fit",
        file_name="a.fit",
        prescription=prescription,
        summary=summary or {},
    )
