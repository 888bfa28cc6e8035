"""The cells of a table, whoever wrote it: any separator, any decimal sign, lines before the header.

Spreadsheets of half the world write semicolons between cells and commas in numbers. Programs put
lines about themselves before the line that names the columns, and units into a line behind it.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

MOST_ROWS = 1_500_000
"""Two weeks at one row a second have fewer."""

_SEPARATORS = (",", ";", "\t", "|")
_HEADER_WITHIN = 60  # lines
_MISSING = {"", "-", "--", "---", "nan", "null", "none", "na", "n/a", "#n/a", "undefined"}
_POINT = re.compile(r"-?\d*\.\d+")
_LONGEST_CELL = 30  # of one that is told of
MOST_WRONG = 0.1
"""Of the cells of a column; more of them, and it is another column than it seems."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table.

    Attributes:
        names: of the columns, with their units, as written.
        rows: cells by column, as written, each as long as the others.
        lines: line in the file of each row, counted from 1.
        before: what stands before the header.
        has_points: whether numbers have decimal points, so that commas part thousands.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    before: str
    has_points: bool

    def cells(self, column: int) -> tuple[str, ...]:
        """The cells of a column."""
        return tuple(row[column] for row in self.rows)

    def numbers(self, column: int) -> NDArray[np.float64]:
        """The numbers of a column, NaN where it is empty.

        Raises:
            FormatError: many cells hold something else; tells the first of them.
        """
        values = np.array([self._number(cell) for cell in self.cells(column)])
        wrong = [
            index
            for index in np.flatnonzero(np.isnan(values)).tolist()
            if not is_missing(self.rows[index][column])
        ]
        if len(wrong) > MOST_WRONG * len(values):
            raise self.refuse(wrong[0], column, "which is no number")
        return values

    def refuse(self, row: int, column: int, what: str) -> FormatError:
        """An error that names a cell."""
        cell = self.rows[row][column][:_LONGEST_CELL]
        return FormatError(
            f'line {self.lines[row]} has "{cell}" in the column "{self.names[column]}", {what}',
            remedy="correct the line, or leave the cell empty",
        )

    def _number(self, cell: str) -> float:
        try:
            return float(cell)
        except ValueError:
            return self._other_number(cell)

    def _other_number(self, cell: str) -> float:
        text = cell.replace("\u00a0", "").replace("'", "")
        if "," in text:
            is_decimal = not self.has_points and "." not in text
            is_decimal = is_decimal or text.rfind(",") > text.rfind(".") >= 0
            text = text.replace(".", "") if is_decimal else text.replace(",", "")
            text = text.replace(",", ".")
        try:
            return float(text)
        except ValueError:
            return float("nan")


def is_missing(cell: str) -> bool:
    """Whether a cell says that there is no value."""
    return cell.lower() in _MISSING


def read_table(text: str, count_known: Callable[[Sequence[str]], int]) -> Table | None:
    """The table in a text, or None where no line names columns that are known.

    Args:
        text: of the file.
        count_known: how many of some names of columns are known; a header has two at least.

    Raises:
        FormatError: there are more rows than in any ride.
    """
    lines = text.splitlines()
    found = _find_header(lines, count_known)
    if found is None:
        return None
    at, separator = found
    reader = csv.reader(lines[at:], delimiter=separator, skipinitialspace=True)
    names = [cell.strip() for cell in next(reader)]
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    for cells in reader:
        row = tuple(cell.strip() for cell in cells[: len(names)])
        if not any(row):
            continue
        if not rows and _is_units(row):
            names = [_join(name, unit) for name, unit in zip(names, _fill(row, names), strict=True)]
            continue
        rows.append(_fill(row, names))
        numbers.append(at + reader.line_num)
        if len(rows) > MOST_ROWS:
            raise FormatError("the table has more rows than any ride")
    return Table(
        names=tuple(names),
        rows=tuple(rows),
        lines=tuple(numbers),
        before="\n".join(lines[:at]),
        has_points=any(_POINT.fullmatch(cell) for row in rows[:100] for cell in row),
    )


def _fill(row: tuple[str, ...], names: Sequence[str]) -> tuple[str, ...]:
    """A row as long as the header."""
    return row + ("",) * (len(names) - len(row))


def _find_header(
    lines: Sequence[str], count_known: Callable[[Sequence[str]], int]
) -> tuple[int, str] | None:
    """Index and separator of the first line that names two known columns."""
    for index, line in enumerate(lines[:_HEADER_WITHIN]):
        counts = {
            one: count_known([cell.strip() for cell in _split(line, one)]) for one in _SEPARATORS
        }
        best = max(counts, key=lambda one: counts[one])
        if counts[best] >= 2:
            return index, best
    return None


def _split(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])


def _is_units(row: Sequence[str]) -> bool:
    """Whether a row holds units: no digit in it."""
    return not any(sign.isdigit() for cell in row for sign in cell) and any(
        cell and not is_missing(cell) for cell in row
    )


def _join(name: str, unit: str) -> str:
    return f"{name} ({unit.strip('()[] ')})" if unit else name
