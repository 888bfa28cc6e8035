"""Where there is no hill: the best ramp near the door."""

from __future__ import annotations

import pytest
from test_six_hills import WISH

from made_regions import METRES_NORTH, SOUTH, junction_at, make_terrain
from sixhills.roads.ramps import Ramp
from sixhills.roads.six_hills import find_rides


def find(land: str) -> Ramp | None:
    terrain = make_terrain(land)
    found = find_rides(terrain, junction_at(terrain, 2800, 400), WISH)
    assert not found.rides
    return found.ramp


def test_a_bank_is_ridden_again_and_again() -> None:
    ramp = find("embankment")  # 22 m high at 2 km north, steepest within 260 m of its crest

    assert ramp is not None
    assert 14 < ramp.gain_m < 22
    assert ramp.grade == pytest.approx(ramp.gain_m / ramp.length_m)
    assert ramp.lat_deg == pytest.approx(SOUTH + 1600 / METRES_NORTH, abs=0.0005)
    assert ramp.away_m == pytest.approx(1200, abs=50)
    assert ramp.ups * ramp.duration_s >= 120 > (ramp.ups - 1) * ramp.duration_s


def test_a_plain_has_none() -> None:
    assert find("flat") is None


def test_with_hills_nobody_asks_for_a_ramp() -> None:
    terrain = make_terrain("spurs")

    assert find_rides(terrain, junction_at(terrain, 2800, 2400), WISH).ramp is None
