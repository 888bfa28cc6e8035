"""Rides over hills that are known, as devices would have recorded them.

A ride is a row of pieces: hills of the kind that the workouts want (450 to 2,500 m at 3.5 to 10 %,
their grade coming and going by 1.5 points, three in ten with a flat in the middle), and between
them flats, descents and bumps too small to be hills. Four ways of knowing the altitude are laid
over it. The detector sees a `Ride` and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from sixhills.ride.recording import Channel, Ride

POINT_M = 1.0
HILLS = (3, 8)  # of a ride
HILL_M = (450.0, 2500.0)
HILL_GRADE = (0.035, 0.10)
WIGGLE = 0.015
FLAT_IN_HILL = (0.3, (50.0, 180.0))  # how often, how long
GOOD_OVERLAP = 0.7  # of both together, for a hill to count as found
START = datetime(2026, 5, 1, tzinfo=UTC)

Span = tuple[float, float]
Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class HillyRide:
    """A ride and what is true of it: where its hills are, in metres, and what they gain."""

    ride: Ride
    hills: tuple[Span, ...]
    gains_m: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Noise:
    """How altitude is measured.

    Attributes:
        sd_m: standard deviation of an error that comes and goes.
        over_m: length over which it does.
        drift_m: how far a barometer drifts in an hour.
        step_m: smallest step that is written.
    """

    sd_m: float = 0.0
    over_m: float = 100.0
    drift_m: float = 0.0
    step_m: float = 0.0


NOISES = {
    "clean": Noise(),
    "barometer": Noise(sd_m=0.3, over_m=60.0, drift_m=6.0, step_m=0.2),
    "30 m model": Noise(sd_m=1.8, over_m=90.0, step_m=0.1),
    "90 m model": Noise(sd_m=4.0, over_m=250.0, step_m=0.1),
    "GPS": Noise(sd_m=5.0, over_m=400.0, step_m=0.1),
}
"""Errors of a barometer, of elevation models (correlated over about three of their cells) and of
satellite altitude (over about a minute)."""


def make_hilly_ride(seed: int, noise: Noise) -> HillyRide:
    """A ride over known hills, its altitude measured with an error."""
    rng = np.random.default_rng(seed)
    grades, hills = lay_out(rng)
    true_m = 200.0 + np.concatenate(([0.0], np.cumsum(grades * POINT_M)))
    where_m = POINT_M * np.arange(len(true_m))
    seen_m = true_m + measure_error(rng, noise, where_m)
    return HillyRide(
        ride=record(where_m, seen_m, grades, noise),
        hills=tuple(hills),
        gains_m=tuple(float(np.diff(np.interp(hill, where_m, true_m))[0]) for hill in hills),
    )


def lay_out(rng: np.random.Generator) -> tuple[Array, list[Span]]:
    """Grade of each metre, and where the hills are."""
    pieces = [make_gap(rng)]
    hills: list[Span] = []
    for _ in range(rng.integers(*HILLS)):
        hill = make_hill(rng)
        start = POINT_M * sum(map(len, pieces))
        hills.append((start, start + POINT_M * len(hill)))
        pieces += [hill, make_gap(rng)]
    return np.concatenate(pieces), hills


def make_hill(rng: np.random.Generator) -> Array:
    """Grades of a hill, a flat in its middle now and then."""
    count = int(rng.uniform(*HILL_M) / POINT_M)
    grade = rng.uniform(*HILL_GRADE) + WIGGLE * wander(rng, count, 120.0).clip(-1, 1)
    often, lengths = FLAT_IN_HILL
    if rng.random() >= often:
        return grade
    middle = int(count * rng.uniform(0.35, 0.65))
    flat = np.full(int(rng.uniform(*lengths) / POINT_M), rng.uniform(-0.005, 0.005))
    return np.concatenate((grade[:middle], flat, grade[middle:]))


def make_gap(rng: np.random.Generator) -> Array:
    """Grades of what lies between hills: a flat, a descent, a bump, a flat."""
    flat = rng.uniform(-0.008, 0.008) + 0.004 * wander(rng, int(rng.uniform(300, 1200)), 200.0)
    down = np.full(int(rng.uniform(400, 1500)), -rng.uniform(0.02, 0.08))
    bump = 0.045 * np.sin(np.linspace(0, 2 * np.pi, int(rng.uniform(150, 400))))
    last = rng.uniform(-0.008, 0.008) + 0.004 * wander(rng, int(rng.uniform(300, 900)), 200.0)
    return np.concatenate((flat, down, bump, last))


def wander(rng: np.random.Generator, count: int, over_m: float) -> Array:
    """Values of standard deviation 1 that come and go over a length."""
    knots = rng.standard_normal(int(count * POINT_M / over_m) + 3)
    return np.interp(np.arange(count) * POINT_M / over_m, np.arange(len(knots)), knots)


def measure_error(rng: np.random.Generator, noise: Noise, where_m: Array) -> Array:
    """The error [m] of a measured altitude at each point."""
    error = noise.sd_m * wander(rng, len(where_m), noise.over_m)
    drift = noise.drift_m * rng.uniform(-1, 1) * np.sin(where_m / 20_000.0 * np.pi)
    return error + drift


def record(where_m: Array, seen_m: Array, grades: Array, noise: Noise) -> Ride:
    """The ride as a device writes it each second, slower uphill."""
    speed = np.clip(8.0 - 65.0 * np.concatenate((grades, grades[-1:])), 2.2, 15.0)
    time_s = np.concatenate(([0.0], np.cumsum(POINT_M / speed[:-1])))
    seconds = np.arange(int(time_s[-1]), dtype=np.float64)
    altitude = np.interp(seconds, time_s, seen_m)
    if noise.step_m:
        altitude = np.round(altitude / noise.step_m) * noise.step_m
    distance = np.interp(seconds, time_s, where_m)
    channels = {Channel.DISTANCE_M: distance, Channel.ALTITUDE_M: altitude}
    return Ride(start=START, elapsed_s=seconds, channels=channels)


def overlap(one: Span, other: Span) -> float:
    """Share of what two spans cover together that both cover."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    together = max(one[1], other[1]) - min(one[0], other[0])
    return max(0.0, both) / together


def match(true: tuple[Span, ...], found: list[Span]) -> list[tuple[int, int]]:
    """Pairs of true and found spans that overlap well; above one half, nothing matches twice."""
    return [
        (i, k)
        for i, one in enumerate(true)
        for k, other in enumerate(found)
        if overlap(one, other) >= GOOD_OVERLAP
    ]
