"""Rides that follow a prescription without having been guided, each with what is true of it.

The rider is drawn anew for each ride: how far lengths and efforts stray, how uneven the watts are,
what the meter shows too much or too little, how long was ridden before and after, where a light was
red. The matching sees a `Ride` and the prescription, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sixhills.ride.recording import Channel, Ride

if TYPE_CHECKING:
    from sixhills.prescribe.prescription import Prescription, Segment

START = datetime(2026, 5, 1, tzinfo=UTC)
Span = tuple[int, int]
Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Habit:
    """How a prescription is followed.

    Attributes:
        length_sd: of a step's time, by logarithm.
        effort_sd: of a step's power, by logarithm.
        noise: of a second's power, share of it.
        settle_s: until the power of a step is there.
        skipped: share of work steps left out, with the rest after them.
        around_s: longest time ridden before and after.
        stops: red lights in an hour.
        gain: lowest and highest of what the meter shows over what is meant.
    """

    length_sd: float = 0.0
    effort_sd: float = 0.0
    noise: float = 0.03
    settle_s: float = 4.0
    skipped: float = 0.0
    around_s: float = 0.0
    stops: float = 0.0
    gain: tuple[float, float] = (1.0, 1.0)


ERG = Habit(noise=0.03, settle_s=4.0)
FREE = Habit(length_sd=0.20, effort_sd=0.12, noise=0.15, settle_s=3.0)
HABITS = {
    "ERG": ERG,
    "free": FREE,
    "free, gain .7 to 1.3": Habit(**{**vars(FREE), "gain": (0.7, 1.3)}),
    "free, ridden to and from": Habit(**{**vars(FREE), "around_s": 900.0, "gain": (0.8, 1.2)}),
    "free, red lights": Habit(**{**vars(FREE), "stops": 4.0, "noise": 0.25}),
    "free, a tenth left out": Habit(**{**vars(FREE), "skipped": 0.1}),
}
"""Length and effort stray as in the trial of the notes on coaching, 9."""


@dataclass(frozen=True, kw_only=True)
class FollowedRide:
    """A ride, where its steps really are (None where left out), and the meter's gain."""

    ride: Ride
    steps: tuple[Span | None, ...]
    gain: float


def follow(prescription: Prescription, habit: Habit, seed: int) -> FollowedRide:
    """One ride along a prescription."""
    rng = np.random.default_rng(seed)
    critical_w = prescription.rider.fitness.critical_power_w.value
    pieces = [np.full(int(rng.uniform(0, habit.around_s)), rng.uniform(0.4, 0.6))]
    spans: list[Span | None] = []
    left_out = False
    for step in prescription.steps():
        is_work = step[0].role.is_work
        left_out = rng.random() < habit.skipped if is_work else left_out
        if left_out:
            spans.append(None)
            continue
        start = sum(map(len, pieces))
        pieces.append(ride_step(rng, step, habit))
        spans.append((start, start + len(pieces[-1])))
    pieces.append(np.full(int(rng.uniform(0, habit.around_s)), rng.uniform(0.4, 0.6)))
    gain = float(np.exp(rng.uniform(*np.log(habit.gain))))
    shares = settle(np.concatenate(pieces), habit.settle_s)
    shares = shares * (1 + habit.noise * waver(rng, len(shares)))
    shares = stop_at_lights(rng, shares, habit.stops)
    power = np.maximum(0.0, np.round(gain * critical_w * shares))
    return FollowedRide(
        ride=Ride(
            start=START,
            elapsed_s=np.arange(len(power), dtype=np.float64),
            channels={Channel.POWER_W: power},
        ),
        steps=tuple(spans),
        gain=gain,
    )


def ride_step(rng: np.random.Generator, step: tuple[Segment, ...], habit: Habit) -> Array:
    """Shares of critical power of each second of a step."""
    stretch = np.exp(habit.length_sd * rng.standard_normal())
    effort = np.exp(habit.effort_sd * rng.standard_normal())
    asked_s = [max(1, round(segment.duration_s * stretch)) for segment in step]
    return np.repeat([segment.share_of_cp * effort for segment in step], asked_s)


def settle(shares: Array, settle_s: float) -> Array:
    """Effort that takes some seconds to come."""
    window = max(1, round(settle_s))
    return np.convolve(shares, np.ones(window) / window)[: len(shares)]


def waver(rng: np.random.Generator, count: int) -> Array:
    """Unevenness of standard deviation 1, alike from one second to the next."""
    noise = rng.standard_normal(count + 4)
    return np.convolve(noise, [0.5, 0.5, 0.5, 0.4, 0.3], "valid")


def stop_at_lights(rng: np.random.Generator, shares: Array, stops: float) -> Array:
    """Red lights: 15 to 60 s without power."""
    stopped = shares.copy()
    for _ in range(rng.poisson(stops * len(shares) / 3600.0)):
        at = int(rng.integers(0, len(shares)))
        stopped[at : at + int(rng.uniform(15, 60))] = 0.0
    return stopped
