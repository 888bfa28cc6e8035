"""CRS, courses of CompuTrainer: stretches of distance, slope and wind, for trainers that simulate.

The only one of the old text formats that knows slopes, and it knows nothing else. What a workout
asks for as power becomes the slope at which a rider of 75 kg on a bike of 10 kg needs that power at
a climbing speed; easy steps are flat.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from sixhills.errors import FormatError
from sixhills.formats.plain_text import decode_text
from sixhills.formats.workouts.carrier import unpack
from sixhills.formats.workouts.features import Feature
from sixhills.formats.workouts.plan import End, EndKind, PlanStep
from sixhills.formats.workouts.reading import Desk, ReadPlan, clean_line, read_float, split_row
from sixhills.formats.workouts.writing import (
    FREE_SHARE,
    MAX_SHARE,
    Tally,
    Written,
    ftp_of,
    to_watts,
)
from sixhills.physics import RoadLoad

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sixhills.formats.workouts.plan import Plan, PlanItem

KM_PER_MILE = 1.609344

_SECTION = re.compile(r"\[\s*(end\s+)?course\s+(header|data|text)\s*\]", re.IGNORECASE)
_UNIT = re.compile(r"distance\s+grade", re.IGNORECASE)
_LAP = re.compile(r"(?:[\d.,]+\s+)?lap\b\s*(.*)$", re.IGNORECASE)
_LOAD = RoadLoad(mass_kg=85.0)
_CLIMBING_MPS = 3.5  # 75 rpm in a gear of 2.8 m, the usual lowest of a road bike
_FLAT_UP_TO = 0.72  # share of FTP: what is easier is ridden on the flat
_STEEPEST = 0.20


def read_crs(data: bytes) -> ReadPlan:
    """The course in a CRS file.

    Raises:
        FormatError: it is none, or holds no stretch.
    """
    text, desk = decode_text(data), Desk()
    if not _UNIT.search(text) or not _SECTION.search(text):
        raise FormatError("this is no CRS file: no line says DISTANCE GRADE WIND")
    header: dict[str, str] = {}
    items: list[PlanItem] = []
    section, name = "header", ""
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        marker, lap = _SECTION.match(line), _LAP.match(line)
        if marker:
            section = "" if marker[1] else marker[2].lower()
        elif section == "header" and "=" in line:
            key, _, value = line.partition("=")
            header[key.strip().lower()] = value.strip()
        elif section == "data" and lap:
            name = clean_line(lap[1])
        elif section == "data" and line and not line.startswith(";"):
            read = partial(_read_row, line, _metres_per_unit(header), name)
            told = len(desk.warnings)
            step = desk.attempt(read, "crs-row", number)
            if step is None and len(desk.warnings) == told:
                desk.warn("crs-row", f'"{clean_line(line)[:40]}" is no row: left out', number)
            if step is not None:
                items.append(step)
                name = ""
    desk.carried = unpack(text)
    title = header.get("description") or header.get("file name", "")
    ftp_w = read_float(header.get("ftp"))
    return desk.make(items, title=title, ftp_w=ftp_w if ftp_w and 30 <= ftp_w <= 1000 else None)


def _metres_per_unit(header: dict[str, str]) -> float:
    is_english = header.get("units", "").upper().startswith("E")
    return 1000 * (KM_PER_MILE if is_english else 1.0)


def _read_row(line: str, scale: float, name: str) -> PlanStep | None:
    numbers = [read_float(cell) for cell in split_row(line)]
    if len(numbers) < 2 or numbers[0] is None or numbers[1] is None or numbers[0] <= 0:
        return None
    end = End(kind=EndKind.DISTANCE, value=scale * numbers[0])
    return PlanStep(end=end, grade=numbers[1] / 100, name=name)


# -- writing -------------------------------------------------------------------------------


def write_crs(plan: Plan, carrier: str | None = None) -> Written:
    """A plan as a course of slopes."""
    tally = Tally()
    needs_power = any(step.grade is None for step in plan.steps())
    ftp_w = ftp_of(plan, tally, Feature.SHARE) if needs_power else plan.ftp_w
    lines = ["[COURSE HEADER]", "VERSION = 2", "UNITS = METRIC"]
    lines += [f"DESCRIPTION = {clean_line(plan.title)}", "FILE NAME = workout.crs"]
    lines += [f"FTP = {ftp_w:g}"] if ftp_w else []
    lines += ["DISTANCE GRADE WIND", "[END COURSE HEADER]"]
    lines += [f"; {line}" for line in map(clean_line, plan.about.splitlines()) if line]
    lines += [f";{carrier}"] if carrier else []
    lines += ["[COURSE DATA]", *_make_rows(plan, ftp_w or 200.0, tally), "[END COURSE DATA]"]
    return Written(data=("\r\n".join(lines) + "\r\n").encode(), amounts=tally.amounts)


def _make_rows(plan: Plan, ftp_w: float, tally: Tally) -> Iterator[str]:
    for step in plan.steps():
        power_w = _power_w(step, ftp_w)
        grade = step.grade
        if grade is None:
            grade, reached_w = _find_grade(power_w, ftp_w)
            tally.note(Feature.SHARE, 100 * abs(reached_w - power_w) / ftp_w, "{:g} % of FTP off")
        name = _name(step)
        if name:
            yield f"LAP {name}"
        distance_m = step.end.value if step.end.kind is EndKind.DISTANCE else None
        if distance_m is None:
            distance_m = step.duration_s * max(1.0, _LOAD.speed_mps(power_w, grade))
        yield f"{(distance_m or 0.0) / 1000:.6f} {100 * grade:.4f} 0"


def _name(step: PlanStep) -> str:
    said = [step.name, *(cue.text for cue in step.cues if cue.kind != "text")]
    return clean_line("; ".join(part for part in said if part))


def _power_w(step: PlanStep, ftp_w: float) -> float:
    if step.power is None:
        return ftp_w * (MAX_SHARE if step.is_max else FREE_SHARE)
    start, end = to_watts(step.power, ftp_w)
    return 0.5 * (start.middle + end.middle)


def _find_grade(power_w: float, ftp_w: float) -> tuple[float, float]:
    """A slope for a power, and the power that it really needs at the climbing speed."""
    if power_w <= _FLAT_UP_TO * ftp_w:
        return 0.0, power_w  # on the flat the rider chooses
    wanted = _LOAD.grade(power_w, _CLIMBING_MPS)
    grade = round(min(_STEEPEST, max(0.0, wanted)), 6)
    return grade, _LOAD.crank_power_w(_CLIMBING_MPS, grade)
