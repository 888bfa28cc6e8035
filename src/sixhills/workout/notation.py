"""How the text form writes quantities: exact both ways, and short where the number is plain.

A float is printed by its shortest decimal, and units are split and joined in decimal arithmetic,
so 150.3 s becomes "2min30.3s" and comes back as 150.3 to the last bit. A reader gives None for
text that is no such quantity; limits are the model's business.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal

NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,400})?"
"""Pattern of a number: the smallest float, as a percentage, still fits the decimals."""

SHORTEST_IN_METRES = 100.0
"""Below this a distance is written in km, since "15m" nearly always means 15 minutes."""

# Twice the digits of NUMBER: no sum or product below is ever rounded.
_EXACT = Context(prec=1000)

_WHOLE = re.compile(r"[0-9]{1,9}")
_DURATION = re.compile(rf"(?:({NUMBER}) ?h)? ?(?:({NUMBER}) ?min)? ?(?:({NUMBER}) ?s)?")
_DISTANCE = re.compile(rf"({NUMBER}) ?(m|km)")
_CLOCK = re.compile(r"(?:([0-9]{1,9}):)?([0-9]{1,9}):([0-5][0-9](?:\.[0-9]{1,400})?)")
_PERCENT = re.compile(rf"({NUMBER}) ?%")


def format_number(value: float) -> str:
    """The shortest decimal that reads back as the same float, without an exponent."""
    return _plain(_decimal(value))


def format_percent(share: float) -> str:
    """A share as a percentage: 0.85 is "85%"."""
    return f"{_plain(_decimal(share).scaleb(2, _EXACT))}%"


def format_duration(duration_s: float) -> str:
    """A time in hours, minutes and seconds, such as "1h30min", "4min", "2min30s"."""
    hours, minutes, seconds = _split_time(duration_s)
    parts = [(hours, "h"), (minutes, "min"), (seconds, "s")]
    return "".join(f"{_plain(count)}{unit}" for count, unit in parts if count) or "0s"


def format_distance(distance_m: float) -> str:
    """A distance in metres or, from 1000 m up and below 100 m, in kilometres."""
    if SHORTEST_IN_METRES <= distance_m < 1000:
        return f"{format_number(distance_m)}m"
    return f"{_plain(_decimal(distance_m).scaleb(-3, _EXACT))}km"


def format_clock(elapsed_s: float) -> str:
    """A moment as minutes and seconds, "0:10", or from an hour on "1:00:00"."""
    hours, minutes, seconds = _split_time(elapsed_s)
    padded = ("0" if seconds < 10 else "") + _plain(seconds)
    if hours:
        return f"{hours}:{minutes:0>2}:{padded}"
    return f"{minutes}:{padded}"


def read_whole(text: str) -> int | None:
    """A whole number of at most nine digits."""
    return int(text) if _WHOLE.fullmatch(text) else None


def read_percent(text: str) -> float | None:
    """A percentage as a share: "85%" is 0.85."""
    match = _PERCENT.fullmatch(text)
    return float(Decimal(match[1]).scaleb(-2, _EXACT)) if match else None


def read_duration(text: str) -> float | None:
    """A time such as "2min30s", "1h" or "2.5 min" [s]."""
    match = _DURATION.fullmatch(text)
    return _join_time(*match.groups()) if match and any(match.groups()) else None


def read_distance(text: str) -> float | None:
    """A distance such as "900m" or "2.5km" [m]; None for less than 100 written in metres."""
    match = _DISTANCE.fullmatch(text)
    if match is None:
        return None
    if match[2] == "km":
        return float(Decimal(match[1]).scaleb(3, _EXACT))
    distance_m = float(match[1])
    return distance_m if distance_m >= SHORTEST_IN_METRES else None


def read_clock(text: str) -> float | None:
    """A moment such as "0:10", "12:30.5" or "1:00:00" [s]."""
    match = _CLOCK.fullmatch(text)
    if match is None or (match[1] and int(match[2]) > 59):
        return None
    return _join_time(*match.groups())


def _decimal(value: float) -> Decimal:
    return Decimal(repr(float(value) + 0.0))  # + 0.0 makes zero of minus zero


def _plain(number: Decimal) -> str:
    return f"{_EXACT.normalize(number):f}"


def _split_time(duration_s: float) -> tuple[Decimal, Decimal, Decimal]:
    minutes, seconds = _EXACT.divmod(_decimal(duration_s), Decimal(60))
    hours, minutes = _EXACT.divmod(minutes, Decimal(60))
    return hours, minutes, seconds


def _join_time(hours: str | None, minutes: str | None, seconds: str | None) -> float:
    total = Decimal(0)
    for count in (hours, minutes, seconds):
        total = _EXACT.fma(total, Decimal(60), Decimal(count or 0))
    return float(total)
