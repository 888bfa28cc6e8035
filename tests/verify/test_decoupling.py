"""Decoupling of heart and power."""

from __future__ import annotations

import numpy as np
import pytest
from make_rides import make_ride

from sixhills.verify.decoupling import decouple_ride, measure_decoupling


def test_a_heart_that_beats_faster_in_the_second_half() -> None:
    power, heart = np.full(100, 200.0), np.repeat([100.0, 110.0], 50)
    assert measure_decoupling(power, heart) == pytest.approx(1 - 100 / 110)


def test_seconds_without_a_heart_rate_do_not_count() -> None:
    power = np.repeat([200.0, 900.0, 200.0], [50, 10, 40])
    heart = np.repeat([100.0, 0.0, 100.0], [50, 10, 40])
    assert measure_decoupling(power, heart) == 0.0


def test_half_a_ride_without_values_tells_nothing() -> None:
    heart = np.concatenate((np.full(50, 120.0), np.full(50, np.nan)))
    assert measure_decoupling(np.full(100, 200.0), heart) is None


def test_a_steady_ride_is_told() -> None:
    ride = make_ride(1801, power_w=180.0, heart_rate_bpm=np.linspace(130, 140, 1801))
    assert decouple_ride(ride) == pytest.approx(1 - 132.5 / 137.5, abs=0.001)


@pytest.mark.parametrize("seconds", [600, 1201])
def test_twenty_minutes_at_least(seconds: int) -> None:
    ride = make_ride(seconds, power_w=180.0, heart_rate_bpm=130.0)
    assert (decouple_ride(ride) is None) == (seconds < 1200)


def test_hills_and_rests_tell_nothing() -> None:
    power = np.tile(np.repeat([300.0, 100.0], 240), 6)
    assert decouple_ride(make_ride(len(power), power_w=power, heart_rate_bpm=140.0)) is None


def test_a_stretch_of_a_ride_is_told_alone() -> None:
    power = np.concatenate((np.tile([400.0, 0.0], 600), np.full(1500, 180.0)))
    ride = make_ride(len(power), power_w=power, heart_rate_bpm=140.0)
    assert decouple_ride(ride, slice(1200, None)) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("channel", ["power_w", "heart_rate_bpm"])
def test_both_channels_are_needed(channel: str) -> None:
    assert decouple_ride(make_ride(1801, **{channel: 150.0})) is None
