from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.prescribe.effort import describe_effort
from sixhills.ride.questions import ask_how_it_feels, ask_whether_as_meant, take_complaint


def test_it_is_asked_in_the_four_words() -> None:
    labels = [answer.label for answer in ask_how_it_feels("level 5").answers]
    assert labels == ["easy", "can talk", "short phrases", "too hard"]


@given(rpe=st.floats(1, 10), over=st.booleans())
def test_answers_cover_all_ratings_without_a_gap(rpe: float, over: bool) -> None:
    for question in (
        ask_how_it_feels("level 5"),
        ask_whether_as_meant("Hill 1", describe_effort(rpe), over=over),
    ):
        assert question.answers[0].rpe_low == 0
        assert question.answers[-1].rpe_high == 10
        for easier, harder in pairwise(question.answers):
            assert easier.rpe_high == harder.rpe_low


@given(rpe=st.floats(1, 10))
def test_what_is_meant_is_about_right(rpe: float) -> None:
    effort = describe_effort(rpe)
    right = ask_whether_as_meant("Hill 1", effort, over=False).answers[1]
    assert right.rpe_low <= 0.5 * (effort.rpe_low + effort.rpe_high) <= right.rpe_high


@pytest.mark.parametrize(("too_hard", "bounds"), [(True, (6.5, 10)), (False, (0, 5.5))])
def test_a_complaint_says_on_which_side_it_is(too_hard: bool, bounds: tuple[float, float]) -> None:
    answer = take_complaint(describe_effort(6.0), too_hard=too_hard)
    assert (answer.rpe_low, answer.rpe_high) == bounds
