"""`sixhills report FILE --workout`: a workout looked for in a ride that was not guided."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sixhills.equipment import BUILT_IN_BIKES
from sixhills.formats.fit.activity import write_activity
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.ride.recording import Channel, Ride
from sixhills.rider import DEFAULT_RIDER
from sixhills.workout.library import find_workout

if TYPE_CHECKING:
    from collections.abc import Callable


def write_ride(path: Path, workout: str, gain: float) -> Path:
    """A ride of a workout as another program would have recorded it."""
    segments = prescribe_workout(
        find_workout(workout), DEFAULT_RIDER, BUILT_IN_BIKES["trainer"]
    ).segments
    critical_w = DEFAULT_RIDER.fitness.critical_power_w.value
    power = np.repeat(
        [round(gain * critical_w * segment.share_of_cp) for segment in segments],
        [round(segment.duration_s) for segment in segments],
    ).astype(np.float64)
    ride = Ride(
        start=datetime(2026, 5, 1, tzinfo=UTC),
        elapsed_s=np.arange(len(power), dtype=np.float64),
        channels={Channel.POWER_W: power},
    )
    path.write_bytes(write_activity(ride))
    return path


def test_hills_are_found_and_the_gain_is_told(sixhills: Callable, tmp_path: Path) -> None:
    path = write_ride(tmp_path / "ride.fit", "six-hills", 0.8)
    report = sixhills("report", str(path), "--workout", "six-hills", "--json").json
    assert report["hills_done"] == 6
    assert report["matching"]["gain"] == pytest.approx(0.8, rel=0.03)
    assert "80 %" in sixhills("report", str(path), "--workout", "six-hills").out


def test_a_free_ride_is_searched_for_efforts(sixhills: Callable, tmp_path: Path) -> None:
    path = write_ride(tmp_path / "ride.fit", "six-hills", 1.0)
    report = sixhills("report", str(path), "--json").json
    assert report["matching"] is None
    assert len(report["efforts"]) >= 6


def test_another_workout_is_not_claimed(sixhills: Callable, tmp_path: Path) -> None:
    path = write_ride(tmp_path / "ride.fit", "recovery-30", 1.0)
    told = sixhills("report", str(path), "--workout", "six-hills")
    assert told.code == 0
    assert "does not look like" in told.out
    assert "hills done" not in told.out


def test_without_power_it_cannot_be_looked_for(sixhills: Callable, tmp_path: Path) -> None:
    path = tmp_path / "heart.fit"
    heart = {Channel.HEART_RATE_BPM: np.full(900, 120.0)}
    ride = Ride(start=datetime(2026, 5, 1, tzinfo=UTC), elapsed_s=np.arange(900.0), channels=heart)
    path.write_bytes(write_activity(ride))
    told = sixhills("report", str(path), "--workout", "six-hills")
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert "no power" in told.err
