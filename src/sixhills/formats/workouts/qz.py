"""QZ's XML (qdomyos-zwift): rows of a duration or distance, with resistance, slope, power, cadence.

The only open format that carries resistance levels and slopes by time, so the one for exercise
bikes. `powerzone` is a share of FTP, a duration is hh:mm:ss, a distance in km, a speed in km/h.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from sixhills.errors import FormatError
from sixhills.formats.workouts.carrier import unpack
from sixhills.formats.workouts.features import Feature, Form
from sixhills.formats.workouts.plan import (
    Cue,
    End,
    EndKind,
    Heart,
    HeartUnit,
    PlanRepeat,
    PlanStep,
    Power,
    PowerUnit,
    Span,
)
from sixhills.formats.workouts.reading import Desk, ReadPlan, clean_line, read_clock, read_float
from sixhills.formats.workouts.writing import (
    Tally,
    Written,
    ftp_of,
    round_seconds,
    say_heart,
    to_shares,
    unroll_nested,
    with_texts,
)
from sixhills.formats.workouts.xml_nodes import Node, read_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sixhills.formats.workouts.plan import Plan, PlanItem

_KNOWN = {
    "duration", "distance", "speed", "minspeed", "maxspeed", "speedfrom", "speedto", "inclination",
    "resistance", "lower_resistance", "upper_resistance", "maxresistance", "cadence",
    "lower_cadence", "upper_cadence", "power", "powerfrom", "powerto", "lapbutton",
    "powerzone", "powerzonefrom", "powerzoneto", "hrmin",
    "hrmax", "zonehr", "looptimehr", "fanspeed", "mets", "forcespeed", "latitude", "longitude",
    "altitude", "azimuth", "requested_peloton_resistance", "lower_requested_peloton_resistance",
    "upper_requested_peloton_resistance", "pace_intensity", "average_cadence",
}  # fmt: skip
_PELOTON = "requested_peloton_resistance"


def read_qz(data: bytes) -> ReadPlan:
    """The workout in an XML file of QZ.

    Raises:
        FormatError: it is none, or holds no row.
    """
    root, faults = read_nodes(data)
    if root.name != "rows":
        raise FormatError(f"this is no XML file of QZ: it begins with <{root.name}>")
    desk = Desk()
    for fault in faults:
        desk.warn("qz-not-well-formed", fault)
    items = [item for node in root.children for item in _read_item(node, desk)]
    desk.carried = unpack(root.attributes.get("carrier", ""))
    return desk.make(items, title=root.attributes.get("title", ""))


def _read_item(node: Node, desk: Desk) -> Iterator[PlanItem]:
    if node.name == "repeat":
        times = read_float(node.attributes.get("times"))
        inner = tuple(item for child in node.children for item in _read_item(child, desk))
        if times is None or times < 1 or not inner:
            desk.warn("qz-repeat", "a repeat of nothing: left out", node.line)
        else:
            yield PlanRepeat(times=min(int(times), 1000), items=inner)
    elif node.name == "row":
        for name in node.attributes.keys() - _KNOWN:
            desk.warn("qz-unknown-attribute", f'"{name}" is not known: left out', node.line)
        step = desk.attempt(partial(_read_row, node, desk), "qz-value", node.line)
        if step is not None:
            yield step
    else:
        desk.warn("qz-unknown-element", f"<{node.name}> is not known: left out", node.line)


def _read_row(node: Node, desk: Desk) -> PlanStep | None:
    given = {name: read_float(value) for name, value in node.attributes.items()}
    end = _read_end(node, given)
    if end is None:
        desk.warn("qz-no-duration", "a row without duration or distance: left out", node.line)
        return None
    inclination, level = given.get("inclination"), _read_level(given)
    if level is None and given.get(_PELOTON) is not None:
        desk.warn("qz-peloton", "a Peloton resistance fits no other bike: left out", node.line)
    return PlanStep(
        end=end,
        power=_read_power(given),
        heart=_read_heart(given),
        cadence=_read_cadence(given),
        speed=_read_speed(given),
        grade=None if inclination is None or inclination <= -100 else inclination / 100,
        level=level if level is not None and level >= 0 else None,
        cues=tuple(_read_cues(node)),
    )


def _read_end(node: Node, given: dict[str, float | None]) -> End | None:
    if (given.get("lapbutton") or 0) > 0:
        return End(kind=EndKind.LAP)
    seconds = read_clock(node.attributes.get("duration", ""))
    if seconds:
        return End(kind=EndKind.TIME, value=seconds)
    km = given.get("distance")
    return End(kind=EndKind.DISTANCE, value=1000 * km) if km and km > 0 else None


def _one(value: float) -> Span:
    return Span(low=value, high=value)


def _read_power(given: dict[str, float | None]) -> Power | None:
    for name, unit in (("powerzone", PowerUnit.FTP), ("power", PowerUnit.WATTS)):
        start, end = given.get(f"{name}from"), given.get(f"{name}to")
        if start is not None and end is not None and start >= 0 and end >= 0:
            return Power(unit=unit, start=_one(start), end=None if start == end else _one(end))
    share, watts = given.get("powerzone"), given.get("power")
    if share is not None and share > 0:
        return Power(unit=PowerUnit.FTP, start=_one(share))
    if watts is not None and watts >= 0:
        return Power(unit=PowerUnit.WATTS, start=_one(watts))
    return None


def _read_heart(given: dict[str, float | None]) -> Heart | None:
    low, high, zone = given.get("hrmin"), given.get("hrmax"), given.get("zonehr")
    known = [bpm for bpm in (low, high) if bpm is not None and bpm > 0]
    if known:
        return Heart(unit=HeartUnit.BPM, span=Span(low=min(known), high=max(known)))
    if zone is not None and zone > 0:
        return Heart(unit=HeartUnit.ZONE, span=_one(zone))
    return None


def _read_cadence(given: dict[str, float | None]) -> Span | None:
    low, high = given.get("lower_cadence"), given.get("upper_cadence")
    if low is not None and high is not None and 0 < low <= high:
        return Span(low=low, high=high)
    one = given.get("cadence")
    return _one(one) if one is not None and one > 0 else None


def _read_level(given: dict[str, float | None]) -> float | None:
    """The level, or the middle of a band of levels."""
    ends = [given.get("lower_resistance"), given.get("upper_resistance")]
    known = [end for end in ends if end is not None and end >= 0]
    level = given.get("resistance")
    if (level is None or level < 0) and len(known) == 2:
        return sum(known) / 2
    return level


def _read_speed(given: dict[str, float | None]) -> Span | None:
    low, high = given.get("minspeed"), given.get("maxspeed")
    if low is not None and high is not None and 0 < low <= high:
        return Span(low=low / 3.6, high=high / 3.6)
    one = given.get("speed")
    return _one(one / 3.6) if one is not None and one > 0 else None


def _read_cues(node: Node) -> Iterator[Cue]:
    events = [child for child in node.children if child.name == "textevent"]
    cues = []
    for event in events:
        text = clean_line(event.attributes.get("message", ""))
        at_s = read_float(event.attributes.get("timeoffset")) or 0.0
        if text and at_s >= 0:
            cues.append(Cue(at_s=at_s, text=text))
    yield from sorted(cues, key=lambda cue: cue.at_s)


# -- writing -------------------------------------------------------------------------------


def write_qz(plan: Plan, carrier: str | None = None) -> Written:
    """A plan as an XML file of QZ."""
    tally = Tally()
    plan = with_texts(plan, Form.QZ)
    private = f' carrier="{carrier}"' if carrier else ""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<rows title={quoteattr(plan.title)}{private}>",
    ]
    ramps_watts = any(
        s.power and s.power.is_ramp and s.power.unit is PowerUnit.WATTS for s in plan.steps()
    )
    ftp_w = ftp_of(plan, tally, Feature.WATTS) if ramps_watts else 200.0
    for item in unroll_nested(plan.items):
        if isinstance(item, PlanRepeat):
            lines.append(f'  <repeat times="{item.times}">')
            rows = (s for s in item.items if isinstance(s, PlanStep))
            lines += [f"  {line}" for step in rows for line in _write_row(step, ftp_w, tally)]
            lines.append("  </repeat>")
        else:
            lines += _write_row(item, ftp_w, tally)
    lines.append("</rows>")
    return Written(data=("\n".join(lines) + "\n").encode(), amounts=tally.amounts)


def _write_row(step: PlanStep, ftp_w: float, tally: Tally) -> Iterator[str]:
    given = dict(_attributes(step, ftp_w, tally))
    text = "".join(f' {name}="{value}"' for name, value in given.items())
    cues = list(step.cues)
    if step.heart is not None and step.heart.unit in {HeartUnit.MAX, HeartUnit.THRESHOLD}:
        cues.insert(0, Cue(at_s=0.0, text=say_heart(step.heart)))
        tally.say(Feature.HEART, "as text")
    if not cues:
        yield f"  <row{text}/>"
        return
    yield f"  <row{text}>"
    for cue in cues:
        tally.note(Feature.CUE, abs(round(cue.at_s) - cue.at_s), "up to {:g} s off")
        yield f'    <textevent timeoffset="{round(cue.at_s)}" message={quoteattr(cue.text)}/>'
    yield "  </row>"


def _attributes(step: PlanStep, ftp_w: float, tally: Tally) -> Iterator[tuple[str, str]]:
    if step.end.kind is EndKind.DISTANCE and step.end.value is not None:
        yield "distance", f"{step.end.value / 1000:.6g}"
    else:
        yield "duration", _say_clock(round_seconds(step, tally))
    if step.power is not None:
        yield from _power_attributes(step.power, ftp_w, tally)
    if step.cadence is not None:
        yield from _cadence_attributes(step.cadence, tally)
    if step.heart is not None:
        yield from _heart_attributes(step.heart)
    if step.speed is not None:
        yield "minspeed", f"{3.6 * step.speed.low:.3f}"
        yield "maxspeed", f"{3.6 * step.speed.high:.3f}"
    if step.grade is not None:
        yield "inclination", f"{100 * step.grade:.4g}"
    if step.level is not None:
        yield "resistance", f"{step.level:.0f}"
        tally.note(Feature.LEVEL, abs(round(step.level) - step.level), "up to {:g} levels off")


def _cadence_attributes(cadence: Span, tally: Tally) -> Iterator[tuple[str, str]]:
    if cadence.is_band:
        yield "lower_cadence", f"{cadence.low:.0f}"
        yield "upper_cadence", f"{cadence.high:.0f}"
    yield "cadence", f"{cadence.middle:.0f}"
    for end in (cadence.low, cadence.high):
        tally.note(Feature.CADENCE, abs(round(end) - end), "up to {:g} rpm off")


def _heart_attributes(heart: Heart) -> Iterator[tuple[str, str]]:
    if heart.unit is HeartUnit.BPM:
        yield "hrmin", f"{heart.span.low:.0f}"
        yield "hrmax", f"{heart.span.high:.0f}"
    if heart.unit is HeartUnit.ZONE:
        yield "zonehr", f"{heart.span.middle:.0f}"


def _power_attributes(power: Power, ftp_w: float, tally: Tally) -> Iterator[tuple[str, str]]:
    if power.start.is_band:
        span, _ = to_shares(power, ftp_w)
        half = 50 * (span.high - span.low)
        tally.note(Feature.BAND, half, "band of ±{:g} % of FTP")
    if power.is_ramp:
        start, end = (span.middle for span in to_shares(power, ftp_w))
        yield "powerzonefrom", f"{start:.6g}"
        yield "powerzoneto", f"{end:.6g}"
    elif power.unit is PowerUnit.FTP:
        yield "powerzone", f"{power.start.middle:.6g}"
    else:
        watts = power.start.middle
        tally.note(Feature.WATTS, abs(round(watts) - watts), "up to {:g} W off")
        yield "power", f"{watts:.0f}"


def _say_clock(seconds: int) -> str:
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02d}:{minute:02d}:{second:02d}"
