from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.errors import InvalidValueError
from sixhills.plain import rider_from_plain, to_plain
from sixhills.rider import DEFAULT_RIDER, Limits

LIMITS = st.builds(
    Limits,
    max_rpe=st.none() | st.floats(3, 10),
    seated_only=st.booleans(),
    least_cadence_rpm=st.none() | st.floats(40, 80),
    low_torque=st.booleans(),
    heart_rate_steers=st.booleans(),
)


def test_by_default_nothing_binds() -> None:
    assert not Limits().bind
    assert Limits(low_torque=True).bind


@given(one=LIMITS, other=LIMITS)
def test_the_stricter_holds(one: Limits, other: Limits) -> None:
    both = one.combine(other)
    for limits in (one, other):
        assert (both.max_rpe or 11) <= (limits.max_rpe or 11)
        assert (both.least_cadence_rpm or 0) >= (limits.least_cadence_rpm or 0)
        assert both.seated_only >= limits.seated_only
        assert both.low_torque >= limits.low_torque
        assert both.heart_rate_steers <= limits.heart_rate_steers


@given(one=LIMITS, other=LIMITS)
def test_the_order_does_not_matter(one: Limits, other: Limits) -> None:
    assert one.combine(other) == other.combine(one)


@given(limits=LIMITS)
def test_no_limits_add_nothing(limits: Limits) -> None:
    assert limits.combine(Limits()) == limits == limits.combine(limits)


@pytest.mark.parametrize(
    "wrong", [{"max_rpe": 2.0}, {"max_rpe": 11.0}, {"least_cadence_rpm": 90.0}]
)
def test_impossible_limits_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(InvalidValueError):
        Limits(**wrong)  # type: ignore[arg-type]


def test_low_torque_is_a_beginners_first_hill() -> None:
    """DESIGN's table: hill 1 is .75 of CP for a beginner, at 60 to 75 rpm."""
    assert Limits(low_torque=True).most_torque == pytest.approx(0.75 * 80 / 67.5, abs=0.015)
    assert Limits().most_torque is None


@pytest.mark.parametrize("can_stand", [True, False])
@pytest.mark.parametrize("seated_only", [True, False])
def test_standing_takes_ability_and_leave(can_stand: bool, seated_only: bool) -> None:
    rider = replace(DEFAULT_RIDER, can_stand=can_stand, limits=Limits(seated_only=seated_only))
    assert rider.may_stand == (can_stand and not seated_only)


def test_a_rider_stored_before_there_were_limits_has_none() -> None:
    old = to_plain(DEFAULT_RIDER)
    del old["limits"]
    assert rider_from_plain(old) == DEFAULT_RIDER


def test_limits_are_stored_with_the_rider() -> None:
    rider = replace(DEFAULT_RIDER, limits=Limits(max_rpe=4, low_torque=True))
    assert rider_from_plain(to_plain(rider)) == rider
