from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.equipment.gears import Gear, Gears
from sixhills.equipment.road_bike import COMPACT_GEARS
from sixhills.errors import InvalidValueError

some_gears = st.builds(
    Gears,
    chainrings=st.lists(st.integers(22, 60), min_size=1, max_size=3, unique=True).map(tuple),
    sprockets=st.lists(st.integers(10, 50), min_size=1, max_size=13, unique=True).map(tuple),
)


def names(gears: tuple[Gear, ...]) -> list[str]:
    return [str(gear) for gear in gears]


def test_a_gear_is_written_as_riders_do() -> None:
    assert str(Gear(chainring=34, sprocket=21)) == "34×21"


def test_all_gears_by_ratio() -> None:
    gears = Gears(chainrings=(50, 34), sprockets=(17, 11, 34))
    assert names(gears.easiest_first()) == ["34×34", "50×34", "34×17", "50×17", "34×11", "50×11"]


def test_of_equal_ratios_the_larger_chainring() -> None:
    gears = Gears(chainrings=(34, 51), sprockets=(20, 30))
    assert names(gears.easiest_first()) == ["34×30", "51×30", "51×20"]


def test_shifting_order_of_a_compact() -> None:
    assert names(COMPACT_GEARS.in_shifting_order()) == [
        *(f"34×{s}" for s in (34, 30, 27, 24, 21, 19, 17, 15, 14, 13)),
        *(f"50×{s}" for s in (17, 15, 14, 13, 12, 11)),
    ]


def test_one_chainring_keeps_all_sprockets() -> None:
    gears = Gears(chainrings=(40,), sprockets=(11, 13, 15))
    assert names(gears.in_shifting_order()) == ["40×15", "40×13", "40×11"]


def test_few_sprockets_are_all_kept() -> None:
    gears = Gears(chainrings=(34, 50), sprockets=(16, 18))
    assert names(gears.in_shifting_order()) == ["34×18", "34×16", "50×18", "50×16"]


@given(gears=some_gears)
def test_shifting_order_rises_and_never_goes_back_to_a_chainring(gears: Gears) -> None:
    order = gears.in_shifting_order()
    assert all(before.ratio < after.ratio for before, after in pairwise(order))
    assert all(before.chainring <= after.chainring for before, after in pairwise(order))


@given(gears=some_gears)
def test_shifting_order_begins_with_the_easiest_gear(gears: Gears) -> None:
    assert gears.in_shifting_order()[0].ratio == gears.easiest_first()[0].ratio


@given(gears=some_gears, cadence=st.floats(30, 120))
def test_cadence_undoes_speed(gears: Gears, cadence: float) -> None:
    for gear in gears.in_shifting_order():
        assert gears.cadence_rpm(gear, gears.speed_mps(gear, cadence)) == pytest.approx(cadence)


def test_speed_of_a_gear() -> None:
    """90 rpm in 50x20 with a wheel of 2.096 m: 1.5 x 2.5 x 2.096 m/s."""
    gears = Gears(chainrings=(50,), sprockets=(20,))
    assert gears.speed_mps(Gear(chainring=50, sprocket=20), 90) == pytest.approx(7.86)


@pytest.mark.parametrize(
    ("chainrings", "sprockets"), [((), (11,)), ((34,), ()), ((8,), (11,)), ((34,), (5,))]
)
def test_impossible_gears_are_refused(
    chainrings: tuple[int, ...], sprockets: tuple[int, ...]
) -> None:
    with pytest.raises(InvalidValueError):
        Gears(chainrings=chainrings, sprockets=sprockets)
