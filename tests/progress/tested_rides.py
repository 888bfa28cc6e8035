"""Rides of tests, and other rides with power, for the tests of what is learnt of a rider."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from sixhills.devices.simulation import SimulatedRide
from sixhills.devices.simulation.hidden import HiddenRider
from sixhills.equipment import BUILT_IN_BIKES
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.ride.frame import State
from sixhills.ride.recorder import Press, Recorder, Tick
from sixhills.ride.recording import Channel, Ride
from sixhills.rider import Estimate, Experience, Fitness, HeartRateBounds, Origin, Rider
from sixhills.rider import guess_fitness as guess
from sixhills.workout.library import find_workout
from sixhills.workout.model import Role
from sixhills.workout.text import parse_workout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.prescribe.prescription import Prescription

START = datetime(2026, 3, 1, 10, tzinfo=UTC)
HEART = HeartRateBounds(rest_bpm=60, max_bpm=180)


def make_fitness(
    critical_w: float = 200.0,
    w_prime_j: float = 15_000.0,
    peak_w: float = 800.0,
    *,
    sd: float = 0.05,
    origin: Origin = Origin.TEST,
) -> Fitness:
    """All three as sure as each other, as a share."""
    critical, w_prime, peak = (
        Estimate(value=value, sd=sd * value, origin=origin)
        for value in (critical_w, w_prime_j, peak_w)
    )
    return Fitness(critical_power_w=critical, w_prime_j=w_prime, max_power_w=peak)


def make_rider(fitness: Fitness | None = None, *, heart: HeartRateBounds | None = None) -> Rider:
    return Rider(fitness=fitness or guess(Experience.BEGINNER, 70.0), heart_rate=heart)


def make_ride(power_w: Sequence[float], heart_bpm: Sequence[float] | None = None) -> Ride:
    """One record a second."""
    channels = {Channel.POWER_W: np.asarray(power_w, float)}
    if heart_bpm is not None:
        channels[Channel.HEART_RATE_BPM] = np.asarray(heart_bpm, float)
    return Ride(start=START, elapsed_s=np.arange(float(len(power_w))), channels=channels)


def effort_ride(power_w: float, duration_s: int, *, easy_w: float = 50.0) -> Ride:
    """One effort between easy minutes."""
    easy = [easy_w] * 600
    return make_ride([*easy, *[power_w] * duration_s, *easy])


def prescribe(workout: str, rider: Rider, bike: str = "trainer") -> Prescription:
    """A stock workout by its key, or another by its steps."""
    if "\n" not in workout:
        return prescribe_workout(find_workout(workout), rider, BUILT_IN_BIKES[bike])
    head = "workout own\ntitle Own\nabout For a test.\nkind test\ndifficulty 1\n\n"
    return prescribe_workout(parse_workout(head + workout), rider, BUILT_IN_BIKES[bike])


def ride_test(
    prescription: Prescription,
    power_w: Sequence[float],
    *,
    heart_bpm: Sequence[float] | None = None,
    seconds: Sequence[int] | None = None,
) -> Ride:
    """The test steps of a prescription ridden at these powers, all else easily.

    Args:
        prescription: followed.
        power_w: of each test segment in order; those left out are skipped.
        heart_bpm: likewise, at 100 elsewhere; None: no strap.
        seconds: how long each of them is ridden; as prescribed where left out.
    """
    segments = [s for s in prescription.segments if s.role is Role.TEST]
    watts = {s.index: w for s, w in zip(segments, power_w, strict=False)}
    beats = {s.index: b for s, b in zip(segments, heart_bpm or (), strict=False)}
    lasted = {s.index: d for s, d in zip(segments, seconds or (), strict=False)}
    rows = [
        segment.index
        for segment in prescription.segments
        if segment.role is not Role.TEST or segment.index in watts
        for _ in range(lasted.get(segment.index, round(segment.duration_s)))
    ]
    heart = None if heart_bpm is None else [beats.get(row, 100.0) for row in rows]
    ride = make_ride([watts.get(row, 50.0) for row in rows], heart)
    return replace(ride, segments=np.array(rows, dtype=np.int32))


def ride_simulated(prescription: Prescription, truth: Fitness) -> Ride:
    """The ride of somebody who really is as fit as this, on a simulated bike."""
    hidden = HiddenRider(fitness=truth, heart_rate=HEART)
    device = SimulatedRide(prescription.equipment, prescription.rider, seed=1, hidden=hidden)
    recorder = Recorder(prescription, START)
    asyncio.run(_ride_on(recorder, device))
    ride = recorder.recording()
    assert ride is not None
    return ride


async def _ride_on(recorder: Recorder, device: SimulatedRide) -> None:
    player = recorder.player
    await device.connect()
    while player.state is not State.FINISHED:
        outputs = []
        if player.state is not State.READY:
            sample = await device.read(player.elapsed_s + 1.0)
            outputs.append(recorder.take(Tick(sample=sample)))
        pressed = [Press(key=k, elapsed_s=player.elapsed_s) for k in device.show(player.frame())]
        outputs += [recorder.take(press) for press in pressed]
        for command in [o.command for o in outputs if o.command is not None]:
            await device.set(command)
    await device.close()
