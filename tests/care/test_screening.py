from __future__ import annotations

from itertools import combinations

import pytest

from sixhills.care.screening import QUESTIONS, UNCLEARED, decide_limits, needs_clearance
from sixhills.errors import InputError
from sixhills.rider import Limits

KEYS = [question.key for question in QUESTIONS]
MEDICAL = {"heart", "signs", "illness", "pulse", "supervised", "surgery", "pregnancy"}
GENTLE = {"back", "surgery", "pregnancy", "numb"}


def decide(*yes: str, cleared: bool = False) -> Limits:
    return decide_limits(yes, cleared=cleared).limits


def test_there_are_ten_different_questions() -> None:
    assert len(set(KEYS)) == len({question.text for question in QUESTIONS}) == 10


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_a_question_is_one_question_with_a_reason_and_advice(question) -> None:
    assert question.text.count("?") == 1
    assert question.text.endswith("?")
    assert question.why.endswith(".")
    assert question.advice.endswith(".")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_every_yes_changes_something(question) -> None:
    assert decide(question.key) != Limits()


@pytest.mark.parametrize(
    "topic",
    [
        *("heart", "blood pressure", "chest", "dizzy", "faint", "illness", "medicine"),
        *("beta-blocker", "supervision", "knee", "hip", "back", "operation", "pregnant"),
        *("birth", "numb"),
    ],
)
def test_every_topic_is_asked(topic: str) -> None:
    assert any(topic in question.text.lower() for question in QUESTIONS)


def test_no_yes_no_limits() -> None:
    screened = decide_limits((), cleared=False)
    assert (screened.limits, screened.advice, screened.locked) == (Limits(), (), False)


@pytest.mark.parametrize("key", KEYS)
def test_a_medical_yes_locks_effort_until_cleared(key: str) -> None:
    assert (decide(key).max_rpe == 4) == (key in MEDICAL)
    assert decide(key, cleared=True).max_rpe is None


@pytest.mark.parametrize("key", sorted(MEDICAL))
def test_the_lock_keeps_seated_and_names_somebody_to_ask(key: str) -> None:
    screened = decide_limits([key], cleared=False)
    assert screened.locked
    assert screened.limits.combine(UNCLEARED) == screened.limits
    asked = ("doctor", "surgeon", "midwife", "whoever")
    assert any(person in " ".join(screened.advice) for person in asked)


@pytest.mark.parametrize("cleared", [True, False])
def test_clearance_lifts_nothing_else(cleared: bool) -> None:
    assert decide("knee", cleared=cleared).least_cadence_rpm == 70
    assert not decide("pulse", cleared=cleared).heart_rate_steers
    for key in GENTLE:
        limits = decide(key, cleared=cleared)
        assert limits.seated_only
        assert limits.low_torque


def test_answers_of_all_kinds_bind_together() -> None:
    """Every set of answers, cleared or not: each yes binds as it does alone."""
    alone = {(key, c): decide(key, cleared=c) for key in KEYS for c in (True, False)}
    for count in range(len(KEYS) + 1):
        for yes in combinations(KEYS, count):
            for cleared in (True, False):
                limits = decide(*yes, cleared=cleared)
                assert all(limits.combine(alone[key, cleared]) == limits for key in yes)
                assert (limits.max_rpe == 4) == (not cleared and not MEDICAL.isdisjoint(yes))


@pytest.mark.parametrize("yes", [["cough"], ["knee", "cough"]])
def test_unknown_keys_are_refused_with_the_known_ones(yes: list[str]) -> None:
    with pytest.raises(InputError, match=r"'cough'.*heart"):
        needs_clearance(yes)


def test_advice_comes_once_and_in_the_order_of_the_questions() -> None:
    advice = decide_limits(["numb", "heart", "numb"], cleared=False).advice
    assert [advice.index(question.advice) for question in (QUESTIONS[0], QUESTIONS[-1])] == [0, 1]
    assert len(advice) == 2
