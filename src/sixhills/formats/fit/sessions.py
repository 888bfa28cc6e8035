"""Sessions: what a FIT file says of each sport in it, in all.

Most files hold one session, after the records. A triathlon holds five; files that were cut off hold
none; some devices write a session anew while it grows, so of those with the same start the last
counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.formats.fit.profile import (
    OTHER_MACHINES,
    OTHER_SPORTS,
    RIDDEN_INDOORS,
    SESSION,
    SPORT,
    Sport,
)
from sixhills.formats.sports import say_left_out, say_other_sport
from sixhills.ride.recording import DeviceTotals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sixhills.formats.fit.decoding import Contents, Decoded

_TRANSITION = OTHER_SPORTS[Sport.TRANSITION]


@dataclass(frozen=True, kw_only=True)
class Sessions:
    """What the sessions of a file say of the ride in it.

    Attributes:
        totals: of the sessions that were ridden, or None.
        other_sport: what was done where none was ridden.
        spans: first and last FIT time [s] of each that was ridden, where others are left out;
            empty where the whole file is one ride.
        notes: what is to be said, each one plain sentence.
    """

    totals: DeviceTotals | None = None
    other_sport: str | None = None
    spans: tuple[tuple[float, float], ...] = ()
    notes: tuple[str, ...] = ()

    def holds(self, stamps: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which records belong to the ride, by their times, shape (n,)."""
        if not self.spans:
            return np.ones(len(stamps), dtype=bool)
        inside = [(stamps >= start) & (stamps <= end) for start, end in self.spans]
        return np.asarray(np.any(inside, axis=0))


def read_sessions(contents: Contents) -> Sessions:
    """What the sessions of a file say, or where there are none, its sport."""
    sessions = _latest(contents.sessions)
    if not sessions:
        return _without_sessions(contents)
    sports = [_other_sport(session, SESSION["sport"].number) for session in sessions]
    ridden = [one for one, sport in zip(sessions, sports, strict=True) if sport is None]
    others = [sport for sport in dict.fromkeys(sports) if sport and sport != _TRANSITION]
    if not ridden:
        return _make_sessions(sessions, other_sport=others[0] if others else _TRANSITION)
    if len(ridden) < len(sessions):
        spans = _spans(ridden)
        if spans:
            return _make_sessions(ridden, spans=spans, note=say_left_out(others or [_TRANSITION]))
        return _make_sessions(sessions)
    several = f"The file holds {len(ridden)} sessions: they were taken as one ride."
    return _make_sessions(ridden, note=several if len(ridden) > 1 else "")


def _without_sessions(contents: Contents) -> Sessions:
    sports = [_other_sport(message, SPORT["sport"].number) for message in contents.sports]
    if not sports or None in sports:
        return Sessions()
    name = sports[0] or ""
    return Sessions(other_sport=name, notes=(say_other_sport(name),))


def _make_sessions(
    sessions: Sequence[Decoded],
    *,
    other_sport: str | None = None,
    spans: tuple[tuple[float, float], ...] = (),
    note: str = "",
) -> Sessions:
    said = say_other_sport(other_sport) if other_sport else note
    return Sessions(
        totals=_add_up(sessions),
        other_sport=other_sport,
        spans=spans,
        notes=(said,) if said else (),
    )


def _latest(messages: Sequence[Decoded]) -> list[Decoded]:
    start = SESSION["start_time"].number
    return list({one.values.get(start, -i): one for i, one in enumerate(messages)}.values())


def _other_sport(message: Decoded, sport_field: int) -> str | None:
    """What was done, None where that was riding or may have been."""
    sport = int(message.values.get(sport_field, Sport.GENERIC))
    sub_sport = message.values.get(sport_field + 1)  # in both messages the field after
    if sport == Sport.FITNESS_EQUIPMENT:
        return OTHER_MACHINES.get(int(sub_sport or 0))
    if sport == Sport.TRAINING and sub_sport in RIDDEN_INDOORS:
        return None
    return OTHER_SPORTS.get(sport)


def _spans(sessions: Sequence[Decoded]) -> tuple[tuple[float, float], ...]:
    """First and last time of each session; empty where one does not say it."""
    start, elapsed = SESSION["start_time"].number, SESSION["total_elapsed_time"].number
    told = [(one.values.get(start), one.values.get(elapsed)) for one in sessions]
    spans = [(begin, begin + length) for begin, length in told if begin and length]
    return tuple(spans) if len(spans) == len(sessions) else ()


def _add_up(sessions: Sequence[Decoded]) -> DeviceTotals | None:
    totals = DeviceTotals(
        timer_s=_sum(sessions, "total_timer_time"),
        ascent_m=_sum(sessions, "total_ascent"),
        standing_s=_sum(sessions, "time_standing"),
    )
    return None if totals == DeviceTotals() else totals


def _sum(sessions: Sequence[Decoded], name: str) -> float | None:
    """Sum of a field, None where a session lacks it."""
    told = [one.values.get(SESSION[name].number) for one in sessions]
    known = [value for value in told if value is not None]
    return sum(known) if len(known) == len(told) else None
