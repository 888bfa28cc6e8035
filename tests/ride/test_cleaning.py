"""Cleaning: what is impossible goes and is said, what is merely rare stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.ride.cleaning import LIMITS, clean_ride
from sixhills.ride.recording import Channel, Ride

NAN = float("nan")


def make_ride(times: Sequence[float] | None = None, **channels: Sequence[float]) -> Ride:
    count = len(next(iter(channels.values())))
    return Ride(
        start=datetime(2026, 3, 14, 9, 0, tzinfo=UTC),
        elapsed_s=np.array(range(count) if times is None else times, dtype=np.float64),
        channels={Channel(name): np.array(v, dtype=np.float64) for name, v in channels.items()},
    )


def clean(name: str, values: Sequence[float], times: Sequence[float] | None = None) -> list[float]:
    cleaned = clean_ride(make_ride(times, **{name: values})).channels
    return cleaned[Channel(name)].tolist() if Channel(name) in cleaned else []


def test_a_clean_ride_is_returned_as_it_is() -> None:
    ride = make_ride(power_w=[0, 200, 900], altitude_m=[100, 101, NAN], heart_rate_bpm=[90, 91, 92])
    assert clean_ride(ride) is ride


def test_what_was_recorded_is_not_changed_in_place() -> None:
    ride = make_ride(power_w=[100, 65_000, 100])
    clean_ride(ride)
    assert ride.channels[Channel.POWER_W].tolist() == [100, 65_000, 100]


# -- limits ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in LIMITS if name not in {"power_w"}])
def test_values_beyond_the_limits_are_missing(name: Channel) -> None:
    low, high = LIMITS[name]
    middle = (low + high) / 2 + 0.01
    values = clean(name, [middle, low - 1, middle, high + 1, middle])
    np.testing.assert_array_equal(values, [middle, NAN, middle, NAN, middle])


def test_impossible_power_is_missing_and_said() -> None:
    ride = clean_ride(make_ride(power_w=[150, 12_800, 160, 65_000, 65_000, 170]))
    np.testing.assert_array_equal(ride.channels[Channel.POWER_W], [150, NAN, 160, NAN, NAN, 170])
    assert ride.notes == ("3 impossible values of power were left out.",)


def test_the_sea_off_africa_is_no_position() -> None:
    ride = clean_ride(make_ride(latitude_deg=[0, 47, 47], longitude_deg=[0, 8, 8]))
    np.testing.assert_array_equal(ride.channels[Channel.LATITUDE_DEG], [NAN, 47, 47])
    np.testing.assert_array_equal(ride.channels[Channel.LONGITUDE_DEG], [NAN, 8, 8])
    assert ride.notes == ("1 impossible value of position was left out.",)


def test_one_coordinate_of_zero_is_a_position() -> None:
    ride = make_ride(latitude_deg=[51.5, 51.5], longitude_deg=[0, 0])  # Greenwich
    assert clean_ride(ride) is ride


# -- sensors that were never there -----------------------------------------------------------


@pytest.mark.parametrize("name", ["power_w", "cadence_rpm", "heart_rate_bpm"])
def test_a_sensor_that_says_nothing_but_zero_is_none(name: str) -> None:
    ride = clean_ride(make_ride(**{name: [0, 0, NAN, 0]}))
    assert ride.channels == {}
    assert "without a sensor" in ride.notes[0]


def test_standing_still_is_no_missing_speed() -> None:
    assert clean("speed_mps", [0, 0, 0]) == [0, 0, 0]


# -- leaps -----------------------------------------------------------------------------------


def test_one_second_of_power_out_of_nowhere_is_no_sprint() -> None:
    np.testing.assert_array_equal(clean("power_w", [0, 0, 1336, 0, 0]), [0, 0, NAN, 0, 0])


@pytest.mark.parametrize(
    "sprint",
    [
        [200, 700, 1200, 1500, 1400, 900, 200],  # rises and falls in seconds
        [200, 1400, 1500, 1450, 1300, 250, 200],  # at once, but lasts
        [300, 900, 300, 300],  # one second, within what legs can add
    ],
)
def test_a_sprint_stays(sprint: list[float]) -> None:
    assert clean("power_w", sprint) == sprint


def test_an_altimeter_that_jumps_away_and_back_is_not_believed() -> None:
    altitude = [300, 301, 302, *[950] * 5, 303, 304]
    np.testing.assert_array_equal(
        clean("altitude_m", altitude), [300, 301, 302, *[NAN] * 5, 303, 304]
    )


def test_an_altimeter_that_settles_after_the_start_is_believed_from_then_on() -> None:
    altitude = [0, 0, 0, *range(400, 500)]
    np.testing.assert_array_equal(clean("altitude_m", altitude)[:4], [NAN, NAN, NAN, 400])


def test_a_new_altitude_in_mid_ride_is_no_leap_away_and_back() -> None:
    altitude = [*[100.0] * 200, *[180.0] * 200]
    assert clean("altitude_m", altitude) == altitude


def test_a_steep_descent_over_a_hole_of_the_recording_stays() -> None:
    assert clean("altitude_m", [900, 899, 500, 899], [0, 1, 300, 600]) == [900, 899, 500, 899]


def test_a_second_leap_is_found_behind_a_new_altitude() -> None:
    altitude = [*[100.0] * 100, *[180.0] * 10, 900.0, *[180.0] * 100]
    assert np.flatnonzero(np.isnan(clean("altitude_m", altitude))).tolist() == [110]


def test_a_position_out_of_reach_is_left_out() -> None:
    north = [47 + i * 5e-5 for i in range(8)]
    there = [*north[:3], 12.0, 12.0, *north[5:]]
    ride = clean_ride(make_ride(latitude_deg=there, longitude_deg=[8.0] * 8))
    for name in (Channel.LATITUDE_DEG, Channel.LONGITUDE_DEG):
        assert np.flatnonzero(np.isnan(ride.channels[name])).tolist() == [3, 4]


# -- distance --------------------------------------------------------------------------------


def test_a_distance_that_begins_anew_goes_on() -> None:
    ride = clean_ride(make_ride(distance_m=[0, 5000, 10_000, 5, 1000, 2000]))
    assert ride.channels[Channel.DISTANCE_M].tolist() == [
        0, 5000, 10_000, 10_000, 10_995, 11_995,
    ]  # fmt: skip
    assert ride.notes == ("The distance began anew once and was counted on.",)


def test_a_distance_that_drops_out_does_not_begin_anew() -> None:
    np.testing.assert_array_equal(
        clean("distance_m", [9990, 10_000, 0, 0, 10_020, 10_030]),
        [9990, 10_000, NAN, NAN, 10_020, 10_030],
    )


def test_a_distance_that_is_corrected_never_falls() -> None:
    values = clean("distance_m", [100, 120, 110, 118, 125])
    np.testing.assert_array_equal(values, [100, 120, NAN, NAN, 125])


def test_one_distance_round_the_globe_is_left_out() -> None:
    distance = [1000, 1010, 42_949_672.0, 1030, 1040]
    np.testing.assert_array_equal(clean("distance_m", distance), [1000, 1010, NAN, 1030, 1040])


# -- properties ------------------------------------------------------------------------------

SHAPES = st.lists(st.floats(-1e6, 1e6) | st.just(NAN), min_size=1, max_size=40)


@given(SHAPES, st.sampled_from(sorted(LIMITS)))
def test_what_stays_is_within_the_limits_and_unchanged(values: list[float], name: Channel) -> None:
    low, high = LIMITS[name]
    for before, after in zip(values, clean(name, values), strict=False):
        assert np.isnan(after) or (after == before and low <= after <= high)


@given(SHAPES)
def test_a_distance_never_falls_by_more_than_a_metre(values: list[float]) -> None:
    distance = np.array(clean("distance_m", values))
    known = distance[~np.isnan(distance)]
    assert len(known) < 2 or (known >= np.maximum.accumulate(known) - 1.0).all()


@given(SHAPES, st.sampled_from(sorted(LIMITS)))
def test_clean_is_clean(values: list[float], name: Channel) -> None:
    once = clean_ride(make_ride(**{name: values}))
    for channel, array in clean_ride(once).channels.items():
        low, high = LIMITS[channel]
        present = array[~np.isnan(array)]
        assert ((present >= low) & (present <= high)).all()
