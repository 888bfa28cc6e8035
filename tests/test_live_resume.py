"""The article's rides on the built-in bikes, cut off and resumed."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixhills.devices.none import NoDevice
from sixhills.devices.scripted import WillingRider
from sixhills.equipment import BUILT_IN_BIKES
from sixhills.formats.journal import decode_journal
from sixhills.live import LiveRide, replay_journal
from sixhills.plain import prescription_from_plain, to_plain
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.ride.frame import State
from sixhills.ride.recorder import Recorder, Tick
from sixhills.rider import DEFAULT_RIDER
from sixhills.workout.library import find_workout

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.prescribe.prescription import Prescription

START = datetime(2026, 5, 1, 9, tzinfo=UTC)


class InstantClock:
    """Ride time that takes no time."""

    async def wait(self, _seconds: float) -> None:
        await asyncio.sleep(0)


@cache
def prescribed(workout: str, bike: str) -> Prescription:
    return prescribe_workout(find_workout(workout), DEFAULT_RIDER, BUILT_IN_BIKES[bike])


def ride_to_the_end(live: LiveRide) -> Recorder:
    asyncio.run(live.run(NoDevice(), [WillingRider()], InstantClock()))
    return live.recorder


@cache
def whole_journal(workout: str, bike: str, folder: Path) -> bytes:
    path = folder / f"{workout}-{bike}.log"
    ride_to_the_end(LiveRide.begin(path, "r1", prescribed(workout, bike), START))
    return path.read_bytes()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("journals")


@pytest.mark.parametrize("bike", BUILT_IN_BIKES)
@pytest.mark.parametrize("workout", ["six-hills", "intervals"])
def test_a_prescription_survives_the_journal(workout: str, bike: str) -> None:
    plan = prescribed(workout, bike)
    assert prescription_from_plain(to_plain(plan)) == plan


@pytest.mark.parametrize("bike", BUILT_IN_BIKES)
@pytest.mark.parametrize("workout", ["six-hills", "intervals"])
def test_a_whole_ride_lasts_as_long_as_prescribed(workout: str, bike: str, folder: Path) -> None:
    recorder, _ = replay_journal(whole_journal(workout, bike, folder))
    recording = recorder.recording()
    assert recording is not None
    assert len(recording.elapsed_s) == pytest.approx(prescribed(workout, bike).duration_s, abs=1)


@pytest.mark.parametrize("bike", BUILT_IN_BIKES)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0, 1), gap_s=st.integers(0, 3600))
def test_a_ride_cut_off_anywhere_resumes_where_it_was(
    bike: str, folder: Path, tmp_path: Path, share: float, gap_s: int
) -> None:
    data = whole_journal("six-hills", bike, folder)
    first = data.index(b"\n") + 1
    cut = first + int(share * (len(data) - first))
    left, intact_bytes = replay_journal(data[:cut])
    path = tmp_path / "events.log"
    path.write_bytes(data[:cut])

    now = left.start + timedelta(seconds=left.player.elapsed_s + gap_s)
    live = LiveRide.resume(path, now)

    resumed, was = live.recorder.player.frame(), left.player.frame()
    assert path.read_bytes()[:intact_bytes] == data[:intact_bytes]
    assert (resumed.segment, resumed.ridden_s) == (was.segment, was.ridden_s)
    assert resumed.state is was.state
    if was.state is State.RIDING:
        assert resumed.elapsed_s == was.elapsed_s + max(1, gap_s)
    live._journal.close()


def test_a_resumed_six_hills_has_every_sample_of_both_parts(folder: Path, tmp_path: Path) -> None:
    data = whole_journal("six-hills", "exercise", folder)
    path = tmp_path / "events.log"
    path.write_bytes(data[: len(data) // 2])
    before = sum(isinstance(one, Tick) for one in decode_journal(path.read_bytes()).inputs)
    recorder = ride_to_the_end(LiveRide.resume(path, START + timedelta(hours=2)))
    recording = recorder.recording()
    assert recording is not None
    assert recording.elapsed_s[before - 1] == before
    assert recording.elapsed_s[before] == 7201.0
    assert len(recording.elapsed_s) == pytest.approx(prescribed("six-hills", "exercise").duration_s)
