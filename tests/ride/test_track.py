"""Lengths over the ground against tables, and distances from positions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from sixhills.ride.recording import Channel, Pause, Ride
from sixhills.ride.track import add_distance, measure_path_m

NAN = float("nan")


def make_ride(latitude: list[float], longitude: list[float], times: list[float]) -> Ride:
    return Ride(
        start=datetime(2026, 3, 14, 9, 0, tzinfo=UTC),
        elapsed_s=np.array(times),
        channels={
            Channel.LATITUDE_DEG: np.array(latitude),
            Channel.LONGITUDE_DEG: np.array(longitude),
        },
    )


def counted(ride: Ride) -> list[float]:
    return add_distance(ride).channels[Channel.DISTANCE_M].round(1).tolist()


# Lengths of a degree on the WGS 84 ellipsoid as geodesy's tables give them, to 0.1 m.
@pytest.mark.parametrize(
    ("latitude", "north_m", "east_m"),
    [(0, 110_574.3, 111_319.5), (45, 111_131.7, 78_846.8), (60, 111_412.2, 55_800.0)],
)
def test_a_thousandth_of_a_degree(latitude: float, north_m: float, east_m: float) -> None:
    half = 0.0005
    north = measure_path_m(np.array([latitude - half, latitude + half]), np.zeros(2))
    east = measure_path_m(np.full(2, float(latitude)), np.array([8.0, 8.001]))
    assert north[-1] == pytest.approx(north_m / 1000, rel=1e-5)
    assert east[-1] == pytest.approx(east_m / 1000, rel=1e-5)


def test_over_the_date_line_is_a_short_way() -> None:
    way = measure_path_m(np.zeros(2), np.array([179.9995, -179.9995]))
    assert way[-1] == pytest.approx(111.3, abs=0.1)


def test_a_missing_position_repeats_the_way_so_far() -> None:
    way = measure_path_m(np.array([NAN, 0, NAN, 0]), np.array([NAN, 0, NAN, 0.001]))
    np.testing.assert_allclose(way, [NAN, 0, 0, 111.3], atol=0.1)


def test_without_positions_there_is_no_way() -> None:
    assert np.isnan(measure_path_m(np.full(3, NAN), np.full(3, NAN))).all()


def test_a_ride_gets_a_distance_and_says_where_from() -> None:
    ride = add_distance(make_ride([0, 0, 0], [0, 0.001, 0.002], [0, 10, 20]))
    assert ride.channels[Channel.DISTANCE_M][-1] == pytest.approx(222.6, abs=0.1)
    assert ride.notes == ("The distance was worked out from the positions.",)


def test_a_measured_distance_is_left_alone() -> None:
    ride = make_ride([0, 0], [0, 1], [0, 1])
    ride = replace(ride, channels={**ride.channels, Channel.DISTANCE_M: np.array([0.0, 5.0])})
    assert add_distance(ride) is ride


def test_what_lies_in_a_hole_of_the_recording_was_not_ridden() -> None:
    east = [*np.arange(20) * 0.001, *(0.5 + np.arange(20) * 0.001)]
    times = [*np.arange(20) * 10.0, *(900 + np.arange(20) * 10.0)]
    assert counted(make_ride([0] * 40, east, times))[-1] == pytest.approx(38 * 111.32, abs=0.1)


def test_what_lies_in_a_pause_was_not_ridden() -> None:
    ride = make_ride([0] * 4, [0, 0.001, 0.002, 0.003], [0, 10, 20, 30])
    paused = replace(ride, pauses=(Pause(start_s=11, end_s=20),))
    assert counted(paused) == [0, 111.3, 111.3, 222.6]
