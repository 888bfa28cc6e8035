"""Courses hold to the public schemas of GPX 1.1 and TCX v2, and another library reads them alike.

The schemas themselves are not ours to ship (benchmarks/check_schemas.py holds our courses against
them where somebody has them), so what they say of the elements that we write is written down here:
which may be in which, in which order, how often, and with what in them. Sources:
topografix.com/GPX/1/1/gpx.xsd, garmin.com/xmlschemas/TrainingCenterDatabasev2.xsd.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

import gpxpy
import numpy as np
import pytest

from sixhills.formats.course_xml import write_gpx, write_tcx
from sixhills.formats.fit.course import Course, CoursePoint
from sixhills.formats.fit.profile import CoursePointKind

MANY = None
Rule = tuple[str, int, int | None]

_WPT: tuple[Rule, ...] = tuple(
    (name, 0, most)
    for name, most in (
        ("ele", 1), ("time", 1), ("magvar", 1), ("geoidheight", 1), ("name", 1), ("cmt", 1),
        ("desc", 1), ("src", 1), ("link", MANY), ("sym", 1), ("type", 1), ("fix", 1), ("sat", 1),
        ("hdop", 1), ("vdop", 1), ("pdop", 1), ("extensions", 1),
    )
)  # fmt: skip
GPX: dict[str, tuple[Rule, ...]] = {
    "gpx": (("metadata", 0, 1), ("wpt", 0, MANY), ("rte", 0, MANY), ("trk", 0, MANY)),
    "metadata": (("name", 0, 1), ("desc", 0, 1), ("author", 0, 1), ("copyright", 0, 1),
                 ("link", 0, MANY), ("time", 0, 1), ("keywords", 0, 1), ("bounds", 0, 1)),
    "wpt": _WPT,
    "trkpt": _WPT,
    "trk": (("name", 0, 1), ("cmt", 0, 1), ("desc", 0, 1), ("src", 0, 1), ("link", 0, MANY),
            ("number", 0, 1), ("type", 0, 1), ("extensions", 0, 1), ("trkseg", 0, MANY)),
    "trkseg": (("trkpt", 0, MANY),),
}  # fmt: skip
TCX: dict[str, tuple[Rule, ...]] = {
    "TrainingCenterDatabase": (("Folders", 0, 1), ("Activities", 0, 1), ("Workouts", 0, 1),
                               ("Courses", 0, 1), ("Author", 0, 1)),
    "Courses": (("CourseFolder", 0, MANY), ("Course", 0, MANY)),
    "Course": (("Name", 1, 1), ("Lap", 0, MANY), ("Track", 0, MANY), ("Notes", 0, 1),
               ("CoursePoint", 0, MANY), ("Creator", 0, 1)),
    "Lap": (("TotalTimeSeconds", 1, 1), ("DistanceMeters", 1, 1), ("BeginPosition", 0, 1),
            ("BeginAltitudeMeters", 0, 1), ("EndPosition", 0, 1), ("EndAltitudeMeters", 0, 1),
            ("AverageHeartRateBpm", 0, 1), ("MaximumHeartRateBpm", 0, 1), ("Intensity", 1, 1),
            ("Cadence", 0, 1)),
    "Track": (("Trackpoint", 1, MANY),),
    "Trackpoint": (("Time", 1, 1), ("Position", 0, 1), ("AltitudeMeters", 0, 1),
                   ("DistanceMeters", 0, 1), ("HeartRateBpm", 0, 1), ("Cadence", 0, 1),
                   ("SensorState", 0, 1)),
    "Position": (("LatitudeDegrees", 1, 1), ("LongitudeDegrees", 1, 1)),
    "BeginPosition": (("LatitudeDegrees", 1, 1), ("LongitudeDegrees", 1, 1)),
    "EndPosition": (("LatitudeDegrees", 1, 1), ("LongitudeDegrees", 1, 1)),
    "CoursePoint": (("Name", 1, 1), ("Time", 1, 1), ("Position", 1, 1), ("AltitudeMeters", 0, 1),
                    ("PointType", 1, 1), ("Notes", 0, 1)),
}  # fmt: skip
_NUMBER = r"-?\d+(\.\d+)?"
_MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"
VALUES = {
    "ele": _NUMBER,
    "time": _MOMENT,
    "Time": _MOMENT,
    "TotalTimeSeconds": _NUMBER,
    "DistanceMeters": _NUMBER,
    "AltitudeMeters": _NUMBER,
    "LatitudeDegrees": _NUMBER,
    "LongitudeDegrees": _NUMBER,
    "Intensity": "Active|Resting",
    "PointType": "Generic|Summit|Valley|Water|Food|Danger|Left|Right|Straight|First Aid|"
    "4th Category|3rd Category|2nd Category|1st Category|Hors Category|Sprint",
}
AWKWARD = 'Höhe <1> & "zurück"'


@pytest.fixture(params=["plain", "awkward", "no heights"])
def course(request: pytest.FixtureRequest) -> Course:
    count = 50
    along = np.linspace(0.0, 4900.0, count)
    name = AWKWARD if request.param == "awkward" else "six-hills-1"
    return Course(
        name=name,
        latitude_deg=47.0 + along / 111_195.0,
        longitude_deg=np.full(count, 8.0),
        distance_m=along,
        elapsed_s=along / 6.0,
        altitude_m=None if request.param == "no heights" else 400.0 + 20 * np.sin(along / 700.0),
        points=(
            CoursePoint(distance_m=900.0, kind=CoursePointKind.SEGMENT_START, name="H1 seated",
                        notes=AWKWARD),
            CoursePoint(distance_m=1500.0, kind=CoursePointKind.SUMMIT, name="H1 top"),
            CoursePoint(distance_m=1600.0, kind=CoursePointKind.U_TURN, name="U-turn"),
            CoursePoint(distance_m=2600.0, kind=CoursePointKind.LEFT, name="long name of a left"),
        ),
    )  # fmt: skip


def find_breaches(root: ElementTree.Element, rules: dict[str, tuple[Rule, ...]]) -> list[str]:
    """What in a file is not as its schema has it."""
    breaches = []
    space = root.tag[: root.tag.index("}") + 1]
    for element in root.iter():
        name = element.tag.removeprefix(space)
        inside = [child.tag.removeprefix(space) for child in element]
        if name not in rules:
            breaches += [f"{name} holds {child}" for child in inside]
            pattern = VALUES.get(name, ".*")
            if not re.fullmatch(pattern, element.text or "", re.DOTALL):
                breaches.append(f"{name} is {element.text!r}")
            continue
        order = [one for one, _, _ in rules[name]]
        breaches += [f"{name} holds {child}" for child in inside if child not in order]
        places = [order.index(child) for child in inside if child in order]
        if places != sorted(places):
            breaches.append(f"{name} has its parts out of order: {inside[:9]}")
        for one, least, most in rules[name]:
            count = inside.count(one)
            if count < least or (most is not None and count > most):
                breaches.append(f"{name} has {one} {count} times")
    return breaches


def test_gpx_is_as_its_schema_has_it(course: Course) -> None:
    root = ElementTree.fromstring(write_gpx(course, "© " + AWKWARD))  # noqa: S314

    assert root.tag == "{http://www.topografix.com/GPX/1/1}gpx"
    assert root.get("version") == "1.1"
    assert root.get("creator")
    assert find_breaches(root, GPX) == []
    for point in (*root.iter(f"{root.tag[:-3]}trkpt"), *root.iter(f"{root.tag[:-3]}wpt")):
        assert -90 <= float(point.get("lat", "nan")) <= 90
        assert -180 <= float(point.get("lon", "nan")) < 180


def test_tcx_is_as_its_schema_has_it(course: Course) -> None:
    root = ElementTree.fromstring(write_tcx(course, "© " + AWKWARD))  # noqa: S314

    assert find_breaches(root, TCX) == []
    space = root.tag[: root.tag.index("}") + 1]
    assert 1 <= len(root.findtext(f".//{space}Course/{space}Name") or "") <= 15
    for point in root.iter(f"{space}CoursePoint"):
        assert 1 <= len(point.findtext(f"{space}Name") or "") <= 10


def test_the_rules_find_what_is_wrong(course: Course) -> None:
    text = write_tcx(course)
    swapped = re.sub(r"(<Time>.*?</Time>)(<Position>.*?</Position>)", r"\2\1", text, count=1)
    unknown = text.replace(">Summit<", ">Peak<")

    for broken in (swapped, unknown, text.replace("<Intensity>Active</Intensity>", "")):
        assert find_breaches(ElementTree.fromstring(broken), TCX)  # noqa: S314


def test_another_library_reads_the_same_track(course: Course) -> None:
    read = gpxpy.parse(write_gpx(course))

    (track,) = read.tracks
    points = track.segments[0].points
    assert track.name == course.name
    assert np.allclose([p.latitude for p in points], course.latitude_deg, atol=1e-6)
    assert np.allclose([p.longitude for p in points], course.longitude_deg, atol=1e-6)
    assert [point.name for point in read.waypoints] == ["H1 seated", "H1 top", "U-turn"]
    heights = [np.nan if p.elevation is None else p.elevation for p in points]
    meant = np.full(len(points), np.nan) if course.altitude_m is None else course.altitude_m
    assert np.allclose(heights, meant, atol=0.06, equal_nan=True)
    seconds = (points[-1].time - points[0].time).total_seconds()
    assert seconds == pytest.approx(course.elapsed_s[-1], abs=1)
