"""Steps that were told by a clock: from where they were followed to where they were told."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hidden_followers import forget_steps, ride_hidden
from sixhills.equipment import BUILT_IN_BIKES
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.rider import DEFAULT_RIDER
from sixhills.verify.matching import match_ride
from sixhills.verify.matching.kept_clock import LATEST_S, Span, place_by_clock
from sixhills.workout.library import find_workout

STEPS = [(600.0, False)] + [(10.0, True), (50.0, False)] * 6
WORKS = [work for _, work in STEPS]


def lay_steps(first_s: float = 0.0) -> list[Span]:
    """A warm-up and six efforts of 10 s, 50 s apart, one after the other."""
    spans, at = [], first_s
    for length, _ in STEPS:
        spans.append((at, at + length))
        at += length
    return spans


def follow(late: list[float], begun_s: float = 0.0) -> list[Span | None]:
    """The same, each edge of each effort late by so much."""
    edges = iter(late)
    return [
        (start + begun_s + next(edges), end + begun_s + next(edges))
        if work
        else (start + begun_s, end + begun_s)
        for (start, end), work in zip(lay_steps(), WORKS, strict=True)
    ]


def was_ridden(step: int, span: Span) -> bool:
    return True


def was_not_ridden(step: int, span: Span) -> bool:
    return False


@given(
    st.lists(st.floats(0, LATEST_S - 1), min_size=12, max_size=12),
    st.floats(-60, 900),
)
def test_efforts_followed_late_are_where_they_were_told(late: list[float], begun_s: float) -> None:
    """As early as the second earliest of all edges: nobody follows before they are told."""
    placed = place_by_clock(lay_steps(), follow(late, begun_s), WORKS, was_not_ridden)
    first = sorted(late)[:3]
    for told, span, work in zip(lay_steps(begun_s), placed, WORKS, strict=True):
        if work:
            assert span is not None
            assert span[1] - span[0] == pytest.approx(10.0, abs=first[2] - first[0] + 1e-6)
            assert first[0] - 1e-6 <= span[0] - told[0] <= first[2] + 1e-6


def test_a_ride_that_keeps_no_clock_stays_as_it_is() -> None:
    by_feel = follow([20.0 * n for n in range(12)])
    assert place_by_clock(lay_steps(), by_feel, WORKS, was_ridden) == by_feel


def test_an_effort_begun_half_a_minute_late_stays_where_it_was_ridden() -> None:
    late = [2.0] * 12
    late[4:6] = [28.0, 28.0]
    placed = place_by_clock(lay_steps(), follow(late), WORKS, was_not_ridden)
    assert placed[5] == follow(late)[5]
    assert placed[3] == (662.0, 672.0)


def test_an_effort_that_was_there_when_told_is_not_sought_elsewhere() -> None:
    """The knob was not turned back, and the rest looked more like the effort."""
    late = [2.0] * 12
    late[4:6] = [25.0, 30.0]
    found = follow(late)
    found[6] = (found[5] or (0, 0))[1], (found[6] or (0, 0))[1]
    placed = place_by_clock(lay_steps(), found, WORKS, was_ridden)
    assert placed[5:7] == [(722.0, 732.0), (732.0, 782.0)]


def test_a_pause_parts_the_clock() -> None:
    """Six steps before, six after; in between 200 s of nothing."""
    steps, works, found = [], [], []
    for n in range(14):
        start = 60.0 * n
        steps += [(start, start + 10.0), (start + 10.0, start + 60.0)]
        works += [True, False]
        off = 1.0 + n % 3 + (200.0 if n >= 7 else 0.0)
        found += [(start + off, start + off + 10.0), (start + off + 10.0, start + off + 58.0)]
    placed = place_by_clock(steps, found, works, was_not_ridden)
    assert placed[2] == (61.0, 71.0)
    assert placed[24] == (921.0, 931.0)


def test_a_step_that_was_skipped_takes_no_other_ones_place() -> None:
    """The third effort was left out, and all after it came a minute sooner."""
    late = [1.0] * 4 + [0.0] * 2 + [-59.0] * 6
    found = follow(late)
    found[5] = None
    placed = place_by_clock(lay_steps(), found, WORKS, was_ridden)
    efforts = [span for span, work in zip(placed, WORKS, strict=True) if work and span]
    assert all(one[1] <= other[0] for one, other in pairwise(efforts))


def test_efforts_of_a_person_slow_to_turn_the_knob_are_found() -> None:
    """Four seconds late of ten: half of them lay elsewhere before."""
    bike = BUILT_IN_BIKES["exercise"]
    prescription = prescribe_workout(find_workout("intervals"), DEFAULT_RIDER, bike)
    made = forget_steps(ride_hidden(prescription, 3012), prescription, 0.8)
    matching = match_ride(made.ride, prescription)
    assert matching is not None
    found = {step.step: (step.start_s, step.end_s) for step in matching.steps}
    for step in prescription.steps():
        told = made.steps[step[0].step]
        if step[0].role.is_work and told is not None:
            start, end = found[step[0].step]
            assert max(abs(start - told[0]), abs(end - told[1])) <= 3
