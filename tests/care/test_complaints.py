from __future__ import annotations

import pytest

from sixhills.care.complaints import COMPLAINTS, Complaint, find_complaints

BANNED = ("diagnos", "tendin", "syndrome", "arthr", "prevent", "cure", "heals", "will go")


@pytest.mark.parametrize("one", COMPLAINTS, ids=lambda one: one.key)
def test_reasons_are_possible_ones_and_nothing_is_promised(one: Complaint) -> None:
    told = " ".join((*one.reasons, *one.changes, one.see_someone)).lower()
    assert not any(word in told for word in BANNED)
    assert len(one.reasons) >= 2
    assert len(one.changes) >= 1
    assert "see a doctor" in told or "looked at" in told or "get help" in told


def test_most_reasons_say_that_they_may_be_wrong() -> None:
    reasons = [reason for one in COMPLAINTS for reason in one.reasons]
    unsure = [reason for reason in reasons if " may " in reason]
    assert len(unsure) >= 0.8 * len(reasons)


def test_front_and_back_of_the_knee_point_opposite_ways() -> None:
    front, back = find_complaints("knee-front")[0], find_complaints("knee-back")[0]
    assert "too low" in front.reasons[0]
    assert "too high" in back.reasons[0]


def test_a_place_finds_all_that_is_told_of_it() -> None:
    assert len(find_complaints("knee")) == 3
    assert find_complaints("elbow") == ()


def test_numbness_between_the_legs_asks_to_stand_up_now() -> None:
    assert "Stand up now" in find_complaints("seat-numb")[0].changes[0]
