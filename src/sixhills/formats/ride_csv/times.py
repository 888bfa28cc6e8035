"""Which column of a table says when each row was, and when that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import FormatError
from sixhills.formats.ride_csv.columns import DATE, TIME, Column
from sixhills.formats.ride_csv.moments import (
    read_clock,
    read_moment,
    reads_day_first,
    since_1970_s,
)
from sixhills.formats.ride_csv.table import MOST_WRONG, Table, is_missing
from sixhills.formats.track_points import NO_ZONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

_DAYS = {"date", "datum"}


def read_times(table: Table, columns: Sequence[Column | None]) -> tuple[Numbers, bool, list[str]]:
    """When each row was.

    Returns:
        Time of each row [s], shape (n,), NaN where it has none; whether they count from 1970; what
        is to be said of them.

    Raises:
        FormatError: there is no column of times, or its cells are none.
    """
    dates = [at for at, one in enumerate(columns) if one and one.what == DATE]
    times = [at for at, one in enumerate(columns) if one and one.what == TIME]
    days = [at for at, name in enumerate(table.names) if name.lower() in _DAYS]
    if days and times:
        joined = [f"{row[days[0]]} {row[times[0]]}".strip() for row in table.rows]
        found = _read_dates(table, times[0], joined)
        if found is not None:
            return found
    for at in (*dates, *times, *days):
        seconds = _read_seconds(table, at, columns[at])
        if seconds is not None:
            return seconds
    if not (times or dates or days):
        raise FormatError(
            "the table has no column of times", remedy='add one of seconds, called "time"'
        )
    raise _refuse_times(table, (*dates, *times, *days)[0])


def _read_seconds(
    table: Table, at: int, column: Column | None
) -> tuple[Numbers, bool, list[str]] | None:
    """A column of seconds, clocks or dates; None where it is none of these."""
    cells = table.cells(at)
    first = next((cell for cell in cells if not is_missing(cell)), "")
    if read_clock(first) is not None:
        clocks = [read_clock(cell) for cell in cells]
        return _over_midnight(_check(table, at, clocks)), False, []
    try:
        numbers = table.numbers(at)
    except FormatError:
        return _read_dates(table, at, cells)
    if bool(np.isnan(numbers).all()):
        return None
    epoch = since_1970_s(float(np.nanmedian(numbers)))
    if epoch is not None:
        scale = 1e-3 if epoch < np.nanmedian(numbers) else 1.0
        return numbers * scale, True, []
    factor = column.factor if column and column.factor else 1.0
    return numbers * factor, False, []


def _read_dates(
    table: Table, at: int, cells: Sequence[str]
) -> tuple[Numbers, bool, list[str]] | None:
    day_first = reads_day_first(tuple(cells))
    found = [
        None if is_missing(cell) else read_moment(cell, day_first=day_first is not False)
        for cell in cells
    ]
    if not any(found):
        return None
    stamps = _check(table, at, [None if one is None else one[0] for one in found])
    said = [] if all(one is None or one[1] for one in found) else [NO_ZONE]
    return stamps, True, said


def _check(table: Table, at: int, values: Sequence[float | None]) -> Numbers:
    """Times as an array; refused where many cells hold none."""
    wrong = [
        row
        for row, value in enumerate(values)
        if value is None and not is_missing(table.rows[row][at])
    ]
    if len(wrong) > MOST_WRONG * len(values):
        raise table.refuse(wrong[0], at, "which is no time")
    return np.array([np.nan if value is None else value for value in values])


def _refuse_times(table: Table, at: int) -> FormatError:
    row = next((n for n, cell in enumerate(table.cells(at)) if not is_missing(cell)), 0)
    return table.refuse(row, at, "which is no time")


def _over_midnight(clocks: Numbers) -> Numbers:
    """Clocks that go on behind midnight."""
    steps = np.diff(clocks, prepend=clocks[:1])
    return clocks + 86_400.0 * np.cumsum(np.nan_to_num(steps) < -43_200.0)
