"""Tracks: thinned for a picture, exact in the mean, holes left open."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.ride.recording import Channel, Pause, Ride
from sixhills.verify.tracks import MOST_POINTS, thin_ride

START = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def ride(times, power, **more) -> Ride:
    channels = {Channel.POWER_W: np.array(power, dtype=np.float64)}
    return Ride(start=START, elapsed_s=np.array(times, dtype=np.float64), channels=channels, **more)


def test_a_record_each_second_comes_as_it_is() -> None:
    tracks = thin_ride(ride([0, 1, 2], [100, 110, 120]))

    assert tracks.t_s == (0.0, 1.0, 2.0)
    assert tracks.power_w == (100.0, 110.0, 120.0)


def test_what_was_never_measured_is_none() -> None:
    tracks = thin_ride(ride([0, 1], [100, 100]))

    assert tracks.heart_rate_bpm is None


def test_a_channel_without_any_value_is_none() -> None:
    assert thin_ride(ride([0, 1], [np.nan, np.nan])).power_w is None


def test_a_silent_second_is_none_and_not_zero() -> None:
    assert thin_ride(ride([0, 1, 2], [100, np.nan, 120])).power_w == (100.0, None, 120.0)


def test_records_of_three_seconds_hold_until_the_next() -> None:
    power = thin_ride(ride([0, 3, 6], [100, 130, 160])).power_w

    assert power == (100.0,) * 3 + (130.0,) * 3 + (160.0,) * 3


def test_a_pause_stays_open() -> None:
    times = [0, 1, 2, 10, 11]
    power = thin_ride(ride(times, [100] * 5, pauses=(Pause(start_s=3, end_s=10),))).power_w

    assert power == (100.0,) * 3 + (None,) * 7 + (100.0,) * 2


@given(st.integers(1, 9000), st.integers(0, 2**32 - 1))
def test_the_mean_of_all_spans_is_that_of_the_ride(count: int, seed: int) -> None:
    watts = np.random.default_rng(seed).integers(0, 900, count)
    tracks = thin_ride(ride(np.arange(count), watts))

    assert len(tracks.t_s) <= MOST_POINTS
    assert tracks.power_w is not None
    widths = np.diff([*tracks.t_s, float(count)])
    assert np.average(tracks.power_w, weights=widths) == pytest.approx(watts.mean(), abs=1.0)
