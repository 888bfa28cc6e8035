"""A course as GPX 1.1 and as TCX, and back.

Many units leave the way points of a GPX file aside; so the hills are told twice, as way points and
in the description. TCX names are short by its schema: 15 characters for a course, 10 for a point.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import numpy as np
from defusedxml.ElementTree import ParseError, fromstring

from sixhills.errors import FormatError
from sixhills.formats.fit.course import Course
from sixhills.formats.fit.profile import CoursePointKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from numpy.typing import NDArray

_GPX = "http://www.topografix.com/GPX/1/1"
_TCX = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_TCX_TYPES = {
    CoursePointKind.SUMMIT: "Summit",
    CoursePointKind.LEFT: "Left",
    CoursePointKind.RIGHT: "Right",
}
_TURNS = {CoursePointKind.LEFT, CoursePointKind.RIGHT}
_TCX_NAME, _TCX_POINT_NAME = 15, 10


def write_gpx(course: Course, credit: str = "") -> str:
    """The course as a GPX 1.1 file: a track, and a way point for each hill and turning place.

    Args:
        course: to be written.
        credit: whose data it is made from.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<gpx version="1.1" creator="sixhills" xmlns="{_GPX}" xmlns:xsi="{_INSTANCE}" '
        f'xsi:schemaLocation="{_GPX} {_GPX}/gpx.xsd">',
        f"<metadata><name>{escape(course.name)}</name>"
        f"<desc>{escape(credit)}</desc>"
        f"<time>{_moment(course, 0.0)}</time></metadata>",
    ]
    for point in course.points:
        if point.kind in _TURNS:
            continue
        lat, lon, altitude, _ = _at(course, point.distance_m)
        lines.append(
            f'<wpt lat="{lat:.7f}" lon="{lon:.7f}">{_element("ele", altitude)}'
            f"<name>{escape(point.name)}</name><desc>{escape(point.notes)}</desc>"
            f"<sym>Flag</sym><type>{point.kind.name.lower()}</type></wpt>"
        )
    lines.append(f"<trk><name>{escape(course.name)}</name><type>cycling</type><trkseg>")
    lines += [
        f'<trkpt lat="{lat:.7f}" lon="{lon:.7f}">{_element("ele", altitude)}'
        f"<time>{_moment(course, time)}</time></trkpt>"
        for lat, lon, altitude, time in zip(
            course.latitude_deg,
            course.longitude_deg,
            _heights(course),
            course.elapsed_s,
            strict=True,
        )
    ]
    lines.append("</trkseg></trk></gpx>\n")
    return "\n".join(lines)


def write_tcx(course: Course, credit: str = "") -> str:
    """The course as a TCX file.

    Args:
        course: to be written.
        credit: whose data it is made from.
    """
    name = escape(course.name[:_TCX_NAME])
    first, last = _position(course, 0.0), _position(course, float(course.distance_m[-1]))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<TrainingCenterDatabase xmlns="{_TCX}" xmlns:xsi="{_INSTANCE}" '
        f'xsi:schemaLocation="{_TCX} http://www.garmin.com/xmlschemas/'
        'TrainingCenterDatabasev2.xsd">',
        f"<Courses><Course><Name>{name}</Name><Lap>"
        f"<TotalTimeSeconds>{course.elapsed_s[-1]:.1f}</TotalTimeSeconds>"
        f"<DistanceMeters>{course.distance_m[-1]:.1f}</DistanceMeters>"
        f"<BeginPosition>{first}</BeginPosition><EndPosition>{last}</EndPosition>"
        "<Intensity>Active</Intensity></Lap><Track>",
    ]
    lines += [
        f"<Trackpoint><Time>{_moment(course, time)}</Time><Position>"
        f"<LatitudeDegrees>{lat:.7f}</LatitudeDegrees>"
        f"<LongitudeDegrees>{lon:.7f}</LongitudeDegrees></Position>"
        f"{_element('AltitudeMeters', altitude)}"
        f"<DistanceMeters>{along:.1f}</DistanceMeters></Trackpoint>"
        for lat, lon, altitude, along, time in zip(
            course.latitude_deg,
            course.longitude_deg,
            _heights(course),
            course.distance_m,
            course.elapsed_s,
            strict=True,
        )
    ]
    lines.append("</Track>")
    lines.append(f"<Notes>{escape(credit)}</Notes>")
    for point in course.points:
        _, _, _, time = _at(course, point.distance_m)
        lines.append(
            f"<CoursePoint><Name>{escape(point.name[:_TCX_POINT_NAME])}</Name>"
            f"<Time>{_moment(course, time)}</Time>"
            f"<Position>{_position(course, point.distance_m)}</Position>"
            f"<PointType>{_TCX_TYPES.get(point.kind, 'Generic')}</PointType>"
            f"<Notes>{escape(point.notes)}</Notes></CoursePoint>"
        )
    lines.append("</Course></Courses></TrainingCenterDatabase>\n")
    return "\n".join(lines)


