"""Tables of an exercise bike as text: level, cadence and power, a row each.

Any column order, further columns ignored, names in any case. Commas between columns and points in
numbers, or, as spreadsheets of half the world write them, semicolons and commas. A row without a
power says nothing and is left out.
"""

from __future__ import annotations

import csv
import math
from typing import TYPE_CHECKING

from sixhills.equipment.level_table import LevelReading
from sixhills.errors import FormatError, InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COLUMNS = ("level", "cadence_rpm", "power_w")

_MOST_BYTES = 5_000_000
_FIRST_LINE = 'begin the file with a line "level,cadence_rpm,power_w"'


def parse_level_table(data: bytes, *, name: str) -> tuple[LevelReading, ...]:
    """The rows of a table, in order.

    Args:
        data: the content of the file.
        name: of the file, for errors.

    Raises:
        FormatError: it is no such table; tells the file and the line.
    """
    if len(data) > _MOST_BYTES:
        raise FormatError("the file is too long for a table", place=name, remedy=_FIRST_LINE)
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise FormatError(
            "the file is no text", place=name, offset=error.start, remedy="save it as CSV, UTF-8"
        ) from None
    separator = ";" if lines and ";" in lines[0] else ","
    rows = csv.reader(lines, delimiter=separator)
    places = _find_columns(next(rows, []), name)
    readings = []
    for row in rows:
        reading = _read_row(row, places, name=f"{name}, line {rows.line_num}")
        if reading is not None:
            readings.append(reading)
    if not readings:
        raise FormatError("the table has no rows", place=name, remedy="add a row for each level")
    return tuple(readings)


def _find_columns(header: Sequence[str], name: str) -> dict[str, int]:
    """Which column holds what."""
    names = [cell.strip().lower() for cell in header]
    missing = [column for column in COLUMNS if column not in names]
    if missing:
        raise FormatError(
            f"there is no column {' and no '.join(missing)}",
            place=f"{name}, line 1",
            remedy=_FIRST_LINE,
        )
    return {column: names.index(column) for column in COLUMNS}


def _read_row(row: Sequence[str], places: Mapping[str, int], *, name: str) -> LevelReading | None:
    """What a row says, None where it is empty or has no power."""
    if not any(cell.strip() for cell in row):
        return None
    cells = {
        column: row[place].strip() if place < len(row) else "" for column, place in places.items()
    }
    if not cells["power_w"]:
        return None
    level, cadence_rpm, power_w = (
        _read_number(cells[column], column, name=name) for column in COLUMNS
    )
    try:
        return LevelReading(setting=level, cadence_rpm=cadence_rpm, power_w=power_w)
    except InvalidValueError as error:
        raise FormatError(
            error.problem, place=name, remedy="correct the row or leave it out"
        ) from None


def _read_number(text: str, column: str, *, name: str) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise FormatError(
            f"{column} must be a number, not {text!r}",
            place=name,
            remedy="correct the row or leave it out",
        )
    return value
