"""The same hills on other rides, by what is kept in their summaries."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hill_rides import START, ride_hill
from sixhills.errors import NotFoundError
from sixhills.ride.recording import Channel
from sixhills.store.home import database_path
from sixhills.store.store import Store
from sixhills.usecases.climbing import list_climbs
from sixhills.usecases.hill_history import HILLS_KEY, list_hills
from sixhills.usecases.hill_search import HillsOfRide, count_unknown, list_hills_so_far
from sixhills.usecases.reporting import summary_of
from sixhills.verify.report import make_report

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.ride.recording import Ride


def store_ride(home: Path, ride: Ride, **summary: str) -> str:
    with Store.open(home) as store:
        return store.rides.add(
            ride=ride,
            original=None,
            extension=".fit",
            file_name=None,
            prescription=None,
            summary={**summary_of(make_report(ride)), **summary},
        ).id


def store_as_before(home: Path, ride: Ride) -> str:
    """A ride as an older version stored it, which looked for no hills."""
    ride_id = store_ride(home, ride)
    with Store.open(home) as store:
        summary = dict(store.rides.get(ride_id).summary)
        del summary[HILLS_KEY]
        store.rides.save_summaries({ride_id: summary})
    return ride_id


def on_day(day: int, *, seed: int = 1, speed: float = 4.0, north_m: float = 0.0) -> Ride:
    return ride_hill(seed, speed=speed, north_m=north_m, start=START + timedelta(days=day))


def test_a_hill_tells_all_times_that_it_was_ridden_and_the_fastest(tmp_path: Path) -> None:
    ids = [
        store_ride(tmp_path, on_day(day, seed=day + 1, speed=speed))
        for day, speed in enumerate((3.0, 5.0, 4.0))
    ]
    (hill,) = list_hills(tmp_path, ids[2])
    assert [time.ride for time in hill.times] == ids
    assert hill.best == 1
    assert hill.climbs == (1,)
    assert hill.times[0].duration_s == pytest.approx(1200 / 3.0, rel=0.1)
    assert hill.times[0].mean_power_w == pytest.approx(250)


def test_another_road_counts_no_time(tmp_path: Path) -> None:
    here = store_ride(tmp_path, on_day(0))
    store_ride(tmp_path, on_day(1, north_m=400))
    (hill,) = list_hills(tmp_path, here)
    assert len(hill.times) == 1


def test_a_second_recording_of_the_ride_counts_no_time(tmp_path: Path) -> None:
    here = store_ride(tmp_path, on_day(0))
    store_ride(tmp_path, replace(on_day(0, seed=5), start=START + timedelta(seconds=3)))
    (hill,) = list_hills(tmp_path, here)
    assert len(hill.times) == 1


@pytest.mark.parametrize("damaged", ["", "[[1,2]]", '[["a"]]', "{}", "7"])
def test_hills_that_cannot_be_read_are_none(tmp_path: Path, damaged: str) -> None:
    here = store_ride(tmp_path, on_day(0))
    store_ride(tmp_path, on_day(1), **{HILLS_KEY: damaged})
    (hill,) = list_hills(tmp_path, here)
    assert len(hill.times) == 1


@pytest.mark.parametrize("stored", [True, False])
def test_a_ride_that_is_not_there_is_told(tmp_path: Path, stored: bool) -> None:
    if stored:
        store_ride(tmp_path, on_day(0))
    with pytest.raises(NotFoundError, match="no ride"):
        list_hills(tmp_path, "nobody")


def test_hills_of_rides_stored_by_older_versions_are_found(tmp_path: Path) -> None:
    ids = [store_as_before(tmp_path, on_day(day, seed=day + 1)) for day in range(2)]
    ids.append(store_ride(tmp_path, on_day(2)))
    assert count_unknown(tmp_path) == 2
    (hill,) = list_climbs(tmp_path, ids[2]).hills
    assert [time.ride for time in hill.times] == ids
    assert count_unknown(tmp_path) == 0


def test_they_are_looked_through_some_at_a_time_and_once(tmp_path: Path) -> None:
    ids = [store_as_before(tmp_path, on_day(day, seed=day + 1)) for day in range(4)]
    told = [list_hills_so_far(tmp_path, ids[0], at_once=2) for _ in range(3)]
    assert [so_far.to_look_through for so_far in told] == [1, 0, 0]
    assert [len(so_far.hills[0].times) for so_far in told] == [3, 4, 4]


def test_a_ride_without_hills_lets_nobody_wait(tmp_path: Path) -> None:
    flat = replace(on_day(1), channels={Channel.POWER_W: on_day(1).channels[Channel.POWER_W]})
    here = store_as_before(tmp_path, flat)
    store_as_before(tmp_path, on_day(0))
    assert list_hills_so_far(tmp_path, here) == HillsOfRide(hills=(), to_look_through=0)
    assert count_unknown(tmp_path) == 1


def test_a_damaged_ride_is_looked_at_once(tmp_path: Path) -> None:
    here, damaged = (store_as_before(tmp_path, on_day(day)) for day in range(2))
    with closing(sqlite3.connect(database_path(tmp_path))) as database, database:
        database.execute("update channels set data = x'00' where ride_id = ?", (damaged,))
    assert list_hills_so_far(tmp_path, here).to_look_through == 0
    assert len(list_hills_so_far(tmp_path, here).hills[0].times) == 1
