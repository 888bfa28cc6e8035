from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_rides import make_prescription, make_ride, make_segment

from sixhills.prescribe.prescription import Prescription
from sixhills.ride.recording import Evidence, Ride
from sixhills.verify.report import make_report
from sixhills.verify.steps import verify_ride
from sixhills.verify.told_postures import find_hills, tell_postures
from sixhills.workout.model import Posture, Role

SEATED, STANDING, FREE = Posture.SEATED, Posture.STANDING, Posture.FREE
TOLD, CONFIRMED, DEVICE = Evidence.INSTRUCTED, Evidence.CONFIRMED, Evidence.DEVICE
PLAN = make_prescription(
    make_segment(Role.STEADY, step=0, duration_s=60),
    make_segment(step=1, duration_s=60, hill=1),
    make_segment(Role.STEADY, step=2, duration_s=60),
    make_segment(step=3, duration_s=30, hill=2),
    make_segment(step=3, duration_s=30, hill=2, posture=STANDING),
    make_segment(Role.STEADY, step=4, duration_s=60),
)
"""Hill 1 from 60 s to 120 s, hill 2 from 180 s to 240 s, its posture to change at 210 s."""

INSTRUCTED = [(0.0, SEATED, TOLD), (210.0, STANDING, TOLD), (240.0, SEATED, TOLD)]
Events = list[tuple[float, Posture, Evidence]]


def unseen(events: Events = INSTRUCTED, segments: list[int] | None = None) -> Ride:
    """The plan ridden by the clock, nothing measured."""
    rows = segments or np.repeat(range(6), [60, 60, 60, 30, 30, 60]).tolist()
    return make_ride(len(rows), postures=events, segments=rows)


def events_of(ride: Ride) -> Events:
    return [(event.elapsed_s, event.posture, event.evidence) for event in ride.postures]


def tell(ride: Ride, told: dict[int, tuple[Posture, ...]], plan: Prescription = PLAN) -> Events:
    return events_of(tell_postures(ride, plan, told))


def test_what_is_told_replaces_the_events_of_its_hill_only() -> None:
    assert tell(unseen(), {2: (STANDING,)}) == [
        (0.0, SEATED, TOLD),
        (180.0, STANDING, CONFIRMED),
        (240.0, SEATED, TOLD),
    ]


def test_after_the_hill_what_held_before_goes_on() -> None:
    assert tell(unseen(), {1: (SEATED,)})[:3] == [
        (0.0, SEATED, TOLD),
        (60.0, SEATED, CONFIRMED),
        (120.0, SEATED, TOLD),
    ]


def test_two_postures_change_where_the_plan_has_them_change() -> None:
    assert tell(unseen(), {2: (SEATED, STANDING)})[1:3] == [
        (180.0, SEATED, CONFIRMED),
        (210.0, STANDING, CONFIRMED),
    ]


def test_two_postures_change_halfway_where_the_plan_has_one() -> None:
    assert tell(unseen(), {1: (SEATED, STANDING)})[1:3] == [
        (60.0, SEATED, CONFIRMED),
        (90.0, STANDING, CONFIRMED),
    ]


def test_what_was_confirmed_meanwhile_is_corrected() -> None:
    before = [(0.0, SEATED, TOLD), (70.0, STANDING, CONFIRMED), (120.0, SEATED, TOLD)]
    assert tell(unseen(before), {1: (SEATED,)}) == [
        (0.0, SEATED, TOLD),
        (60.0, SEATED, CONFIRMED),
        (120.0, SEATED, TOLD),
    ]


def test_a_ride_without_any_event_knows_its_told_hills_only() -> None:
    assert tell(unseen([]), {1: (SEATED,)}) == [
        (60.0, SEATED, CONFIRMED),
        (120.0, FREE, Evidence.UNKNOWN),
    ]


def test_a_hill_ridden_again_after_a_step_back_is_told_both_times() -> None:
    rows = [0] * 60 + [1] * 30 + [0] * 10 + [1] * 60
    told = tell(unseen([], rows), {1: (STANDING,)})
    assert [event for event in told if event[2] is CONFIRMED] == [
        (60.0, STANDING, CONFIRMED),
        (100.0, STANDING, CONFIRMED),
    ]


def test_a_device_that_watched_knows_better() -> None:
    ride = unseen([(5.0, SEATED, DEVICE)])
    assert tell_postures(ride, PLAN, {1: (STANDING,)}) is ride


def test_a_device_that_came_later_did_not_watch() -> None:
    told = tell(unseen([(200.0, SEATED, DEVICE)]), {1: (STANDING,)})
    assert told[0] == (60.0, STANDING, CONFIRMED)


@pytest.mark.parametrize("told", [{}, {7: (SEATED,)}])
def test_nothing_told_of_its_hills_leaves_the_ride_as_it_is(told) -> None:
    ride = unseen()
    assert tell_postures(ride, PLAN, told) is ride


def test_a_ride_that_follows_no_plan_stays_as_it_is() -> None:
    ride, free = unseen(), make_ride(60)
    assert tell_postures(ride, None, {1: (SEATED,)}) is ride
    assert tell_postures(free, PLAN, {1: (SEATED,)}) is free


def test_only_hills_that_were_ridden_are_found() -> None:
    assert find_hills(unseen(), PLAN) == (1, 2)
    assert find_hills(unseen(segments=[0] * 60 + [1] * 20), PLAN) == (1,)
    assert find_hills(unseen(), None) == find_hills(make_ride(9), PLAN) == ()


def test_a_told_hill_without_sensors_counts_as_done() -> None:
    unsure = make_report(unseen(), PLAN)
    sure = make_report(tell_postures(unseen(), PLAN, {1: (SEATED,)}), PLAN)
    assert (unsure.hills_done, sure.hills_done) == (None, 1)


def test_a_hill_told_of_but_hardly_begun_is_not_done() -> None:
    ride = unseen(segments=[0] * 60 + [1] * 20)
    told = make_report(tell_postures(ride, PLAN, {1: (SEATED,)}), PLAN)
    assert told.hills_done == 0


def test_standing_time_is_what_was_told() -> None:
    ride = tell_postures(unseen(), PLAN, {1: (SEATED,), 2: (SEATED, STANDING)})
    assert make_report(ride, PLAN).summary.standing_s == 30


def test_the_report_shows_what_was_told() -> None:
    results = verify_ride(tell_postures(unseen(), PLAN, {2: (SEATED, STANDING)}), PLAN)
    hill = next(result for result in results if result.hill == 2)
    assert hill.posture_found == "seated then standing"
    assert hill.evidence is CONFIRMED
    assert not hill.measured  # the time is still the clock's


@given(
    st.dictionaries(
        st.integers(1, 2), st.sampled_from([(SEATED,), (STANDING,), (SEATED, STANDING)])
    ),
    st.lists(
        st.tuples(
            st.floats(0, 300),
            st.sampled_from([SEATED, STANDING, FREE]),
            st.sampled_from([TOLD, CONFIRMED]),
        ),
        max_size=8,
        unique_by=lambda event: event[0],
    ),
)
def test_telling_twice_is_telling_once_and_all_else_stays(told, events) -> None:
    ride = unseen(sorted(events))
    once = tell_postures(ride, PLAN, told)
    assert events_of(tell_postures(once, PLAN, told)) == events_of(once)
    steps = zip(verify_ride(ride, PLAN), verify_ride(once, PLAN), strict=True)
    assert all(before == after for before, after in steps if before.hill not in told)
