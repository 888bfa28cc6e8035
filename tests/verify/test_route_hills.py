"""Which hills of a route were ridden, told by where the ride went."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from sixhills.ride.recording import Channel, Ride
from sixhills.verify.route_hills import HillLine, match_hills

METRE = 1 / 111_195.0
EXPECTED_S = 240.0


def line(index: int, north_m: float, *, length_m: float = 1000.0) -> HillLine:
    """A hill due east at some distance north."""
    east = np.linspace(0.0, length_m, 20)
    return HillLine(
        index=index,
        lat_deg=47.0 + np.full(20, north_m) * METRE,
        lon_deg=8.0 + east * METRE / np.cos(np.radians(47.0)),
        expected_s=EXPECTED_S,
    )


def ride(*legs: tuple[float, float, float, float], noise_m: float = 5.0) -> Ride:
    """A ride in straight legs from (east, north) to (east, north) at 5 m a second."""
    rng = np.random.default_rng(2)
    east, north = [], []
    for a, b, c, d in legs:
        count = max(2, round(np.hypot(c - a, d - b) / 5.0))
        east.append(np.linspace(a, c, count))
        north.append(np.linspace(b, d, count))
    x, y = np.concatenate(east), np.concatenate(north)
    x, y = x + rng.normal(0, noise_m, len(x)), y + rng.normal(0, noise_m, len(y))
    return Ride(
        start=datetime(2026, 5, 1, tzinfo=UTC),
        elapsed_s=np.arange(float(len(x))),
        channels={
            Channel.LATITUDE_DEG: 47.0 + y * METRE,
            Channel.LONGITUDE_DEG: 8.0 + x * METRE / np.cos(np.radians(47.0)),
            Channel.POWER_W: np.full(len(x), 200.0),
        },
    )


UP, DOWN = (0, 0, 1000, 0), (1000, 0, 0, 0)


def test_a_hill_is_found_with_its_time_and_power() -> None:
    (one,) = match_hills(ride((-500, 0, 0, 0), UP, DOWN), [line(0, 0)])

    assert one.is_ridden
    assert one.start_s == pytest.approx(100, abs=10)
    assert one.duration_s == pytest.approx(200, abs=15)
    assert one.mean_power_w == pytest.approx(200)


def test_the_same_hill_twice_is_two_rides_of_it() -> None:
    passes = match_hills(ride(UP, DOWN, UP, DOWN), [line(0, 0), line(1, 0), line(2, 0)])

    assert [one.is_ridden for one in passes] == [True, True, False]
    assert passes[1].start_s is not None
    assert passes[1].start_s > 380


def test_a_hill_that_was_left_out_does_not_stop_the_next() -> None:
    over = (1000, 0, 0, 400)
    passes = match_hills(
        ride(UP, over, (0, 400, 1000, 400)), [line(0, 0), line(1, 5000), line(2, 400)]
    )

    assert [one.is_ridden for one in passes] == [True, False, True]


def test_riding_it_down_is_not_riding_it() -> None:
    assert not match_hills(ride(DOWN), [line(0, 0)])[0].is_ridden


def test_turning_round_half_way_is_not_riding_it() -> None:
    half = ride((0, 0, 500, 0), (500, 0, 0, 0))

    assert not match_hills(half, [line(0, 0)])[0].is_ridden


def test_a_first_try_that_was_broken_off_does_not_spoil_the_second() -> None:
    passes = match_hills(ride((0, 0, 500, 0), (500, 0, -600, 0), (-600, 0, 0, 0), UP), [line(0, 0)])

    assert passes[0].is_ridden


def test_a_ride_indoors_rode_no_road() -> None:
    there = ride(UP)
    indoors = replace(there, channels={Channel.POWER_W: there.channels[Channel.POWER_W]})

    assert not match_hills(indoors, [line(0, 0)])[0].is_ridden
