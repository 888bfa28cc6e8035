"""Matching: steps of a prescription found in rides that were not guided."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_rides import make_ride

from followed_rides import ERG, FREE, HABITS, FollowedRide, Habit, follow
from hidden_followers import forget_steps, ride_hidden
from sixhills.equipment import BUILT_IN_BIKES
from sixhills.prescribe.prescription import Prescription
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.ride.recording import Channel, Ride
from sixhills.rider import DEFAULT_RIDER
from sixhills.verify.matching import Matching, follow_matching, match_ride
from sixhills.verify.matching.report import report_matching
from sixhills.workout.library import find_workout
from sixhills.workout.model import Role


@cache
def prescribe(workout: str) -> Prescription:
    return prescribe_workout(find_workout(workout), DEFAULT_RIDER, BUILT_IN_BIKES["trainer"])


def match(made: FollowedRide, workout: str) -> Matching:
    found = match_ride(made.ride, prescribe(workout))
    assert found is not None
    return found


def count_events(workout: str, habit: Habit, seeds: range) -> tuple[int, int, int]:
    """Hills or intervals that are true, found, and found where they are (by half)."""
    true = found = hits = 0
    for seed in seeds:
        made = follow(prescribe(workout), habit, seed)
        places = {s.step: (s.start_s, s.end_s) for s in match(made, workout).steps}
        for step in prescribe(workout).steps():
            if not step[0].role.is_work:
                continue
            span, place = made.steps[step[0].step], places.get(step[0].step)
            true, found = true + (span is not None), found + (place is not None)
            if span and place:
                both = min(span[1], place[1]) - max(span[0], place[0])
                together = max(span[1], place[1]) - min(span[0], place[0])
                hits += both >= 0.5 * together
    return true, found, hits


@pytest.mark.parametrize(
    ("workout", "habit", "least"),
    [
        ("six-hills", ERG, 0.97),
        ("intervals", ERG, 0.97),
        ("six-hills", HABITS["free, gain .7 to 1.3"], 0.95),
        ("intervals", HABITS["free, gain .7 to 1.3"], 0.95),
        ("intervals", HABITS["free, ridden to and from"], 0.95),
    ],
    ids=["hills, ERG", "intervals, ERG", "hills, free", "intervals, free", "to and from"],
)
def test_events_are_found(workout: str, habit: Habit, least: float) -> None:
    """The goals of the issue: F1 of .97 (ERG) and .95 (free), at gains of .7 to 1.3."""
    true, found, hits = count_events(workout, habit, range(300, 308))
    assert 2 * hits >= least * (true + found)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both / (max(one[1], other[1]) - min(one[0], other[0]))


def find_hits(made: FollowedRide, prescription: Prescription) -> tuple[int, int]:
    """Work steps of a ride, and how many of them are found where they are (by half)."""
    matching = match_ride(made.ride, prescription)
    assert matching is not None
    places = {s.step: (s.start_s, s.end_s) for s in matching.steps}
    work = [s[0].step for s in prescription.steps() if s[0].role.is_work]
    pairs = [(made.steps[n], places.get(n)) for n in work if made.steps[n] is not None]
    return len(pairs), sum(bool(a and b) and overlap(a, b) >= 0.5 for a, b in pairs)  # type: ignore[arg-type]


@pytest.mark.parametrize("gain", [0.7, 1.0, 1.3])
@pytest.mark.parametrize("seed", [1, 2])
def test_recovering_downhill_without_pedalling_hides_no_hill(gain: float, seed: int) -> None:
    prescription = prescribe("six-hills")
    made = follow(prescription, Habit(**{**vars(FREE), "gain": (gain, gain)}), seed)
    power = made.ride.channels[Channel.POWER_W]
    for step, span in zip(prescription.steps(), made.steps, strict=True):
        if step[0].role is Role.RECOVERY and span is not None:
            power[slice(*span)] = 0.0
    asked, hits = find_hits(made, prescription)
    assert hits == asked == 6


@pytest.mark.parametrize("gain", [0.7, 1.3])
def test_a_person_on_a_road_is_found_whoever_that_is(gain: float) -> None:
    """Simulated, with a body and a mind of their own, coasting down every hill."""
    workout = find_workout("six-hills")
    prescription = prescribe_workout(workout, DEFAULT_RIDER, BUILT_IN_BIKES["road"])
    made = forget_steps(ride_person(), prescription, gain)
    asked, hits = find_hits(made, prescription)
    assert hits == asked == 6


@cache
def ride_person() -> Ride:
    workout = find_workout("six-hills")
    return ride_hidden(prescribe_workout(workout, DEFAULT_RIDER, BUILT_IN_BIKES["road"]), 3)


@pytest.mark.parametrize("gain", [0.7, 1.0, 1.3])
def test_the_gain_of_a_meter_is_found(gain: float) -> None:
    made = follow(prescribe("six-hills"), Habit(**{**vars(ERG), "gain": (gain, gain)}), 1)
    assert match(made, "six-hills").gain == pytest.approx(gain, rel=0.03)


def test_a_ride_that_follows_exactly_fits_and_its_edges_are_found() -> None:
    made = follow(prescribe("six-hills"), ERG, 2)
    found = match(made, "six-hills")
    assert found.fit > 0.97
    off = [
        abs(edge - true)
        for step in found.steps
        for edge, true in zip((step.start_s, step.end_s), made.steps[step.step] or (), strict=True)
    ]
    assert np.median(off) <= 2


def test_a_hill_left_out_is_one_hill_less() -> None:
    whole = follow(prescribe("six-hills"), ERG, 3)
    hill, rest = whole.steps[5], whole.steps[6]
    assert hill
    assert rest
    kept = np.delete(whole.ride.channels[Channel.POWER_W], slice(hill[0], rest[1]))
    ride = make_ride(len(kept), power_w=kept.tolist())
    found = match_ride(ride, prescribe("six-hills"))
    assert found is not None
    report = report_matching(
        follow_matching(ride, prescribe("six-hills"), found), prescribe("six-hills"), found
    )
    assert (report.hills_done, report.hills_asked) == (5, 6)


def test_steps_follow_each_other() -> None:
    for seed in range(3):
        edges = [
            edge
            for step in match(follow(prescribe("intervals"), FREE, seed), "intervals").steps
            for edge in (step.start_s, step.end_s)
        ]
        assert edges == sorted(edges)


@pytest.mark.parametrize(
    ("ridden", "asked"), [("intervals", "six-hills"), ("recovery-40", "intervals")]
)
def test_another_workout_is_not_taken_for_this_one(ridden: str, asked: str) -> None:
    for seed in range(4):
        assert not match(follow(prescribe(ridden), FREE, seed), asked).is_alike


def test_the_meter_shows_its_own_watts_and_shape_is_judged_after_the_gain() -> None:
    habit = Habit(**{**vars(ERG), "gain": (0.72, 0.72)})
    made = follow(prescribe("six-hills"), habit, 4)
    found = match(made, "six-hills")
    ride = follow_matching(made.ride, prescribe("six-hills"), found)
    report = report_matching(ride, prescribe("six-hills"), found)
    assert report.hills_done == 6
    hill = report.steps[1]
    share = next(s.share_of_cp for s in prescribe("six-hills").segments if s.hill == 1)
    critical_w = DEFAULT_RIDER.fitness.critical_power_w.value
    assert hill.mean_power_w == pytest.approx(0.72 * share * critical_w, rel=0.04)
    assert hill.compliance is not None
    assert hill.compliance > 0.9


def test_records_between_steps_belong_to_none() -> None:
    made = follow(prescribe("six-hills"), HABITS["free, ridden to and from"], 5)
    found = match(made, "six-hills")
    segments = follow_matching(made.ride, prescribe("six-hills"), found).segments
    assert segments is not None
    first, last = found.steps[0].start_s, found.steps[-1].end_s
    assert set(segments[:first].tolist()) <= {-1}
    assert set(segments[last:].tolist()) <= {-1}
    assert segments.max() == len(prescribe("six-hills").segments) - 1


def test_without_power_nothing_is_matched() -> None:
    assert match_ride(make_ride(3000, heart_rate_bpm=120.0), prescribe("six-hills")) is None
    assert match_ride(make_ride(20, power_w=120.0), prescribe("six-hills")) is None


@settings(max_examples=10)
@given(st.lists(st.integers(0, 400), min_size=61, max_size=200))
def test_whatever_was_ridden_something_comes_back(power_w: list[int]) -> None:
    found = match_ride(
        make_ride(len(power_w), power_w=[float(p) for p in power_w]), prescribe("intervals")
    )
    assert found is not None
    assert 0 <= found.fit <= 1
    assert all(0 <= s.start_s < s.end_s <= len(power_w) for s in found.steps)
