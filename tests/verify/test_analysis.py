"""What a ride says beyond its summary, and what it does not say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from make_rides import make_ride

from sixhills.rider import DEFAULT_RIDER, HeartRateBounds, Rider, change_rider
from sixhills.verify.analysis import RideAnalysis, analyse_ride, band_ride

KNOWN = replace(
    change_rider(DEFAULT_RIDER, critical_power_w=200),
    heart_rate=HeartRateBounds(rest_bpm=60, max_bpm=190),
)


def test_of_a_stranger_nothing_relative_is_told() -> None:
    ride = make_ride(1801, power_w=150.0, cadence_rpm=70.0, heart_rate_bpm=130.0)
    found = analyse_ride(ride, None, mean_power_w=150, weighted_power_w=165)
    assert found == RideAnalysis(
        variability=pytest.approx(1.1),
        decoupling=pytest.approx(0),
        w_prime_lowest=None,
        power_zones_s=None,
        body_zones_s=None,
        heart_zones_s=None,
        quadrants=None,
    )


def test_a_guessed_critical_power_tells_nothing() -> None:
    assert band_ride(make_ride(100, power_w=150.0), Rider()) is None


def test_zones_hold_all_recorded_seconds() -> None:
    found = analyse_ride(make_ride(600, power_w=150.0, heart_rate_bpm=130.0), KNOWN)
    for seconds in (found.power_zones_s, found.body_zones_s, found.heart_zones_s):
        assert seconds is not None
        assert sum(seconds) == pytest.approx(600)


def test_a_pause_gives_w_prime_back() -> None:
    times = [*range(100), *range(1000, 1100)]
    band = band_ride(make_ride(times, pauses=[(99, 1000)], power_w=300.0), KNOWN)
    assert band is not None
    assert len(band.low_j) == 1100
    assert band.low_j[990] > band.low_j[99] + 5000


def test_without_power_there_is_no_band() -> None:
    assert band_ride(make_ride(100, heart_rate_bpm=120.0), KNOWN) is None
    assert band_ride(make_ride(100, power_w=np.full(100, np.nan)), KNOWN) is None
