"""Rides of simulated people with bodies and minds of their own, on simulated machines.

They are guided through a prescription; then what their recording knows of steps and laps is taken
away and its meter is set wrong, so that only the shape of the ride is left to be matched. Who
really rides (fitness, feeling, memory, haste) is drawn anew for each ride, and nothing of it
reaches what is matched.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from followed_rides import FollowedRide
from sixhills.devices.simulation import SimulatedRide
from sixhills.live import LiveRide
from sixhills.ride.recording import Channel, Ride

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.prescribe.prescription import Prescription

START = datetime(2026, 1, 1, tzinfo=UTC)


class _Instant:
    """A clock for which no time is long."""

    async def wait(self, seconds: float) -> None:
        """Return at once."""


def ride_hidden(prescription: Prescription, seed: int) -> Ride:
    """One person's ride of a prescription, guided, as recorded; by a meter where there was none."""
    with TemporaryDirectory() as folder:
        live = LiveRide.begin(Path(folder) / "ride.log", str(seed), prescription, START)
        person = SimulatedRide(prescription.equipment, prescription.rider, seed=seed)
        asyncio.run(live.run(person, [person], _Instant()))
    recording = live.recorder.recording()
    if recording is None:
        raise RuntimeError(f"seed {seed} recorded nothing")
    if Channel.POWER_W in recording.channels:
        return recording
    moments = [moment.elapsed_s for moment in person.truth]
    watts = np.interp(recording.elapsed_s, moments, [moment.power_w for moment in person.truth])
    return replace(recording, channels={**recording.channels, Channel.POWER_W: watts})


def forget_steps(ride: Ride, prescription: Prescription, gain: float) -> FollowedRide:
    """The ride as another program would have it, by a meter of a gain, and where its steps were."""
    if ride.segments is None:
        raise ValueError("a guided ride knows its segments")
    step_of = np.array([*(segment.step for segment in prescription.segments), -1])[ride.segments]
    power = np.round(gain * ride.channels[Channel.POWER_W])
    return FollowedRide(
        ride=Ride(start=ride.start, elapsed_s=ride.elapsed_s, channels={Channel.POWER_W: power}),
        steps=tuple(
            _find_span(ride.elapsed_s, step_of == step[0].step) for step in prescription.steps()
        ),
        gain=gain,
    )


def _find_span(elapsed_s: NDArray[np.float64], inside: NDArray[np.bool_]) -> tuple[int, int] | None:
    """First and last second of a step; None where it was not ridden."""
    if not inside.any():
        return None
    seconds = elapsed_s[inside] - elapsed_s[0]
    return int(seconds[0]), int(seconds[-1]) + 1
