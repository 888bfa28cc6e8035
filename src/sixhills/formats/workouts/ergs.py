"""ERG and MRC, text files of CompuTrainer: points of (minutes, watts or per cent), joined by lines.

A step is the same minute twice. Minutes are usually rounded to two decimals, so points are moved to
the nearest second. Names of laps, notes and a table of texts are later additions; comments begin
with a semicolon, and some programs comment out the very line that says the unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from sixhills.errors import FormatError
from sixhills.formats.plain_text import decode_text
from sixhills.formats.workouts.carrier import unpack
from sixhills.formats.workouts.features import Feature, Form
from sixhills.formats.workouts.plan import Cue, End, EndKind, PlanStep, Power, PowerUnit, Span
from sixhills.formats.workouts.reading import (
    Desk,
    ReadPlan,
    clean_line,
    read_clock,
    read_float,
    split_row,
)
from sixhills.formats.workouts.writing import (
    FREE_SHARE,
    MAX_SHARE,
    Tally,
    Written,
    ftp_of,
    round_seconds,
    to_shares,
    to_watts,
    with_texts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sixhills.formats.workouts.plan import Plan, PlanItem

_SECTION = re.compile(r"\[\s*(end\s+)?course\s+(header|data|text)\s*\]", re.IGNORECASE)
_UNIT = re.compile(
    r"^\s*;?\s*(hours|minutes|seconds)[\s,;]+(watts|percent|percentage|ftp|%)\s*$", re.IGNORECASE
)
_SECONDS = {"hours": 3600.0, "minutes": 60.0, "seconds": 1.0}
_OTHER_UNIT = re.compile(r"^\s*;?\s*distance\s+grade", re.IGNORECASE)
_LAP = re.compile(r"(?:([\d.,]+)\s+)?lap\b\s*(.*)$", re.IGNORECASE)
_TEXT = re.compile(r"([\d.,]+)\s+(.+?)(?:\s+(\d+))?$")
_SNAP_S = 0.6  # two decimals of a minute are good to .3 s, and programs cut them off


@dataclass(kw_only=True)
class _Parts:
    """A file taken apart: lines with their numbers."""

    header: dict[str, str] = field(default_factory=dict)
    unit: str | None = None
    scale_s: float = 60.0
    rows: list[tuple[int, str]] = field(default_factory=list)
    texts: list[tuple[int, str]] = field(default_factory=list)
    has_sections: bool = False


@dataclass(kw_only=True)
class _Points:
    """The points of a course, and where laps are."""

    at_s: list[float] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    per_cent: bool = False
    laps: list[tuple[float, str]] = field(default_factory=list)


def read_mrc(data: bytes) -> ReadPlan:
    """The same in a file that is named as one of per cent, which counts where it does not say."""
    return read_erg(data, usual=PowerUnit.FTP)


def read_erg(data: bytes, *, usual: PowerUnit = PowerUnit.WATTS) -> ReadPlan:
    """The workout in an ERG or MRC file.

    Args:
        data: the file.
        usual: what its numbers are where it does not say.

    Raises:
        FormatError: it is none, or holds no step.
    """
    text, desk = decode_text(data), Desk()
    parts = _take_apart(text)
    if _OTHER_UNIT.search(text):
        raise FormatError("this is a course of slopes (CRS), not an ERG or MRC file")
    points = _read_points(parts, desk)
    unit = _find_unit(parts, points, desk, usual)
    ftp_w = read_float(parts.header.get("ftp"))
    if ftp_w is not None and not 30 <= ftp_w <= 1000:
        ftp_w = None
    if unit is PowerUnit.WATTS:
        said = f"; the file was made for an FTP of {ftp_w:.0f} W" if ftp_w else ""
        desk.note(f"Watts are taken as they stand in the file{said}.")
    steps = _make_steps(points, unit, desk)
    desk.carried = unpack(text)
    items: list[PlanItem] = list(_with_cues(steps, _read_texts(parts, desk)))
    title = parts.header.get("description") or parts.header.get("file name", "")
    return desk.make(items, title=title.rsplit("\\", 1)[-1], ftp_w=ftp_w)


def _take_apart(text: str) -> _Parts:
    parts, section = _Parts(), "header"
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        marker = _SECTION.match(line)
        if marker:
            parts.has_sections = True
            section = "" if marker[1] else marker[2].lower()
        elif _UNIT.match(line):
            time, parts.unit = (word.lower() for word in _UNIT.findall(line)[0])
            parts.scale_s = _SECONDS[time]
        elif not line or line.startswith(";"):
            continue
        elif section == "header" and "=" in line:
            name, _, value = line.partition("=")
            parts.header[name.strip().lower()] = value.strip()
        elif section in {"data", "text"}:
            (parts.rows if section == "data" else parts.texts).append((number, line))
    return parts


def _read_points(parts: _Parts, desk: Desk) -> _Points:
    if not parts.has_sections:
        raise FormatError("this is no ERG or MRC file: it has no [COURSE DATA]")
    points = _Points()
    for number, line in parts.rows:
        lap, cells = _LAP.match(line), split_row(line)
        if lap:
            at = read_float(lap[1])
            seconds = (
                parts.scale_s * at if at is not None else (points.at_s[-1] if points.at_s else 0.0)
            )
            points.laps.append((seconds, clean_line(lap[2]).lstrip("0 ;")))
        elif len(cells) < 2 or (at_s := _read_time(cells[0], parts.scale_s)) is None:
            desk.warn("erg-row", f'"{clean_line(line)[:40]}" is no row: left out', number)
        else:
            _add_point(points, at_s, cells, desk, number)
    return points


def _read_time(text: str, scale_s: float) -> float | None:
    """Seconds of a cell: a number in the file's unit, or a clock of minutes and seconds."""
    if ":" in text:
        return read_clock(text)
    number = read_float(text)
    return None if number is None or number < 0 else scale_s * number


