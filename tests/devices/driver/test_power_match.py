"""A meter that says something else than the trainer steers ERG: slowly, bounded, in ERG only."""

from __future__ import annotations

import pytest

from sixhills.devices.driver.power_match import MOST_SHARE, PowerMatch


def ride(match: PowerMatch, meter_gain: float, seconds: int, cadence_rpm: float = 85.0) -> float:
    """Hold 200 W by the meter on a trainer that holds what it is told by its own; the meter's W."""
    meter_w = 0.0
    for second in range(seconds):
        trainer_w = match.apply(200.0)
        meter_w = meter_gain * trainer_w
        match.feel(meter_w, trainer_w, cadence_rpm, float(second))
    return meter_w


@pytest.mark.parametrize("meter_gain", [0.9, 0.95, 1.0, 1.08, 1.12])
def test_the_meter_comes_to_say_what_is_asked_for(meter_gain: float) -> None:
    assert ride(PowerMatch(), meter_gain, 90) == pytest.approx(200.0, abs=4.0)


def test_it_is_slow() -> None:
    match = PowerMatch()
    ride(match, 1.1, 3)
    assert 0.0 < match.share < 0.03


@pytest.mark.parametrize("meter_gain", [0.5, 2.0])
def test_a_trainer_that_is_far_off_is_corrected_only_so_far(meter_gain: float) -> None:
    match = PowerMatch()
    ride(match, meter_gain, 300)
    assert abs(match.share) == MOST_SHARE


def test_who_stands_or_has_no_meter_corrects_nothing() -> None:
    match = PowerMatch()
    ride(match, 1.1, 60, cadence_rpm=20.0)
    for second in range(60):
        match.feel(None, 200.0, 85.0, 100.0 + second)
        match.feel(5.0, 10.0, 85.0, 100.5 + second)
    assert match.share == 0.0


def test_a_gap_of_time_counts_as_a_second() -> None:
    match = PowerMatch()
    match.feel(220.0, 200.0, 85.0, 0.0)
    match.feel(220.0, 200.0, 85.0, 600.0)
    assert match.share < 0.02
