"""What a reader of workouts gives: the plan, and what it had to repair or leave out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from sixhills.errors import FormatError, InvalidValueError
from sixhills.formats.workouts.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from sixhills.formats.workouts.carrier import Carried
    from sixhills.formats.workouts.plan import PlanItem

_T = TypeVar("_T")

_MOST_WARNINGS = 200
_LONGEST_TITLE = 200


@dataclass(frozen=True, kw_only=True)
class Warned:
    """Something that a file has wrong, or says in a way that few understand.

    Attributes:
        rule: short name of what it offends ("zwo-cooldown-rises").
        text: one plain sentence, with what was done about it.
        line: in the file, counted from 1, or None.
    """

    rule: str
    text: str
    line: int | None = None

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else ""
        return f"{where}{self.text} [{self.rule}]"


@dataclass(frozen=True, kw_only=True)
class ReadPlan:
    """A file as it was read.

    Attributes:
        plan: the workout.
        warnings: what was repaired or left out.
        notes: what was assumed, and is no fault of the file.
        carried: our own text form in it, or None.
    """

    plan: Plan
    warnings: tuple[Warned, ...] = ()
    notes: tuple[str, ...] = ()
    carried: Carried | None = None


@dataclass(kw_only=True)
class Desk:
    """What a reader notes while it reads."""

    warnings: list[Warned] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    carried: Carried | None = None

    def warn(self, rule: str, text: str, line: int | None = None) -> None:
        """Note a fault."""
        if len(self.warnings) < _MOST_WARNINGS:
            self.warnings.append(Warned(rule=rule, text=text, line=line))

    def note(self, text: str) -> None:
        """Note an assumption, once."""
        if text not in self.notes:
            self.notes.append(text)

    def make(self, items: list[PlanItem], **fields: object) -> ReadPlan:
        """What was read, with the title cut to one line.

        Raises:
            FormatError: there is no step in it, or far too many.
        """
        if not items:
            first = f": {self.warnings[0]}" if self.warnings else ""
            raise FormatError(
                f"the file holds no step of a workout{first}", remedy="look into the file"
            )
        title = clean_line(str(fields.pop("title", "")))[:_LONGEST_TITLE] or "Workout"
        try:
            plan = Plan(title=title, items=tuple(items), **fields)  # type: ignore[arg-type]
        except InvalidValueError as error:
            raise FormatError(error.problem) from error
        return ReadPlan(
            plan=plan,
            warnings=tuple(self.warnings),
            notes=tuple(self.notes),
            carried=self.carried,
        )

    def attempt(self, make: Callable[[], _T], rule: str, line: int | None = None) -> _T | None:
        """A value, or None with a warning where the file asks for an impossible one."""
        try:
            return make()
        except InvalidValueError as error:
            self.warn(rule, f"{error.problem}: left out", line)
            return None


def clean_line(text: str) -> str:
    """Text as one printable line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def read_clock(text: str) -> float | None:
    """Seconds of "1:02:03", "2:03" or plain seconds; None where it is none."""
    parts = [read_float(part) for part in text.split(":")]
    if len(parts) > 3 or any(part is None or part < 0 for part in parts):
        return None
    seconds = 0.0
    for part in parts:
        seconds = 60 * seconds + (part or 0.0)
    return seconds


def split_row(line: str) -> list[str]:
    """The numbers of a row as cells, however they are parted: blanks, semicolons, commas.

    A comma between digits is a decimal one, unless points are.
    """
    cells = [cell.strip(",") for cell in re.split(r"[\s;]+", line.strip()) if cell.strip(",")]
    if len(cells) != 1 or "," not in cells[0]:
        return cells
    parts = cells[0].split(",")
    if "." in cells[0] or len(parts) == 2:
        return parts
    pairs = zip(parts[::2], parts[1::2], strict=False)
    return [f"{whole}.{part}" for whole, part in pairs] + parts[2 * (len(parts) // 2) :]


def read_float(text: str | None) -> float | None:
    """A finite number as files write it, also with a comma; None where it is none."""
    try:
        number = float((text or "").strip().replace(",", ".", 1))
    except ValueError:
        return None
    return number if abs(number) < 1e9 else None
