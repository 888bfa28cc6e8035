from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.equipment.level_curve import LevelCurve
from sixhills.equipment.level_table import LevelReading, fit_level_curve
from sixhills.errors import InvalidValueError
from sixhills.formats.level_csv import parse_level_table

if TYPE_CHECKING:
    from pathlib import Path

TRUE = LevelCurve(
    settings=tuple(float(level) for level in range(1, 11)),
    power_at_80_w=tuple(50.0 * 1.2**n for n in range(10)),
    exponent=1.5,
)
RPMS = (50.0, 60.0, 70.0, 80.0, 90.0)


def reading(level: float, rpm: float, factor: float = 1.0) -> LevelReading:
    return LevelReading(setting=level, cadence_rpm=rpm, power_w=factor * TRUE.power_w(level, rpm))


def whole_table() -> list[LevelReading]:
    return [reading(level, rpm) for level in TRUE.settings for rpm in RPMS]


def test_a_table_without_noise_is_found_again() -> None:
    curve = fit_level_curve(whole_table())
    assert curve.exponent == pytest.approx(1.5, abs=1e-6)
    assert curve.power_at_80_w == pytest.approx(TRUE.power_at_80_w, rel=1e-6)
    assert curve.measured


def test_order_and_repetition_of_rows_change_nothing() -> None:
    rows = whole_table() * 2
    Random(1).shuffle(rows)
    assert fit_level_curve(rows).power_at_80_w == pytest.approx(TRUE.power_at_80_w, rel=1e-6)


def test_single_wrong_rows_hardly_matter() -> None:
    rows = [reading(r.setting, r.cadence_rpm) for r in whole_table()]
    for place, factor in ((3, 3.0), (17, 0.3), (31, 2.0)):
        rows[place] = reading(rows[place].setting, rows[place].cadence_rpm, factor)
    curve = fit_level_curve(rows)
    assert curve.power_at_80_w == pytest.approx(TRUE.power_at_80_w, rel=0.03)


def test_one_cadence_leaves_the_typical_exponent() -> None:
    curve = fit_level_curve([reading(level, 80) for level in TRUE.settings])
    assert curve.exponent == 1.65
    assert curve.power_at_80_w == pytest.approx(TRUE.power_at_80_w)


def test_scatter_of_the_table_adds_to_its_uncertainty() -> None:
    chance = Random(3)
    rows = [reading(r.setting, r.cadence_rpm, 1 + chance.gauss(0, 0.05)) for r in whole_table()]
    assert 0.125 < fit_level_curve(rows, sd=0.12).sd < 0.14


def test_levels_that_fall_a_little_are_made_to_rise() -> None:
    rows = [reading(4, 80, 1.3) if (r.setting, r.cadence_rpm) == (4, 80) else r
            for r in whole_table() if r.cadence_rpm == 80]  # fmt: skip
    powers = fit_level_curve(rows).power_at_80_w
    assert all(a < b for a, b in pairwise(powers))


def test_a_table_that_falls_is_refused() -> None:
    rows = [LevelReading(setting=level, cadence_rpm=80, power_w=300 - 20 * level)
            for level in range(1, 11)]  # fmt: skip
    with pytest.raises(InvalidValueError, match="does not rise"):
        fit_level_curve(rows)


def test_one_level_is_no_table() -> None:
    with pytest.raises(InvalidValueError, match="at least two levels"):
        fit_level_curve([reading(3, 60), reading(3, 80)])


@given(
    st.lists(
        st.tuples(st.integers(1, 6), st.sampled_from(RPMS), st.floats(10, 800)),
        min_size=2,
        max_size=30,
    )
)
def test_whatever_rises_on_the_whole_gives_a_rising_curve(
    rows: list[tuple[int, float, float]],
) -> None:
    readings = [LevelReading(setting=s, cadence_rpm=rpm, power_w=w) for s, rpm, w in rows]
    try:
        curve = fit_level_curve(readings)
    except InvalidValueError:
        return
    assert all(a < b for a, b in pairwise(curve.power_at_80_w))


@pytest.mark.parametrize(
    ("name", "exponent", "lowest_w", "highest_w"),
    [
        # Fitted independently, level by level: notes on coaching, section 7.
        ("echelon", 1.45, 27, 481),
        ("echelon_ex_4s_measured", 1.67, 36, 470),
        ("virtufit_etappe_2_0i", 1.48, 49, 260),
        ("proform_tdf_cbc", 1.63, 130, 508),
        ("horizon_5_0r", 1.70, 48, 282),
        ("peloton", 1.86, 25, 367),
    ],
)
def test_public_tables_give_the_curves_of_the_notes(
    shared: Path, name: str, exponent: float, lowest_w: float, highest_w: float
) -> None:
    data = (shared / "data" / "exercise_bikes" / f"{name}.csv").read_bytes()
    curve = fit_level_curve(parse_level_table(data, name=name))
    assert curve.exponent == pytest.approx(exponent, abs=0.03)
    assert curve.power_at_80_w[0] == pytest.approx(lowest_w, rel=0.05)
    assert curve.power_at_80_w[-1] == pytest.approx(highest_w, rel=0.05)
