"""What no setting can make safe is refused, in one sentence with what to do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from limit_checks import find_breaches
from make_prescriptions import make_measured_bike, make_rider, prescribe

from sixhills.equipment import ExerciseBike, LevelCurve, Levels
from sixhills.errors import InvalidValueError
from sixhills.rider import Limits

CAPPED = replace(make_rider(), limits=Limits(max_rpe=4.0))
HEAVY = make_measured_bike(8, lowest_w=230, highest_w=480)


def test_a_measured_bike_too_heavy_for_a_capped_rider_is_refused() -> None:
    assert prescribe("recovery-20", bike=HEAVY).warnings
    with pytest.raises(InvalidValueError, match="cannot be set easy enough") as refused:
        prescribe("recovery-20", CAPPED, HEAVY)
    assert "sixhills screening" in str(refused.value)


def test_a_lighter_bike_is_not() -> None:
    light = make_measured_bike(8)
    assert find_breaches(prescribe("recovery-20", CAPPED, light)) == []


def test_so_is_one_that_was_only_felt() -> None:
    """Its watts are not told; that its easiest setting is too hard is known all the same."""
    felt = ExerciseBike(
        resistance=Levels(highest=8),
        curve=LevelCurve(
            settings=tuple(range(1, 9)),
            power_at_80_w=tuple(150.0 * 1.2**n for n in range(8)),
            sd=0.08,
            setting_sds=(0.08,) * 8,
        ),
    )
    assert prescribe("recovery-20", bike=felt).warnings
    with pytest.raises(InvalidValueError, match="cannot be set easy enough"):
        prescribe("recovery-20", CAPPED, felt)


def test_a_hill_too_steep_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="bike or hill"):
        prescribe("six-hills", CAPPED, "road", hill="900m@14%")
