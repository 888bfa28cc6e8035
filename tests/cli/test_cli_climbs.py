"""`sixhills climbs`, and what `sixhills report --json` says of climbs and posture."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sixhills.formats.fit.activity import write_activity
from sixhills.ride.recording import Channel, Ride

if TYPE_CHECKING:
    from collections.abc import Callable

HILL = (
    """<?xml version="1.0"?><gpx version="1.1" creator="x"><trk><trkseg>{}</trkseg></trk></gpx>"""
)


@pytest.fixture
def hill(tmp_path: Path) -> Path:
    """A track due north: 1 km flat, 1 km at 6 %, 1 km flat, 5 m a second."""
    points = []
    for second in range(600):
        metres = 5.0 * second
        height = 100 + 0.06 * min(1000.0, max(0.0, metres - 1000))
        points.append(
            f'<trkpt lat="{47 + metres / 111_200:.7f}" lon="8"><ele>{height:.2f}</ele>'
            f"<time>2026-05-01T08:{second // 60:02}:{second % 60:02}Z</time></trkpt>"
        )
    path = tmp_path / "hill.gpx"
    path.write_text(HILL.format("".join(points)))
    return path


def test_a_hill_is_listed_with_its_measures(sixhills: Callable, hill: Path) -> None:
    (climb,) = sixhills("climbs", str(hill), "--json").json["climbs"]
    assert set(climb) == {"start_m", "length_m", "gain_m", "grade", "start_s", "duration_s"}
    assert climb["start_m"] == pytest.approx(1000, abs=30)
    assert climb["grade"] == pytest.approx(0.06, rel=0.06)
    assert climb["duration_s"] == pytest.approx(200, abs=12)


def test_people_see_the_way_and_a_table(sixhills: Callable, hill: Path) -> None:
    told = sixhills("climbs", str(hill))
    assert told.code == 0
    assert "█" in told.out
    assert "100 to 160 m over 3.0 km" in told.out


def test_a_ride_without_altitude_has_no_known_hills(sixhills: Callable, tmp_path: Path) -> None:
    power = {Channel.POWER_W: np.full(60, 200.0)}
    start = datetime(2026, 5, 1, tzinfo=UTC)
    path = tmp_path / "indoor.fit"
    path.write_bytes(write_activity(Ride(start=start, elapsed_s=np.arange(60.0), channels=power)))
    assert "not known" in sixhills("climbs", str(path)).out
    assert sixhills("climbs", str(path), "--json").json["climbs"] == []


def test_a_missing_file_is_one_line(sixhills: Callable) -> None:
    told = sixhills("climbs", "nowhere.fit")
    assert (told.code, told.err.count("\n")) == (2, 1)


def test_the_report_tells_climbs_and_posture(sixhills: Callable, hill: Path) -> None:
    report = sixhills("report", str(hill), "--json").json
    assert len(report["climbs"]) == 1
    assert report["posture"] == {"standing_s": None, "evidence": "unknown", "confidence": None}
    assert report["summary"]["mean_max_power_w"] == dict.fromkeys(("5", "60", "300", "1200"))
