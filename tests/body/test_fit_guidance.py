from __future__ import annotations

import pytest

from sixhills.body.fit_guidance import GUIDANCE, Guidance, choose_guidance


@pytest.mark.parametrize("one", GUIDANCE, ids=lambda one: one.key)
def test_every_advice_says_what_it_rests_on_and_promises_nothing(one: Guidance) -> None:
    assert one.advice.endswith(".")
    assert one.evidence.endswith(".")
    told = f"{one.advice} {one.evidence}".lower()
    assert not any(word in told for word in ("prevent", "cure", "treat", "faster", "grow "))


def test_an_exercise_bike_has_no_other_cranks() -> None:
    assert "crank" not in {one.key for one in choose_guidance("exercise")}
    assert "crank" in {one.key for one in choose_guidance("road")}
