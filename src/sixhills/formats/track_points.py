"""Points of a track, as GPX and TCX files hold them, gathered as columns and made a ride.

Files may hold several tracks or activities, each of parts between which recording stopped. What
was no riding is left out; rides that follow each other within half a day are one; of rides farther
apart the longest is taken. Whatever is left out is said.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import FormatError, NotARideError
from sixhills.formats.sports import say_left_out, say_other_sport
from sixhills.formats.timeline import count_lost, keep_in_order
from sixhills.ride.recording import Channel, DeviceTotals, Lap, Pause, Ride

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

MOST_POINTS = 1_500_000
"""Two weeks at one point a second have fewer."""

LONGEST_BREAK_S = 12 * 3600.0
"""Tracks farther apart than this are different rides."""

CLOCK_NOT_SET = "The device's clock was not set: the date is wrong."
NO_ZONE = "The times name no time zone: they were taken for UTC."

_FIRST_DATE_S = datetime(1990, 1, 1, tzinfo=UTC).timestamp()
_FIRST_YEAR, _LAST_YEAR = 1970, 2200
_MISSING = float("nan")


@dataclass(frozen=True, kw_only=True)
class Track:
    """One track or activity of a file.

    Attributes:
        first: index of its first point.
        sport: what was done ("running"), or None where it was riding or is not said.
    """

    first: int
    sport: str | None = None


@dataclass(kw_only=True)
class Points:
    """Points in the order of the file, and what is said around them.

    Attributes:
        tracks: where each track begins.
        parts: index of each first point after a stop of the recording.
        laps: start [s since 1970] and timer time [s] of each, as far as they are known.
        source: what made the file, or None.
        untimed: how many points without a time were left out.
        zoneless: whether a time named no zone.
    """

    tracks: list[Track] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    laps: list[tuple[float, float | None]] = field(default_factory=list)
    source: str | None = None
    untimed: int = 0
    zoneless: bool = False
    _times: array[float] = field(default_factory=lambda: array("d"))
    _columns: dict[Channel, array[float]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._times)

    def add(self, time: str, values: Mapping[Channel, float]) -> None:
        """Take in a point.

        Args:
            time: as it is written; a point without one, or with a senseless one, is counted only.
            values: what was measured there.

        Raises:
            FormatError: there are more points than in any ride.
        """
        stamp = self.read_time(time)
        if stamp is None:
            self.untimed += 1
            return
        count = len(self._times)
        if count >= MOST_POINTS:
            raise FormatError("the file has more points than any ride")
        self._times.append(stamp)
        columns = self._columns
        for name in values:
            if name not in columns:
                columns[name] = array("d", [_MISSING]) * count
        for name, column in columns.items():
            column.append(values.get(name, _MISSING))

    def read_time(self, text: str) -> float | None:
        """Seconds since 1970 of a time as files write it, None where it is none."""
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return None
        if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            return None
        if moment.tzinfo is None:
            self.zoneless = True
            moment = moment.replace(tzinfo=UTC)
        return moment.timestamp()

    def times_s(self) -> NDArray[np.float64]:
        """Time of each point, seconds since 1970, shape (n,)."""
        return np.array(self._times, dtype=np.float64)

    def column(self, name: Channel) -> NDArray[np.float64]:
        """Values of a channel, shape (n,), NaN where missing."""
        return np.array(self._columns[name], dtype=np.float64)

    def channels(self) -> Iterable[Channel]:
        """The channels of which any point has a value."""
        return self._columns.keys()


def read_number(text: str) -> float:
    """A number as files write it; NaN where it is none or not finite."""
    try:
        number = float(text)
    except ValueError:
        try:
            number = float(text.replace(",", ".", 1))
        except ValueError:
            return _MISSING
    return number if abs(number) < 1e12 else _MISSING


def make_ride(points: Points, faults: Sequence[str], *, place: str | None) -> Ride:
    """The ride that points tell of.

    Raises:
        NotARideError: no point has a time, or all have the same: a route.
    """
    times = points.times_s()
    if not len(times) or (len(times) > 1 and times.min() == times.max()):
        raise NotARideError(
            "this is a route without times, not a ride",
            place=place,
            remedy="give the file of a ride",
        )
    tracks, sport, said = _choose_tracks(points.tracks, times)
    chosen = np.flatnonzero(_belongs(points.tracks, tracks, len(times)))
    order, lost = keep_in_order(times[chosen])
    kept = chosen[order]
    origin = float(times[kept[0]])
    elapsed_s = times[kept] - origin
    said = [*faults, *said, count_lost(points.untimed, "no time"), *lost]
    said += [NO_ZONE] * points.zoneless + [CLOCK_NOT_SET] * (origin < _FIRST_DATE_S)
    channels = {name: points.column(name)[kept] for name in points.channels()}
    return Ride(
        start=datetime.fromtimestamp(origin, UTC),
        elapsed_s=elapsed_s,
        channels=dict(_present(channels)),
        laps=_make_laps(points.laps, origin, float(elapsed_s[-1])),
        pauses=_make_pauses(points.parts, times, kept),
        source=points.source,
        notes=tuple(note for note in said if note),
        device=_make_totals(points.laps, origin, float(elapsed_s[-1])),
        other_sport=sport,
    )


def _present(
    channels: Mapping[Channel, NDArray[np.float64]],
) -> Iterable[tuple[Channel, NDArray[np.float64]]]:
    for name, values in channels.items():
        # a heart rate of 0 is what some write without a strap
        known = np.where(values > 0, values, np.nan) if name is Channel.HEART_RATE_BPM else values
        if not np.isnan(known).all():
            yield name, known


# -- several tracks --------------------------------------------------------------------------


def _choose_tracks(
    tracks: Sequence[Track], times: NDArray[np.float64]
) -> tuple[list[int], str | None, list[str]]:
    """Which tracks are the ride, what else was done where none is, and what is to be said."""
    ends = [*(track.first for track in tracks[1:]), len(times)]
    filled = [i for i, track in enumerate(tracks) if ends[i] > track.first]
    ridden = [i for i in filled if tracks[i].sport is None]
    others = sorted({tracks[i].sport or "" for i in filled if tracks[i].sport})
    said: list[str] = []
    if ridden and others:
        said.append(say_left_out(others))
    spans = {i: _span(times[tracks[i].first : ends[i]]) for i in ridden or filled}
    groups = _group(spans)
    longest = max(groups, key=lambda group: sum(spans[i][1] - spans[i][0] for i in group))
    if len(groups) > 1:
        said.append(f"The file holds {len(groups)} rides: only the longest was taken.")
    sport = None if ridden else others[0]
    if sport:
        said.append(say_other_sport(sport))
    return longest, sport, said


def _span(times: NDArray[np.float64]) -> tuple[float, float]:
    return float(times.min()), float(times.max())


def _group(spans: Mapping[int, tuple[float, float]]) -> list[list[int]]:
    """Tracks that follow each other closely, together."""
    in_order = sorted(spans, key=lambda i: spans[i])
    groups = [in_order[:1]]
    for before, after in pairwise(in_order):
        if spans[after][0] - spans[before][1] <= LONGEST_BREAK_S:
            groups[-1].append(after)
        else:
            groups.append([after])
    return groups


def _belongs(tracks: Sequence[Track], chosen: Sequence[int], count: int) -> NDArray[np.bool_]:
    firsts = [track.first for track in tracks]
    owner = np.searchsorted(firsts, np.arange(count), side="right") - 1
    return np.isin(owner, list(chosen))


# -- laps and pauses -------------------------------------------------------------------------


def _make_pauses(
    parts: Sequence[int], times: NDArray[np.float64], kept: NDArray[np.intp]
) -> tuple[Pause, ...]:
    """Pauses between parts, where these are farther apart than points of the ride usually are."""
    if len(kept) < 2:
        return ()
    usual = float(np.median(np.diff(times[kept])))
    places = np.searchsorted(kept, parts)
    begins = {int(place) for place in places if 0 < place < len(kept)}
    gaps = [(float(times[kept[i - 1]]), float(times[kept[i]])) for i in sorted(begins)]
    origin = float(times[kept[0]])
    return tuple(
        Pause(start_s=start + usual - origin, end_s=end - origin)
        for start, end in gaps
        if end - start > 2 * usual
    )


def _make_laps(
    laps: Sequence[tuple[float, float | None]], origin: float, end_s: float
) -> tuple[Lap, ...]:
    starts = sorted({max(0.0, start - origin) for start, _ in laps if start - origin < end_s})
    if not starts:
        return ()
    ends = [*starts[1:], end_s]
    return tuple(Lap(start_s=start, end_s=end) for start, end in zip(starts, ends, strict=True))


def _make_totals(
    laps: Sequence[tuple[float, float | None]], origin: float, end_s: float
) -> DeviceTotals | None:
    """Timer time of the laps that belong to the ride, None where one does not say it.

    A sum that is the whole time from start to end tells of no pauses, and many programs write it
    whether there were any or not.
    """
    inside = [timer for start, timer in laps if -LONGEST_BREAK_S < start - origin <= end_s]
    known = [timer for timer in inside if timer is not None]
    if not known or len(known) < len(inside) or sum(known) >= end_s - 1.0:
        return None
    return DeviceTotals(timer_s=sum(known))
