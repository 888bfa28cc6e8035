"""ZWO, the workouts of Zwift. No specification exists: what was seen in two thousand files counts.

Power is a share of FTP. `Warmup`, `Ramp` and `Cooldown` go from PowerLow at the start to PowerHigh
at the end, whatever the names say; a `SteadyState` with both is a band. Programs leave out power,
write elements and attributes in any case and order, `<n>` for `<name>`, bare ampersands.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from sixhills.errors import FormatError
from sixhills.formats.workouts.carrier import unpack
from sixhills.formats.workouts.features import Feature, Form
from sixhills.formats.workouts.plan import (
    Cue,
    End,
    EndKind,
    Intensity,
    Plan,
    PlanRepeat,
    PlanStep,
    Power,
    PowerUnit,
    Span,
    zone_power,
)
from sixhills.formats.workouts.reading import Desk, ReadPlan, clean_line, read_clock, read_float
from sixhills.formats.workouts.writing import (
    ASSUMED_FTP_W,
    Tally,
    Written,
    round_seconds,
    to_shares,
    with_texts,
)
from sixhills.formats.workouts.xml_nodes import Node, read_nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sixhills.formats.workouts.plan import PlanItem

NAMESPACE = "urn:sixhills:workout:1"

_RAMPS = {
    "warmup": Intensity.WARM_UP,
    "ramp": Intensity.ACTIVE,
    "cooldown": Intensity.COOL_DOWN,
}
_WITHOUT_EFFECT = {"textnotification", "gameplayevent", "quantize", "showcp20"}
_EVENTS = {"textevent"}
_HEADS = {
    "author", "name", "n", "description", "sporttype", "tags", "tag", "workout", "category",
    "subcategory", "categoryindex", "activitysavename", "ftpoverride", "durationtype", "uniqueid",
    "entid", "ftpmalesoverride", "ftpfemaleoverride", "authoralt", "painindex", "overridehash",
    "overrideallowed", "custimage", "visibleaftertime", "workoutlen", "texteventset",
    "tracksegments", "workoutplan", "thresholdsecperkm", "author_alt", "visibleoutsideplan",
}  # fmt: skip
_STEP_ATTRIBUTES = {
    "duration", "power", "powerlow", "powerhigh", "cadence", "cadencelow", "cadencehigh",
    "cadenceresting", "repeat", "onduration", "offduration", "onpower", "offpower", "poweronlow",
    "poweronhigh", "powerofflow", "poweroffhigh", "poweronzone", "poweroffzone", "zone", "pace",
    "flatroad", "ftptest", "overunder", "slope", "show_avg", "quantize", "text", "resttext",
    "end", "enddistance", "forcedperformancetest", "ramptest", "neverfails", "units",
    "failthresholdduration", "incline", "ftpaddition", "target", "forced_performance_test",
    "endatroadtime",
}  # fmt: skip
_LATEST_S = 86_400.0
_LENGTHS = {"duration", "onduration"}
_TIMES = ("repeat", "times", "count")
_ZONES = {"power": "zone", "onpower": "poweronzone", "offpower": "poweroffzone"}
_SHARES_FROM = 10.0  # a share of FTP above is per cent


def read_zwo(data: bytes) -> ReadPlan:
    """The workout in a ZWO file.

    Raises:
        FormatError: it is no ZWO file, or holds no step.
    """
    root, faults = read_nodes(data)
    if root.name != "workout_file":
        raise FormatError(f"this is no ZWO file: it begins with <{root.name}>")
    desk = Desk()
    for fault in faults:
        desk.warn("zwo-not-well-formed", fault)
    is_ride = root.text_of("sporttype").strip().lower() not in {"run", "running"}
    reader = _Reader(desk, by_distance=_is_by_distance(root, is_ride))
    items = [item for node in root.children if node.name == "workout" for item in reader.read(node)]
    for node in root.children:
        if node.name not in _HEADS | _WITHOUT_EFFECT:
            desk.warn("zwo-unknown-element", f"<{node.name}> is not known: left out", node.line)
    desk.carried = unpack(root.attributes.get("sixhills:carrier", ""))
    tags = root.find("tags")
    names = [tag.attributes.get("name", "") for tag in tags.children] if tags else []
    return desk.make(
        items,
        title=_read_title(root, desk),
        about=root.text_of("description").strip(),
        author=clean_line(root.text_of("author")),
        tags=tuple(name for name in map(clean_line, names) if name),
        is_ride=is_ride,
        ftp_w=_read_ftp(root, desk),
    )


def _is_by_distance(root: Node, is_ride: bool) -> bool:
    return root.text_of("durationtype").strip().lower() == "distance" and not is_ride


def _read_title(root: Node, desk: Desk) -> str:
    short = root.find("n")
    if root.text_of("name").strip() or short is None:
        return root.text_of("name")
    desk.warn("zwo-name-element", "the name stands in <n>, where <name> is usual", short.line)
    return short.text


def _read_ftp(root: Node, desk: Desk) -> float | None:
    node = root.find("ftpoverride")
    ftp_w = read_float(node.text) if node else None
    if node is None or ftp_w is None or not 30 <= ftp_w <= 1000:
        return None
    desk.note(f"The file sets an FTP of {ftp_w:.0f} W for this workout.")
    return ftp_w


class _Reader:
    """Reads the steps of a workout."""

    def __init__(self, desk: Desk, *, by_distance: bool) -> None:
        self._desk = desk
        self._by_distance = by_distance

    def read(self, workout: Node) -> Iterator[PlanItem]:
        """All steps, in order."""
        for node in workout.children:
            if node.name in _WITHOUT_EFFECT | _EVENTS:
                continue
            kinds: dict[str, Callable[[Node], PlanItem | None]] = {
                "steadystate": self._steady,
                "solidstate": self._steady,
                "warmup": self._ramp,
                "ramp": self._ramp,
                "cooldown": self._ramp,
                "intervalst": self._intervals,
                "freeride": self._free,
                "maxeffort": self._max,
            }
            read = kinds.get(node.name)
            if self._is_set(node):
                yield from self._set(node)
                continue
            if read is None:
                self._desk.warn(
                    "zwo-unknown-element", f"<{node.name}> is no known step: left out", node.line
                )
                continue
            self._check_attributes(node)
            item = self._desk.attempt(partial(read, node), "zwo-value", node.line)
            if item is not None:
                yield item

    @staticmethod
    def _is_set(node: Node) -> bool:
        """Whether an element holds steps, which none but the workout itself should."""
        steps = (child for child in node.children if child.name not in _EVENTS)
        return any(step.attributes.keys() & _LENGTHS for step in steps)

    def _set(self, node: Node) -> Iterator[PlanItem]:
        """The steps within an element, as often as it says."""
        times = next((n for name in _TIMES if (n := read_float(node.attributes.get(name)))), 1.0)
        inner = tuple(self.read(node))
        text = f"<{node.name}> holds steps: read as a repeat"
        self._desk.warn("zwo-nested", text, node.line)
        make = partial(PlanRepeat, times=int(times), items=inner)
        item = self._desk.attempt(make, "zwo-value", node.line)
        if item is not None:
            yield item

    def _check_attributes(self, node: Node) -> None:
        for name in node.attributes:
            if ":" not in name and name not in _STEP_ATTRIBUTES:
                self._desk.warn(
                    "zwo-unknown-attribute", f'"{name}" of <{node.name}>: left out', node.line
                )

    def _steady(self, node: Node) -> PlanItem | None:
        end = self._end(node, "duration")
        power = self._band(node, "power", "powerlow", "powerhigh", rule="zwo-no-power")
        return None if end is None else self._step(node, end, power=power)

    def _ramp(self, node: Node) -> PlanItem | None:
        end = self._end(node, "duration")
        if end is None:
            return None
        low, high = self._share(node, "powerlow"), self._share(node, "powerhigh")
        steady = self._share(node, "power")
        low = steady if low is None else low
        high = steady if high is None else high
        if low is None or high is None:
            self._desk.warn("zwo-no-power", f"<{node.name}> has no power: ridden free", node.line)
            return self._step(node, end, intensity=_RAMPS[node.name])
        if node.name == "cooldown" and low < high:
            text = f"the cool-down goes up from {low:g} to {high:g}: turned round"
            self._desk.warn("zwo-cooldown-rises", text, node.line)
            low, high = high, low
        power = Power(unit=PowerUnit.FTP, start=_one(low), end=_one(high) if high != low else None)
        return self._step(node, end, power=power, intensity=_RAMPS[node.name])

    def _free(self, node: Node) -> PlanItem | None:
        end = self._end(node, "duration")
        return None if end is None else self._step(node, end)

    def _max(self, node: Node) -> PlanItem | None:
        end = self._end(node, "duration")
        return None if end is None else self._step(node, end, is_max=True)

    def _intervals(self, node: Node) -> PlanItem | None:
        on, off = self._end(node, "onduration"), self._end(node, "offduration")
        times = read_float(node.attributes.get("repeat", "1"))
        on_power = self._band(node, "onpower", "poweronlow", "poweronhigh", rule="zwo-no-power")
        off_power = self._band(node, "offpower", "powerofflow", "poweroffhigh", rule="zwo-no-power")
        if times is None or times < 1 or on is None:
            self._desk.warn("zwo-value", "intervals without number or length: left out", node.line)
            return None
        steps = [
            PlanStep(
                end=on, power=on_power, cadence=self._cadence(node), intensity=Intensity.INTERVAL
            )
        ]
        if off is not None:
            resting = self._one_cadence(node, "cadenceresting")
            steps.append(
                PlanStep(end=off, power=off_power, cadence=resting, intensity=Intensity.RECOVERY)
            )
        repeat = PlanRepeat(times=int(times), items=tuple(steps))
        cues = self._cues(node)
        return _with_cues(repeat, cues) if cues else repeat

    def _step(self, node: Node, end: End, **fields: object) -> PlanStep:
        slope = read_float(node.attributes.get("slope"))
        values: dict[str, object] = {
            "cadence": self._cadence(node),
            "grade": slope / 100 if slope is not None and abs(slope) <= 40 else None,
            "cues": self._cues(node),
        }
        return PlanStep(end=end, **(values | fields))  # type: ignore[arg-type]

    def _end(self, node: Node, name: str) -> End | None:
        value = read_clock(node.attributes.get(name, ""))
        if value is None or value <= 0:
            if name != "offduration":
                text = f"<{node.name}> has no length that can be: left out"
                self._desk.warn("zwo-no-duration", text, node.line)
            return None
        return End(kind=EndKind.DISTANCE if self._by_distance else EndKind.TIME, value=value)

    def _share(self, node: Node, name: str) -> float | None:
        told = node.attributes.get(name, "").strip()
        value = read_float(told.removesuffix("%"))
        if value is None or value < 0:
            return None
        if told.endswith("%"):
            return value / 100
        if value >= _SHARES_FROM:
            self._desk.warn("zwo-per-cent", f"power {value:g} is taken as per cent", node.line)
            return value / 100
        return value

    def _band(self, node: Node, one: str, low: str, high: str, *, rule: str) -> Power | None:
        single = self._share(node, one)
        if single is not None:
            return Power(unit=PowerUnit.FTP, start=_one(single))
        ends = [v for v in (self._share(node, low), self._share(node, high)) if v is not None]
        zone = read_float(node.attributes.get(_ZONES[one]))
        if not ends and zone is not None and zone >= 1:
            text = f"<{node.name}> has a zone for its power: taken as the usual one"
            self._desk.warn("zwo-zone", text, node.line)
            return zone_power(zone)
        if not ends:
            if "pace" not in node.attributes:
                self._desk.warn(rule, f"<{node.name}> has no power: ridden free", node.line)
            return None
        return Power(unit=PowerUnit.FTP, start=Span(low=min(ends), high=max(ends)))

    def _cadence(self, node: Node) -> Span | None:
        low, high = (self._one_cadence(node, name) for name in ("cadencelow", "cadencehigh"))
        if low and high:
            return Span(low=min(low.low, high.low), high=max(low.high, high.high))
        return self._one_cadence(node, "cadence") or low or high

    def _one_cadence(self, node: Node, name: str) -> Span | None:
        value = read_float(node.attributes.get(name))
        return _one(value) if value is not None and 0 < value <= 300 else None

    def _cues(self, node: Node) -> tuple[Cue, ...]:
        cues = []
        for event in node.children:
            if event.name not in _EVENTS:
                continue
            given = event.attributes
            text = clean_line(given.get("message") or given.get("mssage") or event.text)
            at_s = read_float(given.get("timeoffset")) or read_float(given.get("distoffset")) or 0.0
            if at_s < 0 or at_s > _LATEST_S:
                words = f"a text at {at_s:g} s comes at no time of the workout: left out"
                self._desk.warn("zwo-text-time", words, event.line)
            elif text:
                shown_s = read_float(given.get("duration"))
                cues.append(Cue(at_s=at_s, text=text, duration_s=shown_s or None))
        return tuple(sorted(cues, key=lambda cue: cue.at_s))


def _one(value: float) -> Span:
    return Span(low=value, high=value)


def _with_cues(repeat: PlanRepeat, cues: tuple[Cue, ...]) -> PlanItem:
    """Intervals written out, with the cues of the whole set at their steps."""
    steps: list[PlanStep] = []
    begin = 0.0
    written = [item for item in repeat.items if isinstance(item, PlanStep)] * repeat.times
    for step in written:
        end = begin + step.duration_s
        is_last = len(steps) + 1 == len(written)
        inside = [c for c in cues if begin <= c.at_s < end or (is_last and c.at_s >= end)]
        shifted = tuple(replace(cue, at_s=cue.at_s - begin) for cue in inside)
        steps.append(replace(step, cues=shifted))
        begin = end
    return PlanRepeat(times=1, items=tuple(steps))


# -- writing -------------------------------------------------------------------------------


def write_zwo(plan: Plan, carrier: str | None = None) -> Written:
    """A plan as a ZWO file, and how far off its numbers are."""
    tally = Tally()
    plan = with_texts(plan, Form.ZWO)
    writer = _Writer(plan, tally)
    private = f' xmlns:sixhills="{NAMESPACE}" sixhills:carrier="{carrier}"' if carrier else ""
    lines = [f"<workout_file{private}>"]
    lines += [f"  <author>{escape(plan.author)}</author>"] if plan.author else []
    lines.append(f"  <name>{escape(plan.title)}</name>")
    lines += [f"  <description>{escape(plan.about)}</description>"] if plan.about else []
    lines.append(f"  <sportType>{'bike' if plan.is_ride else 'run'}</sportType>")
    if writer.writes_ftp:
        lines.append(f"  <ftpOverride>{writer.ftp_w:g}</ftpOverride>")
    if plan.tags:
        lines.append("  <tags>")
        lines += [f"    <tag name={quoteattr(tag)}/>" for tag in plan.tags]
        lines.append("  </tags>")
    lines += ["  <workout>", *writer.items(), "  </workout>", "</workout_file>"]
    return Written(data=("\n".join(lines) + "\n").encode(), amounts=tally.amounts)


class _Writer:
    """Writes the steps of a plan."""

    def __init__(self, plan: Plan, tally: Tally) -> None:
        self._plan = plan
        self._tally = tally
        units = {step.power.unit for step in plan.steps() if step.power}
        has_watts = PowerUnit.WATTS in units
        self.ftp_w = plan.ftp_w or ASSUMED_FTP_W
        self.writes_ftp = plan.ftp_w is not None or units == {PowerUnit.WATTS}
        if has_watts and not self.writes_ftp:
            words = f"for an assumed FTP of {ASSUMED_FTP_W:.0f} W (tell yours with --ftp)"
            tally.say(Feature.WATTS, words)

    def items(self) -> Iterator[str]:
        """All steps as lines."""
        count = len(self._plan.items)
        for index, item in enumerate(self._plan.items):
            yield from self._item(item, is_first=index == 0, is_last=index + 1 == count)

    def _item(self, item: PlanItem, *, is_first: bool, is_last: bool) -> Iterator[str]:
        if isinstance(item, PlanStep):
            yield from self._step(item, is_first=is_first, is_last=is_last)
        elif _is_plain(item):
            yield from self._intervals(item)
        else:
            self._tally.say(Feature.REPEAT, "written out where it is more than two plain steps")
            for _ in range(item.times):
                for inner in item.items:
                    yield from self._item(inner, is_first=False, is_last=False)

    def _step(self, step: PlanStep, *, is_first: bool, is_last: bool) -> Iterator[str]:
        seconds = round_seconds(step, self._tally)
        name, attributes = "FreeRide", f' Duration="{seconds}"'
        if step.is_max:
            name = "MaxEffort"
        elif step.power is None:
            attributes += ' FlatRoad="0"'
        elif step.power.is_ramp:
            name = _name_ramp(step, is_first=is_first, is_last=is_last)
            start, end = (span.middle for span in to_shares(step.power, self.ftp_w))
            attributes += f' PowerLow="{self._number(start)}" PowerHigh="{self._number(end)}"'
        else:
            name = "SteadyState"
            attributes += self._power(step.power, "Power", "PowerLow", "PowerHigh")
        attributes += self._cadence(step)
        if not step.cues:
            yield f"    <{name}{attributes}/>"
            return
        yield f"    <{name}{attributes}>"
        for cue in step.cues:
            shown = f' duration="{cue.duration_s:g}"' if cue.duration_s else ""
            at_s = min(round(cue.at_s), max(0, seconds - 1))
            self._tally.note(Feature.CUE, abs(at_s - cue.at_s), "up to {:g} s off")
            yield f'      <textevent timeoffset="{at_s}" message={quoteattr(cue.text)}{shown}/>'
        yield f"    </{name}>"

    def _intervals(self, repeat: PlanRepeat) -> Iterator[str]:
        on, off = (item for item in repeat.items if isinstance(item, PlanStep))
        attributes = (
            f' Repeat="{repeat.times}" OnDuration="{round_seconds(on, self._tally)}"'
            f' OffDuration="{round_seconds(off, self._tally)}"'
        )
        if on.power and off.power:
            attributes += self._power(on.power, "OnPower", "PowerOnLow", "PowerOnHigh")
            attributes += self._power(off.power, "OffPower", "PowerOffLow", "PowerOffHigh")
        attributes += self._cadence(on)
        if off.cadence:
            attributes += f' CadenceResting="{off.cadence.middle:g}"'
        yield f"    <IntervalsT{attributes}/>"

    def _power(self, power: Power, one: str, low: str, high: str) -> str:
        span, _ = to_shares(power, self.ftp_w)
        if span.is_band:
            return f' {low}="{self._number(span.low)}" {high}="{self._number(span.high)}"'
        return f' {one}="{self._number(span.middle)}"'

    @staticmethod
    def _number(share: float) -> str:
        return f"{share:.6f}".rstrip("0").rstrip(".") or "0"

    @staticmethod
    def _cadence(step: PlanStep) -> str:
        if step.cadence is None:
            return ""
        band = step.cadence
        text = f' Cadence="{band.middle:g}"'
        if band.is_band:
            text += f' CadenceLow="{band.low:g}" CadenceHigh="{band.high:g}"'
        return text


def _is_plain(repeat: PlanRepeat) -> bool:
    """Whether a repeat is what IntervalsT can say: two steps of steady power, no words."""
    steps = [item for item in repeat.items if isinstance(item, PlanStep)]
    if len(steps) != len(repeat.items) or len(steps) != 2:
        return False
    off = steps[1]
    if off.cadence is not None and off.cadence.is_band:
        return False
    return all(
        step.end.is_timed and step.power is not None and not step.power.is_ramp and not step.cues
        for step in steps
    )


def _name_ramp(step: PlanStep, *, is_first: bool, is_last: bool) -> str:
    start, end = step.power.values() if step.power else (0.0, 0.0)
    if start <= end and (step.intensity is Intensity.WARM_UP or is_first):
        return "Warmup"
    if start >= end and (step.intensity is Intensity.COOL_DOWN or is_last):
        return "Cooldown"
    return "Ramp"
