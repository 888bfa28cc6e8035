"""Courses that we write, read by two decoders that are not ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from fit_rides import DECODERS, SEMICIRCLE_DEG, Messages
from sixhills.errors import FormatError, InvalidValueError
from sixhills.formats.fit.course import Course, CoursePoint, write_course
from sixhills.formats.fit.profile import CoursePointKind
from sixhills.formats.fit.reader import read_activity

Decode = Callable[[bytes], Messages]


@pytest.fixture(params=DECODERS.values(), ids=DECODERS.keys())
def decode(request: pytest.FixtureRequest) -> Decode:
    return request.param


def make_course(**changes: Any) -> Course:
    values: dict[str, Any] = {
        "name": "Six hills from the door",
        "latitude_deg": np.array([47.0, 47.01, 47.02]),
        "longitude_deg": np.array([-8.0, -8.01, -8.02]),
        "distance_m": np.array([0.0, 1350.0, 2700.0]),
        "elapsed_s": np.array([0.0, 300.0, 420.0]),
        "altitude_m": np.array([400.0, 480.2, 420.0]),
        "points": (
            CoursePoint(distance_m=1350.0, kind=CoursePointKind.SUMMIT, name="Hill 1"),
            CoursePoint(distance_m=0.0, kind=CoursePointKind.GENERIC, name="Start"),
        ),
    }
    return Course(**(values | changes))


def test_every_point_of_the_line_is_a_record(decode: Decode) -> None:
    course = make_course()
    rows = decode(write_course(course))["record"]
    north = [row["position_lat"] * SEMICIRCLE_DEG for row in rows]
    east = [row["position_long"] * SEMICIRCLE_DEG for row in rows]
    assert north == pytest.approx(course.latitude_deg, abs=SEMICIRCLE_DEG)
    assert east == pytest.approx(course.longitude_deg, abs=SEMICIRCLE_DEG)
    assert [row["distance"] for row in rows] == [0.0, 1350.0, 2700.0]
    assert [row["enhanced_altitude"] for row in rows] == pytest.approx([400.0, 480.2, 420.0])
    first = rows[0]["timestamp"]
    assert [row["timestamp"] - first for row in rows] == [0, 300, 420]


def test_points_are_in_order_of_the_course(decode: Decode) -> None:
    points = decode(write_course(make_course()))["course_point"]
    assert [(row["name"], row["type"]) for row in points] == [("Start", 0), ("Hill 1", 1)]
    assert [row["distance"] for row in points] == [0.0, 1350.0]
    assert points[1]["timestamp"] - points[0]["timestamp"] == 300
    assert points[1]["position_lat"] * SEMICIRCLE_DEG == pytest.approx(47.01, abs=1e-6)


def test_the_file_is_a_course_of_one_lap(decode: Decode) -> None:
    messages = decode(write_course(make_course()))
    (file_id,), (head,), (lap,) = messages["file_id"], messages["course"], messages["lap"]
    assert file_id["type"] == 6  # course
    assert (head["name"], head["sport"], head["sub_sport"]) == ("Six hills from the door", 2, 7)
    assert (lap["total_distance"], lap["total_timer_time"]) == (2700.0, 420.0)
    assert (lap["total_ascent"], lap["total_descent"]) == (80, 60)
    kinds = [(row["event"], row["event_type"]) for row in messages["event"]]
    assert kinds == [(0, 0), (0, 9)]  # the timer starts, and stops for good


def test_heights_may_be_unknown(decode: Decode) -> None:
    messages = decode(write_course(make_course(altitude_m=None)))
    assert "enhanced_altitude" not in messages["record"][0]
    assert "total_ascent" not in messages["lap"][0]


def test_a_long_name_is_cut_between_letters(decode: Decode) -> None:
    (head,) = decode(write_course(make_course(name="ü" * 40)))["course"]
    assert head["name"] == "ü" * 15


def test_a_course_is_no_ride() -> None:
    with pytest.raises(FormatError, match="a route"):
        read_activity(write_course(make_course()))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"latitude_deg": np.array([47.0])}, "at least two points"),
        ({"distance_m": np.array([0.0, 5.0])}, "as long as the line"),
        ({"distance_m": np.array([0.0, 5.0, 4.0])}, "never falling"),
        ({"elapsed_s": np.array([0.0, np.nan, 4.0])}, "never falling"),
        ({"latitude_deg": np.array([47.0, 91.0, 47.0])}, "-90 to 90"),
        ({"longitude_deg": np.array([8.0, np.nan, 8.0])}, "-180 to 180"),
    ],
)
def test_a_line_that_is_none_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidValueError, match=words):
        make_course(**changes)


def test_a_point_off_the_course_is_refused() -> None:
    far = CoursePoint(distance_m=2800.0, kind=CoursePointKind.SUMMIT, name="Nowhere")
    with pytest.raises(InvalidValueError, match="within 2700 m"):
        make_course(points=(far,))


def test_a_year_that_fit_cannot_hold_is_refused() -> None:
    with pytest.raises(FormatError, match="1980"):
        write_course(make_course(created=datetime(1980, 1, 1, tzinfo=UTC)))
