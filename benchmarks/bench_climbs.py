"""Climbs: found on rides over known hills, beside two published rules; and how fast.

Recall is the share of true hills that are found, precision the share of what is found that is a
true hill; a hill counts as found where both overlap by 70 % of what they cover together. The rules
of others look for passes, and are here as they were published: they are not made for our hills.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from hilly_rides import NOISES, HillyRide, Span, make_hilly_ride, match
from machine import describe_machine
from sixhills.ride.recording import Channel
from sixhills.terrain.climbs import find_climbs
from sixhills.terrain.profile import STEP_M, make_profile
from sixhills.verify.ridden_climbs import find_ridden_climbs, profile_ride

if TYPE_CHECKING:
    from sixhills.ride.recording import Ride

RIDES = 60
FIRST_SEED = 1000
LONG_M = 1_000_000.0

Finder = Callable[["Ride"], list[Span]]


def find_ours(ride: Ride) -> list[Span]:
    """By sixhills."""
    return [(climb.start_m, climb.start_m + climb.length_m) for climb in find_ridden_climbs(ride)]


def find_runs(ride: Ride) -> list[Span]:
    """At least 300 m that rise by 3 % all along (bounds of Strava and Best Bike Split)."""
    profile = profile_ride(ride)
    if profile is None:
        return []
    steep = np.diff(profile.altitude_m) >= 0.03 * STEP_M
    edges = np.flatnonzero(np.diff(steep, prepend=False, append=False)) * STEP_M
    return [(a, b) for a, b in edges.reshape(-1, 2).tolist() if b - a >= 300.0]


def find_by_ratio(ride: Ride) -> list[Span]:
    """GoldenCheetah's rule, written down from its description.

    At least 500 m; gain over length at least 60 less 10 for each kilometre [m/km] below 4 km, 20
    from there on; a climb grows to its highest point until it loses a fifth of its height or goes
    on for a third of its length without a new one; ends below 2 % over 100 m are cut.
    """
    profile = profile_ride(ride)
    if profile is None:
        return []
    height = profile.altitude_m
    found: list[Span] = []
    foot = 0
    while foot < len(height) - 1:
        top = _grow(height, foot)
        first, last = _trim(height, foot, top)
        length_km = (last - first) * STEP_M / 1000.0
        asked = max(20.0, 60.0 - 10.0 * length_km)
        if length_km >= 0.5 and height[last] - height[first] >= asked * length_km:
            found.append((first * STEP_M, last * STEP_M))
            foot = last
        else:
            foot += 1
    return found


def _grow(height: np.ndarray, foot: int) -> int:
    """The highest point of a climb from a foot."""
    top = foot
    for here in range(foot + 1, len(height)):
        if height[here] > height[top]:
            top = here
        climbed = height[top] - height[foot]
        lost = height[top] - height[here]
        if lost > 0.2 * climbed or here - top > max(10, (top - foot) / 3):
            break
    return top


def _trim(height: np.ndarray, first: int, last: int) -> tuple[int, int]:
    window = int(100 / STEP_M)
    while last - first > window and height[first + window] - height[first] < 2.0:
        first += 1
    while last - first > window and height[last] - height[last - window] < 2.0:
        last -= 1
    return first, last


def score(rides: list[HillyRide], find: Finder) -> tuple[float, float, float, float, float]:
    """Recall, precision, error of ends (median, 95th percentile) [m], error of gain (median)."""
    hits = true = found = 0
    ends: list[float] = []
    gains: list[float] = []
    for made in rides:
        spans = find(made.ride)
        pairs = match(made.hills, spans)
        hits, true, found = hits + len(pairs), true + len(made.hills), found + len(spans)
        altitude = made.ride.channels[Channel.ALTITUDE_M]
        distance = made.ride.channels[Channel.DISTANCE_M]
        for i, k in pairs:
            ends += [abs(a - b) for a, b in zip(made.hills[i], spans[k], strict=True)]
            gain = float(np.diff(np.interp(spans[k], distance, altitude))[0])
            gains.append(abs(gain / made.gains_m[i] - 1.0))
    return (
        hits / true,
        hits / max(1, found),
        statistics.median(ends),
        float(np.percentile(ends, 95)),
        statistics.median(gains),
    )


def measure_speed() -> float:
    """Points of a profile a second, from raw altitudes to climbs."""
    rng = np.random.default_rng(1)
    distance = np.arange(0.0, LONG_M, STEP_M)
    altitude = 300 + 200 * np.sin(distance / 3000.0) + rng.normal(0, 0.3, len(distance))
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        profile = make_profile(distance, altitude)
        if profile is None or not find_climbs(profile):
            raise AssertionError("a thousand kilometres of hills have climbs")
        taken.append(time.perf_counter() - start)
    return len(distance) / min(taken)


def main() -> None:
    """Print the table and the speed."""
    print(describe_machine())
    finders: dict[str, Finder] = {
        "sixhills": find_ours,
        "3 % for 300 m": find_runs,
        "GoldenCheetah's rule": find_by_ratio,
    }
    print(f"{RIDES} rides, seeds {FIRST_SEED} to {FIRST_SEED + RIDES - 1}")
    head = ("recall", "precision", "ends, m", "95 %, m", "gain, %")
    print(f"{'altitude':<12}{'finder':<22}" + "".join(f"{name:>11}" for name in head))
    for name, noise in NOISES.items():
        rides = [make_hilly_ride(FIRST_SEED + n, noise) for n in range(RIDES)]
        for finder, find in finders.items():
            recall, precision, middle, most, gain = score(rides, find)
            print(
                f"{name:<12}{finder:<22}{recall:>11.3f}{precision:>11.3f}{middle:>11.0f}"
                f"{most:>11.0f}{100 * gain:>11.1f}"
            )
    print(f"speed: {measure_speed() / 1e6:.1f} million points of a profile a second")


if __name__ == "__main__":
    main()
