"""Read a ride from a FIT activity file.

Devices differ, so nothing is assumed about how often or what they record. Where a file breaks
off, what came before is a ride, and its notes say so. A course or a workout is not a ride.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import FormatError, NotARideError
from sixhills.formats.fit import profile
from sixhills.formats.fit.channels import BALANCE, CHANNEL_FIELDS, left_share_from_balance
from sixhills.formats.fit.decoding import decode, is_fit
from sixhills.formats.fit.postures import read_postures
from sixhills.formats.fit.profile import EVENT, LAP, RECORD, Event, EventType
from sixhills.formats.fit.sessions import Sessions, read_sessions
from sixhills.formats.timeline import LONGEST_RIDE_S, count_lost, keep_in_order
from sixhills.ride.recording import Channel, Lap, Pause, Ride

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sixhills.formats.fit.decoding import Contents, Decoded, Records

LARGEST_FILE_BYTES = 256 * 2**20
"""Larger files are refused: a day of riding takes about 2 MiB."""

FIRST_DATE_S = 0x1000_0000
"""Smaller times count from when the device was switched on (FIT profile, type date_time)."""

_STAMP = RECORD["timestamp"].number
_STOPS = {
    EventType.STOP,
    EventType.STOP_ALL,
    EventType.STOP_DISABLE,
    EventType.STOP_DISABLE_ALL,
}
_MESSAGE_INDEX = 0x0FFF  # bits of an index; the others are flags


def read_activity(source: bytes | Path) -> Ride:
    """The ride in a FIT file.

    Several activities in a file, or several files end to end, are one ride; of a file of several
    sports only what was ridden is taken.

    Args:
        source: a file, or its bytes.

    Returns:
        The ride; its notes say what was left out or repaired. Laps, pauses and postures from
        before the first record begin with it.

    Raises:
        NotARideError: it holds a course, a workout or a segment.
        FormatError: it is not a FIT file, larger than 256 MiB, or holds no records.
        OSError: the file cannot be opened.
    """
    place = source.name if isinstance(source, Path) else None
    data = _load(source, place)
    contents = decode(data)
    stamps = contents.records.column(RECORD["timestamp"])
    timed = np.flatnonzero(~np.isnan(stamps))
    if not len(timed):
        raise _without_records(contents, place)
    return _make_ride(contents, timed, stamps[timed].astype(np.int64))


def _load(source: bytes | Path, place: str | None) -> bytes:
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    if size > LARGEST_FILE_BYTES:
        raise FormatError(
            f"the file has {size >> 20} MiB, more than any ride",
            place=place,
            remedy="give the file of one ride",
        )
    data = source.read_bytes() if isinstance(source, Path) else source
    if not is_fit(data):
        problem = "this is not a FIT file" if data else "the file is empty"
        raise FormatError(problem, place=place, remedy="export the ride once more, as FIT")
    return data


def _without_records(contents: Contents, place: str | None) -> FormatError:
    plans = [profile.PLANS[profile.FileType(k)] for k in contents.kinds if k in profile.PLANS]
    if plans:
        return NotARideError(
            f"this is {plans[0]}, not a ride", place=place, remedy="give the file of a ride"
        )
    return FormatError(
        "the file holds no records of a ride",
        place=place,
        offset=contents.offset,
        remedy="export the ride once more from the device or program that recorded it",
    )


def _make_ride(contents: Contents, timed: NDArray[np.intp], stamps: NDArray[np.int64]) -> Ride:
    sessions = read_sessions(contents)
    ridden = np.flatnonzero(sessions.holds(stamps))
    if not len(ridden):  # the sessions speak of another time
        sessions, ridden = Sessions(), np.arange(len(stamps))
    order, notes = keep_in_order(stamps[ridden])
    kept = ridden[order]
    records = contents.records.choose(timed[kept])
    origin = int(stamps[kept[0]])
    elapsed_s = (stamps[kept] - origin).astype(np.float64)
    timeless = count_lost(len(contents.records) - len(timed), "no time")
    early = "The device's clock was not set: the date is wrong." if origin < FIRST_DATE_S else ""
    return Ride(
        start=profile.EPOCH + timedelta(seconds=origin),
        elapsed_s=elapsed_s,
        channels=_begin_distance(dict(_channels(records)), part=bool(sessions.spans)),
        laps=_laps(contents.laps, origin, float(elapsed_s[-1])),
        pauses=_pauses(contents.events, origin),
        postures=read_postures(contents.events, records, elapsed_s, origin),
        segments=_segments(records),
        source=contents.source,
        notes=tuple(n for n in (*contents.faults, timeless, *sessions.notes, *notes, early) if n),
        device=sessions.totals,
        other_sport=sessions.other_sport,
    )


# -- channels ------------------------------------------------------------------------------


def _channels(records: Records) -> Iterator[tuple[Channel, NDArray[np.float64]]]:
    for one in CHANNEL_FIELDS:
        values = records.column(one.field)
        if one.older is not None:
            values = np.where(np.isnan(values), records.column(one.older), values)
        if one.channel is Channel.RESISTANCE_LEVEL:
            values = _with_fractions(values, records)
        if one.channel is Channel.HEART_RATE_BPM:
            values = np.where(values > 0, values, np.nan)  # 0 is what some write without a strap
        if not np.isnan(values).all():
            yield one.channel, values / one.factor
    left_share = left_share_from_balance(records.column(BALANCE))
    if not np.isnan(left_share).all():
        yield Channel.LEFT_SHARE, left_share


def _begin_distance(
    channels: dict[Channel, NDArray[np.float64]], *, part: bool
) -> dict[Channel, NDArray[np.float64]]:
    """Channels in which the distance of a part of a file begins at 0."""
    if part and Channel.DISTANCE_M in channels:
        distance = channels[Channel.DISTANCE_M]
        channels[Channel.DISTANCE_M] = distance - distance[~np.isnan(distance)][0]
    return channels


def _with_fractions(level: NDArray[np.float64], records: Records) -> NDArray[np.float64]:
    """Levels as measured; where our own field has the same one unrounded, that."""
    unrounded = records.own_column(profile.RESISTANCE_LEVEL)
    return np.where(np.abs(unrounded - level) <= 0.5, unrounded, level)


def _segments(records: Records) -> NDArray[np.int32] | None:
    segments = records.own_column(profile.SEGMENT)
    if np.isnan(segments).all():
        return None
    return np.where(np.isnan(segments), -1, segments).astype(np.int32)


# -- laps and pauses -----------------------------------------------------------------------


def _laps(messages: Sequence[Decoded], origin: int, end_s: float) -> tuple[Lap, ...]:
    laps = [lap for message in messages if (lap := _lap(message, origin))]
    inside = (lap for lap in laps if lap.end_s >= 0 and lap.start_s <= end_s)
    return tuple(sorted(inside, key=lambda lap: lap.start_s))


def _lap(message: Decoded, origin: int) -> Lap | None:
    start = message.values.get(LAP["start_time"].number)
    length_s = message.values.get(LAP["total_elapsed_time"].number)
    end = message.values.get(_STAMP)
    if start is not None and length_s is not None:
        end = start + length_s
    if start is None or end is None or end < start or end > origin + LONGEST_RIDE_S:
        return None
    step = message.values.get(LAP["wkt_step_index"].number)
    return Lap(
        start_s=max(0.0, start - origin),
        end_s=float(end - origin),
        step=None if step is None else int(step) & _MESSAGE_INDEX,
    )


def _pauses(events: Sequence[Decoded], origin: int) -> tuple[Pause, ...]:
    """From each stop of the timer to the next start; an end without a start is no pause."""
    pauses: list[Pause] = []
    stopped_s: float | None = None
    for moment_s, kind in _timer_events(events, origin):
        if kind in _STOPS:
            stopped_s = moment_s if stopped_s is None else stopped_s
        elif kind == EventType.START and stopped_s is not None:
            if moment_s > max(0.0, stopped_s):
                pauses.append(Pause(start_s=max(0.0, stopped_s), end_s=moment_s))
            stopped_s = None
    return tuple(pauses)


def _timer_events(events: Sequence[Decoded], origin: int) -> Iterator[tuple[float, int]]:
    for event in events:
        values = event.values
        if values.get(EVENT["event"].number) == Event.TIMER and _STAMP in values:
            moment_s, kind = values[_STAMP] - origin, values.get(EVENT["event_type"].number)
            if kind is not None and abs(moment_s) <= LONGEST_RIDE_S:
                yield float(moment_s), int(kind)