def _add_point(points: _Points, at_s: float, cells: list[str], desk: Desk, number: int) -> None:
    value = read_float(cells[1].removesuffix("%"))
    if value is None or value < 0:
        desk.warn("erg-value", f'"{cells[1][:20]}" is no power: left out', number)
        return
    points.per_cent = points.per_cent or cells[1].endswith("%") or cells[2:3] == ["%"]
    if not points.at_s and at_s > _SNAP_S:
        desk.warn("erg-start", f"the course begins at minute {at_s / 60:g}: held from the start")
        points.at_s.append(0.0)
        points.values.append(value)
    if points.at_s and at_s < points.at_s[-1] - 1e-6:
        desk.warn("erg-order", f"minute {at_s / 60:g} comes too late: left out", number)
        return
    points.at_s.append(at_s)
    points.values.append(value)


def _find_unit(parts: _Parts, points: _Points, desk: Desk, usual: PowerUnit) -> PowerUnit:
    if points.per_cent:
        return PowerUnit.FTP
    if parts.unit is not None:
        return PowerUnit.WATTS if parts.unit == "watts" else PowerUnit.FTP
    name = parts.header.get("file name", "").lower()
    if name.endswith((".erg", ".mrc")):
        usual = PowerUnit.FTP if name.endswith(".mrc") else PowerUnit.WATTS
    what = "watts" if usual is PowerUnit.WATTS else "per cent of FTP"
    desk.warn("erg-no-unit", f"no line says the unit: taken as {what}")
    return usual


def _make_steps(points: _Points, unit: PowerUnit, desk: Desk) -> list[PlanStep]:
    snapped = [_snap(at_s) for at_s in points.at_s]
    scale = 0.01 if unit is PowerUnit.FTP else 1.0
    names = [(_snap(at_s), name) for at_s, name in points.laps if name]
    steps = []
    for (begin, low), (end, high) in pairwise(zip(snapped, points.values, strict=True)):
        if end <= begin:
            continue
        power = desk.attempt(partial(_power, unit, scale * low, scale * high), "erg-value")
        name = next((name for at_s, name in names if at_s == begin), "")
        steps.append(
            PlanStep(end=End(kind=EndKind.TIME, value=end - begin), power=power, name=name)
        )
    return steps


def _snap(at_s: float) -> float:
    whole = float(round(at_s))
    return whole if abs(whole - at_s) <= _SNAP_S else at_s


def _power(unit: PowerUnit, low: float, high: float) -> Power:
    start = Span(low=low, high=low)
    return Power(unit=unit, start=start, end=None if low == high else Span(low=high, high=high))


def _read_texts(parts: _Parts, desk: Desk) -> list[Cue]:
    cues = []
    for number, line in parts.texts:
        cells = [cell for cell in re.split(r"\t+", line) if cell.strip()]
        if len(cells) < 2:
            found = _TEXT.match(line)
            cells = [cell for cell in found.groups() if cell] if found else []
        at_s = read_float(cells[0]) if cells else None
        words = cells[1:] if at_s is not None else []
        shown_s = read_float(words[-1]) if len(words) > 1 else None
        text = clean_line(" ".join(words[:-1] if shown_s is not None else words))
        if at_s is None or at_s < 0 or not text:
            desk.warn("erg-text", f'"{clean_line(line)[:40]}" is no text row: left out', number)
            continue
        cues.append(Cue(at_s=at_s, text=text, duration_s=shown_s or None))
    return sorted(cues, key=lambda cue: cue.at_s)


