"""`sixhills report` in a terminal: pictures of what was measured, and how posture is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hill_rides import START, ride_hill
from sixhills.formats.fit.activity import write_activity
from sixhills.ride.recording import Channel, Evidence, PostureEvent, Ride
from sixhills.store.store import Store
from sixhills.usecases.reporting import summary_of
from sixhills.verify.report import make_report
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Callable


def write_ride(path: Path, *, cadence: bool = True, postures: tuple[PostureEvent, ...] = ()) -> str:
    """Twenty minutes, half a minute of every two off the saddle."""
    seconds = np.arange(1200.0)
    standing = seconds % 120 >= 90
    wave = np.sin(seconds / 3)
    channels = {Channel.POWER_W: np.round(np.where(standing, 250, 180) + 6 * wave)}
    if cadence:
        channels[Channel.CADENCE_RPM] = np.round(np.where(standing, 61, 85) + 2 * wave)
    ride = Ride(start=START, elapsed_s=seconds, channels=channels, postures=postures)
    path.write_bytes(write_activity(ride))
    return str(path)


def test_power_its_curve_and_standing_that_is_inferred(sixhills: Callable, tmp_path: Path) -> None:
    told = sixhills("report", write_ride(tmp_path / "ride.fit")).out
    assert "power curve, 1 s to" in told
    assert "△ standing, inferred: nobody saw it" in told
    assert "inferred from power and cadence: 85 %" in told.replace("\n", " ")


def test_standing_that_pedals_recorded_is_known(sixhills: Callable, tmp_path: Path) -> None:
    stood = PostureEvent(elapsed_s=90, posture=Posture.STANDING, evidence=Evidence.DEVICE)
    told = sixhills("report", write_ride(tmp_path / "ride.fit", postures=(stood,))).out
    assert "▲ standing, known" in told
    assert "inferred" not in told


def test_where_nothing_tells_no_standing_is_drawn(sixhills: Callable, tmp_path: Path) -> None:
    told = sixhills("report", write_ride(tmp_path / "ride.fit", cadence=False)).out
    assert "power curve" in told
    assert "▲" not in told
    assert "△" not in told


def test_limits_that_are_known_show_zones(sixhills: Callable, tmp_path: Path) -> None:
    sixhills("rider", "--critical-power", "210")
    told = sixhills("report", write_ride(tmp_path / "ride.fit")).out
    assert "W′ at its lowest" in told
    assert "zones of power" in told


@pytest.mark.parametrize("field", ["evidence", "confidence", "standing_s"])
def test_json_tells_posture_by_these_names(sixhills: Callable, tmp_path: Path, field: str) -> None:
    posture = sixhills("report", write_ride(tmp_path / "ride.fit"), "--json").json["posture"]
    assert set(posture) == {"evidence", "confidence", "standing_s"}
    assert posture["evidence"] == "inferred"
    assert posture[field] is not None


def test_a_hill_ridden_before_tells_its_times(sixhills: Callable, home: Path) -> None:
    for day, speed in enumerate((3.0, 5.0)):
        ride = replace(ride_hill(day, speed=speed), start=START.replace(day=1 + day))
        with Store.open(home) as store:
            stored = store.rides.add(
                ride=ride,
                original=None,
                extension=".fit",
                file_name=None,
                prescription=None,
                summary=summary_of(make_report(ride)),
            )
    told = sixhills("climbs", stored.id)
    assert "hill 1: ridden 2 times, fastest 4:0" in told.out
    (hill,) = sixhills("climbs", stored.id, "--json").json["hills"]
    assert hill["best"] == 1
