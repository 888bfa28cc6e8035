from __future__ import annotations

import pytest

from sixhills.care.pain import AMBER_FROM
from sixhills.care.stop_rules import STOP_RULES


@pytest.mark.parametrize("sign", ["chest", "faint", "out of breath", "joint", "numb"])
def test_every_sign_has_its_rule(sign: str) -> None:
    assert sum(sign in rule.lower() for rule in STOP_RULES) == 1


@pytest.mark.parametrize("rule", STOP_RULES, ids=lambda rule: rule[:20])
def test_every_rule_says_stop(rule: str) -> None:
    assert "stop" in rule


def test_pain_that_ends_a_ride_is_not_green_after_it() -> None:
    assert any(f"above {AMBER_FROM:.0f} of 10" in rule for rule in STOP_RULES)
