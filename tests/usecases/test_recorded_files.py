"""Every ride that people recorded, read as `sixhills report FILE` reads it.

A sample in the default run, all of them with `-m soak`. Figures are judged by what the device
itself wrote of the ride and, of FIT files, by Garmin's own decoder with arithmetic of a line each.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from garmin_fit_sdk import Decoder, Stream

from sixhills.errors import FormatError, NotARideError
from sixhills.usecases.ride_files import read_ride_file
from sixhills.verify.summary import summarize

RIDES = Path(__file__).parents[3] / "shared" / "data" / "rides"
SAMPLE_BYTES = 110_000
SUFFIXES = {".fit", ".gpx", ".tcx"}
FILES = sorted(path for path in RIDES.glob("*") if path.suffix in SUFFIXES)
EVIL = sorted(RIDES.glob("evil/*"))
ROUTES = {"rwgps_old_la_honda_course.fit", "rwgps_old_la_honda_course.gpx"}

pytestmark = pytest.mark.skipif(not FILES, reason="needs the recorded rides in ../shared")


def each(paths: list[Path]) -> Any:
    """All of some files, the large ones with `-m soak` only."""
    marked = [
        pytest.param(
            path,
            id=path.name,
            marks=[pytest.mark.soak] if path.stat().st_size > SAMPLE_BYTES else [],
        )
        for path in paths
    ]
    return pytest.mark.parametrize("path", marked)


@each(FILES)
def test_every_recorded_ride_is_read(path: Path) -> None:
    if path.name in ROUTES:
        with pytest.raises(NotARideError):
            read_ride_file(path)
        return
    summary = summarize(read_ride_file(path))
    assert 0 < summary.recorded_s <= 1.02 * summary.elapsed_s + 15
    assert summary.records > 10


@each(EVIL)
def test_every_evil_file_is_a_ride_or_one_clear_line(path: Path) -> None:
    said = ""
    try:
        records = summarize(read_ride_file(path)).records
    except FormatError as error:
        records, said = 0, str(error)
    assert (records > 0) != (path.name in said)
    assert "\n" not in said


@each([path for path in FILES if path.suffix == ".fit" and path.name not in ROUTES])
def test_figures_agree_with_garmins_decoder(path: Path) -> None:
    messages, _ = Decoder(Stream.from_file(str(path))).read()
    records, sessions = messages["record_mesgs"], messages["session_mesgs"]
    summary = summarize(read_ride_file(path))

    timer_s = sum(session["total_timer_time"] for session in sessions)
    assert summary.recorded_s == pytest.approx(timer_s, rel=1e-6)
    assert summary.mean_power_w == close(mean(records, "power"), 0.005)
    assert summary.mean_heart_rate_bpm == close(mean(records, "heart_rate"), 0.005)
    distances = column(records, "distance")
    assert summary.distance_m == close(distances[-1] if distances else None, 0.005)
    altitude = column(records, "enhanced_altitude")
    # up to 3 m may lie before the first turning point, which the two find differently
    assert summary.ascent_m == close(turning_ascent_m(altitude) if altitude else None, 0.02, 3.0)
    assert summary.device_ascent_m == sessions[0].get("total_ascent")


def close(expected: float | None, rel: float, absolute: float = 0.0) -> Any:
    return None if expected is None else pytest.approx(expected, rel=rel, abs=absolute)


def column(records: list[dict[Any, Any]], name: str) -> list[float]:
    return [record[name] for record in records if record.get(name) is not None]


def mean(records: list[dict[Any, Any]], name: str) -> float | None:
    values = column(records, name)
    if name == "heart_rate":
        values = [value for value in values if value > 0]
    return sum(values) / len(values) if values else None


def turning_ascent_m(altitude: list[float]) -> float:
    """Rises between turning points of 3 m, by marking them one after the other."""
    marks, candidate, direction = [altitude[0]], altitude[0], 0
    for height in altitude:
        if direction * (height - candidate) >= 0 and direction:
            candidate = height
        elif abs(height - candidate) >= 3:
            marks.append(candidate)
            direction, candidate = (1 if height > candidate else -1), height
    marks.append(candidate)
    return sum(max(0.0, after - before) for before, after in pairwise(marks))


PAIRS = [
    ("edge1000_4078723797.fit", "edge1000_4078723797_strava_power.gpx"),
    ("edge1000_4078723797.fit", "edge1000_4078723797_garmin.gpx"),
    ("evil/2020-06-01-16-52-40.fit", "short_5039744860_power.tcx"),
]


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=[second for _, second in PAIRS])
def test_one_ride_in_two_formats_is_the_same(first: str, second: str) -> None:
    one, other = (summarize(read_ride_file(RIDES / name)) for name in (first, second))
    assert other.start == one.start
    assert other.recorded_s == pytest.approx(one.recorded_s, abs=2)
    assert other.distance_m == close(one.distance_m, 0.005)
    assert other.ascent_m == close(one.ascent_m, 0.02)
    assert other.mean_heart_rate_bpm == close(one.mean_heart_rate_bpm, 0.005)
    if other.mean_power_w is not None:
        assert other.mean_power_w == close(one.mean_power_w, 0.005)
