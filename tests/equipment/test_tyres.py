from __future__ import annotations

import pytest

from sixhills.equipment.tyres import start_pressures, wheel_circumference_m

PSI = 0.0689476

# notes on bike fit 6: circumferences as cyclecomputers list them, mm
LISTED = [(23, 2096), (25, 2105), (28, 2136), (32, 2155), (35, 2168), (20, 2086)]


@pytest.mark.parametrize(("width_mm", "listed_mm"), LISTED)
def test_a_wheel_rolls_as_far_as_listed(width_mm: int, listed_mm: int) -> None:
    assert 1000 * wheel_circumference_m(622, width_mm) == pytest.approx(listed_mm, abs=6.5)


# notes on bike fit 7: 75 + 10 kg, rear wheel 55 %
@pytest.mark.parametrize(("width_mm", "psi"), [(25, 98.9), (28, 83.5), (32, 68.3), (40, 48.9)])
def test_pressures_begin_where_the_chart_does(width_mm: int, psi: float) -> None:
    assert start_pressures(85, width_mm).rear_bar == pytest.approx(psi * PSI, rel=0.002)


def test_the_front_wheel_gets_less() -> None:
    assert start_pressures(85, 25).front_bar == pytest.approx(81 * PSI, rel=0.005)
