"""Cells as times: seconds, clocks, dates of any country."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:[.,]\d+)?)")
_DATE = re.compile(
    r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?:[T,\s_]+(\d{1,2})[:.\-_](\d{2})(?:[:.\-_](\d{2}"
    r"(?:[.,]\d+)?))?\s*([ap]m)?)?",
    re.IGNORECASE,
)
_IN_NAME = re.compile(
    r"(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?:[-_T .]?(\d{2})[-_.:]?(\d{2})(?:[-_.:]?(\d{2}))?)?"
)
_EPOCH_FROM_S, _EPOCH_FROM_MS = 5e8, 5e11  # larger numbers count since 1970


def read_clock(cell: str) -> float | None:
    """Seconds of a clock such as "1:02:03.5" or "62:03", or None."""
    found = _CLOCK.fullmatch(cell)
    if found is None:
        return None
    seconds = float(found[3].replace(",", "."))
    return 3600 * int(found[1] or 0) + 60 * int(found[2]) + seconds


def since_1970_s(number: float) -> float | None:
    """Seconds since 1970 where a number counts them, or milliseconds; else None."""
    if number > _EPOCH_FROM_MS:
        return number / 1000
    return number if number > _EPOCH_FROM_S else None


def reads_day_first(cells: tuple[str, ...]) -> bool | None:
    """Whether dates such as 14/03/2026 begin with the day; None where they do not tell."""
    found = [match for cell in cells if (match := _DATE.match(cell))]
    if any(len(match[1]) == 4 for match in found):
        return None
    if any(int(match[1]) > 12 for match in found):
        return True
    if any(int(match[2]) > 12 for match in found) or any(match[7] for match in found):
        return False
    return True if any("." in cell.split()[0] for cell in cells if cell) else None


def read_moment(cell: str, *, day_first: bool) -> tuple[float, bool] | None:
    """Seconds since 1970 of a date with its time, and whether it names a zone; or None."""
    try:
        moment = datetime.fromisoformat(cell)
    except ValueError:
        found = _DATE.fullmatch(cell)
        return None if found is None else _assemble(found, day_first=day_first)
    is_zoned = moment.tzinfo is not None
    return (moment if is_zoned else moment.replace(tzinfo=UTC)).timestamp(), is_zoned


def _assemble(found: re.Match[str], *, day_first: bool) -> tuple[float, bool] | None:
    first, second, third = int(found[1]), int(found[2]), int(found[3])
    if first > 31:
        year, month, day = first, second, third
    elif day_first:
        year, month, day = third, second, first
    else:
        year, month, day = third, first, second
    hour, half = int(found[4] or 0), (found[7] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    seconds = float((found[6] or "0").replace(",", "."))
    try:
        moment = datetime(
            year + 2000 * (year < 100), month, day, hour, int(found[5] or 0), tzinfo=UTC
        )
    except ValueError:
        return None
    return moment.timestamp() + seconds, False


def find_moment(text: str) -> datetime | None:
    """The date, with a time where there is one, in the name of a file or in a line, or None."""
    found = _IN_NAME.search(text)
    if found is None:
        return None
    numbers = [int(part or 0) for part in found.groups()]
    try:
        moment = datetime(*numbers[:6]).replace(tzinfo=UTC)  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None
    return moment if 1990 <= moment.year <= 2100 else None
