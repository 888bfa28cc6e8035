from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_prescriptions import BIKES, EXPERIENCES, length_s, make_rider, prescribe

from sixhills.plain import prescription_from_plain, to_plain
from sixhills.prescribe.timeline import LONGEST_RAMP_SEGMENT_S
from sixhills.rider import Experience
from sixhills.workout.library import stock_workouts
from sixhills.workout.model import (
    CriticalPowerEffort,
    Distance,
    Kind,
    Posture,
    PostureChange,
    Ramp,
    Role,
    Step,
    Time,
    Workout,
)

STOCK = stock_workouts()


def make_workout(*steps: Step) -> Workout:
    return Workout(
        key="made", title="Made", about="For a test.", kind=Kind.TEST, difficulty=1, blocks=steps
    )


def make_ramp(duration_s: float, **changes: object) -> Step:
    share = CriticalPowerEffort(share=0.5), CriticalPowerEffort(share=0.7)
    effort = Ramp(start=share[0], end=share[1])
    return Step(role=Role.STEADY, extent=Time(duration_s=duration_s), effort=effort, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("workout", STOCK, ids=lambda workout: workout.key)
@pytest.mark.parametrize("bike", BIKES)
def test_stock_workouts_lie_on_one_timeline(workout: Workout, bike: str) -> None:
    segments = prescribe(workout, bike=bike).segments
    assert segments[0].start_s == 0
    assert [segment.index for segment in segments] == list(range(len(segments)))
    for before, after in pairwise(segments):
        assert after.start_s == pytest.approx(before.end_s, abs=1e-6)
        assert before.step <= after.step


@pytest.mark.parametrize("bike", BIKES)
@pytest.mark.parametrize("experience", EXPERIENCES)
def test_stock_workouts_survive_plain_json(bike: str, experience: Experience) -> None:
    for workout in STOCK:
        prescription = prescribe(workout, make_rider(experience), bike)
        plain = json.loads(json.dumps(to_plain(prescription)))
        read = prescription_from_plain(plain)
        assert read == prescription
        assert to_plain(read) == plain


@pytest.mark.parametrize("key", ["six-hills", "intervals"])
def test_steps_keep_their_length_indoors(key: str) -> None:
    """The article's steps, times and postures are never lowered (DESIGN, rule 6)."""
    workout = next(workout for workout in STOCK if workout.key == key)
    prescription = prescribe(workout, bike="trainer")
    meant = [
        step.extent.duration_s for step in workout.steps() if not isinstance(step.extent, Distance)
    ]
    assert [length_s(step) for step in prescription.steps()] == pytest.approx(meant)


@given(duration_s=st.floats(1, 4000), at=st.floats(0.01, 0.99))
@settings(max_examples=60)
def test_a_ramp_is_cut_into_at_most_a_minute(duration_s: float, at: float) -> None:
    postures = (
        PostureChange(at=0.0, posture=Posture.SEATED),
        PostureChange(at=at, posture=Posture.STANDING),
    )
    segments = prescribe(make_workout(make_ramp(duration_s, postures=postures))).segments
    assert max(segment.duration_s for segment in segments) <= LONGEST_RAMP_SEGMENT_S + 1e-6
    assert length_s(segments) == pytest.approx(duration_s)


def test_a_ramp_rises_evenly() -> None:
    shares = [
        s.share_of_cp for s in prescribe(make_workout(make_ramp(240)), bike="trainer").segments
    ]
    assert shares == pytest.approx([0.525, 0.575, 0.625, 0.675])


def test_posture_changes_cut_a_step() -> None:
    postures = (
        PostureChange(at=0.0, posture=Posture.SEATED),
        PostureChange(at=0.25, posture=Posture.STANDING),
        PostureChange(at=0.75, posture=Posture.SEATED),
    )
    step = Step(
        role=Role.STEADY,
        extent=Time(duration_s=400),
        effort=CriticalPowerEffort(share=0.6),
        postures=postures,
    )
    segments = prescribe(make_workout(step)).segments
    assert [(s.posture, s.duration_s) for s in segments] == [
        (Posture.SEATED, 100),
        (Posture.STANDING, 200),
        (Posture.SEATED, 100),
    ]


def test_parts_of_a_distance_add_up() -> None:
    postures = (
        PostureChange(at=0.0, posture=Posture.SEATED),
        PostureChange(at=0.3, posture=Posture.STANDING),
    )
    step = Step(
        role=Role.STEADY,
        extent=Distance(distance_m=3000),
        effort=CriticalPowerEffort(share=0.6),
        postures=postures,
    )
    segments = prescribe(make_workout(step), bike="road").segments
    assert [segment.distance_m for segment in segments] == pytest.approx([900, 2100])


@pytest.mark.parametrize("bike", ["exercise", "knob", "trainer"])
def test_indoors_nothing_ends_by_distance(bike: str) -> None:
    step = Step(
        role=Role.STEADY, extent=Distance(distance_m=5000), effort=CriticalPowerEffort(share=0.6)
    )
    (segment,) = prescribe(make_workout(step), bike=bike).segments
    assert segment.distance_m is None
    assert 500 < segment.duration_s < 900  # 20 to 36 km/h


def test_the_same_asked_twice_is_the_same() -> None:
    assert prescribe("six-hills") == prescribe("six-hills")


@pytest.mark.parametrize("bike", BIKES)
def test_each_segment_says_why_in_one_sentence(bike: str) -> None:
    for workout in STOCK:
        for segment in prescribe(workout, bike=bike).segments:
            assert segment.why.endswith(".")
            assert segment.why.isprintable()
            assert 20 <= len(segment.why) <= 120


@pytest.mark.parametrize("bike", BIKES)
def test_heart_rates_are_told_where_they_steer(bike: str) -> None:
    from dataclasses import replace

    from sixhills.rider import HeartRateBounds

    rider = replace(make_rider(), heart_rate=HeartRateBounds(rest_bpm=60, max_bpm=180))
    for step in prescribe("intervals", rider, bike).steps():
        steered = length_s(step) > 180
        assert all((segment.heart_rate_bpm is not None) == steered for segment in step)