def read_gpx_course(text: str, *, place: str | None = None) -> Course:
    """The first track of a GPX file with times, as a course.

    Raises:
        FormatError: it cannot be read as one.
    """
    root = _parse(text, place)
    rows = [
        (point.get("lat", ""), point.get("lon", ""), _text(point, "ele"), _text(point, "time"))
        for point in _all(root, "trkpt")
    ]
    return _make_course(rows, None, place)


def read_tcx_course(text: str, *, place: str | None = None) -> Course:
    """The course of a TCX file.

    Raises:
        FormatError: it cannot be read as one.
    """
    root = _parse(text, place)
    points = list(_all(root, "Trackpoint"))
    rows = [
        (
            _text(point, "LatitudeDegrees"),
            _text(point, "LongitudeDegrees"),
            _text(point, "AltitudeMeters"),
            _text(point, "Time"),
        )
        for point in points
    ]
    along = [_text(point, "DistanceMeters") for point in points]
    return _make_course(rows, along, place)


def _element(name: str, value: float) -> str:
    """A number as an element; nothing where it is not known."""
    return f"<{name}>{value:.1f}</{name}>" if np.isfinite(value) else ""


def _heights(course: Course) -> NDArray[np.float64]:
    """Altitudes, NaN where they are not known: both schemas let them be left out."""
    if course.altitude_m is None:
        return np.full(len(course.distance_m), np.nan)
    return course.altitude_m


def _at(course: Course, at_m: float) -> tuple[float, float, float, float]:
    """Latitude, longitude, altitude and time at a distance."""
    columns = (course.latitude_deg, course.longitude_deg, _heights(course), course.elapsed_s)
    lat, lon, altitude, time = (float(np.interp(at_m, course.distance_m, c)) for c in columns)
    return lat, lon, altitude, time


def _moment(course: Course, time_s: float) -> str:
    moment = course.created + timedelta(seconds=round(time_s))
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _position(course: Course, at_m: float) -> str:
    lat, lon, _, _ = _at(course, at_m)
    return (
        f"<LatitudeDegrees>{lat:.7f}</LatitudeDegrees>"
        f"<LongitudeDegrees>{lon:.7f}</LongitudeDegrees>"
    )


def _parse(text: str, place: str | None) -> Element:
    try:
        return fromstring(text)
    except ParseError as error:
        raise FormatError("this file is no well-formed XML", place=place) from error


def _all(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if element.tag.rsplit("}", 1)[-1] == name)


def _text(element: Element, name: str) -> str:
    return next((inner.text or "" for inner in _all(element, name)), "")


def _make_course(
    rows: list[tuple[str, str, str, str]], along: list[str] | None, place: str | None
) -> Course:
    try:
        lat, lon, altitude = (
            np.array([float(row[i]) for row in rows], dtype=np.float64) for i in range(3)
        )
        moments = [datetime.fromisoformat(row[3]) for row in rows]
        distance = (
            np.array([float(value) for value in along], dtype=np.float64)
            if along is not None
            else _measure(lat, lon)
        )
        start = moments[0]
    except (ValueError, IndexError) as error:
        raise FormatError("this file holds no course that can be followed", place=place) from error
    times = np.array([(moment - start).total_seconds() for moment in moments])
    return Course(
        name=place or "course",
        latitude_deg=lat,
        longitude_deg=lon,
        distance_m=distance,
        elapsed_s=times,
        altitude_m=altitude,
        created=start,
    )


def _measure(lat_deg: NDArray[np.float64], lon_deg: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance along points, as seen from far above: enough between points some metres apart."""
    lat, lon = np.radians(lat_deg), np.radians(lon_deg)
    north = np.diff(lat)
    east = np.diff(lon) * np.cos(0.5 * (lat[1:] + lat[:-1]))
    return np.concatenate(([0.0], np.cumsum(6_371_008.8 * np.hypot(north, east))))
