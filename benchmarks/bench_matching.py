"""Matching: the steps of prescriptions found in rides that were not guided.

An event is a hill or an interval. It counts as found where the step of its own index overlaps it
by half of what both cover; "any" asks only that some work step does, since which of like steps was
left out nobody can know. Edges are of all steps that were found. Then the rides of simulated
people on simulated machines (hidden_followers.py), whose meters show .7 to 1.3 of the truth: a
trainer that holds watts, a road, an exercise bike and one with a knob, whose riders do, each as
late as people are. Nothing was chosen by these people: for that there were others. Then, how many
rides of another workout are taken for this one. Last, real rides whose laps were steps of a workout
in another program: their own laps are not looked at.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from followed_rides import HABITS, FollowedRide, Habit, follow
from hidden_followers import forget_steps, ride_hidden
from lapped_rides import prescribe_laps
from machine import describe_machine
from sixhills.equipment import BUILT_IN_BIKES
from sixhills.prescribe.prescription import Prescription
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.rider import DEFAULT_RIDER
from sixhills.usecases.ride_files import read_ride_file
from sixhills.verify.matching import Matching, match_ride
from sixhills.workout.library import find_workout

WORKOUTS = ("six-hills", "intervals")
RIDES = 30
FIRST_SEED = 8000
FIRST_PERSON = 7001
PEOPLE = 20
GAINS = (0.7, 0.85, 1.0, 1.15, 1.3)
HIDDEN_BIKES = {
    "trainer": "a trainer",
    "road": "a road bike",
    "exercise": "an exercise bike",
    "knob": "a bike with a knob",
}
SHARED = Path(__file__).parents[2] / "shared/data/rides"
LAPPED = ("zwift_turbo.fit", "zwift_innsbruck_182laps.fit")


@dataclass
class Score:
    """Counts over rides."""

    true: int = 0
    found: int = 0
    hits: int = 0
    any_hits: int = 0
    edges_s: list[float] = field(default_factory=list)
    gains: list[float] = field(default_factory=list)
    taken_s: list[float] = field(default_factory=list)

    def add(self, made: FollowedRide, prescription: Prescription) -> None:
        """One more ride."""
        start = time.process_time()
        matching = match_ride(made.ride, prescription)
        self.taken_s.append(time.process_time() - start)
        if matching is None:
            raise AssertionError("a ride with power is matched")
        self.gains.append(abs(matching.gain / made.gain - 1.0))
        self._count(made, prescription, matching)

    def _count(self, made: FollowedRide, prescription: Prescription, matching: Matching) -> None:
        found = {step.step: (step.start_s, step.end_s) for step in matching.steps}
        work = [step[0].step for step in prescription.steps() if step[0].role.is_work]
        true = {n: span for n in work if (span := made.steps[n]) is not None}
        seen = {n: found[n] for n in work if n in found}
        self.true += len(true)
        self.found += len(seen)
        self.hits += sum(overlap(true[n], seen[n]) >= 0.5 for n in true if n in seen)
        self.any_hits += sum(
            any(overlap(one, other) >= 0.5 for other in seen.values()) for one in true.values()
        )
        for n, span in enumerate(made.steps):
            if span is not None and n in found and overlap(span, found[n]) >= 0.5:
                self.edges_s += [abs(a - b) for a, b in zip(span, found[n], strict=True)]

    def f1(self, hits: int) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * hits / max(1, self.true + self.found)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Share of what both cover together that both cover."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    return max(0.0, both / (max(one[1], other[1]) - min(one[0], other[0])))


def measure(workout: str, habit: Habit) -> Score:
    """A workout followed by riders of one habit."""
    prescription = prescribe_workout(
        find_workout(workout), DEFAULT_RIDER, BUILT_IN_BIKES["trainer"]
    )
    score = Score()
    for seed in range(FIRST_SEED, FIRST_SEED + RIDES):
        score.add(follow(prescription, habit, seed), prescription)
    return score


def measure_hidden(workout: str, bike: str) -> Score:
    """A workout ridden by simulated people, each by meters of several gains."""
    prescription = prescribe_workout(find_workout(workout), DEFAULT_RIDER, BUILT_IN_BIKES[bike])
    score = Score()
    for seed in range(FIRST_PERSON, FIRST_PERSON + PEOPLE):
        ride = ride_hidden(prescription, seed)
        for gain in GAINS:
            score.add(forget_steps(ride, prescription, gain), prescription)
    return score


def show(name: str, score: Score) -> None:
    """Print the line of a score."""
    print(
        f"{name:<40}{score.f1(score.hits):>9.3f}{score.f1(score.any_hits):>9.3f}"
        f"{statistics.median(score.edges_s):>9.0f}{np.percentile(score.edges_s, 90):>9.0f}"
        f"{100 * statistics.median(score.gains):>9.1f}"
        f"{1000 * statistics.median(score.taken_s):>9.0f}"
    )


def count_taken(asked: str, ridden: str) -> int:
    """How many free rides of one workout are taken for another."""
    trainer = BUILT_IN_BIKES["trainer"]
    wanted, followed = (
        prescribe_workout(find_workout(name), DEFAULT_RIDER, trainer) for name in (asked, ridden)
    )
    rides = [follow(followed, HABITS["free"], FIRST_SEED + n).ride for n in range(RIDES)]
    found = [match_ride(ride, wanted) for ride in rides]
    return sum(matching is not None and matching.is_alike for matching in found)


def show_laps(name: str) -> None:
    """Edges of the laps of a real ride, found without them."""
    ride = read_ride_file(SHARED / name)
    prescription, edges = prescribe_laps(ride)
    start = time.process_time()
    matching = match_ride(ride, prescription)
    taken = time.process_time() - start
    if matching is None:
        raise AssertionError("a ride with power is matched")
    off = [
        abs(found - true)
        for step in matching.steps
        for found, true in zip((step.start_s, step.end_s), edges[step.step], strict=True)
    ]
    near = [value <= 5 for value in off]
    print(
        f"  {name:<32}{len(matching.steps):>4} of {len(edges):>3} steps, edges off by "
        f"{statistics.median(off):.0f} s (median), {np.percentile(off, 90):.0f} s (9 in 10), "
        f"within 5 s {100 * statistics.mean(near):.0f} %, gain {matching.gain:.2f}, "
        f"{1000 * taken:.0f} ms"
    )


def main() -> None:
    """Print a line for each workout and habit, then real rides."""
    print(describe_machine())
    print(f"{RIDES} rides each, seeds from {FIRST_SEED}")
    head = ("F1", "F1 any", "edge, s", "90 %, s", "gain, %", "ms")
    print(f"{'':<40}" + "".join(f"{name:>9}" for name in head))
    for workout in WORKOUTS:
        for name, habit in HABITS.items():
            show(f"{workout}, {name}", measure(workout, habit))
    gains = ", ".join(f"{gain:g}" for gain in GAINS)
    print(f"{PEOPLE} simulated people, seeds from {FIRST_PERSON}, each by meters of gain {gains}")
    for workout in WORKOUTS:
        for bike, name in HIDDEN_BIKES.items():
            show(f"{workout}, on {name}", measure_hidden(workout, bike))
    for asked, ridden in (WORKOUTS, WORKOUTS[::-1]):
        print(f"{ridden} taken for {asked}: {count_taken(asked, ridden)} of {RIDES} rides")
    if SHARED.is_dir():
        print("laps of real rides, found without them")
        for name in LAPPED:
            show_laps(name)


if __name__ == "__main__":
    main()
