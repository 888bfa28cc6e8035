"""FIT workouts, for head units: steps with a target each and a second one beside it.

Power below 1000 is per cent of FTP, above it watts plus 1000; a heart rate below 100 is per cent of
the maximum, above it beats plus 100. A repeat is a step that goes back to an earlier one. There
are no ramps, so they become stairs; and as a head unit that is given one value complains of every
watt beside it, single values get a band.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sixhills.errors import FormatError
from sixhills.formats.fit import profile
from sixhills.formats.fit.contents import decode_fit, is_fit
from sixhills.formats.fit.encoder import DEVELOPER_INDEX, Encoder
from sixhills.formats.fit.layout import DeveloperField
from sixhills.formats.fit.profile import FileType, Manufacturer, Sport
from sixhills.formats.workouts.carrier import unpack
from sixhills.formats.workouts.features import Feature, Form
from sixhills.formats.workouts.plan import (
    ASSUMED_SPEED_MPS,
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
    unroll,
    zone_power,
)
from sixhills.formats.workouts.reading import Desk, ReadPlan, clean_line
from sixhills.formats.workouts.writing import Tally, Written, with_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sixhills.formats.fit.encoder import Value
    from sixhills.formats.fit.tables import Table
    from sixhills.formats.workouts.plan import Plan, PlanItem

BAND = 0.03
"""Share of a single value by which it becomes a band, either way."""

MOST_STEPS = 50
"""Steps and repeats in a file that head units of most makers take (Garmin's limit)."""

_STAIR, _SHORTEST_STAIR_S, _MOST_STAIRS = 0.05, 30.0, 20
_WATTS, _BEATS = 1000, 100
_REPEAT_FROM = 6
_UNTIL = {
    7: "a time", 8: "a distance", 9: "calories", 10: "a heart rate", 11: "a heart rate",
    12: "a power", 13: "a power", 17: "a power", 18: "a power", 27: "a training load",
}  # fmt: skip
_UNTIL_TIME, _UNTIL_DISTANCE = 7, 8
_ZONED = {0: "speed", 3: "cadence"}
_TIMES = {0: 1e-3, 28: 1.0}
_DURATIONS = {
    1: (EndKind.DISTANCE, 0.01),
    2: (EndKind.HEART_BELOW, 1.0),
    3: (EndKind.HEART_ABOVE, 1.0),
    4: (EndKind.CALORIES, 1.0),
    5: (EndKind.LAP, 1.0),
    14: (EndKind.POWER_BELOW, 1.0),
    15: (EndKind.POWER_ABOVE, 1.0),
}
_OFFSETS = {
    EndKind.HEART_BELOW: _BEATS,
    EndKind.HEART_ABOVE: _BEATS,
    EndKind.POWER_BELOW: _WATTS,
    EndKind.POWER_ABOVE: _WATTS,
}
_SPEED, _HEART, _OPEN, _CADENCE, _POWER = 0, 1, 2, 3, 4
_POWERS = {_POWER, 7, 8, 9, 10}
_INTENSITIES = (
    Intensity.ACTIVE, Intensity.REST, Intensity.WARM_UP, Intensity.COOL_DOWN, Intensity.RECOVERY,
    Intensity.INTERVAL,
)  # fmt: skip
_LONGEST_NOTE = 240
_PART_BYTES = 240  # of the carrier in a field


# -- reading -------------------------------------------------------------------------------


def read_fit_workout(data: bytes) -> ReadPlan:
    """The workout in a FIT file.

    Raises:
        FormatError: it is no FIT file, or holds no workout.
    """
    if not is_fit(data):
        raise FormatError("this is not a FIT file")
    contents, desk = decode_fit(data), Desk()
    workouts = contents.table(profile.WORKOUT.number)
    steps = contents.table(profile.WORKOUT_STEP.number)
    if not len(steps):
        raise FormatError("the FIT file holds no steps of a workout")
    rows = list(_read_rows(steps))
    told = workouts.numbers(profile.WORKOUT["num_valid_steps"].number)
    if len(told) and told[0] != len(rows):
        text = f"the file says {told[0]:.0f} steps and holds {len(rows)}: all were read"
        desk.warn("fit-step-count", text)
    if any(file.is_wrong or file.skipped for file in contents.files):
        desk.warn("fit-damaged", "the file is damaged: what is whole was read")
    desk.carried = unpack(_read_carrier(workouts))
    titles = workouts.texts(profile.WORKOUT["wkt_name"].number)
    abouts = workouts.texts(_ABOUT)
    return desk.make(
        _nest(rows, desk),
        title=titles[0] if titles else "",
        about=abouts[0] if abouts else "",
        is_ride=_is_ride(workouts),
    )


_ABOUT = 17


def _is_ride(workouts: Table) -> bool:
    sports = workouts.numbers(profile.WORKOUT["sport"].number)
    return not len(sports) or int(sports[0] if sports[0] == sports[0] else 0) in {0, Sport.CYCLING}


def _read_carrier(workouts: Table) -> str:
    own = [
        key
        for key in workouts.keys
        if isinstance(key, DeveloperField) and key.application == profile.APPLICATION_ID
    ]
    parts = (workouts.texts(key) for key in sorted(own, key=lambda key: key.number))
    return "".join(part[0] for part in parts if part)


@dataclass(frozen=True, kw_only=True)
class _Row:
    """A workout_step message: numbers by field, and its texts."""

    values: dict[int, float]
    name: str
    note: str


def _read_rows(steps: Table) -> Iterator[_Row]:
    names = steps.texts(profile.WORKOUT_STEP["wkt_step_name"].number)
    notes = steps.texts(profile.WORKOUT_STEP["notes"].number)
    numbers = [key for key in steps.keys if isinstance(key, int) and not steps.is_array(key)]
    rows = steps.rows(numbers)
    for row, name, note in zip(rows, names, notes, strict=True):
        values = {key: value for key, value in row.items() if isinstance(key, int)}
        yield _Row(values=values, name=clean_line(name), note=clean_line(note))


def _nest(rows: Sequence[_Row], desk: Desk) -> list[PlanItem]:
    """Steps and repeats; a repeat takes in all from the step that it goes back to."""
    items: list[tuple[int, PlanItem]] = []  # with the number of the first step in each
    for index, row in enumerate(rows):
        kind = int(row.values.get(1, _OPEN))
        if kind == _REPEAT_FROM or kind in _UNTIL:
            first = int(row.values.get(2, -1))
            inside = [item for begin, item in items if begin >= first]
            times = _count_times(kind, row.values.get(4), inside)
            if kind in _UNTIL and inside:
                told = f"step {index + 1} repeats until {_UNTIL[kind]}: taken as {times} times"
                desk.warn("fit-repeat-until", told)
            if not inside or not 1 <= times <= 1000:
                desk.warn("fit-repeat", f"step {index + 1} repeats nothing: left out")
                continue
            items = [pair for pair in items if pair[0] < first]
            items.append((first, PlanRepeat(times=times, items=tuple(inside))))
            continue
        step = desk.attempt(lambda row=row: _read_step(row, desk), "fit-value")  # type: ignore[misc]
        if step is not None:
            items.append((index, step))
    return [item for _, item in items]


def _count_times(kind: int, value: float | None, inside: Sequence[PlanItem]) -> int:
    """How often a repeat is ridden: as it says, or as what it lasts until is expected to take."""
    if kind == _REPEAT_FROM:
        return int(value or 1)
    each_s = sum(step.duration_s for item in inside for step in unroll(item))
    if value is None or not each_s or kind not in {_UNTIL_TIME, _UNTIL_DISTANCE}:
        return 1
    scale = 1e-3 if kind == _UNTIL_TIME else 0.01 / ASSUMED_SPEED_MPS
    return max(1, min(1000, round(value * scale / each_s)))


def _read_step(row: _Row, desk: Desk) -> PlanStep:
    values = row.values
    power, heart, cadence, speed = None, None, None, None
    targets = (
        (values.get(3), values.get(4), values.get(5), values.get(6)),
        (values.get(19), values.get(20), values.get(21), values.get(22)),
    )
    for kind, zone, low, high in targets:
        if kind in _POWERS:
            power = power or _read_power(zone, low, high)
        elif kind == _HEART:
            heart = heart or _read_heart(zone, low, high)
        elif kind == _CADENCE and low is not None and high is not None and 0 < low <= high:
            cadence = cadence or Span(low=low, high=high)
        elif kind == _SPEED and low is not None and high is not None and 0 < low <= high:
            speed = speed or Span(low=low / 1000, high=high / 1000)
        elif kind in _ZONED and zone:
            told = f"zone {zone:.0f} of {_ZONED[int(kind)]} is one of the device's own: left out"
            desk.warn("fit-zone", told)
        elif kind is not None and kind not in {_OPEN, _CADENCE, _SPEED}:
            desk.warn("fit-target", f"a target of kind {kind:.0f} has no known unit: left out")
    intensity = int(values.get(7, 0))
    return PlanStep(
        end=_read_end(values, desk),
        power=power,
        heart=heart,
        cadence=cadence,
        speed=speed,
        intensity=_INTENSITIES[intensity] if intensity < len(_INTENSITIES) else Intensity.ACTIVE,
        name=row.name,
        cues=(Cue(at_s=0.0, text=row.note),) if row.note else (),
    )


def _read_end(values: dict[int, float], desk: Desk) -> End:
    kind, value = int(values.get(1, 5)), values.get(2)
    if kind in _TIMES and value:
        return End(kind=EndKind.TIME, value=value * _TIMES[kind])
    known = _DURATIONS.get(kind)
    if known is None or (value is None and known[0] is not EndKind.LAP):
        if kind not in _TIMES:
            desk.warn("fit-duration", f"a step that ends by kind {kind} ends by the lap key here")
        return End(kind=EndKind.LAP)
    end_kind, scale = known
    if end_kind is EndKind.LAP:
        return End(kind=EndKind.LAP)
    number = (value or 0.0) * scale
    offset = _OFFSETS.get(end_kind, 0)
    return End(kind=end_kind, value=max(1.0, number - offset if number > offset else number))


def _read_power(zone: float | None, low: float | None, high: float | None) -> Power | None:
    if zone:
        return zone_power(zone)
    if low is None or high is None:
        return None
    is_watts = high >= _WATTS
    scale, offset = (1.0, _WATTS) if is_watts else (0.01, 0)
    first, last = sorted((max(0.0, low - offset) * scale, (high - offset) * scale))
    unit = PowerUnit.WATTS if is_watts else PowerUnit.FTP
    return Power(unit=unit, start=Span(low=first, high=last))


def _read_heart(zone: float | None, low: float | None, high: float | None) -> Heart | None:
    if zone:
        return Heart(unit=HeartUnit.ZONE, span=Span(low=zone, high=zone))
    if low is None or high is None:
        return None
    if high > _BEATS:
        first, last = sorted((max(0.0, low - _BEATS), high - _BEATS))
        return Heart(unit=HeartUnit.BPM, span=Span(low=first, high=last))
    first, last = sorted((low / 100, high / 100))
    return Heart(unit=HeartUnit.MAX, span=Span(low=first, high=last))


# -- writing -------------------------------------------------------------------------------


def write_fit_workout(plan: Plan, carrier: str | None = None, *, band: float = BAND) -> Written:
    """A plan as a FIT workout.

    Args:
        plan: what to write.
        carrier: goes into developer fields of the workout message.
        band: share by which single values of power become a band either way; 0 for none.
    """
    tally = Tally()
    plan = with_texts(plan, Form.FIT)
    rows = _Rows(band=band, tally=tally)
    rows.add(plan.items)
    encoder = Encoder()
    _write_head(encoder, plan, rows, carrier)
    for index, row in enumerate(rows.rows):
        values: dict[str, Value] = {"message_index": index}
        encoder.write(profile.WORKOUT_STEP, values | row)
    notes: tuple[str, ...] = ()
    if len(rows.rows) > MOST_STEPS:
        count = len(rows.rows)
        notes = (f"The file has {count} steps; many head units take {MOST_STEPS} at most.",)
    return Written(data=encoder.finish(), amounts=tally.amounts, notes=notes)


def _write_head(encoder: Encoder, plan: Plan, rows: _Rows, carrier: str | None) -> None:
    file_id: dict[str, Value] = {
        "type": FileType.WORKOUT,
        "manufacturer": Manufacturer.DEVELOPMENT,
        "product": profile.PRODUCT,
        "time_created": profile.FIRST_TIME_S,
    }
    encoder.write(profile.FILE_ID, file_id)
    own = _split_carrier(carrier) if carrier else {}
    if own:
        _describe_carrier(encoder, tuple(own))
    head: dict[str, Value] = {
        "sport": Sport.CYCLING if plan.is_ride else Sport.GENERIC,
        "num_valid_steps": len(rows.rows),
        "wkt_name": plan.title,
    }
    if plan.about:
        head["wkt_description"] = " ".join(plan.about.split())
    encoder.write(profile.WORKOUT, head, own)


def _split_carrier(carrier: str) -> dict[profile.Field, Value]:
    parts = [carrier[at : at + _PART_BYTES] for at in range(0, len(carrier), _PART_BYTES)]
    return {profile.make_carrier_field(index): part for index, part in enumerate(parts)}


def _describe_carrier(encoder: Encoder, fields: tuple[profile.Field, ...]) -> None:
    encoder.write(
        profile.DEVELOPER_DATA_ID,
        {"application_id": profile.APPLICATION_ID, "developer_data_index": DEVELOPER_INDEX},
    )
    for one in fields:
        encoder.write(
            profile.FIELD_DESCRIPTION,
            {
                "developer_data_index": DEVELOPER_INDEX,
                "field_definition_number": one.number,
                "fit_base_type_id": one.base.code,
                "field_name": one.name,
            },
        )


@dataclass(kw_only=True)
class _Rows:
    """workout_step messages, by name of their fields."""

    band: float
    tally: Tally
    rows: list[dict[str, Value]] = field(default_factory=list)

    def add(self, items: Sequence[PlanItem]) -> None:
        """Add items in order."""
        for item in items:
            if isinstance(item, PlanStep):
                self._add_step(item)
                continue
            first = len(self.rows)
            self.add(item.items)
            if item.times > 1:
                self.rows.append(
                    {
                        "duration_type": _REPEAT_FROM,
                        "duration_value": first,
                        "target_type": None,
                        "target_value": item.times,
                    }
                )

    def _add_step(self, step: PlanStep) -> None:
        if step.power is not None and step.power.is_ramp and step.end.is_timed:
            for stair in _cut_ramp(step, self.tally):
                self._add_row(stair)
        else:
            self._add_row(step)

    def _add_row(self, step: PlanStep) -> None:
        first, second = self._targets(step)
        row: dict[str, Value] = {
            **self._end(step),
            **first,
            **{f"secondary_{name}": value for name, value in second.items()},
            "intensity": _INTENSITIES.index(step.intensity),
        }
        if step.name:
            row["wkt_step_name"] = step.name
        note = _make_note(step)
        if len(note) > _LONGEST_NOTE:
            self.tally.say(Feature.NOTE, "cut at 240 letters")
        if note:
            row["notes"] = note[:_LONGEST_NOTE]
        self.rows.append(row)

    def _end(self, step: PlanStep) -> dict[str, Value]:
        end = step.end
        if end.kind is EndKind.TIME:
            milliseconds = round(1000 * (end.value or 0.0))
            return {"duration_type": 0, "duration_value": milliseconds}
        kind, (_, scale) = next(
            (kind, known) for kind, known in _DURATIONS.items() if known[0] is end.kind
        )
        if end.value is None:
            return {"duration_type": kind, "duration_value": None}
        value = round(end.value / scale) + _OFFSETS.get(end.kind, 0)
        return {"duration_type": kind, "duration_value": value}

    def _targets(self, step: PlanStep) -> tuple[dict[str, Value], dict[str, Value]]:
        """The first and the second target of a step."""
        wanted = []
        if step.power is not None:
            wanted.append(self._power(step.power))
        if step.heart is not None:
            wanted.append(_heart_target(step.heart, self.tally))
        if step.cadence is not None:
            low, high = round(step.cadence.low), round(step.cadence.high)
            ends = (abs(low - step.cadence.low), abs(high - step.cadence.high))
            self.tally.note(Feature.CADENCE, max(ends), "up to {:g} rpm off")
            wanted.append(_target(_CADENCE, low, high))
        if step.speed is not None and not wanted:
            low, high = round(1000 * step.speed.low), round(1000 * step.speed.high)
            wanted.append(_target(_SPEED, low, high))
        elif step.speed is not None:
            self.tally.say(Feature.SPEED, "left out beside another target")
        if len(wanted) > 2:
            self.tally.say(Feature.CADENCE, "left out beside power and heart rate")
        nothing = _target(_OPEN, None, None)
        first, second = (*wanted, nothing, nothing)[:2]
        return first, second

    def _power(self, power: Power) -> dict[str, Value]:
        span = power.start
        if power.is_ramp:  # of a step that no time ends
            start, end = power.values()
            span = Span(low=min(start, end), high=max(start, end))
            self.tally.say(Feature.RAMP, "as a band, where no time ends the step")
        low, high = span.low, span.high
        if not span.is_band and self.band > 0:
            low, high = low * (1 - self.band), high * (1 + self.band)
            feature = Feature.SHARE if power.unit is PowerUnit.FTP else Feature.WATTS
            self.tally.say(feature, f"within ±{100 * self.band:g} %")
        if power.unit is PowerUnit.FTP:
            return _target(_POWER, round(100 * low), min(999, round(100 * high)))
        return _target(_POWER, round(low) + _WATTS, round(high) + _WATTS)


def _target(kind: int, low: float | None, high: float | None) -> dict[str, Value]:
    return {
        "target_type": kind,
        "target_value": None if low is None else 0,
        "custom_target_value_low": low,
        "custom_target_value_high": high,
    }


def _heart_target(heart: Heart, tally: Tally) -> dict[str, Value]:
    if heart.unit is HeartUnit.ZONE:
        return {**_target(_HEART, None, None), "target_value": round(heart.span.middle)}
    if heart.unit is HeartUnit.BPM:
        low, high = round(heart.span.low) + _BEATS, round(heart.span.high) + _BEATS
        return _target(_HEART, low, high)
    if heart.unit is HeartUnit.THRESHOLD:
        tally.say(Feature.HEART, "that at threshold taken as 90 % of the maximum")
    scale = 90.0 if heart.unit is HeartUnit.THRESHOLD else 100.0
    return _target(_HEART, round(scale * heart.span.low), round(scale * heart.span.high))


def _make_note(step: PlanStep) -> str:
    said = [step.note] if step.note else []
    said += [f"{_clock(cue.at_s)}{clean_line(cue.text)}" for cue in step.cues]
    return "; ".join(said)


def _clock(at_s: float) -> str:
    minutes, seconds = divmod(round(at_s), 60)
    return f"{minutes}:{seconds:02d} " if at_s >= 0.5 else ""


def _cut_ramp(step: PlanStep, tally: Tally) -> Iterator[PlanStep]:
    """A ramp as stairs of at most 5 % of FTP (10 W) and at least half a minute each."""
    if step.power is None:
        return
    start, end = step.power.values()
    high = _STAIR if step.power.unit is PowerUnit.FTP else 10.0
    wanted = math.ceil(abs(end - start) / high)
    count = max(1, min(wanted, int(step.duration_s // _SHORTEST_STAIR_S), _MOST_STAIRS))
    off = abs(end - start) / (2 * count)
    unit = "% of FTP" if step.power.unit is PowerUnit.FTP else "W"
    scale = 100 if step.power.unit is PowerUnit.FTP else 1
    tally.note(Feature.RAMP, scale * off, f"{count} stairs, at most {{:g}} {unit} off")
    length = step.duration_s / count
    for index in range(count):
        middle = start + (end - start) * (index + 0.5) / count
        begin = index * length
        inside = [c for c in step.cues if begin <= c.at_s < begin + length]
        inside += [c for c in step.cues if index + 1 == count and c.at_s >= begin + length]
        yield replace(
            step,
            end=End(kind=EndKind.TIME, value=length),
            power=Power(unit=step.power.unit, start=Span(low=middle, high=middle)),
            cues=tuple(replace(cue, at_s=cue.at_s - begin) for cue in inside),
        )