def _with_cues(steps: list[PlanStep], cues: list[Cue]) -> Iterator[PlanStep]:
    begin = 0.0
    for index, step in enumerate(steps):
        end = begin + step.duration_s if index + 1 < len(steps) else float("inf")
        inside = [replace(c, at_s=c.at_s - begin) for c in cues if begin <= c.at_s < end]
        yield replace(step, cues=tuple(inside)) if inside else step
        begin = end


# -- writing -------------------------------------------------------------------------------


def write_erg(plan: Plan, carrier: str | None = None) -> Written:
    """A plan as an ERG file: watts."""
    return _write(plan, Form.ERG, carrier)


def write_mrc(plan: Plan, carrier: str | None = None) -> Written:
    """A plan as an MRC file: per cent of FTP."""
    return _write(plan, Form.MRC, carrier)


def _write(plan: Plan, form: Form, carrier: str | None) -> Written:
    tally = Tally()
    plan = with_texts(plan, form)
    other = PowerUnit.FTP if form is Form.ERG else PowerUnit.WATTS
    needs_ftp = any(step.power and step.power.unit is other for step in plan.steps())
    feature = Feature.SHARE if form is Form.ERG else Feature.WATTS
    if needs_ftp or (form is Form.ERG and any(step.power is None for step in plan.steps())):
        ftp_w: float | None = ftp_of(plan, tally, feature)
    else:
        ftp_w = plan.ftp_w
    rows, texts = _make_rows(plan, form, ftp_w or 200.0, tally)
    unit = "MINUTES WATTS" if form is Form.ERG else "MINUTES PERCENT"
    lines = ["[COURSE HEADER]", "VERSION = 2", "UNITS = METRIC"]
    lines += [f"DESCRIPTION = {clean_line(plan.title)}", f"FILE NAME = workout{form.value}"]
    lines += [f"FTP = {ftp_w:g}"] if ftp_w else []
    lines += [unit, "[END COURSE HEADER]"]
    lines += [f"; {line}" for line in map(clean_line, plan.about.splitlines()) if line]
    lines += [f";{carrier}"] if carrier else []
    lines += ["[COURSE DATA]", *rows, "[END COURSE DATA]"]
    if texts:
        lines += ["[COURSE TEXT]", *texts, "[END COURSE TEXT]"]
    return Written(data=("\r\n".join(lines) + "\r\n").encode(), amounts=tally.amounts)


def _make_rows(plan: Plan, form: Form, ftp_w: float, tally: Tally) -> tuple[list[str], list[str]]:
    rows: list[str] = []
    texts: list[str] = []
    begin = 0
    for step in plan.steps():
        seconds = round_seconds(step, tally)
        start, end = _values(step, form, ftp_w, tally)
        if step.name:
            rows.append(f"{_minutes(begin)} LAP {clean_line(step.name)}")
        rows += [f"{_minutes(begin)}\t{_say(start)}", f"{_minutes(begin + seconds)}\t{_say(end)}"]
        for cue in step.cues:
            at_s = begin + min(round(cue.at_s), seconds - 1)
            tally.note(Feature.CUE, abs(at_s - begin - cue.at_s), "up to {:g} s off")
            texts.append(f"{at_s}\t{clean_line(cue.text)}\t{round(cue.duration_s or 10)}")
        begin += seconds
    return rows, texts


def _values(step: PlanStep, form: Form, ftp_w: float, tally: Tally) -> tuple[float, float]:
    if step.power is None:
        share = MAX_SHARE if step.is_max else FREE_SHARE
        value = share * ftp_w if form is Form.ERG else 100 * share
        return value, value
    if step.power.start.is_band:
        span, _ = to_shares(step.power, ftp_w)
        tally.note(Feature.BAND, 50 * (span.high - span.low), "band of ±{:g} % of FTP")
    if form is Form.ERG:
        start, end = to_watts(step.power, ftp_w)
        return start.middle, end.middle
    start, end = to_shares(step.power, ftp_w)
    return 100 * start.middle, 100 * end.middle


def _minutes(seconds: int) -> str:
    return f"{seconds / 60:.4f}"


def _say(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
