"""The stock tests: ridden on every bike, honest about pacing and stopping, never proposed."""

from __future__ import annotations

import pytest

from sixhills.equipment import BUILT_IN_BIKES
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.progress.kinds import EASY_KINDS, HARD_KINDS
from sixhills.rider import DEFAULT_RIDER, Limits, Rider
from sixhills.workout.library import find_workout, ladder
from sixhills.workout.model import (
    CriticalPowerEffort,
    Kind,
    Ramp,
    Role,
    RpeEffort,
    Step,
    Time,
    Workout,
)

TO_THE_LIMIT = ["ramp-test", "three-and-twelve-test"]


def efforts_of(key: str) -> list[Step]:
    return [step for step in find_workout(key).steps() if step.role is Role.TEST]


def said(key: str) -> str:
    return " ".join(cue.text for step in find_workout(key).steps() for cue in step.cues)


def test_four_steps_below_the_limit() -> None:
    """Four steps of three minutes, the last at .80 of critical power, none to the limit."""
    steps = efforts_of("step-test")
    assert {step.extent for step in steps} == {Time(duration_s=180)}
    shares = [s.effort.share for s in steps if isinstance(s.effort, CriticalPowerEffort)]
    assert shares == [0.5, 0.6, 0.7, 0.8]


def test_a_ramp_is_one_step_that_skip_ends() -> None:
    """Six per cent a minute, up to where a guess of critical power 1.4 times too low ends."""
    (ramp,) = efforts_of("ramp-test")
    assert isinstance(ramp.effort, Ramp)
    assert isinstance(ramp.effort.start, CriticalPowerEffort)
    assert isinstance(ramp.effort.end, CriticalPowerEffort)
    assert isinstance(ramp.extent, Time)
    rise = (ramp.effort.end.share - ramp.effort.start.share) / (ramp.extent.duration_s / 60)
    assert rise == pytest.approx(0.06)
    assert ramp.effort.end.share >= 1.39 * 1.39


def test_three_and_twelve_minutes_half_an_hour_apart() -> None:
    steps = find_workout("three-and-twelve-test").steps()
    first, second = (i for i, step in enumerate(steps) if step.role is Role.TEST)
    assert [steps[i].extent for i in (first, second)] == [
        Time(duration_s=180),
        Time(duration_s=720),
    ]
    assert {steps[i].effort for i in (first, second)} == {RpeEffort(rpe=10)}
    (between,) = steps[first + 1 : second]
    assert (between.role, between.extent) == (Role.RECOVERY, Time(duration_s=1800))


def test_openers_come_before_the_efforts() -> None:
    roles = [step.role for step in find_workout("three-and-twelve-test").steps()]
    assert roles.index(Role.INTERVAL) < roles.index(Role.TEST)


@pytest.mark.parametrize("key", TO_THE_LIMIT)
def test_who_is_unwell_is_sent_home_and_who_is_in_trouble_stops(key: str) -> None:
    assert "unwell" in said(key)
    assert "stop at once" in said(key)


@pytest.mark.parametrize("key", ["step-test", "ramp-test"])
def test_the_way_out_is_told(key: str) -> None:
    assert "press skip" in said(key)


def test_pacing_is_told_before_each_effort() -> None:
    assert "Begin a little easier than you could" in said("three-and-twelve-test")
    assert "clearly easier than the 3 were" in said("three-and-twelve-test")


@pytest.mark.parametrize("bike", BUILT_IN_BIKES)
@pytest.mark.parametrize("workout", ladder(Kind.TEST), ids=lambda workout: workout.key)
def test_every_test_can_be_prescribed_on_every_bike(workout: Workout, bike: str) -> None:
    prescription = prescribe_workout(workout, DEFAULT_RIDER, BUILT_IN_BIKES[bike])
    assert all(segment.effort.words for segment in prescription.segments)


@pytest.mark.parametrize("key", TO_THE_LIMIT)
def test_limits_bind_tests_too(key: str) -> None:
    rider = Rider(limits=Limits(max_rpe=4))
    segments = prescribe_workout(find_workout(key), rider, BUILT_IN_BIKES["trainer"]).segments
    assert max(segment.effort.rpe_high for segment in segments) <= 4


def test_tests_are_never_proposed() -> None:
    assert Kind.TEST not in {*HARD_KINDS, *EASY_KINDS}
