"""Write a route for head units, for paper, and for an indoor trainer.

Every file for a head unit is read back before it is called written: what comes back must lie within
two metres of what was meant.
"""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from sixhills.errors import SixhillsError, StoreError
from sixhills.formats.cue_sheet import CueRow, write_cue_sheet
from sixhills.formats.elevation_svg import Span, draw_elevation
from sixhills.formats.fit.course import Course, CoursePoint
from sixhills.formats.fit.profile import CoursePointKind
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.terrain.hilly_way import Descent, HillyWay
from sixhills.terrain.known_hill import KnownHill
from sixhills.workout.model import Climb, Posture, Role, Time
from sixhills.workout.model import Descent as DescentExtent
from sixhills.workout.text import format_workout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sixhills.prescribe.prescription import Prescription, Segment
    from sixhills.roads.route import Route, RouteHill
    from sixhills.usecases.routing import Routed
    from sixhills.workout.model import Step, Workout

CLOSE_M = 2.0
"""A file that comes back farther from the route than this is not a good one."""

_LONGEST_HILL_S = 3600.0


_SIGNS = {
    CoursePointKind.LEFT: "←",
    CoursePointKind.RIGHT: "→",
    CoursePointKind.U_TURN: "↶",
    CoursePointKind.SUMMIT: "▲",
}
_HILL_KINDS = {CoursePointKind.SEGMENT_START, CoursePointKind.GENERIC}


def prescribe_route(routed: Routed, route: Route) -> Prescription:
    """The workout on this route: gear, cadence, effort and posture of each hill."""
    return prescribe_workout(routed.workout, routed.rider, routed.bike, hill=make_way(route))


def make_way(route: Route) -> HillyWay:
    """What a prescription needs to know of a route."""
    hills = tuple(
        KnownHill(grade=max(0.005, hill.grade), length_m=hill.length_m) for hill in route.hills
    )
    ends = [hill.start_m for hill in route.hills[1:]]
    block_s = route.legs.warm_up_s + route.legs.hills_s
    ends.append(_distance_at(route, block_s))
    descents = [
        _make_descent(route, hill, end_m) for hill, end_m in zip(route.hills, ends, strict=True)
    ]
    return HillyWay(
        hills=hills,
        descents=tuple(descents),
        warm_up_s=route.legs.warm_up_s,
        steady_s=route.legs.steady_s,
        cool_down_s=route.legs.cool_down_s,
    )


def fit_workout(workout: Workout, route: Route) -> Workout:
    """The workout with the times of a route, to be ridden indoors or matched to the ride."""
    way = make_way(route)
    hills, descents = iter(route.hills), iter(way.descents)
    steps = tuple(_fit_step(step, hills, descents, way) for step in workout.steps())
    return replace(workout, key=f"{workout.key}-route", blocks=steps)


