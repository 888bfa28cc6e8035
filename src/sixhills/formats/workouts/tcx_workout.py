"""TCX workouts of old Garmin devices, read only: heart rate, speed or cadence, no power."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sixhills.errors import FormatError
from sixhills.formats.workouts.plan import (
    End,
    EndKind,
    Heart,
    HeartUnit,
    Intensity,
    PlanRepeat,
    PlanStep,
    Power,
    PowerUnit,
    Span,
)
from sixhills.formats.workouts.reading import Desk, ReadPlan, clean_line, read_float
from sixhills.formats.workouts.xml_nodes import Node, read_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sixhills.formats.workouts.plan import PlanItem

_TARGETS = {"heartrate_t", "cadence_t", "speed_t", "power_t", "none_t", ""}
_ENDS = {
    "time_t": (EndKind.TIME, "seconds"),
    "distance_t": (EndKind.DISTANCE, "meters"),
    "heartrateabove_t": (EndKind.HEART_ABOVE, "value"),
    "heartratebelow_t": (EndKind.HEART_BELOW, "value"),
    "caloriesburned_t": (EndKind.CALORIES, "calories"),
}


def read_tcx_workout(data: bytes) -> ReadPlan:
    """The first workout in a TCX file.

    Raises:
        FormatError: it is no TCX file, or holds no workout.
    """
    root, faults = read_nodes(data)
    if root.name != "trainingcenterdatabase":
        raise FormatError(f"this is no TCX file: it begins with <{root.name}>")
    workouts = [node for node in root.walk() if node.name == "workout"]
    if not workouts:
        raise FormatError("this TCX file holds no workout", remedy="rides: `sixhills import`")
    desk = Desk()
    for fault in faults:
        desk.warn("tcx-not-well-formed", fault)
    if len(workouts) > 1:
        desk.note(f"The file holds {len(workouts)} workouts: the first was read.")
    items = [item for node in workouts[0].children for item in _read_item(node, desk)]
    sport = workouts[0].attributes.get("sport", "").lower()
    if sport not in {"biking", "other", ""}:
        desk.note(f"The file calls this a workout for {sport}.")
    return desk.make(
        items,
        title=workouts[0].text_of("name"),
        about=clean_line(workouts[0].text_of("notes")),
        is_ride=sport in {"biking", "other", ""},
    )


def _read_item(node: Node, desk: Desk) -> Iterator[PlanItem]:
    if node.name not in {"step", "child"}:
        return
    if _kind(node) == "repeat_t":
        times = read_float(node.text_of("repetitions"))
        inner = tuple(item for child in node.children for item in _read_item(child, desk))
        if not times or not inner:
            desk.warn("tcx-repeat", "a repeat of nothing: left out", node.line)
        else:
            yield PlanRepeat(times=min(int(times), 1000), items=inner)
        return
    step = desk.attempt(partial(_read_step, node, desk), "tcx-value", node.line)
    if step is not None:
        yield step


def _kind(node: Node) -> str:
    return next((v.lower() for k, v in node.attributes.items() if k.endswith("type")), "")


def _read_step(node: Node, desk: Desk) -> PlanStep:
    is_rest = node.text_of("intensity").lower() == "resting"
    target = node.find("target")
    kind = _kind(target) if target else "none_t"
    if kind not in _TARGETS:
        desk.warn("tcx-target", f'a target of "{kind}" is not known: left out', node.line)
    return PlanStep(
        end=_read_end(node.find("duration"), desk),
        power=_read_power(target) if target else None,
        heart=_read_heart(target) if target else None,
        cadence=_read_span(target) if target and _kind(target) == "cadence_t" else None,
        speed=_read_speed(target) if target else None,
        intensity=Intensity.REST if is_rest else Intensity.ACTIVE,
        name=clean_line(node.text_of("name")),
    )


def _read_end(node: Node | None, desk: Desk) -> End:
    known = _ENDS.get(_kind(node)) if node else None
    if node is None or known is None:
        return End(kind=EndKind.LAP)
    kind, name = known
    value = next((read_float(inner.text) for inner in node.walk() if inner.name == name), None)
    if not value or value <= 0:
        desk.warn("tcx-duration", "a step without its length ends by the lap key", node.line)
        return End(kind=EndKind.LAP)
    return End(kind=kind, value=value)


def _read_heart(target: Node) -> Heart | None:
    zone = target.find("heartratezone")
    if zone is None:
        return None
    number = read_float(zone.text_of("number"))
    if number:
        return Heart(unit=HeartUnit.ZONE, span=Span(low=number, high=number))
    span = _read_span(zone)
    if span is None:
        return None
    is_share = any(_kind(node).startswith("heartrateaspercent") for node in zone.walk())
    if is_share:
        return Heart(unit=HeartUnit.MAX, span=Span(low=span.low / 100, high=span.high / 100))
    return Heart(unit=HeartUnit.BPM, span=span)


def _read_power(target: Node) -> Power | None:
    """What some programs write, though version 2 of the format knows no power."""
    zone = target.find("powerzone")
    span = _read_span(zone) if zone else None
    return Power(unit=PowerUnit.WATTS, start=span) if span else None


def _read_span(node: Node) -> Span | None:
    values = []
    for name in ("low", "high"):
        end = node.find(name)
        inner = [] if end is None else [read_float(one.text) for one in end.walk() if one.text]
        values += [value for value in inner if value is not None][:1]
    return Span(low=min(values), high=max(values)) if len(values) == 2 else None


def _read_speed(target: Node) -> Span | None:
    zone = target.find("speedzone")
    if zone is None:
        return None
    ends = [
        value
        for name in ("lowinmeterspersecond", "highinmeterspersecond")
        if (value := read_float(zone.text_of(name)))
    ]
    return Span(low=min(ends), high=max(ends)) if len(ends) == 2 else None
