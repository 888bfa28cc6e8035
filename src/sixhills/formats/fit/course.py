"""A route to a FIT course file, which a head unit follows: the line, its heights, named points.

A course is a track with times: where a virtual partner would be. The times are those that the
caller predicts; a head unit also orders the points of a course by them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import FormatError, require
from sixhills.formats.fit import profile
from sixhills.formats.fit.contents import decode_fit
from sixhills.formats.fit.decoding import Records
from sixhills.formats.fit.encoder import Encoder, Layout, Value, store_column
from sixhills.formats.fit.profile import (
    SEMICIRCLES_PER_DEGREE,
    CoursePointKind,
    Event,
    EventType,
    FileType,
    Manufacturer,
    Sport,
    SubSport,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.formats.fit.tables import Table

_FIRST_TIME = datetime(2020, 1, 1, tzinfo=UTC)  # a course has no date of its own
_LATEST = 2**32 - 2
_COUNT, _SAME_LENGTH = "at least two points", "as long as the line"


@dataclass(frozen=True, kw_only=True)
class CoursePoint:
    """A place on a course that the rider is told of.

    Attributes:
        distance_m: along the course.
        kind: which sign the head unit shows.
        name: what it says.
        notes: a sentence, for formats that have room for one; FIT has none.
    """

    distance_m: float
    kind: CoursePointKind
    name: str
    notes: str = ""


@dataclass(frozen=True, kw_only=True)
class Course:
    """A line to ride.

    Attributes:
        name: for people.
        latitude_deg: of each point of the line, north positive, shape (n,), n at least 2.
        longitude_deg: likewise, east positive.
        distance_m: along the line, from 0, never falling, shape (n,).
        elapsed_s: when the rider is expected at each point, from 0, never falling, shape (n,).
        altitude_m: shape (n,), NaN where unknown, or None.
        points: places along it, in any order.
        created: date in the file, and time of the first point.
        sub_sport: kind of riding.
    """

    name: str
    latitude_deg: NDArray[np.float64]
    longitude_deg: NDArray[np.float64]
    distance_m: NDArray[np.float64]
    elapsed_s: NDArray[np.float64]
    altitude_m: NDArray[np.float64] | None = None
    points: tuple[CoursePoint, ...] = ()
    created: datetime = _FIRST_TIME
    sub_sport: SubSport = SubSport.ROAD

    def __post_init__(self) -> None:
        count = len(self.latitude_deg)
        require(count >= 2, "latitude_deg", _COUNT, count)
        lines = (self.longitude_deg, self.distance_m, self.elapsed_s)
        for name, values in zip(("longitude_deg", "distance_m", "elapsed_s"), lines, strict=True):
            require(values.shape == (count,), name, _SAME_LENGTH, values.shape)
        if self.altitude_m is not None:
            require(self.altitude_m.shape == (count,), "altitude_m", _SAME_LENGTH, count)
        for name, values in (("distance_m", self.distance_m), ("elapsed_s", self.elapsed_s)):
            rising = bool(values[0] == 0 and (np.diff(values) >= 0).all())  # NaN is not
            require(rising, name, "from 0, never falling", values)
        require(bool((np.abs(self.latitude_deg) <= 90).all()), "latitude_deg", "-90 to 90", "more")
        east = np.abs(self.longitude_deg)
        require(bool((east <= 180).all()), "longitude_deg", "-180 to 180", "more")
        length_m = float(self.distance_m[-1])
        for point in self.points:
            inside = 0 <= point.distance_m <= length_m + 1
            require(inside, f"point {point.name!r}", f"within {length_m:.0f} m", point.distance_m)


def write_course(course: Course) -> bytes:
    """The FIT file of a course: lap, records and points in order of time.

    Raises:
        FormatError: it lies outside of FIT's times (1989 to 2126).
    """
    start_s = (course.created - profile.EPOCH).total_seconds()
    if not 0 <= start_s <= start_s + course.elapsed_s[-1] <= _LATEST:
        raise FormatError(f"a FIT file cannot hold a course of the year {course.created.year}")
    stamps = np.floor(start_s + course.elapsed_s + 0.5)
    encoder = Encoder()
    _write_head(encoder, course, int(stamps[0]))
    _write_lap(encoder, course, stamps)
    _write_timer(encoder, int(stamps[0]), EventType.START)
    _write_points(encoder, course, stamps)
    _write_records(encoder, course, stamps)
    _write_timer(encoder, int(stamps[-1]), EventType.STOP_DISABLE_ALL)
    return encoder.finish()


def read_course(data: bytes, *, place: str | None = None) -> Course:
    """The course of a FIT course file; of its points place and kind, not what they are called.

    Raises:
        FormatError: it holds no line that can be followed.
    """
    files = decode_fit(data).files
    table = files[0].tables.get(profile.RECORD.number) if files else None
    if table is None:
        raise FormatError("this FIT file holds no course", place=place)
    records = Records(table)
    names = ("timestamp", "position_lat", "position_long", "distance", "enhanced_altitude")
    stamps, lat, lon, distance, altitude = (records.column(profile.RECORD[n]) for n in names)
    if np.isnan(lat).any() or np.isnan(distance).any():
        raise FormatError("points of this course have no place", place=place)
    return Course(
        name=place or "course",
        latitude_deg=lat / SEMICIRCLES_PER_DEGREE,
        longitude_deg=lon / SEMICIRCLES_PER_DEGREE,
        distance_m=distance,
        elapsed_s=stamps - stamps[0],
        altitude_m=altitude,
        points=_read_points(files[0].tables.get(profile.COURSE_POINT.number)),
        created=profile.EPOCH + timedelta(seconds=float(stamps[0])),
    )


def _read_points(table: Table | None) -> tuple[CoursePoint, ...]:
    if table is None:
        return ()
    records = Records(table)
    along, kinds = (records.column(profile.COURSE_POINT[name]) for name in ("distance", "type"))
    known = set(CoursePointKind)
    return tuple(
        CoursePoint(distance_m=at_m, kind=CoursePointKind(int(kind)), name="")
        for at_m, kind in zip(along.tolist(), kinds.tolist(), strict=True)
        if np.isfinite(at_m) and kind in known
    )


def _write_head(encoder: Encoder, course: Course, stamp: int) -> None:
    file_id: dict[str, Value] = {
        "type": FileType.COURSE,
        "manufacturer": Manufacturer.DEVELOPMENT,
        "product": profile.PRODUCT,
        "time_created": stamp,
    }
    encoder.write(profile.FILE_ID, file_id)
    head: dict[str, Value] = {
        "sport": Sport.CYCLING,
        "sub_sport": course.sub_sport,
        "name": course.name,
    }
    encoder.write(profile.COURSE, head)


def _write_lap(encoder: Encoder, course: Course, stamps: NDArray[np.float64]) -> None:
    north, east = course.latitude_deg, course.longitude_deg
    seconds = float(course.elapsed_s[-1])
    up_m, down_m = _height_changes(course)
    lap: dict[str, Value] = {
        "message_index": 0,
        "timestamp": float(stamps[-1]),
        "start_time": float(stamps[0]),
        "start_position_lat": _to_semicircles(float(north[0])),
        "start_position_long": _to_semicircles(float(east[0])),
        "end_position_lat": _to_semicircles(float(north[-1])),
        "end_position_long": _to_semicircles(float(east[-1])),
        "total_elapsed_time": seconds,
        "total_timer_time": seconds,
        "total_distance": float(course.distance_m[-1]),
        "total_ascent": up_m,
        "total_descent": down_m,
    }
    encoder.write(profile.LAP, lap)


def _height_changes(course: Course) -> tuple[float | None, float | None]:
    """Sums of what the line rises and falls [m], both positive; None without heights."""
    if course.altitude_m is None or np.isnan(course.altitude_m).all():
        return None, None
    steps = np.diff(course.altitude_m[~np.isnan(course.altitude_m)])
    return float(steps[steps > 0].sum()), float(-steps[steps < 0].sum())


def _write_timer(encoder: Encoder, stamp: int, kind: EventType) -> None:
    event: dict[str, Value] = {
        "timestamp": stamp,
        "event": Event.TIMER,
        "event_type": kind,
        "event_group": 0,
    }
    encoder.write(profile.EVENT, event)


def _write_points(encoder: Encoder, course: Course, stamps: NDArray[np.float64]) -> None:
    for index, point in enumerate(sorted(course.points, key=lambda one: one.distance_m)):
        values: dict[str, Value] = {
            "message_index": index,
            "timestamp": round(_at(course, point, stamps)),
            "position_lat": _to_semicircles(_at(course, point, course.latitude_deg)),
            "position_long": _to_semicircles(_at(course, point, course.longitude_deg)),
            "distance": point.distance_m,
            "type": point.kind,
            "name": point.name,
        }
        encoder.write(profile.COURSE_POINT, values)


def _at(course: Course, point: CoursePoint, values: NDArray[np.float64]) -> float:
    """A value of the line at a point of it."""
    return float(np.interp(point.distance_m, course.distance_m, values))


def _write_records(encoder: Encoder, course: Course, stamps: NDArray[np.float64]) -> None:
    columns = {
        "timestamp": stamps,
        "position_lat": course.latitude_deg * SEMICIRCLES_PER_DEGREE,
        "position_long": course.longitude_deg * SEMICIRCLES_PER_DEGREE,
        "distance": course.distance_m,
    }
    if course.altitude_m is not None:
        columns["enhanced_altitude"] = course.altitude_m
    fields = tuple(profile.RECORD[name] for name in columns)
    layout = Layout(message=profile.RECORD, fields=fields)
    stored = [store_column(*pair) for pair in zip(fields, columns.values(), strict=True)]
    for row in zip(*stored, strict=True):
        encoder.write_row(layout, row)


def _to_semicircles(degrees: float) -> float:
    return degrees * SEMICIRCLES_PER_DEGREE
