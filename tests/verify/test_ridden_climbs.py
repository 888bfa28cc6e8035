"""Climbs of a ride: where and when, on made and on real rides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from make_rides import make_ride

from hilly_rides import NOISES, make_hilly_ride, match
from sixhills.ride.recording import Channel
from sixhills.usecases.ride_files import read_ride_file
from sixhills.verify.ascent import measure_ascent_m
from sixhills.verify.report import make_report
from sixhills.verify.ridden_climbs import find_ridden_climbs, profile_ride

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.ride.recording import Ride

MINE = [
    "climb_1012m", "climb_1549m", "climb_528m", "climb_615m", "climb_621m", "climb_812m",
    "climb_839m",
]  # fmt: skip


def climb_a_hill(*, pause_s: float = 0.0) -> Ride:
    """500 m flat at 10 m/s, 1 km at 6 % at 4 m/s with a pause half-way, 500 m flat."""
    moving = np.concatenate((np.full(50, 10.0), np.full(250, 4.0), np.full(50, 10.0)))
    distance = np.concatenate(([0.0], np.cumsum(moving)))
    times = np.arange(len(distance), dtype=np.float64)
    times[175:] += pause_s
    return make_ride(
        times.tolist(),
        pauses=[(174.0, 175.0 + pause_s)] if pause_s else [],
        distance_m=distance.tolist(),
        altitude_m=(100 + 0.06 * np.clip(distance - 500, 0, 1000)).tolist(),
    )


def test_a_climb_is_timed_from_foot_to_top() -> None:
    (climb,) = find_ridden_climbs(climb_a_hill())
    assert climb.start_s == pytest.approx(50, abs=5)
    assert climb.duration_s == pytest.approx(250, abs=8)
    assert climb.grade == pytest.approx(climb.gain_m / climb.length_m)


def test_a_pause_on_the_way_is_no_time() -> None:
    (climb,) = find_ridden_climbs(climb_a_hill(pause_s=600))
    assert climb.duration_s == pytest.approx(250, abs=8)


def test_standing_at_the_foot_is_not_climbing() -> None:
    whole = climb_a_hill().channels[Channel.DISTANCE_M]
    distance = np.insert(whole, 46, np.full(60, whole[45]))  # a minute, 50 m before the hill
    altitude = 100 + 0.06 * np.clip(distance - 500, 0, 1000)
    (climb,) = find_ridden_climbs(
        make_ride(len(distance), distance_m=distance.tolist(), altitude_m=altitude.tolist())
    )
    assert climb.start_s > 100
    assert climb.duration_s == pytest.approx(250, abs=8)


@pytest.mark.parametrize("missing", ["distance_m", "altitude_m"])
def test_without_distance_or_altitude_no_climb_is_known(missing: str) -> None:
    whole = climb_a_hill()
    kept = {str(name): list(v) for name, v in whole.channels.items() if name != missing}
    ride = make_ride(len(whole.elapsed_s), **kept)
    assert profile_ride(ride) is None
    assert find_ridden_climbs(ride) == ()


def test_the_report_tells_them() -> None:
    ride = climb_a_hill()
    assert make_report(ride).climbs == find_ridden_climbs(ride)


@pytest.mark.parametrize("noise", ["clean", "barometer"])
def test_known_hills_are_found_and_no_others(noise: str) -> None:
    """A goal of the detector: recall and precision of .98 (benchmarks/bench_climbs.py)."""
    hits = true = found = 0
    for seed in range(20):
        made = make_hilly_ride(seed, NOISES[noise])
        spans = [(c.start_m, c.start_m + c.length_m) for c in find_ridden_climbs(made.ride)]
        hits += len(match(made.hills, spans))
        true += len(made.hills)
        found += len(spans)
    assert hits >= 0.98 * true
    assert hits >= 0.98 * found


@pytest.mark.parametrize("name", MINE)
def test_real_climbs_gain_no_more_than_the_ride_ascended(shared: Path, name: str) -> None:
    ride = read_ride_file(shared / f"data/rides/{name}.fit")
    climbs = find_ridden_climbs(ride)
    altitude = ride.channels[Channel.ALTITUDE_M]
    assert climbs
    ascent_m = measure_ascent_m(altitude[~np.isnan(altitude)])
    assert sum(climb.gain_m for climb in climbs) <= ascent_m


def test_a_long_pass_is_one_climb(shared: Path) -> None:
    """The file's name says what its rider's software found: 1549 m."""
    (climb,) = find_ridden_climbs(read_ride_file(shared / "data/rides/climb_1549m.fit"))
    assert climb.gain_m == pytest.approx(1549, rel=0.02)


def test_ten_times_the_same_virtual_hill(shared: Path) -> None:
    """10,000 m on the virtual Alpe, which its makers say climbs 1,036 m."""
    climbs = find_ridden_climbs(read_ride_file(shared / "data/rides/zwift_10k_everesting.fit"))
    whole = [climb for climb in climbs if climb.gain_m > 900]
    assert len(whole) >= 9
    assert {round(climb.gain_m) for climb in whole} <= set(range(1026, 1047))
