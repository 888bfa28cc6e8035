from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.equipment.level_curve import LevelCurve, typical_curve
from sixhills.errors import InvalidValueError

# notes on coaching 7: VirtuFit, 24 levels, p 1.48, 49 to 260 W at 80 rpm; only the ends are given
VIRTUFIT = LevelCurve(
    settings=(1.0, 24.0), power_at_80_w=(49.0, 260.0), exponent=1.48, sd=0.028, measured=True
)


@pytest.mark.parametrize(("level", "watts"), [(1, 49), (24, 260)])
def test_points_are_met(level: float, watts: float) -> None:
    assert VIRTUFIT.power_w(level, 80) == pytest.approx(watts)


def test_between_points_the_logarithm_is_straight() -> None:
    assert VIRTUFIT.power_w(12.5, 80) == pytest.approx(math.sqrt(49 * 260))


@pytest.mark.parametrize(("level", "watts"), [(-3, 49), (99, 260)])
def test_beyond_the_points_power_is_held(level: float, watts: float) -> None:
    assert VIRTUFIT.power_w(level, 80) == pytest.approx(watts)


def test_power_grows_with_cadence_to_the_exponent() -> None:
    assert VIRTUFIT.power_w(1, 60) == pytest.approx(49 * 0.75**1.48)


@given(level=st.floats(1, 24), watts=st.floats(10, 600))
def test_cadence_undoes_power(level: float, watts: float) -> None:
    cadence = VIRTUFIT.cadence_rpm(level, watts)
    assert VIRTUFIT.power_w(level, cadence) == pytest.approx(watts)


@given(
    level=st.floats(1, 24),
    more=st.floats(0.01, 5),
    cadence=st.floats(40, 120),
)
def test_a_harder_setting_takes_more(level: float, more: float, cadence: float) -> None:
    harder = min(24.0, level + more)
    assert VIRTUFIT.power_w(harder, cadence) >= VIRTUFIT.power_w(level, cadence)


@pytest.mark.parametrize("levels", [3, 8, 16, 24, 32, 100])
def test_a_typical_bike_goes_from_40_to_300_w(levels: int) -> None:
    """Notes on coaching 7: the default model."""
    curve = typical_curve(tuple(float(level) for level in range(1, levels + 1)))
    assert (curve.power_w(1, 80), curve.power_w(levels, 80)) == pytest.approx((40, 300))
    assert not curve.measured


@pytest.mark.parametrize(
    ("settings", "powers"),
    [
        ((1.0,), (40.0,)),
        ((1.0, 2.0), (40.0,)),
        ((2.0, 1.0), (40.0, 50.0)),
        ((1.0, 2.0), (50.0, 50.0)),
        ((1.0, 2.0), (0.0, 50.0)),
    ],
)
def test_impossible_curves_are_refused(
    settings: tuple[float, ...], powers: tuple[float, ...]
) -> None:
    with pytest.raises(InvalidValueError):
        LevelCurve(settings=settings, power_at_80_w=powers)


@pytest.mark.parametrize("exponent", [0.5, 4.0])
def test_impossible_exponents_are_refused(exponent: float) -> None:
    with pytest.raises(InvalidValueError, match="exponent"):
        LevelCurve(settings=(1.0, 2.0), power_at_80_w=(40.0, 50.0), exponent=exponent)


def test_a_setting_may_be_known_better_than_the_whole() -> None:
    curve = LevelCurve(
        settings=(1.0, 2.0, 3.0), power_at_80_w=(50.0, 90.0, 160.0), setting_sds=(0.1, 0.05, 0.4)
    )
    assert [curve.sd_at(setting) for setting in (0.0, 2.2, 9.0)] == [0.1, 0.05, 0.4]
    assert replace(curve, setting_sds=()).sd_at(2.0) == curve.sd


def test_deviations_are_as_many_as_settings() -> None:
    with pytest.raises(InvalidValueError, match="setting_sds"):
        LevelCurve(settings=(1.0, 2.0), power_at_80_w=(50.0, 90.0), setting_sds=(0.1,))
