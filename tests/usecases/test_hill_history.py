"""The same hills on other rides, by what is kept in their summaries."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hill_rides import START, ride_hill
from sixhills.errors import NotFoundError
from sixhills.store.store import Store
from sixhills.usecases.hill_history import HILLS_KEY, list_hills
from sixhills.usecases.reporting import summary_of
from sixhills.verify.report import make_report

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.ride.recording import Ride


def store_ride(home: Path, ride: Ride, **summary: str) -> str:
    with Store.open(home) as store:
        return store.add_ride(
            ride=ride,
            original=None,
            extension=".fit",
            file_name=None,
            prescription=None,
            summary={**summary_of(make_report(ride)), **summary},
        ).id


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
