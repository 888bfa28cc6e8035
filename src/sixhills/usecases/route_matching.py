"""Which hills of a route a ride rode."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import InputError, NotFoundError
from sixhills.formats.fit.course import Course, read_course
from sixhills.formats.fit.profile import CoursePointKind
from sixhills.usecases.finding import find_ride
from sixhills.verify.route_hills import HillLine, HillPass, match_hills

if TYPE_CHECKING:
    from pathlib import Path

_FOOT, _TOP = CoursePointKind.SEGMENT_START, CoursePointKind.SUMMIT


def match_route(home: Path, name: str, route_file: Path) -> tuple[HillPass, ...]:
    """Each hill of a route as a ride rode it.

    Args:
        home: the data directory.
        name: id of a stored ride, the beginning of one, "last", or the path of a file.
        route_file: the FIT file that `sixhills route` wrote.

    Raises:
        InputError: there is no such ride or file, or it marks no hills.
    """
    try:
        data = route_file.read_bytes()
    except OSError as error:
        raise NotFoundError("there is no such file", place=str(route_file)) from error
    hills = read_hill_lines(data, place=str(route_file))
    return match_hills(find_ride(home, name).ride, hills)


def read_hill_lines(data: bytes, *, place: str) -> tuple[HillLine, ...]:
    """The hills of a FIT course.

    Args:
        data: the bytes of the file.
        place: what to call it where it is no good.

    Raises:
        InputError: it cannot be read, or marks no hills.
    """
    hills = list_hill_lines(read_course(data, place=place))
    if not hills:
        raise InputError(
            "this route marks no hills",
            place=place,
            remedy="take the .fit file that `sixhills route --out` wrote",
        )
    return hills


def list_hill_lines(course: Course) -> tuple[HillLine, ...]:
    """The hills of a course: from each foot that it marks to the top that follows."""
    marks = [point for point in course.points if point.kind in (_FOOT, _TOP)]
    marks.sort(key=lambda point: (point.distance_m, point.kind is _FOOT))
    spans = [
        (foot.distance_m, top.distance_m)
        for foot, top in pairwise(marks)
        if foot.kind is _FOOT and top.kind is _TOP
    ]
    return tuple(_cut(course, index, *span) for index, span in enumerate(spans))


def _cut(course: Course, index: int, foot_m: float, top_m: float) -> HillLine:
    along = course.distance_m
    inside = along[(along > foot_m) & (along < top_m)]
    where = np.concatenate(([foot_m], inside, [top_m]))
    begin_s, end_s = np.interp((foot_m, top_m), along, course.elapsed_s)
    return HillLine(
        index=index,
        lat_deg=np.interp(where, along, course.latitude_deg),
        lon_deg=np.interp(where, along, course.longitude_deg),
        expected_s=float(end_s - begin_s),
    )
