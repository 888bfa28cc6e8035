"""Read a ride from a table of its records.

What a table does not say is not made up: a column that is zero from end to end was not measured
(Golden Cheetah writes all columns it knows), an empty cell is missing. Where a unit has to be
guessed, or a date, the ride's notes say so.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import FormatError, NotARideError
from sixhills.formats.plain_text import decode_text
from sixhills.formats.ride_csv.channels import read_channels
from sixhills.formats.ride_csv.columns import LAP, Column, find_column
from sixhills.formats.ride_csv.moments import find_moment
from sixhills.formats.ride_csv.table import Table, read_table
from sixhills.formats.ride_csv.times import read_times
from sixhills.formats.timeline import count_lost, keep_in_order
from sixhills.ride.recording import Lap, Ride

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

NO_DATE = (
    "The table does not say when the ride was, nor does the name of its file: it stands at the "
    "first of January 1970. Name the file like 2026-03-14-0900.csv and import it again."
)

_LEAST_ROWS = 2
_LEAST_RISING = 0.5  # of the rows: a table of other things steps to and fro
_LONGEST_STEP_S = 120.0  # usual one: what is farther apart is no recording
_OF_MANY_RIDES = ("avg", "average", "max", "activity", "total elevation", "mean")
_FIT_LISTING = ("type", "local number", "message")

_COLUMNS = 'name the columns in the first line, such as "time,power,cadence,heart rate"'


def read_csv(source: bytes | Path, *, name: str = "") -> Ride:
    """The ride in a table.

    Args:
        source: a file, or its bytes.
        name: of the file, which may tell the date.

    Returns:
        The ride; its notes say what was left out or assumed.

    Raises:
        NotARideError: it is a table of something else.
        FormatError: it has no column of times, or cells that cannot be read; tells the line.
        OSError: the file cannot be opened.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    text = decode_text(data)
    table = read_table(text, _count_known)
    if table is None:
        raise _refuse(text)
    if _is_of_many(table.names):
        raise NotARideError("this is a list of rides, not a ride", remedy="give the file of a ride")
    columns = [find_column(one) for one in table.names]
    if len(table.rows) < _LEAST_ROWS:
        raise NotARideError("the table has no rows of a ride", remedy=_COLUMNS)
    stamps, is_dated, said = read_times(table, columns)
    timed = np.flatnonzero(~np.isnan(stamps))
    order, lost = keep_in_order(stamps[timed])
    kept = timed[order]
    if len(kept) < max(_LEAST_ROWS, _LEAST_RISING * len(table.rows)):
        raise NotARideError("the times of this table do not go on from row to row: it is no ride")
    elapsed_s = stamps[kept] - stamps[kept[0]]
    if float(np.median(np.diff(elapsed_s))) > _LONGEST_STEP_S:
        raise NotARideError("the rows of this table are minutes apart: it is no ride")
    said += [count_lost(len(stamps) - len(timed), "no time"), *lost]
    start, notes = _begin(float(stamps[kept[0]]), is_dated, table, name)
    channels, notes_on_units = read_channels(table, columns, kept, elapsed_s)
    if not channels:
        raise NotARideError("no column of this table holds what was measured on a ride")
    return Ride(
        start=start,
        elapsed_s=elapsed_s,
        channels=channels,
        laps=_read_laps(table, columns, kept, elapsed_s),
        notes=tuple(note for note in (*said, *notes, *notes_on_units) if note),
    )


def _count_known(names: Sequence[str]) -> int:
    """How many different quantities columns of some names hold."""
    return len({column.what for column in map(find_column, names) if column})


def _is_of_many(names: Sequence[str]) -> bool:
    """Whether columns are those of a list of rides: means and highest values of each."""
    return sum(name.lower().startswith(_OF_MANY_RIDES) for name in names) > 1


def _refuse(text: str) -> FormatError:
    first = [cell.strip().strip('"').lower() for cell in text[:200].split(",")[:3]]
    if tuple(first) == _FIT_LISTING:
        return FormatError(
            "this is a listing of a FIT file's messages", remedy="give the FIT file itself"
        )
    return NotARideError(
        "no line of this table names a time and what was measured then", remedy=_COLUMNS
    )


def _begin(first: float, is_dated: bool, table: Table, name: str) -> tuple[datetime, list[str]]:
    if is_dated:
        return datetime.fromtimestamp(first, UTC), []
    for text in (table.before, Path(name).stem):
        told = find_moment(text)
        if told is not None:
            return told, [f"The date {told:%Y-%m-%d} is from the name of the file or its head."]
    return datetime.fromtimestamp(0, UTC), [NO_DATE]


def _read_laps(
    table: Table, columns: Sequence[Column | None], kept: NDArray[np.intp], elapsed_s: Numbers
) -> tuple[Lap, ...]:
    """Laps, one for each run of rows with the same number or name; none where all have it."""
    at = next((at for at, one in enumerate(columns) if one and one.what == LAP), None)
    if at is None:
        return ()
    cells = table.cells(at)
    names = [cells[row] for row in kept.tolist()]
    firsts = [0, *(n for n in range(1, len(names)) if names[n] != names[n - 1])]
    if len(firsts) < 2 or len(firsts) > len(names) / 2:
        return ()
    edges = [*(float(elapsed_s[n]) for n in firsts), float(elapsed_s[-1])]
    return tuple(Lap(start_s=start, end_s=end) for start, end in pairwise(edges) if end > start)
