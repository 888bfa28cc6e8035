"""GPX and TCX files made by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)


def moment(second: float) -> str:
    """A time as files write it, so many seconds after START."""
    return (START + timedelta(seconds=second)).isoformat().replace("+00:00", "Z")


def gpx_point(second: float | None, inside: str = "", at: float = 0.0) -> str:
    time = "" if second is None else f"<time>{moment(second)}</time>"
    return f'<trkpt lat="47.0" lon="{8 + at}"><ele>400</ele>{time}{inside}</trkpt>'


def gpx(*points: str, before: str = "", root: str = "") -> bytes:
    """A GPX file of one track with one segment."""
    track = f"<trk>{before}<trkseg>{''.join(points)}</trkseg></trk>"
    return gpx_file(track, root=root)


def gpx_file(inside: str, root: str = "") -> bytes:
    return f'<gpx version="1.1" creator="A pen" {root}>{inside}</gpx>'.encode()


def tcx_point(second: float, inside: str = "") -> str:
    return f"<Trackpoint><Time>{moment(second)}</Time>{inside}</Trackpoint>"


def tcx_lap(start: float, points: Iterable[str], timer_s: float | None = None) -> str:
    total = "" if timer_s is None else f"<TotalTimeSeconds>{timer_s}</TotalTimeSeconds>"
    track = f"<Track>{''.join(points)}</Track>"
    return f'<Lap StartTime="{moment(start)}">{total}<Cadence>77</Cadence>{track}</Lap>'


def tcx(*laps: str, sport: str = "Biking") -> bytes:
    return tcx_file(f'<Activity Sport="{sport}">{"".join(laps)}</Activity>')


def tcx_file(activities: str) -> bytes:
    inside = f"<Activities>{activities}</Activities>"
    return f"<TrainingCenterDatabase>{inside}</TrainingCenterDatabase>".encode()
