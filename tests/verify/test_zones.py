"""Time in zones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.errors import InvalidValueError
from sixhills.verify.zones import BODY_ZONES, HEART_ZONES, POWER_ZONES, time_in_zones_s


def test_a_bound_belongs_to_the_zone_above() -> None:
    values = np.array([0.0, 99.0, 100.0, 200.0, np.nan])
    assert time_in_zones_s(values, np.ones(5), [100.0, 200.0]) == (2.0, 1.0, 1.0)


@given(st.lists(st.floats(0, 500), max_size=50))
def test_all_that_is_known_is_in_a_zone(values: list[float]) -> None:
    held = np.full(len(values), 0.5)
    assert sum(time_in_zones_s(np.array(values), held, [100.0, 200.0, 300.0])) == (
        pytest.approx(0.5 * len(values))
    )


@pytest.mark.parametrize("zones", [POWER_ZONES, HEART_ZONES, BODY_ZONES])
def test_the_bounds_rise(zones: tuple[float, ...]) -> None:
    assert list(zones) == sorted(set(zones))


def test_bounds_that_fall_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="bounds"):
        time_in_zones_s(np.ones(1), np.ones(1), [2.0, 1.0])
