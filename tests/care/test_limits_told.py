from __future__ import annotations

import pytest

from sixhills.care.limits_told import tell_limits
from sixhills.rider import Limits


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(max_rpe=4), "no effort is above 4 of 10"),
        (Limits(seated_only=True), "stay in the saddle"),
        (Limits(low_torque=True), "resistance stays low"),
        (Limits(least_cadence_rpm=70), "never pedal slower than 70 rpm"),
        (Limits(heart_rate_steers=False), "go by how it feels"),
    ],
)
def test_each_limit_is_one_sentence(limits: Limits, words: str) -> None:
    (told,) = tell_limits(limits)
    assert words in told
    assert told.endswith(".")


def test_nothing_is_told_without_limits() -> None:
    assert tell_limits(Limits()) == ()


def test_all_are_told_together() -> None:
    limits = Limits(
        max_rpe=4,
        seated_only=True,
        least_cadence_rpm=70,
        low_torque=True,
        heart_rate_steers=False,
    )
    assert len(tell_limits(limits)) == 5
