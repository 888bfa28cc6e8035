"""Figures that the notes on coaching measured on one real ride (section 4, W′ on 8357 s)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sixhills.usecases.ride_files import read_ride_file
from sixhills.verify.mean_max import lay_seconds
from sixhills.verify.w_prime import Recovery, spend_w_prime_j

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

W_PRIME_J = 20_000.0


@cache
def power_of(path: Path) -> NDArray[np.float64]:
    seconds = lay_seconds(read_ride_file(path))
    assert seconds is not None
    return np.nan_to_num(seconds.power_w())


def euler_left_j(power_w: NDArray[np.float64], critical_w: float) -> NDArray[np.float64]:
    """The 2015 form in steps of a second, as other software takes it."""
    left, balance = W_PRIME_J, []
    for power in power_w.tolist():
        below = critical_w - power
        left += below * (W_PRIME_J - left) / W_PRIME_J if below > 0 else below
        balance.append(left)
    return np.array(balance)


def exact_left_j(power_w: NDArray[np.float64], critical_w: float) -> NDArray[np.float64]:
    return W_PRIME_J - spend_w_prime_j(
        power_w, Recovery.DIFFERENTIAL_2015, critical_power_w=critical_w, w_prime_j=W_PRIME_J
    )


def test_mean_and_length(shared: Path) -> None:
    power_w = power_of(shared / "data/rides/edge1000_4078723797.fit")
    assert len(power_w) == 8357
    assert power_w.mean() == pytest.approx(219, abs=0.5)


@pytest.mark.parametrize(("critical_w", "apart_j"), [(250.0, 173.0), (290.0, 85.0)])
def test_the_exact_step_lies_near_steps_of_a_second(
    shared: Path, critical_w: float, apart_j: float
) -> None:
    power_w = power_of(shared / "data/rides/edge1000_4078723797.fit")
    apart = np.abs(exact_left_j(power_w, critical_w) - euler_left_j(power_w, critical_w)).max()
    assert apart == pytest.approx(apart_j, abs=0.5)
    assert apart < 0.01 * W_PRIME_J


def test_a_critical_power_set_too_low_shows(shared: Path) -> None:
    power_w = power_of(shared / "data/rides/edge1000_4078723797.fit")
    assert euler_left_j(power_w, 250).min() == pytest.approx(-70_500, abs=50)
    assert exact_left_j(power_w, 250).min() == pytest.approx(-70_500, abs=0.01 * W_PRIME_J)


def test_steps_of_a_second_of_the_reference_effort() -> None:
    """60 s at 100 W above critical power, 120 s at 100 W below: 16712.0823 J in such steps."""
    effort = np.repeat([350.0, 150.0], [60, 120])
    assert euler_left_j(effort, 250)[-1] == pytest.approx(16_712.0823, rel=1e-6)