def export_route(routed: Routed, route: Route, folder: Path, stem: str) -> tuple[str, ...]:
    """Write all files of a route; their names.

    Args:
        routed: what it was found for.
        route: one of its routes.
        folder: where to write; made where it does not exist.
        stem: beginning of the names.

    Raises:
        StoreError: they cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = []
        for suffix, data in make_files(routed, route, stem):
            name = f"{stem}{suffix}"
            (folder / name).write_bytes(data)
            names.append(name)
    except OSError as error:
        raise StoreError(
            f"the route cannot be written: {error.strerror}", place=str(folder)
        ) from error
    return tuple(names)


FILES: dict[str, str] = {
    ".fit": "application/vnd.ant.fit",
    ".gpx": "application/gpx+xml",
    ".tcx": "application/vnd.garmin.tcx+xml",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".workout": "text/plain; charset=utf-8",
    ".json": "application/json",
}
"""Endings of what is written, with their media types."""


def make_files(routed: Routed, route: Route, stem: str) -> Iterator[tuple[str, bytes]]:
    """Ending and bytes of each file of a route."""
    for suffix in FILES:
        yield suffix, make_file(routed, route, stem, suffix)


def make_file(routed: Routed, route: Route, stem: str, suffix: str) -> bytes:
    """One file of a route, by its ending."""
    prescription = prescribe_route(routed, route)
    course = make_course(route, prescription, stem)
    credit = " ".join(routed.region.info.attribution)
    makers: dict[str, Callable[[], bytes]] = {
        ".fit": lambda: _write_fit(course),
        ".gpx": lambda: _write_gpx(course, credit),
        ".tcx": lambda: _write_tcx(course, credit),
        ".html": lambda: _write_cues(routed, route, prescription, stem).encode(),
        ".svg": lambda: draw_route(route).encode(),
        ".workout": lambda: format_workout(fit_workout(routed.workout, route)).encode(),
        ".json": lambda: _write_prescription(prescription),
    }
    return makers[suffix]()


def make_course(route: Route, prescription: Prescription, name: str) -> Course:
    """The route as a course, its hills, standing starts, tops and turns marked."""
    marks = [*_mark_hills(route, prescription), *_mark_turns(route)]
    return Course(
        name=name,
        latitude_deg=route.lat_deg,
        longitude_deg=route.lon_deg,
        distance_m=route.distance_m,
        elapsed_s=route.time_s,
        altitude_m=route.altitude_m,
        points=tuple(sorted(marks, key=lambda point: point.distance_m)),
    )


def draw_route(route: Route) -> str:
    """The elevation of a route as a picture."""
    spans = [
        Span(start_m=hill.start_m, end_m=hill.end_m, name=str(hill.index + 1))
        for hill in route.hills
    ]
    return draw_elevation(route.distance_m.tolist(), route.altitude_m.tolist(), spans)


# -- marked places -------------------------------------------------------------------------


def _mark_hills(route: Route, prescription: Prescription) -> Iterator[CoursePoint]:
    for hill, segments in zip(route.hills, _climbs(prescription), strict=False):
        number = hill.index + 1
        first = segments[0]
        yield CoursePoint(
            distance_m=hill.start_m,
            kind=CoursePointKind.SEGMENT_START,
            name=f"H{number} {first.posture}",
            notes=f"Hill {number}: {hill.length_m:.0f} m at {100 * hill.grade:.1f} %, "
            f"{_say_segment(first)}.",
        )
        at_m = hill.start_m
        for segment, following in pairwise(segments):
            at_m += segment.distance_m or 0.0
            if following.posture is Posture.STANDING is not segment.posture:
                yield CoursePoint(
                    distance_m=min(at_m, hill.end_m),
                    kind=CoursePointKind.GENERIC,
                    name=f"H{number} stand",
                    notes=f"Hill {number}: stand up, {_say_segment(following)}.",
                )
        yield CoursePoint(
            distance_m=hill.end_m,
            kind=CoursePointKind.SUMMIT,
            name=f"H{number} top",
            notes="Recover.",
        )


def _mark_turns(route: Route) -> Iterator[CoursePoint]:
    for turn in route.turns:
        road = f" into {turn.road}" if turn.road else ""
        if turn.is_u_turn:
            yield CoursePoint(
                distance_m=turn.at_m,
                kind=CoursePointKind.U_TURN,
                name="U-turn",
                notes="Turn round here; look both ways first.",
            )
        else:
            right = turn.angle_deg > 0
            side = "Right" if right else "Left"
            yield CoursePoint(
                distance_m=turn.at_m,
                kind=CoursePointKind.RIGHT if right else CoursePointKind.LEFT,
                name=side,
                notes=f"{side}{road}.",
            )


def _climbs(prescription: Prescription) -> list[tuple[Segment, ...]]:
    return [step for step in prescription.steps() if step[0].grade and step[0].grade > 0]


def _say_segment(segment: Segment) -> str:
    gear = f"gear {segment.command.value}" if segment.command.value else "any gear"
    band = segment.cadence_rpm
    cadence = f", {band.low:.0f}-{band.high:.0f} rpm" if band else ""
    watts = f", {segment.power_w.target:.0f} W" if segment.power_w else ""
    return f"{segment.posture}, {segment.effort.words}, {gear}{cadence}{watts}"


# -- files ---------------------------------------------------------------------------------


def _write_fit(course: Course) -> bytes:
    from sixhills.formats.fit.course import read_course, write_course

    data = write_course(course)
    _check(course, read_course(data))
    return data


def _write_gpx(course: Course, credit: str) -> bytes:
    from sixhills.formats.course_xml import read_gpx_course, write_gpx

    text = write_gpx(course, credit)
    _check(course, read_gpx_course(text))
    return text.encode()


def _write_tcx(course: Course, credit: str) -> bytes:
    from sixhills.formats.course_xml import read_tcx_course, write_tcx

    text = write_tcx(course, credit)
    _check(course, read_tcx_course(text))
    return text.encode()


def _check(meant: Course, read: Course) -> None:
    """Complain where a file does not hold the course that it should."""
    import numpy as np

    from sixhills.roads.network import distance_m

    same = len(meant.latitude_deg) == len(read.latitude_deg)
    places = (meant.latitude_deg, meant.longitude_deg, read.latitude_deg, read.longitude_deg)
    away = distance_m(*places) if same else np.array([np.inf])
    if float(np.max(away)) > CLOSE_M:
        raise SixhillsError("a written route does not read back as it was", place=meant.name)


def _write_cues(routed: Routed, route: Route, prescription: Prescription, stem: str) -> str:
    course = make_course(route, prescription, stem)
    rows = [
        CueRow(
            at_km=point.distance_m / 1000.0,
            time_s=route.time_at(point.distance_m),
            sign=_SIGNS.get(point.kind, ""),
            is_hill=point.kind in _HILL_KINDS,
            text=point.notes or point.name,
        )
        for point in course.points
    ]
    legs = route.legs
    return write_cue_sheet(
        title=f"{routed.workout.title}: {stem}",
        summary=(
            f"{route.length_m / 1000:.1f} km, {route.ascent_m:.0f} m up, about "
            f"{legs.total_s / 60:.0f} min: warm-up {legs.warm_up_s / 60:.0f}, hills "
            f"{legs.hills_s / 60:.0f}, moderate {legs.steady_s / 60:.0f}, cool-down "
            f"{legs.cool_down_s / 60:.0f}."
        ),
        picture=draw_route(route),
        rows=rows,
        notes=(*prescription.warnings, *routed.region.info.attribution),
    )


def _write_prescription(prescription: Prescription) -> bytes:
    from sixhills.plain import to_plain

    return json.dumps(to_plain(prescription), ensure_ascii=False, indent=1).encode()


# -- the way -------------------------------------------------------------------------------


def _make_descent(route: Route, hill: RouteHill, end_m: float) -> Descent:
    import numpy as np

    length_m = max(1.0, end_m - hill.end_m)
    top, foot = np.interp((hill.end_m, end_m), route.distance_m, route.altitude_m)
    return Descent(
        duration_s=max(1.0, route.time_at(end_m) - route.time_at(hill.end_m)),
        length_m=length_m,
        grade=float(foot - top) / length_m,
    )


def _distance_at(route: Route, time_s: float) -> float:
    import numpy as np

    return float(np.interp(time_s, route.time_s, route.distance_m))


def _fit_step(
    step: Step, hills: Iterator[RouteHill], descents: Iterator[Descent], way: HillyWay
) -> Step:
    extent = step.extent
    if isinstance(extent, Climb):
        seconds = round(min(next(hills).duration_s, _LONGEST_HILL_S))
        return replace(step, extent=replace(extent, duration_s=seconds))
    if isinstance(extent, DescentExtent):
        return replace(step, extent=replace(extent, duration_s=round(next(descents).duration_s)))
    times = {
        Role.WARM_UP: way.warm_up_s,
        Role.STEADY: way.steady_s,
        Role.COOL_DOWN: way.cool_down_s,
    }
    if isinstance(extent, Time) and step.role in times:
        return replace(step, extent=Time(duration_s=round(times[step.role])))
    return step
