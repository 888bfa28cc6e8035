"""The same hill on other rides: recognised by its road, whatever the noise, and no other road."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hill_rides import HILL_M, METRE_DEG, ride_hill
from sixhills.ride.recording import Channel, Ride
from sixhills.usecases.ride_files import read_ride_file
from sixhills.verify.ridden_climbs import find_ridden_climbs
from sixhills.verify.same_hill import PlacedClimb, is_same_hill, measure_apart_m, place_climbs

if TYPE_CHECKING:
    from pathlib import Path


def place(ride: Ride) -> PlacedClimb:
    (only,) = place_climbs(ride, find_ridden_climbs(ride))
    return only


@pytest.mark.parametrize("seed", range(2, 12))
def test_a_hill_is_recognised_whatever_its_errors_and_pace(seed: int) -> None:
    assert is_same_hill(place(ride_hill()), place(ride_hill(seed, speed=2.5 + seed / 4)))


def test_a_road_beside_it_is_another_hill() -> None:
    assert not is_same_hill(place(ride_hill()), place(ride_hill(north_m=200)))


def test_another_road_between_the_same_places_is_another_hill() -> None:
    assert not is_same_hill(place(ride_hill()), place(ride_hill(bend_m=250)))


def test_the_same_road_the_other_way_is_another_hill() -> None:
    up = place(ride_hill())
    assert not is_same_hill(up, replace(up, foot=up.top, top=up.foot))


def test_half_a_hill_is_another() -> None:
    up = place(ride_hill())
    assert not is_same_hill(up, replace(up, climb=replace(up.climb, length_m=0.6 * HILL_M)))


def test_its_power_is_that_of_the_climb() -> None:
    assert place(ride_hill()).mean_power_w == pytest.approx(250)


def test_without_power_its_power_is_not_known() -> None:
    ride = ride_hill()
    channels = {n: v for n, v in ride.channels.items() if n is not Channel.POWER_W}
    assert place(replace(ride, channels=channels)).mean_power_w is None


def test_without_positions_no_hill_has_a_place() -> None:
    ride = ride_hill()
    channels = {n: v for n, v in ride.channels.items() if n is not Channel.LATITUDE_DEG}
    bare = replace(ride, channels=channels)
    assert place_climbs(bare, find_ridden_climbs(bare)) == ()


@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(0, 500), st.floats(0, 500))
def test_metres_between_places(north: float, east: float, up_m: float, right_m: float) -> None:
    other = (
        north + up_m * METRE_DEG,
        east + right_m * METRE_DEG / np.cos(np.radians(north + up_m * METRE_DEG / 2)),
    )
    found = measure_apart_m((north, east), other)
    assert found == pytest.approx(np.hypot(up_m, right_m), rel=0.01, abs=0.1)


def test_the_date_line_parts_no_places() -> None:
    assert measure_apart_m((0.0, 179.9999), (0.0, -179.9999)) < 25


# -- real rides --------------------------------------------------------------------------------


def places_of(path: Path) -> tuple[PlacedClimb, ...]:
    ride = read_ride_file(path)
    return place_climbs(ride, find_ridden_climbs(ride))


def test_two_recordings_of_a_ride_have_the_same_hills(shared: Path) -> None:
    one = places_of(shared / "data/rides/edge1000_4078723797.fit")
    other = places_of(shared / "data/rides/edge1000_4078723797_garmin.gpx")
    assert len(one) == len(other) == 7
    assert all(is_same_hill(a, b) for a, b in zip(one, other, strict=True))


def test_hills_of_one_ride_that_lie_apart_are_not_taken_for_each_other(shared: Path) -> None:
    places = places_of(shared / "data/rides/climb_1549m.fit")
    others = places_of(shared / "data/rides/edge1000_4078723797.fit")
    assert places
    assert not any(is_same_hill(a, b) for a in places for b in others)


def test_ten_laps_of_a_virtual_hill_are_one_hill(shared: Path) -> None:
    first, *again = places_of(shared / "data/rides/zwift_10k_everesting.fit")
    assert sum(is_same_hill(first, climb) for climb in again) >= 8
