"""Garmin Connect's JSON of workouts, read only: not a public format, so what was seen counts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sixhills.errors import FormatError
from sixhills.formats.plain_text import decode_text
from sixhills.formats.workouts.plan import (
    Cue,
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
    zone_power,
)
from sixhills.formats.workouts.reading import Desk, ReadPlan, clean_line, read_float

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sixhills.formats.workouts.plan import PlanItem

_ENDS = {
    "time": EndKind.TIME,
    "distance": EndKind.DISTANCE,
    "lap.button": EndKind.LAP,
    "calories": EndKind.CALORIES,
}
_INTENSITIES = {
    "warmup": Intensity.WARM_UP,
    "cooldown": Intensity.COOL_DOWN,
    "interval": Intensity.INTERVAL,
    "recovery": Intensity.RECOVERY,
    "rest": Intensity.REST,
}
_POWERS = {"power.zone", "power", "power.3s", "power.10s", "power.30s", "power.lap"}
_DEEPEST = 20


def read_garmin_json(data: bytes) -> ReadPlan:
    """The workout in a JSON file of Garmin Connect.

    Raises:
        FormatError: it is none, or holds no step.
    """
    try:
        whole = json.loads(decode_text(data))
    except (ValueError, RecursionError) as error:
        raise FormatError("this is no JSON file") from error
    if isinstance(whole, list):  # several workouts: the first
        whole = whole[0] if whole else None
    if isinstance(whole, dict) and isinstance(whole.get("workout"), dict):
        whole = whole["workout"]
    if not isinstance(whole, dict) or not isinstance(whole.get("workoutSegments"), list):
        raise FormatError("this is no workout of Garmin Connect: it has no workoutSegments")
    desk = Desk()
    items = [
        item
        for segment in whole["workoutSegments"]
        if isinstance(segment, dict)
        for item in _read_items(segment.get("workoutSteps"), desk, depth=0)
    ]
    sport = _key(whole.get("sportType"), "sportTypeKey")
    if sport not in {"cycling", "other", ""}:
        desk.note(f"The file calls this a workout for {sport}.")
    return desk.make(
        items,
        title=str(whole.get("workoutName") or ""),
        about=str(whole.get("description") or ""),
        is_ride=sport in {"cycling", "other", ""},
    )


def _key(value: Any, name: str) -> str:
    return str(value.get(name) or "").lower() if isinstance(value, dict) else ""


def _read_items(steps: Any, desk: Desk, *, depth: int) -> Iterator[PlanItem]:
    if not isinstance(steps, list) or depth > _DEEPEST:
        return
    for step in steps:
        if not isinstance(step, dict):
            continue
        if step.get("type") == "RepeatGroupDTO":
            inner = tuple(_read_items(step.get("workoutSteps"), desk, depth=depth + 1))
            times = _number(step.get("numberOfIterations"))
            if not times or not inner:
                desk.warn("garmin-repeat", "a repeat of nothing: left out")
            else:
                yield PlanRepeat(times=max(1, min(int(times), 1000)), items=inner)
            continue
        found = desk.attempt(lambda step=step: _read_step(step, desk), "garmin-value")  # type: ignore[misc]
        if found is not None:
            yield found


def _number(value: Any) -> float | None:
    if isinstance(value, str):
        return read_float(value)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and abs(value) < 1e9 else None


def _read_step(step: Mapping[str, Any], desk: Desk) -> PlanStep:
    targets = [_read_target(step, "target", desk), _read_target(step, "secondaryTarget", desk)]
    merged: dict[str, object] = {}
    for target in targets:
        merged = {**target, **merged}
    note = clean_line(str(step.get("description") or ""))
    return PlanStep(
        end=_read_end(step, desk),
        intensity=_INTENSITIES.get(_key(step.get("stepType"), "stepTypeKey"), Intensity.ACTIVE),
        cues=(Cue(at_s=0.0, text=note),) if note else (),
        **merged,  # type: ignore[arg-type]
    )


def _read_end(step: Mapping[str, Any], desk: Desk) -> End:
    name = _key(step.get("endCondition"), "conditionTypeKey")
    value = _number(step.get("endConditionValue"))
    kind = _ENDS.get(name)
    if name in {"heart.rate", "power"} and value:
        is_below = str(step.get("endConditionCompare") or "").lower() in {"lt", "less_than"}
        ends = {
            ("heart.rate", True): EndKind.HEART_BELOW,
            ("heart.rate", False): EndKind.HEART_ABOVE,
            ("power", True): EndKind.POWER_BELOW,
            ("power", False): EndKind.POWER_ABOVE,
        }
        return End(kind=ends[name, is_below], value=value)
    if kind is None or (kind is not EndKind.LAP and not value):
        desk.warn("garmin-end", f'a step that ends by "{name}" ends by the lap key here')
        return End(kind=EndKind.LAP)
    return End(kind=kind, value=None if kind is EndKind.LAP else value)


def _read_target(step: Mapping[str, Any], prefix: str, desk: Desk) -> dict[str, object]:
    names = (f"{prefix}Type", f"{prefix}ValueOne", f"{prefix}ValueTwo")
    kind = _key(step.get(names[0]), "workoutTargetTypeKey")
    one, two = _number(step.get(names[1])), _number(step.get(names[2]))
    zone_name = "zoneNumber" if prefix == "target" else "secondaryZoneNumber"
    zone = _number(step.get(zone_name))
    if kind in {"", "no.target"}:
        return {}
    ends = sorted(value for value in (one, two) if value is not None)
    span = Span(low=ends[0], high=ends[-1]) if ends and ends[0] >= 0 else None
    made = _make_target(kind, span, zone)
    if not made:
        desk.warn("garmin-target", f'a target of "{kind}" cannot be read: left out')
    return made


def _make_target(kind: str, span: Span | None, zone: float | None) -> dict[str, object]:
    if kind in _POWERS:  # the last three are means over some seconds, or the lap
        kind = "power.zone"
    if zone and kind in {"power.zone", "heart.rate.zone"}:
        return _make_zone(kind, zone)
    if span is None:
        return {}
    if kind == "power.zone":
        return {"power": Power(unit=PowerUnit.WATTS, start=span)}
    targets: dict[str, dict[str, object]] = {
        "heart.rate.zone": {"heart": Heart(unit=HeartUnit.BPM, span=span)},
        "cadence": {"cadence": span},
        "cadence.zone": {"cadence": span},
        "speed.zone": {"speed": span},
        "pace.zone": {"speed": span},
    }
    return targets.get(kind, {})


def _make_zone(kind: str, zone: float) -> dict[str, object]:
    if kind == "heart.rate.zone":
        return {"heart": Heart(unit=HeartUnit.ZONE, span=Span(low=zone, high=zone))}
    return {"power": zone_power(zone)}
