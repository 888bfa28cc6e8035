from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from sixhills.errors import NotFoundError
from sixhills.live import LiveRide
from sixhills.usecases.riding import RideSetup, find_unfinished
from sixhills.usecases.serving_rides import (
    RideWish,
    begin_wished,
    demo_home,
    drop_demos,
    end_ride,
    find_cut_off,
    find_left,
)

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 5, 1, 9, tzinfo=UTC)
WISH = RideWish(workout="two-short-hills")
DEMO = RideWish(workout="two-short-hills", simulated=True, speed=60, demo=True)


def cut_off(home: Path, wish: RideWish, at: datetime) -> LiveRide:
    live = begin_wished(home, wish, now=at)
    live._journal.close()
    os.utime(live.path, (at.timestamp(), at.timestamp()))
    return live


def test_a_ride_is_prescribed_for_the_bike_that_is_wished_for(tmp_path: Path) -> None:
    live = begin_wished(tmp_path, RideWish(workout="six-hills", bike="trainer"), now=NOW)
    prescription = live.recorder.player.prescription
    assert (prescription.workout, prescription.equipment.kind) == ("six-hills", "trainer")


def test_a_simulated_wish_is_a_simulated_device() -> None:
    assert DEMO.as_setup() == RideSetup(device="sim", speed=60, demo=True)
    assert WISH.as_setup() == RideSetup()


@pytest.mark.parametrize(("minutes", "goes_on"), [(0, True), (4.9, True), (5.1, False)])
def test_what_was_cut_off_just_now_is_found(tmp_path: Path, minutes: float, goes_on: bool) -> None:
    live = cut_off(tmp_path, WISH, NOW)
    found = find_cut_off(tmp_path, now=NOW + timedelta(minutes=minutes))
    assert (found is not None and found.path == live.path) is goes_on


def test_the_last_of_several_goes_on(tmp_path: Path) -> None:
    cut_off(tmp_path, WISH, NOW)
    last = cut_off(tmp_path, DEMO, NOW + timedelta(seconds=60))
    cut_off(tmp_path, WISH, NOW + timedelta(seconds=30))
    found = find_cut_off(tmp_path, now=NOW + timedelta(seconds=90))
    assert found is not None
    assert found.path == last.path


def test_a_demo_is_never_among_the_unfinished_rides(tmp_path: Path) -> None:
    live = cut_off(tmp_path, DEMO, NOW)
    assert find_unfinished(tmp_path) == ()
    with pytest.raises(NotFoundError):
        find_left(tmp_path, live.path.parent.name)


def test_only_demos_that_nobody_waits_for_are_dropped(tmp_path: Path) -> None:
    cut_off(tmp_path, WISH, NOW)
    cut_off(tmp_path, DEMO, NOW)
    drop_demos(tmp_path, now=NOW + timedelta(minutes=4))
    assert len(find_unfinished(demo_home(tmp_path))) == 1
    drop_demos(tmp_path, now=NOW + timedelta(minutes=6))
    assert find_unfinished(demo_home(tmp_path)) == ()
    assert len(find_unfinished(tmp_path)) == 1


def test_a_ride_of_the_demo_command_is_none_of_the_servers(tmp_path: Path) -> None:
    live = cut_off(demo_home(tmp_path), WISH, NOW)
    drop_demos(tmp_path, now=NOW + timedelta(days=1))
    assert find_cut_off(tmp_path, now=NOW) is None
    assert live.path.exists()


def test_a_ride_in_which_nothing_was_ridden_ends_without_a_trace(tmp_path: Path) -> None:
    live = cut_off(tmp_path, WISH, NOW)
    ended = end_ride(tmp_path, live.path, RideSetup(), now=NOW)
    assert (ended.ride, ended.report) == (None, None)
    assert not live.path.parent.exists()
